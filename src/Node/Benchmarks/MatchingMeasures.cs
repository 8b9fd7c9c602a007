// Measures beside throughput: memory of a resting order, a cancel deep in a level, and whether features are at work.
using System.Diagnostics;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;
using Tokenbourse.Sim.Streams;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>Cost of a cancel.</summary>
/// <param name="DeepNs">
/// Nanoseconds of a cancel in the middle of a level of 40,000 orders; median of the runs.
/// </param>
/// <param name="ShallowNs">The same in one of 2,000 levels with 20 orders each.</param>
/// <param name="Ratio">Median of the runs' ratios.</param>
internal sealed record DeepLevelResult(double DeepNs, double ShallowNs, double Ratio);

/// <summary>Is a kind of order at work?</summary>
/// <param name="ChangesDigest">One such order put into a stream changes the fingerprint of its reports.</param>
/// <param name="ChangesTrades">The stream trades otherwise than with the same order robbed of its feature.</param>
internal sealed record FeatureResult(string Name, bool ChangesDigest, bool ChangesTrades);

/// <summary>For books of one type.</summary>
internal static class MatchingMeasures<TBook>
    where TBook : struct, IMatchingBook<TBook>
{
    private const int RestingOrders = 100_000;
    private const int DeepOrders = 40_000;
    private const int DeepCancels = 8_000;
    private const int DeepRuns = 15;

    /// <summary>
    /// All memory that a book of one instrument holds with 100,000 resting orders, divided by their number.
    /// </summary>
    public static double BytesPerOrder()
    {
        // Buys on the lower half of the band, sells on the upper.
        var stream = Resting(
            RestingOrders,
            i =>
                (
                    i % 2 == 0 ? Side.Buy : Side.Sell,
                    StreamPlan.Reference + ((i % 2 == 0 ? -1 : 1) * (1 + (i / 2 % 1_900)))
                )
        );
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var book = MatchingPass<TBook>.Fill(stream);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        var reports = book.Tally.Reports;
        GC.KeepAlive(book);
        GC.KeepAlive(stream);
        return reports < RestingOrders ? double.NaN : held / (double)RestingOrders;
    }

    /// <summary>
    /// The same random places are cancelled in two books that differ only in how their orders are spread over levels.
    /// </summary>
    public static DeepLevelResult DeepLevel()
    {
        var deep = Resting(DeepOrders, _ => (Side.Buy, StreamPlan.Reference));
        var shallow = Resting(DeepOrders, i => (Side.Buy, StreamPlan.Reference - (i / 20)));
        var cancels = Cancels();
        var runs = new List<(double Deep, double Shallow)>();
        for (var i = 0; i < 3 + DeepRuns; i++)
        {
            var pair = (CancelNs(deep, cancels), CancelNs(shallow, cancels));
            if (i >= 3)
                runs.Add(pair);
        }

        return new(
            BenchText.Median(runs.Select(r => r.Deep)),
            BenchText.Median(runs.Select(r => r.Shallow)),
            BenchText.Median(runs.Select(r => r.Deep / r.Shallow))
        );
    }

    /// <summary>
    /// The stop, the iceberg and the spread, each against a stream without it and against one with the feature taken
    /// off.
    /// </summary>
    public static IReadOnlyList<FeatureResult> Features()
    {
        var plan = new StreamPlan(StreamShape.All[0], 100_000);
        var plain = TallyOf(StreamGenerator.Build(plan));
        var list = new List<FeatureResult>();
        foreach (var extra in (StreamExtras[])[StreamExtras.Stop, StreamExtras.Iceberg, StreamExtras.Spread])
        {
            var (header, records) = StreamGenerator.Build(plan with { Extras = extra });
            var with = TallyOf((header, records));
            var without = TallyOf(Rob(header, records));
            list.Add(
                new(
                    extra.ToString().ToLowerInvariant(),
                    with.Digest != plain.Digest,
                    with.TradesDigest != without.TradesDigest
                )
            );
        }

        return list;
    }

    private static ReportTally TallyOf((StreamHeader Header, OrderMessage[] Records) stream) =>
        MatchingPass<TBook>.Run(new(stream.Header, stream.Records)).Tally;

    /// <summary>
    /// A stop becomes a limit order that nobody meets, an iceberg shows all, a spread is an instrument without legs.
    /// </summary>
    private static (StreamHeader Header, OrderMessage[] Records) Rob(StreamHeader header, OrderMessage[] records)
    {
        var plain = records.ToArray();
        foreach (ref var m in plain.AsSpan())
        {
            m.Display = 0;
            if (m.Type == StreamOrderType.Stop)
                (m.Type, m.Stop, m.Price) = (StreamOrderType.Limit, 0, StreamPlan.Reference + StreamPlan.HalfBand);
        }

        return (header with { Instruments = [.. header.Instruments.Select(i => i with { Near = 0, Far = 0 })] }, plain);
    }

    private static double CancelNs(LoadedStream stream, OrderMessage[] cancels)
    {
        var book = MatchingPass<TBook>.Fill(stream);
        var begin = Stopwatch.GetTimestamp();
        MatchingPass<TBook>.Drive(book, cancels);
        return Stopwatch.GetElapsedTime(begin).TotalNanoseconds / cancels.Length;
    }

    /// <summary>Different orders of the middle half, by chance.</summary>
    private static OrderMessage[] Cancels()
    {
        var random = new Random64(5);
        var orders = Enumerable.Range(DeepOrders / 4, DeepOrders / 2).ToArray();
        for (var i = orders.Length - 1; i > 0; i--)
        {
            var other = (int)random.Below(i + 1);
            (orders[i], orders[other]) = (orders[other], orders[i]);
        }

        return
        [
            .. orders
                .Take(DeepCancels)
                .Select(order => new OrderMessage
                {
                    Operation = StreamOperation.Cancel,
                    Instrument = 1,
                    Owner = 1,
                    Order = order,
                }),
        ];
    }

    /// <summary>Day orders of one owner in one instrument that nothing meets.</summary>
    private static LoadedStream Resting(int count, Func<int, (Side Side, int Price)> place)
    {
        var records = new OrderMessage[count];
        for (var i = 0; i < count; i++)
        {
            var (side, price) = place(i);
            records[i] = new()
            {
                Operation = StreamOperation.New,
                Side = side,
                Type = StreamOrderType.Limit,
                TimeInForce = StreamTimeInForce.Day,
                SelfMatch = StreamSelfMatch.CancelNewest,
                Instrument = 1,
                Owner = 1,
                Order = i + 1,
                Price = price,
                Lots = 5,
            };
        }

        var band = new StreamInstrument(
            StreamPlan.Reference - StreamPlan.HalfBand,
            StreamPlan.Reference + StreamPlan.HalfBand,
            StreamPlan.Reference
        );
        return new(new("resting", 0, count, 0, count, 0, [band]), records);
    }
}
