// How much cash variation may call while a hedge works: a distribution over the plan's own paths.
using Tokenbourse.Analytics.Scenarios;

namespace Tokenbourse.Desk.Plans;

/// <summary>One quantile of the calls, programme currency.</summary>
/// <param name="Share">Of the paths that need no more.</param>
/// <param name="Worst">Most variation paid, net, from the start to any moment.</param>
/// <param name="TenDays">Most variation paid, net, within any ten trading days.</param>
public sealed record CallQuantile(double Share, double Worst, double TenDays);

/// <summary>Variation calls as a distribution.</summary>
/// <param name="Quantiles">Ascending.</param>
/// <param name="Months">Variation received so far at each month's end; below zero: paid.</param>
/// <param name="BeyondCap">Chance that ten days' calls and the rise of initial margin exceed the policy's cap.</param>
public sealed record CallFacts(
    IReadOnlyList<CallQuantile> Quantiles,
    IReadOnlyList<FanMonth> Months,
    Estimated BeyondCap
);

/// <summary>Makes the distribution.</summary>
internal static class PlanCalls
{
    private static readonly double[] _shares = [0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

    /// <param name="set">A run with a hedge and margin terms.</param>
    /// <param name="cap">The treasury's cap.</param>
    public static CallFacts Of(PathSet set, decimal cap)
    {
        var (worst, window) = (new SampleFigures(), new SampleFigures());
        worst.Of(set.WorstOutflow.ToArray());
        window.Of(set.WorstWindow.ToArray());
        var months = new List<FanMonth>(set.Months);
        var figures = new SampleFigures();
        for (var m = 0; m < set.Months; m++)
        {
            figures.Of(set.Variation(m).ToArray());
            months.Add(
                new(
                    set.Model.Curve[m].Month,
                    figures.Quantile(0.05),
                    figures.Quantile(0.25),
                    figures.Quantile(0.5),
                    figures.Quantile(0.75),
                    figures.Quantile(0.95)
                )
            );
        }

        var calls = set.WorstWindow;
        var margin = set.MostInitial;
        var needs = new double[set.Paths];
        for (var p = 0; p < needs.Length; p++)
            needs[p] = calls[p] + margin[p];
        return new(
            [.. _shares.Select(share => new CallQuantile(share, worst.Quantile(share), window.Quantile(share)))],
            months,
            StrategyBench.Of(figures.Of(needs).ShareAbove((double)cap))
        );
    }
}
