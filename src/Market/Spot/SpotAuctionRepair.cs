// From a set of blocks that breaks the rules to one that keeps them, and from that to a better one.
namespace Tokenbourse.Market.Spot;

/// <summary>Drops what loses, adds what gains and looks for partners where hours do not balance. Fast and without
/// promise: the search decides what is best.</summary>
internal sealed class BlockRepair
{
    private const int MostPartners = 6;

    private readonly BlockGroup _group;
    private readonly BestBlockSet _best;
    private readonly BlockSetPricing _pricing;
    private readonly bool[] _set;
    private readonly bool[] _touched;
    private readonly (Int128 Gain, int Block)[] _queue;
    private readonly (Int128 Doubt, int Block)[] _kicks;

    /// <summary>The block that a repair must leave as it is, or -1.</summary>
    private int _held = -1;

    /// <summary>Blocks that a repair may still add where an hour does not balance.</summary>
    private int _partners;

    public BlockRepair(BlockGroup group, BestBlockSet best)
    {
        _group = group;
        _best = best;
        _pricing = best.Pricing;
        _set = new bool[group.Blocks.Length];
        _touched = new bool[group.Hours];
        _queue = new (Int128, int)[group.Blocks.Length];
        _kicks = new (Int128, int)[group.Blocks.Length];
    }

    /// <summary>Units of work done so far.</summary>
    public long Work { get; private set; }

    /// <summary>Repairs a copy of the set, adds to it what can be added, and offers it.</summary>
    /// <param name="start">Any set.</param>
    /// <param name="effort">Units of work to stop after.</param>
    public void From(bool[] start, long effort)
    {
        _held = -1;
        Array.Copy(start, _set, _set.Length);
        Finish(Work + effort);
    }

    /// <summary>Turns one block of the best set after the other, those that gain or lose least first, and repairs
    /// around it; starts again from each better set, and ends when no block turned makes a better one.</summary>
    /// <param name="effort">Units of work to stop after.</param>
    public void Kick(long effort)
    {
        var end = Work + effort;
        var better = true;
        while (better && Work < end)
        {
            better = false;
            Model.Machine.Must.Hold(_pricing.Price(_best.Accepted));
            for (var b = 0; b < _kicks.Length; b++)
            {
                ref readonly var block = ref _group.Blocks[b];
                var gain = (Int128)block.Lots * _pricing.GainOfLot(block);
                // What is out and would gain comes before all others.
                _kicks[b] = (!_best.Accepted[b] && gain > 0 ? -gain : Int128.Abs(gain), b);
            }

            Array.Sort(_kicks);
            for (var k = 0; k < _kicks.Length && Work < end && !better; k++)
            {
                _held = _kicks[k].Block;
                Array.Copy(_best.Accepted, _set, _set.Length);
                _set[_held] = !_set[_held];
                better = Finish(end);
                if (better || _best.Accepted[_held])
                    continue;
                // Once more with partners of the other side: where hourly bids are few, blocks need each other.
                Array.Copy(_best.Accepted, _set, _set.Length);
                (_set[_held], _partners) = (true, MostPartners);
                better = Finish(end);
                _partners = 0;
            }
        }
    }

    /// <summary>Repairs the set and adds to it; true when the best set has become better.</summary>
    private bool Finish(long end)
    {
        var held = _held >= 0 && _set[_held];
        while (!Keeps())
        {
            if (Work > end || (held && !_set[_held]))
                return false;
        }

        var better = _best.Offer(_set);
        var welfare = _pricing.Welfare(_set);
        while (Work < end && Add(ref welfare, end))
            better |= _best.Offer(_set);
        return better;
    }

    /// <summary>Prices the set and drops what is worst; true when nothing had to be dropped.</summary>
    private bool Keeps()
    {
        Work += _best.Cost;
        if (!_pricing.Price(_set))
        {
            if (_partners == 0 || !AddAt(_pricing.Unbalanced))
                DropAt(_pricing.Unbalanced);
            return false;
        }

        var losers = Queue(static (gain, isIn) => isIn && gain < 0);
        if (losers == 0)
            return true;
        // The worst first; another only where no price has been moved by one dropped before.
        Array.Clear(_touched);
        for (var i = 0; i < losers; i++)
        {
            var b = _queue[i].Block;
            ref readonly var block = ref _group.Blocks[b];
            var hours = _touched.AsSpan(block.First - _group.From, block.End - block.First);
            if (hours.Contains(true))
                continue;
            hours.Fill(true);
            _set[b] = false;
        }

        return false;
    }

    /// <summary>Adds the block of the other side that balances most around an hour; false when none does.</summary>
    private bool AddAt(int hour)
    {
        _partners--;
        var (buys, at) = (_pricing.Net[hour] < 0, hour + _group.From);
        var (partner, most) = (-1, 0L);
        for (var b = 0; b < _set.Length; b++)
        {
            ref readonly var block = ref _group.Blocks[b];
            if (_set[b] || b == _held || block.First > at || block.End <= at || (block.Sign > 0) != buys)
                continue;
            long balanced = 0;
            for (var h = block.First - _group.From; h < block.End - _group.From; h++)
                balanced += _pricing.Lacking(h, 0) - _pricing.Lacking(h, block.Sign * block.Lots);
            Work += block.End - block.First;
            var isBetter = partner >= 0 && block.Sign * (block.Limit - _group.Blocks[partner].Limit) > 0;
            if (balanced > most || (balanced == most && isBetter))
                (partner, most) = (b, balanced);
        }

        if (partner < 0)
            return false;
        _set[partner] = true;
        return true;
    }

    /// <summary>Of the side that is too much for an hour, the block with the worst limit goes.</summary>
    private void DropAt(int hour)
    {
        var net = _pricing.Net[hour];
        var worst = -1;
        for (var b = 0; b < _set.Length; b++)
        {
            ref readonly var block = ref _group.Blocks[b];
            var at = hour + _group.From;
            if (!_set[b] || block.First > at || block.End <= at || (block.Sign > 0) != (net > 0))
                continue;
            if (worst < 0 || block.Sign * block.Limit <= block.Sign * _group.Blocks[worst].Limit)
                worst = b;
        }

        _set[worst] = false;
    }

    /// <summary>Tries each block that stays out but would gain at today's prices; true when one came in.</summary>
    private bool Add(ref Int128 welfare, long end)
    {
        if (!_pricing.Price(_set))
            return false;
        var count = Queue(static (gain, isIn) => !isIn && gain > 0);
        var added = false;
        for (var i = count - 1; i >= 0 && Work < end; i--)
        {
            Work += _best.Cost;
            var b = _queue[i].Block;
            if (b == _held)
                continue;
            _set[b] = true;
            if (_pricing.Price(_set) && _pricing.Honours(_set) && _pricing.Welfare(_set) is var with && with > welfare)
            {
                welfare = with;
                added = true;
            }
            else
            {
                _set[b] = false;
            }
        }

        if (added)
            _pricing.Price(_set);
        return added;
    }

    /// <summary>The blocks that are asked for with their gains, least first.</summary>
    private int Queue(Func<long, bool, bool> asked)
    {
        var count = 0;
        for (var b = 0; b < _set.Length; b++)
        {
            ref readonly var block = ref _group.Blocks[b];
            var gain = _pricing.GainOfLot(block);
            if (asked(gain, _set[b]))
                _queue[count++] = ((Int128)block.Lots * gain, b);
        }

        Array.Sort(_queue, 0, count);
        return count;
    }
}
