// Fits the Nelson-Siegel shape to one day's curve and says which contracts are rich and which cheap.
using System.Diagnostics.CodeAnalysis;
using MathNet.Numerics.LinearAlgebra;

namespace Tokenbourse.Analytics.Curves;

/// <summary>How far a contract's price is from the fitted shape.</summary>
/// <param name="Maturity">Years to the middle of its open days.</param>
/// <param name="Residual">Price less fit, in the price's unit: above zero is rich, below is cheap.</param>
/// <param name="Ticks">The same in ticks.</param>
/// <param name="Weight">What it weighed in the fit; the weights' mean is 1.</param>
public sealed record CurveResidual(
    string Contract,
    double Maturity,
    double Price,
    double Fitted,
    double Residual,
    double Ticks,
    double Weight
);

/// <summary>A fitted shape.</summary>
/// <param name="Rmse">Square root of the residuals' mean square, unweighted, in the price's unit.</param>
/// <param name="FreeParameters">4 with lambda searched, 3 with lambda given.</param>
/// <param name="LambdaAtEdge">The best lambda is an end of the searched range: the curve has no hump to find.</param>
/// <param name="Weighted">Some contract had a two-sided market, so spreads weighed; otherwise all weigh alike.</param>
public sealed record NelsonSiegelFit(
    NelsonSiegel Shape,
    IReadOnlyList<CurveResidual> Residuals,
    double Rmse,
    int FreeParameters,
    bool LambdaAtEdge,
    bool Weighted
)
{
    private const int GridSteps = 80;
    private const int Refinements = 60;

    /// <summary>
    /// Weighted least squares for the three betas at each lambda; lambda on a grid (in equal ratios) on which the hump
    /// stands between the shortest and the longest maturity, then by golden section round the best.
    /// Weights are 1 / spread², no spread counting less than a tick; a contract without a two-sided market weighs as
    /// the widest spread of the curve. Averaging contracts are fitted with the mean of the shape over their open days.
    /// </summary>
    /// <param name="lambda">Keeps lambda at this value, above zero; null searches it.</param>
    /// <returns>False with a fault when the curve is faulty or has fewer contracts than parameters.</returns>
    public static bool TryFit(
        FuturesCurve curve,
        double? lambda,
        [NotNullWhen(true)] out NelsonSiegelFit? fit,
        [NotNullWhen(false)] out CurveFault? fault
    )
    {
        fit = null;
        var free = lambda is null ? 4 : 3;
        fault = curve.FirstFault() ?? TooFew(curve, free, lambda);
        if (fault is not null)
            return false;
        var quotes = NelsonSiegelQuotes.Of(curve);
        var edge = false;
        var best = lambda ?? Search(quotes, out edge);
        var betas = quotes.Solve(best, out _);
        var shape = new NelsonSiegel(betas[0], betas[1], betas[2], best);
        var residuals = curve.Points.Select((p, i) => Residual(curve, p, shape, quotes.Weights[i])).ToList();
        var rmse = Math.Sqrt(residuals.Average(r => r.Residual * r.Residual));
        fit = new(shape, residuals, rmse, free, edge, quotes.Weighted);
        return true;
    }

    private static CurveFault? TooFew(FuturesCurve curve, int free, double? lambda)
    {
        if (lambda is { } kept && !(kept > 0 && double.IsFinite(kept)))
            return new(curve.Product, "lambda", "above zero", CurveFault.Number(kept));
        var maturities = curve.Points.Select(curve.Maturity).Distinct().Count();
        return maturities >= free
            ? null
            : new(
                curve.Product,
                "contracts",
                $"{free} of different maturities for {free} parameters",
                CurveFault.Number(maturities)
            );
    }

    private static double Search(NelsonSiegelQuotes quotes, out bool edge)
    {
        var low = Math.Log(NelsonSiegel.Hump / quotes.Longest);
        var high = Math.Log(NelsonSiegel.Hump / quotes.Shortest);
        double Loss(double logLambda)
        {
            _ = quotes.Solve(Math.Exp(logLambda), out var loss);
            return loss;
        }

        var step = (high - low) / GridSteps;
        var best = Enumerable.Range(0, GridSteps + 1).MinBy(i => Loss(low + (i * step)));
        var (left, right) = (low + (Math.Max(0, best - 1) * step), low + (Math.Min(GridSteps, best + 1) * step));
        var golden = (Math.Sqrt(5) - 1) / 2;
        for (var i = 0; i < Refinements; i++)
        {
            var (inner, outer) = (right - (golden * (right - left)), left + (golden * (right - left)));
            if (Loss(inner) <= Loss(outer))
                right = outer;
            else
                left = inner;
        }

        var found = 0.5 * (left + right);
        edge = found - low < 1e-6 || high - found < 1e-6;
        return Math.Exp(found);
    }

    private static CurveResidual Residual(FuturesCurve curve, CurvePoint point, NelsonSiegel shape, double weight)
    {
        var (from, until) = curve.OpenYears(point);
        var open = shape.Mean(from, until);
        var fitted = point.Known is { } k ? (k.Share * k.Mean) + ((1 - k.Share) * open) : open;
        var residual = point.Price - fitted;
        return new(point.Contract, curve.Maturity(point), point.Price, fitted, residual, residual / curve.Tick, weight);
    }
}

