// A hedge plan with all that it rests on: what the screen, the report and the approver see; plan.json.
using System.Text.Json.Serialization;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Plans;

/// <summary>The hedge ratio and how it was found.</summary>
/// <param name="Ratio">What is used; 0 when nothing could be estimated.</param>
/// <param name="Method">As <c>monthly changes</c>.</param>
/// <param name="Why">The rule that picked it, with its figures.</param>
/// <param name="Observations">How many changes.</param>
/// <param name="Raw">The slope before shrinking; null when not estimable.</param>
/// <param name="Low">Lower end of its 95 % interval (Newey–West).</param>
/// <param name="High">Upper end.</param>
/// <param name="Weight">Weight of the estimate against 1.</param>
/// <param name="RSquared">In the sample.</param>
/// <param name="OutOfSample">Effectiveness outside the sample; may be below zero.</param>
/// <param name="Points">The changes themselves: (index, own price), for the scatter.</param>
public sealed record RatioFacts(
    double Ratio,
    string Method,
    string Why,
    int Observations,
    double? Raw,
    double? Low,
    double? High,
    double? Weight,
    double? RSquared,
    double? OutOfSample,
    IReadOnlyList<ChangePoint> Points
)
{
    /// <summary>Futures that hold one unit of volume: the ratio; 1 where there is none, so that a policy's share
    /// keeps its
    /// meaning.</summary>
    [JsonIgnore]
    public double Scale => Ratio > 0 ? Ratio : 1;

    /// <summary>What was asked for and every method beside the chosen one; null where nothing was estimated, and in
    /// older plans.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RatioSample? Sample { get; init; }
}

/// <summary>A pair of changes.</summary>
public sealed record ChangePoint(TradingDate Day, double Index, double Own);

/// <summary>The hedge of one month.</summary>
/// <param name="Month">The exposure's month.</param>
/// <param name="Symbol">What hedges it.</param>
/// <param name="Lots">Whole lots; below zero sells.</param>
/// <param name="Units">Contract units of these lots.</param>
/// <param name="Share">Of the base exposure: units over ratio times base.</param>
/// <param name="Price">At which the book fills it on average, contract quote; null when the book does not.</param>
/// <param name="BeyondBook">Lots that the visible book does not hold.</param>
/// <param name="OverHedge">P(volume &lt; hedged volume).</param>
public sealed record HedgeMonth(
    ContractMonth Month,
    string Symbol,
    long Lots,
    decimal Units,
    decimal Share,
    decimal? Price,
    long BeyondBook,
    double OverHedge
);

/// <summary>A figure with the standard error of the simulation.</summary>
public sealed record Estimated(double Value, double Error);

/// <summary>One strategy as simulated. Money is in the programme's currency.</summary>
/// <param name="Name"><c>none</c>, <c>strip</c>, <c>stack and roll</c>, <c>cross hedge</c>, <c>prepay</c>.</param>
/// <param name="Possible">False when it cannot be done; then <paramref name="Note"/> says why and the figures are
/// null.</param>
/// <param name="Note">What is particular about it.</param>
/// <param name="Deviation">Standard deviation of cost (revenue).</param>
/// <param name="Reduction">Share of variance taken away against doing nothing.</param>
/// <param name="AtRisk">Cost at risk or revenue at risk against the median.</param>
/// <param name="Expected">Mean cost (revenue).</param>
/// <param name="OverBudget">P(cost &gt; budget); null without a budget.</param>
/// <param name="Roll">Expected cost of rolling.</param>
/// <param name="PeakCall">Worst cumulative margin call at 99 %.</param>
/// <param name="CostToTrade">Fees and half spreads from the book.</param>
/// <param name="LotsBeyond">Lots beyond what the book shows.</param>
/// <param name="Months">Its hedges.</param>
public sealed record StrategyFacts(
    string Name,
    bool Possible,
    string Note,
    Estimated? Deviation,
    double? Reduction,
    Estimated? AtRisk,
    Estimated? Expected,
    Estimated? OverBudget,
    double? Roll,
    Estimated? PeakCall,
    decimal? CostToTrade,
    long? LotsBeyond,
    IReadOnlyList<HedgeMonth> Months
);

