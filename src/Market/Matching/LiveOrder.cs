// A live order as callers see it: a copy of what the books keep of it, put into words only where it is asked.
using System.Runtime.CompilerServices;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Matching;

/// <summary>Where a live order is.</summary>
public enum OrderPlace : byte
{
    None = 0,

    /// <summary>In the book.</summary>
    Resting = 1,

    /// <summary>A stop that no trade has reached.</summary>
    Stop = 2,

    /// <summary>Waiting for the closing auction.</summary>
    AtTheClose = 3,

    /// <summary>A stop that was reached while nothing could match.</summary>
    Woken = 4,
}

/// <summary>A live order as it was when it was looked at. Equal when all that it says is equal.</summary>
public readonly struct LiveOrder : IEquatable<LiveOrder>
{
    // As the pool has them: two plain copies cost less than a dozen fields that nobody reads.
    private readonly HotOrder _hot;
    private readonly ColdOrder _cold;
    private readonly long _low;

    /// <param name="low">Ticks of level 0 of its book.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal LiveOrder(in HotOrder hot, in ColdOrder cold, long low) => (_hot, _cold, _low) = (hot, cold, low);

    public LiveOrder(in OrderEntry entry, OrderPlace place, long lots, long visible, long filled)
    {
        _hot = new()
        {
            Order = entry.Order,
            Book = checked((ushort)entry.Instrument.Value),
            Owner = entry.Owner,
            Side = entry.Side,
            Place = place,
            // Both prices from the limit, that the smaller of the two numbers is kept.
            Level = checked((int)(entry.StopPrice.Ticks - entry.Price.Ticks)),
            Visible = checked((int)visible),
        };
        _cold = new()
        {
            Limit = 0,
            Group = entry.Group,
            Hidden = checked((int)(lots - visible)),
            Display = checked((int)entry.Display),
            Filled = checked((int)filled),
            Expires = entry.Expires.Days,
            Type = entry.Type,
            TimeInForce = entry.TimeInForce,
            Flags = entry.Flags,
            SelfMatch = entry.SelfMatch,
        };
        _low = entry.Price.Ticks;
    }

    public OrderId Order => _hot.Order;

    public InstrumentId Instrument => new(_hot.Book);

    public int Owner => _hot.Owner;

    public int Group => _cold.Group;

    public Side Side => _hot.Side;

    public OrderType Type => _cold.Type;

    public TimeInForce TimeInForce => _cold.TimeInForce;

    public OrderFlags Flags => _cold.Flags;

    public SelfMatch SelfMatch => _cold.SelfMatch;

    public OrderPlace Place => _hot.Place;

    /// <summary>Its limit; zero for a stop without one.</summary>
    public Price Price => _cold.Limit == ColdOrder.NoLimit ? default : new(_low + _cold.Limit);

    /// <summary>Of a stop that has not come to rest; else zero.</summary>
    public Price StopPrice =>
        Type is OrderType.Stop or OrderType.StopLimit && Place != OrderPlace.Resting ? new(_low + _hot.Level) : default;

    /// <summary>Lots that have not traded, hidden ones included.</summary>
    public long Lots => _hot.Visible + (long)_cold.Hidden;

    public long Visible => _hot.Visible;

    /// <summary>Visible lots of an iceberg; zero: all.</summary>
    public long Display => _cold.Display;

    /// <summary>Lots that have traded.</summary>
    public long Filled => _cold.Filled;

    /// <summary>Last trading day of a good-till-date order.</summary>
    public TradingDate Expires => new(_cold.Expires);

    /// <summary>The price at which its fee is frozen (rule STP-003).</summary>
    public Price FrozenAt => Type == OrderType.Stop && Place is OrderPlace.Stop or OrderPlace.Woken ? StopPrice : Price;

    /// <summary>It is in no book yet, and others do not see it.</summary>
    public bool Sleeps => Place is OrderPlace.Stop or OrderPlace.AtTheClose or OrderPlace.Woken;

    public static bool operator ==(in LiveOrder a, in LiveOrder b) => a.Equals(b);

    public static bool operator !=(in LiveOrder a, in LiveOrder b) => !a.Equals(b);

    /// <summary>As it would enter again with this limit and so many lots.</summary>
    public OrderEntry Entry(OrderType type, Price price, long lots) =>
        new(
            Order,
            Instrument,
            Owner,
            Group,
            Side,
            type,
            TimeInForce,
            price,
            lots,
            Flags,
            SelfMatch,
            StopPrice,
            Display,
            Expires: Expires
        );

    public bool Equals(LiveOrder other) => Words() == other.Words();

    public override bool Equals(object? obj) => obj is LiveOrder other && Equals(other);

    public override int GetHashCode() => Order.GetHashCode();

    public override string ToString() => $"{Words().Entry} {Words().Whereabouts}";

    /// <summary>The same with no lots left.</summary>
    internal LiveOrder WithoutLots() => new(_hot with { Visible = 0 }, _cold with { Hidden = 0 }, _low);

    private (OrderEntry Entry, (OrderPlace, long, long) Whereabouts) Words() =>
        (Entry(Type, Price, Lots), (Place, Visible, Filled));
}
