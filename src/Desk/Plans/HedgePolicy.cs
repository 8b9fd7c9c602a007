// What a treasury allows itself, as a document: policy.json in the desk's folder.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Plans;

/// <summary>How much of a month may be hedged, by how far away it is.</summary>
/// <param name="FromMonth">1 is the next month to deliver.</param>
/// <param name="ToMonth">The last month of the bucket.</param>
/// <param name="Least">Share of the base exposure, 0 to 1.</param>
/// <param name="Most">Share of the base exposure, 0 to 1.</param>
public sealed record PolicyBand(int FromMonth, int ToMonth, decimal Least, decimal Most);

/// <summary>Who may agree to how much.</summary>
/// <param name="MostLots">Up to so many lots together…</param>
/// <param name="Approvers">…so many persons beside the proposer, 1 or more.</param>
public sealed record ApprovalLevel(long MostLots, int Approvers);

/// <summary>Days on which nothing is traded.</summary>
public sealed record Blackout(TradingDate From, TradingDate To, string Reason);

/// <summary>A breach that somebody agreed to for a time.</summary>
public sealed record Waiver(string Rule, string Owner, TradingDate Until, string Reason);

/// <summary>A hedging policy.</summary>
/// <param name="Bands">By tenor, not overlapping.</param>
/// <param name="MostMonths">The farthest tenor.</param>
/// <param name="Contracts">What may be traded.</param>
/// <param name="MostOfOpenInterest">Share of a month's open interest, 0 to 1.</param>
/// <param name="MostOfDailyVolume">Share of a month's average daily volume that may be worked in a day, 0 to 1.</param>
/// <param name="Confidence">Of cost at risk and liquidity, as 0.95.</param>
/// <param name="LiquidityCap">Most cash that margin may need, programme currency.</param>
/// <param name="OverBudget">Tolerated probability that cost exceeds the budget.</param>
/// <param name="HedgeLoss">A loss on futures that hurts, programme currency…</param>
/// <param name="HedgeLossChance">…and its tolerated probability.</param>
/// <param name="Approvals">Levels, ascending.</param>
/// <param name="Approvers">Names of those who may agree.</param>
/// <param name="Blackouts">Days without trading.</param>
/// <param name="Waivers">Breaches agreed to.</param>
public sealed record HedgePolicy(
    IReadOnlyList<PolicyBand> Bands,
    int MostMonths,
    IReadOnlyList<string> Contracts,
    decimal MostOfOpenInterest,
    decimal MostOfDailyVolume,
    decimal Confidence,
    decimal LiquidityCap,
    decimal OverBudget,
    decimal HedgeLoss,
    decimal HedgeLossChance,
    IReadOnlyList<ApprovalLevel> Approvals,
    IReadOnlyList<string> Approvers,
    IReadOnlyList<Blackout> Blackouts,
    IReadOnlyList<Waiver> Waivers
);

/// <summary>A rule that a plan does not keep.</summary>
/// <param name="Rule">Its name, as <c>band</c>, <c>open interest</c>, <c>liquidity</c>.</param>
/// <param name="Where">Month or contract.</param>
/// <param name="Value">What the plan has.</param>
/// <param name="Limit">What the policy allows.</param>
/// <param name="WaivedUntil">The waiver in force; null when none.</param>
public sealed record PolicyBreach(string Rule, string Where, string Value, string Limit, TradingDate? WaivedUntil);
