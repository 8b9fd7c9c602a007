// What the clearing risk officer reads: the run, members, accounts, the trace of a margin, calls.
namespace Tokenbourse.Gateways.Http.Clearing;

/// <summary>What the figures of a document are made from.</summary>
/// <param name="Run">Trading day and sequence; the same run, the same figures.</param>
/// <param name="AsOf">Sequence of the last market event that is in it.</param>
/// <param name="Hash">Fingerprint of the machine's whole state: equal on every replica that applied the same
/// entries.</param>
public sealed record ClearingRunShape(
    string Run,
    string Time,
    long AsOf,
    string Hash,
    IReadOnlyList<SettledRunShape> Settled,
    IReadOnlyList<NextRunShape> Next
);

/// <summary>The newest settled day of a calendar.</summary>
public sealed record SettledRunShape(string Calendar, string Day, string Time, string Digest);

/// <summary>When a calendar's day is settled next.</summary>
public sealed record NextRunShape(string Calendar, string Day, string Due, string Phase, int StepsDone);

/// <summary>All members.</summary>
/// <param name="Balanced">The ledger sums to zero in every currency.</param>
public sealed record ClearingOverviewShape(
    ClearingRunShape Run,
    IReadOnlyList<ClearingTotalShape> Totals,
    IReadOnlyList<ClearingRowShape> Members,
    bool Balanced
);

/// <summary>A currency of the house.</summary>
/// <param name="Prefunded">The exchange's capital, its risk reserve and the members' contributions.</param>
/// <param name="CoverOne">What the largest member loses beyond margin in the worst case of the stress set.</param>
/// <param name="CoverTwo">The same of the two largest.</param>
/// <param name="UsePercent">Cover-2 of prefunded; null: nothing is prefunded.</param>
/// <param name="Ledger">Sum over the whole ledger: zero.</param>
public sealed record ClearingTotalShape(
    string Currency,
    string Margin,
    string Prefunded,
    string ExchangeCapital,
    string RiskReserve,
    string Contributions,
    string CoverOne,
    string CoverTwo,
    string WorstCase,
    string? UsePercent,
    string Ledger
);

/// <summary>A member or an account in one currency. Figures of a member are the sums over its accounts.</summary>
/// <param name="Member">Null: it clears with the house itself.</param>
/// <param name="Account">Null: the row is a member's.</param>
/// <param name="Margin">Initial margin that the lots held are asked now.</param>
/// <param name="WithOrders">The same with live orders.</param>
/// <param name="Variation">The day's result so far.</param>
/// <param name="AddOns">What of the margin is beyond the house's plain rate: mark-ups, liquidity, concentration,
/// floors.</param>
/// <param name="Pledged">Collateral other than cash, after haircuts.</param>
/// <param name="Counted">What of it covers margin.</param>
/// <param name="Cash">Cash and margin of the ledger.</param>
/// <param name="Excess">What may still be used; below zero: what is missing.</param>
/// <param name="Deficit">Sum of what accounts lack: no other account's excess covers it.</param>
/// <param name="StressLoss">Loss beyond margin in the worst case of the stress set.</param>
/// <param name="State">normal, deficit, call, restricted, or the stage of a default.</param>
public sealed record ClearingRowShape(
    int? Member,
    int? Account,
    string Name,
    string Kind,
    string Currency,
    string Margin,
    string WithOrders,
    string Variation,
    string AddOns,
    string Pledged,
    string Counted,
    string Cash,
    string Fund,
    string Excess,
    string Deficit,
    LimitUseShape? LimitUse,
    string StressLoss,
    string StressCase,
    string State,
    string? Deadline,
    int Accounts
);

/// <summary>The nearest limit.</summary>
/// <param name="Percent">Of the limit, one decimal; null: nothing is allowed.</param>
public sealed record LimitUseShape(string Symbol, string Side, long Lots, long Limit, string? Percent);

/// <summary>A member with its accounts.</summary>
public sealed record ClearingMemberShape(
    ClearingRunShape Run,
    int Member,
    string Name,
    string Kind,
    string State,
    IReadOnlyList<ClearingRowShape> Totals,
    IReadOnlyList<ClearingRowShape> Accounts,
    IReadOnlyList<ClearingPositionShape> Positions
);

