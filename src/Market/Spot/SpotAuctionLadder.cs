// The hourly bids of one hour as a ladder of price levels: what clears, and what it is worth.
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Market.Spot;

/// <summary>Demand and supply of an hour, added up by price level. At a price between two levels the excess demand
/// (lots wanted less lots offered) is one number; it falls from all demand below the lowest level to minus all supply
/// above the highest.</summary>
internal sealed class HourLadder
{
    private readonly long _floor;
    private readonly long _cap;
    private readonly long[] _levels;

    /// <summary>One more than levels: _excess[k] holds between level k-1 and level k; strictly falling.</summary>
    private readonly long[] _excess;

    /// <summary>By level: what all hourly bids together gain at that price over their limits.</summary>
    private readonly Int128[] _gains;

    /// <param name="floor">Lowest price.</param>
    /// <param name="cap">Highest price.</param>
    /// <param name="levels">Limits that occur, rising.</param>
    /// <param name="lots">By level: lots of both sides together, above zero.</param>
    /// <param name="demand">Lots of all buyers.</param>
    /// <param name="worth">Lots times limit of all buyers.</param>
    public HourLadder(long floor, long cap, long[] levels, long[] lots, long demand, Int128 worth)
    {
        _floor = floor;
        _cap = cap;
        _levels = levels;
        _excess = new long[levels.Length + 1];
        _gains = new Int128[levels.Length];
        _excess[0] = demand;
        for (var k = 0; k < levels.Length; k++)
        {
            _excess[k + 1] = _excess[k] - lots[k];
            _gains[k] =
                k == 0
                    ? worth - ((Int128)demand * levels[0])
                    : _gains[k - 1] - ((Int128)_excess[k] * (levels[k] - levels[k - 1]));
        }
    }

    /// <summary>Lots of all buyers.</summary>
    public long Demand => _excess[0];

    /// <summary>Lots of all sellers.</summary>
    public long Supply => -_excess[^1];

    /// <summary>Whether hourly bids can take up what blocks buy (above zero) or sell (below zero) on balance.</summary>
    public bool Bears(long net) => net >= -Demand && net <= Supply;

    /// <summary>The lowest and the highest price at which hourly bids and blocks balance.</summary>
    /// <param name="net">Lots that blocks buy less lots that they sell; <see cref="Bears"/> holds.</param>
    public (long Low, long High) Interval(long net)
    {
        Must.Hold(Bears(net));
        // The first gap between levels in which no demand is left over; above it supply only grows.
        var from = 0;
        var to = _excess.Length - 1;
        while (from < to)
        {
            var middle = (from + to) >> 1;
            if (_excess[middle] <= -net)
                to = middle;
            else
                from = middle + 1;
        }

        var low = from == 0 ? _floor : _levels[from - 1];
        if (_excess[from] < -net)
            return (low, low);
        return (low, from == _levels.Length ? _cap : _levels[from]);
    }

    /// <summary>What all hourly bids together gain at a price: the sum of lots times the distance to the limit, over
    /// the bids that it is good for. Convex in the price; its slope is minus the excess demand.</summary>
    public Int128 Gain(long price) => Gain(price, Rank(price));

    /// <summary>Gain at a price, and the excess demand that is left when the bids at that very price are served as
    /// they best balance it.</summary>
    public Int128 Gain(long price, long net, out long excess)
    {
        var rank = Rank(price);
        var above = _excess[rank] + net;
        var below = rank > 0 && _levels[rank - 1] == price ? _excess[rank - 1] + net : above;
        excess =
            above > 0 ? above
            : below < 0 ? below
            : 0;
        return Gain(price, rank);
    }

    private Int128 Gain(long price, int rank)
    {
        if (_levels.Length == 0)
            return 0;
        var level = rank == 0 ? 0 : rank - 1;
        return _gains[level] - ((Int128)_excess[rank] * (price - _levels[level]));
    }

    /// <summary>Levels not above a price.</summary>
    private int Rank(long price)
    {
        var from = 0;
        var to = _levels.Length;
        while (from < to)
        {
            var middle = (from + to) >> 1;
            if (_levels[middle] <= price)
                from = middle + 1;
            else
                to = middle;
        }

        return from;
    }
}
