// The matching benchmark: our books and the plain ones over the same streams, pass by pass in turn.
using System.Globalization;
using System.Runtime.InteropServices;
using Tokenbourse.Sim.Streams;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>Measures a book against the baseline.</summary>
/// <typeparam name="TBook">The book with counted reports: what is timed.</typeparam>
/// <typeparam name="TDigested">The same book with fingerprinted reports.</typeparam>
internal sealed class MatchingBenchmark<TBook, TDigested>(int pairs, Action<string> progress)
    where TBook : struct, IMatchingBook<TBook>
    where TDigested : struct, IMatchingBook<TDigested>
{
    private const int WarmMessages = 50_000;
    private const int WarmPasses = 64;
    private static readonly string[] _operations = ["new", "cancel", "amend"];

    /// <param name="streams">All are held in memory, since they take turns: 40 bytes a message.</param>
    /// <param name="folder">
    /// A folder on the disk that is meant; null leaves the disk out of the machine's limits.
    /// </param>
    public MatchingReport Run(IReadOnlyList<LoadedStream> streams, string? folder)
    {
        var load = new ForeignLoad();
        progress("the machine's limits ...");
        var machine = MachineLimits.Measure(folder);
        var cost = OperationClock.Cost();
        progress("memory, deep level, features ...");
        var bytes = MatchingMeasures<TBook>.BytesPerOrder();
        var deep = MatchingMeasures<TBook>.DeepLevel();
        var features = MatchingMeasures<TDigested>.Features();
        var passes = Passes(streams);
        var shapes = streams.Select((s, i) => Shape(s, passes, i, cost, double.IsNaN(bytes) ? null : bytes)).ToArray();
        double? flatness = streams.Count < StreamShape.All.Count ? null : BenchText.Median(passes.Select(Flatness));
        return new(
            machine,
            RuntimeInformation.FrameworkDescription,
            BenchText.Today(),
            load.Processors(),
            TBook.Features,
            features,
            shapes,
            deep,
            flatness,
            MatchingBars.Of(shapes, features, deep, flatness),
            Method(cost)
        );
    }

    /// <summary>
    /// Rounds over all streams; in each, every stream goes through ours, then through the plain book.
    /// </summary>
    private List<(PassResult Ours, PassResult Plain)[]> Passes(IReadOnlyList<LoadedStream> streams)
    {
        foreach (var stream in streams)
        {
            progress($"{stream.Header.Shape}: warming up ...");
            var few = stream.First(WarmMessages);
            var passes = stream == streams[0] ? WarmPasses : WarmPasses / 4;
            MatchingPass<TBook>.WarmUp(few, passes);
            MatchingPass<BaselineBooks<CountingSink>>.WarmUp(few, passes / 2);
        }

        var rounds = new List<(PassResult, PassResult)[]>();
        for (var i = 0; i < pairs; i++)
        {
            progress($"round {i + 1} of {pairs} ...");
            rounds.Add([
                .. streams.Select(s => (MatchingPass<TBook>.Run(s), MatchingPass<BaselineBooks<CountingSink>>.Run(s))),
            ]);
        }

        return rounds;
    }

    /// <summary>Of one round: speed of the slowest shape over that of the fastest.</summary>
    private static double Flatness((PassResult Ours, PassResult Plain)[] round) =>
        round.Min(p => p.Ours.PerProcessorSecond) / round.Max(p => p.Ours.PerProcessorSecond);

    private ShapeResult Shape(
        LoadedStream stream,
        List<(PassResult Ours, PassResult Plain)[]> rounds,
        int place,
        long cost,
        double? bytesPerOrder
    )
    {
        progress($"{stream.Header.Shape}: single operations, fingerprints ...");
        var passes = rounds.Select(r => r[place]).ToArray();
        var (all, kinds) = Latency<TBook>(stream, cost);
        var (plainAll, _) = Latency<BaselineBooks<CountingSink>>(stream, cost);
        var digested = MatchingPass<TDigested>.Run(stream).Tally;
        var expected = MatchingPass<BaselineBooks<DigestingSink>>.Run(stream).Tally;
        double count = stream.Messages.Length;
        var latency = OperationLatency.Of(all);
        return new(
            stream.Header.Shape,
            stream.Messages.Length,
            BenchText.Median(passes.Select(p => p.Ours.PerSecond)),
            BenchText.Median(passes.Select(p => p.Ours.PerProcessorSecond)),
            latency.P50Ns,
            latency.P99Ns,
            latency.P999Ns,
            bytesPerOrder,
            passes.Max(p => p.Ours.AllocatedBytes) / count,
            passes.Max(p => p.Ours.LateBytes) / count,
            passes.Max(p => p.Ours.Collections),
            digested.Digest.ToString("x16", CultureInfo.InvariantCulture),
            digested.Reports,
            digested.Trades,
            BenchText.Median(passes.Select(p => p.Plain.PerSecond)),
            BenchText.Median(passes.Select(p => p.Ours.PerProcessorSecond / p.Plain.PerProcessorSecond)),
            stream.IsPlain ? digested.TradesDigest == expected.TradesDigest : null,
            _operations.Zip(kinds).ToDictionary(p => p.First, p => OperationLatency.Of(p.Second)),
            OperationLatency.Of(plainAll)
        );
    }

    private static (NanosecondHistogram All, NanosecondHistogram[] Kinds) Latency<T>(LoadedStream stream, long cost)
        where T : struct, IMatchingBook<T>
    {
        var all = new NanosecondHistogram();
        NanosecondHistogram[] kinds = [new(), new(), new()];
        MatchingPass<T>.Time(stream, cost, all, kinds);
        return (all, kinds);
    }

    private IReadOnlyList<string> Method(long cost) =>
        [
            $"throughput: median of {pairs} rounds over all streams, ours and the plain book in turn, each with new "
                + "books filled before the clock starts; reports are counted; one thread",
            "ratio, worst of best: of messages a second of processor time, so that what others took away is left out",
            $"percentiles: a clock around each operation in a pass of its own, less the {cost} ns "
                + "that looking at the clock takes",
            "digest: of every field of every report, from a pass of its own",
            "bytes an order: all memory that the books of one instrument hold with 100,000 resting orders, by order",
            "plain book: sorted dictionaries of linked lists and a hash table; limit orders, cancel and amend only, no "
                + "market data",
        ];
}
