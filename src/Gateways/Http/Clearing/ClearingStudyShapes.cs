// What the clearing risk officer asks: other portfolios, stress, coverage, concentration, a default, the ledger.
namespace Tokenbourse.Gateways.Http.Clearing;

/// <summary>A portfolio's margin before and after.</summary>
/// <param name="Account">Whose mark-up, hedge rate and netting hold; null: nobody's.</param>
public sealed record WhatIfShape(
    ClearingRunShape Run,
    int? Account,
    IReadOnlyList<WhatIfRowShape> Rows,
    IReadOnlyList<WhatIfCurrencyShape> Currencies
);

/// <summary>Lots of the request as they were read.</summary>
public sealed record WhatIfRowShape(string Symbol, string Side, long Lots, string PreviousSettlement);

/// <summary>Rules side by side.</summary>
public sealed record WhatIfCurrencyShape(
    string Currency,
    IReadOnlyList<WhatIfRuleShape> Rules,
    IReadOnlyList<RuleTraceShape> After
);

/// <summary>What a rule asks.</summary>
/// <param name="Rule">in force, span or scenarios.</param>
public sealed record WhatIfRuleShape(string Rule, bool InForce, string Before, string After, string Difference);

/// <summary>Losses beyond margin against what is prefunded.</summary>
public sealed record StressShape(ClearingRunShape Run, IReadOnlyList<StressCurrencyShape> Currencies);

/// <summary>One currency.</summary>
/// <param name="Worst">Place of the case with the largest Cover-2.</param>
/// <param name="Fund">What the fund would have to be (cover two).</param>
public sealed record StressCurrencyShape(
    string Currency,
    string Prefunded,
    int Worst,
    IReadOnlyList<StressCaseShape> Cases,
    IReadOnlyList<ReverseStressShape> Reverse,
    string Fund,
    string Skin,
    IReadOnlyList<StressMemberShape> Contributions
);

/// <summary>One case of one scenario.</summary>
/// <param name="Kind">hypothetical: of the rulebook's stress set; historical: the moves of a settled day.</param>
/// <param name="Covered">Cover-2 is not above what is prefunded.</param>
public sealed record StressCaseShape(
    string Kind,
    string Scenario,
    string Case,
    string NameEn,
    string NameZh,
    string Moves,
    string CoverOne,
    string CoverTwo,
    bool Covered,
    IReadOnlyList<StressMemberShape> Members
);

/// <summary>A member's amount.</summary>
/// <param name="Member">Null: an account that clears with the house itself.</param>
public sealed record StressMemberShape(int? Member, string Name, string Amount);

/// <summary>The smallest move of all months of a contract at which Cover-2 is above what is prefunded.</summary>
/// <param name="MovePercent">Null: no move up to the bound is.</param>
public sealed record ReverseStressShape(
    string Contract,
    string Direction,
    string? MovePercent,
    string BoundPercent,
    string CoverTwo
);

/// <summary>Did margins cover what the next settlement took?</summary>
/// <param name="Level">The coverage that is promised, percent.</param>
public sealed record MarginCoverageShape(
    ClearingRunShape Run,
    string Level,
    int Days,
    IReadOnlyList<CoverageSeriesShape> Series
);

/// <summary>One subject over its days.</summary>
/// <param name="Kind">contract: one lot of the month with the most open interest; account: its positions at the
/// close.</param>
/// <param name="Kupiec">p-value of the share of breaches.</param>
/// <param name="Christoffersen">p-value of their independence.</param>
public sealed record CoverageSeriesShape(
    string Kind,
    string Subject,
    string Name,
    string Side,
    string Currency,
    int Days,
    int Breaches,
    string Expected,
    string CoveragePercent,
    string Kupiec,
    string Christoffersen,
    string Zone,
    IReadOnlyList<CoverageBreachShape> BreachList
);

/// <summary>A day whose margin was less than the next settlement took.</summary>
public sealed record CoverageBreachShape(
    string Day,
    string Next,
    string Symbol,
    string Margin,
    string Loss,
    string Excess
);

/// <summary>Who holds how much, and how long it would take to close.</summary>
/// <param name="AverageDays">Settled days that the average volume is of.</param>
public sealed record ConcentrationShape(
    ClearingRunShape Run,
    int AverageDays,
    string ParticipationPercent,
    IReadOnlyList<ConcentrationMonthShape> Months
);

/// <summary>A month.</summary>
/// <param name="TopFivePercent">Of the open interest, the larger side of the five largest; null: nothing is
/// held.</param>
/// <param name="AverageVolume">Lots a day.</param>
public sealed record ConcentrationMonthShape(
    string Symbol,
    string Currency,
    long OpenInterest,
    string AverageVolume,
    string? TopFivePercent,
    IReadOnlyList<ConcentrationRowShape> Holders
);

/// <summary>One of the largest holders.</summary>
/// <param name="Days">Lots by the part of the average volume that closing by force may take; null: nothing
/// traded.</param>
/// <param name="AddOn">Liquidity and concentration that the scenario rule's group asks for these lots alone; null: no
/// group knows the month.</param>
public sealed record ConcentrationRowShape(
    int Account,
    string Name,
    int? Member,
    string Side,
    long Lots,
    string SharePercent,
    string? Days,
    string? AddOn,
    bool InForce
);

/// <summary>A default that did not happen.</summary>
public sealed record WaterfallShape(
    ClearingRunShape Run,
    string Scenario,
    string Case,
    string Moves,
    string Fund,
    IReadOnlyList<WaterfallCurrencyShape> Currencies
);

/// <summary>One currency: what the layers use and what stays uncovered come to the loss.</summary>
public sealed record WaterfallCurrencyShape(
    string Currency,
    string Loss,
    string Used,
    string Uncovered,
    IReadOnlyList<WaterfallLayerShape> Layers
);

/// <summary>A layer.</summary>
/// <param name="UsePercent">Null: there is nothing in it.</param>
public sealed record WaterfallLayerShape(
    string Layer,
    string Available,
    string Used,
    string Left,
    string? UsePercent,
    IReadOnlyList<WaterfallPartShape> Parts
);

/// <summary>One who bears a part.</summary>
/// <param name="Account">Zero: the exchange.</param>
/// <param name="LossLeft">What of the loss nobody has borne yet after this part, in the order of layers and
/// parts.</param>
public sealed record WaterfallPartShape(
    int Account,
    string Name,
    string Available,
    string Used,
    string Replenish,
    string LossLeft
);

/// <summary>The ledger by double entry.</summary>
/// <param name="From">Sequence of the oldest posting that is kept.</param>
public sealed record LedgerShape(
    ClearingRunShape Run,
    IReadOnlyList<LedgerProofShape> Proof,
    IReadOnlyList<LedgerBalanceShape> Balances,
    IReadOnlyList<JournalShape> Journal,
    long From,
    bool Complete
);

/// <summary>Credits less debits over everything.</summary>
public sealed record LedgerProofShape(string Currency, string Credits, string Debits, string Sum, bool Balanced);

/// <summary>A balance, credit above zero; before and moved are of the postings that are kept.</summary>
public sealed record LedgerBalanceShape(
    int Code,
    string Name,
    int Owner,
    string OwnerName,
    string Currency,
    string Before,
    string Moved,
    string Balance
);

/// <summary>A posting.</summary>
public sealed record JournalShape(
    long Sequence,
    string Time,
    long Journal,
    int DebitCode,
    int DebitOwner,
    int CreditCode,
    int CreditOwner,
    string Currency,
    string Amount,
    string? Symbol,
    string Reason
);
