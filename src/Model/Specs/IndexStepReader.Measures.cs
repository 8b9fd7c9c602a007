// Steps for measures and companions as they stand in a document: their fields and ranges.
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Model.Specs;

/// <summary>The part of the reader for ratios, breadth, bases, spreads and composites.</summary>
internal static partial class IndexStepReader
{
    private static readonly (string, Func<Fields, IndexStep>)[] MeasureKinds =
    [
        ("ratio", Ratio),
        ("offered", Offered),
        ("base", f => new BaseStep(f.Fraction("value", 1m, Million))),
        ("spread", Spread),
        ("composite", Composite),
    ];

    private static RatioStep Ratio(Fields f)
    {
        var ratio = new RatioStep(f.Text("of"), f.Text("to"), f.Flag("rest", false));
        if (ratio.Of == ratio.To)
            f.Fault("to", "must be another class than of");
        return ratio;
    }

    private static OfferedStep Offered(Fields f)
    {
        var offered = new OfferedStep(Names(f, "items"));
        if (offered.Items.Count == 0)
            f.Fault("items", "must name at least one item");
        return offered;
    }

    private static SpreadStep Spread(Fields f)
    {
        var gives = f.Word(
            "gives",
            [
                ("heat rate", SpreadOf.HeatRate),
                ("per million", SpreadOf.PerMillion),
                ("per hour", SpreadOf.PerHour),
                ("break even", SpreadOf.BreakEven),
            ]
        );
        var prices = gives != SpreadOf.HeatRate;
        var throughput = gives != SpreadOf.BreakEven;
        return new(
            gives,
            prices ? Index(f, "token") : "",
            prices ? Index(f, "gpu") : "",
            throughput ? Index(f, "throughput") : "",
            throughput ? f.Fraction("utilisation", 0.01m, 1m) : 1m,
            gives is SpreadOf.PerMillion or SpreadOf.PerHour ? f.Fraction("other", 0m, Million, 0m) : 0m,
            (int)f.Whole("maxAgeDays", 0, 366, 3)
        );
    }

    private static CompositeStep Composite(Fields f)
    {
        var parts = new List<CompositePart>();
        foreach (var p in f.Objects("parts"))
        {
            parts.Add(new(Index(p, "index"), p.Fraction("share", 0.0001m, 1m), p.Fraction("ratio", 0.01m, 100m)));
            p.Done();
        }

        if (parts.Count is 0 or > 12)
            f.Fault("parts", "must be one to twelve");
        if (parts.Select(p => p.Index).Distinct(StringComparer.Ordinal).Count() != parts.Count)
            f.Fault("parts", "must name each index once");
        if (parts.Sum(p => p.Share) != 1m)
            f.Fault("parts", "shares must add up to 1");
        return new(parts, (int)f.Whole("maxAgeDays", 0, 366, 3));
    }

    private static string Index(Fields f, string name)
    {
        var index = f.Text(name);
        if (index.Length > 0 && !Name24.TryParse(index, out _))
            f.Fault(name, "must be 1 to 24 of A-Z a-z 0-9 . _ : -");
        return index;
    }
}
