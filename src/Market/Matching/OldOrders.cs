// Old live orders by the hash of their number: an open table that grows with them.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Matching;

/// <summary>A table of slots by the hash of their order's number; the number itself is read from the pool, from the
/// line that the
/// caller wants next anyway.</summary>
internal sealed class OldOrders
{
    private readonly OrderPool _pool;
    private int[] _places;
    private int _count;

    public OldOrders(OrderPool pool, int capacity)
    {
        _pool = pool;
        _places = new int[Room(capacity)];
    }

    public long Bytes => _places.LongLength * sizeof(int);

    /// <summary>The slot of a live order, or -1.</summary>
    public int Find(OrderId order)
    {
        var at = PlaceOf(order);
        return at < 0 ? OrderPool.None : _places[at] - 1;
    }

    /// <summary>Notes a slot whose order is in the pool already.</summary>
    public void Add(OrderId order, int slot)
    {
        if (Room(_count + 1) > _places.Length)
            Grow();
        Put(order, slot);
        _count++;
    }

    public void Remove(OrderId order)
    {
        var hole = PlaceOf(order);
        _count--;
        // What stands behind the hole and was pushed past its own place moves up, so that no search ends too early.
        for (var at = After(hole); _places[at] != 0; at = After(at))
        {
            var home = Home(_pool.Hot[_places[at] - 1].Order);
            var stays = hole <= at ? hole < home && home <= at : hole < home || home <= at;
            if (stays)
                continue;
            _places[hole] = _places[at];
            hole = at;
        }

        _places[hole] = 0;
    }

    /// <summary>Three places of four are used at most.</summary>
    private static int Room(int orders) => orders + (orders / 3) + 2;

    private void Grow()
    {
        var old = _places;
        _places = new int[Room(_count + int.Max(64, _count / 4))];
        foreach (var place in old)
        {
            if (place != 0)
                Put(_pool.Hot[place - 1].Order, place - 1);
        }
    }

    private void Put(OrderId order, int slot)
    {
        var at = Home(order);
        while (_places[at] != 0)
            at = After(at);
        _places[at] = slot + 1;
    }

    private int PlaceOf(OrderId order)
    {
        for (var at = Home(order); _places[at] != 0; at = After(at))
        {
            if (_pool.Hot[_places[at] - 1].Order == order)
                return at;
        }

        return -1;
    }

    private int After(int at) => at + 1 == _places.Length ? 0 : at + 1;

    /// <summary>Scatters numbers that follow each other, then scales them to the table.</summary>
    private int Home(OrderId order)
    {
        unchecked
        {
            var hash = (uint)((ulong)order.Value * 0x9E3779B97F4A7C15 >> 32);
            return (int)((ulong)hash * (ulong)_places.Length >> 32);
        }
    }
}
