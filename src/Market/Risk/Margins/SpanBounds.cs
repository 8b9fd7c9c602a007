// How far the margin of sixteen scenarios can move for one more lot: bounds that make the question before trading cheap
// and safe.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Risk.Margins;

/// <summary>Worked out once from the tables.
/// A spread is taken from two remainders: a little more of one makes more spreads where it was the scarce one (and
/// leaves less of the other), else it is left over. So a change travels through the list of spreads as one remainder at
/// a time, and the worst way through is found from the end of the list. The same holds for credits.</summary>
internal sealed class SpanBounds
{
    private readonly SpanTables _tables;

    /// <summary>By tier and sign: the worst rise of the charges, millionths of the minor unit for one delta.</summary>
    private readonly Int128[] _more;
    private readonly Int128[] _less;

    public SpanBounds(SpanTables tables)
    {
        _tables = tables;
        (_more, _less) = (new Int128[tables.Tiers.Count * 2], new Int128[tables.Tiers.Count * 2]);
        SpreadsHaveRatios = HasRatios(tables);
        Travel();
        var contracts = tables.Contracts.Count;
        (PerLot, Outright) = (new long[contracts], new long[contracts]);
        for (var i = 0; i < contracts; i++)
        {
            if (tables.Contracts[i].Commodity >= 0)
                Bound(i);
        }

        IsLinear = new bool[tables.Commodities.Count];
        for (var c = 0; c < IsLinear.Length; c++)
            IsLinear[c] = AreFutures(c) && SpreadsRelieve(c);
        Credits = new CreditBounds(tables);
    }

    /// <summary>By contract: what one lot more or less can add to the margin without credits, minor units.</summary>
    public long[] PerLot { get; }

    /// <summary>By contract: range and spot charge of a lot that stands alone.</summary>
    public long[] Outright { get; }

    /// <summary>By commodity: no portfolio costs more than its lots standing alone (futures only, and no spread costs
    /// more than its legs).</summary>
    public bool[] IsLinear { get; }

    public CreditBounds Credits { get; }

    /// <summary>Ratios other than one to one, or deltas that are no whole numbers, leave crumbs when spreads are formed
    /// in whole millionths.</summary>
    public bool SpreadsHaveRatios { get; }

    /// <summary>What the crumbs may come to in a commodity, minor units.</summary>
    public long Crumbs(int commodity)
    {
        if (!SpreadsHaveRatios)
            return 0;
        Int128 sum = 0;
        foreach (var spread in _tables.InterMonth)
        {
            if (_tables.Tiers[spread.TierA].Commodity == commodity)
                sum += Cost(spread) + (spread.RatioA * Worst(spread.TierA)) + (spread.RatioB * Worst(spread.TierB));
        }

        // Two orientations, two portfolios that are compared; sums are per delta, a crumb is a millionth of one.
        var millionths = Rounding.Divide(sum * 4, RiskArray.One, RoundingMode.Up);
        return 2 + Rounding.ToLong(millionths, RiskArray.One, RoundingMode.Up);
    }

    private void Travel()
    {
        for (var t = 0; t < _tables.Tiers.Count; t++)
        {
            var spot = (Int128)_tables.Tiers[t].SpotOutrightMinor * RiskArray.One;
            (_more[2 * t], _less[2 * t]) = (spot, -spot);
            (_more[(2 * t) + 1], _less[(2 * t) + 1]) = (spot, -spot);
        }

        for (var i = _tables.InterMonth.Count - 1; i >= 0; i--)
        {
            var spread = _tables.InterMonth[i];
            var cost = Cost(spread);
            // Backwards: the reverse orientation is formed last.
            Step((2 * spread.TierA) + 1, spread.RatioA, 2 * spread.TierB, spread.RatioB, cost);
            Step(2 * spread.TierA, spread.RatioA, (2 * spread.TierB) + 1, spread.RatioB, cost);
        }
    }

