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
            if (over && OfPrices(step))
                yield return $"{Word(step)} belongs to posted prices and stands in no methodology over deals";
            if (!over && OfDeals(step))
                yield return $"{Word(step)} belongs to a methodology that begins with deals";
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
        typeof(VolumeTrimStep),
        typeof(TaskStep),
    ];

    private static bool OfPrices(IndexStep step) =>
        step is ScreenStep or WeighStep or BundleStep or PeersStep or ProbationStep or ChainStep;

    private static bool OfDeals(IndexStep step) =>
        step
            is DealsStep
                or StandardPriceStep
                or OutliersStep
                or BuyerCapStep
                or VolumeTrimStep
                or ModelPriceStep
                or MatchStep
                or VolumeWeightsStep
                or CoverageStep
                or LinkStep;

    private static string Word(IndexStep step) =>
        step switch
        {
            ScreenStep => "screen",
            WeighStep => "weigh",
            BundleStep => "bundle",
            PeersStep => "peers",
            ProbationStep => "probation",
            ChainStep => "chain",
            DealsStep => "deals",
            StandardPriceStep => "standard price",
            OutliersStep => "outliers",
            BuyerCapStep => "buyer cap",
            VolumeTrimStep => "volume trim",
            ModelPriceStep => "model price",
            MatchStep => "match",
            VolumeWeightsStep => "volume weights",
            CoverageStep => "coverage",
            _ => "link",
        };
}
