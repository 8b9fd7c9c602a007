// Splits the moves of an average into what prices did and what the change of the panel, or of the mix, did.
namespace Tokenbourse.Analytics.Comparisons;

/// <summary>One day of an average.</summary>
/// <param name="Matched">Part of the log move that the prices of those present on both days made.</param>
/// <param name="Panel">The rest of the log move: who joined, who left and, with weights, how the mix shifted.</param>
/// <param name="Constituents">How many there were.</param>
public sealed record SplitDay(
    string Day,
    double Level,
    double Matched,
    double Panel,
    int Constituents,
    int Joined,
    int Left
)
{
    /// <summary>The log move of the day; 0 on the first.</summary>
    public double Move => Matched + Panel;
}

/// <summary>How much of a variance is due to which part.</summary>
/// <param name="Days">Days with a move.</param>
/// <param name="Matched">Var(matched) / Var(move).</param>
/// <param name="Panel">Var(panel) / Var(move).</param>
/// <param name="Joint">2 Cov(matched, panel) / Var(move); the three add up to one.</param>
/// <param name="PanelShare">Panel + Joint / 2: the panel's share when what both did together is halved.</param>
/// <param name="MatchedSum">Log change over all days that prices made.</param>
/// <param name="PanelSum">Log change over all days that the panel or the mix made.</param>
public sealed record VarianceSplit(
    int Days,
    double Matched,
    double Panel,
    double Joint,
    double PanelShare,
    double MatchedSum,
    double PanelSum
);

/// <summary>
/// Exact splits: with M the average over those present on both days, ln(A_t / A_(t-1)) = [ln M_t - ln M_(t-1)] +
/// [(ln A_t - ln M_t) - (ln A_(t-1) - ln M_(t-1))]. The first bracket holds prices only; the second is what is left.
/// </summary>
public static class Decomposition
{
    /// <summary>An average without weights: mean or median.</summary>
    /// <param name="days">Days in order, with the value of each constituent; a day without any breaks the
    /// series.</param>
    public static List<SplitDay> OfAverage(
        IEnumerable<(string Day, SortedDictionary<string, double> Values)> days,
        Func<List<double>, double> average
    )
    {
        var split = new List<SplitDay>();
        SortedDictionary<string, double>? before = null;
        foreach (var (day, values) in days)
        {
            if (values.Count == 0)
            {
                before = null;
                continue;
            }

            var level = average([.. values.Values]);
            split.Add(Day(day, level, values, before, split.Count > 0 ? split[^1].Level : level, average));
            before = values;
        }

        return split;
    }

    /// <summary>A unit value: what was paid for everything over how much it was. The part of prices is taken with the
    /// quantities of the day before.</summary>
    /// <param name="days">Days in order: price and quantity of each constituent, quantities above zero.</param>
    public static List<SplitDay> OfUnitValue(
        IEnumerable<(string Day, SortedDictionary<string, (double Price, double Quantity)> Values)> days
    )
    {
        var split = new List<SplitDay>();
        SortedDictionary<string, (double Price, double Quantity)>? before = null;
        foreach (var (day, values) in days)
        {
            if (values.Count == 0)
            {
                before = null;
                continue;
            }

            var level = values.Values.Sum(v => v.Price * v.Quantity) / values.Values.Sum(v => v.Quantity);
            if (before is null)
                split.Add(new(day, level, 0, 0, values.Count, 0, 0));
            else
            {
                var both = before.Keys.Where(values.ContainsKey).ToList();
                var matched =
                    both.Count == 0
                        ? 0
                        : Math.Log(
                            both.Sum(k => before[k].Quantity * values[k].Price)
                                / both.Sum(k => before[k].Quantity * before[k].Price)
                        );
                var move = Math.Log(level / split[^1].Level);
                split.Add(
                    new(
                        day,
                        level,
                        matched,
                        move - matched,
                        values.Count,
                        values.Count - both.Count,
                        before.Count - both.Count
                    )
                );
            }

            before = values;
        }

        return split;
    }

    /// <summary>Shares of the variance of daily moves.</summary>
    public static VarianceSplit Shares(IReadOnlyList<SplitDay> days)
    {
        var moves = days.Skip(1).ToList();
        var matched = moves.ConvertAll(d => d.Matched);
        var panel = moves.ConvertAll(d => d.Panel);
        var total = Covariance(moves.ConvertAll(d => d.Move), moves.ConvertAll(d => d.Move));
        if (total <= 0)
            return new(moves.Count, 0, 0, 0, 0, matched.Sum(), panel.Sum());
        var ofMatched = Covariance(matched, matched) / total;
        var ofPanel = Covariance(panel, panel) / total;
        var joint = 2 * Covariance(matched, panel) / total;
        return new(moves.Count, ofMatched, ofPanel, joint, ofPanel + (joint / 2), matched.Sum(), panel.Sum());
    }

    /// <summary>The mean of the products of deviations from the mean (divided by the count).</summary>
    public static double Covariance(IReadOnlyList<double> left, IReadOnlyList<double> right)
    {
        if (left.Count == 0)
            return 0;
        var (a, b) = (left.Average(), right.Average());
        var sum = 0.0;
        for (var i = 0; i < left.Count; i++)
            sum += (left[i] - a) * (right[i] - b);
        return sum / left.Count;
    }

    private static SplitDay Day(
        string day,
        double level,
        SortedDictionary<string, double> values,
        SortedDictionary<string, double>? before,
        double levelBefore,
        Func<List<double>, double> average
    )
    {
        if (before is null)
            return new(day, level, 0, 0, values.Count, 0, 0);
        var both = before.Keys.Where(values.ContainsKey).ToList();
        var matched =
            both.Count == 0
                ? 0
                : Math.Log(average(both.ConvertAll(k => values[k])) / average(both.ConvertAll(k => before[k])));
        return new(
            day,
            level,
            matched,
            Math.Log(level / levelBefore) - matched,
            values.Count,
            values.Count - both.Count,
            before.Count - both.Count
        );
    }
}
