// Order in, durable answer out, at stated rates: what the pipeline adds to one flush of the disk.
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>Durable answers at one rate of arrivals; medians of the turns.</summary>
/// <param name="Machine">The market, or an echo that shows what is left without it.</param>
/// <param name="MillionsPerSecond">Commands that fell due; 0: as many as got in.</param>
/// <param name="Reached">Commands answered in a second.</param>
/// <param name="Microseconds">From the moment a command was due to its answer.</param>
/// <param name="OfFlushP50">Its p50 over the p50 of a 4 KB flush, measured before and after.</param>
/// <param name="OfFlushP99">Its p99 over the p99 of a 4 KB flush.</param>
/// <param name="PerFlush">Commands in an append.</param>
/// <param name="AllocatedBytes">By the whole process, for each command behind the first tenth.</param>
/// <param name="ForeignProcessors">Processors that others kept busy meanwhile.</param>
internal sealed record PipelineLine(
    string Machine,
    double MillionsPerSecond,
    double Reached,
    Percentiles Microseconds,
    double OfFlushP50,
    double OfFlushP99,
    double PerFlush,
    double AllocatedBytes,
    int Gen0Collections,
    double ForeignProcessors
);

/// <summary>The first order of a fresh process, warmed up as the venue is, against its steady state.</summary>
internal sealed record FirstOrder(double FirstMicroseconds, double WarmUpSeconds, Percentiles Steady)
{
    public double OfSteadyP99 => FirstMicroseconds / Steady.P99;
}

/// <summary>A whole run.</summary>
internal sealed record PipelineReport(
    string Program,
    string Date,
    MachineLimits Machine,
    Percentiles Flush4K,
    IReadOnlyList<PipelineLine> Lines,
    FirstOrder First,
    IReadOnlyList<Bar> Bars
);

/// <summary>Open loops: three turns for each rate, flushes before and after each turn.</summary>
internal static class PipelineBench
{
    private const int Turns = 3;
    private const int WarmUp = 200_000;
    private static readonly Func<IMachine>[] _machines =
    [
        () => new MarketMachine(MarketMachine.VenueOrders),
        () => new EchoMachine(),
    ];
    private const double BarRate = 1;

    /// <param name="rates">Millions of commands a second; 0: as many as get in.</param>
    public static PipelineReport Run(double[] rates, double seconds, string folder, Action<string> progress)
    {
        Directory.CreateDirectory(folder);
        try
        {
            progress("machine limits ...");
            var limits = MachineLimits.Measure(folder);
            progress("first order of a fresh process ...");
            var first = PipelineFirst.InFreshProcess(folder);
            progress("warm up ...");
            var most = rates.Max() > 0 ? rates.Max() : BarRate;
            var stream = OrderStream.Build(int.Max(WarmUp, (int)(most * 1e6 * seconds)), seed: 1);
            foreach (var make in _machines)
                WarmUpWith(make, stream, folder);
            var lines = new List<PipelineLine>();
            foreach (var rate in rates)
            {
                progress(rate == 0 ? "as many as get in ..." : BenchText.Text($"{rate} million a second ..."));
                var count = rate == 0 ? stream.Count : (int)(rate * 1e6 * seconds);
                lines.AddRange(Lines(stream, count, rate, folder));
            }

            return new(
                Release.Version,
                BenchText.Today(),
                limits,
                FlushTimes.Measure(folder, 4 << 10, 2000),
                lines,
                first,
                [.. Bars(lines, first)]
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>As the venue does before it is ready: in rounds, with pauses in which the compiler can work.</summary>
    private static void WarmUpWith(Func<IMachine> make, List<(MessageKind Kind, byte[] Payload)> stream, string folder)
    {
        foreach (var rate in (ReadOnlySpan<double>)[0.2, 0.4, 0.8, 0.8])
        {
            _ = Turn(make(), stream, WarmUp, rate, folder);
            Thread.Sleep(400);
        }
    }

    private static IEnumerable<Bar> Bars(List<PipelineLine> lines, FirstOrder first)
    {
        if (lines.Find(line => line is { MillionsPerSecond: BarRate, Machine: nameof(MarketMachine) }) is { } line)
        {
            yield return new("durable answer at 1 M/s: p50 over p50 of a 4 KB flush", line.OfFlushP50, 2.3, false);
            yield return new("durable answer at 1 M/s: p99 over p99 of a 4 KB flush", line.OfFlushP99, 3, false);
        }

        yield return new("first order after ready over steady p99", first.OfSteadyP99, 5, AtLeast: false);
    }

    /// <summary>Both machines in turns.</summary>
    private static PipelineLine[] Lines(
        List<(MessageKind Kind, byte[] Payload)> stream,
        int count,
        double rate,
        string folder
    )
    {
        var turns = _machines.Select(_ => new PipelineLine[Turns]).ToArray();
        for (var turn = 0; turn < Turns; turn++)
        {
            for (var i = 0; i < _machines.Length; i++)
                turns[i][turn] = Turn(_machines[i](), stream, count, rate, folder);
        }

        return [.. turns.Select(Line)];
    }

    private static PipelineLine Turn(
        IMachine machine,
        List<(MessageKind Kind, byte[] Payload)> stream,
        int count,
        double rate,
        string folder
    )
    {
        Percentiles before;
        OpenLoop loop;
        double took;
        double others;
        var (flushes, collections) = (0L, 0);
        using (var venue = new PipelineVenue(Path.Combine(folder, "venue"), machine))
        {
            // The venue has its spare segments now, and is quiet.
            before = FlushTimes.Measure(folder, 4 << 10, 600);
            loop = new OpenLoop(venue.Sequencer, stream, count, rate * 1e6);
            flushes -= venue.Commands.Flushes;
            GC.Collect();
            collections -= GC.CollectionCount(0);
            var foreign = new ForeignLoad();
            took = loop.Run();
            others = foreign.Processors();
            collections += GC.CollectionCount(0);
            flushes += venue.Commands.Flushes;
            Must.Hold(venue.Sequencer.IsLeading);
        }

        var after = FlushTimes.Measure(folder, 4 << 10, 600);
        var times = Percentiles.Of(loop.Times[loop.Beginning..]);
        return new(
            machine.GetType().Name,
            rate,
            count / took,
            times,
            times.P50 * 2 / (before.P50 + after.P50),
            times.P99 * 2 / (before.P99 + after.P99),
            (double)count / flushes,
            (double)loop.Allocated / (count - loop.Beginning),
            collections,
            others
        );
    }

    private static PipelineLine Line(PipelineLine[] turns)
    {
        double Median(Func<PipelineLine, double> of) => BenchText.Median(turns.Select(of));
        return new(
            turns[0].Machine,
            turns[0].MillionsPerSecond,
            Median(turn => turn.Reached),
            new(
                Median(turn => turn.Microseconds.P50),
                Median(turn => turn.Microseconds.P99),
                Median(turn => turn.Microseconds.P999),
                turns.Max(turn => turn.Microseconds.Worst)
            ),
            Median(turn => turn.OfFlushP50),
            Median(turn => turn.OfFlushP99),
            Median(turn => turn.PerFlush),
            Median(turn => turn.AllocatedBytes),
            turns.Sum(turn => turn.Gen0Collections),
            Median(turn => turn.ForeignProcessors)
        );
    }
}