/// <summary>One month of a fan: quantiles of cumulative cost (revenue).</summary>
public sealed record FanMonth(ContractMonth Month, double P5, double P25, double P50, double P75, double P95);

/// <summary>One scenario's outcome. Costs are positive for a buyer, revenues for a seller.</summary>
public sealed record ScenarioFacts(string Name, double Physical, double Hedge, double Net, double WorstCall);

/// <summary>One month of basis: own price less index, split.</summary>
public sealed record BasisMonth(
    ContractMonth Month,
    double Own,
    double Index,
    double Mix,
    double Timing,
    double Currency
);

/// <summary>The risk of the chosen hedge beside none.</summary>
/// <param name="Seed">Where all chance comes from.</param>
/// <param name="Paths">How many.</param>
/// <param name="Model">Parameters in words, and whose.</param>
/// <param name="Before">Fan without the hedge.</param>
/// <param name="After">Fan with it.</param>
/// <param name="AtRiskBefore">Against the median.</param>
/// <param name="AtRiskAfter">Against the median.</param>
/// <param name="Shortfall">Expected beyond the quantile, after.</param>
/// <param name="OverBudgetBefore">P; null without a budget.</param>
/// <param name="OverBudgetAfter">P; null without a budget.</param>
/// <param name="LiquidityTenDays">Worst ten days' outflow at 99 % plus initial margin.</param>
/// <param name="InitialMargin">Held at the start.</param>
/// <param name="Scenarios">The grid.</param>
/// <param name="BreachChance">Of a lender: P(covenant broken) by month; empty for others.</param>
public sealed record RiskFacts(
    ulong Seed,
    int Paths,
    string Model,
    IReadOnlyList<FanMonth> Before,
    IReadOnlyList<FanMonth> After,
    Estimated AtRiskBefore,
    Estimated AtRiskAfter,
    Estimated Shortfall,
    Estimated? OverBudgetBefore,
    Estimated? OverBudgetAfter,
    Estimated LiquidityTenDays,
    decimal InitialMargin,
    IReadOnlyList<ScenarioFacts> Scenarios,
    IReadOnlyList<Estimated> BreachChance
)
{
    /// <summary>How much cash variation may call; null in plans without a margined hedge, and in older ones.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CallFacts? Calls { get; init; }
}

/// <summary>A hedge plan.</summary>
/// <param name="Programme">The programme it serves.</param>
/// <param name="Made">The trading day.</param>
/// <param name="Exposure">What is exposed.</param>
/// <param name="Market">What the market showed.</param>
/// <param name="Policy">What is allowed.</param>
/// <param name="Ratio">Hedge ratio.</param>
/// <param name="Basis">Months of basis.</param>
/// <param name="Strategies">All that were compared.</param>
/// <param name="Chosen">The name of the one that is proposed.</param>
/// <param name="WhyChosen">By which rule.</param>
/// <param name="Risk">Before and after.</param>
/// <param name="Breaches">Rules not kept.</param>
/// <param name="Warnings">What a reader must know, as what the contract does not hedge; English and Chinese.</param>
/// <param name="Simulated">True when anything in it is simulated or a model.</param>
/// <param name="Digest">SHA-256 of the document with this field empty.</param>
/// <param name="Rate">Programme currency for one unit of the contract's, taken as constant; 1 where they are the
/// same.</param>
public sealed record HedgePlan(
    HedgeProgramme Programme,
    TradingDate Made,
    ExposureTable Exposure,
    MarketSnapshot Market,
    HedgePolicy Policy,
    RatioFacts Ratio,
    IReadOnlyList<BasisMonth> Basis,
    IReadOnlyList<StrategyFacts> Strategies,
    string Chosen,
    string WhyChosen,
    RiskFacts Risk,
    IReadOnlyList<PolicyBreach> Breaches,
    IReadOnlyList<Said> Warnings,
    bool Simulated,
    string Digest,
    decimal Rate = 1
);

/// <summary>A sentence in both languages.</summary>
public sealed record Said(string En, string Zh);
