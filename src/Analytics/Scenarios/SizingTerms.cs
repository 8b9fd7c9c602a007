// The question and the answer of sizing: how small may the hedge be, how large must it not be.
namespace Tokenbourse.Analytics.Scenarios;

/// <summary>
/// Two tolerances: at most so often over budget, at most so often a hedge loss above a limit. The paths must have
/// been simulated with the hedge at full size; sizes are shares of it, in whole lots inside the policy's bands.
/// </summary>
public sealed record SizingTerms
{
    public HedgerSide Side { get; init; }

    /// <summary>Most cost, or least revenue, in all.</summary>
    public required double Budget { get; init; }

    /// <summary>Most chance of missing the budget, 0 to 1.</summary>
    public required double BudgetTolerance { get; init; }

    /// <summary>Hedge loss that should not be exceeded, above 0.</summary>
    public required double HedgeLossLimit { get; init; }

    /// <summary>Most chance of exceeding it, 0 to 1.</summary>
    public required double LossTolerance { get; init; }

    /// <summary>Units of volume in one lot, above 0.</summary>
    public required double LotSize { get; init; }

    /// <summary>Least hedged volume by month; empty: none.</summary>
    public IReadOnlyList<double> Low { get; init; } = [];

    /// <summary>Most hedged volume by month; empty: the full hedge.</summary>
    public IReadOnlyList<double> High { get; init; } = [];

    /// <summary>What the full hedge costs by month; empty: nothing.</summary>
    public IReadOnlyList<double> FullCosts { get; init; } = [];

    internal IEnumerable<string> Faults(int months)
    {
        if (!double.IsFinite(Budget))
            yield return $"budget {Budget}: must be a number";
        if (BudgetTolerance is not (>= 0 and <= 1) || LossTolerance is not (>= 0 and <= 1))
            yield return $"tolerances {BudgetTolerance} and {LossTolerance}: must be 0 to 1";
        if (HedgeLossLimit is not > 0)
            yield return $"hedge loss limit {HedgeLossLimit}: must be above 0";
        if (!(double.IsFinite(LotSize) && LotSize > 0))
            yield return $"lot size {LotSize}: must be above 0";
        foreach (var (name, list) in new[] { ("low", Low), ("high", High), ("full costs", FullCosts) })
        {
            if (list.Count != 0 && list.Count != months)
                yield return $"{name}: {list.Count} for {months} months";
        }

        for (var m = 0; m < Math.Min(Low.Count, High.Count); m++)
        {
            if (!(Low[m] >= 0 && Low[m] <= High[m]))
                yield return $"month {m}: band {Low[m]} to {High[m]}: must be 0 or more and ascend";
        }
    }
}

/// <summary>What the search found.</summary>
public enum SizingVerdict
{
    /// <summary>Some size meets both tolerances; the smallest is given.</summary>
    Met,

    /// <summary>No size inside the bands is safe enough for the budget.</summary>
    BudgetNotMet,

    /// <summary>Every size inside the bands loses too much too often.</summary>
    LossNotMet,

    /// <summary>Each can be met, but not both at one size.</summary>
    Conflict,
}

/// <summary>What keeps the size from being smaller, or from being found.</summary>
public enum BindingRule
{
    /// <summary>Nothing: no hedge is needed.</summary>
    None,

    /// <summary>The lower edges of the policy's bands.</summary>
    PolicyBand,

    /// <summary>The budget's tolerance.</summary>
    Budget,

    /// <summary>The hedge loss's tolerance.</summary>
    HedgeLoss,
}

/// <summary>One size.</summary>
/// <param name="Scale">Share of the full hedge before rounding and bands.</param>
/// <param name="Lots">In all.</param>
/// <param name="OverBudget">Chance of missing the budget.</param>
/// <param name="HedgeLoss">Chance of a hedge loss above the limit.</param>
public readonly record struct SizingPoint(double Scale, long Lots, Estimate OverBudget, Estimate HedgeLoss);

/// <summary>The answer.</summary>
/// <param name="Chosen">The smallest size that meets both; null: there is none.</param>
/// <param name="LotsByMonth">Of the chosen size, without sign; empty when there is none.</param>
/// <param name="SmallestForBudget">The smallest that meets the budget's tolerance alone.</param>
/// <param name="LargestForLoss">The largest that meets the loss's tolerance alone.</param>
/// <param name="Frontier">Sizes from small to large, for a picture.</param>
/// <param name="Remarks">Months whose band holds no whole lot.</param>
public sealed record SizingResult(
    SizingVerdict Verdict,
    BindingRule Binding,
    SizingPoint? Chosen,
    IReadOnlyList<long> LotsByMonth,
    SizingPoint? SmallestForBudget,
    SizingPoint? LargestForLoss,
    IReadOnlyList<SizingPoint> Frontier,
    IReadOnlyList<string> Remarks
);
