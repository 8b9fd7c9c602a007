// Do a price and an index hang together in the long run, or do two wanderers only look alike?
using static System.FormattableString;

namespace Tokenbourse.Analytics.Hedging;

/// <summary>The test of Engle and Granger.</summary>
/// <param name="Slope">Of own on index, in levels.</param>
/// <param name="Statistic">t of the residual's unit root; far below zero speaks for a common path; null when
/// there is no residual.</param>
/// <param name="Lags">Changes of the residual that the test's regression holds.</param>
/// <param name="Critical5">Below it: hang together at 5 %.</param>
/// <param name="Critical10">The same at 10 %.</param>
public sealed record CointegrationTest(
    int N,
    double Slope,
    double? Statistic,
    int Lags,
    double Critical5,
    double Critical10
)
{
    /// <summary>The unit root of the residual is rejected at 5 %.</summary>
    public bool Together => Statistic is not { } statistic || statistic < Critical5;
}

/// <summary>Tests pairs of levels.</summary>
public static class Cointegration
{
    /// <summary>Observations below which the table of critical values was not made for.</summary>
    public const int Least = 20;

    // MacKinnon, J. G. (2010), Critical Values for Cointegration Tests, Queen's Economics Department Working Paper
    // 1227, Table 2, two variables with a constant: b0 + b1 / T + b2 / T².
    private static readonly double[] _fivePercent = [-3.33613, -6.1101, -6.823];
    private static readonly double[] _tenPercent = [-3.04445, -4.2412, -2.720];

    /// <summary>
    /// Engle, R. F. and Granger, C. W. J. (1987), Econometrica 55, 251-276: residuals of own on index (with a
    /// constant), then the augmented Dickey-Fuller regression du = r u_-1 + sum f du_-i without a constant; lags by
    /// Schwarz's criterion up to floor(4 (n / 100)^(1/4)), all compared on the same rows.
    /// </summary>
    /// <exception cref="HedgingException">Fewer than 20 pairs, or input that no regression takes.</exception>
    public static CointegrationTest Test(double[] own, double[] index)
    {
        if (own.Length < Least)
            throw new HedgingException("levels", Invariant($"{own.Length}"), Invariant($"at least {Least} are needed"));
        var levels = Regression.Fit(own, index);
        var residuals = levels.Residuals;
        var (five, ten) = (Critical(_fivePercent, own.Length - 1), Critical(_tenPercent, own.Length - 1));
        if (levels.F is null)
            return new(own.Length, levels.Slope.Value, null, 0, five, ten);
        var most = (int)Math.Floor(4 * Math.Pow(own.Length / 100.0, 0.25));
        var best = (Lags: 0, Score: double.PositiveInfinity);
        for (var lags = 0; lags <= most; lags++)
        {
            var trial = DickeyFuller(residuals, lags, most);
            var squares = trial.Residuals.Sum(e => e * e);
            var score = (trial.N * Math.Log(squares / trial.N)) + ((lags + 1) * Math.Log(trial.N));
            if (score < best.Score)
                best = (lags, score);
        }

        var chosen = DickeyFuller(residuals, best.Lags, best.Lags).Coefficients[0];
        return new(
            own.Length,
            levels.Slope.Value,
            chosen.ClassicError == 0 ? null : chosen.Value / chosen.ClassicError,
            best.Lags,
            five,
            ten
        );
    }

    /// <summary>MacKinnon's response surface.</summary>
    private static double Critical(double[] surface, int n) =>
        surface[0] + (surface[1] / n) + (surface[2] / ((double)n * n));

    private static RegressionResult DickeyFuller(double[] residuals, int lags, int skipped)
    {
        var n = residuals.Length - 1 - skipped;
        var changes = new double[n];
        var columns = new double[lags + 1][];
        for (var j = 0; j <= lags; j++)
            columns[j] = new double[n];
        for (var i = 0; i < n; i++)
        {
            var t = i + 1 + skipped;
            changes[i] = residuals[t] - residuals[t - 1];
            columns[0][i] = residuals[t - 1];
            for (var j = 1; j <= lags; j++)
                columns[j][i] = residuals[t - j] - residuals[t - j - 1];
        }

        return Regression.Fit(changes, columns, new(Constant: false, Bandwidth: 0));
    }
}
