// Nelson-Siegel over a history of curves: one lambda, three betas a day, and how each beta comes back to its mean.
using System.Diagnostics.CodeAnalysis;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Curves;

/// <summary>The shape of one day.</summary>
/// <param name="Rmse">In the price's unit.</param>
public sealed record NelsonSiegelDay(TradingDate Day, NelsonSiegel Shape, double Rmse);

/// <summary>x(t+1) = Mean + Persistence (x(t) - Mean) + noise, by least squares on neighbouring days of the
/// history.</summary>
/// <param name="Persistence">Biased towards zero in short histories (Kendall 1954: by about (1 + 3 a) / n).</param>
/// <param name="NoiseDeviation">Standard deviation of the noise of one step, in the price's unit.</param>
public sealed record Reversion(double Mean, double Persistence, double NoiseDeviation);

/// <summary>Betas by day after Diebold and Li (2006).</summary>
/// <param name="Days">One for each curve that could be fitted.</param>
/// <param name="Left">Curves that could not, with the reason.</param>
public sealed record DynamicNelsonSiegel(
    double Lambda,
    IReadOnlyList<NelsonSiegelDay> Days,
    IReadOnlyList<CurveFault> Left,
    Reversion Level,
    Reversion Slope,
    Reversion Curvature
)
{
    private const int GridSteps = 40;

    /// <summary>Least days for a reversion to mean anything at all.</summary>
    public const int LeastDays = 20;

    /// <summary>
    /// Fits every curve at each lambda of a grid (hump between a month and two years) and keeps the lambda with the
    /// smallest sum of squared residuals, each measured as a share of the contract's price so that years of high
    /// prices do not rule.
    /// </summary>
    /// <param name="curves">In order of day.</param>
    /// <param name="lambda">Keeps lambda; null searches it.</param>
    public static bool TryFit(
        IReadOnlyList<FuturesCurve> curves,
        double? lambda,
        [NotNullWhen(true)] out DynamicNelsonSiegel? fit,
        [NotNullWhen(false)] out CurveFault? fault
    )
    {
        (fit, fault) = (null, null);
        var best = lambda ?? Grid().MinBy(l => Loss(curves, l));
        var (days, left) = Fit(curves, best);
        if (days.Count < LeastDays)
        {
            var product = curves.Count == 0 ? "history" : curves[0].Product;
            fault = new(
                product,
                "days",
                $"{LeastDays} curves with three contracts or more",
                CurveFault.Number(days.Count)
            );
            return false;
        }

        fit = new(
            best,
            days,
            left,
            Revert([.. days.Select(d => d.Shape.Level)]),
            Revert([.. days.Select(d => d.Shape.Slope)]),
            Revert([.. days.Select(d => d.Shape.Curvature)])
        );
        return true;
    }

    /// <summary>The shape expected some steps of the history ahead, each beta on its own.</summary>
    /// <param name="steps">Zero or more.</param>
    public NelsonSiegel Expected(int steps)
    {
        var last = Days[^1].Shape;
        double Ahead(Reversion r, double now) => r.Mean + (Math.Pow(r.Persistence, steps) * (now - r.Mean));
        return new(Ahead(Level, last.Level), Ahead(Slope, last.Slope), Ahead(Curvature, last.Curvature), Lambda);
    }

    private static IEnumerable<double> Grid()
    {
        var (low, high) = (NelsonSiegel.Hump / 2, NelsonSiegel.Hump * 12);
        return Enumerable.Range(0, GridSteps + 1).Select(i => low * Math.Pow(high / low, (double)i / GridSteps));
    }

    private static double Loss(IReadOnlyList<FuturesCurve> curves, double lambda)
    {
        var loss = 0.0;
        foreach (var curve in curves)
        {
            if (NelsonSiegelFit.TryFit(curve, lambda, out var fit, out _))
                loss += fit.Residuals.Sum(r => r.Residual * r.Residual / (r.Price * r.Price));
        }

        return loss;
    }

    private static (List<NelsonSiegelDay> Days, List<CurveFault> Left) Fit(
        IReadOnlyList<FuturesCurve> curves,
        double lambda
    )
    {
        var days = new List<NelsonSiegelDay>(curves.Count);
        var left = new List<CurveFault>();
        foreach (var curve in curves)
        {
            if (NelsonSiegelFit.TryFit(curve, lambda, out var fit, out var fault))
                days.Add(new(curve.Day, fit.Shape, fit.Rmse));
            else
                left.Add(fault with { Subject = $"{curve.Product} {curve.Day} {fault.Subject}" });
        }

        return (days, left);
    }

    private static Reversion Revert(double[] series)
    {
        var n = series.Length - 1;
        var (x, y) = (series[..^1], series[1..]);
        var (meanX, meanY) = (x.Average(), y.Average());
        var (cross, square) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            cross += (x[i] - meanX) * (y[i] - meanY);
            square += (x[i] - meanX) * (x[i] - meanX);
        }

        var slope = square > 0 ? cross / square : 0;
        var constant = meanY - (slope * meanX);
        var noise = Enumerable.Range(0, n).Sum(i => Math.Pow(y[i] - constant - (slope * x[i]), 2)) / (n - 2);
        // A beta that wanders has no mean to come back to: its last value is the best guess.
        var mean = Math.Abs(1 - slope) < 1e-9 ? series[^1] : constant / (1 - slope);
        return new(mean, slope, Math.Sqrt(noise));
    }
}