/// <summary>What an account holds in a month.</summary>
/// <param name="Margin">What its lots alone are asked; null: several months are asked together.</param>
public sealed record ClearingPositionShape(
    int Account,
    string Symbol,
    string Currency,
    long LongLots,
    long ShortLots,
    string PreviousSettlement,
    string Last,
    string Variation,
    string? Margin
);

/// <summary>How an account's margin came about.</summary>
public sealed record MarginTraceShape(
    ClearingRunShape Run,
    int Account,
    string Name,
    int? Member,
    bool Hedge,
    string MarkUpPercent,
    IReadOnlyList<TraceCurrencyShape> Currencies
);

/// <summary>One currency of it: the lines and what is asked together come to what is required.</summary>
/// <param name="Together">What groups and priced months add, less what offsets take off.</param>
public sealed record TraceCurrencyShape(
    string Currency,
    string Required,
    string WithOrders,
    string Together,
    IReadOnlyList<TraceLineShape> Lines,
    IReadOnlyList<RuleTraceShape> Rules
);

/// <summary>One side of a month under the percentage rule.</summary>
public sealed record TraceLineShape(
    string Symbol,
    string Side,
    long Lots,
    string Price,
    string TickSize,
    string TickValue,
    string RatePercent,
    string AskedPercent,
    string AtHouse,
    string Amount,
    string Formula
);

/// <summary>A portfolio under a rule of scenarios.</summary>
/// <param name="Rule">span or scenarios.</param>
/// <param name="InForce">False: what the group would ask; nothing is charged by it.</param>
public sealed record RuleTraceShape(
    string Rule,
    bool InForce,
    string Group,
    int Version,
    string Total,
    IReadOnlyList<MarginPartShape> Parts,
    IReadOnlyList<ScenarioShape> Scenarios,
    IReadOnlyList<ScenarioCellsShape> Cells
);

/// <summary>A labelled amount.</summary>
/// <param name="Counted">Counted amounts add up to the total; the others tell how they came about.</param>
public sealed record MarginPartShape(string Code, bool Counted, string Unit, string Amount, string Evidence);

/// <summary>What the portfolio loses in a scenario; a gain is below zero.</summary>
/// <param name="Binding">The margin is this scenario's.</param>
public sealed record ScenarioShape(string Unit, int Number, string Meaning, string Loss, bool Binding);

/// <summary>What a month loses in each scenario of its unit, in their order.</summary>
public sealed record ScenarioCellsShape(string Symbol, string Unit, long NetLots, IReadOnlyList<string> Loss);

/// <summary>Margin calls, newest first.</summary>
/// <param name="IntradayMinutes">How long a call within the day is open; null: the house makes none.</param>
/// <param name="Short">Whom a run would call now, by account and currency.</param>
/// <param name="Runs">Runs within the day, newest first.</param>
public sealed record CallsBoardShape(
    ClearingRunShape Run,
    int? IntradayMinutes,
    IReadOnlyList<ShortRowShape> Short,
    IReadOnlyList<CallRunShape> Runs,
    IReadOnlyList<CallRowShape> Calls
);

/// <summary>An account that lacks money now (rule CAL-006).</summary>
/// <param name="Missing">What a call would ask for.</param>
/// <param name="Called">What an open call asks for; null: none is open.</param>
public sealed record ShortRowShape(
    int Account,
    string Name,
    int? Member,
    string Currency,
    string Missing,
    string? Called
);

/// <summary>A call.</summary>
/// <param name="Kind">clearing: a day's clearing opened it; intraday: a run within a day.</param>
/// <param name="State">issued, acknowledged, overdue or paid.</param>
/// <param name="Acknowledged">When somebody last said to have seen it; null: nobody has.</param>
/// <param name="Person">Who.</param>
/// <param name="SeenAmount">What it stood at then.</param>
public sealed record CallRowShape(
    int Account,
    string Name,
    int? Member,
    string Currency,
    string Day,
    string Amount,
    string Issued,
    string Deadline,
    string Kind,
    string State,
    string? Acknowledged,
    string? Person,
    string? SeenAmount,
    string? Missed,
    string? Ended,
    bool Restricted
);
