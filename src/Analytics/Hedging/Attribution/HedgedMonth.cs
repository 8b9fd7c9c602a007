// One month of a hedged purchase or sale: what was planned, what came, what the hedge held.
using Tokenbourse.Model.Numbers;
using static System.FormattableString;

namespace Tokenbourse.Analytics.Hedging.Attribution;

/// <summary>Who hedges.</summary>
public enum HedgeSide
{
    /// <summary>Buys the good and is long futures: gains when prices rise.</summary>
    Buyer,

    /// <summary>Sells the good and is short futures.</summary>
    Seller,
}

/// <summary>Prices of a month as planned, or as they came.</summary>
/// <param name="Own">Own price a unit, in the reporting currency.</param>
/// <param name="Index">The index: at the plan, or the settlement average.</param>
/// <param name="Futures">Mean price at which the hedge was opened, or closed or settled.</param>
public sealed record MonthPrices(decimal Own, decimal Index, decimal Futures);

/// <summary>A hedged month.</summary>
/// <param name="PlannedVolume">Units that were planned, at least 0.</param>
/// <param name="Volume">Units that came, at least 0.</param>
/// <param name="HedgedUnits">Lots times units a lot, in units of the index, at least 0; the side says which way.
/// </param>
/// <param name="Ratio">Units of the index that one own unit is held against: the conversion times the hedge ratio. In
/// the reporting currency, it also turns a move of the index into one of the own price.</param>
/// <param name="MixPart">Change of the own price a unit that is mix, from <see cref="BasisSplit"/>; the rest beyond the
/// index's part is basis.</param>
/// <param name="RollCost">Cost of rolling, above zero for a loss.</param>
/// <param name="Fees">Above zero.</param>
public sealed record HedgedMonth(
    ContractMonth Month,
    HedgeSide Side,
    decimal PlannedVolume,
    decimal Volume,
    MonthPrices Planned,
    MonthPrices Actual,
    decimal HedgedUnits,
    decimal Ratio,
    decimal MixPart,
    decimal RollCost,
    decimal Fees
)
{
    internal void Check()
    {
        NotNegative(nameof(PlannedVolume), PlannedVolume);
        NotNegative(nameof(Volume), Volume);
        NotNegative(nameof(HedgedUnits), HedgedUnits);
        NotNegative(nameof(Ratio), Ratio);
    }

    private void NotNegative(string field, decimal value)
    {
        if (value < 0)
            throw new HedgingException(Invariant($"{field} of {Month}"), Invariant($"{value}"), "must be at least 0");
    }
}
