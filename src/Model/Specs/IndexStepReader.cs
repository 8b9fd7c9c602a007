// One step of a methodology document: its fields, their ranges, the words it knows.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>Reads one object of <c>steps</c>.</summary>
internal static partial class IndexStepReader
{
    private const decimal Million = 1_000_000m;

    private static readonly (string, CombineBy)[] Combines =
    [
        ("geometric mean", CombineBy.GeometricMean),
        ("arithmetic mean", CombineBy.ArithmeticMean),
        ("median", CombineBy.Median),
        ("weighted median", CombineBy.WeightedMedian),
        ("sum", CombineBy.Sum),
    ];

    private static readonly (string, Func<Fields, IndexStep>)[] Kinds =
    [
        ("take", Take),
        ("drop", Drop),
        ("screen", Screen),
        ("peers", f => new PeersStep(f.Fraction("factor", 1.1m, Million), (int)f.Whole("least", 3, 1000, 3))),
        ("grade", Grade),
        (
            "probation",
            f => new ProbationStep((int)f.Whole("days", 1, 365), f.Word("of", [("item", false), ("offer", true)]))
        ),
        ("convert", f => new ConvertStep((int)f.Whole("maxAgeDays", 0, 366, 0))),
        ("bundle", Bundle),
        ("weigh", f => new WeighStep(f.Text("class"))),
        (
            "group",
            f => new GroupStep(
                KeyOf(f, "by"),
                f.Word(
                    "take",
                    [
                        ("cheapest", CombineBy.Cheapest),
                        ("median", CombineBy.Median),
                        ("geometric mean", CombineBy.GeometricMean),
                        ("weighted median", CombineBy.WeightedMedian),
                    ]
                )
            )
        ),
        (
            "require",
            f => new RequireStep(
                f.Word(
                    "of",
                    [
                        ("makers", IndexKey.Maker),
                        ("sellers", IndexKey.Seller),
                        ("rows", IndexKey.Row),
                        ("items", IndexKey.Item),
                    ]
                ),
                (int)f.Whole("least", 1, 1000)
            )
        ),
        ("trim", f => new TrimStep(f.Fraction("share", 0m, 0.49m))),
        ("cap", f => new CapStep(f.Fraction("most", 0.01m, 1m))),
        ("combine", f => new CombineStep(f.Word("by", Combines))),
        ("chain", Chain),
        (
            "round",
            f => new RoundStep(
                f.Word(
                    "mode",
                    [
                        ("half up", RoundingMode.HalfUp),
                        ("half even", RoundingMode.HalfEven),
                        ("down", RoundingMode.Down),
                        ("up", RoundingMode.Up),
                    ]
                )
            )
        ),
    ];

    public static IndexStep? Read(Fields f)
    {
        f.Text("note", fallback: "-");
        var word = f.Text("step");
        foreach (var (name, read) in All())
        {
            if (name == word)
                return read(f);
        }

        f.Fault("step", $"must be one of: {string.Join(", ", All().Select(k => k.Item1))}");
        return null;
    }

    private static IEnumerable<(string, Func<Fields, IndexStep>)> All() =>
        Kinds.Concat(GpuKinds).Concat(MeasureKinds).Concat(DealStepReader.Kinds);

    private static TakeStep Take(Fields f)
    {
        var take = new TakeStep(
            Names(f, "classes"),
            Names(f, "terms"),
            Names(f, "regions"),
            Names(f, "items"),
            (int)f.Whole("maxAgeDays", 0, 3660, 0)
        );
        if (take.Classes.Count == 0)
            f.Fault("classes", "must name at least one class");
        return take;
    }

    private static DropStep Drop(Fields f)
    {
        var drop = new DropStep(Names(f, "sellers"), Names(f, "makers"), Names(f, "items"), f.Text("reason"));
        if (drop.Sellers.Count + drop.Makers.Count + drop.Items.Count == 0)
            f.Fault("step", "drop must name sellers, makers or items");
        return drop;
    }

    private static GradeStep Grade(Fields f)
    {
        var grade = new GradeStep(Names(f, "exams"), f.Texts("anchors"), f.Fraction("margin", -Million, Million, 0m));
        if (grade.Anchors.Count is 0 or > 20)
            f.Fault("anchors", "must be one to twenty names of items");
        return grade;
    }

    private static ChainStep Chain(Fields f)
    {
        var chain = new ChainStep(
            KeyOf(f, "by"),
            f.Word("start", Combines[..3]),
            f.Fraction("trimLevels", 0m, 0.49m, 0m),
            f.Fraction("mostMove", 0m, Million, 0m)
        );
        if (chain.MostMove is > 0m and < 1.1m)
            f.Fault("mostMove", "must be 0 (every move counts) or at least 1.1");
        return chain;
    }

    private static ScreenStep Screen(Fields f)
    {
        var screen = new ScreenStep(
            f.Fraction("least", 0m, Million, 0m),
            f.Fraction("most", 0m, Million, Million),
            f.Fraction("factor", 0m, Million, 0m),
            (int)f.Whole("observations", 2, 100, 2),
            (int)f.Whole("days", 1, 365, 7)
        );
        if (screen.Factor is > 0m and < 1.1m)
            f.Fault("factor", "must be 0 (no waiting) or at least 1.1");
        if (screen.Most < screen.Least)
            f.Fault("most", "must not be below least");
        return screen;
    }

    private static BundleStep Bundle(Fields f)
    {
        var parts = new List<BundlePart>();
        foreach (var p in f.Objects("parts"))
        {
            parts.Add(
                new(p.Text("class"), p.Fraction("weight", 0.000001m, 1000m), p.Has("instead") ? p.Text("instead") : "")
            );
            p.Done();
        }

        if (parts.Count is 0 or > 10)
            f.Fault("parts", "must be one to ten classes with their weights");
        if (parts.Select(p => p.Class).Distinct(StringComparer.Ordinal).Count() != parts.Count)
            f.Fault("parts", "must name each class once");
        foreach (var part in parts)
        {
            if (part.Instead.Length > 0 && !parts.Exists(p => p.Class == part.Instead))
                f.Fault("parts", $"instead: '{part.Instead}' must be a class of the bundle");
        }

        return new(parts);
    }

    private static IndexKey KeyOf(Fields f, string name) =>
        f.Word(name, [("maker", IndexKey.Maker), ("seller", IndexKey.Seller), ("item", IndexKey.Item)]);

    internal static List<string> Names(Fields f, string name)
    {
        var names = f.Texts(name, required: false)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (names.Count > 500)
            f.Fault(name, "must be at most 500 names");
        if (names.Exists(n => n.Length is 0 or > 120))
            f.Fault(name, "must hold names of 1 to 120 characters");
        return names;
    }
}
