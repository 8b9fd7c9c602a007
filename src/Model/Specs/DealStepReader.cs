// The steps over deals: their fields, their ranges, the words they know.
namespace Tokenbourse.Model.Specs;

/// <summary>Reads the objects of <c>steps</c> that speak of deals.</summary>
internal static class DealStepReader
{
    private static readonly string[] _kinds = ["invoice", "rental", "routed", "spot"];
    private static readonly string[] _flags = ["related", "free", "promotional", "prepaid", "government"];

    public static readonly (string, Func<Fields, IndexStep>)[] Kinds =
    [
        ("deals", Deals),
        ("standard price", StandardPrice),
        (
            "outliers",
            f => new OutliersStep(
                f.Fraction("spread", 1m, 100m, 3m),
                f.Fraction("floor", 0.000001m, 1m, 0.01m),
                (int)f.Whole("least", 3, 1000, 5)
            )
        ),
        (
            "round trip",
            f => new RoundTripStep((int)f.Whole("days", 1, 31), f.Word("of", [("pairs", false), ("parties", true)]))
        ),
        ("buyer cap", f => new BuyerCapStep(f.Fraction("most", 0.01m, 1m))),
        (
            "volume trim",
            f => new VolumeTrimStep(f.Fraction("share", 0m, 0.49m), f.Word("of", [("item", true), ("offer", false)]))
        ),
        ("model price", f => new ModelPriceStep(f.Fraction("least", 0m, 1_000_000_000m, 0m))),
        ("match", Match),
        (
            "volume weights",
            f => new VolumeWeightsStep(
                (int)f.Whole("days", 1, 366, 28),
                (int)f.Whole("lag", 0, 60, 7),
                f.Fraction("most", 0.01m, 1m),
                f.Word("items", [("as traded", false), ("equal", true)], required: false)
            )
        ),
        ("coverage", f => new CoverageStep(f.Fraction("least", 0.01m, 1m))),
        (
            "breadth",
            f => new BreadthStep(
                f.Word("of", [("sellers", IndexKey.Seller), ("makers", IndexKey.Maker), ("rows", IndexKey.Row)]),
                f.Fraction("least", 1m, 1000m)
            )
        ),
        (
            "link",
            f => new LinkStep(
                f.Word(
                    "formula",
                    [("geometric Laspeyres", LinkFormula.GeometricLaspeyres), ("Törnqvist", LinkFormula.Tornqvist)]
                )
            )
        ),
        ("task", Task),
    ];

    private static DealsStep Deals(Fields f)
    {
        var deals = new DealsStep(
            Known(f, "kinds", _kinds),
            IndexStepReader.Names(f, "terms"),
            IndexStepReader.Names(f, "regions"),
            IndexStepReader.Names(f, "items"),
            Known(f, "without", _flags),
            f.Fraction("least", 0m, 1_000_000_000m, 0m),
            (int)f.Whole("lag", 0, 31, 0),
            (int)f.Whole("longest", 1, 31, 1),
            f.Flag("intake", false)
        );
        var tiers = DealTierReader.Read(f, _kinds);
        if (tiers.Count == 0)
            return deals;
        if (deals.Kinds.Count > 0)
            f.Fault("kinds", "must be left out: tiers name the kinds");
        return deals with
        {
            Tiers = tiers,
            Kinds = [.. tiers.SelectMany(t => t.Kinds).Where(k => k != DealTier.Posted).Order(StringComparer.Ordinal)],
        };
    }

    private static StandardPriceStep StandardPrice(Fields f)
    {
        var parts = new List<StandardPart>();
        foreach (var p in f.Objects("parts"))
        {
            parts.Add(
                new(
                    p.Text("class"),
                    p.Fraction("weight", 0.000001m, 1000m),
                    p.Has("instead") ? p.Text("instead") : "",
                    p.Fraction("reference", 0.001m, 1_000_000m)
                )
            );
            p.Done();
        }

        if (parts.Count is 0 or > 10)
            f.Fault("parts", "must be one to ten classes with their weights and reference prices");
        if (parts.Select(p => p.Class).Distinct(StringComparer.Ordinal).Count() != parts.Count)
            f.Fault("parts", "must name each class once");
        foreach (var part in parts)
        {
            if (part.Instead.Length > 0 && !parts.Exists(p => p.Class == part.Instead))
                f.Fault("parts", $"instead: '{part.Instead}' must be a class of the bundle");
        }

        var least = f.Fraction("leastPaid", 0m, 1m, 0m);
        var most = f.Fraction("mostPaid", 0.01m, 100m, 100m);
        if (most < least)
            f.Fault("mostPaid", "must not be below leastPaid");
        return new(parts, Tokenizers(f), Otherwise(f), least, most);
    }

    private static MatchStep Match(Fields f)
    {
        var hedonic = f.Object("hedonic", required: false);
        HedonicTerms? terms = null;
        if (hedonic is not null)
        {
            terms = new(
                hedonic.Has("exam") ? hedonic.Text("exam") : "",
                IndexStepReader.Names(hedonic, "traits"),
                (int)hedonic.Whole("days", 28, 366, 180),
                hedonic.Fraction("leastFit", 0m, 1m, 0.7m)
            );
            hedonic.Done();
            if (terms.Traits.Count + terms.Exam.Length == 0 || terms.Traits.Count > 8)
                hedonic.Fault("traits", "must name one to eight traits, or an exam");
        }

        return new((int)f.Whole("days", 1, 31, 1), (int)f.Whole("overlap", 0, 60, 0), terms);
    }

    private static TaskStep Task(Fields f) =>
        new(f.Text("class"), Tokenizers(f), Otherwise(f), (int)f.Whole("maxAgeDays", 0, 3660, 0));

    private static decimal Otherwise(Fields f) => f.Fraction("otherwise", 0.01m, 100m, 0m);

    private static List<ItemFactor> Tokenizers(Fields f)
    {
        var factors = new List<ItemFactor>();
        foreach (var t in f.Objects("tokenizers", required: false))
        {
            var begins = t.Has("starts");
            factors.Add(new(t.Text(begins ? "starts" : "item"), begins, t.Fraction("factor", 0.01m, 100m)));
            t.Done();
        }

        if (factors.Count > 500)
            f.Fault("tokenizers", "must be at most 500 items");
        if (factors.Select(t => (t.Item, t.Begins)).Distinct().Count() != factors.Count)
            f.Fault("tokenizers", "must name each item once");
        // The whole name first, then the longest beginning.
        return
        [
            .. factors
                .OrderBy(t => t.Begins)
                .ThenByDescending(t => t.Item.Length)
                .ThenBy(t => t.Item, StringComparer.Ordinal),
        ];
    }

    private static List<string> Known(Fields f, string name, string[] words)
    {
        var names = IndexStepReader.Names(f, name);
        if (names.Exists(n => !words.Contains(n)))
            f.Fault(name, $"must hold only: {string.Join(", ", words)}");
        return names;
    }
}
