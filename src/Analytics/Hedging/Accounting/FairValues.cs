// Changes of fair value, period by period: of what is held and of what is hedged.
using Tokenbourse.Model.Numbers;
using static System.FormattableString;

namespace Tokenbourse.Analytics.Hedging.Accounting;

/// <summary>One period of a hedging relationship.</summary>
/// <param name="From">The period begins after this day.</param>
/// <param name="To">Its last day.</param>
/// <param name="Instrument">Change of the instrument's fair value.</param>
/// <param name="Hypothetical">Change of the hypothetical derivative's: same terms as the item, zero at designation. A
/// perfect instrument changes alike. The hedged item itself changes by the opposite amount.</param>
public sealed record FairValueChange(TradingDate From, TradingDate To, decimal Instrument, decimal Hypothetical)
{
    /// <summary>Change of the hedged item, as the hypothetical derivative measures it.</summary>
    public decimal Item => -Hypothetical;
}

/// <summary>What a forward on the hedged item would be worth at a day.</summary>
/// <param name="Forward">Forward price of the item for its delivery month, a unit.</param>
/// <param name="Discount">Value on that day of one unit of money at payment; above 0.</param>
public sealed record ForwardMark(TradingDate Day, decimal Forward, decimal Discount = 1);

/// <summary>Makes hypothetical derivatives.</summary>
public static class HypotheticalDerivative
{
    /// <summary>
    /// A forward struck at the price of the first mark, which makes it worth nothing then: value = quantity x
    /// (forward - strike) x discount, and its changes from mark to mark.
    /// </summary>
    /// <param name="marks">Designation first, then the end of each period, ascending.</param>
    /// <param name="quantity">Units of the hedged item; above zero for purchases, below for sales.</param>
    public static IReadOnlyList<decimal> Changes(IReadOnlyList<ForwardMark> marks, decimal quantity)
    {
        if (marks.Count < 2)
            throw new HedgingException("marks", Invariant($"{marks.Count}"), "designation and one period at least");
        if (quantity == 0)
            throw new HedgingException("quantity", "0", "above zero for purchases, below for sales");
        var strike = marks[0].Forward;
        var changes = new List<decimal>(marks.Count - 1);
        var before = 0m;
        for (var t = 0; t < marks.Count; t++)
        {
            if (marks[t].Discount <= 0)
                throw new HedgingException(
                    Invariant($"discount on {marks[t].Day}"),
                    Invariant($"{marks[t].Discount}"),
                    "must be above 0"
                );
            if (t == 0)
                continue;
            if (marks[t].Day <= marks[t - 1].Day)
                throw new HedgingException("marks", Invariant($"{marks[t].Day}"), "must follow the mark before");
            var value = quantity * (marks[t].Forward - strike) * marks[t].Discount;
            changes.Add(value - before);
            before = value;
        }

        return changes;
    }

    internal static void Check(IReadOnlyList<FairValueChange> changes)
    {
        if (changes.Count == 0)
            throw new HedgingException("changes", "none", "one period at least");
        for (var t = 0; t < changes.Count; t++)
        {
            if (changes[t].To <= changes[t].From)
                throw new HedgingException("to", Invariant($"{changes[t].To}"), Invariant($"after {changes[t].From}"));
            if (t > 0 && changes[t].From < changes[t - 1].To)
                throw new HedgingException(
                    "from",
                    Invariant($"{changes[t].From}"),
                    Invariant($"periods may not overlap: the one before ends {changes[t - 1].To}")
                );
        }
    }
}
