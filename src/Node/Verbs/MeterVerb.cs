// tokenbourse meter: metered delivery of token certificates. Each step has a file of its own.
using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;

namespace Tokenbourse.Node.Verbs;

/// <summary>The verbs of a meter.</summary>
internal static class MeterVerb
{
    public static Command Build() =>
        new("meter", "Metered delivery: an OpenAI-compatible gateway that draws certificates down.")
        {
            MeterServeVerb.Build(),
            MeterUpstreamVerb.Build(),
            MeterKeyVerb.Build(),
            MeterJournalVerb.Build(),
        };

    /// <summary>The file of keys, the same option in two verbs.</summary>
    public static Option<string> KeysOption() =>
        new("--keys")
        {
            Description = "File with a line a key: SHA-256 and certificate.",
            DefaultValueFactory = _ => Path.Combine("data", "meter", "keys"),
        };

    /// <summary>The port, the same option in two verbs.</summary>
    public static Option<int> PortOption(int usual) =>
        new("--port") { Description = "Port on 127.0.0.1; 0: the system chooses.", DefaultValueFactory = _ => usual };

    /// <summary>Refuses what is no port, before anything is opened.</summary>
    public static void CheckPort(int port)
    {
        if (port is < 0 or > 65_535)
            throw new VerbException(Text($"--port {port}: must be 0 to 65535"), 2);
    }

    /// <summary>Starts the doors, tells where they are, and waits until it is stopped.</summary>
    public static async Task Listen(WebApplication app, int port, string what, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException e)
            when (e.InnerException is not null || e.Message.Contains("address", StringComparison.Ordinal))
        {
            throw new VerbException(Text($"--port {port}: somebody else listens there"), 2);
        }
        catch (SocketException e)
        {
            throw new VerbException(Text($"--port {port}: {e.Message}"), 2);
        }

        Console.WriteLine($"{what}: {app.Urls.First()}/v1   (Ctrl+C ends it)");
        var ended = new TaskCompletionSource();
        await using var asked = stop.Register(() => ended.TrySetResult());
        await using var broken = app.Lifetime.ApplicationStopping.Register(() => ended.TrySetResult());
        await ended.Task;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await app.StopAsync(patience.Token);
    }

    /// <summary>A text in no language's own way of writing numbers.</summary>
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
