// What happened in the market: blittable, packed, in the past tense.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>What may be done in an instrument now.</summary>
public enum TradingPhase : byte
{
    /// <summary>Nothing trades, no orders are taken.</summary>
    Closed = 0,

    /// <summary>Orders collect for the opening call auction.</summary>
    Auction = 1,

    /// <summary>Orders match as they come.</summary>
    Continuous = 2,

    /// <summary>A break: orders stay, can be cancelled, none are taken.</summary>
    Pause = 3,

    /// <summary>Orders collect for the closing call auction.</summary>
    ClosingAuction = 4,

    /// <summary>Orders collect after a price would have left the dynamic band.</summary>
    VolatilityAuction = 5,

    /// <summary>Orders collect before trading resumes after a halt.</summary>
    ResumptionAuction = 6,

    /// <summary>Halted by an operator or a rule: orders stay and can be cancelled.</summary>
    Halted = 7,

    /// <summary>Orders may leave and nothing else, until an operator says otherwise.</summary>
    CancelOnly = 8,
}

/// <summary>What follows from a phase.</summary>
public static class TradingPhases
{
    /// <summary>Orders collect and are matched at a single price when the phase ends.</summary>
    public static bool IsAuction(this TradingPhase phase) =>
        phase
            is TradingPhase.Auction
                or TradingPhase.ClosingAuction
                or TradingPhase.VolatilityAuction
                or TradingPhase.ResumptionAuction;

    /// <summary>Orders are taken.</summary>
    public static bool TakesOrders(this TradingPhase phase) => phase == TradingPhase.Continuous || phase.IsAuction();
}

/// <summary>Why an instrument's phase changed.</summary>
public enum StateCause : byte
{
    None = 0,
    Calendar = 1,
    Operator = 2,

    /// <summary>A trade would have left the dynamic band.</summary>
    DynamicBand = 3,

    /// <summary>An auction of set length is over.</summary>
    AuctionEnded = 4,

    /// <summary>Limit-locked after the last step of the ladder.</summary>
    LimitLadder = 5,
}

/// <summary>Where a trade's price comes from.</summary>
public enum TradeOrigin : byte
{
    None = 0,
    Continuous = 1,
    Auction = 2,

    /// <summary>A leg whose price is that of an outright order.</summary>
    Implied = 3,

    /// <summary>A leg of a spread that traded against a spread: its price is agreed, not discovered; neither last price nor settlement heed it.</summary>
    SpreadLeg = 4,
}

/// <summary>What happened to one order of the visible book.</summary>
public enum BookAction : byte
{
    None = 0,

    /// <summary>At the back of its price (closing orders at the limit price: behind the closing ones).</summary>
    Added = 1,

    /// <summary>Other lots, same place.</summary>
    Changed = 2,
    Removed = 3,
}

/// <summary>Why an order left the book without trading in full.</summary>
public enum CancelReason : byte
{
    None = 0,
    ByParticipant = 1,

    /// <summary>The rest of a market or fill-and-kill order that found no more.</summary>
    Unfilled = 2,
    EndOfDay = 3,
    Expiry = 4,

    /// <summary>It would have met an order of its own control group.</summary>
    SelfMatch = 5,

    /// <summary>Price or stop price lies outside the new day's limits.</summary>
    OutsideLimits = 6,

    /// <summary>The auction that it was for is over.</summary>
    AuctionOver = 7,
    MassCancel = 8,

    /// <summary>The market maker's protection took the quotes off.</summary>
    Protection = 9,

    /// <summary>Close-only, and there is nothing left that it could close.</summary>
    NothingToClose = 10,

    /// <summary>A newer quote took its place.</summary>
    Replaced = 11,
}

/// <summary>How a settlement price came about, best evidence first; the step's number in the contract.</summary>
public enum SettlementTier : byte
{
    None = 0,
    VolumeWeighted = 1,

    /// <summary>The market closed with orders at the limit on one side only: the limit price.</summary>
    LimitLocked = 2,

    /// <summary>The middle of best bid, best ask and the previous settlement at the close.</summary>
    MiddleOfQuotes = 3,

    /// <summary>Moved by the percentage of the nearest earlier month that traded.</summary>
    MoveOfNearestMonth = 4,
    Previous = 5,
}

/// <summary>The chart of accounts (codes of the clearing rules).</summary>
public enum LedgerCode : ushort
{
    None = 0,
    BankCash = 1000,
    ClientCash = 2000,
    ClientMargin = 2010,
    VariationSuspense = 2200,
    FeeSuspense = 2220,
    FeeIncome = 4000,
}

/// <summary>What a posting is for.</summary>
public enum PostingReason : byte
{
    None = 0,
    Deposit = 1,
    Withdrawal = 2,
    Fee = 3,
    VariationMargin = 4,
    FinalSettlement = 5,
    InitialMargin = 6,
}

/// <summary>A command other than an order was refused; nothing changed.</summary>
/// <param name="Given">The offending value, where it is a number.</param>
/// <param name="Limit">What was allowed, where it is a number.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CommandRefused(MessageKind Command, RejectReason Reason, long Given, long Limit);

