// What must hold between the steps of one methodology: tiers apart, measures without money, companions alone.
namespace Tokenbourse.Model.Specs;

/// <summary>Rules on a whole list of steps, beyond the place of each.</summary>
internal static class IndexStepOrder
{
    /// <summary>Products whose values are counted, not paid: no currency, no convert, and zero is a value.</summary>
    public static bool IsMeasure(string product) => product is "supply" or "throughput" or "task" or "breadth";

    /// <summary>What is wrong with the list as a whole.</summary>
    public static IEnumerable<string> Faults(string product, IReadOnlyList<IndexStep> steps)
    {
        var measure = IsMeasure(product);
        var reference = steps.OfType<SpreadStep>().Count() + steps.OfType<CompositeStep>().Count();
        if (reference > 0 != (product == "companion"))
            yield return "spread and composite stand in methodologies of the product companion, and only there";
        if (product == "companion")
        {
            if (reference > 1 || steps.Any(s => s is not (SpreadStep or CompositeStep or BaseStep or RoundStep)))
                yield return "a companion holds one spread or composite, at most a base, and round";
            yield break;
        }

        if (steps.OfType<OfferedStep>().Any() != (product == "breadth"))
            yield return "offered stands in methodologies of the product breadth, and only there";
        if (measure && steps.Any(NeedsAboveZero))
            yield return "a measure may be zero: no logarithms (adjust, deviation, chain, geometric means)";
        if (steps.OfType<RatioStep>().Any() && !measure)
            yield return "ratio is for measures; prices have bundle";
        foreach (var one in new[] { typeof(AdjustStep), typeof(RatioStep), typeof(BaseStep) })
        {
            if (steps.Count(s => s.GetType() == one) > 1)
                yield return "must hold adjust, ratio and base at most once each";
        }

        foreach (var fault in Apart(steps))
            yield return fault;
        if (steps.OfType<PanelLinkStep>().Any() && steps.OfType<GroupStep>().FirstOrDefault() is null)
            yield return "panel link needs group before it: it goes by the names of the groups";
    }

    // Prices of another tier or tenor are another market: no coefficient makes them one.
    private static IEnumerable<string> Apart(IReadOnlyList<IndexStep> steps)
    {
        if (!steps.OfType<AdjustStep>().Any())
            yield break;
        if (!steps.OfType<WhereStep>().Any(w => w is { Trait: "tier", Values.Count: 1 }))
            yield return "adjust needs where on trait tier with one value: tiers are kept apart";
        if (steps.OfType<TakeStep>().FirstOrDefault() is { Terms.Count: not 1 })
            yield return "adjust needs take with one of terms: tenors are kept apart";
        if (steps.OfType<ChainStep>().Any())
            yield return "after adjust stands panel link or combine: chain cannot tell a new coefficient from a move";
    }

    private static bool NeedsAboveZero(IndexStep step) =>
        step
            is AdjustStep
                or DeviationStep
                or ChainStep
                or GroupStep { Take: CombineBy.GeometricMean }
                or CombineStep { By: CombineBy.GeometricMean }
                or PanelLinkStep { By: CombineBy.GeometricMean };
}
