// Does a series remember? The test of Ljung and Box.
using MathNet.Numerics.Distributions;

namespace Tokenbourse.Analytics.Curves;

/// <summary>Q = n (n + 2) sum over k of r_k² / (n - k), chi-squared with as many degrees as lags when the series is
/// white (Ljung and Box 1978).</summary>
/// <param name="Lags">Autocorrelations summed.</param>
/// <param name="P">Chance of a Q as large in a white series.</param>
public sealed record LjungBox(int Lags, double Q, double P)
{
    /// <summary>Tests a series round its own mean.</summary>
    /// <param name="series">Longer than the lags.</param>
    /// <param name="lags">One or more.</param>
    public static LjungBox Of(IReadOnlyList<double> series, int lags)
    {
        var n = series.Count;
        ArgumentOutOfRangeException.ThrowIfLessThan(lags, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lags, n);
        var mean = series.Average();
        var variance = series.Sum(x => (x - mean) * (x - mean));
        var sum = 0.0;
        for (var k = 1; k <= lags && variance > 0; k++)
        {
            var covariance = 0.0;
            for (var t = k; t < n; t++)
                covariance += (series[t] - mean) * (series[t - k] - mean);
            sum += covariance * covariance / (variance * variance) / (n - k);
        }

        var q = n * (n + 2.0) * sum;
        return new(lags, q, 1 - ChiSquared.CDF(lags, q));
    }
}
