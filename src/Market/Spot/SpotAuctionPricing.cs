// The prices that a set of accepted blocks brings about, whether they honour it, and what it is worth.
namespace Tokenbourse.Market.Spot;

/// <summary>Prices one set after the other over the hours of a group; the last one asked stays readable.</summary>
internal sealed class BlockSetPricing
{
    private readonly BlockGroup _group;
    private readonly HourLadder[] _ladders;
    private readonly long[] _dearestSeller;
    private readonly long[] _cheapestBuyer;

    /// <summary>_sums[h] is the sum of the prices of the group's hours before h.</summary>
    private readonly long[] _sums;

    public BlockSetPricing(BlockGroup group, HourLadder[] ladders)
    {
        _group = group;
        _ladders = ladders;
        Net = new long[group.Hours + 1];
        Prices = new long[group.Hours];
        _dearestSeller = new long[group.Hours];
        _cheapestBuyer = new long[group.Hours];
        _sums = new long[group.Hours + 1];
    }

    /// <summary>By hour of the group: lots that accepted blocks buy less lots that they sell (one cell
    /// spare).</summary>
    public long[] Net { get; }

    /// <summary>By hour of the group; meaningful after <see cref="Price"/> said true.</summary>
    public long[] Prices { get; }

    /// <summary>The first hour of the group that cannot balance, or -1.</summary>
    public int Unbalanced { get; private set; }

    /// <summary>Prices a set. False when hourly bids cannot take up what it buys or sells on balance.</summary>
    public bool Price(bool[] accepted)
    {
        Unbalanced = -1;
        Array.Clear(Net);
        Array.Fill(_dearestSeller, long.MinValue);
        Array.Fill(_cheapestBuyer, long.MaxValue);
        for (var b = 0; b < accepted.Length; b++)
        {
            if (!accepted[b])
                continue;
            ref readonly var block = ref _group.Blocks[b];
            var (first, end) = (block.First - _group.From, block.End - _group.From);
            Net[first] += block.Sign * block.Lots;
            Net[end] -= block.Sign * block.Lots;
            if (block.Sign > 0)
            {
                foreach (ref var limit in _cheapestBuyer.AsSpan(first, end - first))
                    limit = long.Min(limit, block.Limit);
            }
            else
            {
                foreach (ref var limit in _dearestSeller.AsSpan(first, end - first))
                    limit = long.Max(limit, block.Limit);
            }
        }

        for (var h = 0; h < Prices.Length; h++)
        {
            if (h > 0)
                Net[h] += Net[h - 1];
            if (Unbalanced < 0 && !_ladders[_group.From + h].Bears(Net[h]))
                Unbalanced = h;
        }

        if (Unbalanced >= 0)
            return false;
        for (var h = 0; h < Prices.Length; h++)
        {
            var interval = _ladders[_group.From + h].Interval(Net[h]);
            Prices[h] = SpotAuction.Middle(interval, _dearestSeller[h], _cheapestBuyer[h]);
            _sums[h + 1] = _sums[h] + Prices[h];
        }

        return true;
    }

    /// <summary>What a block gains a lot at these prices, taken over its hours.</summary>
    public long GainOfLot(in Block block) =>
        block.GainOfLot(_sums[block.End - _group.From] - _sums[block.First - _group.From]);

    /// <summary>Lots by which hourly bids fail to balance an hour of the group if blocks bought so much more there;
    /// <see cref="Net"/> is known even when <see cref="Price"/> said false.</summary>
    public long Lacking(int hour, long more)
    {
        var (ladder, net) = (_ladders[_group.From + hour], Net[hour] + more);
        return long.Max(0, long.Max(net - ladder.Supply, -ladder.Demand - net));
    }

    /// <summary>Whether the prices honour the limit of every accepted block.</summary>
    public bool Honours(bool[] accepted)
    {
        for (var b = 0; b < accepted.Length; b++)
        {
            if (accepted[b] && GainOfLot(_group.Blocks[b]) < 0)
                return false;
        }

        return true;
    }

    /// <summary>Welfare of the hourly bids and the accepted blocks in the group's hours: what all gain at these
    /// prices, since what is paid is received.</summary>
    public Int128 Welfare(bool[] accepted)
    {
        Int128 welfare = 0;
        for (var h = 0; h < Prices.Length; h++)
            welfare += _ladders[_group.From + h].Gain(Prices[h]);
        for (var b = 0; b < accepted.Length; b++)
        {
            if (accepted[b])
                welfare += (Int128)_group.Blocks[b].Lots * GainOfLot(_group.Blocks[b]);
        }

        return welfare;
    }
}
