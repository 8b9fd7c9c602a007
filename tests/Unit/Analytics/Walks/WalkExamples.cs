// Invented contracts and hedgers for the walk's tests.
using Tokenbourse.Analytics.Studies;
using Tokenbourse.Analytics.Walks;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Analytics.Walks;

internal static class WalkExamples
{
    public static readonly TradingDate First = TradingDate.Of(2024, 1, 1);

    public static readonly ContractMonth Start = ContractMonth.Of(2024, 3);

    public static readonly ContractMonth End = ContractMonth.Of(2026, 6);

    /// <summary>Days from the first to the end of the last month.</summary>
    public static int Days => End.Last.Days - First.Days + 1;

    /// <summary>No costs, no trend, parts of lots: what is left is the hedge.</summary>
    public static WalkRules Frictionless =>
        new(6, new CurveModel(Trend: 0), Interest: 0, HalfSpread: 0, FeeTimes: 0, WholeLots: false);

    public static WalkContract Contract(double[] prints) =>
        new("XX", "XXI", "CNY", First, prints, 10, 0.0001m, 0.0001m, 0.5m, 0.2m, false);

    public static WalkHedger Buyer(double[] prices, bool sells = false) =>
        new("buyer", "buys", sells, 1000, First, prices);

    public static WalkHedger LinkedBuyer() => new("linked", "pays the index", false, 1000, First, [], true, 0.25);

    /// <summary>A seeded random walk in logs, from 10.</summary>
    public static double[] Series(ulong seed, double volatility = 0.5)
    {
        var random = new SplitMix(seed);
        var series = new double[Days];
        var log = Math.Log(10);
        for (var day = 0; day < series.Length; day++)
            series[day] = Math.Exp(log += volatility / Math.Sqrt(365) * random.Normal());
        return series;
    }

    public static WalkResult Run(
        WalkHedger hedger,
        HedgeStrategy strategy,
        double[] prints,
        WalkRules rules,
        double[]? cross = null
    ) =>
        Walk.Run(
            hedger,
            strategy,
            Contract(prints),
            cross is null ? null : Contract(cross) with { Code = "YY" },
            Start,
            End,
            rules
        );

    public static double Reduction(WalkResult walk) =>
        WalkFigures.TakenAway([.. walk.Months.Select(m => m.Bare)], [.. walk.Months.Select(m => m.Hedged)]);
}
