// What the blocks that are still open can do at most: hours that cannot balance any more, limits out of reach.
namespace Tokenbourse.Market.Spot;

/// <summary>By hour the least and the most that blocks may buy on balance, whatever becomes of the open ones, and the
/// lowest and highest price that this allows.</summary>
internal sealed class BlockReach
{
    private readonly BlockGroup _group;
    private readonly HourLadder[] _ladders;
    private readonly long _floor;
    private readonly long _cap;
    private readonly long[] _least;
    private readonly long[] _most;
    private readonly long[] _lowSums;
    private readonly long[] _highSums;

    public BlockReach(BlockGroup group, HourLadder[] ladders, long floor, long cap)
    {
        _group = group;
        _ladders = ladders;
        _floor = floor;
        _cap = cap;
        _least = new long[group.Hours + 1];
        _most = new long[group.Hours + 1];
        _lowSums = new long[group.Hours + 1];
        _highSums = new long[group.Hours + 1];
    }

    /// <summary>Units of work done so far.</summary>
    public long Work { get; private set; }

    /// <summary>Takes in what is settled. False when some hour cannot balance in any way.</summary>
    public bool Look(BlockState[] states)
    {
        Work += states.Length + (2 * BlockRelaxation.HourWork * _group.Hours);
        Array.Clear(_least);
        Array.Clear(_most);
        for (var b = 0; b < states.Length; b++)
        {
            if (states[b] == BlockState.Out)
                continue;
            ref readonly var block = ref _group.Blocks[b];
            var (first, end) = (block.First - _group.From, block.End - _group.From);
            var lots = block.Sign * block.Lots;
            if (states[b] == BlockState.In || lots < 0)
                (_least[first], _least[end]) = (_least[first] + lots, _least[end] - lots);
            if (states[b] == BlockState.In || lots > 0)
                (_most[first], _most[end]) = (_most[first] + lots, _most[end] - lots);
        }

        for (var h = 0; h < _group.Hours; h++)
        {
            if (h > 0)
                (_least[h], _most[h]) = (_least[h] + _least[h - 1], _most[h] + _most[h - 1]);
            var ladder = _ladders[_group.From + h];
            if (_least[h] > ladder.Supply || _most[h] < -ladder.Demand)
                return false;
            // More bought on balance never makes an hour cheaper.
            _lowSums[h + 1] = _lowSums[h] + (ladder.Bears(_least[h]) ? ladder.Interval(_least[h]).Low : _floor);
            _highSums[h + 1] = _highSums[h] + (ladder.Bears(_most[h]) ? ladder.Interval(_most[h]).High : _cap);
        }

        return true;
    }

    /// <summary>Whether a block can be part of a set that keeps the rules.</summary>
    /// <param name="b">A block that is open or in.</param>
    /// <param name="isOpen">True: not yet counted as in.</param>
    public bool CanBeIn(int b, bool isOpen)
    {
        ref readonly var block = ref _group.Blocks[b];
        var (first, end) = (block.First - _group.From, block.End - _group.From);
        var sums = block.Sign > 0 ? _lowSums : _highSums;
        return block.GainOfLot(sums[end] - sums[first]) >= 0 && (!isOpen || Balances(block, block.Sign));
    }

    /// <summary>Whether hours can balance without a block that is open.</summary>
    public bool CanBeOut(int b) => Balances(_group.Blocks[b], -_group.Blocks[b].Sign);

    /// <summary>Whether all hours of an open block can still balance when its lots are certain on one side: bought
    /// (1), so that the least rises, or sold (-1), so that the most falls.</summary>
    private bool Balances(in Block block, int sign)
    {
        for (var h = block.First; h < block.End; h++)
        {
            if (
                sign > 0
                    ? _least[h - _group.From] + block.Lots > _ladders[h].Supply
                    : _most[h - _group.From] - block.Lots < -_ladders[h].Demand
            )
            {
                return false;
            }
        }

        return true;
    }
}
