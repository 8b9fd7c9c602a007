// Finds the bottom of a smooth function of a few numbers without being given its slopes.
using MathNet.Numerics.LinearAlgebra;

namespace Tokenbourse.Analytics.Curves;

/// <summary>Where a search ended.</summary>
/// <param name="Converged">Stopped because nothing was left to gain, not because it ran out of steps.</param>
internal sealed record Minimum(double[] At, double Value, int Steps, bool Converged);

/// <summary>Broyden, Fletcher, Goldfarb and Shanno's method with central differences and a halving line search;
/// deterministic. The numbers should be of size one (logarithms).</summary>
internal static class QuasiNewton
{
    private const double Difference = 1e-5;
    private const double Armijo = 1e-4;
    private const double LongestStep = 1;
    private const int Halvings = 30;

    /// <param name="function">Infinity where it is not defined.</param>
    /// <param name="tolerance">Gain below which a step counts as nothing; two such in a row end the search.</param>
    public static Minimum Find(Func<double[], double> function, double[] start, double tolerance, int steps)
    {
        var n = start.Length;
        var x = Vector<double>.Build.DenseOfArray(start);
        var value = function(start);
        var slope = Slope(function, x);
        var inverse = Matrix<double>.Build.DenseIdentity(n);
        var (idle, fresh) = (0, true);
        for (var step = 1; step <= steps; step++)
        {
            var direction = -(inverse * slope);
            if (!(direction.DotProduct(slope) < 0))
            {
                inverse = Matrix<double>.Build.DenseIdentity(n);
                (direction, fresh) = (-slope, true);
            }

            var longest = direction.AbsoluteMaximum();
            if (longest > LongestStep || fresh)
                direction *= Math.Min(LongestStep, fresh ? 0.3 : LongestStep) / Math.Max(longest, 1e-300);
            var (next, nextValue) = Search(function, x, value, direction, direction.DotProduct(slope));
            if (next is null)
            {
                if (fresh)
                    return new(x.ToArray(), value, step, true);
                // The curvature that was gathered is of no use here: begin again with the steepest way down.
                inverse = Matrix<double>.Build.DenseIdentity(n);
                fresh = true;
                continue;
            }

            idle = value - nextValue < tolerance ? idle + 1 : 0;
            var nextSlope = Slope(function, next);
            inverse = Update(inverse, next - x, nextSlope - slope, fresh);
            (x, value, slope, fresh) = (next, nextValue, nextSlope, false);
            if (idle >= 2)
                return new(x.ToArray(), value, step, true);
        }

        return new(x.ToArray(), value, steps, false);
    }

    /// <summary>Second derivatives by central differences with a step for each number.</summary>
    public static double[,] Curvature(Func<double[], double> function, double[] at, IReadOnlyList<double> steps)
    {
        var n = at.Length;
        var matrix = new double[n, n];
        var middle = function(at);
        double Shifted(int i, double a, int j, double b)
        {
            var x = (double[])at.Clone();
            x[i] += a * steps[i];
            x[j] += b * steps[j];
            return function(x);
        }

        for (var i = 0; i < n; i++)
        {
            matrix[i, i] = (Shifted(i, 1, i, 0) - (2 * middle) + Shifted(i, -1, i, 0)) / (steps[i] * steps[i]);
            for (var j = 0; j < i; j++)
            {
                var cross = Shifted(i, 1, j, 1) - Shifted(i, 1, j, -1) - Shifted(i, -1, j, 1) + Shifted(i, -1, j, -1);
                matrix[i, j] = matrix[j, i] = cross / (4 * steps[i] * steps[j]);
            }
        }

        return matrix;
    }

    private static (Vector<double>? Next, double Value) Search(
        Func<double[], double> function,
        Vector<double> x,
        double value,
        Vector<double> direction,
        double descent
    )
    {
        var length = 1.0;
        for (var i = 0; i < Halvings; i++, length /= 2)
        {
            var next = x + (length * direction);
            var nextValue = function(next.ToArray());
            if (nextValue <= value + (Armijo * length * descent) && nextValue < value)
                return (next, nextValue);
        }

        return (null, value);
    }

    private static Matrix<double> Update(Matrix<double> inverse, Vector<double> s, Vector<double> y, bool fresh)
    {
        var sy = s.DotProduct(y);
        if (!(sy > 1e-12 * s.L2Norm() * y.L2Norm()))
            return inverse;
        if (fresh)
            inverse = Matrix<double>.Build.DenseIdentity(s.Count) * (sy / y.DotProduct(y));
        var identity = Matrix<double>.Build.DenseIdentity(s.Count);
        var left = identity - (s.OuterProduct(y) / sy);
        return (left * inverse * left.Transpose()) + (s.OuterProduct(s) / sy);
    }

    private static Vector<double> Slope(Func<double[], double> function, Vector<double> x)
    {
        var at = x.ToArray();
        var slope = Vector<double>.Build.Dense(at.Length);
        for (var i = 0; i < at.Length; i++)
        {
            var kept = at[i];
            at[i] = kept + Difference;
            var up = function(at);
            at[i] = kept - Difference;
            slope[i] = (up - function(at)) / (2 * Difference);
            at[i] = kept;
        }

        return slope;
    }
}
