// Moments, autocorrelation, correlation and tails of a series: pure functions.
namespace Tokenbourse.Sim.Quality;

/// <summary>Figures of one series, or of two of equal length.</summary>
public static class Statistics
{
    /// <summary>Observations below which a fourth moment says nothing.</summary>
    public const int LeastForKurtosis = 8;

    /// <summary>Observations that Hill's estimator takes from the tail at least.</summary>
    public const int LeastInTail = 10;

    /// <summary>The mean; zero for an empty series.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var value in values)
            sum += value;
        return values.IsEmpty ? 0 : sum / values.Length;
    }

    /// <summary>The sum of (value - mean) to a power.</summary>
    public static double Central(ReadOnlySpan<double> values, int power)
    {
        var mean = Mean(values);
        double sum = 0;
        foreach (var value in values)
        {
            double term = 1;
            for (var i = 0; i < power; i++)
                term *= value - mean;
            sum += term;
        }

        return sum;
    }

    /// <summary>Standard deviation with n - 1 below the line.</summary>
    public static Estimate Deviation(ReadOnlySpan<double> values) =>
        values.Length < 2
            ? Estimate.Without(Blank.TooFew, values.Length)
            : Estimate.Of(Math.Sqrt(Central(values, 2) / (values.Length - 1)), values.Length);

    /// <summary>Fourth central moment over the square of the second, less three: zero for a normal
    /// distribution.</summary>
    public static Estimate ExcessKurtosis(ReadOnlySpan<double> values)
    {
        if (values.Length < LeastForKurtosis)
            return Estimate.Without(Blank.TooFew, values.Length);
        var second = Central(values, 2) / values.Length;
        return second > 0
            ? Estimate.Of((Central(values, 4) / values.Length / (second * second)) - 3, values.Length)
            : Estimate.Without(Blank.AllEqual, values.Length);
    }

    /// <summary>Correlation of a series with itself so many places earlier, around one mean.</summary>
    /// <param name="values">The series in order.</param>
    /// <param name="lag">Places, 1 or more.</param>
    public static Estimate Autocorrelation(ReadOnlySpan<double> values, int lag)
    {
        if (values.Length < lag + 3)
            return Estimate.Without(Blank.TooFew, long.Max(0, values.Length - lag));
        var mean = Mean(values);
        double shared = 0;
        for (var i = lag; i < values.Length; i++)
            shared += (values[i] - mean) * (values[i - lag] - mean);
        var whole = Central(values, 2);
        return whole > 0
            ? Estimate.Of(shared / whole, values.Length - lag)
            : Estimate.Without(Blank.AllEqual, values.Length - lag);
    }

    /// <summary>Pearson's correlation.</summary>
    public static Estimate Correlation(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length < 3)
            return Estimate.Without(Blank.TooFew, first.Length);
        var (meanFirst, meanSecond) = (Mean(first), Mean(second));
        double shared = 0;
        for (var i = 0; i < first.Length; i++)
            shared += (first[i] - meanFirst) * (second[i] - meanSecond);
        var scale = Math.Sqrt(Central(first, 2) * Central(second, 2));
        return scale > 0 ? Estimate.Of(shared / scale, first.Length) : Estimate.Without(Blank.AllEqual, first.Length);
    }

    /// <summary>Hill's estimate of the tail index from the largest absolute values: one over the mean of
    /// ln(x / threshold).</summary>
    /// <param name="values">Of either sign; zeros are left out.</param>
    /// <param name="share">The share of the values above zero that counts as the tail, 0 to 1.</param>
    /// <returns>The index, with the values in the tail as its observations.</returns>
    public static Estimate Hill(ReadOnlySpan<double> values, double share)
    {
        var sizes = new List<double>();
        foreach (var value in values)
        {
            if (value != 0)
                sizes.Add(Math.Abs(value));
        }

        sizes.Sort();
        var tail = (int)(sizes.Count * share);
        if (tail < LeastInTail)
            return Estimate.Without(Blank.TooFew, tail);
        var threshold = sizes[^(tail + 1)];
        double sum = 0;
        for (var i = sizes.Count - tail; i < sizes.Count; i++)
            sum += Math.Log(sizes[i] / threshold);
        return sum > 0 ? Estimate.Of(tail / sum, tail) : Estimate.Without(Blank.AllEqual, tail);
    }

    /// <summary>Sums of so many values in a row; what is left at the end is dropped.</summary>
    public static double[] Aggregate(ReadOnlySpan<double> values, int each)
    {
        var sums = new double[values.Length / each];
        for (var i = 0; i < sums.Length * each; i++)
            sums[i / each] += values[i];
        return sums;
    }

    /// <summary>Each value without its sign.</summary>
    public static double[] Absolute(ReadOnlySpan<double> values)
    {
        var result = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            result[i] = Math.Abs(values[i]);
        return result;
    }
}
