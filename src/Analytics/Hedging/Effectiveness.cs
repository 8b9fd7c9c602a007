// How much of the variance a ratio takes away, with hindsight and without.
namespace Tokenbourse.Analytics.Hedging;

/// <summary>An effectiveness that nobody could have known beforehand to be good.</summary>
/// <param name="Tests">Changes that were hedged at a ratio from before them.</param>
/// <param name="Value">1 - Var(dS - h dF) / Var(dS); null with fewer than two tests or a dS that does not vary.</param>
public readonly record struct OutOfSample(int Tests, double? Value);

/// <summary>Measures effectiveness.</summary>
public static class Effectiveness
{
    // A variance below this share of the mean square is the rounding of a sum.
    private const double Nothing = 1e-20;

    /// <summary>1 - Var(dS - h dF) / Var(dS); null when the own changes do not vary.</summary>
    public static double? Of(IReadOnlyList<double> own, IReadOnlyList<double> index, double ratio)
    {
        HedgingException.SameLength(nameof(index), index.Count, nameof(own), own.Count);
        HedgingException.Finite(nameof(own), own);
        HedgingException.Finite(nameof(index), index);
        HedgingException.Finite(nameof(ratio), [ratio]);
        return Reduction(own, [.. own.Select((s, t) => s - (ratio * index[t]))]);
    }

    /// <summary>
    /// Expanding window: each change after the first <paramref name="warmUp"/> is hedged at the minimum-variance ratio
    /// of the changes before it. A window whose index does not move hedges nothing.
    /// </summary>
    /// <param name="warmUp">Changes known before the first test, at least 3.</param>
    public static OutOfSample Expanding(double[] own, double[] index, int warmUp)
    {
        HedgingException.SameLength(nameof(index), index.Length, nameof(own), own.Length);
        HedgingException.Finite(nameof(own), own);
        HedgingException.Finite(nameof(index), index);
        HedgingException.NotBelow(nameof(warmUp), warmUp, 3);
        var (whole, hedged) = (new List<double>(), new List<double>());
        for (var t = warmUp; t < own.Length; t++)
        {
            var ratio = Slope(own.AsSpan(0, t), index.AsSpan(0, t));
            whole.Add(own[t]);
            hedged.Add(own[t] - (ratio * index[t]));
        }

        return new(whole.Count, Reduction(whole, hedged));
    }

    /// <summary>Share of variance that is gone.</summary>
    internal static double? Reduction(IReadOnlyList<double> whole, IReadOnlyList<double> hedged)
    {
        if (whole.Count < 2)
            return null;
        var before = Variance(whole);
        return before <= Nothing * whole.Sum(v => v * v) ? null : 1 - (Variance(hedged) / before);
    }

    private static double Slope(ReadOnlySpan<double> y, ReadOnlySpan<double> x)
    {
        var (meanX, meanY) = (0.0, 0.0);
        for (var t = 0; t < x.Length; t++)
            (meanX, meanY) = (meanX + (x[t] / x.Length), meanY + (y[t] / x.Length));
        var (xx, xy) = (0.0, 0.0);
        for (var t = 0; t < x.Length; t++)
            (xx, xy) = (xx + ((x[t] - meanX) * (x[t] - meanX)), xy + ((x[t] - meanX) * (y[t] - meanY)));
        return xx == 0 ? 0 : xy / xx;
    }

    private static double Variance(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
    }
}
