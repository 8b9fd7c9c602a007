// The warm-up of a venue: which commands, on which scratch logs.
using System.Globalization;
using System.Text;
using Tokenbourse.Log;
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Node.Benchmarks;
using Tokenbourse.Storage;
using Tokenbourse.Venue;

namespace Tokenbourse.Node;

/// <summary>Nothing of it reaches the venue: its logs are in a folder of their own, which is removed.</summary>
internal static class WarmVenue
{
    private const int Rounds = 4;
    private const string Order = """
        {"account":999999,"symbol":"TK-NONE","side":"buy","type":"limit","timeInForce":"day","price":"1",
         "lots":1,"clientOrderId":"warm-up"}
        """;
    private const int Orders = 6_000;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(150);

    /// <param name="folder">The venue's: the scratch logs are on the same disk.</param>
    /// <returns>How many commands were played.</returns>
    public static long Run(string folder)
    {
        var place = Path.Combine(folder, "warm-up");
        if (Directory.Exists(place))
            Directory.Delete(place, recursive: true);
        var logs = new List<FileLog>();
        try
        {
            return WarmUp.Run(() => Scratch(place, logs), Script(), Rounds, _pause);
        }
        finally
        {
            foreach (var log in logs)
                log.Dispose();
            Directory.Delete(place, recursive: true);
        }
    }

    /// <summary>The way from the socket to the market and back: questions, and orders that the door itself refuses
    /// because nobody has that account. Nothing of it is put in order.</summary>
    public static async Task Door(int port, CancellationToken cancel)
    {
        const int Times = 40;
        using var client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}/") };
        try
        {
            for (var i = 0; i < Times; i++)
            {
                using var status = await client.GetAsync(new Uri("v1/status", UriKind.Relative), cancel);
                using var order = new StringContent(Order, Encoding.UTF8, "application/json");
                using var refused = await client.PostAsync(new Uri("v1/orders", UriKind.Relative), order, cancel);
                Must.Hold(!refused.IsSuccessStatusCode);
            }
        }
        catch (HttpRequestException)
        {
            // A door that cannot be reached from here is as open as before.
        }
    }

    /// <summary>The opening of a market, then orders that rest, trade, are cancelled and are refused.</summary>
    private static List<ScriptedCommand> Script()
    {
        var script = new List<ScriptedCommand>();
        foreach (var (kind, payload) in OrderStream.Opening())
            script.Add(new(OrderStream.Before, kind, payload));
        foreach (var (kind, payload) in OrderStream.Build(Orders, seed: 3))
            script.Add(new(OrderStream.Open, kind, payload));
        return script;
    }

    private static Runner Scratch(string place, List<FileLog> logs)
    {
        FileLog Open(string name, FileLogOptions options)
        {
            var number = logs.Count.ToString(CultureInfo.InvariantCulture);
            var log = FileLog.Open(Path.Combine(place, number + name), options);
            logs.Add(log);
            return log;
        }

        // Small segments, so that going over to the next one is among what is practised.
        var commands = Open("-commands", VenueFolder.Ahead with { SegmentBytes = 128 << 10 });
        var runner = new Runner(
            new MarketMachine(MarketMachine.VenueOrders),
            commands,
            Open("-events", VenueFolder.LazyAhead with { SegmentBytes = 1 << 20 })
        );
        runner.AddFollower(new VenueViews().Market);
        return runner;
    }
}
