// What the clearing house knows of everybody at one moment, as the machine itself has it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Figures;

/// <summary>A calendar: the day that trades now or opens next, and when that day is settled.</summary>
public sealed record CalendarFigures(
    int Number,
    string Id,
    TradingDate Day,
    TradingPhase Phase,
    int StepsDone,
    Instant SettlementDue
);

/// <summary>An outright month that has not ended.</summary>
/// <param name="Previous">The price that margin is asked at: the previous settlement, or the listing reference.</param>
/// <param name="Last">What the day's result is told at.</param>
/// <param name="RatePpm">The house's rate in force; hedge accounts have another.</param>
public sealed record MonthFigures(
    InstrumentId Instrument,
    string Symbol,
    ContractSpec Spec,
    ContractMonth Month,
    int Calendar,
    Price Previous,
    Price Last,
    int RatePpm,
    int HedgeRatePpm,
    bool LargerSide,
    bool Grouped,
    int LadderStep,
    long OpenInterest,
    long Volume,
    TradingDate LastDay
);

/// <summary>What an account holds in a month.</summary>
/// <param name="Result">Of the day at the last price: what a settlement there would pay or take.</param>
/// <param name="Margin">What its lots alone are asked; zero where several months are asked together.</param>
public readonly record struct HeldFigures(InstrumentId Instrument, long Longs, long Shorts, Money Result, Money Margin);

/// <summary>An account's money in one currency.</summary>
/// <param name="Cash">Free cash of the ledger.</param>
/// <param name="Margin">The margin account of the ledger: what the last settlement moved there.</param>
/// <param name="Pending">Asked out and not paid.</param>
/// <param name="Result">The day's result of all months.</param>
/// <param name="Required">What the lots held are asked now (rule MRG-001 and what follows it).</param>
/// <param name="WithOrders">The same with live orders counted in (rule RSK-002).</param>
/// <param name="Pledged">Collateral after haircuts.</param>
/// <param name="Counted">What of it covers margin.</param>
/// <param name="Free">What it may still use; below zero it lacks money.</param>
/// <param name="Fund">Its contribution to the default fund.</param>
public readonly record struct MoneyFigures(
    Currency Currency,
    Money Cash,
    Money Margin,
    Money Pending,
    Money Result,
    Money Required,
    Money WithOrders,
    Money Pledged,
    Money Counted,
    Money Free,
    Money Fund
);

/// <summary>An account, with the currencies in which it has anything.</summary>
/// <param name="Member">Null: it clears with the house itself.</param>
/// <param name="MarkUpPpm">What its member asks on top.</param>
public sealed record ClearedAccount(
    AccountId Account,
    string Name,
    string Role,
    bool Simulated,
    int? Member,
    bool IsHouse,
    bool IsHedge,
    bool IsTwoSided,
    int MarkUpPpm,
    bool Restricted,
    IReadOnlyList<MoneyFigures> Money,
    IReadOnlyList<HeldFigures> Held
);

/// <summary>A clearing member.</summary>
/// <param name="House">Its house account; null: it has none.</param>
/// <param name="Stage">Of its default; <see cref="DefaultStage.None"/>: it is in none.</param>
public sealed record MemberFigures(int Member, string Name, MemberKind Kind, AccountId? House, DefaultStage Stage);

/// <summary>The house's own layers in a currency, and the sum over the whole ledger, which is zero.</summary>
public sealed record LayerFigures(Currency Currency, Money ExchangeCapital, Money RiskReserve, Int128 LedgerSum);

/// <summary>Somebody's lots against the limit that counts for it.</summary>
public readonly record struct LimitFigures(
    TraderKind Kind,
    int Trader,
    InstrumentId Instrument,
    Side Side,
    long Lots,
    long Limit
);

/// <summary>A margin call that is open.</summary>
public readonly record struct CallFigures(
    AccountId Account,
    Currency Currency,
    TradingDate Day,
    Money Amount,
    Instant Deadline,
    bool Missed
);

/// <summary>Everything, in the order of accounts' and members' numbers.</summary>
public sealed record ClearingFigures(
    Instant Time,
    int Release,
    IReadOnlyList<CalendarFigures> Calendars,
    IReadOnlyList<MonthFigures> Months,
    IReadOnlyList<MemberFigures> Members,
    IReadOnlyList<ClearedAccount> Accounts,
    IReadOnlyList<LayerFigures> Layers,
    IReadOnlyList<LimitFigures> Limits,
    IReadOnlyList<CallFigures> Calls,
    DefaultRules? Default
);

/// <summary>One side of a month as the percentage rule charges it.</summary>
/// <param name="RatePpm">The house's for this account.</param>
/// <param name="AskedPpm">With its member's mark-up: what is charged.</param>
/// <param name="AtHouse">What the house's rate alone comes to.</param>
/// <param name="Amount">Lots times price times tick value times the rate asked, rounded up.</param>
public readonly record struct ChargedLots(
    InstrumentId Instrument,
    Side Side,
    long Lots,
    Price Base,
    int RatePpm,
    int AskedPpm,
    Money AtHouse,
    Money Amount
);

/// <summary>Lots that somebody might hold.</summary>
public readonly record struct AskedLots(InstrumentId Instrument, long Longs, long Shorts);
