// What happened in the books: blittable, packed, in the past tense. Market data rests on these.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>The visible book changed by one order: order-by-order market data (L3). Depth and best follow from
/// it.</summary>
/// <param name="Sequence">The instrument's market data sequence: rises by one with each BookChanged, Traded,
/// SpreadTraded, StateChanged, IndicativeChanged and AuctionUncrossed of the instrument.</param>
/// <param name="Lots">Visible lots now; zero when removed.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct BookChanged(
    InstrumentId Instrument,
    long Sequence,
    OrderId Order,
    BookAction Action,
    Side Side,
    Price Price,
    Quantity Lots
);

/// <param name="Quantity">All lots of the order from now on.</param>
/// <param name="Remaining">Those that have not traded.</param>
/// <param name="KeptPlace">1: it stayed where it was; 0: it went to the back and may have traded.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct OrderAmended(
    OrderId Order,
    AccountId Account,
    InstrumentId Instrument,
    Price Price,
    Quantity Quantity,
    Quantity Remaining,
    byte KeptPlace
);

/// <summary>An order became smaller without trading (self-match decrement).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct OrderReduced(
    OrderId Order,
    AccountId Account,
    InstrumentId Instrument,
    Quantity By,
    Quantity Remaining,
    CancelReason Reason
);

/// <summary>A stop woke: a trade at <paramref name="Trigger"/> reached its stop price.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct OrderElected(OrderId Order, AccountId Account, InstrumentId Instrument, Price Trigger);

[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MassCancelled(AccountId Account, CancelScope Scope, int Orders);

[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ProtectionSet(
    AccountId Account,
    Name24 Contract,
    int WindowMilliseconds,
    Quantity MostLots
);

/// <param name="Lots">Lots of quotes that traded in the window.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ProtectionTriggered(AccountId Account, Name24 Contract, Quantity Lots);

/// <param name="Until">When an auction of set length ends; zero: open.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct StateChanged(
    InstrumentId Instrument,
    long Sequence,
    TradingPhase Phase,
    StateCause Cause,
    Instant Until,
    Name24 Note
);

/// <summary>What the auction would trade now.</summary>
/// <param name="Lots">Zero: nothing crosses; the price is then the reference.</param>
/// <param name="Surplus">Bought less sold at that price; below zero: more is sold.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct IndicativeChanged(
    InstrumentId Instrument,
    long Sequence,
    Price Price,
    Quantity Lots,
    long Surplus
);

/// <summary>A spread traded; its legs follow as trades of their instruments.</summary>
/// <param name="Sequence">Of the spread's own market data.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SpreadTraded(
    InstrumentId Instrument,
    long Sequence,
    Price Price,
    Quantity Lots,
    OrderId BuyOrder,
    OrderId SellOrder,
    Side Aggressor,
    TradeOrigin Origin
);

/// <summary>The market closed locked at a limit, or no longer is.</summary>
/// <param name="Side">Buy: at the upper limit; Sell: at the lower; None: not locked.</param>
/// <param name="Step">Steps of the ladder that the next day's band is wider by.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct LimitLockSet(InstrumentId Instrument, TradingDate Day, Side Side, int Step);
