// Why an own price moved otherwise than the index: mix, timing, currency, and the index's own part.
namespace Tokenbourse.Analytics.Hedging;

/// <summary>One month's prices.</summary>
/// <param name="Own">Own cost a unit, in the index's currency.</param>
/// <param name="Settlement">The index's average over the contract month, which the future settles on.</param>
/// <param name="Billed">The index's average over the days that the hedger is billed for.</param>
/// <param name="Exchange">Reporting currency for one unit of the index's currency.</param>
public sealed record BasisMonth(decimal Own, decimal Settlement, decimal Billed, decimal Exchange);

/// <summary>The change of an own price from one month to another, in parts that add up to it exactly.</summary>
/// <param name="Total">Change of the own price in the reporting currency.</param>
/// <param name="Index">The settlement average's move times the ratio: what a future pays for.</param>
/// <param name="Timing">The billing days' average moved otherwise than the settlement average.</param>
/// <param name="Currency">The later own price times the move of the exchange rate.</param>
/// <param name="Mix">What is left: the own basket moved otherwise than the index over the same days.</param>
public sealed record BasisParts(decimal Total, decimal Index, decimal Timing, decimal Currency, decimal Mix)
{
    /// <summary>Everything that the index does not explain.</summary>
    public decimal Basis => Timing + Currency + Mix;

    /// <summary>Total less all parts: zero.</summary>
    public decimal Residual => Total - Index - Timing - Currency - Mix;
}

/// <summary>Splits changes of price.</summary>
public static class BasisSplit
{
    /// <summary>Parts are rounded to so many places; the mix takes what rounding leaves.</summary>
    public const int Places = 10;

    /// <summary>
    /// With own price c, settlement average A, billing average B, exchange rate x and ratio k, from month 0 to month 1:
    /// c1 x1 - c0 x0 = k x0 (A1 - A0) + k x0 ((B1 - A1) - (B0 - A0)) + c1 (x1 - x0) + x0 ((c1 - c0) - k (B1 - B0)).
    /// </summary>
    /// <param name="ratio">Own units for one of the index: the hedge ratio in levels, or c0 / B0 for one in value.
    /// </param>
    /// <exception cref="HedgingException">A price or rate that is not above zero.</exception>
    public static BasisParts Between(BasisMonth from, BasisMonth to, decimal ratio)
    {
        Check(from, "from");
        Check(to, "to");
        var total = Round((to.Own * to.Exchange) - (from.Own * from.Exchange));
        var index = Round(ratio * from.Exchange * (to.Settlement - from.Settlement));
        var timing = Round(ratio * from.Exchange * (to.Billed - to.Settlement - (from.Billed - from.Settlement)));
        var currency = Round(to.Own * (to.Exchange - from.Exchange));
        return new(total, index, timing, currency, total - index - timing - currency);
    }

    private static decimal Round(decimal value) => Math.Round(value, Places, MidpointRounding.ToEven);

    private static void Check(BasisMonth month, string name)
    {
        Positive(month.Own, $"{name}.own");
        Positive(month.Settlement, $"{name}.settlement");
        Positive(month.Billed, $"{name}.billed");
        Positive(month.Exchange, $"{name}.exchange");
    }

    private static void Positive(decimal value, string field)
    {
        if (value <= 0)
            throw new HedgingException(field, FormattableString.Invariant($"{value}"), "must be above 0");
    }
}
