// What of an instrument's change waits in equity and what goes to profit and loss, period by period.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Hedging.Accounting;

/// <summary>Whose rules.</summary>
public enum ReserveRule
{
    /// <summary>IFRS 9, 6.5.11: the reserve is the lower, in absolute amounts, of both cumulative changes.</summary>
    LowerOf,

    /// <summary>US rules since 2017 [K]: the whole change of an effective hedge waits in equity.</summary>
    WholeChange,
}

/// <summary>One period.</summary>
/// <param name="Instrument">Change of the instrument.</param>
/// <param name="ToReserve">Part of it that goes to the reserve.</param>
/// <param name="ToProfit">The rest.</param>
/// <param name="Reserve">The reserve at the period's end.</param>
/// <param name="CumulativeInstrument">Since designation.</param>
/// <param name="CumulativeHypothetical">Since designation.</param>
public sealed record ReserveLine(
    TradingDate To,
    decimal Instrument,
    decimal ToReserve,
    decimal ToProfit,
    decimal Reserve,
    decimal CumulativeInstrument,
    decimal CumulativeHypothetical
);

/// <summary>Computes cash-flow reserves.</summary>
public static class CashFlowReserve
{
    /// <summary>
    /// Before anything is taken out for purchases that have happened. In each period reserve and profit add up to the
    /// instrument's change exactly. When the two cumulative changes have different signs there is nothing that the
    /// instrument made up for, and the reserve is zero [our reading].
    /// </summary>
    public static IReadOnlyList<ReserveLine> Of(
        IReadOnlyList<FairValueChange> changes,
        ReserveRule rule = ReserveRule.LowerOf
    )
    {
        HypotheticalDerivative.Check(changes);
        var (instrument, hypothetical, reserve) = (0m, 0m, 0m);
        var lines = new List<ReserveLine>(changes.Count);
        foreach (var change in changes)
        {
            instrument += change.Instrument;
            hypothetical += change.Hypothetical;
            var now = rule == ReserveRule.WholeChange ? instrument : LowerOf(instrument, hypothetical);
            var part = now - reserve;
            lines.Add(new(change.To, change.Instrument, part, change.Instrument - part, now, instrument, hypothetical));
            reserve = now;
        }

        return lines;
    }

    private static decimal LowerOf(decimal instrument, decimal hypothetical)
    {
        if (Math.Sign(instrument) != Math.Sign(hypothetical))
            return 0;
        return Math.Sign(instrument) * Math.Min(Math.Abs(instrument), Math.Abs(hypothetical));
    }
}