    private Int128 Cost(InterMonthSpread spread) =>
        RiskArray.One
        * (
            (Int128)spread.ChargeMinor
            + ((Int128)spread.RatioA * _tables.Tiers[spread.TierA].SpotSpreadMinor)
            + ((Int128)spread.RatioB * _tables.Tiers[spread.TierB].SpotSpreadMinor)
        );

    private void Step(int a, int ratioA, int b, int ratioB, Int128 cost)
    {
        var (moreA, lessA, moreB, lessB) = (_more[a], _less[a], _more[b], _less[b]);
        _more[a] = Int128.Max(moreA, Up(cost + (ratioB * lessB), ratioA));
        _less[a] = Int128.Max(lessA, Up(-cost + (ratioB * moreB), ratioA));
        _more[b] = Int128.Max(moreB, Up(cost + (ratioA * lessA), ratioB));
        _less[b] = Int128.Max(lessB, Up(-cost + (ratioA * moreA), ratioB));
    }

    private static Int128 Up(Int128 value, int ratio) => Rounding.Divide(value, ratio, RoundingMode.Up);

    private Int128 Worst(int tier) =>
        Int128.Max(
            Int128.Max(Int128.Max(_more[2 * tier], _less[2 * tier]), 0),
            Int128.Max(_more[(2 * tier) + 1], _less[(2 * tier) + 1])
        );

    private void Bound(int i)
    {
        var contract = _tables.Contracts[i];
        var tier = _tables.Tiers[contract.Tier];
        var range = Range(contract);
        var spreads = Rounding.ToLong(
            Worst(contract.Tier) * long.Abs((long)contract.DeltaPpm),
            (Int128)RiskArray.One * RiskArray.One,
            RoundingMode.Up
        );
        var minimum =
            contract.Kind == SpanKind.Future ? 0 : _tables.Commodities[contract.Commodity].ShortOptionMinimumMinor;
        PerLot[i] = range + spreads + contract.OptionValueMinor + minimum;
        Outright[i] = range + long.Max(tier.SpotSpreadMinor, tier.SpotOutrightMinor);
    }

    internal static long Range(SpanContract contract)
    {
        long range = 0;
        foreach (var loss in contract.Losses)
            range = long.Max(range, long.Abs(loss));
        return range;
    }

    private bool AreFutures(int commodity)
    {
        foreach (var contract in _tables.Contracts)
        {
            if (
                contract.Commodity == commodity
                && (contract.Kind != SpanKind.Future || contract.DeltaPpm != RiskArray.One)
            )
                return false;
        }

        return true;
    }

    // Invariant I-16: charge + scan of the spread <= its legs standing alone, for every pair of contracts it can join.
    private bool SpreadsRelieve(int commodity)
    {
        foreach (var spread in _tables.InterMonth)
        {
            if (_tables.Tiers[spread.TierA].Commodity != commodity)
                continue;
            foreach (var a in _tables.Contracts)
            {
                foreach (var b in _tables.Contracts)
                {
                    if (a.Commodity != commodity || b.Commodity != commodity)
                        continue;
                    if (a.Tier == spread.TierA && b.Tier == spread.TierB && !Relieves(spread, a, b))
                        return false;
                }
            }
        }

        return true;
    }

    private static bool Relieves(InterMonthSpread spread, SpanContract a, SpanContract b)
    {
        long scan = 0;
        for (var row = 0; row < RiskArray.Rows; row++)
            scan = long.Max(scan, long.Abs((spread.RatioA * a.Losses[row]) - (spread.RatioB * b.Losses[row])));
        return spread.ChargeMinor + scan <= (spread.RatioA * Range(a)) + (spread.RatioB * Range(b));
    }

    private static bool HasRatios(SpanTables tables)
    {
        foreach (var spread in tables.InterMonth)
        {
            if (spread.RatioA != 1 || spread.RatioB != 1)
                return true;
        }

        foreach (var contract in tables.Contracts)
        {
            if (contract.Commodity >= 0 && contract.DeltaPpm % RiskArray.One != 0)
                return true;
        }

        return false;
    }
}
