// Covariance of regression coefficients when errors are uneven and follow each other: Newey and West, Bartlett weights.
using static System.FormattableString;

namespace Tokenbourse.Analytics.Hedging;

/// <summary>
/// Newey, W. K. and West, K. D. (1987), Econometrica 55, 703-708: with rows x_t, residuals e_t and g_t = x_t e_t,
/// S = sum g_t g_t' + sum over l = 1..L of (1 - l / (L + 1)) sum over t (g_t g_(t-l)' + g_(t-l) g_t'), and
/// V = (X'X)^-1 S (X'X)^-1.
/// </summary>
public static class NeweyWest
{
    /// <summary>The usual bandwidth, floor(4 (n / 100)^(2/9)).</summary>
    public static int Bandwidth(int n) => (int)Math.Floor(4 * Math.Pow(n / 100.0, 2.0 / 9));

    /// <summary>V of above.</summary>
    /// <param name="columns">Columns of X, each with n values.</param>
    /// <param name="inverse">(X'X)^-1.</param>
    /// <param name="bandwidth">L, from 0 (uneven errors only: White) to n - 1.</param>
    /// <param name="smallSample">Times n / (n - k), as some programs do and others do not.</param>
    public static double[][] Covariance(
        IReadOnlyList<double[]> columns,
        IReadOnlyList<double> residuals,
        double[][] inverse,
        int bandwidth,
        bool smallSample
    )
    {
        var (n, k) = (residuals.Count, columns.Count);
        if (bandwidth < 0 || bandwidth >= n)
            throw new HedgingException("bandwidth", Invariant($"{bandwidth}"), Invariant($"must be 0 to {n - 1}"));
        var scores = new double[k][];
        for (var j = 0; j < k; j++)
        {
            scores[j] = new double[n];
            for (var t = 0; t < n; t++)
                scores[j][t] = columns[j][t] * residuals[t];
        }

        var middle = Matrices.Zero(k);
        for (var lag = 0; lag <= bandwidth; lag++)
            AddLag(middle, scores, lag, 1 - (lag / (bandwidth + 1.0)));
        var covariance = Matrices.Product(Matrices.Product(inverse, middle), inverse);
        var factor = smallSample ? (double)n / (n - k) : 1;
        foreach (var row in covariance)
            for (var j = 0; j < k; j++)
                row[j] *= factor;
        return covariance;
    }

    private static void AddLag(double[][] middle, double[][] scores, int lag, double weight)
    {
        var k = scores.Length;
        for (var a = 0; a < k; a++)
        {
            for (var b = 0; b < k; b++)
            {
                var sum = 0.0;
                for (var t = lag; t < scores[a].Length; t++)
                    sum += scores[a][t] * scores[b][t - lag];
                middle[a][b] += weight * sum;
                if (lag > 0)
                    middle[b][a] += weight * sum;
            }
        }
    }
}

/// <summary>Small square matrices as rows.</summary>
internal static class Matrices
{
    public static double[][] Zero(int k)
    {
        var rows = new double[k][];
        for (var i = 0; i < k; i++)
            rows[i] = new double[k];
        return rows;
    }

    public static double[][] Product(double[][] left, double[][] right)
    {
        var k = left.Length;
        var product = Zero(k);
        for (var i = 0; i < k; i++)
        for (var j = 0; j < k; j++)
        for (var m = 0; m < k; m++)
            product[i][j] += left[i][m] * right[m][j];
        return product;
    }
}
