// Cumulative dollar offset, with the rule for sums that are too small to divide by.
using Tokenbourse.Model.Numbers;
using static System.FormattableString;

namespace Tokenbourse.Analytics.Hedging.Accounting;

/// <summary>The offset up to one period's end.</summary>
/// <param name="Instrument">Sum of the instrument's changes.</param>
/// <param name="Item">Sum of the hedged item's, the hypothetical derivative's with the other sign.</param>
/// <param name="Ratio">-Instrument / Item; null when the item's sum is zero.</param>
/// <param name="Small">The item's sum is below the smallest share of the notional: the ratio says nothing.</param>
public sealed record OffsetLine(TradingDate To, decimal Instrument, decimal Item, decimal? Ratio, bool Small);

/// <summary>The offset of a relationship.</summary>
/// <param name="Threshold">Smallest sum, in money, that a ratio is taken of.</param>
/// <param name="Lines">After each period; the last is judged.</param>
public sealed record DollarOffsetFigures(decimal Threshold, IReadOnlyList<OffsetLine> Lines);

/// <summary>Computes dollar offsets.</summary>
public static class DollarOffset
{
    /// <summary>After each period: DO = -sum of instrument changes / sum of item changes.</summary>
    public static DollarOffsetFigures Cumulative(
        IReadOnlyList<FairValueChange> changes,
        decimal notional,
        decimal smallShare
    )
    {
        HypotheticalDerivative.Check(changes);
        var threshold = notional * smallShare;
        var (instrument, item) = (0m, 0m);
        var lines = new List<OffsetLine>(changes.Count);
        foreach (var change in changes)
        {
            (instrument, item) = (instrument + change.Instrument, item + change.Item);
            var small = item == 0 || Math.Abs(item) < threshold;
            lines.Add(new(change.To, instrument, item, item == 0 ? null : -instrument / item, small));
        }

        return new(threshold, lines);
    }

    internal static EffectivenessResult Judge(Designation designation, IReadOnlyList<FairValueChange> changes)
    {
        var rules = designation.Rules;
        var figures = Cumulative(changes, designation.Notional, rules.SmallShare);
        var last = figures.Lines[^1];
        var band = Invariant($"{rules.Low:0.##%} to {rules.High:0.##%}");
        var (outcome, code, words) = last switch
        {
            { Small: true } => (
                EffectivenessOutcome.Inconclusive,
                "small-changes",
                Invariant($"inconclusive: small changes ({Math.Abs(last.Item):0.00} is below ")
                    + Invariant($"{rules.SmallShare:0.##%} of the notional, {figures.Threshold:0.00})")
            ),
            { Ratio: { } ratio } when ratio >= rules.Low && ratio <= rules.High => (
                EffectivenessOutcome.Effective,
                "offset-in-band",
                Invariant($"the cumulative offset of {ratio:0.0%} lies within {band}")
            ),
            _ => (
                EffectivenessOutcome.NotEffective,
                "offset-outside-band",
                Invariant($"the cumulative offset of {last.Ratio:0.0%} lies outside {band}")
            ),
        };
        return new(designation.Name, EffectivenessMethod.DollarOffset, outcome, code, words, figures);
    }
}
