// The matching benchmark: our books and the plain ones over the same streams, pass by pass in turn.
using System.Globalization;
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
    private bool _warm;

    /// <param name="streams">One by one: a stream of ten million messages takes 400 MB.</param>
    public MatchingReport Run(IEnumerable<LoadedStream> streams)
    {
        var cost = OperationClock.Cost();
        progress("memory, deep level, features ...");
        var bytes = MatchingMeasures<TBook>.BytesPerOrder();
        var deep = MatchingMeasures<TBook>.DeepLevel();
        var features = MatchingMeasures<TDigested>.Features();
        var shapes = new List<ShapeResult>();
        foreach (var stream in streams)
            shapes.Add(Shape(stream, cost, double.IsNaN(bytes) ? null : bytes));
        double? flatness = StreamShape.All.All(s => shapes.Any(r => r.Shape == s.Name))
            ? shapes.Min(s => s.ThroughputMsgsPerS) / shapes.Max(s => s.ThroughputMsgsPerS)
            : null;
        return new(
            MachineResult.Here(cost),
            TBook.Features,
            features,
            shapes,
            deep,
            flatness,
            MatchingBars.Of(shapes, features, deep, flatness),
            Method(cost)
        );
    }

    private ShapeResult Shape(LoadedStream stream, long cost, double? bytesPerOrder)
    {
        var name = stream.Header.Shape;
        progress($"{name}: warming up ...");
        var few = stream.First(WarmMessages);
        MatchingPass<TBook>.WarmUp(few, _warm ? WarmPasses / 4 : WarmPasses);
        MatchingPass<BaselineBooks<CountingSink>>.WarmUp(few, _warm ? WarmPasses / 8 : WarmPasses / 2);
        _warm = true;
        var ours = new List<PassResult>();
        var plain = new List<PassResult>();
        for (var i = 0; i < pairs; i++)
        {
            progress($"{name}: pair {i + 1} of {pairs} ...");
            ours.Add(MatchingPass<TBook>.Run(stream));
            plain.Add(MatchingPass<BaselineBooks<CountingSink>>.Run(stream));
        }

        progress($"{name}: single operations, fingerprints ...");
        var (all, kinds) = Latency<TBook>(stream, cost);
        var (plainAll, _) = Latency<BaselineBooks<CountingSink>>(stream, cost);
        var digested = MatchingPass<TDigested>.Run(stream).Tally;
        var expected = MatchingPass<BaselineBooks<DigestingSink>>.Run(stream).Tally;
        double count = stream.Messages.Length;
        var latency = OperationLatency.Of(all);
        return new(
            name,
            stream.Messages.Length,
            MatchingMeasures<TBook>.Median(ours.Select(p => count / p.Seconds)),
            latency.P50Ns,
            latency.P99Ns,
            latency.P999Ns,
            bytesPerOrder,
            ours.Max(p => p.AllocatedBytes) / count,
            ours.Max(p => p.Collections),
            digested.Digest.ToString("x16", CultureInfo.InvariantCulture),
            digested.Reports,
            digested.Trades,
            MatchingMeasures<TBook>.Median(plain.Select(p => count / p.Seconds)),
            MatchingMeasures<TBook>.Median(ours.Zip(plain, (o, p) => p.Seconds / o.Seconds)),
            digested.TradesDigest == expected.TradesDigest,
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
            $"throughput: median of {pairs} passes, ours and the plain book in turn, each with new books filled "
                + "before the clock starts; reports are counted; one thread",
            $"percentiles: a clock around each operation in a pass of its own, less the {cost} ns "
                + "that looking at the clock takes",
            "digest: of every field of every report, from a pass of its own",
            "bytes an order: all memory that the books of one instrument hold with 100,000 resting orders, by order",
            "plain book: sorted dictionaries of linked lists and a hash table; limit orders, cancel and amend only",
        ];
}
