// The order in which the steps of a methodology stand, and what must not be missing.
namespace Tokenbourse.Model.Specs;

/// <summary>Steps go from prices to offers to groups to one value: each stage is entered once and not left
/// backwards.</summary>
internal sealed class StepOrder
{
    private int _stage = -1;

    public string? Refuses(IndexStep step)
    {
        var (from, to, then) = step switch
        {
            TakeStep or DealsStep => (-1, -1, 0),
            ScreenStep or ConvertStep or WeighStep => (0, 1, 1),
            BundleStep or StandardPriceStep or RatioStep => (0, 1, 2),
            DropStep or GradeStep or ProbationStep or WhereStep => (0, 3, -1),
            PeersStep or TaskStep or AdjustStep => (0, 3, 3),
            DeviationStep => (0, 5, 3),
            OutliersStep or RoundTripStep or BuyerCapStep or VolumeTrimStep => (2, 3, 3),
            GroupStep => (0, 3, 4),
            ModelPriceStep => (2, 3, 4),
            RequireStep or TrimStep or CapStep or BreadthStep or FloorStep or TrimWeightStep => (0, 5, 5),
            MatchStep or VolumeWeightsStep or CoverageStep => (4, 5, 5),
            LinkStep => (4, 5, 6),
            CombineStep or ChainStep or PanelLinkStep or OfferedStep => (0, 5, 6),
            SpreadStep or CompositeStep => (-1, -1, 6),
            BaseStep => (6, 6, 6),
            _ => (6, 6, 7),
        };
        var good = _stage >= from && _stage <= to;
        if (then > _stage)
            _stage = then;
        return good
            ? null
            : "stands in a wrong place: take or deals; drop, where, grade, probation, screen, weigh, convert; bundle, "
                + "ratio or standard price; peers, adjust, task, deviation, outliers, round trip, buyer cap, "
                + "volume trim; group or "
                + "model price; match, volume weights, coverage, breadth, require, trim, cap, floor, trim weight; "
                + "combine, chain, link, panel link or offered; base; round. In a companion: spread or composite; "
                + "base; round";
    }

    public IEnumerable<string> Missing(List<IndexStep> steps, string product)
    {
        var money = product is "token" or "gpu";
        if (steps.OfType<ConvertStep>().Count() != (money ? 1 : 0))
            yield return money ? "must hold convert exactly once" : "what is no price is not converted";
        foreach (var one in new[] { typeof(ScreenStep), typeof(GradeStep), typeof(WeighStep) })
        {
            if (steps.Count(s => s.GetType() == one) > 1)
                yield return "must hold screen, grade and weigh at most once each";
        }

        if (money && steps.FindIndex(s => s is WeighStep) > steps.FindIndex(s => s is ConvertStep))
            yield return "weigh stands before convert: a weight is no money";
        if (_stage != 7)
            yield return "must begin with take or deals and end with combine, chain or link and then round";
        foreach (var rule in DealStepOrder.Faults(steps))
            yield return rule;
        if (steps.OfType<TakeStep>().FirstOrDefault() is not { } take)
            yield break;
        var bundle = steps.OfType<BundleStep>().FirstOrDefault();
        var weights = steps.OfType<WeighStep>().Select(w => w.Class).ToList();
        var ratio = steps.OfType<RatioStep>().FirstOrDefault();
        if (bundle is null && ratio is null && take.Classes.Count(c => !weights.Contains(c)) != 1)
            yield return "several classes need a bundle";
        var used = weights.Concat(bundle?.Parts.Select(p => p.Class) ?? []);
        foreach (var c in used.Concat(ratio is null ? [] : [ratio.Of, ratio.To]))
        {
            if (!take.Classes.Contains(c))
                yield return $"take must name the class '{c}' that a later step uses";
        }

        if (steps.OfType<ChainStep>().Any() && steps.OfType<GroupStep>().Any())
            yield return "chain averages by its own key and takes no group before it";
    }
}
