// tokenbourse desk serve: the hedge page, on the participant's own machine and for this browser alone.
using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Node.Hedging;

namespace Tokenbourse.Node.Verbs;

/// <summary>Serves the documents of a desk's folder as they stand, read anew at each request; writes nothing.</summary>
internal static class DeskServeVerb
{
    public static Command Build()
    {
        var desk = DeskVerb.FolderOption();
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1.", DefaultValueFactory = _ => 5090 };
        var command = new Command("serve", "Show the plan in the browser. Example: tokenbourse desk serve")
        {
            desk,
            port,
        };
        command.SetAction((parsed, stop) => Serve(parsed.GetValue(desk)!, parsed.GetValue(port), stop));
        return command;
    }

    private static async Task<int> Serve(string path, int port, CancellationToken stop)
    {
        if (port is < 1 or > 65_535)
            throw new VerbException($"--port {port}: must be 1 to 65535", 2);
        var folder = new DeskFolder(path);
        if (!Directory.Exists(path))
            throw new VerbException($"{path}: no such folder; desk import FILES makes it", 2);
        await using var app = DeskServer.Build(port, Home.Terminal, name => Read(folder, name));
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
            string.Create(CultureInfo.InvariantCulture, $"the hedge page: http://127.0.0.1:{port}/   (Ctrl+C ends it)")
        );
        var ended = new TaskCompletionSource();
        await using var _ = stop.Register(ended.SetResult);
        await ended.Task;
        await app.StopAsync(CancellationToken.None);
        return 0;
    }

    private static byte[]? Read(DeskFolder folder, string name)
    {
        var file = name switch
        {
            "plan" => folder.PlanFile,
            "exposure" => folder.ExposureFile,
            "market" => folder.MarketFile,
            _ => null,
        };
        return file is not null && File.Exists(file) ? File.ReadAllBytes(file) : null;
    }
}
