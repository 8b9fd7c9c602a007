// One side of a book over a day's band: levels in an array, the best of them at hand, each level a list through the
// pool.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Matching;

/// <summary>One price.</summary>
internal struct Level
{
    public int First;
    public int Last;
    public int Orders;
    public long Visible;
    public long Hidden;

    public readonly long Lots => Visible + Hidden;
}

/// <summary>Levels 0 (the lowest price) and up. Keeps the lists; knows nothing of why orders come and go.</summary>
internal sealed class Ladder(OrderPool pool, Side side)
{
    private const int None = OrderPool.None;
    private readonly LevelSet _used = new();
    private readonly int _sign = side == Side.Buy ? 1 : -1;
    private int _lowestCloser = None;
    private int _highestCloser = None;

    public Level[] Levels = [];

    public Side Side { get; } = side;

    /// <summary>The best level with orders: highest bid, lowest ask; -1 when there is none.</summary>
    public int Best { get; private set; } = None;

    /// <summary>Pro rata's top order; -1 when there is none.</summary>
    public int Top { get; set; } = None;

    public bool IsEmpty => Best == None;

    public void Resize(int levels)
    {
        Must.Hold(IsEmpty);
        if (Levels.Length != levels)
            Levels = new Level[levels];
        _used.Resize(levels);
        for (var i = 0; i < levels; i++)
            Levels[i] = new() { First = None, Last = None };
        (_lowestCloser, _highestCloser, Top) = (None, None, None);
    }

    /// <summary>The next level after this one, away from the best; -1 when there is none.</summary>
    public int Beyond(int level) => Side == Side.Buy ? _used.AtOrBelow(level - 1) : _used.AtOrAbove(level + 1);

    /// <summary>True when a level is a better price than another of this side.</summary>
    public bool IsBetter(int level, int than) => unchecked((level - than) * _sign) > 0;

    /// <summary>Adds an order to its level: at the back, or with <paramref name="closingFirst"/> behind the closing
    /// ones. Returns which of the two.</summary>
    public BookAction Add(int slot, bool closingFirst) => Add(slot, ref pool.Hot[slot], pool.Cold[slot], closingFirst);

    /// <param name="order">The slot's, at hand already.</param>
    /// <param name="cold">The slot's.</param>
    public BookAction Add(int slot, ref HotOrder order, in ColdOrder cold, bool closingFirst)
    {
        var place = BookAction.Added;
        ref var level = ref Levels[order.Level];
        if (level.First == None)
        {
            if (Best == None || IsBetter(order.Level, Best))
            {
                Best = order.Level;
                Top = slot;
            }

            _used.Add(order.Level);
        }

        if (closingFirst && (cold.Flags & OrderFlags.CloseOnly) != 0 && IsEdge(order.Level))
        {
            ref var closer = ref CloserOf(order.Level);
            Link(ref level, slot, closer);
            closer = slot;
            place = BookAction.AddedInFront;
        }
        else
        {
            (order.Previous, order.Next) = (level.Last, None);
            if (level.Last == None)
                level.First = slot;
            else
                pool.Hot[level.Last].Next = slot;
            level.Last = slot;
        }

        level.Orders++;
        level.Visible += order.Visible;
        level.Hidden += cold.Hidden;
        return place;
    }

    public void Remove(int slot)
    {
        ref readonly var order = ref pool.Hot[slot];
        ref var level = ref Levels[order.Level];
        if (_lowestCloser == slot)
            _lowestCloser = order.Previous;
        else if (_highestCloser == slot)
            _highestCloser = order.Previous;
        if (order.Previous == None)
            level.First = order.Next;
        else
            pool.Hot[order.Previous].Next = order.Next;
        if (order.Next == None)
            level.Last = order.Previous;
        else
            pool.Hot[order.Next].Previous = order.Previous;
        level.Orders--;
        level.Visible -= order.Visible;
        level.Hidden -= pool.Cold[slot].Hidden;
        if (Top == slot)
            Top = None;
        if (level.First != None)
            return;
        _used.Remove(order.Level);
        if (order.Level == Best)
            Best = Side == Side.Buy ? _used.AtOrBelow(order.Level - 1) : _used.AtOrAbove(order.Level + 1);
    }

    /// <summary>The first order in priority; -1 when the side is empty.</summary>
    public int First => Best == None ? None : Levels[Best].First;

    /// <summary>The order after this one in priority; -1 at the end.</summary>
    public int After(int slot)
    {
        ref readonly var order = ref pool.Hot[slot];
        if (order.Next != None)
            return order.Next;
        var level = Beyond(order.Level);
        return level == None ? None : Levels[level].First;
    }

    /// <summary>True when an order that goes to the back of its price still stands before another of that
    /// price.</summary>
    public bool KeepsBefore(int slot, int other, bool closingFirst) =>
        closingFirst
        && IsEdge(pool.Hot[slot].Level)
        && (pool.Cold[slot].Flags & OrderFlags.CloseOnly) != 0
        && (pool.Cold[other].Flags & OrderFlags.CloseOnly) == 0;

    /// <summary>The last of the orders that stand in front at an edge; -1 when there is none.</summary>
    public int LastInFront(int edge) => CloserOf(edge);

    private bool IsEdge(int level) => level == 0 || level == Levels.Length - 1;

    private ref int CloserOf(int level) => ref level == 0 ? ref _lowestCloser : ref _highestCloser;

    /// <summary>Puts an order behind another; -1: in front.</summary>
    private void Link(ref Level level, int slot, int behind)
    {
        ref var order = ref pool.Hot[slot];
        order.Previous = behind;
        order.Next = behind == None ? level.First : pool.Hot[behind].Next;
        if (behind == None)
            level.First = slot;
        else
            pool.Hot[behind].Next = slot;
        if (order.Next == None)
            level.Last = slot;
        else
            pool.Hot[order.Next].Previous = slot;
    }
}
