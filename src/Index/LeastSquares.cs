// Ordinary least squares in decimal: the same coefficients on every computer.

namespace Tokenbourse.Index;

/// <summary>
/// Gathers the normal equations and solves them by elimination on the diagonal: of the columns still to do the one that
/// kept the largest share of its own sum of squares comes next. A column that kept less than 1e-10 of it is a mixture
/// of the others (to ten digits): there is no solution then.
/// </summary>
internal sealed class LeastSquares(int size)
{
    private const decimal LeastShare = 0.0000000001m;
    private readonly decimal[] _squares = new decimal[size * size];
    private readonly decimal[] _products = new decimal[size];

    /// <summary>One observation, by its columns that are not zero.</summary>
    public void Add(int[] columns, decimal[] values, int count, decimal response)
    {
        for (var i = 0; i < count; i++)
        {
            var one = values[i];
            for (var j = 0; j < count; j++)
                _squares[(columns[i] * size) + columns[j]] += one * values[j];
            _products[columns[i]] += one * response;
        }
    }

    /// <summary>The coefficients in the order of the columns; null when a column is a mixture of others. Once
    /// only.</summary>
    public decimal[]? Solve()
    {
        var own = new decimal[size];
        for (var i = 0; i < size; i++)
            own[i] = _squares[(i * size) + i];
        var order = new int[size];
        var done = new bool[size];
        for (var step = 0; step < size; step++)
        {
            var pivot = Largest(own, done);
            if (pivot < 0)
                return null;
            order[step] = pivot;
            done[pivot] = true;
            for (var row = 0; row < size; row++)
            {
                if (done[row] || _squares[(row * size) + pivot] == 0m)
                    continue;
                var factor = _squares[(row * size) + pivot] / _squares[(pivot * size) + pivot];
                for (var column = 0; column < size; column++)
                {
                    if (!done[column])
                        _squares[(row * size) + column] -= factor * _squares[(pivot * size) + column];
                }

                _products[row] -= factor * _products[pivot];
            }
        }

        // Backwards: each column from those that were done after it.
        var solution = new decimal[size];
        for (var step = size - 1; step >= 0; step--)
        {
            var pivot = order[step];
            var sum = _products[pivot];
            for (var later = step + 1; later < size; later++)
                sum -= _squares[(pivot * size) + order[later]] * solution[order[later]];
            solution[pivot] = sum / _squares[(pivot * size) + pivot];
        }

        return solution;
    }

    private int Largest(decimal[] own, bool[] done)
    {
        var best = -1;
        var share = LeastShare;
        for (var i = 0; i < own.Length; i++)
        {
            if (done[i] || own[i] <= 0m)
                continue;
            var kept = _squares[(i * size) + i] / own[i];
            if (kept <= share)
                continue;
            share = kept;
            best = i;
        }

        return best;
    }
}
