// The naive market's contract under span: sixteen losses, spreads one after the other, and what must be kept for orders
// (MRG-008, MRG-010).
using System.Numerics;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

/// <summary>A month under span with its scan range.</summary>
internal sealed record NaiveScanned(NaiveInstrument Month, int Tier, BigInteger Range);

/// <summary>What a portfolio comes to in one contract.</summary>
internal sealed class NaiveSpanSum
{
    public required BigInteger[] Rows { get; init; }

    public required int Active { get; init; }

    /// <summary>Net lots of all months.</summary>
    public required BigInteger Delta { get; init; }

    public BigInteger Scan => BigInteger.Max(0, Rows[Active]);

    public BigInteger InterMonth { get; set; }

    public BigInteger Spot { get; set; }

    public BigInteger Credit { get; set; }

    public BigInteger Margin => BigInteger.Max(0, Scan + InterMonth + Spot - Credit);
}

/// <summary>One contract under span; a month whose average has begun is one by itself, without spreads.</summary>
internal sealed class NaiveSpan(MarginGroup group, GroupCommodity terms, NaiveInstrument? alone)
{
    private static readonly BigInteger _million = Exact.Million;

    // What a row moves the price by, in thirds of the range.
    private static readonly int[] _thirds = [0, 0, 1, 1, -1, -1, 2, 2, -2, -2, 3, 3, -3, -3];

    public MarginGroup Group { get; } = group;

    public GroupCommodity Terms { get; } = terms;

    /// <summary>The month that stands alone; null: the contract's others.</summary>
    public NaiveInstrument? Alone { get; } = alone;

    public required BigInteger NearestValue { get; init; }

    public required ContractSpec Contract { get; init; }

    public List<NaiveScanned> Months { get; } = [];

    private IReadOnlyList<GroupSpread> Spreads => Alone is null ? Terms.InterMonth : [];

    /// <summary>An amount of value is of the nearest month's lot.</summary>
    public BigInteger Amount(BigInteger amount) =>
        Terms.OfValue ? Exact.Ceiling(NearestValue * amount, _million) : amount;

    public BigInteger Spot(int tier) => Amount(Terms.Tiers[tier].SpotOutright);

    public BigInteger SpotInSpread(int tier) => Amount(Terms.Tiers[tier].SpotSpread);

    /// <summary>The one range of all months; less one: they differ.</summary>
    public BigInteger OneRange =>
        Months.Select(m => m.Range).Distinct().ToList() is { Count: var count } all
            ? count switch
            {
                0 => 0,
                1 => all[0],
                _ => -1,
            }
            : 0;

    public bool HasRatios => Terms.InterMonth.Any(s => s.NearRatio != 1 || s.FarRatio != 1);

    // The price falls and a long lot loses.
    private BigInteger Loss(NaiveScanned month, int row)
    {
        if (row < _thirds.Length)
            return -Exact.HalfUp(month.Range * _thirds[row], 3);
        BigInteger extreme = Exact.Floor(month.Range * Terms.ExtremePpm, _million);
        return row == 14 ? -extreme : extreme;
    }

    public NaiveSpanSum Sum(Func<NaiveInstrument, BigInteger> net)
    {
        var rows = new BigInteger[16];
        for (var row = 0; row < rows.Length; row++)
        {
            foreach (var month in Months)
                rows[row] += net(month.Month) * Loss(month, row);
        }

        var worst = rows.Max();
        var sum = new NaiveSpanSum
        {
            Rows = rows,
            Active = Array.FindIndex(rows, r => r == worst),
            Delta = Months.Aggregate(BigInteger.Zero, (all, m) => all + net(m.Month)),
        };
        Charge(sum, net);
        return sum;
    }

    private void Charge(NaiveSpanSum sum, Func<NaiveInstrument, BigInteger> net)
    {
        // Deltas that are left, by tier and side, in millionths.
        var left = new SortedList<(int Tier, bool Long), BigInteger>();
        var used = new SortedList<int, BigInteger>();
        for (var tier = 0; tier < Terms.Tiers.Count; tier++)
        {
            var here = Months.Where(m => m.Tier == tier).Select(m => net(m.Month) * _million).ToList();
            left[(tier, true)] = here.Where(d => d > 0).Aggregate(BigInteger.Zero, BigInteger.Add);
            left[(tier, false)] = -here.Where(d => d < 0).Aggregate(BigInteger.Zero, BigInteger.Add);
            used[tier] = 0;
        }

        BigInteger charges = 0;
        foreach (var spread in Spreads)
        {
            foreach (var longFirst in new[] { true, false })
            {
                var (a, b) = ((spread.Near - 1, longFirst), (spread.Far - 1, !longFirst));
                var formed = BigInteger.Min(left[a] / spread.NearRatio, left[b] / spread.FarRatio);
                left[a] -= formed * spread.NearRatio;
                left[b] -= formed * spread.FarRatio;
                used[a.Item1] += formed * spread.NearRatio;
                used[b.Item1] += formed * spread.FarRatio;
                charges += formed * Amount(spread.Charge);
            }
        }

        sum.InterMonth = Exact.Ceiling(charges, _million);
        BigInteger spot = 0;
        for (var tier = 0; tier < Terms.Tiers.Count; tier++)
            spot += (used[tier] * SpotInSpread(tier)) + ((left[(tier, true)] + left[(tier, false)]) * Spot(tier));
        sum.Spot = Exact.Ceiling(spot, _million);
    }

