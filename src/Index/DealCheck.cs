// What a deal and a measure must be to be kept at all. A fault is told with field, value and rule.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Index;

/// <summary>Checks before anything changes.</summary>
internal static class DealCheck
{
    private const decimal MostUnits = 1_000_000_000_000m;
    private const decimal MostMoney = 1_000_000_000_000_000m;

    // Measures are divided by each other: as small as a price may be, so that no quotient leaves decimal's range.
    private const decimal LeastMeasure = 0.000000001m;
    private const int MostTraits = 20;
    private static readonly string[] _products = ["token", "gpu"];
    private static readonly string[] _kinds = ["invoice", "rental", "routed", "spot"];
    private static readonly string[] _measures = ["supply", "throughput", "task"];
    private static readonly string[] _flags = ["related", "free", "promotional", "prepaid", "government"];

    public static RefusedObservation? Refuses(
        DealObservation o,
        TradingDate today,
        out TradingDate seen,
        out TradingDate from,
        out TradingDate to
    )
    {
        from = to = default;
        var fault =
            ObservationCheck.Day("seen", o.Seen, today, out seen)
            ?? ObservationCheck.Day("from", o.From, today, out from)
            ?? ObservationCheck.Day("to", o.To, today, out to)
            ?? (to < from ? new RefusedObservation("to", o.To, $"must not be before from ({o.From})") : null)
            ?? (to > seen ? new RefusedObservation("to", o.To, $"must not be after seen ({o.Seen})") : null)
            ?? Among("product", o.Product, _products)
            ?? Among("kind", o.Kind, _kinds)
            ?? ObservationCheck.Name("seller", o.Seller)
            ?? ObservationCheck.Name("buyer", o.Buyer)
            ?? ObservationCheck.Name("maker", o.Maker)
            ?? ObservationCheck.Name("item", o.Item)
            ?? ObservationCheck.Name("region", o.Region)
            ?? ObservationCheck.Name("terms", o.Terms)
            ?? ObservationCheck.Held("currency", o.Currency)
            ?? ObservationCheck.OneOf("unit", o.Unit, o.Product == "gpu" ? "GPU hour" : "1M tokens")
            ?? ObservationCheck.Long("source", o.Source)
            ?? Evidence(o.Evidence)
            ?? ObservationCheck.Long("feed", o.Feed)
            ?? Traits(o.Traits)
            ?? Quantities(o.Quantities);
        if (fault is not null)
            return fault;
        foreach (var flag in o.Flags ?? [])
        {
            if (Among("flags", flag ?? "null", _flags) is { } unknown)
                return unknown;
        }

        return o.Net is >= 0m and <= MostMoney
            ? null
            : new("net", ObservationCheck.Text(o.Net), "must lie from 0 to 1e15");
    }

    public static RefusedObservation? Refuses(
        MeasureObservation o,
        TradingDate today,
        out TradingDate seen,
        out TradingDate effective
    )
    {
        effective = default;
        return ObservationCheck.Day("seen", o.Seen, today, out seen)
            ?? ObservationCheck.Day("effective", o.Effective, today, out effective)
            ?? Among("product", o.Product, _measures)
            ?? ObservationCheck.Name("seller", o.Seller)
            ?? ObservationCheck.Name("maker", o.Maker)
            ?? ObservationCheck.Name("item", o.Item)
            ?? ObservationCheck.Name("class", o.Class)
            ?? ObservationCheck.Name("region", o.Region)
            ?? ObservationCheck.Name("terms", o.Terms)
            ?? ObservationCheck.Name("unit", o.Unit)
            ?? ObservationCheck.Long("source", o.Source)
            ?? Evidence(o.Evidence)
            ?? ObservationCheck.Long("feed", o.Feed)
            ?? Traits(o.Traits)
            ?? (
                o.Value is null or 0m or (>= LeastMeasure and <= MostUnits)
                    ? null
                    : new RefusedObservation(
                        "value",
                        ObservationCheck.Text(o.Value),
                        "must be 0 or lie from 1e-9 to 1e12"
                    )
            );
    }

    // A broken or missing list is a fault of the document, not of the machine.
    private static RefusedObservation? Quantities(IReadOnlyList<DealQuantity>? quantities)
    {
        if (quantities is null || quantities.Count is 0 or > 10)
            return new("quantities", $"{quantities?.Count ?? 0}", "must be one to ten");
        for (var i = 0; i < quantities.Count; i++)
        {
            // A list may hold null whatever its type says: it comes from a document.
            if (quantities[i] is not { } q)
                return new("quantities", "null", "must hold no null");
            if (ObservationCheck.Name("quantities.class", q.Class) is { } fault)
                return fault;
            for (var j = 0; j < i; j++)
            {
                if (quantities[j].Class == q.Class)
                    return new("quantities.class", q.Class, "must stand once");
            }

            if (q.Units is <= 0m or > MostUnits)
                return new("quantities.units", ObservationCheck.Text(q.Units), "must lie above 0 and up to 1e12");
            if (q.List is <= 0m or > 1_000_000_000m)
                return new("quantities.list", ObservationCheck.Text(q.List), "must lie above 0 and up to 1e9");
        }

        return null;
    }

    internal static RefusedObservation? Traits(IReadOnlyList<Trait>? traits)
    {
        if (traits is null)
            return null;
        if (traits.Count > MostTraits)
            return new("traits", $"{traits.Count}", $"must be at most {MostTraits}");
        for (var i = 0; i < traits.Count; i++)
        {
            if (traits[i] is not { } trait)
                return new("traits", "null", "must hold no null");
            var fault =
                ObservationCheck.Name("traits.name", trait.Name) ?? ObservationCheck.Name("traits.value", trait.Value);
            if (fault is not null)
                return fault;
            for (var j = 0; j < i; j++)
            {
                if (traits[j].Name == trait.Name)
                    return new("traits.name", trait.Name, "must stand once");
            }
        }

        return null;
    }

    internal static RefusedObservation? Evidence(string given)
    {
        var right = given.Length == 64;
        foreach (var c in given)
            right &= c is (>= '0' and <= '9') or (>= 'a' and <= 'f');
        return right
            ? null
            : new("evidence", ObservationCheck.Cut(given), "must be a SHA-256 in 64 small hexadecimal digits");
    }

    private static RefusedObservation? Among(string field, string given, string[] names)
    {
        foreach (var name in names)
        {
            if (given == name)
                return null;
        }

        return new(field, ObservationCheck.Cut(given), $"must be one of {string.Join(", ", names)}");
    }
}
