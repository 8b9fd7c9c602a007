// The answers of the pure engines, worked out a second time from the rule text alone, with no code in common.
using System.Numerics;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Scenarios;

namespace Tokenbourse.Sim.Auditing;

/// <summary>Plain sums for questions of the worked examples (docs/rules/worked.md).</summary>
public sealed class NaiveEngines : IWorkedEngines
{
    public SpanAnswer Span(IReadOnlyList<AskedArray> arrays, IReadOnlyList<AskedLots> lots)
    {
        long worst = 0,
            value = 0;
        var binding = 0;
        for (var row = 0; row < 16; row++)
        {
            var loss = lots.Sum(l => l.Lots * arrays[l.Array].Losses[row]);
            if (row > 0 && loss <= worst)
                continue;
            (worst, binding) = (loss, row);
        }

        foreach (var held in lots)
        {
            if (arrays[held.Array].Kind != AskedKind.Future)
                value += held.Lots * arrays[held.Array].WorthMinor;
        }

        var scan = worst > 0 ? worst : 0;
        return new(scan - value > 0 ? scan - value : 0, scan, binding + 1, value);
    }

    public PercentageAnswer Percentage(IReadOnlyList<AskedContract> contracts, IReadOnlyList<AskedSide> sides)
    {
        BigInteger sum = 0;
        for (var c = 0; c < contracts.Count; c++)
        {
            var longs = Of(sides.Where(s => s.Contract == c && s.Side == Side.Buy), contracts);
            var shorts = Of(sides.Where(s => s.Contract == c && s.Side == Side.Sell), contracts);
            sum += contracts[c].LargerSide ? Up(BigInteger.Max(longs, shorts)) : Up(longs) + Up(shorts);
        }

        return new((long)sum, [.. sides.Select(s => (long)Up(Of([s], contracts)))]);
    }

    public long[] Share(long whole, IReadOnlyList<long> weights, RemainderRule rule)
    {
        BigInteger all = 0;
        foreach (var weight in weights)
            all += weight;
        var parts = weights.Select(w => (long)(whole * (BigInteger)w / all)).ToArray();
        while (parts.Sum() < whole)
        {
            var next = -1;
            for (var i = 0; i < parts.Length; i++)
            {
                if (weights[i] == 0)
                    continue;
                // Farthest below its exact part; of equal ones the first. Or simply the last.
                if (next < 0 || rule == RemainderRule.ToLast || Below(i) > Below(next))
                    next = i;
            }

            parts[next]++;
        }

        return parts;

        BigInteger Below(int i) => (whole * (BigInteger)weights[i]) - (parts[i] * all);
    }

    public LossAnswer Lay(AskedLoss loss)
    {
        var left = loss.Loss;
        var own = Take(loss.Own);
        var reserve = loss.China ? Take(loss.Reserve) : 0;
        var capital = Take(loss.Capital);
        var fund = loss.China ? 0 : Take(loss.Members.Sum());
        var members =
            loss.China ? []
            : fund == 0 ? new long[loss.Members.Count]
            : Share(fund, loss.Members, loss.Remainder);
        return new(own, capital, reserve, members, left);

        long Take(long there)
        {
            var taken = there < left ? there : left;
            left -= taken;
            return taken;
        }
    }

    public double Kupiec(int n, int x, decimal p)
    {
        // Day by day: how likely it was if the promise holds, and if what was seen is the share.
        var (promised, seen) = (0.0, 0.0);
        for (var day = 0; day < n; day++)
        {
            var breach = day < x;
            promised += Math.Log(breach ? (double)p : 1 - (double)p);
            seen += Math.Log(breach ? x / (double)n : (n - x) / (double)n);
        }

        return 2 * (seen - promised);
    }

    public int Place(int n, decimal confidence)
    {
        // The tail holds as many results as are a whole share of all, and one more.
        var place = 1;
        while (place <= n * (1 - confidence))
            place++;
        return place;
    }

    public long Student(double value, double quantile, double volatility) =>
        (long)decimal.Ceiling(Math.Round((decimal)value * (decimal)quantile * (decimal)volatility, 6));

    public double Liquidity(IReadOnlyList<(double Size, double Points)> points, double size, double basisPoint)
    {
        var cost = points[0].Points;
        for (var i = 1; i < points.Count; i++)
        {
            var (from, to) = (points[i - 1], points[i]);
            if (size > from.Size)
                cost = from.Points + ((to.Points - from.Points) * (size - from.Size) / (to.Size - from.Size));
        }

        return cost * basisPoint;
    }

    // Millionths of the minor unit.
    private static BigInteger Of(IEnumerable<AskedSide> sides, IReadOnlyList<AskedContract> contracts)
    {
        BigInteger sum = 0;
        foreach (var s in sides)
            sum += (BigInteger)s.Ticks * contracts[s.Contract].TickValueMinor * s.Lots * contracts[s.Contract].RatePpm;
        return sum;
    }

    private static BigInteger Up(BigInteger millionths) => (millionths + 999_999) / 1_000_000;
}
