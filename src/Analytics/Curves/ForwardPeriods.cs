// Sorts delivery periods that overlap: which say something new, which follow from others, which contradict them.
using System.Diagnostics.CodeAnalysis;

namespace Tokenbourse.Analytics.Curves;

/// <summary>Means that are independent of each other, and the pieces between their ends.</summary>
/// <param name="Knots">Ends of periods in years, in order.</param>
/// <param name="Kept">Independent means.</param>
/// <param name="Redundant">Those left out.</param>
internal sealed record ForwardPeriods(
    IReadOnlyList<double> Knots,
    IReadOnlyList<ForwardMean> Kept,
    IReadOnlyList<RedundantMean> Redundant
)
{
    // A hundredth of a second: ends closer than this are one end.
    private const double SameKnot = 3e-10;
    private const double Dependent = 1e-9;

    /// <summary>
    /// The shorter periods are taken first, so that it is the quarter that follows from its months. A period that is a
    /// sum of earlier ones is left out when its price is what they imply, and refuses the whole when it is not.
    /// </summary>
    public static bool TryFit(
        IReadOnlyList<ForwardMean> means,
        double tolerance,
        [NotNullWhen(true)] out ForwardPeriods? periods,
        [NotNullWhen(false)] out CurveFault? fault
    )
    {
        (periods, fault) = (null, null);
        var knots = Ends(means);
        var rows = new List<(double[] Row, double[] Parts, ForwardMean Mean)>();
        var redundant = new List<RedundantMean>();
        foreach (var mean in means.OrderBy(m => m.Until - m.From).ThenBy(m => m.From))
        {
            // Gram-Schmidt over pieces; Parts says which earlier means the row is made of.
            var whole = Cover(mean, knots);
            var row = (double[])whole.Clone();
            var parts = new double[means.Count];
            foreach (var (earlier, earlierParts, _) in rows)
            {
                var share = Dot(row, earlier) / Dot(earlier, earlier);
                Subtract(row, earlier, share);
                Subtract(parts, earlierParts, share);
            }

            if (Dot(row, row) > Dependent * Dependent * Dot(whole, whole))
            {
                parts[rows.Count] = 1;
                rows.Add((row, parts, mean));
                continue;
            }

            var length = mean.Until - mean.From;
            var implied = -rows.Select((r, i) => parts[i] * r.Mean.Price * (r.Mean.Until - r.Mean.From)).Sum() / length;
            // Prices that agree are seldom the same binary fractions.
            if (Math.Abs(mean.Price - implied) > tolerance + (1e-9 * Math.Max(1, Math.Abs(implied))))
            {
                var by = string.Join(", ", rows.Where((_, i) => Math.Abs(parts[i]) > Dependent).Select(NameOf));
                fault = new(
                    mean.Contract,
                    "price",
                    $"{CurveFault.Number(implied)} within {CurveFault.Number(tolerance)}, as {by} imply",
                    CurveFault.Number(mean.Price)
                );
                return false;
            }

            redundant.Add(new(mean.Contract, implied, mean.Price - implied));
        }

        periods = new(knots, [.. rows.Select(r => r.Mean).OrderBy(m => m.From)], redundant);
        return true;
    }

    private static string NameOf((double[] Row, double[] Parts, ForwardMean Mean) row) => row.Mean.Contract;

    private static List<double> Ends(IReadOnlyList<ForwardMean> means)
    {
        var knots = new List<double>();
        foreach (var end in means.SelectMany(m => new[] { m.From, m.Until }).Order())
        {
            if (knots.Count == 0 || end - knots[^1] > SameKnot)
                knots.Add(end);
        }

        return knots;
    }

    /// <summary>Length of each piece that the period covers, 0 for the others: its integral as a sum over
    /// pieces. Rows are in square roots of length, so that the dot product is that of the functions.</summary>
    private static double[] Cover(ForwardMean mean, List<double> knots)
    {
        var row = new double[knots.Count - 1];
        for (var i = 0; i < row.Length; i++)
        {
            var middle = 0.5 * (knots[i] + knots[i + 1]);
            if (middle > mean.From && middle < mean.Until)
                row[i] = Math.Sqrt(knots[i + 1] - knots[i]);
        }

        return row;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static void Subtract(double[] target, double[] other, double share)
    {
        for (var i = 0; i < target.Length; i++)
            target[i] -= share * other[i];
    }
}
