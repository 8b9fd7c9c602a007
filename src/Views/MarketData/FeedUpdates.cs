// What the public market data feed tells of one instrument, one number each.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.MarketData;

/// <summary>One item of an instrument's feed.</summary>
/// <param name="Sequence">The instrument's market data sequence: rises by one from 1, no gaps.</param>
public abstract record FeedUpdate(long Sequence, Instant Time);

/// <summary>One order of the visible book came, changed or left: L3, with what it makes of the price (L2) and of the
/// best (L1).</summary>
public sealed record BookUpdate(long Sequence, Instant Time, BookDelta Delta) : FeedUpdate(Sequence, Time);

/// <summary>A trade, of a month or of a spread.</summary>
public sealed record TradeUpdate(Instant Time, TapeTrade Trade) : FeedUpdate(Trade.Sequence, Time);

/// <summary>An auction found its price. Lots zero: nothing crossed.</summary>
/// <param name="Surplus">Bought less sold at that price; below zero: more was sold.</param>
public sealed record UncrossingUpdate(long Sequence, Instant Time, Price Price, long Lots, long Surplus)
    : FeedUpdate(Sequence, Time);

/// <summary>What the auction would trade now.</summary>
public sealed record IndicationUpdate(long Sequence, Instant Time, Indication Indication) : FeedUpdate(Sequence, Time);

/// <summary>The phase changed.</summary>
public sealed record StateUpdate(long Sequence, Instant Time, InstrumentState State) : FeedUpdate(Sequence, Time);

/// <summary>What an auction would trade.</summary>
/// <param name="Lots">Zero: nothing crosses; the price is then the reference.</param>
/// <param name="Surplus">Bought less sold at that price; below zero: more is sold.</param>
public readonly record struct Indication(Price Price, long Lots, long Surplus);

/// <summary>What may be done in an instrument, and why.</summary>
/// <param name="Until">When an auction of set length ends; null: open.</param>
/// <param name="Note">An operator's words; else empty.</param>
/// <param name="Since">When it became so.</param>
public readonly record struct InstrumentState(
    TradingPhase Phase,
    StateCause Cause,
    Instant? Until,
    string Note,
    Instant Since
);

/// <summary>One trade as published.</summary>
/// <param name="Trade">Its number; zero for a spread, whose legs have numbers.</param>
/// <param name="Sequence">Of the instrument's market data.</param>
/// <param name="Aggressor">The side that came in; None in an auction.</param>
/// <param name="BuyerOpened">Lots by which the buyer's position grew.</param>
/// <param name="SellerOpened">Lots by which the seller's position grew.</param>
public readonly record struct TapeTrade(
    TradeId Trade,
    long Sequence,
    Instant Time,
    Price Price,
    long Lots,
    Side Aggressor,
    TradeOrigin Origin,
    TradeNature Nature,
    long BuyerOpened,
    long SellerOpened
)
{
    public static TapeTrade Of(in Traded trade, Instant time) =>
        new(
            trade.Trade,
            trade.Sequence,
            time,
            trade.Price,
            trade.Quantity.Lots,
            trade.Aggressor,
            trade.Origin,
            TradeNatures.Of(trade),
            trade.BuyerOpened.Lots,
            trade.SellerOpened.Lots
        );

    public static TapeTrade Of(in SpreadTraded trade, Instant time) =>
        new(
            default,
            trade.Sequence,
            time,
            trade.Price,
            trade.Lots.Lots,
            trade.Aggressor,
            trade.Origin,
            TradeNature.None,
            0,
            0
        );
}
