// What is asked of simulated paths and what is answered: the figures of a hedge programme.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Scenarios;

/// <summary>Who hedges.</summary>
public enum HedgerSide
{
    /// <summary>Pays for what is used: high prices hurt, the hedge buys futures.</summary>
    Buyer,

    /// <summary>Is paid for what is sold: low prices hurt, the hedge sells futures.</summary>
    Seller,
}

/// <summary>From what the risk is measured.</summary>
public enum RiskReference
{
    Median,
    Mean,
    Budget,
}

/// <summary>The question.</summary>
public sealed record CostTerms
{
    public HedgerSide Side { get; init; }

    /// <summary>Above 0.5 and below 1.</summary>
    public double Confidence { get; init; } = 0.95;

    public RiskReference Reference { get; init; }

    /// <summary>Most cost that is planned, or least revenue, over all months; null: none.</summary>
    public double? Budget { get; init; }

    /// <summary>What the hedge costs by month of the curve: fees, half spreads, rolling; empty: nothing.</summary>
    public IReadOnlyList<double> Costs { get; init; } = [];

    /// <summary>Loss of the hedge that the treasury tolerates, above zero; null: none stated.</summary>
    public double? HedgeLossLimit { get; init; }

    /// <summary>Volume that counts as hedged by month; null: the largest position that the model's hedge holds for it.
    /// A stack with a ratio holds another number of units than it hedges: give the volumes.</summary>
    public IReadOnlyList<double>? HedgedVolumes { get; init; }

    /// <summary>One or two.</summary>
    public int Threads { get; init; } = 1;

    internal IEnumerable<string> Faults(int months)
    {
        if (Confidence is not (> 0.5 and < 1))
            yield return $"confidence {Confidence}: must be above 0.5 and below 1";
        if (Reference == RiskReference.Budget && Budget is null)
            yield return "reference budget: no budget is given";
        if (Costs.Count != 0 && Costs.Count != months)
            yield return $"costs: {Costs.Count} for {months} months";
        if (HedgedVolumes is { } hedged && hedged.Count != months)
            yield return $"hedged volumes: {hedged.Count} for {months} months";
        if (HedgeLossLimit is not null and not > 0)
            yield return $"hedge loss limit {HedgeLossLimit}: must be above 0";
        if (Threads < 1)
            yield return $"threads {Threads}: must be at least 1";
    }
}

/// <summary>The whole of the months, with or without the hedge: cost of a buyer, revenue of a seller.</summary>
/// <param name="Mean">Expected.</param>
/// <param name="Deviation">Standard deviation.</param>
/// <param name="Fan">Quantiles.</param>
/// <param name="Reference">From where the risk is counted.</param>
/// <param name="AtConfidence">The bad quantile: Q(confidence) of a cost, Q(1 - confidence) of a revenue.</param>
/// <param name="AtRisk">Cost at risk: that quantile less the reference; revenue at risk: reference less it.</param>
/// <param name="Shortfall">Mean of what is worse than the bad quantile.</param>
/// <param name="BeyondBudget">Chance of a cost above, or a revenue below, the budget.</param>
/// <param name="EffectivePaths">Independent paths that would know the bad quantile as well; null: no noise is
/// left.</param>
public sealed record OutcomeFigures(
    Estimate Mean,
    double Deviation,
    Fan Fan,
    double Reference,
    Estimate AtConfidence,
    Estimate AtRisk,
    Estimate Shortfall,
    Estimate? BeyondBudget,
    double? EffectivePaths
);

/// <summary>One month, and all up to it.</summary>
/// <param name="OverHedged">Chance that the volume falls short of the hedged volume.</param>
public sealed record MonthFigures(
    ContractMonth Month,
    Fan Without,
    Fan With,
    Fan CumulativeWithout,
    Fan CumulativeWith,
    Estimate OverHedged
);

/// <summary>The hedge by itself, costs taken off; a loss is not a fault of the hedge, it is what it may cost to be
/// safe.</summary>
/// <param name="Quantiles">Of the profit, at 1, 5, 10, 25, 50, 75, 90, 95 and 99 %.</param>
/// <param name="Loss">Chance of any loss.</param>
/// <param name="LossAtConfidence">Loss that is exceeded with chance 1 - confidence; below zero: a profit.</param>
/// <param name="LossShortfall">Mean of the losses beyond it.</param>
/// <param name="BeyondLimit">Chance of a loss above the limit.</param>
public sealed record HedgeFigures(
    Estimate Mean,
    IReadOnlyList<(double Level, Estimate Profit)> Quantiles,
    Estimate Loss,
    Estimate LossAtConfidence,
    Estimate LossShortfall,
    Estimate? BeyondLimit
);

/// <summary>The answer; simulated from a model of the curve, with its seed.</summary>
public sealed record CostReport(
    CostTerms Terms,
    PathRun Run,
    OutcomeFigures Without,
    OutcomeFigures With,
    IReadOnlyList<MonthFigures> Months,
    HedgeFigures Hedge
);
