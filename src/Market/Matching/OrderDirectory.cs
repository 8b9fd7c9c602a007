// Where each live order is: order number to slot. Young orders by their number, old ones by a hash of it.
using System.Numerics;
using System.Runtime.CompilerServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Matching;

/// <summary>
/// Order numbers rise, and most orders that are asked for are young: a ring by the last digits of the number finds them
/// in one step. Where
/// two meet in a place the older one moves to a table by hash, so that a few orders that stand for months cost no more
/// than their places. Nothing
/// is allocated while there are no more old orders than ever before.
/// </summary>
internal sealed class OrderDirectory
{
    private readonly OrderPool _pool;
    private readonly OldOrders _old;

    // Slot and one; zero: nobody.
    private int[] _ring;

    public OrderDirectory(OrderPool pool, int capacity)
    {
        _pool = pool;
        _ring = new int[BitOperations.RoundUpToPowerOf2(2 * (uint)int.Max(capacity, 64))];
        _old = new(pool, capacity - (capacity / 4));
    }

    /// <summary>Bytes of the tables.</summary>
    public long Bytes => (_ring.LongLength * sizeof(int)) + _old.Bytes;

    /// <summary>The slot of a live order, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(OrderId order)
    {
        var slot = At(order) - 1;
        return slot >= 0 && _pool.Hot[slot].Order == order ? slot : _old.Find(order);
    }

    /// <summary>Notes a slot whose order is in the pool already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(OrderId order, int slot)
    {
        if (slot >= _ring.Length)
            Grow();
        ref var place = ref At(order);
        if (place != 0)
            slot = MakeRoom(place - 1, slot);
        place = slot + 1;
    }

    /// <param name="slot">Where <see cref="Find"/> finds it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Remove(OrderId order, int slot)
    {
        ref var place = ref At(order);
        if (place == slot + 1)
            place = 0;
        else
            _old.Remove(order);
    }

    /// <summary>As the pool grows. Two that had places of their own have them in the larger ring too.</summary>
    private void Grow()
    {
        var old = _ring;
        _ring = new int[BitOperations.RoundUpToPowerOf2(2 * (uint)_pool.Hot.Length)];
        foreach (var place in old)
        {
            if (place != 0)
                At(_pool.Hot[place - 1].Order) = place;
        }
    }

    private ref int At(OrderId order) => ref _ring[unchecked((int)order.Value) & (_ring.Length - 1)];

    /// <summary>The older of two moves to the old ones; the younger is returned.</summary>
    private int MakeRoom(int one, int other)
    {
        var (a, b) = (_pool.Hot[one].Order, _pool.Hot[other].Order);
        _old.Add(a.Value < b.Value ? a : b, a.Value < b.Value ? one : other);
        return a.Value < b.Value ? other : one;
    }
}
