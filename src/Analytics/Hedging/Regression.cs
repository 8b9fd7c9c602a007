// Ordinary least squares with one or several regressors and Newey-West errors.
using System.Text.Json.Serialization;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using static System.FormattableString;

namespace Tokenbourse.Analytics.Hedging;

/// <summary>How a regression is made.</summary>
/// <param name="Constant">With a constant, which then is the first coefficient.</param>
/// <param name="Bandwidth">Lags of the Newey-West errors; null: <see cref="NeweyWest.Bandwidth"/>.</param>
/// <param name="SmallSample">Covariance times n / (n - k).</param>
/// <param name="Confidence">Of the intervals, above 0 and below 1.</param>
public sealed record RegressionOptions(
    bool Constant = true,
    int? Bandwidth = null,
    bool SmallSample = true,
    double Confidence = 0.95
)
{
    /// <summary>With a constant, the usual bandwidth, 95 %.</summary>
    public static RegressionOptions Usual { get; } = new();
}

/// <summary>One coefficient.</summary>
/// <param name="StandardError">Newey-West.</param>
/// <param name="ClassicError">For even errors that do not follow each other.</param>
/// <param name="Low">Lower end of the interval: value less Student's quantile times the standard error.</param>
public sealed record Coefficient(double Value, double StandardError, double ClassicError, double Low, double High);

/// <summary>What a regression found.</summary>
/// <param name="Coefficients">The constant first where there is one, then one a regressor.</param>
/// <param name="N">Observations.</param>
/// <param name="Freedom">N less coefficients.</param>
/// <param name="R2">Explained share of the variance (without a constant: of the sum of squares).</param>
/// <param name="F">All regressors together, even errors; null when nothing is left unexplained.</param>
/// <param name="FProbability">Chance of an F at least as large when no regressor matters.</param>
/// <param name="DurbinWatson">Near 2 when residuals do not follow each other; null when there are none.</param>
/// <param name="Sigma">Standard deviation of the residuals, with <paramref name="Freedom"/>.</param>
/// <param name="Covariance">Newey-West, of all coefficients.</param>
public sealed record RegressionResult(
    IReadOnlyList<Coefficient> Coefficients,
    int N,
    int Freedom,
    int Bandwidth,
    double R2,
    double? F,
    double FProbability,
    double? DurbinWatson,
    double Sigma,
    [property: JsonIgnore] double[] Residuals,
    [property: JsonIgnore] double[][] Covariance
)
{
    /// <summary>The last coefficient: the slope where there is one regressor.</summary>
    [JsonIgnore]
    public Coefficient Slope => Coefficients[^1];
}

/// <summary>Fits regressions.</summary>
public static class Regression
{
    // A column that is this small once the others are taken out of it is their combination, up to rounding.
    private const double Dependent = 1e-9;

    // Squares below this share of the whole are rounding.
    private const double Nothing = 1e-24;

    /// <summary>One regressor.</summary>
    public static RegressionResult Fit(double[] y, double[] x, RegressionOptions? options = null) =>
        Fit(y, [x], options);

    /// <summary>Several regressors.</summary>
    /// <exception cref="HedgingException">
    /// Unequal lengths, something that is not a number, no more observations than coefficients, a y or a regressor
    /// that does not vary, a regressor that is a combination of others.
    /// </exception>
    public static RegressionResult Fit(double[] y, IReadOnlyList<double[]> x, RegressionOptions? options = null)
    {
        options ??= RegressionOptions.Usual;
        var columns = Columns(y, x, options.Constant);
        var (n, k) = (y.Length, columns.Count);
        if (n <= k)
            throw new HedgingException("observations", Invariant($"{n}"), Invariant($"must be more than {k}"));
        var total = Total(y, options.Constant);
        var (values, inverse) = Solve(y, columns, options.Constant);
        var residuals = Residuals(y, columns, values);
        var left = residuals.Sum(e => e * e);
        if (left <= Nothing * y.Sum(v => v * v))
            left = 0;
        var freedom = n - k;
        var bandwidth = options.Bandwidth ?? Math.Min(NeweyWest.Bandwidth(n), n - 1);
        var covariance = NeweyWest.Covariance(columns, residuals, inverse, bandwidth, options.SmallSample);
        var quantile = StudentT.InvCDF(0, 1, freedom, 0.5 + (options.Confidence / 2));
        var coefficients = new Coefficient[k];
        for (var j = 0; j < k; j++)
        {
            var error = Math.Sqrt(Math.Max(0, covariance[j][j]));
            var classic = Math.Sqrt(left / freedom * inverse[j][j]);
            var reach = quantile * error;
            coefficients[j] = new(values[j], error, classic, values[j] - reach, values[j] + reach);
        }

        var (f, probability) = Together(total, left, k - (options.Constant ? 1 : 0), freedom);
        return new(
            coefficients,
            n,
            freedom,
            bandwidth,
            1 - (left / total),
            f,
            probability,
            left == 0 ? null : DurbinWatson(residuals, left),
            Math.Sqrt(left / freedom),
            residuals,
            covariance
        );
    }

