// What is said about a hedge ratio: the choice, the reasons, and every candidate beside it.
using System.Text.Json.Serialization;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Hedging;

/// <summary>How a slope is estimated.</summary>
public enum RatioMethod
{
    /// <summary>Neighbouring observations.</summary>
    DailyChanges,

    /// <summary>Means of neighbouring months.</summary>
    MonthlyChanges,

    /// <summary>From one move of the own price to the next.</summary>
    EventAligned,

    /// <summary>Sum of the slopes on the index's changes before, at and after.</summary>
    DimsonLags,

    /// <summary>The long-run slope of an error correction.</summary>
    ErrorCorrection,
}

/// <summary>What may be done with an estimate.</summary>
public enum HedgeVerdict
{
    /// <summary>A ratio is proposed.</summary>
    Usable,

    /// <summary>There is an estimate, and it does not carry a hedge.</summary>
    Poor,

    /// <summary>There is no estimate.</summary>
    NotEstimable,
}

/// <summary>One fact that led to the choice; the code stays the same whatever language it is told in.</summary>
/// <param name="Value">What was found.</param>
/// <param name="Limit">What it was held against; null where there is none.</param>
/// <param name="Words">In English.</param>
public sealed record GuardFact(string Code, double? Value, double? Limit, string Words);

/// <summary>How still the own price stands.</summary>
/// <param name="Events">Observations on which it moved.</param>
/// <param name="ShareOfZero">Share of observations on which it did not.</param>
/// <param name="MonthlyShareOfZero">The same of means of months; null without two months.</param>
/// <param name="MeanGapDays">Between moves of the own price; null with fewer than two.</param>
/// <param name="IndexShareOfZero">Share of observations on which the index did not move.</param>
public sealed record StickyFigures(
    int Observations,
    int Events,
    double ShareOfZero,
    int Months,
    double? MonthlyShareOfZero,
    double? MeanGapDays,
    double IndexShareOfZero
);

/// <summary>Variance taken away. 1 is all of it, below 0 the hedge added risk.</summary>
/// <param name="Period">Of the changes it is measured on: means of neighbouring months, weeks or single observations.
/// </param>
/// <param name="Horizon">Periods from the beginning of a change to its end; beyond one they overlap.</param>
/// <param name="InSample">With the slope of the whole history: hindsight.</param>
/// <param name="OutOfSample">Each change hedged at the slope known before it; null with too few tests.</param>
/// <param name="OutOfSampleShrunk">The same with the shrunk slope.</param>
public sealed record EffectivenessFigures(
    Frequency Period,
    int Horizon,
    double? InSample,
    int Tests,
    double? OutOfSample,
    double? OutOfSampleShrunk
);

/// <summary>The parts of an error correction dS = a + b dF + g (S - lambda F)_-1 + e.</summary>
/// <param name="Lambda">Long-run slope; its error by the delta method.</param>
/// <param name="Adjustment">g: share of the gap that closes in one observation, below zero.</param>
/// <param name="ShortRun">b.</param>
/// <param name="HalfLifeDays">Until half of a gap is closed; null when it does not close.</param>
/// <param name="Test">Whether the two hang together at all.</param>
/// <param name="Accepted">They do at 5 %, and the gap closes.</param>
public sealed record ErrorCorrectionFigures(
    double Lambda,
    double LambdaError,
    double Adjustment,
    double AdjustmentError,
    double ShortRun,
    double? HalfLifeDays,
    CointegrationTest Test,
    bool Accepted
);

/// <summary>One method's slope, or why it has none.</summary>
/// <param name="Estimable">False: only <paramref name="WhyNot"/> and the counts are told.</param>
/// <param name="Chosen">By the guard.</param>
/// <param name="N">Pairs of changes.</param>
/// <param name="Excluded">Changes that were left out, each with its reason.</param>
/// <param name="Bandwidth">Lags of the Newey-West errors.</param>
/// <param name="StandardError">Newey-West.</param>
/// <param name="Low">Lower end of the interval, Student's quantile.</param>
/// <param name="R2">Of the method's own regression.</param>
/// <param name="ShrunkSlope">Drawn to one for one (in levels: to own price over index).</param>
/// <param name="ShrinkWeight">Of the raw slope.</param>
/// <param name="Window">Dimson's window: lags and leads either way; 0 for the others.</param>
public sealed record RatioCandidate(
    RatioMethod Method,
    string Name,
    bool Estimable,
    bool Chosen,
    string? WhyNot,
    Frequency Frequency,
    int N,
    TradingDate? From,
    TradingDate? To,
    IReadOnlyList<ExcludedChange> Excluded,
    double? Slope = null,
    double? StandardError = null,
    double? Low = null,
    double? High = null,
    double? R2 = null,
    double? ShrunkSlope = null,
    double? ShrinkWeight = null,
    int? Bandwidth = null,
    int Window = 0,
    EffectivenessFigures? Effectiveness = null,
    ErrorCorrectionFigures? ErrorCorrection = null
);

/// <summary>A hedge ratio with everything that it rests on.</summary>
/// <param name="Method">Null when nothing is estimable.</param>
/// <param name="MethodName">In words; "none" when nothing is estimable.</param>
/// <param name="Why">The facts of the choice and of the verdict, in order.</param>
/// <param name="Proposed">The shrunk slope; null unless the verdict is usable.</param>
/// <param name="Candidates">All methods side by side, the chosen one among them.</param>
/// <param name="ExcludedDays">Taken out by hand.</param>
public sealed record HedgeRatioEstimate(
    RatioMethod? Method,
    string MethodName,
    HedgeVerdict Verdict,
    double? Proposed,
    IReadOnlyList<GuardFact> Why,
    ChangeKind Kind,
    TradingDate? From,
    TradingDate? To,
    StickyFigures Sticky,
    IReadOnlyList<RatioCandidate> Candidates,
    IReadOnlyList<ExcludedDay> ExcludedDays
)
{
    /// <summary>The chosen candidate; null when there is none.</summary>
    [JsonIgnore]
    public RatioCandidate? Chosen => Candidates.FirstOrDefault(c => c.Chosen);

    /// <summary>All reasons as one text.</summary>
    [JsonIgnore]
    public string Words => string.Join(" ", Why.Select(w => w.Words));
}
