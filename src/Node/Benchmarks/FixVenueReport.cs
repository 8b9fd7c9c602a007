// What the bench of FIX orders through a whole venue has measured, as lines and bars.
namespace Tokenbourse.Node.Benchmarks;

/// <summary>What the collector did during the paced orders.</summary>
/// <param name="Pauses">Milliseconds in which nothing else ran, altogether.</param>
internal sealed record FixCollections(int Young, int Middle, int Old, double Pauses);

/// <summary>What a look inside has shown.</summary>
/// <param name="Paced">Stages of the paced orders.</param>
/// <param name="AllAtOnce">Threads during the runs of all at once, seconds.</param>
/// <param name="Threads">Threads during the paced runs.</param>
internal sealed record FixInside(
    IReadOnlyList<FixStage> Paced,
    IReadOnlyList<ThreadTime> AllAtOnce,
    IReadOnlyList<ThreadTime> Threads
);

/// <summary>A whole run.</summary>
/// <param name="Foreign">Processors that others kept busy meanwhile.</param>
/// <param name="PerSecond">Orders a second on one session, all sent at once, until the last is acknowledged: the median
/// of the rounds.</param>
/// <param name="BytesEach">Allocated for an order of those runs, less what the venue allocates without FIX.</param>
/// <param name="BytesVenue">What it allocates without FIX, with a history of the same length.</param>
/// <param name="Paced">From an order's moment to its acknowledgement, all rounds.</param>
/// <param name="Echo">The same orders at the same pace to the echo host, in turns with those.</param>
/// <param name="Flush">Write and flush of 4 KB on the same disk, in turns with those.</param>
internal sealed record FixVenueReport(
    string Machine,
    string Runtime,
    double Foreign,
    int Orders,
    double PerSecond,
    double BytesEach,
    double BytesVenue,
    Percentiles Paced,
    Percentiles Echo,
    Percentiles Flush,
    FixCollections Collections,
    FixInside? Inside
)
{
    public IReadOnlyList<Bar> Bars =>
        [
            new("orders a second / 50,000, one session", PerSecond / 50_000, 1, true),
            new(
                "acknowledgement / (echo + one flush), p50 at 5,000 a second",
                Paced.P50 / (Echo.P50 + Flush.P50),
                2,
                false
            ),
            new("bytes allocated an order by the gateway", BytesEach, 200, false),
        ];

    public IEnumerable<string> Lines()
    {
        yield return $"machine: {Machine}";
        yield return $"runtime: {Runtime}";
        yield return BenchText.Text($"foreign: others kept {Foreign:0.00} processors busy");
        yield return BenchText.Text(
            $"orders:  {Orders:N0} a round, {FixVenueBench.Rounds} rounds, every second order trades"
        );
        yield return "";
        yield return BenchText.Text(
            $"all at once: {PerSecond:N0} orders a second, {BytesEach:N0} bytes allocated by the gateway each"
        );
        yield return BenchText.Text($"             (and {BytesVenue:N0} by the venue, whichever the door)");
        yield return BenchText.Text($"{FixVenueBench.Pace:N0} a second, each at its moment:");
        yield return Heading("microseconds");
        yield return Line("to the acknowledgement", Paced);
        yield return Line("to the echo", Echo);
        yield return Line("one flush", Flush);
        yield return BenchText.Text(
            $"collections meanwhile: {Collections.Young} young, {Collections.Middle} middle, {Collections.Old} old, "
        ) + BenchText.Text($"{Collections.Pauses:0.0} ms altogether");
        if (Inside is null)
            yield break;
        yield return "";
        yield return Heading("stage, microseconds");
        foreach (var stage in Inside.Paced)
            yield return Line(stage.Name, stage.Times);
        foreach (var line in Lines("all at once", Inside.AllAtOnce).Concat(Lines("paced", Inside.Threads)))
            yield return line;
    }

    private IEnumerable<string> Lines(string run, IReadOnlyList<ThreadTime> threads)
    {
        const double Shown = 0.05;
        var orders = Orders * FixVenueBench.Rounds;
        yield return "";
        yield return $"{run + ", us an order", -26}{"ran", 9}{"waited", 9}";
        foreach (var thread in threads.Where(t => (t.Ran + t.Waited) * 1e6 / orders > Shown))
            yield return BenchText.Text(
                $"{thread.Name, -26}{thread.Ran * 1e6 / orders, 9:0.0}{thread.Waited * 1e6 / orders, 9:0.0}"
            );
    }

    private static string Heading(string what) => $"{what, -26}{"p50", 9}{"p99", 9}{"p99.9", 9}{"worst", 10}";

    private static string Line(string what, Percentiles times) => $"{what, -26}{times}";
}
