// Steps for rented machines as they stand in a document: their fields and ranges.
namespace Tokenbourse.Model.Specs;

/// <summary>The part of the reader for tiers, restatement and the link.</summary>
internal static partial class IndexStepReader
{
    private const int MostTraits = 8;

    private static readonly (string, Func<Fields, IndexStep>)[] GpuKinds =
    [
        ("where", Where),
        ("adjust", Adjust),
        ("deviation", f => new DeviationStep(f.Fraction("most", 1m, 100m), (int)f.Whole("least", 3, 1000, 5))),
        ("floor", f => new FloorStep(f.Fraction("least", 0m, 0.5m))),
        ("trim weight", f => new TrimWeightStep(f.Fraction("share", 0m, 0.49m))),
        ("panel link", f => new PanelLinkStep(f.Word("by", Combines[..4]), f.Fraction("trimWeight", 0m, 0.49m, 0m))),
    ];

    private static WhereStep Where(Fields f)
    {
        var where = new WhereStep(f.Text("trait"), Names(f, "is"));
        if (where.Values.Count == 0)
            f.Fault("is", "must name at least one value");
        return where;
    }

    private static AdjustStep Adjust(Fields f)
    {
        var days = (int)f.Whole("days", 7, 366, 90);
        var every = (int)f.Whole("every", 1, 31, 7);
        var traits = new List<AdjustTrait>();
        foreach (var t in f.Objects("traits"))
        {
            traits.Add(Trait(t));
            t.Done();
        }

        if (traits.Count is 0 or > MostTraits)
            f.Fault("traits", $"must be one to {MostTraits}");
        if (traits.Select(t => t.Name).Distinct(StringComparer.Ordinal).Count() != traits.Count)
            f.Fault("traits", "must have each name once");
        if (every > days)
            f.Fault("every", "must not be above days");
        return new(
            days,
            every,
            (int)f.Whole("leastRows", 3, 100_000, 60),
            f.Fraction("huber", 0.5m, 10m, 1.345m),
            (int)f.Whole("rounds", 1, 50, 20),
            traits
        );
    }

    private static AdjustTrait Trait(Fields f)
    {
        var scale = f.Word("as", [("log", TraitScale.Log), ("is", TraitScale.Is)]);
        var trait = f.Text("trait");
        var one = new AdjustTrait(
            f.Text("name", fallback: trait),
            trait,
            scale,
            scale == TraitScale.Log ? f.Fraction("reference", 0.000001m, Million) : 1m,
            scale == TraitScale.Is ? Names(f, "values") : [],
            f.Fraction("least", -3m, 3m),
            f.Fraction("most", -3m, 3m),
            f.Fraction("prior", -3m, 3m, 0m),
            f.Word("missing", [("reference", false), ("leave out", true)], required: false)
        );
        if (one.Name.Length > 60)
            f.Fault("name", "must be at most 60 characters");
        if (one.Trait is "tier" or "terms" or "tenor")
            f.Fault("trait", "tiers and terms are kept apart and never adjusted for");
        if (scale == TraitScale.Is && one.Values.Count == 0)
            f.Fault("values", "must name at least one value");
        if (one.Most < one.Least)
            f.Fault("most", "must not be below least");
        if (one.Prior < one.Least || one.Prior > one.Most)
            f.Fault("prior", "must lie between least and most");
        return one;
    }
}