[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct PhaseChanged(int Calendar, TradingDate Day, TradingPhase Phase);

/// <summary>The single price of a call auction. Lots zero: nothing crossed.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct AuctionUncrossed(
    InstrumentId Instrument,
    Price Price,
    Quantity Quantity,
    long Surplus = 0,
    long Sequence = 0
);

[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct OrderAccepted(
    OrderId Order,
    AccountId Account,
    InstrumentId Instrument,
    Side Side,
    OrderType Type,
    TimeInForce TimeInForce,
    Price Price,
    Quantity Quantity,
    ClientOrderId ClientOrderId,
    OrderFlags Flags = OrderFlags.None,
    SelfMatch SelfMatch = SelfMatch.AsContract,
    Price StopPrice = default,
    Quantity Display = default,
    Quantity Minimum = default,
    TradingDate Expires = default
);

/// <param name="Given">The offending value (ticks, lots, minor units) where it is a number.</param>
/// <param name="Limit">The nearest value that would have been taken, or the limit that was crossed.</param>
/// <param name="Original">For a repeated client order id, the order that first carried it; else zero.</param>
/// <param name="Field">The field that the refusal is about.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct OrderRejected(
    AccountId Account,
    InstrumentId Instrument,
    ClientOrderId ClientOrderId,
    RejectReason Reason,
    long Given,
    long Limit,
    OrderId Original,
    OrderField Field = OrderField.None
);

[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct OrderCancelled(
    OrderId Order,
    AccountId Account,
    InstrumentId Instrument,
    Quantity Remaining,
    CancelReason Reason
);

/// <summary>One trade, novated: the house stands between buyer and seller.</summary>
/// <param name="Aggressor">The side that came in; None in an auction.</param>
/// <param name="Sequence">The instrument's market data sequence.</param>
/// <param name="BuyerOpened">Lots by which the buyer's position grew; the others closed a short one.</param>
/// <param name="SellerOpened">Lots by which the seller's position grew; the others closed a long one.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct Traded(
    TradeId Trade,
    InstrumentId Instrument,
    Price Price,
    Quantity Quantity,
    OrderId BuyOrder,
    AccountId Buyer,
    Money BuyerFee,
    OrderId SellOrder,
    AccountId Seller,
    Money SellerFee,
    Side Aggressor,
    TradeOrigin Origin = TradeOrigin.None,
    Quantity BuyerOpened = default,
    Quantity SellerOpened = default,
    long Sequence = 0
);

/// <summary>The visible book changed by one order: order-by-order market data (L3). Depth and best follow from it.</summary>
/// <param name="Sequence">The instrument's market data sequence: rises by one with each BookChanged, Traded, SpreadTraded,
/// StateChanged, IndicativeChanged and AuctionUncrossed of the instrument.</param>
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

/// <param name="Balance">Free cash (2000) after it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CashMoved(
    AccountId Account,
    Currency Currency,
    Money Amount,
    Money Balance,
    Name24 Reference
);

[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct PrintTaken(
    Name24 Index,
    TradingDate Day,
    long Value,
    byte Decimals,
    byte Tier,
    long PrintSequence
);

/// <summary>The day's settlement price and what it rests on.</summary>
/// <param name="TicksTimesLots">Sum over the day's trades of ticks times lots (the exact numerator).</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SettlementPriceSet(
    InstrumentId Instrument,
    TradingDate Day,
    Price Price,
    Price Previous,
    SettlementTier Tier,
    Quantity Volume,
    Quantity OpenInterest,
    Int128 TicksTimesLots
);

/// <summary>The price at which a contract month ends: the mean of its prints.</summary>
/// <param name="Value">Final price times 10^Decimals.</param>
/// <param name="Prints">How many prints were averaged.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct FinalPriceSet(
    InstrumentId Instrument,
    TradingDate Day,
    long Value,
    byte Decimals,
    int Prints
);

/// <summary>One posting: the amount leaves the debited account's favour and enters the credited one's. Always above zero.</summary>
/// <param name="Journal">Postings of one journal belong together; rising.</param>
/// <param name="DebitOwner">Account whose ledger account is debited; zero for the house.</param>
/// <param name="CreditOwner">Account whose ledger account is credited; zero for the house.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct Posted(
    long Journal,
    LedgerCode Debit,
    AccountId DebitOwner,
    LedgerCode Credit,
    AccountId CreditOwner,
    Currency Currency,
    Money Amount,
    InstrumentId Instrument,
    PostingReason Reason
);

/// <param name="Lots">Net position at the close.</param>
/// <param name="Amount">Gain (above zero) or loss of the day, fees not counted.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct VariationPaid(
    AccountId Account,
    InstrumentId Instrument,
    TradingDate Day,
    Quantity Lots,
    Money Amount
);

/// <param name="Required">Initial margin of all positions in the currency after settlement.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MarginRequired(AccountId Account, Currency Currency, TradingDate Day, Money Required);

[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MarginCalled(AccountId Account, Currency Currency, TradingDate Day, Money Shortfall);

[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct InstrumentExpired(InstrumentId Instrument, TradingDate Day);

[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct DaySettled(int Calendar, TradingDate Day, ulong Digest);

[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct DayOpened(int Calendar, TradingDate Day);

/// <summary>The prices that are taken today, both included.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct BandSet(InstrumentId Instrument, TradingDate Day, Price Reference, Price Low, Price High);
