// A buyer of the simulated spot market as the hedging study sees him: units and money by day, and his contract.
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Spot;

/// <summary>How a buyer pays.</summary>
public enum SpotHedgerKind
{
    /// <summary>The month's average of the index and a spread, with a floor and a cap, for most of his units.</summary>
    Linked,

    /// <summary>The auction's price of each hour in which he buys.</summary>
    Spot,

    /// <summary>A seller's list price.</summary>
    List,
}

/// <summary>A supply contract on the index: price of a month = average + spread, not below the floor and not above the
/// cap. All three are shares of the mean of the last thirty prints before a calendar year begins and hold for the
/// year.</summary>
public sealed record SpotSupply(double Spread = 0.04, double Floor = 0.6, double Cap = 1.6)
{
    /// <summary>A contract without floor and cap.</summary>
    public static SpotSupply Open { get; } = new(0.04, 0, double.PositiveInfinity);

    /// <summary>The month's price.</summary>
    /// <param name="reference">Mean of the prints that the year's terms are shares of.</param>
    public double Price(double average, double reference) =>
        Math.Min(Math.Max(average + (Spread * reference), Floor * reference), Cap * reference);

    /// <summary>The price that is expected of a month.</summary>
    /// <param name="variance">Of the logarithm of the month's average over the reference.</param>
    public double Expected(double forward, double reference, double variance) =>
        (Floor * reference) + CollarDelta.Value(forward, Low * reference, High * reference, variance);

    /// <summary>What the price is expected to keep of a small move of the forward. A reference that is not yet fixed
    /// moves with the forward, floor and cap with it: then it is the price over the forward.</summary>
    public double Delta(double forward, double reference, double variance, bool known) =>
        known
            ? CollarDelta.Of(forward, Low * reference, High * reference, variance)
            : Expected(forward, reference, variance) / forward;

    // Averages over the reference at which the floor and the cap begin to hold.
    private double Low => Floor - Spread;

    private double High => Cap - Spread;
}

/// <summary>A buyer.</summary>
/// <param name="Units">Bought at <paramref name="Spent"/>, by day: in the auction, or at list.</param>
/// <param name="Spent">Currency by day.</param>
/// <param name="Covered">Units taken under the supply contract, by day; empty without one.</param>
public sealed record SpotHedger(
    string Name,
    SpotHedgerKind Kind,
    double[] Units,
    double[] Spent,
    double[] Covered,
    SpotSupply? Supply
)
{
    /// <summary>Units of a month.</summary>
    public double MonthUnits(TradingDate first, ContractMonth month) =>
        Sum(Units, first, month) + Sum(Covered, first, month);

    /// <summary>Share of a month's units that the contract covers.</summary>
    public double MonthCover(TradingDate first, ContractMonth month) =>
        Sum(Covered, first, month) / MonthUnits(first, month);

    /// <summary>What a month's units outside of the contract cost, and what they would have at the index.</summary>
    public (double Paid, double AtIndex) MonthOpen(TradingDate first, ContractMonth month, SpotCurve curve) =>
        (Sum(Spent, first, month), Sum(Units, first, month) * curve.Settlement(month));

    /// <summary>What a month cost.</summary>
    /// <param name="curve">Knows the month's average and the contract year's reference.</param>
    public double MonthCost(TradingDate first, ContractMonth month, SpotCurve curve) =>
        Sum(Spent, first, month)
        + (
            Supply is null
                ? 0
                : Sum(Covered, first, month) * Supply.Price(curve.Settlement(month), curve.Reference(month))
        );

    /// <summary>Price paid a unit on each day; not a number where nothing was bought.</summary>
    public double[] DailyPrices() =>
        [.. Units.Select((u, day) => u > 0 && Spent[day] > 0 ? Spent[day] / u : double.NaN)];

    private static double Sum(double[] daily, TradingDate first, ContractMonth month)
    {
        var sum = 0.0;
        var to = Math.Min(month.Last.Days - first.Days, daily.Length - 1);
        for (var day = Math.Max(0, month.First.Days - first.Days); day <= to; day++)
            sum += daily[day];
        return sum;
    }
}
