// The rows of a regression without the effects of their days.
namespace Tokenbourse.Index.Steps;

/// <summary>Rows by day with their weights, as deviations from the weighted means of the day.</summary>
internal sealed class WithinDays
{
    private readonly List<(int From, int To)> _days = [];
    private readonly decimal[] _y;
    private readonly decimal[][] _z;
    private readonly string[] _seller;
    private readonly decimal[] _weight;
    private readonly decimal[] _left;
    private readonly decimal[][] _right;
    private readonly decimal[] _residual;

    /// <param name="free">Columns that are fitted; the others are taken off at their given coefficients.</param>
    public WithinDays(IReadOnlyList<SampleDay> days, bool[] free, decimal[] given)
    {
        var columns = new List<int>();
        for (var i = 0; i < free.Length; i++)
        {
            if (free[i])
                columns.Add(i);
        }

        Columns = [.. columns];
        var y = new List<decimal>();
        var z = new List<decimal[]>();
        var seller = new List<string>();
        for (var d = 0; d < days.Count; d++)
        {
            var from = y.Count;
            foreach (var row in days[d].Rows)
            {
                var left = row.LogPrice;
                for (var i = 0; i < free.Length; i++)
                    left -= free[i] ? 0m : given[i] * row.Traits[i];
                y.Add(left);
                z.Add(Array.ConvertAll(Columns, c => row.Traits[c]));
                seller.Add(row.Seller);
            }

            _days.Add((from, y.Count));
        }

        _y = [.. y];
        _z = [.. z];
        _seller = [.. seller];
        _weight = new decimal[_y.Length];
        Array.Fill(_weight, 1m);
        _left = new decimal[_y.Length];
        _right = new decimal[_y.Length][];
        for (var i = 0; i < _right.Length; i++)
            _right[i] = new decimal[Columns.Length];
        _residual = new decimal[_y.Length];
    }

    /// <summary>The columns that are fitted.</summary>
    public int[] Columns { get; }

    public int Count => _y.Length;

    /// <summary>Takes the weighted mean of each day off both sides.</summary>
    public void Demean()
    {
        var mean = new decimal[Columns.Length];
        foreach (var (from, to) in _days)
        {
            var total = 0m;
            var left = 0m;
            Array.Clear(mean);
            for (var i = from; i < to; i++)
            {
                total += _weight[i];
                left += _weight[i] * _y[i];
                for (var c = 0; c < mean.Length; c++)
                    mean[c] += _weight[i] * _z[i][c];
            }

            for (var i = from; i < to; i++)
            {
                _left[i] = _y[i] - (left / total);
                for (var c = 0; c < mean.Length; c++)
                    _right[i][c] = _z[i][c] - (mean[c] / total);
            }
        }
    }

    /// <summary>Sum of w z z'.</summary>
    public decimal[][] Normal()
    {
        var normal = Square();
        for (var i = 0; i < _y.Length; i++)
        {
            var z = _right[i];
            for (var a = 0; a < z.Length; a++)
            {
                for (var b = 0; b <= a; b++)
                    normal[a][b] += _weight[i] * z[a] * z[b];
            }
        }

        for (var a = 0; a < normal.Length; a++)
        {
            for (var b = a + 1; b < normal.Length; b++)
                normal[a][b] = normal[b][a];
        }

        return normal;
    }

    /// <summary>Sum of w z y.</summary>
    public decimal[] Right()
    {
        var right = new decimal[Columns.Length];
        for (var i = 0; i < _y.Length; i++)
        {
            for (var c = 0; c < right.Length; c++)
                right[c] += _weight[i] * _right[i][c] * _left[i];
        }

        return right;
    }

    public void Residuals(decimal[] beta)
    {
        for (var i = 0; i < _y.Length; i++)
        {
            _residual[i] = _left[i];
            for (var c = 0; c < beta.Length; c++)
                _residual[i] -= beta[c] * _right[i][c];
        }
    }

    /// <summary>Huber's weights from the residuals; false when the fit is exact and nothing remains to weigh.</summary>
    public bool Weigh(decimal huber, decimal exact)
    {
        var sizes = new List<decimal>(_residual.Length);
        foreach (var e in _residual)
            sizes.Add(decimal.Abs(e));
        sizes.Sort();
        var half = sizes.Count / 2;
        var scale = 1.4826m * (sizes.Count % 2 == 1 ? sizes[half] : (sizes[half - 1] + sizes[half]) / 2m);
        if (scale < exact)
            return false;
        for (var i = 0; i < _residual.Length; i++)
        {
            var size = decimal.Abs(_residual[i]);
            _weight[i] = size <= huber * scale ? 1m : huber * scale / size;
        }

        return true;
    }

    /// <summary>
    /// Variances of the coefficients: G/(G-1) * N^-1 (sum over sellers of u u') N^-1 with u the seller's sum of w e z.
    /// A seller's rows are alike from day to day; taken one by one they would pretend to be many. Null with one seller.
    /// </summary>
    public decimal[]? Clustered(decimal[][] inverse)
    {
        var sums = new SortedDictionary<string, decimal[]>(StringComparer.Ordinal);
        for (var i = 0; i < _y.Length; i++)
        {
            if (!sums.TryGetValue(_seller[i], out var sum))
                sums.Add(_seller[i], sum = new decimal[Columns.Length]);
            for (var c = 0; c < sum.Length; c++)
                sum[c] += _weight[i] * _residual[i] * _right[i][c];
        }

        if (sums.Count < 2)
            return null;
        var variances = new decimal[Columns.Length];
        foreach (var sum in sums.Values)
        {
            for (var a = 0; a < variances.Length; a++)
            {
                var moved = 0m;
                for (var c = 0; c < sum.Length; c++)
                    moved += inverse[a][c] * sum[c];
                variances[a] += moved * moved;
            }
        }

        for (var a = 0; a < variances.Length; a++)
            variances[a] = variances[a] * sums.Count / (sums.Count - 1);
        return variances;
    }

    private decimal[][] Square()
    {
        var square = new decimal[Columns.Length][];
        for (var i = 0; i < square.Length; i++)
            square[i] = new decimal[Columns.Length];
        return square;
    }
}
