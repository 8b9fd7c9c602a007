// Resting orders of one contract month: an array ladder over the day's price band, first come first served in each level.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Matching;

/// <summary>One match against a resting order.</summary>
/// <param name="Order">The order that rested.</param>
/// <param name="Limit">Its limit.</param>
/// <param name="Left">Its lots after the match.</param>
internal readonly record struct Fill(OrderId Order, AccountId Account, Price Limit, long Lots, long Left);

/// <summary>An order as it rests.</summary>
internal struct RestingOrder
{
    public OrderId Order;
    public AccountId Account;
    public Side Side;
    public int Level;
    public long Lots;
    public int Next;
    public int Previous;
}

/// <summary>The order book of one contract month. Prices outside the band never get here.</summary>
internal sealed class OrderBook
{
    private const int None = -1;
    private readonly Half _bids = new();
    private readonly Half _asks = new();
    private RestingOrder[] _orders = new RestingOrder[64];
    private int _free = None;
    private int _used;

    /// <summary>Ticks of level 0.</summary>
    public long Low { get; private set; }

    public int Levels { get; private set; }

    public int Count { get; private set; }

    /// <summary>The best bid; null when nobody bids.</summary>
    public Price? BestBid => _bids.Levels.AtOrBelow(Levels - 1) is >= 0 and var level ? new Price(Low + level) : null;

    /// <summary>The best ask; null when nobody offers.</summary>
    public Price? BestAsk => _asks.Levels.AtOrAbove(0) is >= 0 and var level ? new Price(Low + level) : null;

    /// <summary>Moves the ladder to a day's band, both ends included. The book must be empty.</summary>
    public void Open(Price low, Price high)
    {
        Must.Hold(Count == 0);
        Low = low.Ticks;
        Levels = checked((int)(high.Ticks - low.Ticks + 1));
        _bids.Resize(Levels);
        _asks.Resize(Levels);
        _free = None;
        _used = 0;
    }

    public ref readonly RestingOrder At(int slot) => ref _orders[slot];

    public Price PriceAt(int level) => new(Low + level);

    /// <summary>Lots resting at a level of one side.</summary>
    public long LotsAt(Side side, int level) => HalfOf(side).Lots[level];

    /// <summary>Adds an order behind all others of its price; returns its slot.</summary>
    public int Rest(OrderId order, AccountId account, Side side, Price price, long lots)
    {
        var slot = Take();
        var level = checked((int)(price.Ticks - Low));
        var half = HalfOf(side);
        ref var item = ref _orders[slot];
        item = new()
        {
            Order = order,
            Account = account,
            Side = side,
            Level = level,
            Lots = lots,
            Next = None,
            Previous = half.Last[level],
        };
        if (half.Last[level] == None)
        {
            half.First[level] = slot;
            half.Levels.Add(level);
        }
        else
        {
            _orders[half.Last[level]].Next = slot;
        }

        half.Last[level] = slot;
        half.Lots[level] += lots;
        Count++;
        return slot;
    }

    /// <summary>Takes an order off the book.</summary>
    public void Remove(int slot)
    {
        ref var item = ref _orders[slot];
        var half = HalfOf(item.Side);
        half.Lots[item.Level] -= item.Lots;
        if (item.Previous == None)
            half.First[item.Level] = item.Next;
        else
            _orders[item.Previous].Next = item.Next;
        if (item.Next == None)
            half.Last[item.Level] = item.Previous;
        else
            _orders[item.Next].Previous = item.Previous;
        if (half.First[item.Level] == None)
            half.Levels.Remove(item.Level);
        item.Lots = 0;
        item.Next = _free;
        _free = slot;
        Count--;
    }

    /// <summary>The resting order that an incoming one of this side meets next at its limit or better; None (-1) when there is none.</summary>
    public int Opposite(Side incoming, Price limit)
    {
        if (incoming == Side.Buy)
        {
            var ask = _asks.Levels.AtOrAbove(0);
            return ask >= 0 && Low + ask <= limit.Ticks ? _asks.First[ask] : None;
        }

        var bid = _bids.Levels.AtOrBelow(Levels - 1);
        return bid >= 0 && Low + bid >= limit.Ticks ? _bids.First[bid] : None;
    }

    /// <summary>The first in priority of a side: best price, then earliest; None (-1) when the side is empty.</summary>
    public int FirstOf(Side side)
    {
        var level = side == Side.Buy ? _bids.Levels.AtOrBelow(Levels - 1) : _asks.Levels.AtOrAbove(0);
        return level < 0 ? None : HalfOf(side).First[level];
    }

    /// <summary>The order after this one in its side's priority; None (-1) at the end.</summary>
    public int After(int slot)
    {
        ref readonly var item = ref _orders[slot];
        if (item.Next != None)
            return item.Next;
        var level =
            item.Side == Side.Buy ? _bids.Levels.AtOrBelow(item.Level - 1) : _asks.Levels.AtOrAbove(item.Level + 1);
        return level < 0 ? None : HalfOf(item.Side).First[level];
    }

    /// <summary>Reduces a resting order by what traded; it leaves the book at zero.</summary>
    public Fill Reduce(int slot, long lots)
    {
        ref var item = ref _orders[slot];
        Must.Hold(lots > 0 && lots <= item.Lots);
        var fill = new Fill(item.Order, item.Account, PriceAt(item.Level), lots, item.Lots - lots);
        if (fill.Left == 0)
        {
            Remove(slot);
        }
        else
        {
            item.Lots -= lots;
            HalfOf(item.Side).Lots[item.Level] -= lots;
        }

        return fill;
    }

    /// <summary>How many of so many lots an incoming order would find at its limit or better, and the last price it would reach.</summary>
    public (long Lots, Price Worst) Reach(Side incoming, Price limit, long lots)
    {
        var half = HalfOf(incoming.Opposite());
        var worst = limit;
        long found = 0;
        var level = incoming == Side.Buy ? half.Levels.AtOrAbove(0) : half.Levels.AtOrBelow(Levels - 1);
        while (level >= 0 && found < lots)
        {
            var price = PriceAt(level);
            if (incoming == Side.Buy ? price > limit : price < limit)
                break;
            worst = price;
            found += half.Lots[level];
            level = incoming == Side.Buy ? half.Levels.AtOrAbove(level + 1) : half.Levels.AtOrBelow(level - 1);
        }

        return (found < lots ? found : lots, worst);
    }

    private Half HalfOf(Side side) => side == Side.Buy ? _bids : _asks;

    private int Take()
    {
        if (_free != None)
        {
            var slot = _free;
            _free = _orders[slot].Next;
            return slot;
        }

        if (_used == _orders.Length)
            Array.Resize(ref _orders, _orders.Length * 2);
        return _used++;
    }

    /// <summary>One side's levels.</summary>
    private sealed class Half
    {
        public LevelSet Levels { get; } = new();

        public int[] First = [];
        public int[] Last = [];
        public long[] Lots = [];

        public void Resize(int levels)
        {
            Levels.Resize(levels);
            First = new int[levels];
            Last = new int[levels];
            Lots = new long[levels];
            Array.Fill(First, None);
            Array.Fill(Last, None);
        }
    }
}
