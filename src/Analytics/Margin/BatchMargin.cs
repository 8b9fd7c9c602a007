// Many portfolios at once: matrix products over blocks, spread over processors.
namespace Tokenbourse.Analytics.Margin;

/// <summary>Totals of many portfolios under one prepared historical model; the same bits as one by one.</summary>
public static class BatchMargin
{
    private const int BlockSize = 32;

    /// <param name="lots">Portfolios one behind the other, each with lots by instrument.</param>
    /// <param name="processors">How many threads, at least one; the result does not depend on it.</param>
    /// <returns>Margin of each portfolio in minor units, rounded up.</returns>
    /// <exception cref="ArgumentException">The lots are not a whole number of portfolios.</exception>
    public static long[] Totals(HistoricalMargin margin, long[] lots, int processors)
    {
        var width = margin.Book.ProductOf.Length;
        if (lots.Length % width != 0)
            throw new ArgumentException($"{lots.Length} holdings are not portfolios of {width}", nameof(lots));
        var portfolios = lots.Length / width;
        var totals = new long[portfolios];
        var blocks = (portfolios + BlockSize - 1) / BlockSize;
        var options = new ParallelOptions { MaxDegreeOfParallelism = processors };
        Parallel.For(
            0,
            blocks,
            options,
            () => new Desk(margin),
            (block, _, desk) =>
            {
                var first = block * BlockSize;
                var many = Math.Min(BlockSize, portfolios - first);
                desk.Work(lots.AsSpan(first * width, many * width), width, totals.AsSpan(first, many));
                return desk;
            },
            _ => { }
        );
        return totals;
    }

    /// <summary>One thread's room to work in.</summary>
    private sealed class Desk(HistoricalMargin margin)
    {
        private readonly double[] _profits = new double[BlockSize * margin.Units.Count];
        private readonly double[] _history = new double[BlockSize * (margin.History?.Count ?? 0)];
        private readonly int[] _all = [.. Enumerable.Range(0, margin.Book.ProductOf.Length)];
        private readonly ScenarioFigures[] _figures = new ScenarioFigures[BlockSize];

        public void Work(ReadOnlySpan<long> lots, int width, Span<long> totals)
        {
            var products = new double[totals.Length];
            if (margin.ByProduct)
            {
                foreach (var members in margin.Members)
                {
                    Look(lots, width, members);
                    for (var k = 0; k < totals.Length; k++)
                        products[k] += _figures[k].Blend(margin.Parameters.TailWeight);
                }
            }

            Look(lots, width, _all);
            for (var k = 0; k < totals.Length; k++)
            {
                var own = lots.Slice(k * width, width);
                var figures = margin.Measure(own, margin.Book.Gross(own), _figures[k], products[k], null);
                totals[k] = MinorUnits.Up(figures.Total);
            }
        }

        private void Look(ReadOnlySpan<long> lots, int width, int[] members)
        {
            margin.Units.ProfitsOfBlock(lots, width, members, _profits);
            margin.History?.ProfitsOfBlock(lots, width, members, _history);
            var (count, past) = (margin.Units.Count, margin.History?.Count ?? 0);
            for (var k = 0; k < lots.Length / width; k++)
            {
                _figures[k] = margin.Figures(
                    lots.Slice(k * width, width),
                    members,
                    _profits.AsSpan(k * count, count),
                    _history.AsSpan(k * past, past)
                );
            }
        }
    }
}
