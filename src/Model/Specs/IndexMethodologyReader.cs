// A methodology document becomes rules, or a list of what is wrong with it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>Reads <c>rulebook/indexes/*.json</c>.</summary>
internal static class IndexMethodologyReader
{
    private const int MostSteps = 40;

    private static readonly (string, string)[] Products =
    [
        ("token", "token"),
        ("gpu", "gpu"),
        ("supply", "supply"),
        ("throughput", "throughput"),
        ("task", "task"),
        ("breadth", "breadth"),
        ("companion", "companion"),
    ];

    public static IndexMethodology? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults)
    {
        var before = faults.Count;
        if (Fields.Parse(json, faults) is not { } f)
            return null;
        f.Text("note", fallback: "-");
        var name = f.Object("name", required: false);
        name?.Text("en");
        name?.Text("zh");
        name?.Done();
        var at = f.Object("printAt");
        var product = f.Word("product", Products);
        var methodology = new IndexMethodology
        {
            Index = f.Text("index"),
            Version = (int)f.Whole("version", 1, 9999),
            Product = product,
            Unit = f.Text("unit"),
            Currency = CurrencyOf(f, product),
            Decimals = (int)f.Whole("decimals", 0, 9),
            PrintMinute = at?.Clock("clock") ?? 0,
            OffsetMinutes = (int)(at?.Whole("offsetMinutes", -720, 840, 0) ?? 0),
            Days = f.Word("days", [("every day", PrintDays.EveryDay), ("business days", PrintDays.BusinessDays)]),
            From = f.Date("from"),
            Steps = StepsOf(f, product),
            Fallbacks = FallbacksOf(f),
            Diagnostics = f.Flag("diagnostics", false),
            ShadowOf = f.Has("shadowOf") ? f.Text("shadowOf") : "",
            Alarm = f.Fraction("alarm", 0.000001m, 1m, 0m),
            Governance = GovernanceTerms.Read(f.Object("governance", required: false)),
            Effective = GovernanceTerms.Effective(f),
        };
        at?.Done();
        f.Done();
        if (!Name24.TryParse(methodology.Index, out _))
            f.Fault("index", "must be 1 to 24 of A-Z a-z 0-9 . _ : -");
        if (methodology.ShadowOf.Length > 0 && !Name24.TryParse(methodology.ShadowOf, out _))
            f.Fault("shadowOf", "must be the name of an index");
        if (methodology.ShadowOf == methodology.Index && methodology.Index.Length > 0)
            f.Fault("shadowOf", "must be another index");
        if (f.Has("alarm") && methodology.ShadowOf.Length == 0)
            f.Fault("alarm", "belongs to a shadow (shadowOf)");
        if (!methodology.OverDeals && methodology.Fallbacks.Any(t => t.PooledDays + t.PostedDays > 0))
            f.Fault("fallback", "pooledDays and postedDays belong to a methodology over deals");
        foreach (var (path, rule) in DealTierReader.Faults(methodology))
            f.Fault(path, rule);
        if (methodology.Unit.Length > 80)
            f.Fault("unit", "must be at most 80 characters");
        if (methodology.From.Year is < 1970 or > 2200)
            f.Fault("from", "must lie between 1970 and 2200");
        return faults.Count > before ? null : methodology;
    }

    private static List<IndexStep> StepsOf(Fields f, string product)
    {
        var steps = new List<IndexStep>();
        var objects = f.Objects("steps");
        if (objects.Count > MostSteps)
            f.Fault("steps", "must be at most 40 steps");
        var order = new StepOrder();
        foreach (var s in objects.Take(MostSteps))
        {
            var step = IndexStepReader.Read(s);
            s.Done();
            if (step is null)
                continue;
            if (order.Refuses(step) is { } rule)
                s.Fault("step", rule);
            steps.Add(step);
        }

        foreach (var rule in order.Missing(steps, product).Concat(IndexStepOrder.Faults(product, steps)))
            f.Fault("steps", rule);
        return steps;
    }

    // What is counted and not paid has no currency; a heat rate or a break-even of a companion has none either.
    private static Currency CurrencyOf(Fields f, string product) =>
        IndexStepOrder.IsMeasure(product) || (product == "companion" && !f.Has("currency"))
            ? Currency.None
            : f.Word("currency", [("CNY", Currency.CNY), ("USD", Currency.USD), ("EUR", Currency.EUR)]);

    private static List<IndexFallback> FallbacksOf(Fields f)
    {
        var list = new List<IndexFallback>();
        foreach (var o in f.Objects("fallback", required: false))
        {
            var fallback = new IndexFallback(
                o.Text("name"),
                (int)o.Whole("makers", 0, 1000, 0),
                (int)o.Whole("sellers", 0, 1000, 0),
                (int)o.Whole("rows", 0, 1000, 0),
                (int)o.Whole("previousPrintDays", 0, 31, 0),
                o.Flag("committee", false),
                (int)o.Whole("pooledDays", 0, 31, 0),
                (int)o.Whole("postedDays", 0, 366, 0)
            );
            o.Done();
            var ways = (fallback.Lowers ? 1 : 0) + (fallback.PreviousPrintDays > 0 ? 1 : 0);
            ways += (fallback.PooledDays > 0 ? 1 : 0) + (fallback.PostedDays > 0 ? 1 : 0);
            if (ways + (fallback.Committee ? 1 : 0) != 1)
                o.Fault(
                    "name",
                    "a fallback has either makers, sellers, rows or previousPrintDays or pooledDays or postedDays, or "
                        + "is a committee"
                );
            if (fallback.Name.Length > 120)
                o.Fault("name", "must be at most 120 characters");
            list.Add(fallback);
        }

        if (list.Count > 9)
            f.Fault("fallback", "must be at most nine tiers");
        return list;
    }
}
