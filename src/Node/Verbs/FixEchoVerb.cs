// tokenbourse fix-echo: a host that says back what it gets, to test the session layer of FIX from outside.
using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Tokenbourse.Gateways.Fix.Server;

namespace Tokenbourse.Node.Verbs;

/// <summary>Listens on 127.0.0.1 until it is stopped.</summary>
internal static class FixEchoVerb
{
    public static Command Build()
    {
        var port = PortOption();
        var ours = new Option<string>("--comp-id") { Description = "Our CompID.", DefaultValueFactory = _ => "ISLD" };
        var peers = new Option<string>("--peers")
        {
            Description = "CompIDs that may log on, with commas between.",
            DefaultValueFactory = _ => string.Join(',', EchoHost.UsualPeers),
        };
        var command = new Command(
            "fix-echo",
            "Echo FIX messages, for tests of a session layer. Example: tokenbourse fix-echo --port 5001"
        )
        {
            port,
            ours,
            peers,
        };
        command.SetAction(
            async (parsed, stop) =>
            {
                var where = new IPEndPoint(IPAddress.Loopback, Port(parsed.GetValue(port)));
                var names = parsed.GetValue(peers)!.Split(',', StringSplitOptions.RemoveEmptyEntries);
                using var host = Open(where, parsed.GetValue(ours)!, [.. names.Distinct(StringComparer.Ordinal)]);
                Console.WriteLine($"fix echo: 127.0.0.1:{host.Port}   (Ctrl+C ends it)");
                var ended = new TaskCompletionSource();
                await using var asked = stop.Register(() => ended.TrySetResult());
                await ended.Task;
                return 0;
            }
        );
        return command;
    }

    /// <summary>The port, the same option in two verbs.</summary>
    public static Option<int> PortOption() =>
        new("--port") { Description = "Port on 127.0.0.1; 0: the system chooses.", DefaultValueFactory = _ => 5001 };

    /// <summary>A port that can be one.</summary>
    public static int Port(int port) =>
        port is >= 0 and <= 65_535
            ? port
            : throw new VerbException(MeterVerb.Text($"--port {port}: must be 0 to 65535"), 2);

    private static FixAcceptor Open(IPEndPoint where, string ours, string[] peers)
    {
        try
        {
            return EchoHost.Open(where, ours, peers, TimeProvider.System);
        }
        catch (SocketException e)
        {
            throw new VerbException(MeterVerb.Text($"--port {where.Port}: {e.Message}"), 2);
        }
    }
}
