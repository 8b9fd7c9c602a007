// What one lot of each instrument makes in each scenario: the matrix that portfolios are multiplied with.
using System.Numerics;
using System.Runtime.InteropServices;

namespace Tokenbourse.Analytics.Margin;

/// <summary>Profit in minor units of one long lot, by instrument and scenario.</summary>
internal sealed class UnitProfits
{
    private readonly double[][] _rows;

    private UnitProfits(double[][] rows, int count) => (_rows, Count) = (rows, count);

    /// <summary>Number of scenarios.</summary>
    public int Count { get; }

    public ReadOnlySpan<double> Of(int instrument) => _rows[instrument];

    /// <summary>M * P * (exp(R) - 1).</summary>
    public static UnitProfits Of(ScenarioReturns returns, IReadOnlyList<Instrument> instruments) =>
        new([.. instruments.Select(i => Row(returns.ByNode[i.Node], i.Value))], returns.Count);

    /// <summary>Of expert moves: M * P * move.</summary>
    public static UnitProfits Of(IReadOnlyList<StressMove> moves, IReadOnlyList<Instrument> instruments) =>
        new([.. instruments.Select(i => moves.Select(m => m.Of(i.Node) * i.Value).ToArray())], moves.Count);

    /// <summary>Profits of one portfolio, or of its holdings in one product.</summary>
    /// <param name="members">Instruments to count, ascending.</param>
    /// <param name="profits">Room for <see cref="Count"/> results.</param>
    public void Profits(ReadOnlySpan<long> lots, ReadOnlySpan<int> members, Span<double> profits)
    {
        profits.Clear();
        foreach (var instrument in members)
        {
            if (lots[instrument] == 0)
                continue;
            var held = (double)lots[instrument];
            var row = _rows[instrument];
            for (var s = 0; s < row.Length; s++)
                profits[s] += held * row[s];
        }
    }

    /// <summary>
    /// The same for a block of portfolios at once: four portfolios by two vectors of scenarios stay in registers while
    /// the instruments pass by. Products are added in the same order, without fusing, so results are the same bits.
    /// </summary>
    /// <param name="lots">Portfolios by instruments.</param>
    /// <param name="width">Number of instruments of a portfolio.</param>
    /// <param name="profits">Portfolios by scenarios.</param>
    public void ProfitsOfBlock(ReadOnlySpan<long> lots, int width, ReadOnlySpan<int> members, Span<double> profits)
    {
        var portfolios = lots.Length / width;
        var held = new double[4 * members.Length];
        var whole = Count - (Count % (2 * Vector<double>.Count));
        for (var p = 0; p < portfolios; p += 4)
        {
            var many = Math.Min(4, portfolios - p);
            Array.Clear(held);
            for (var k = 0; k < many; k++)
            {
                for (var m = 0; m < members.Length; m++)
                    held[(m * 4) + k] = lots[((p + k) * width) + members[m]];
            }

            var block = profits.Slice(p * Count, many * Count);
            for (var s = 0; s < whole; s += 2 * Vector<double>.Count)
                FourByTwo(held, members, s, many, block);
            for (var k = 0; k < many; k++)
            {
                for (var s = whole; s < Count; s++)
                {
                    var sum = 0.0;
                    for (var m = 0; m < members.Length; m++)
                        sum += held[(m * 4) + k] * _rows[members[m]][s];
                    block[(k * Count) + s] = sum;
                }
            }
        }
    }

    private void FourByTwo(ReadOnlySpan<double> held, ReadOnlySpan<int> members, int s, int many, Span<double> block)
    {
        Vector<double> a0 = default,
            a1 = default,
            b0 = default,
            b1 = default;
        Vector<double> c0 = default,
            c1 = default,
            d0 = default,
            d1 = default;
        for (var m = 0; m < members.Length; m++)
        {
            ref var row = ref MemoryMarshal.GetArrayDataReference(_rows[members[m]]);
            var x0 = Vector.LoadUnsafe(ref row, (nuint)s);
            var x1 = Vector.LoadUnsafe(ref row, (nuint)(s + Vector<double>.Count));
            var four = held.Slice(m * 4, 4);
            (a0, a1) = (a0 + (x0 * four[0]), a1 + (x1 * four[0]));
            (b0, b1) = (b0 + (x0 * four[1]), b1 + (x1 * four[1]));
            (c0, c1) = (c0 + (x0 * four[2]), c1 + (x1 * four[2]));
            (d0, d1) = (d0 + (x0 * four[3]), d1 + (x1 * four[3]));
        }

        Store(a0, a1, block, 0, many, s);
        Store(b0, b1, block, 1, many, s);
        Store(c0, c1, block, 2, many, s);
        Store(d0, d1, block, 3, many, s);
    }

    private void Store(Vector<double> low, Vector<double> high, Span<double> block, int k, int many, int s)
    {
        if (k >= many)
            return;
        low.CopyTo(block[((k * Count) + s)..]);
        high.CopyTo(block[((k * Count) + s + Vector<double>.Count)..]);
    }

    private static double[] Row(double[] returns, double value)
    {
        var row = new double[returns.Length];
        for (var s = 0; s < row.Length; s++)
            row[s] = value * (Math.Exp(returns[s]) - 1);
        return row;
    }
}
