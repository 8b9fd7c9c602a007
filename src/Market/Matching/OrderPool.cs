// All live orders of all books in two parallel arrays: what matching touches, and what only a report needs.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Matching;

/// <summary>What matching touches: 32 bytes, two to a cache line.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct HotOrder
{
    public OrderId Order;

    /// <summary>The next in its list; of a woken stop the level of the trade that reached it.</summary>
    public int Next;
    public int Previous;

    /// <summary>Level of the ladder that it stands in (for a stop: of its stop price).</summary>
    public int Level;
    public int Visible;
    public int Owner;
    public ushort Book;
    public Side Side;
    public OrderPlace Place;
}

/// <summary>What reports, refreshes and days need: 32 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct ColdOrder
{
    /// <summary>Of a limit that there is not.</summary>
    public const int NoLimit = int.MinValue;

    /// <summary>Level of the limit, from the low of the band; <see cref="NoLimit"/> for an order without one.</summary>
    public int Limit;

    /// <summary>Who brought it; nothing in the books asks.</summary>
    public int Session;
    public int Group;
    public int Hidden;
    public int Display;
    public int Filled;
    public int Expires;
    public OrderType Type;
    public TimeInForce TimeInForce;
    public OrderFlags Flags;
    public SelfMatch SelfMatch;
}

/// <summary>Slots are used again, newest first, so that the busy end stays in the cache.</summary>
internal sealed class OrderPool
{
    public const int None = -1;
    private int _free = None;
    private int _used;

    public HotOrder[] Hot;
    public ColdOrder[] Cold;

    public OrderPool(int capacity)
    {
        Hot = new HotOrder[capacity];
        Cold = new ColdOrder[capacity];
    }

    public int Count { get; private set; }

    /// <summary>Bytes of the arrays.</summary>
    public long Bytes => Hot.LongLength * (Unsafe.SizeOf<HotOrder>() + Unsafe.SizeOf<ColdOrder>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Take()
    {
        var slot = _free;
        if (slot == None)
            return TakeFresh();
        _free = Hot[slot].Next;
        Count++;
        return slot;
    }

    private int TakeFresh()
    {
        if (_used == Hot.Length)
        {
            // By a quarter: a book that has once been large does not keep twice what it needs.
            var size = Hot.Length + int.Max(64, Hot.Length / 4);
            Array.Resize(ref Hot, size);
            Array.Resize(ref Cold, size);
        }

        Count++;
        return _used++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Give(int slot)
    {
        Count--;
        ref var hot = ref Hot[slot];
        hot.Place = OrderPlace.None;
        hot.Next = _free;
        _free = slot;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LiveOrder View(int slot, long low) => new(in Hot[slot], in Cold[slot], low);
}
