// What the order books ask and tell: an order as it enters, and the reports of what became of it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Matching;

/// <summary>An order as it enters a book.</summary>
/// <param name="Order">Its number: above zero, rising, never used twice.</param>
/// <param name="Owner">Whose it is, in the caller's own numbering; only handed back.</param>
/// <param name="Group">Control group for self-matching; equal numbers do not meet.</param>
/// <param name="Price">Limit in ticks; zero for types without one.</param>
/// <param name="Lots">All lots, hidden ones included.</param>
/// <param name="StopPrice">Ticks; zero for types without one.</param>
/// <param name="Display">Visible lots of an iceberg; zero: all.</param>
/// <param name="Minimum">Lots that must trade at once; zero: none.</param>
/// <param name="Expires">Last trading day of a good-till-date order.</param>
/// <param name="Session">Who brought it, in the caller's own numbering; only kept.</param>
public readonly record struct OrderEntry(
    OrderId Order,
    InstrumentId Instrument,
    int Owner,
    int Group,
    Side Side,
    OrderType Type,
    TimeInForce TimeInForce,
    Price Price,
    long Lots,
    OrderFlags Flags = OrderFlags.None,
    SelfMatch SelfMatch = SelfMatch.AsContract,
    Price StopPrice = default,
    long Display = 0,
    long Minimum = 0,
    TradingDate Expires = default,
    int Session = 0
);

/// <summary>Why something is refused: the first reason that holds, what was given, and the limit or nearest valid
/// value.</summary>
public readonly record struct Refusal(RejectReason Reason, OrderField Field, long Given, long Limit)
{
    public bool IsNone => Reason == RejectReason.None;
}

/// <summary>One side of a match.</summary>
/// <param name="Limit">The limit at which it rested; of an incoming order its own limit.</param>
/// <param name="Left">Lots that it has left, hidden ones included.</param>
/// <param name="Rested">True: it was in the book; false: it came in.</param>
/// <param name="Spread">The spread whose order this is; zero: an outright order.</param>
public readonly record struct MatchSide(
    OrderId Order,
    int Owner,
    OrderFlags Flags,
    Price Limit,
    long Left,
    bool Rested,
    InstrumentId Spread = default
);

/// <summary>Two orders meet.</summary>
/// <param name="Sequence">The instrument's market data sequence.</param>
/// <param name="Aggressor">The side that came in; None in an auction.</param>
public readonly record struct Match(
    InstrumentId Instrument,
    long Sequence,
    Price Price,
    long Lots,
    TradeOrigin Origin,
    Side Aggressor,
    MatchSide Buyer,
    MatchSide Seller
);

/// <summary>Hears what the books do, in order, while they do it. A struct, so that the calls are direct.</summary>
public interface IMatchingReports
{
    void Traded(in Match match);

    /// <summary>The visible book changed.</summary>
    void BookChanged(in BookChanged change);

    /// <summary>What is left of an order stays: in the book or asleep.</summary>
    void Stayed(in LiveOrder order);

    /// <summary>A live order was taken off to enter again: a woken stop, an amendment.</summary>
    void Lifted(in LiveOrder order);

    /// <summary>An order is gone.</summary>
    /// <param name="order">As it was; <see cref="LiveOrder.Lots"/> did not trade.</param>
    /// <param name="stayed">It had stayed before; false: it had only come in.</param>
    void Left(in LiveOrder order, CancelReason reason, bool stayed);

    /// <summary>An order became smaller without trading.</summary>
    /// <param name="order">As it is now.</param>
    void Reduced(in LiveOrder order, long by, CancelReason reason, bool stayed);

    /// <summary>A stop enters because a trade reached its stop price.</summary>
    void Elected(in LiveOrder order, Price trigger);

    void Uncrossed(InstrumentId instrument, long sequence, Price price, long lots, long surplus);

    void Indicated(in IndicativeChanged indication);

    /// <summary>A trade would have left the dynamic band: the book is now in a volatility auction.</summary>
    void Interrupted(InstrumentId instrument);

    /// <summary>A spread traded; the matches of its legs follow.</summary>
    void SpreadTraded(in SpreadTraded trade, in MatchSide buyer, in MatchSide seller);
}
