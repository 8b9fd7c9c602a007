// Robust regression in decimal: within days, Huber's weights, standard errors clustered by seller.
namespace Tokenbourse.Index.Steps;

/// <summary>What a fit gives.</summary>
/// <param name="Values">A coefficient by column; what could not be told keeps the value given.</param>
/// <param name="Errors">Standard errors; null for what was not estimated, and where there is one seller only.</param>
/// <param name="Told">False: the column does not vary enough by itself.</param>
internal sealed record HuberResult(decimal[] Values, decimal?[] Errors, bool[] Told);

/// <summary>
/// ln p = A_t + beta'z + e with an effect of each day. The day effects are taken out by the weighted means of the day
/// (Frisch, Waugh and Lovell: the same beta as with a column for each day). Weights are Huber's: w = min(1, k s / |e|)
/// with s = 1.4826 * median |e|; a fixed number of re-weightings beginning with w = 1, so there is no test of
/// convergence on which two computers could differ. The normal equations are solved by elimination with the largest
/// pivot; a column of whose variation the columns before it leave less than a hundredth is not told.
/// </summary>
internal static class HuberFit
{
    /// <summary>A column must vary by so much within days: mean square of its deviations.</summary>
    public const decimal LeastVariance = 0.0001m;

    /// <summary>Share of a column's variation that the others must leave.</summary>
    public const decimal LeastOwn = 0.01m;

    private const decimal ExactScale = 0.000000001m;

    /// <summary>Fits the free columns; the others keep <paramref name="given"/> and are taken off the left side
    /// first.</summary>
    public static HuberResult Fit(
        IReadOnlyList<SampleDay> days,
        bool[] free,
        decimal[] given,
        decimal huber,
        int rounds
    )
    {
        var data = new WithinDays(days, free, given);
        var values = (decimal[])given.Clone();
        var told = new bool[given.Length];
        var errors = new decimal?[given.Length];
        if (data.Count == 0 || data.Columns.Length == 0)
            return new(values, errors, told);
        decimal[] beta = [];
        bool[] pivoted = [];
        decimal[][] inverse = [];
        for (var round = 0; round <= rounds; round++)
        {
            data.Demean();
            (inverse, pivoted) = Inverse(data.Normal(), data.Count);
            beta = Times(inverse, data.Right());
            data.Residuals(beta);
            if (round < rounds && !data.Weigh(huber, ExactScale))
                break;
        }

        var variances = data.Clustered(inverse);
        for (var i = 0; i < data.Columns.Length; i++)
        {
            if (!pivoted[i])
                continue;
            var column = data.Columns[i];
            values[column] = beta[i];
            told[column] = true;
            errors[column] = variances is null ? null : Root(variances[i]);
        }

        return new(values, errors, told);
    }

    /// <summary>The square root by Newton's rule, to 1e-14.</summary>
    public static decimal Root(decimal value)
    {
        if (value <= 0m)
            return 0m;
        var root = value > 1m ? value : 1m;
        for (var i = 0; i < 200; i++)
        {
            var next = (root + (value / root)) / 2m;
            if (next >= root || root - next < 0.00000000000001m)
                return next < root ? next : root;
            root = next;
        }

        return root;
    }

    /// <summary>The inverse over the columns that have a pivot; rows and columns of the others are zero.</summary>
    internal static (decimal[][] Inverse, bool[] Pivoted) Inverse(decimal[][] normal, int count)
    {
        var k = normal.Length;
        var a = new decimal[k][];
        var b = new decimal[k][];
        var own = new decimal[k];
        for (var i = 0; i < k; i++)
        {
            a[i] = (decimal[])normal[i].Clone();
            b[i] = new decimal[k];
            b[i][i] = 1m;
            own[i] = normal[i][i];
        }

        var done = new bool[k];
        for (var pivot = Next(a, own, done, count); pivot >= 0; pivot = Next(a, own, done, count))
        {
            done[pivot] = true;
            Eliminate(a, b, pivot);
        }

        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
                b[i][j] = done[i] && done[j] ? b[i][j] : 0m;
        }

        return (b, done);
    }

    private static int Next(decimal[][] a, decimal[] own, bool[] done, int count)
    {
        var best = -1;
        for (var i = 0; i < a.Length; i++)
        {
            if (done[i] || own[i] < LeastVariance * count || a[i][i] < LeastOwn * own[i])
                continue;
            if (best < 0 || a[i][i] * own[best] > a[best][best] * own[i])
                best = i;
        }

        return best;
    }

    private static void Eliminate(decimal[][] a, decimal[][] b, int pivot)
    {
        var scale = a[pivot][pivot];
        for (var j = 0; j < a.Length; j++)
        {
            a[pivot][j] /= scale;
            b[pivot][j] /= scale;
        }

        for (var i = 0; i < a.Length; i++)
        {
            var factor = a[i][pivot];
            if (i == pivot || factor == 0m)
                continue;
            for (var j = 0; j < a.Length; j++)
            {
                a[i][j] -= factor * a[pivot][j];
                b[i][j] -= factor * b[pivot][j];
            }
        }
    }

    private static decimal[] Times(decimal[][] matrix, decimal[] vector)
    {
        var product = new decimal[matrix.Length];
        for (var i = 0; i < matrix.Length; i++)
        {
            for (var j = 0; j < vector.Length; j++)
                product[i] += matrix[i][j] * vector[j];
        }

        return product;
    }
}
