// What a contributor could gain by moving his own price for a few days, against what it would cost him.
namespace Tokenbourse.Analytics.Manipulation;

/// <summary>What is moved and how.</summary>
/// <param name="Level">The index, in currency per unit.</param>
/// <param name="LotSize">Units in a lot.</param>
/// <param name="Move">u: the contributor raises his price by this share.</param>
/// <param name="Days">n: prints that he moves.</param>
/// <param name="Prints">N: prints that the final price averages.</param>
public sealed record ManipulationCase(double Level, double LotSize, double Move, int Days, int Prints);

/// <summary>What it costs.</summary>
/// <param name="SalesPerDay">Units that the contributor really sells in a day.</param>
/// <param name="FeePerLot">Fees of opening and closing a lot.</param>
/// <param name="Penalty">What is taken from him when he is found out.</param>
/// <param name="Detection">Probability of that, 0 to 1.</param>
public sealed record ManipulationCost(double SalesPerDay, double FeePerLot, double Penalty, double Detection);

/// <summary>One contributor's sum.</summary>
/// <param name="Weight">His share of the print, 0 to 1.</param>
/// <param name="IndexMove">What his move does to one print, as a share.</param>
/// <param name="SettlementMove">What it does to the averaged final price.</param>
/// <param name="GainPerLot">In the contract's currency.</param>
/// <param name="FixedCost">Of sales at the wrong price and the expected penalty.</param>
/// <param name="Limit">The largest number of lots at which gain is below cost; null: at any number.</param>
public sealed record ManipulationSum(
    double Weight,
    double IndexMove,
    double SettlementMove,
    double GainPerLot,
    double FixedCost,
    double FeePerLot,
    long? Limit
)
{
    public double Gain(long lots) => GainPerLot * lots;

    public double Cost(long lots) => FixedCost + (FeePerLot * lots);

    /// <summary>Infinite where it costs nothing.</summary>
    public double Ratio(long lots) => Cost(lots) > 0 ? Gain(lots) / Cost(lots) : double.PositiveInfinity;
}

/// <summary>
/// Gain = lots * lot size * S * w * ln(1 + u) * n / N: a geometric mean moves by (1 + u)^w, to first order w ln(1 + u).
/// Of a geometric mean, trimmed by rank or not, this is an upper bound, also for who is trimmed today and would be let
/// in (with w that of one who is in). Of a median it is none: one price in the middle moves it by up to its whole move.
/// Cost = n * sales a day * S * u (sales at the wrong price: what a seller forgoes who lowers his price by u; who
/// raises it loses the margin of what he no longer sells, which nobody observes) + fees + penalty * detection.
/// </summary>
public static class ManipulationEconomics
{
    public static ManipulationSum Of(double weight, ManipulationCase moved, ManipulationCost cost)
    {
        var print = weight * Math.Log(1 + moved.Move);
        var settlement = print * Math.Min(1.0, (double)moved.Days / moved.Prints);
        var gain = moved.LotSize * moved.Level * settlement;
        var sales = moved.Days * cost.SalesPerDay * moved.Level * moved.Move;
        var fixedCost = sales + (cost.Penalty * cost.Detection);
        return new(weight, print, settlement, gain, fixedCost, cost.FeePerLot, Limit(gain, fixedCost, cost.FeePerLot));
    }

    // gain * lots < fixed + fee * lots; the largest whole number below the point where both are equal.
    private static long? Limit(double gain, double fixedCost, double fee)
    {
        if (gain <= fee)
            return null;
        var equal = fixedCost / (gain - fee);
        return equal >= long.MaxValue / 2 ? null : Math.Max(0, (long)Math.Ceiling(equal) - 1);
    }
}
