// What the plain twin of the matching engine is made of: orders in sorted lists, nothing clever.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Unit.Market.Matching;

/// <summary>A live order of the twin.</summary>
internal sealed class PlainOrder(PlainBook book, OrderEntry entry)
{
    public PlainBook Book { get; } = book;

    public OrderEntry Entry { get; set; } = entry;

    public OrderPlace Place { get; set; }

    public long Visible { get; set; }

    public long Hidden { get; set; }

    public long Filled { get; set; }

    /// <summary>The price of the trade that first reached a stop.</summary>
    public long? Trigger { get; set; }

    /// <summary>Its place among the stops that were woken.</summary>
    public long Turn { get; set; }

    public long Number => Entry.Order.Value;

    public long Price => Entry.Price.Ticks;

    public long Lots => Visible + Hidden;

    public Side Side => Entry.Side;

    public bool IsStop => Entry.Type is OrderType.Stop or OrderType.StopLimit;

    public bool ClosesOnly => (Entry.Flags & OrderFlags.CloseOnly) != 0;

    public LiveOrder View() => ViewOf(Entry, Place, Lots, Visible, Filled);

    public static LiveOrder ViewOf(OrderEntry e, OrderPlace place, long lots, long visible, long filled) =>
        new(e, place, lots, visible, filled);
}

/// <summary>An order of the twin while it comes in.</summary>
internal sealed class PlainTaker(OrderEntry entry, SelfMatch mode, long filled)
{
    public OrderEntry Entry { get; set; } = entry;

    public SelfMatch Mode { get; } = mode;

    public long Limit { get; set; } = entry.Price.Ticks;

    public long Left { get; set; } = entry.Lots;

    public long Filled { get; set; } = filled;

    public CancelReason Ended { get; set; }

    public bool Interrupted { get; set; }

    public Side Side => Entry.Side;

    public bool Goes => Left > 0 && Ended == CancelReason.None && !Interrupted;

    public bool IsOwn(PlainOrder other) => Mode != SelfMatch.Allow && other.Entry.Group == Entry.Group;

    public LiveOrder View() => PlainOrder.ViewOf(Entry, OrderPlace.None, Left, Left, Filled);

    public MatchSide ToSide() => new(Entry.Order, Entry.Owner, Entry.Flags, new(Limit), Left, Rested: false);
}

/// <summary>A book of the twin: each side a list, best first.</summary>
internal sealed class PlainBook(InstrumentId id, MarketModel model, SpreadLegs? legs)
{
    public InstrumentId Id { get; } = id;

    public MarketModel Model { get; } = model;

    public SpreadLegs? Legs { get; } = legs;

    public TradingPhase Phase { get; set; }

    /// <summary>An auction collects, or was cut off.</summary>
    public bool Collected { get; set; }

    public long Low { get; set; }

    public long High { get; set; }

    public long Reference { get; set; }

    public long Last { get; set; }

    /// <summary>The last price as the order that is now coming in found it.</summary>
    public long Found { get; set; }

    public bool Traded { get; set; }

    public long Sequence { get; set; }

    public (long Price, long Lots, long Surplus) Indicated { get; set; }

    public List<PlainOrder> Bids { get; private set; } = [];

    public List<PlainOrder> Asks { get; private set; } = [];

    /// <summary>Everything that is alive and not in the book.</summary>
    public List<PlainOrder> Asleep { get; } = [];

    public PlainOrder? TopBid { get; set; }

    public PlainOrder? TopAsk { get; set; }

    public List<PlainOrder> Of(Side side) => side == Side.Buy ? Bids : Asks;

    public List<PlainOrder> Against(Side side) => side == Side.Buy ? Asks : Bids;

    public IEnumerable<PlainOrder> All() => Bids.Concat(Asks).Concat(Asleep).OrderBy(o => o.Number);

    public bool IsTop(PlainOrder order) => TopBid == order || TopAsk == order;

    /// <summary>Puts an order at its place: price, then (at the edges, where the model says so) closing ones, then
    /// time. True: it stands before others that were there.</summary>
    public bool Put(PlainOrder order, bool isFreshSlice)
    {
        var side = Of(order.Side);
        var at = side.FindIndex(other => StandsBefore(order, other));
        if (at < 0)
            at = side.Count;
        side.Insert(at, order);
        var alone = at == 0 && (side.Count == 1 || side[1].Price != order.Price);
        var steppedForward = at + 1 < side.Count && side[at + 1].Price == order.Price;
        if (!alone || isFreshSlice)
            return steppedForward;
        if (order.Side == Side.Buy)
            TopBid = order;
        else
            TopAsk = order;
        return steppedForward;
    }

    public void Remove(PlainOrder order)
    {
        if (order.Place == OrderPlace.Resting)
            Of(order.Side).Remove(order);
        else
            Asleep.Remove(order);
        if (TopBid == order)
            TopBid = null;
        if (TopAsk == order)
            TopAsk = null;
    }

    /// <summary>A new band: all keep their order, and closing ones step forward at the new edges.</summary>
    public void Move(long low, long high)
    {
        var (top, under) = (TopBid, TopAsk);
        var (bids, asks) = (Bids, Asks);
        (Low, High, Bids, Asks) = (low, high, [], []);
        foreach (var order in bids.Concat(asks))
            Put(order, isFreshSlice: true);
        (TopBid, TopAsk) = (top, under);
    }

    public bool IsClosingFirst(PlainOrder order) =>
        Model.ClosingFirstAtLimit && order.ClosesOnly && (order.Price == Low || order.Price == High);

    private bool StandsBefore(PlainOrder one, PlainOrder other)
    {
        if (one.Price != other.Price)
            return one.Side == Side.Buy ? one.Price > other.Price : one.Price < other.Price;
        return IsClosingFirst(one) && !IsClosingFirst(other);
    }
}
