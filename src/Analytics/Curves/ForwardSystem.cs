// The linear system of the smoothest forward curve: coefficients of the pieces and one multiplier a constraint.
using MathNet.Numerics.LinearAlgebra;

namespace Tokenbourse.Analytics.Curves;

/// <summary>
/// min c'Hc subject to Ac = b. Each piece has its own variable v = (t - t0) / h from 0 to 1, and h is counted in mean
/// pieces, so that entries are of one size whatever the unit of time.
/// </summary>
internal sealed class ForwardSystem
{
    private const int Degree = 5;

    private readonly ForwardPeriods _periods;
    private readonly double[] _lengths;
    private readonly double _level;

    public ForwardSystem(ForwardPeriods periods)
    {
        _periods = periods;
        var knots = periods.Knots;
        var pieces = knots.Count - 1;
        var mean = (knots[^1] - knots[0]) / pieces;
        _lengths = [.. Enumerable.Range(0, pieces).Select(i => (knots[i + 1] - knots[i]) / mean)];
        // Subtracting a level leaves the curvature alone and spares digits.
        _level = periods.Kept.Average(m => m.Price);
    }

    public IReadOnlyList<ForwardPiece> Solve()
    {
        var knots = _periods.Knots;
        // One mean alone says nothing of a slope: the smoothest curves are all straight, and the flat one is kept.
        if (_periods.Kept.Count == 1)
            return [new(knots[0], knots[^1], [_level, 0, 0, 0, 0])];
        var solution = SolveSystem();
        var pieces = new ForwardPiece[_lengths.Length];
        for (var i = 0; i < pieces.Length; i++)
        {
            var h = knots[i + 1] - knots[i];
            var c = new double[Degree];
            for (var d = 0; d < Degree; d++)
                c[d] = solution[(i * Degree) + d] / Math.Pow(h, d);
            c[0] += _level;
            pieces[i] = new(knots[i], knots[i + 1], c);
        }

        return pieces;
    }

    private Vector<double> SolveSystem()
    {
        var unknowns = _lengths.Length * Degree;
        var constraints = (3 * (_lengths.Length - 1)) + _periods.Kept.Count;
        var matrix = Matrix<double>.Build.Dense(unknowns + constraints, unknowns + constraints);
        var right = Vector<double>.Build.Dense(unknowns + constraints);
        for (var i = 0; i < _lengths.Length; i++)
            AddCurvature(matrix, i);
        var row = unknowns;
        for (var i = 0; i + 1 < _lengths.Length; i++)
        {
            for (var order = 0; order < 3; order++)
                AddJoint(matrix, row++, i, order);
        }

        foreach (var mean in _periods.Kept)
        {
            AddMean(matrix, row, mean);
            right[row++] = mean.Price - _level;
        }

        var lu = matrix.LU();
        var solution = lu.Solve(right);
        // One step of refinement brings the means from about 1e-12 of the price to its last digits.
        return solution + lu.Solve(right - (matrix * solution));
    }

    /// <summary>Integral of f''² over a piece: sum of c_i c_j i(i-1) j(j-1) / (i+j-3) / h³; its gradient is twice
    /// that.</summary>
    private void AddCurvature(Matrix<double> matrix, int piece)
    {
        var cube = Math.Pow(_lengths[piece], 3);
        for (var i = 2; i < Degree; i++)
        {
            for (var j = 2; j < Degree; j++)
                matrix[(piece * Degree) + i, (piece * Degree) + j] =
                    2.0 * i * (i - 1) * j * (j - 1) / (i + j - 3) / cube;
        }
    }

    /// <summary>Derivative of an order at the end of one piece equals that at the beginning of the next.</summary>
    private void AddJoint(Matrix<double> matrix, int row, int piece, int order)
    {
        var scale = Math.Pow(_lengths[piece], order);
        for (var d = order; d < Degree; d++)
            Put(matrix, row, (piece * Degree) + d, Falling(d, order) / scale);
        Put(matrix, row, ((piece + 1) * Degree) + order, -Falling(order, order) / Math.Pow(_lengths[piece + 1], order));
    }

    private void AddMean(Matrix<double> matrix, int row, ForwardMean mean)
    {
        var knots = _periods.Knots;
        var covered = Enumerable
            .Range(0, _lengths.Length)
            .Where(i => 0.5 * (knots[i] + knots[i + 1]) is var middle && middle > mean.From && middle < mean.Until)
            .ToList();
        // The pieces' own lengths, so that the shares add up to one to the last digit.
        var length = covered.Sum(i => knots[i + 1] - knots[i]);
        foreach (var i in covered)
        {
            for (var d = 0; d < Degree; d++)
                Put(matrix, row, (i * Degree) + d, (knots[i + 1] - knots[i]) / length / (d + 1));
        }
    }

    private static void Put(Matrix<double> matrix, int row, int column, double value) =>
        matrix[row, column] = matrix[column, row] = value;

    private static double Falling(int d, int order) =>
        order switch
        {
            0 => 1,
            1 => d,
            _ => d * (d - 1),
        };
}
