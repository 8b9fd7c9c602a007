// What happened in the market: blittable, packed, in the past tense.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

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

    /// <summary>It would have brought more lots to a side on which its trader is above a position limit.</summary>
    OverLimit = 12,

    /// <summary>Its account missed a margin call and may only close.</summary>
    Restricted = 13,

    /// <summary>It stood in the way of closing by force.</summary>
    Liquidation = 14,

    /// <summary>The member of its account is in default.</summary>
    MemberDefault = 20,

    /// <summary>The session that placed it has ended.</summary>
    SessionOver = 21,

    /// <summary>Its account was not heard of in time.</summary>
    DeadMan = 22,
    KillSwitch = 23,
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

    /// <summary>Moved by the percentage of the nearest earlier month that traded, from its average before that was
    /// cut to the tick.</summary>
    MoveOfNearestAverage = 6,

    /// <summary>Changed by as many ticks as the nearest month that traded.</summary>
    ChangeOfNearestMonth = 7,

    /// <summary>The average of the last hour of trading time that had trades.</summary>
    LastHour = 8,

    /// <summary>The average of the window before the close.</summary>
    ClosingWindow = 9,

    /// <summary>The last trade, or the quote that it lies beyond.</summary>
    LastTrade = 10,

    /// <summary>Changed by as many ticks as the next month towards the lead month.</summary>
    ChangeOfPrecedingMonth = 11,

    /// <summary>From settled months by the averages of the spreads to them.</summary>
    SpreadImplied = 12,

    /// <summary>Set by hand, by two people; no step of a contract.</summary>
    Manual = 13,
}

/// <summary>The chart of accounts (codes of the clearing rules).</summary>
public enum LedgerCode : ushort
{
    None = 0,
    BankCash = 1000,

    /// <summary>Money on its way between banks: always zero here, since money is posted when the bank has moved it
    /// (rule CSH-004).</summary>
    PaymentsInTransit = 1010,
    ClientCash = 2000,
    ClientMargin = 2010,

    /// <summary>Asked out and not yet paid.</summary>
    WithdrawalPending = 2040,

    /// <summary>Set aside for bids and offers of the spot market. No part of an account's balance (rule
    /// SPT-007).</summary>
    SpotReserve = 2050,

    /// <summary>What issuers have deposited for certificates. No part of an account's balance.</summary>
    SpotCollateral = 2060,
    VariationSuspense = 2200,
    FeeSuspense = 2220,

    /// <summary>What buyers have prepaid for certificates and nobody has delivered yet; the house holds it.</summary>
    SpotEscrow = 2250,

    /// <summary>A member's contribution to the default fund; its house account owns it.</summary>
    DefaultFund = 2300,
    ExchangeCapital = 3000,
    RiskReserve = 3010,
    FeeIncome = 4000,
    Penalties = 4010,

    /// <summary>What defaults have left uncovered; zero once allocated.</summary>
    DefaultLoss = 5000,
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

    /// <summary>Between free cash and withdrawals pending.</summary>
    WithdrawalPending = 10,

    /// <summary>Cash of an account: it bore a part of a default's loss, or what it lacked was covered.</summary>
    DefaultLoss = 30,

    /// <summary>Contributions and layers of the exchange: paid in or out, or used. No part of an account's
    /// balance.</summary>
    DefaultFund = 31,

    /// <summary>What was wrong in a closed day.</summary>
    Correction = 40,

    /// <summary>Between free cash and what is set aside for the spot market.</summary>
    SpotReserve = 50,

    /// <summary>A buyer's prepayment into escrow.</summary>
    SpotPrepayment = 51,

    /// <summary>An issuer's collateral: deposited, or back.</summary>
    SpotCollateral = 52,

    /// <summary>Out of escrow to whoever delivered.</summary>
    SpotPayment = 53,

    /// <summary>Out of escrow back to the owner.</summary>
    SpotRefund = 54,

    /// <summary>Out of an issuer's collateral, for what it failed to deliver.</summary>
    SpotPenalty = 55,

    /// <summary>The invoice of a supply contract: from the buyer to the house, from the house to the seller.</summary>
    SupplyPayment = 56,
}

/// <summary>Facts of ledger codes.</summary>
public static class LedgerCodes
{
    /// <summary>Money that an account's balance does not count: contributions to the default fund, and what is set
    /// aside for the spot market.</summary>
    public static bool IsOutsideBalance(this LedgerCode code) =>
        code is LedgerCode.DefaultFund or LedgerCode.SpotReserve or LedgerCode.SpotCollateral or LedgerCode.SpotEscrow;
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

/// <summary>One posting: the amount leaves the debited account's favour and enters the credited one's. Always above
/// zero.</summary>
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
