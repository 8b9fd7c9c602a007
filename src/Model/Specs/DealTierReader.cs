// The tiers of deals: which kinds count alike, in which order, and for how much.
namespace Tokenbourse.Model.Specs;

/// <summary>Reads <c>tiers</c> of the step deals, and says what a whole methodology with tiers must hold.</summary>
internal static class DealTierReader
{
    private const int Most = 6;

    /// <summary>Empty where the document is silent.</summary>
    public static List<DealTier> Read(Fields f, string[] kinds)
    {
        var tiers = new List<DealTier>();
        if (!f.Has("tiers"))
            return tiers;
        foreach (var t in f.Objects("tiers"))
        {
            var tier = new DealTier(
                t.Text("name"),
                IndexStepReader.Names(t, "kinds"),
                t.Fraction("weight", 0.0001m, 1m)
            );
            t.Done();
            if (tier.Name.Length > 60)
                t.Fault("name", "must be at most 60 characters");
            if (tier.Kinds.Count == 0 || tier.Kinds.Any(k => k != DealTier.Posted && !kinds.Contains(k)))
                t.Fault("kinds", $"must hold only: {string.Join(", ", kinds)}; or {DealTier.Posted} alone");
            if (tier.Kinds.Contains(DealTier.Posted) && tier.Kinds.Count > 1)
                t.Fault("kinds", "posted prices are a tier of their own");
            if (tiers.Count > 0 && tier.Weight > tiers[^1].Weight)
                t.Fault("weight", "must not be above the tier before: executed prices come first");
            tiers.Add(tier);
        }

        if (tiers.Count is < 2 or > Most)
            f.Fault("tiers", $"must be two to {Most}");
        if (tiers.Count > 0 && tiers[0].Weight != 1m)
            f.Fault("tiers", "the first weighs 1");
        if (tiers.Take(tiers.Count - 1).Any(t => t.Kinds.Contains(DealTier.Posted)))
            f.Fault("tiers", "posted prices come last");
        if (tiers.Select(t => t.Name).Distinct(StringComparer.Ordinal).Count() != tiers.Count)
            f.Fault("tiers", "must have each name once");
        var all = tiers.SelectMany(t => t.Kinds).ToList();
        if (all.Distinct(StringComparer.Ordinal).Count() != all.Count)
            f.Fault("tiers", "must hold each kind once");
        return tiers;
    }

    /// <summary>What is wrong with a methodology whose deals are in tiers.</summary>
    public static IEnumerable<(string Path, string Rule)> Faults(IndexMethodology methodology)
    {
        if (methodology.Steps.OfType<DealsStep>().FirstOrDefault() is not { Tiers.Count: > 0 } deals)
            yield break;
        if (!methodology.Diagnostics)
            yield return ("diagnostics", "must be true with tiers: every print tells what each tier did to it");
        var posted = deals.Tiers.Any(t => t.Kinds.Contains(DealTier.Posted));
        if (posted != methodology.Fallbacks.Any(t => t.PostedDays > 0))
            yield return (
                "fallback",
                "tiers name posted prices where a fallback has postedDays, and only there: what they weigh is said"
            );
    }
}
