// Which blocks are accepted: branch and bound over all sets of a group, with a limit that is work, never time.
namespace Tokenbourse.Market.Spot;

/// <summary>Depth first. A node settles some blocks; it is closed when its bound shows that no set in it is better
/// than the best known, by welfare and then by the stated order.</summary>
internal sealed class BlockSearch
{
    private const int RootRounds = 200;
    private const int NodeRounds = 12;

    private readonly BlockRelaxation _relaxation;
    private readonly BlockRepair _repair;
    private readonly BlockReach _reach;
    private readonly BlockState[] _states;
    private readonly int[] _trail;
    private readonly bool[] _candidate;
    private readonly long _band;
    private readonly List<Branch> _branches = [];
    private int _settled;
    private long _work;

    public BlockSearch(BlockGroup group, HourLadder[] ladders, long floor, long cap)
    {
        Group = group;
        _band = cap - floor;
        _relaxation = new(group, ladders, floor, cap);
        Best = new(group, new(group, ladders));
        _repair = new(group, Best);
        _reach = new(group, ladders, floor, cap);
        _states = new BlockState[group.Blocks.Length];
        _trail = new int[group.Blocks.Length];
        _candidate = new bool[group.Blocks.Length];
        Best.Pricing.Prices.CopyTo(_relaxation.Prices, 0);
    }

    public BlockGroup Group { get; }

    /// <summary>The set that is accepted.</summary>
    public BestBlockSet Best { get; }

    /// <summary>No set within the rules is worth more.</summary>
    public Int128 Bound { get; private set; }

    public bool Proven { get; private set; }

    public long Nodes { get; private set; }

    /// <summary>Units of work done.</summary>
    public long Work => _work + _relaxation.Work + _repair.Work + _reach.Work;

    /// <summary>A decision and what is needed to take the other way later.</summary>
    private sealed class Branch(int block, BlockState first, int settled, Int128 bound, long[] prices)
    {
        public int Block { get; } = block;
        public BlockState First { get; } = first;
        public int Settled { get; } = settled;
        public Int128 Bound { get; } = bound;
        public long[] Prices { get; } = prices;
        public bool Turned { get; set; }
    }

    /// <summary>Searches until the best set is proven or the work is used up: a first set by repair, a short search
    /// that is enough for few blocks, better sets by turning one block at a time, and the rest of the search.</summary>
    /// <param name="effort">Units of work: about one for each block and eight for each hour that is looked at.</param>
    public void Run(long effort)
    {
        _relaxation.Lower(_states, RootRounds, 1 + (_band >> 5), Int128.MinValue);
        Candidate();
        _repair.From(_candidate, effort / 4);
        Explore(effort / 2);
        if (Proven)
            return;
        _repair.Kick((effort - Work) / 2);
        Explore(effort);
    }

    /// <summary>Goes on with the search until it is proven or so much work is done in all.</summary>
    private void Explore(long effort)
    {
        while (true)
        {
            Nodes++;
            var block = Visit(out var first);
            if (block >= 0)
            {
                _branches.Add(new(block, first, _settled, _relaxation.Bound, [.. _relaxation.Prices]));
                Settle(block, first);
            }
            else if (!Turn())
            {
                (Bound, Proven) = (Best.Welfare, true);
                return;
            }

            if (Work > effort)
                break;
        }

        // What is open: the node to visit next lies under the last decision, which bounds it.
        Bound = Best.Welfare;
        for (var i = 0; i < _branches.Count; i++)
        {
            if (!_branches[i].Turned || i == _branches.Count - 1)
                Bound = Int128.Max(Bound, _branches[i].Bound);
        }
    }

    /// <summary>Goes back to the last decision whose other way is still open, and takes it.</summary>
    private bool Turn()
    {
        while (_branches.Count > 0)
        {
            var branch = _branches[^1];
            while (_settled > branch.Settled)
                _states[_trail[--_settled]] = BlockState.Open;
            if (branch.Turned || branch.Bound < Best.Welfare)
            {
                _branches.RemoveAt(_branches.Count - 1);
                continue;
            }

            branch.Turned = true;
            branch.Prices.CopyTo(_relaxation.Prices, 0);
            Settle(branch.Block, branch.First == BlockState.In ? BlockState.Out : BlockState.In);
            return true;
        }

        return false;
    }

