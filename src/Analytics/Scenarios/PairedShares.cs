// Shares of paths without sorting them, with the error of their pairs.
namespace Tokenbourse.Analytics.Scenarios;

/// <summary>For one figure of many paths it is not worth sorting them.</summary>
internal static class PairedShares
{
    /// <summary>Share of values below a level.</summary>
    public static Estimate Below(ReadOnlySpan<double> values, double level)
    {
        var (both, one) = (0, 0);
        var half = values.Length / 2;
        for (var i = 0; i < half; i++)
            Count(values[i] < level, values[half + i] < level, ref both, ref one);
        return Of(both, one, half);
    }

    /// <summary>Share of values at or below a level.</summary>
    public static Estimate UpTo(ReadOnlySpan<double> values, double level)
    {
        var (both, one) = (0, 0);
        var half = values.Length / 2;
        for (var i = 0; i < half; i++)
            Count(values[i] <= level, values[half + i] <= level, ref both, ref one);
        return Of(both, one, half);
    }

    /// <summary>Adds one pair.</summary>
    public static void Count(bool plus, bool minus, ref int both, ref int one)
    {
        both += plus & minus ? 1 : 0;
        one += plus ^ minus ? 1 : 0;
    }

    /// <summary>Where no path or every path is in, the error is that of one path more or less.</summary>
    /// <param name="both">Pairs of which both are in.</param>
    /// <param name="one">Pairs of which one is.</param>
    /// <param name="pairs">All pairs, at least one.</param>
    public static Estimate Of(int both, int one, int pairs)
    {
        var share = (both + (0.5 * one)) / pairs;
        if (both + one == 0 || both == pairs)
        {
            var near = 1.0 / ((2 * pairs) + 2);
            return new(share, Math.Sqrt(near * (1 - near) / (2 * pairs)));
        }

        var variance = ((both + (0.25 * one)) / pairs) - (share * share);
        return new(share, Math.Sqrt(Math.Max(0, variance) / Math.Max(1, pairs - 1)));
    }
}
