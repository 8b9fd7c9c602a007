// Cost at risk of a buyer and revenue at risk of a seller, with and without the hedge, month by month and in all.
namespace Tokenbourse.Analytics.Scenarios;

/// <summary>
/// Cost C = sum V S - sum of the hedge's profit + its costs; revenue R = sum V S + profit - costs. Keeps its arrays
/// between calls; one caller at a time.
/// </summary>
public sealed class CostAtRisk
{
    private static readonly double[] _levels = [0.01, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99];

    private readonly OutcomeWalk _without = new(hedged: false);
    private readonly OutcomeWalk _with = new(hedged: true);

    /// <summary>Figures of a run.</summary>
    /// <exception cref="ArgumentException">Terms out of range, or a model without volumes.</exception>
    public CostReport Of(PathSet set, CostTerms terms)
    {
        string[] faults = [.. terms.Faults(set.Months)];
        if (faults.Length > 0)
            throw new ArgumentException(string.Join("; ", faults));
        if (set.Model.Volumes.Count == 0)
            throw new ArgumentException("volumes: none in the model; a cost needs a volume by month");
        if (terms.Threads == 1)
        {
            _without.Walk(set, terms);
            _with.Walk(set, terms);
        }
        else
        {
            Parallel.Invoke(() => _without.Walk(set, terms), () => _with.Walk(set, terms));
        }

        var hedged = terms.HedgedVolumes ?? set.Model.Hedge.Volumes(set.Months);
        var months = new MonthFigures[set.Months];
        for (var m = 0; m < months.Length; m++)
        {
            months[m] = new(
                set.Model.Curve[m].Month,
                _without.Months[m],
                _with.Months[m],
                _without.Cumulative[m],
                _with.Cumulative[m],
                PairedShares.Below(set.Volume(m), hedged[m])
            );
        }

        return new(terms, set.Run, _without.Whole!, _with.Whole!, months, Hedge(set, terms));
    }

    private HedgeFigures Hedge(PathSet set, CostTerms terms)
    {
        var (profit, figures) = _without.Borrow(set.Paths);
        profit.Span.Fill(-terms.Costs.Sum());
        for (var m = 0; m < set.Months; m++)
            Add(profit.Span, set.Gain(m), 1);
        figures.Of(profit);
        var quantiles = Array.ConvertAll(_levels, level => (level, figures.QuantileWithError(level)));
        var (mean, loss) = (figures.Mean, figures.ShareBelow(0));
        var beyond = terms.HedgeLossLimit is { } limit ? figures.ShareBelow(-limit) : (Estimate?)null;
        foreach (ref var value in profit.Span)
            value = -value;
        figures.Of(profit);
        return new(
            mean,
            quantiles,
            loss,
            figures.QuantileWithError(terms.Confidence),
            figures.Shortfall(terms.Confidence),
            beyond
        );
    }

    internal static void Add(Span<double> sum, ReadOnlySpan<double> values, double times)
    {
        for (var p = 0; p < sum.Length; p++)
            sum[p] += times * values[p];
    }
}

/// <summary>One of the two outcomes over the months, in arrays of its own.</summary>
internal sealed class OutcomeWalk(bool hedged)
{
    private readonly SampleFigures _figures = new();
    private double[] _month = [];
    private double[] _sum = [];

    public Fan[] Months { get; private set; } = [];
    public Fan[] Cumulative { get; private set; } = [];
    public OutcomeFigures? Whole { get; private set; }

    public (Memory<double> Values, SampleFigures Figures) Borrow(int paths) => (_month.AsMemory(0, paths), _figures);

    public void Walk(PathSet set, CostTerms terms)
    {
        if (_month.Length < set.Paths)
            (_month, _sum) = (new double[set.Paths], new double[set.Paths]);
        (Months, Cumulative) = (new Fan[set.Months], new Fan[set.Months]);
        var (month, sum) = (_month.AsMemory(0, set.Paths), _sum.AsMemory(0, set.Paths));
        sum.Span.Clear();
        var bad = terms.Side == HedgerSide.Buyer ? 1.0 : -1.0;
        for (var m = 0; m < set.Months; m++)
        {
            set.Physical(m, month.Span);
            if (hedged)
            {
                CostAtRisk.Add(month.Span, set.Gain(m), -bad);
                var costs = terms.Costs.Count == 0 ? 0 : bad * terms.Costs[m];
                foreach (ref var value in month.Span)
                    value += costs;
            }

            CostAtRisk.Add(sum.Span, month.Span, 1);
            Months[m] = _figures.Of(month).Fan();
            Cumulative[m] = _figures.Of(sum).Fan();
        }

        Whole = Figures(sum, terms, bad);
    }

    /// <summary>Worked on numbers whose upper side is the bad one: a seller's are the mirror image of a
    /// buyer's.</summary>
    private OutcomeFigures Figures(Memory<double> outcome, CostTerms terms, double bad)
    {
        var (fan, mean) = (_figures.Of(outcome).Fan(), _figures.Mean);
        foreach (ref var value in outcome.Span)
            value *= bad;
        var worse = _figures.Of(outcome);
        var high = worse.QuantileWithError(terms.Confidence);
        var budget = terms.Budget * bad;
        var atRisk = terms.Reference switch
        {
            RiskReference.Budget => new(high.Value - budget!.Value, high.Error),
            var reference => worse.AboveReference(terms.Confidence, reference == RiskReference.Median),
        };
        return new(
            mean,
            worse.Deviation,
            fan,
            bad * (high.Value - atRisk.Value),
            high.Times(bad),
            atRisk,
            worse.Shortfall(terms.Confidence).Times(bad),
            budget is { } level ? worse.ShareAbove(level) : null,
            worse.EffectivePaths(terms.Confidence)
        );
    }
}
