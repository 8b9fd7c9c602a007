// One side of a visible book: prices in an array, the best one last, the orders of each price in their places.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.MarketData;

/// <summary>One price of one side.</summary>
public readonly record struct DepthLevel(Price Price, long Lots, int Orders);

/// <summary>An order as everyone sees it.</summary>
/// <param name="Lots">Visible lots.</param>
public readonly record struct VisibleOrder(OrderId Order, Price Price, long Lots);

/// <summary>Places of orders by number. Orders hang on their price in both directions; -1 ends a list.</summary>
internal struct BookPlace
{
    public OrderId Order;
    public Price Price;
    public Side Side;
    public long Lots;
    public int Next;
    public int Previous;
}

/// <summary>The prices of one side.</summary>
internal sealed class BookSide(Side side)
{
    public const int None = -1;
    private Level[] _levels = new Level[16];

    /// <summary>One price: its first and last place, and the last of those that were added in front.</summary>
    private struct Level
    {
        public long Key;
        public long Lots;
        public int Orders;
        public int First;
        public int Last;
        public int LastInFront;
    }

    /// <summary>Prices that have orders.</summary>
    public int Count { get; private set; }

    /// <summary>The level so many steps from the best.</summary>
    public DepthLevel At(int step)
    {
        ref readonly var level = ref _levels[Count - 1 - step];
        return new(PriceOf(level.Key), level.Lots, level.Orders);
    }

    public DepthLevel? Best => Count == 0 ? null : At(0);

    /// <summary>The level of a price; zero lots and orders when there is none.</summary>
    public DepthLevel Of(Price price)
    {
        var at = Find(KeyOf(price));
        return at < 0 ? new(price, 0, 0) : new(price, _levels[at].Lots, _levels[at].Orders);
    }

    /// <summary>The last place of a level that was added in front; <see cref="None"/> when none was.</summary>
    public int LastInFront(int step) => _levels[Count - 1 - step].LastInFront;

    /// <summary>Orders of a level in their places, the level so many steps from the best.</summary>
    public IEnumerable<int> Places(BookPlace[] places, int step)
    {
        for (var place = _levels[Count - 1 - step].First; place != None; place = places[place].Next)
            yield return place;
    }

    /// <summary>Puts a place at the back of its price, or <paramref name="inFront"/> behind the last one that was
    /// added in front. Gives the place that it stands behind; -1: it stands first.</summary>
    public int Add(BookPlace[] places, int place, bool inFront)
    {
        var key = KeyOf(places[place].Price);
        var at = Find(key);
        if (at < 0)
            at = Open(~at, key);
        ref var level = ref _levels[at];
        var behind = inFront ? level.LastInFront : level.Last;
        if (inFront)
            level.LastInFront = place;
        Link(places, ref level, place, behind);
        level.Orders++;
        level.Lots += places[place].Lots;
        return behind;
    }

    public void Change(Price price, long lots)
    {
        ref var level = ref _levels[Find(KeyOf(price))];
        level.Lots += lots;
        Must.Hold(level.Lots >= 0);
    }

    public void Remove(BookPlace[] places, int place)
    {
        var at = Find(KeyOf(places[place].Price));
        ref var level = ref _levels[at];
        // All before it were added in front too.
        if (level.LastInFront == place)
            level.LastInFront = places[place].Previous;
        Unlink(places, ref level, place);
        level.Orders--;
        level.Lots -= places[place].Lots;
        if (level.Orders > 0)
            return;
        Must.Hold(level.Lots == 0);
        Array.Copy(_levels, at + 1, _levels, at, Count - at - 1);
        Count--;
    }

    private static void Link(BookPlace[] places, ref Level level, int place, int behind)
    {
        ref var order = ref places[place];
        order.Previous = behind;
        order.Next = behind == None ? level.First : places[behind].Next;
        if (behind == None)
            level.First = place;
        else
            places[behind].Next = place;
        if (order.Next == None)
            level.Last = place;
        else
            places[order.Next].Previous = place;
    }

    private static void Unlink(BookPlace[] places, ref Level level, int place)
    {
        ref readonly var order = ref places[place];
        if (order.Previous == None)
            level.First = order.Next;
        else
            places[order.Previous].Next = order.Next;
        if (order.Next == None)
            level.Last = order.Previous;
        else
            places[order.Next].Previous = order.Previous;
    }

    private int Open(int at, long key)
    {
        if (Count == _levels.Length)
            Array.Resize(ref _levels, Count * 2);
        Array.Copy(_levels, at, _levels, at + 1, Count - at);
        _levels[at] = new()
        {
            Key = key,
            First = None,
            Last = None,
            LastInFront = None,
        };
        Count++;
        return at;
    }

    // Keys rise towards the better price, so that what changes most lies at the end.
    private int Find(long key)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_levels[middle].Key == key)
                return middle;
            if (_levels[middle].Key < key)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }

    private long KeyOf(Price price) => side == Side.Buy ? price.Ticks : -price.Ticks;

    private Price PriceOf(long key) => new(side == Side.Buy ? key : -key);
}
