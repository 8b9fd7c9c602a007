// What an order costs from the wire to the flushed log and back, over each of the HTTP doors, beside a bare echo.
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>What is measured.</summary>
/// <param name="Orders">Messages of each turn.</param>
/// <param name="Rate">Messages a second of the open loop.</param>
/// <param name="InFlight">Under way of the closed turns: on one stream, or connections of REST.</param>
/// <param name="Rounds">Turns of each way; the median counts.</param>
internal sealed record DoorPlan(int Orders, int Rate, int InFlight, int Rounds);

/// <summary>One way. Times in microseconds.</summary>
internal sealed record DoorLine(string What, string Load, double PerSecond, Percentiles Times);

/// <summary>The whole run.</summary>
/// <param name="Foreign">Processors that others kept busy meanwhile.</param>
/// <param name="Flush">Median of a 4 KB write and flush, microseconds.</param>
internal sealed record DoorReport(
    string Machine,
    string Runtime,
    string Date,
    double ForeignProcessors,
    double Flush,
    DoorPlan Plan,
    IReadOnlyList<DoorLine> Lines,
    IReadOnlyList<Bar> Bars
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(DoorReport))]
[JsonSerializable(typeof(SubscribersReport))]
internal sealed partial class DoorBenchJson : JsonSerializerContext;

/// <summary>Venue, journal, echo and clients share the processors. The bars are absolute.</summary>
internal static class DoorBench
{
    private const double StreamBar = 30_000;
    private const double RestBar = 8_000;
    private const string Venue = "order to answer, log flushed";
    private const string Echo = "echo of the same bytes";

    public static Task<DoorReport> Stream(DoorPlan plan, string folder, Action<string> progress) =>
        Run(
            plan,
            folder,
            "WebSocket",
            StreamBar,
            DoorOrders.Frames,
            async (port, isEcho, messages, rate) =>
            {
                using var load = await StreamLoad.Connect(port, isEcho ? "/" : "/v1/stream");
                if (!isEcho)
                    await load.LogOn();
                return await load.Run(messages, rate, plan.InFlight);
            },
            progress
        );

    public static Task<DoorReport> Rest(DoorPlan plan, string folder, Action<string> progress) =>
        Run(
            plan,
            folder,
            "REST",
            RestBar,
            DoorOrders.Requests,
            (port, isEcho, messages, rate) => RestLoad.Run(port, plan.InFlight, messages, rate),
            progress
        );

    private static async Task<DoorReport> Run(
        DoorPlan plan,
        string folder,
        string door,
        double bar,
        Func<int, string, byte[][]> make,
        Func<int, bool, byte[][], double, Task<(long[] Times, double Seconds)>> play,
        Action<string> progress
    )
    {
        Directory.CreateDirectory(folder);
        var flush = FlushTimes.Measure(folder, 4 << 10, 500).P50;
        var load = new ForeignLoad();
        var (echo, echoPort) = await DoorVenue.Echo();
        var lines = new List<DoorLine>();
        await using (echo)
        await using (var venue = await DoorVenue.Open(Path.Combine(folder, "venue")))
        {
            progress("compiling: one turn that does not count ...");
            await play(echoPort, true, make(plan.Orders, "e"), 0);
            await play(venue.Port, false, make(plan.Orders, "w"), 0);
            foreach (var (what, port, isEcho) in new[] { (Echo, echoPort, true), (Venue, venue.Port, false) })
            {
                progress($"{what} ...");
                var closed = new List<(long[] Times, double Seconds)>();
                for (var round = 0; round < plan.Rounds; round++)
                    closed.Add(await play(port, isEcho, make(plan.Orders, $"c{round}-"), 0));
                var median = closed.OrderBy(c => c.Seconds).ElementAt(plan.Rounds / 2);
                lines.Add(Line(what, BenchText.Text($"{plan.InFlight:N0} under way"), plan.Orders, median));
                var open = await play(port, isEcho, make(plan.Orders, "o"), plan.Rate);
                lines.Add(Line(what, BenchText.Text($"{plan.Rate:N0} a second"), plan.Orders, open));
            }
        }

        var best = lines.First(l => l.What == Venue).PerSecond;
        return new(
            MachineLimits.Describe(),
            RuntimeInformation.FrameworkDescription,
            BenchText.Today(),
            load.Processors(),
            flush,
            plan,
            lines,
            [new($"{door}: answered orders a second", best, bar, true)]
        );
    }

    private static DoorLine Line(string what, string load, int count, (long[] Times, double Seconds) run) =>
        new(what, load, count / run.Seconds, Percentiles.Of(run.Times));
}
