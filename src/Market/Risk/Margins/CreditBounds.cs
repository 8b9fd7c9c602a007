// How much credit between commodities one lot can undo.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Risk.Margins;

/// <summary>Worked out once from the tables. Where all contracts of a commodity have one and the same array of a
/// future, a delta used in a credit is worth the range whatever the portfolio; then what a lot can undo has a
/// bound.</summary>
internal sealed class CreditBounds
{
    private readonly SpanTables _tables;
    private readonly int _count;
    private readonly long[] _ranges;

    /// <summary>[commodity of the lot, commodity whose credit falls], millionths of the minor unit for one
    /// delta.</summary>
    private readonly Int128[] _more;
    private readonly Int128[] _less;

    public CreditBounds(SpanTables tables)
    {
        _tables = tables;
        _count = tables.Commodities.Count;
        _ranges = new long[_count];
        for (var c = 0; c < _count; c++)
            _ranges[c] = UniformRange(c);
        (_more, _less) = (new Int128[_count * _count], new Int128[_count * _count]);
        Groups();
        Travel();
        PerLot = new long[_count * _count];
        for (var i = 0; i < PerLot.Length; i++)
            PerLot[i] = Rounding.ToLong(Int128.Max(0, Int128.Max(_more[i], _less[i])), RiskArray.One, RoundingMode.Up);
    }

    /// <summary>[commodity of the lot * count + commodity whose credit falls]: minor units for one lot.</summary>
    public long[] PerLot { get; }

    /// <summary>By commodity: the first commodity of those that credits join it to, itself included.</summary>
    public int[] Group { get; private set; } = [];

    /// <summary>By commodity: the bound of a lot is known; else all credits of the group count as undone.</summary>
    public bool[] IsBounded { get; private set; } = [];

    /// <summary>Crumbs of credits that form in whole millionths, minor units.</summary>
    public long Crumbs(int commodity)
    {
        Int128 sum = 0;
        var whole = true;
        foreach (var spread in _tables.InterCommodity)
        {
            foreach (var leg in spread.Legs)
            {
                whole &= leg.Ratio == 1;
                sum += (Int128)leg.Ratio * PerLot[(leg.Commodity * _count) + commodity];
                if (leg.Commodity == commodity)
                    sum += (Int128)leg.Ratio * long.Max(0, _ranges[commodity]);
            }
        }

        return whole || sum == 0 ? 0 : 1 + Rounding.ToLong(sum * 4, RiskArray.One, RoundingMode.Up);
    }

    private void Groups()
    {
        Group = new int[_count];
        for (var c = 0; c < _count; c++)
            Group[c] = c;
        foreach (var spread in _tables.InterCommodity)
        {
            var first = Group[spread.Legs[0].Commodity];
            foreach (var leg in spread.Legs)
            {
                var (from, to) = (int.Max(first, Group[leg.Commodity]), int.Min(first, Group[leg.Commodity]));
                for (var c = 0; c < _count; c++)
                {
                    if (Group[c] == from)
                        Group[c] = to;
                }

                first = to;
            }
        }

        IsBounded = new bool[_count];
        for (var c = 0; c < _count; c++)
        {
            IsBounded[c] = true;
            for (var other = 0; other < _count; other++)
                IsBounded[c] &= Group[other] != Group[c] || _ranges[other] >= 0;
        }
    }

    private void Travel()
    {
        for (var i = _tables.InterCommodity.Count - 1; i >= 0; i--)
        {
            var spread = _tables.InterCommodity[i];
            var (more, less) = ((Int128[])_more.Clone(), (Int128[])_less.Clone());
            foreach (var leg in spread.Legs)
            {
                for (var c = 0; c < _count; c++)
                {
                    Int128 gained = 0;
                    Int128 othersLess = 0;
                    Int128 othersMore = 0;
                    foreach (var other in spread.Legs)
                    {
                        if (other.Commodity == c)
                            gained += (Int128)other.Ratio * long.Max(0, _ranges[c]) * spread.CreditPpm;
                        if (other.Commodity == leg.Commodity)
                            continue;
                        othersLess += other.Ratio * less[(other.Commodity * _count) + c];
                        othersMore += other.Ratio * more[(other.Commodity * _count) + c];
                    }

                    var at = (leg.Commodity * _count) + c;
                    _more[at] = Int128.Max(_more[at], Up(othersLess - gained, leg.Ratio));
                    _less[at] = Int128.Max(_less[at], Up(othersMore + gained, leg.Ratio));
                }
            }
        }
    }

    private static Int128 Up(Int128 value, int ratio) => Rounding.Divide(value, ratio, RoundingMode.Up);

    /// <summary>The range that all contracts of a commodity share; -1: they differ, or are no futures.</summary>
    private long UniformRange(int commodity)
    {
        SpanContract? first = null;
        foreach (var contract in _tables.Contracts)
        {
            if (contract.Commodity != commodity)
                continue;
            first ??= contract;
            if (!IsPlain(contract) || !SameLosses(contract, first))
                return -1;
        }

        return first is null ? 0 : SpanBounds.Range(first);
    }

    private static bool SameLosses(SpanContract a, SpanContract b)
    {
        for (var row = 0; row < RiskArray.Rows; row++)
        {
            if (a.Losses[row] != b.Losses[row])
                return false;
        }

        return true;
    }

    // Nothing lost without a move, volatility does not matter, and falling costs what rising brings.
    private static bool IsPlain(SpanContract contract)
    {
        var losses = contract.Losses;
        if (contract.Kind != SpanKind.Future || contract.DeltaPpm != RiskArray.One || losses[0] != 0 || losses[1] != 0)
            return false;
        for (var row = 2; row < 14; row += 4)
        {
            if (losses[row] != losses[row + 1] || losses[row] != -losses[row + 2] || losses[row] != -losses[row + 3])
                return false;
        }

        return losses[14] == -losses[15];
    }
}