/// <summary>One curve made ready for least squares.</summary>
internal sealed class NelsonSiegelQuotes
{
    private readonly (double From, double Until)[] _open;
    private readonly double[] _prices;

    private NelsonSiegelQuotes((double From, double Until)[] open, double[] prices, double[] weights, bool weighted)
    {
        (_open, _prices, Weights, Weighted) = (open, prices, weights, weighted);
        // A hump within the first week is no shape that contracts of months could show.
        Shortest = Math.Max(7 / FuturesCurve.DaysPerYear, open.Min(o => 0.5 * (o.From + o.Until)));
        Longest = Math.Max(2 * Shortest, open.Max(o => 0.5 * (o.From + o.Until)));
    }

    /// <summary>Mean 1.</summary>
    public double[] Weights { get; }

    public bool Weighted { get; }

    public double Shortest { get; }

    public double Longest { get; }

    public static NelsonSiegelQuotes Of(FuturesCurve curve)
    {
        var spreads = curve.Points.Select(p => p.Spread is { } s ? Math.Max(s, curve.Tick) : double.NaN).ToArray();
        var widest = spreads.Where(double.IsFinite).DefaultIfEmpty(curve.Tick).Max();
        var raw = spreads.Select(s => 1 / Math.Pow(double.IsFinite(s) ? s : widest, 2)).ToArray();
        var mean = raw.Average();
        return new(
            [.. curve.Points.Select(curve.OpenYears)],
            [.. curve.Points.Select(p => p.OpenPrice)],
            [.. raw.Select(w => w / mean)],
            spreads.Any(double.IsFinite)
        );
    }

    /// <summary>The betas at a lambda, by QR, and the weighted sum of squares left.</summary>
    public double[] Solve(double lambda, out double loss)
    {
        var rows = _prices.Length;
        var left = Matrix<double>.Build.Dense(rows, 3);
        var right = Vector<double>.Build.Dense(rows);
        for (var i = 0; i < rows; i++)
        {
            var root = Math.Sqrt(Weights[i]);
            var (slope, curvature) = NelsonSiegel.Loadings(lambda, _open[i].From, _open[i].Until);
            (left[i, 0], left[i, 1], left[i, 2]) = (root, root * slope, root * curvature);
            right[i] = root * _prices[i];
        }

        var betas = left.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Solve(right);
        loss = (right - (left * betas)).DotProduct(right - (left * betas));
        return betas.ToArray();
    }
}