    private static List<double[]> Columns(double[] y, IReadOnlyList<double[]> x, bool constant)
    {
        if (x.Count == 0)
            throw new HedgingException("regressors", "none", "at least one is needed");
        HedgingException.Finite("y", y);
        var columns = new List<double[]>(x.Count + 1);
        if (constant)
        {
            var ones = new double[y.Length];
            ones.AsSpan().Fill(1);
            columns.Add(ones);
        }

        for (var j = 0; j < x.Count; j++)
        {
            var name = Invariant($"x{j + 1}");
            HedgingException.SameLength(name, x[j].Length, "y", y.Length);
            HedgingException.Finite(name, x[j]);
            columns.Add(x[j]);
        }

        return columns;
    }

    private static double Total(double[] y, bool constant)
    {
        var mean = constant ? y.Average() : 0;
        var total = y.Sum(v => (v - mean) * (v - mean));
        if (total <= Nothing * y.Sum(v => v * v))
            throw new HedgingException("y", "the same value throughout", "must vary, or there is nothing to explain");
        return total;
    }

    private static (double[] Values, double[][] Inverse) Solve(double[] y, List<double[]> columns, bool constant)
    {
        var k = columns.Count;
        var norms = columns.ConvertAll(c => Math.Sqrt(c.Sum(v => v * v)));
        for (var j = 0; j < k; j++)
            if (norms[j] == 0)
                throw new HedgingException(Name(j, constant), "zero throughout", "must vary");
        var scaled = columns.Select((c, j) => c.Select(v => v / norms[j]).ToArray());
        var qr = Matrix<double>.Build.DenseOfColumnArrays(scaled).QR(QRMethod.Thin);
        for (var j = 0; j < k; j++)
            if (Math.Abs(qr.R[j, j]) < Dependent)
                throw new HedgingException(
                    Name(j, constant),
                    "it does not vary, or is a combination of the regressors before it",
                    "must add something"
                );
        var root = qr.R.Inverse();
        var solved = root * qr.Q.TransposeThisAndMultiply(Vector<double>.Build.Dense(y));
        var squared = root.TransposeAndMultiply(root);
        var inverse = Matrices.Zero(k);
        for (var i = 0; i < k; i++)
        for (var j = 0; j < k; j++)
            inverse[i][j] = squared[i, j] / norms[i] / norms[j];
        return ([.. solved.Select((v, j) => v / norms[j])], inverse);
    }

    private static string Name(int column, bool constant) => Invariant($"x{(constant ? column : column + 1)}");

    private static double[] Residuals(double[] y, List<double[]> columns, double[] values)
    {
        var residuals = (double[])y.Clone();
        for (var j = 0; j < columns.Count; j++)
        for (var t = 0; t < residuals.Length; t++)
            residuals[t] -= values[j] * columns[j][t];
        return residuals;
    }

    /// <summary>F, and its upper tail as an incomplete beta function, which keeps small probabilities.</summary>
    private static (double? F, double Probability) Together(double total, double left, int slopes, int freedom)
    {
        if (left == 0)
            return (null, 0);
        var f = Math.Max(0, (total - left) / slopes / (left / freedom));
        return (f, SpecialFunctions.BetaRegularized(freedom / 2.0, slopes / 2.0, freedom / (freedom + (slopes * f))));
    }

    private static double DurbinWatson(double[] residuals, double left)
    {
        var sum = 0.0;
        for (var t = 1; t < residuals.Length; t++)
            sum += (residuals[t] - residuals[t - 1]) * (residuals[t] - residuals[t - 1]);
        return sum / left;
    }
}