    /// <summary>Bounds the node and settles what follows. The block to branch on, or -1 when the node is
    /// closed.</summary>
    private int Visit(out BlockState first)
    {
        first = BlockState.Out;
        if (!SettleByReach())
            return -1;
        _relaxation.Lower(_states, NodeRounds, 1 + (_band >> 10), Best.Welfare);
        while (true)
        {
            if (_relaxation.Bound < Best.Welfare)
                return -1;
            SettleByGain();
            if (_relaxation.Bound == Best.Welfare && !Best.CouldBeBefore(_states))
                return -1;
            Candidate();
            _work += Best.Cost;
            var priced = Best.Pricing.Price(_candidate);
            if (priced && Best.Pricing.Honours(_candidate) && Best.Offer(_candidate))
                continue;
            return Choose(priced, out first);
        }
    }

    /// <summary>What the relaxed prices suggest.</summary>
    private void Candidate()
    {
        for (var b = 0; b < _candidate.Length; b++)
        {
            _candidate[b] = _states[b] == BlockState.In || (_states[b] == BlockState.Open && _relaxation.Gains[b] > 0);
        }
    }

    /// <summary>Settles what hours and limits leave no choice about; false when they leave nothing at all.</summary>
    private bool SettleByReach()
    {
        for (var changed = true; changed; )
        {
            changed = false;
            if (!_reach.Look(_states))
                return false;
            for (var b = 0; b < _states.Length; b++)
            {
                if (_states[b] == BlockState.Out)
                    continue;
                var isOpen = _states[b] == BlockState.Open;
                var (canBeIn, canBeOut) = (_reach.CanBeIn(b, isOpen), isOpen && _reach.CanBeOut(b));
                if (canBeIn && (canBeOut || !isOpen))
                    continue;
                if (!canBeIn && !canBeOut)
                    return false;
                Settle(b, canBeIn ? BlockState.In : BlockState.Out);
                changed = true;
            }
        }

        return true;
    }

    /// <summary>A block whose gain at the relaxed prices is more than the node may still lose is settled as that gain
    /// says.</summary>
    private void SettleByGain()
    {
        var room = _relaxation.Bound - Best.Welfare;
        for (var b = 0; b < _states.Length; b++)
        {
            if (_states[b] != BlockState.Open)
                continue;
            var gain = (Int128)Group.Blocks[b].Lots * _relaxation.Gains[b];
            if (Int128.Abs(gain) > room)
                Settle(b, gain > 0 ? BlockState.In : BlockState.Out);
        }
    }

    /// <summary>The open block about which the relaxed prices and the prices of the candidate disagree most; failing
    /// that, the one that the relaxed prices are least sure of.</summary>
    private int Choose(bool priced, out BlockState first)
    {
        var (chosen, most, least) = (-1, (Int128)0, -1);
        for (var b = 0; b < _states.Length; b++)
        {
            if (_states[b] != BlockState.Open)
                continue;
            ref readonly var block = ref Group.Blocks[b];
            if (least < 0 || Doubt(b) < Doubt(least))
                least = b;
            if (!priced)
                continue;
            var gain = (Int128)block.Lots * Best.Pricing.GainOfLot(block);
            var wrong = _candidate[b] ? -gain : gain;
            if (wrong > most)
                (chosen, most) = (b, wrong);
        }

        if (chosen < 0)
            chosen = least;
        first = chosen >= 0 && _candidate[chosen] == (most > 0) ? BlockState.Out : BlockState.In;
        return chosen;
    }

    private Int128 Doubt(int b) => Int128.Abs((Int128)Group.Blocks[b].Lots * _relaxation.Gains[b]);

    /// <summary>Settles a block. Twins follow: of equal blocks those first in order are accepted, so one that is in
    /// brings the earlier ones in and one that is out keeps the later ones out.</summary>
    private void Settle(int block, BlockState state)
    {
        var next = state == BlockState.In ? Group.Earlier : Group.Later;
        for (var b = block; b >= 0 && _states[b] == BlockState.Open; b = next[b])
        {
            _states[b] = state;
            _trail[_settled++] = b;
        }
    }
}
