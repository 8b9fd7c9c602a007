// Which steps belong to deals, which to posted prices, and what a methodology over deals must not lack.
namespace Tokenbourse.Model.Specs;

/// <summary>Rules on the whole list of steps; the order itself is <see cref="StepOrder"/>'s.</summary>
internal static class DealStepOrder
{
    public static IEnumerable<string> Faults(List<IndexStep> steps)
    {
        var over = steps.Count > 0 && steps[0] is DealsStep;
        foreach (var step in steps)
        {
            if (over && !OfDeals(step) && !OfBoth(step))
                yield return "over deals stand only the steps over deals, drop, grade, convert, group, task, require, "
                    + "trim, cap, breadth, combine and round";
            if (!over && OfDeals(step))
                yield return "the steps over deals belong to a methodology that begins with deals";
        }

        foreach (var once in _once)
        {
            if (steps.Count(s => s.GetType() == once) > 1)
                yield return "must hold each step over deals at most once";
        }

        if (!over)
            yield break;
        if (!steps.Exists(s => s is StandardPriceStep))
            yield return "deals need a standard price";
        var price = steps.FindIndex(s => s is ModelPriceStep);
        if (price < 0 && steps.Exists(s => s is MatchStep or VolumeWeightsStep or CoverageStep or LinkStep))
            yield return "match, volume weights, coverage and link need a model price";
        var match = steps.FindIndex(s => s is MatchStep);
        var weights = steps.FindIndex(s => s is VolumeWeightsStep);
        var link = steps.FindIndex(s => s is LinkStep);
        if (link >= 0 && match < 0)
            yield return "link needs match before it";
        if (match >= 0 && link < 0)
            yield return "match is for link";
        if (weights >= 0 && match > weights)
            yield return "match stands before volume weights";
        if (steps.Exists(s => s is CoverageStep) && (weights < 0 || steps.FindIndex(s => s is CoverageStep) < weights))
            yield return "coverage stands behind volume weights";
        if (link >= 0 && weights < 0 && steps[link] is LinkStep { Formula: LinkFormula.GeometricLaspeyres })
            yield return "the Laspeyres link needs volume weights";
        if (link >= 0 && weights >= 0 && steps[link] is LinkStep { Formula: LinkFormula.Tornqvist })
            yield return "the Törnqvist link weighs by expenditure and takes no volume weights";
        if (link >= 0 && steps.Exists(s => s is GroupStep or TrimStep or CapStep))
            yield return "link takes no group, trim or cap: volume weights has the cap";
    }

    private static readonly Type[] _once =
    [
        typeof(StandardPriceStep),
        typeof(ModelPriceStep),
        typeof(MatchStep),
        typeof(VolumeWeightsStep),
        typeof(CoverageStep),
        typeof(BuyerCapStep),
        typeof(OutliersStep),
        typeof(RoundTripStep),
        typeof(VolumeTrimStep),
        typeof(TaskStep),
    ];

    // What works on the rows of deals as on those of posted prices.
    private static bool OfBoth(IndexStep step) =>
        step
            is DropStep
                or GradeStep
                or ConvertStep
                or GroupStep
                or TaskStep
                or RequireStep
                or TrimStep
                or CapStep
                or BreadthStep
                or CombineStep
                or RoundStep;

    private static bool OfDeals(IndexStep step) =>
        step
            is DealsStep
                or StandardPriceStep
                or OutliersStep
                or RoundTripStep
                or BuyerCapStep
                or VolumeTrimStep
                or ModelPriceStep
                or MatchStep
                or VolumeWeightsStep
                or CoverageStep
                or LinkStep;
}
