// The minimum-variance hedge of a list of changes, as textbooks print it.
using static System.FormattableString;

namespace Tokenbourse.Analytics.Hedging;

/// <summary>What a list of changes says.</summary>
/// <param name="Ratio">h* = Cov(dS, dF) / Var(dF), the slope of the regression of dS on dF.</param>
/// <param name="Correlation">rho; h* = rho sigma_S / sigma_F.</param>
/// <param name="OwnDeviation">sigma_S, with n - 1.</param>
/// <param name="IndexDeviation">sigma_F.</param>
/// <param name="Effectiveness">1 - Var(dS - h* dF) / Var(dS), which is rho²: hindsight.</param>
/// <param name="OutOfSample">Null where the window leaves no change to test.</param>
public sealed record MinimumVarianceFigures(
    double Ratio,
    double StandardError,
    double Low,
    double High,
    double Correlation,
    double OwnDeviation,
    double IndexDeviation,
    double Effectiveness,
    OutOfSample? OutOfSample,
    RegressionResult Regression
);

/// <summary>
/// Johnson, L. L. (1960), Review of Economic Studies 27, 139-151; Ederington, L. H. (1979), Journal of Finance 34,
/// 157-170.
/// </summary>
public static class MinimumVariance
{
    /// <summary>Of changes that are given.</summary>
    /// <param name="warmUp">Changes known before the first out-of-sample test.</param>
    /// <exception cref="HedgingException">Unequal lengths, not numbers, fewer than three, changes that do not vary.
    /// </exception>
    public static MinimumVarianceFigures Of(
        double[] own,
        double[] index,
        RegressionOptions? options = null,
        int warmUp = 8
    )
    {
        if (options is { Constant: false })
            throw new HedgingException("constant", "none", "a variance is taken about the mean");
        var fit = Regression.Fit(own, index, options);
        var slope = fit.Slope;
        var (ownDeviation, indexDeviation) = (
            Studies.SeriesFigures.Deviation(own),
            Studies.SeriesFigures.Deviation(index)
        );
        return new(
            slope.Value,
            slope.StandardError,
            slope.Low,
            slope.High,
            slope.Value * indexDeviation / ownDeviation,
            ownDeviation,
            indexDeviation,
            fit.R2,
            own.Length > warmUp ? Effectiveness.Expanding(own, index, warmUp) : null,
            fit
        );
    }
}
