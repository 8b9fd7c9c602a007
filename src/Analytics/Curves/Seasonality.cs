// Whether months of the year differ: ratios to a moving average, and only with years enough to say so.
using System.Diagnostics.CodeAnalysis;
using MathNet.Numerics.Distributions;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Curves;

/// <summary>One calendar month.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Factor">Mean ratio of the month to the moving average; the twelve have mean 1.</param>
/// <param name="Low">95 % interval by Student's t over the years.</param>
/// <param name="Years">Ratios it rests on.</param>
public sealed record SeasonalFactor(int Month, double Factor, double Low, double High, int Years);

/// <summary>Classical multiplicative factors: ratio to the centred twelve-month moving average.</summary>
public static class Seasonality
{
    /// <summary>Whole months of history that are asked for.</summary>
    public const int LeastMonths = 36;

    /// <summary>Days at either end of a whole month that may be without a value: a long weekend.</summary>
    public const int MostEdgeDays = 5;

    /// <summary>Factors of a series of monthly means.</summary>
    /// <param name="firstMonth">Calendar month of the first mean, 1 to 12; no month is missing after it.</param>
    /// <param name="means">Above zero.</param>
    public static bool TryMeasure(
        string subject,
        int firstMonth,
        IReadOnlyList<double> means,
        [NotNullWhen(true)] out IReadOnlyList<SeasonalFactor>? factors,
        [NotNullWhen(false)] out CurveFault? fault
    )
    {
        factors = null;
        fault =
            means.Count < LeastMonths
                ? new(
                    subject,
                    "seasonality: not enough history",
                    $"{LeastMonths} months",
                    CurveFault.Number(means.Count)
                )
            : means.Where(m => !(m > 0)).Select(m => (double?)m).FirstOrDefault() is { } bad
                ? new(subject, "monthly mean", "above zero", CurveFault.Number(bad))
            : null;
        if (fault is not null)
            return false;
        var ratios = Enumerable.Range(0, 12).Select(_ => new List<double>()).ToArray();
        for (var i = 6; i + 6 < means.Count; i++)
        {
            // Half weights at both ends centre an even number of months on one of them.
            var average = (0.5 * (means[i - 6] + means[i + 6]) + means.Skip(i - 5).Take(11).Sum()) / 12;
            ratios[(firstMonth - 1 + i) % 12].Add(means[i] / average);
        }

        var level = ratios.Average(r => r.Average());
        factors = [.. ratios.Select((r, m) => Factor(m + 1, r, level))];
        return true;
    }

    /// <summary>Means of the newest run of calendar months that are whole: a month counts when its first value is
    /// of its first days and its last value of its last days, see <see cref="MostEdgeDays"/>.</summary>
    /// <param name="values">In order of day.</param>
    /// <param name="firstMonth">Calendar month of the first mean, 1 to 12; 1 when there is none.</param>
    public static IReadOnlyList<double> WholeMonths(IReadOnlyList<IndexValue> values, out int firstMonth)
    {
        var whole = values
            .GroupBy(v => ContractMonth.Of(v.Day))
            .Where(m =>
                m.First().Day.Days - m.Key.First.Days <= MostEdgeDays
                && m.Key.Last.Days - m.Last().Day.Days <= MostEdgeDays
            )
            .Select(m => (Month: m.Key, Mean: m.Average(v => v.Value)))
            .ToList();
        var start = whole.Count - 1;
        while (start > 0 && whole[start - 1].Month.Index == whole[start].Month.Index - 1)
            start--;
        firstMonth = whole.Count == 0 ? 1 : whole[start].Month.Month;
        return [.. whole.Skip(start).Select(m => m.Mean)];
    }

    private static SeasonalFactor Factor(int month, List<double> ratios, double level)
    {
        var mean = ratios.Average();
        var deviation = Math.Sqrt(ratios.Sum(r => (r - mean) * (r - mean)) / (ratios.Count - 1));
        var half = StudentT.InvCDF(0, 1, ratios.Count - 1, 0.975) * deviation / Math.Sqrt(ratios.Count);
        return new(month, mean / level, (mean - half) / level, (mean + half) / level, ratios.Count);
    }
}
