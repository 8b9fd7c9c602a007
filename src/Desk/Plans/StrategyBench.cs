// Simulates strategies on the same paths and says what each leaves: deviation, risk, margin, over-hedging.
using Tokenbourse.Analytics.Scenarios;

namespace Tokenbourse.Desk.Plans;

/// <summary>One strategy's outcome: cost (revenue) by path, agreed prices included.</summary>
/// <param name="Total">By path.</param>
/// <param name="Fan">Cumulative, by month of the exposure.</param>
/// <param name="Gain">The hedge's own profit by path, trading costs taken off.</param>
/// <param name="Outflow">Worst cumulative margin call by path; null where there is no margin.</param>
public sealed record StrategyOutcome(double[] Total, IReadOnlyList<FanMonth> Fan, double[] Gain, double[]? Outflow);

/// <summary>The bench. Same seed, same paths, whatever is held.</summary>
/// <param name="request">The plan's documents.</param>
/// <param name="curve">Its curve.</param>
/// <param name="paths">Its model.</param>
/// <param name="scale">Futures that hold one unit of volume: <see cref="RatioFacts.Scale"/>.</param>
public sealed class StrategyBench(PlanRequest request, PlanCurve curve, PlanPaths paths, double scale = 1)
{
    private const double PeakConfidence = 0.99;

    private readonly SampleFigures _figures = new();
    private readonly double _bad = HedgeSize.SideOf(request.Programme) == HedgerSide.Buyer ? 1 : -1;
    private double[]? _without;

    /// <summary>Above zero: high outcomes are the bad ones.</summary>
    public double Bad => _bad;

    /// <summary>Runs the paths with a schedule held.</summary>
    public PathSet Run(HedgeSchedule schedule) =>
        TwoFactorPaths.Simulate(
            paths.Model with
            {
                Hedge = schedule,
            },
            new(request.Options.Paths, unchecked((long)request.Options.Seed), request.Options.Threads)
        );

    /// <summary>The outcome with what the paths hold.</summary>
    public StrategyOutcome Outcome(PathSet set, IReadOnlyList<double> costs) =>
        Outcome(set, set.Gain, costs, set.WorstOutflow.ToArray());

    /// <summary>The outcome with gains of another kind.</summary>
    /// <param name="set">Any run: own prices and volumes are the same in all.</param>
    /// <param name="gains">By month of the curve; empty: none.</param>
    /// <param name="costs">Trading costs by month of the curve; empty: none.</param>
    /// <param name="outflow">Worst margin call by path; null without margin.</param>
    public StrategyOutcome Outcome(
        PathSet set,
        Func<int, ReadOnlySpan<double>> gains,
        IReadOnlyList<double> costs,
        double[]? outflow
    )
    {
        var total = new double[set.Paths];
        var profit = new double[set.Paths];
        var physical = new double[set.Paths];
        var fans = new List<FanMonth>();
        var exposed = request.Exposure.Months.Select(m => m.Month).ToHashSet();
        for (var m = 0; m < set.Months; m++)
        {
            set.Physical(m, physical);
            var gain = gains(m);
            var cost = costs.Count == 0 ? 0 : costs[m];
            for (var p = 0; p < total.Length; p++)
            {
                var won = (gain.Length == 0 ? 0 : gain[p]) - cost;
                profit[p] += won;
                total[p] += physical[p] + paths.Fixed[m] - (_bad * won);
            }

            if (exposed.Contains(curve.Months[m].Month))
                fans.Add(Fan(m, total));
        }

        return new(total, fans, profit, outflow);
    }

    /// <summary>Figures of an outcome.</summary>
    /// <param name="shape">What was held.</param>
    /// <param name="outcome">What came.</param>
    /// <param name="set">For the volumes.</param>
    public StrategyFacts Facts(StrategyShape shape, StrategyOutcome outcome, PathSet set)
    {
        _figures.Of(outcome.Total);
        var mean = _figures.Mean;
        var deviation = new Estimated(
            _figures.Deviation,
            DeviationError(outcome.Total, mean.Value, _figures.Deviation)
        );
        _without ??= outcome.Total;
        var before = _figures.Of(_without).Deviation;
        return new(
            shape.Name,
            true,
            shape.Note,
            deviation,
            before > 0 ? 1 - (deviation.Value * deviation.Value / (before * before)) : 0,
            AtRisk(outcome.Total),
            new(mean.Value, mean.Error),
            OverBudget(outcome.Total),
            shape.Roll,
            outcome.Outflow is null ? null : Of(_figures.Of(outcome.Outflow).QuantileWithError(PeakConfidence)),
            decimal.Round((decimal)shape.Costs.Sum(), 2),
            shape.Beyond,
            [.. shape.Months.Select(m => m with { OverHedge = OverHedge(m, set) })]
        );
    }

    /// <summary>Distance of the bad quantile from the median.</summary>
    public Estimated AtRisk(double[] total) => Of(Worse(total).AboveReference((double)request.Policy.Confidence, true));

    /// <summary>Mean beyond the bad quantile; a cost of a buyer, a revenue of a seller.</summary>
    public Estimated Shortfall(double[] total) =>
        Of(Worse(total).Shortfall((double)request.Policy.Confidence).Times(_bad));

    /// <summary>Chance of a cost above, a revenue below the budget; null without one.</summary>
    public Estimated? OverBudget(double[] total) =>
        request.Programme.Budget is { } budget ? Of(Worse(total).ShareAbove(_bad * (double)budget)) : null;

    /// <summary>Chance that the hedge loses more than the policy says hurts.</summary>
    public Estimated HedgeLoss(double[] gain) => Of(_figures.Of(gain).ShareBelow(-(double)request.Policy.HedgeLoss));

    internal static Estimated Of(Estimate estimate) => new(estimate.Value, estimate.Error);

    // Numbers whose upper side is the bad one.
    private SampleFigures Worse(double[] total) =>
        _figures.Of(_bad > 0 ? total : Array.ConvertAll(total, value => -value));

    private FanMonth Fan(int m, double[] total)
    {
        var figures = _figures.Of(total);
        return new(
            curve.Months[m].Month,
            figures.Quantile(0.05),
            figures.Quantile(0.25),
            figures.Quantile(0.5),
            figures.Quantile(0.75),
            figures.Quantile(0.95)
        );
    }

    // P(floating volume below what is hedged of it, earlier hedges included). The paths know the open part only; its
    // noise is that of the whole.
    private double OverHedge(HedgeMonth hedge, PathSet set)
    {
        var month = request.Exposure.Months.First(m => m.Month == hedge.Month);
        var floating = month.Floating * month.Base;
        var open = paths.Model.Volumes[curve.IndexOf(hedge.Month)];
        if (floating <= 0 || open <= 0)
            return 1;
        var level = (double)((month.Hedged + Math.Abs(hedge.Units)) / floating) / scale * open;
        var volumes = set.Volume(curve.IndexOf(hedge.Month)).ToArray();
        return _figures.Of(volumes).ShareBelow(level).Value;
    }

    // Of a standard deviation s: sqrt((m4 / s^4 - 1) / 4n) s, as for independent paths.
    private static double DeviationError(double[] values, double mean, double deviation)
    {
        if (deviation <= 0)
            return 0;
        var fourth = values.Sum(v => Math.Pow((v - mean) / deviation, 4)) / values.Length;
        return deviation * Math.Sqrt(Math.Max(0, fourth - 1) / (4.0 * values.Length));
    }
}
