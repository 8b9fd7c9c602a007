// tokenbourse desk serve: the terminal with the desk's programme in it, on the participant's own machine.
using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Node.Hedging;
using Tokenbourse.Node.Hedging.Office;

namespace Tokenbourse.Node.Verbs;

/// <summary>Serves a desk's folder to the browser of this machine; what concerns the market goes on to the
/// venue.</summary>
internal static class DeskServeVerb
{
    public static Command Build()
    {
        var desk = DeskVerb.FolderOption();
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1.", DefaultValueFactory = _ => 5090 };
        var venue = new Option<string?>("--venue")
        {
            Description =
                "A venue's address, as http://127.0.0.1:5080: the rest of the terminal, the market, the orders.",
        };
        var command = new Command(
            "serve",
            "Work the hedge programme in the browser. Example: tokenbourse desk serve --venue http://127.0.0.1:5080"
        )
        {
            desk,
            port,
            venue,
        };
        command.SetAction(
            (parsed, stop) =>
                Serve(parsed.GetValue(desk)!, parsed.GetValue(port), parsed.GetValue(venue)?.TrimEnd('/'), stop)
        );
        return command;
    }

    private static async Task<int> Serve(string path, int port, string? venue, CancellationToken stop)
    {
        if (port is < 1 or > 65_535)
            throw new VerbException($"--port {port}: must be 1 to 65535", 2);
        Uri? address = null;
        if (
            venue is not null
            && (!Uri.TryCreate(venue, UriKind.Absolute, out address) || address.Scheme is not ("http" or "https"))
        )
            throw new VerbException($"--venue {venue}: must be an address as http://127.0.0.1:5080", 2);
        // A folder that is not there yet begins with the first import.
        using var office = new DeskOffice(new DeskFolder(path), venue);
        await using var app = DeskServer.Build(port, Home.Terminal, office, address);
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException e)
            when (e.InnerException is not null || e.Message.Contains("address", StringComparison.Ordinal))
        {
            throw new VerbException($"--port {port}: somebody else listens there", 2);
        }
        catch (SocketException e)
        {
            throw new VerbException($"--port {port}: {e.Message}", 2);
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"the hedge programme: http://127.0.0.1:{port}/?page=hedge   (Ctrl+C ends it)"
            )
        );
        var ended = new TaskCompletionSource();
        await using var _ = stop.Register(ended.SetResult);
        await ended.Task;
        await app.StopAsync(CancellationToken.None);
        return 0;
    }
}