    /// <summary>Price risk of the active row times two.</summary>
    public static BigInteger PriceRiskTwice(NaiveSpanSum sum)
    {
        var pair =
            sum.Active >= 14 ? sum.Active
            : sum.Active % 2 == 0 ? sum.Active + 1
            : sum.Active - 1;
        return BigInteger.Max(0, sum.Rows[sum.Active] + sum.Rows[pair] - sum.Rows[0] - sum.Rows[1]);
    }

    // What a spread costs, millionths.
    private BigInteger CostOf(GroupSpread spread) =>
        _million
        * (
            Amount(spread.Charge)
            + (spread.NearRatio * SpotInSpread(spread.Near - 1))
            + (spread.FarRatio * SpotInSpread(spread.Far - 1))
        );

    // One more (or one less) of what is left of a tier's side, from a place in the list on: the worst that it may do to
    // the charges, millionths.
    private BigInteger Rise(int place, int tier, bool isLong, bool more)
    {
        if (place == Spreads.Count * 2)
            return (more ? 1 : -1) * Spot(tier) * _million;
        var spread = Spreads[place / 2];
        var (a, b) = ((spread.Near - 1, place % 2 == 0), (spread.Far - 1, place % 2 != 0));
        var worst = Rise(place + 1, tier, isLong, more);
        var cost = (more ? 1 : -1) * CostOf(spread);
        if (a == (tier, isLong))
            return Worse(b, spread.FarRatio, spread.NearRatio);
        return b == (tier, isLong) ? Worse(a, spread.NearRatio, spread.FarRatio) : worst;

        BigInteger Worse((int Tier, bool Long) other, int otherRatio, int ratio) =>
            BigInteger.Max(
                worst,
                ToCeiling(cost + (otherRatio * Rise(place + 1, other.Tier, other.Long, !more)), ratio)
            );
    }

    private static BigInteger ToCeiling(BigInteger top, BigInteger bottom)
    {
        var whole = BigInteger.Divide(top, bottom);
        return whole * bottom < top ? whole + 1 : whole;
    }

    private BigInteger Largest(int tier)
    {
        BigInteger largest = 0;
        foreach (var isLong in new[] { true, false })
        {
            foreach (var more in new[] { true, false })
                largest = BigInteger.Max(largest, Rise(0, tier, isLong, more));
        }

        return largest;
    }

    /// <summary>What one lot can add.</summary>
    public BigInteger PerLot(NaiveScanned month) => month.Range + ToCeiling(Largest(month.Tier), _million);

    /// <summary>What a lot costs that stands alone.</summary>
    public BigInteger Outright(NaiveScanned month) =>
        month.Range + BigInteger.Max(Spot(month.Tier), SpotInSpread(month.Tier));

    /// <summary>What parts of spreads may come to.</summary>
    public BigInteger Crumbs(bool anyRatios)
    {
        if (!anyRatios)
            return 0;
        BigInteger sum = 0;
        foreach (var s in Spreads)
            sum += CostOf(s) + (s.NearRatio * Largest(s.Near - 1)) + (s.FarRatio * Largest(s.Far - 1));
        return 2 + ToCeiling(ToCeiling(sum * 4, _million), _million);
    }

    /// <summary>No spread costs more than its legs standing alone.</summary>
    public bool IsRelief =>
        Spreads.All(s =>
            Months
                .Where(m => m.Tier == s.Near - 1)
                .All(a => Months.Where(m => m.Tier == s.Far - 1).All(b => Relieves(s, a, b)))
        );

    private bool Relieves(GroupSpread s, NaiveScanned a, NaiveScanned b)
    {
        BigInteger scan = 0;
        for (var row = 0; row < 16; row++)
            scan = BigInteger.Max(scan, BigInteger.Abs((s.NearRatio * Loss(a, row)) - (s.FarRatio * Loss(b, row))));
        return Amount(s.Charge) + scan <= (s.NearRatio * a.Range) + (s.FarRatio * b.Range);
    }
}
