// The bound: what could be gained at most if blocks could be split and no price had to honour them.
namespace Tokenbourse.Market.Spot;

/// <summary>What is settled about a block.</summary>
internal enum BlockState : byte
{
    Open = 0,
    In = 1,
    Out = 2,
}

/// <summary>At any prices whatever, no allocation is worth more than what every bid would gain if it took all that it
/// likes at them (weak duality). The search moves the prices to where this is least.</summary>
internal sealed class BlockRelaxation
{
    /// <summary>What an hour costs beside a block: a search in its ladder.</summary>
    public const int HourWork = 8;

    private readonly BlockGroup _group;
    private readonly HourLadder[] _ladders;
    private readonly long _floor;
    private readonly long _cap;
    private readonly long[] _trial;
    private readonly long[] _steps;
    private readonly sbyte[] _signs;
    private readonly long[] _excess;
    private readonly long[] _net;
    private readonly long[] _sums;
    private readonly long[] _trialGains;

    public BlockRelaxation(BlockGroup group, HourLadder[] ladders, long floor, long cap)
    {
        _group = group;
        _ladders = ladders;
        _floor = floor;
        _cap = cap;
        Prices = new long[group.Hours];
        _trial = new long[group.Hours];
        _steps = new long[group.Hours];
        _signs = new sbyte[group.Hours];
        _excess = new long[group.Hours];
        _net = new long[group.Hours + 1];
        _sums = new long[group.Hours + 1];
        Gains = new long[group.Blocks.Length];
        _trialGains = new long[group.Blocks.Length];
    }

    /// <summary>The best prices found for the bound; may be set before <see cref="Lower"/>.</summary>
    public long[] Prices { get; }

    /// <summary>What each block gains a lot at those prices.</summary>
    public long[] Gains { get; }

    /// <summary>The bound at those prices.</summary>
    public Int128 Bound { get; private set; }

    /// <summary>Units of work done so far: blocks and hours looked at.</summary>
    public long Work { get; private set; }

    /// <summary>Looks for prices with a lower bound, from <see cref="Prices"/> on. Each hour has its own step, which
    /// grows while the excess demand keeps its sign and halves when it turns.</summary>
    /// <param name="states">What is settled.</param>
    /// <param name="rounds">Trials at most.</param>
    /// <param name="step">First step, ticks, above zero.</param>
    /// <param name="enough">A bound below this ends it.</param>
    public void Lower(BlockState[] states, int rounds, long step, Int128 enough)
    {
        Array.Copy(Prices, _trial, Prices.Length);
        Array.Fill(_steps, step);
        Array.Clear(_signs);
        Bound = Evaluate(states);
        Array.Copy(_trialGains, Gains, Gains.Length);
        for (var round = 0; round < rounds && Bound >= enough; round++)
        {
            if (!Move())
                return;
            var bound = Evaluate(states);
            if (bound >= Bound)
                continue;
            Bound = bound;
            Array.Copy(_trial, Prices, Prices.Length);
            Array.Copy(_trialGains, Gains, Gains.Length);
        }
    }

    /// <summary>Moves the trial prices against their excess demand; false when no hour has any, which proves that the
    /// bound is the least.</summary>
    private bool Move()
    {
        var moved = false;
        for (var h = 0; h < _trial.Length; h++)
        {
            var sign = (sbyte)long.Sign(_excess[h]);
            if (sign == 0)
                continue;
            if (sign == _signs[h])
                _steps[h] = long.Min(_steps[h] + (_steps[h] >> 2) + 1, 1 + ((_cap - _floor) >> 2));
            else if (_signs[h] != 0)
                _steps[h] = long.Max(1, _steps[h] >> 1);
            _signs[h] = sign;
            _trial[h] = long.Clamp(_trial[h] + (sign * _steps[h]), _floor, _cap);
            moved = true;
        }

        return moved;
    }

    /// <summary>The bound at the trial prices; leaves the excess demand of each hour and each block's gain.</summary>
    private Int128 Evaluate(BlockState[] states)
    {
        Work += _trial.Length * HourWork + states.Length;
        Array.Clear(_net);
        for (var h = 0; h < _trial.Length; h++)
            _sums[h + 1] = _sums[h] + _trial[h];
        Int128 bound = 0;
        for (var b = 0; b < states.Length; b++)
        {
            ref readonly var block = ref _group.Blocks[b];
            var (first, end) = (block.First - _group.From, block.End - _group.From);
            var gain = block.GainOfLot(_sums[end] - _sums[first]);
            _trialGains[b] = gain;
            if (states[b] == BlockState.Out || (states[b] == BlockState.Open && gain <= 0))
                continue;
            bound += (Int128)block.Lots * gain;
            _net[first] += block.Sign * block.Lots;
            _net[end] -= block.Sign * block.Lots;
        }

        for (var h = 0; h < _trial.Length; h++)
        {
            if (h > 0)
                _net[h] += _net[h - 1];
            bound += _ladders[_group.From + h].Gain(_trial[h], _net[h], out _excess[h]);
        }

        return bound;
    }
}
