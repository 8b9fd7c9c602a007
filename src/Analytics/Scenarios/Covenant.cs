// A lender's covenant on the index: how likely is a month below the level, and when for the first time.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Scenarios;

/// <summary>One month.</summary>
/// <param name="Below">Chance that the month's average is below the level.</param>
/// <param name="First">Chance that this is the first such month.</param>
/// <param name="ByThen">Chance of at least one such month up to this one.</param>
public sealed record CovenantMonth(ContractMonth Month, double Level, Estimate Below, Estimate First, Estimate ByThen);

/// <summary>Chances of breach out of simulated month averages.</summary>
public static class Covenant
{
    /// <param name="set">A run.</param>
    /// <param name="levels">By month of the curve, above zero, in the index's money.</param>
    /// <exception cref="ArgumentException">Not one level a month, or one that is not above zero.</exception>
    public static IReadOnlyList<CovenantMonth> Of(PathSet set, IReadOnlyList<double> levels)
    {
        if (levels.Count != set.Months)
            throw new ArgumentException($"covenant levels: {levels.Count} for {set.Months} months");
        var months = new CovenantMonth[set.Months];
        var (broken, half) = (new bool[set.Paths], set.Paths / 2);
        for (var m = 0; m < months.Length; m++)
        {
            if (levels[m] is not > 0)
                throw new ArgumentException($"{set.Model.Curve[m].Month}: covenant level {levels[m]}: must be above 0");
            var settled = set.Settlement(m);
            var (firstBoth, firstOne, both, one) = (0, 0, 0, 0);
            for (var i = 0; i < half; i++)
            {
                var (plus, minus) = (settled[i] < levels[m], settled[half + i] < levels[m]);
                PairedShares.Count(plus & !broken[i], minus & !broken[half + i], ref firstBoth, ref firstOne);
                broken[i] |= plus;
                broken[half + i] |= minus;
                PairedShares.Count(broken[i], broken[half + i], ref both, ref one);
            }

            months[m] = new(
                set.Model.Curve[m].Month,
                levels[m],
                PairedShares.Below(settled, levels[m]),
                PairedShares.Of(firstBoth, firstOne, half),
                PairedShares.Of(both, one, half)
            );
        }

        return months;
    }
}
