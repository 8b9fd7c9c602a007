// The visible lots and orders of one instrument by price, kept from order-by-order market data.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Quality;

/// <summary>One side: lots and orders by price over the day's band.</summary>
public sealed class LadderSide(Side side, long low, long high)
{
    private readonly long[] _lots = new long[high - low + 1];
    private readonly int[] _orders = new int[high - low + 1];
    private int _best = -1;

    /// <summary>Nobody is there.</summary>
    public bool IsEmpty => _best < 0;

    /// <summary>The best price in ticks; only when somebody is there.</summary>
    public long Best => low + _best;

    public long BestLots => IsEmpty ? 0 : _lots[_best];

    public int BestOrders => IsEmpty ? 0 : _orders[_best];

    /// <summary>Changes what stands at a price.</summary>
    public void Change(long price, long lots, int orders)
    {
        var level = (int)(price - low);
        _lots[level] += lots;
        _orders[level] += orders;
        Must.Hold(_lots[level] >= 0 && _orders[level] >= 0);
        if (_orders[level] > 0 && (_best < 0 || IsBetter(level, _best)))
            _best = level;
        else if (level == _best && _orders[level] == 0)
            _best = Behind(level);
    }

    /// <summary>Lots at most so many ticks behind the best price.</summary>
    public long Within(int ticks)
    {
        long sum = 0;
        for (var i = 0; i <= ticks; i++)
            sum += LotsBehind(i);
        return sum;
    }

    /// <summary>Lots at the price so many ticks behind the best.</summary>
    public long LotsBehind(int ticks)
    {
        var level = _best - (side.Sign() * ticks);
        return IsEmpty || level < 0 || level >= _lots.Length ? 0 : _lots[level];
    }

    /// <summary>Lots at the first so many prices that have orders.</summary>
    public long FirstLevels(int levels)
    {
        long sum = 0;
        for (var level = _best; level >= 0 && levels > 0; level = Behind(level), levels--)
            sum += _lots[level];
        return sum;
    }

    /// <summary>Mean price in ticks of taking so many lots, best first; null when they are not there.</summary>
    public double? MeanPrice(long lots)
    {
        var (left, paid) = (lots, 0.0);
        for (var level = _best; level >= 0 && left > 0; level = Behind(level))
        {
            var taken = long.Min(left, _lots[level]);
            paid += (double)taken * (low + level);
            left -= taken;
        }

        return left > 0 ? null : paid / lots;
    }

    private bool IsBetter(int level, int than) => side == Side.Buy ? level > than : level < than;

    /// <summary>The next price with orders, away from the best; -1 when there is none.</summary>
    private int Behind(int level)
    {
        var step = -side.Sign();
        for (level += step; level >= 0 && level < _orders.Length; level += step)
        {
            if (_orders[level] > 0)
                return level;
        }

        return -1;
    }
}
