// The screens as data: which there are, with what numbers, and the words in which a person reads the reason.
using System.Globalization;
using System.Text.Json;

namespace Tokenbourse.Gateways.Feeds.Screens;

/// <summary>One screen.</summary>
/// <param name="Id">Of the closed set <see cref="ScreenRules.Known"/>.</param>
/// <param name="Of">prices or deals.</param>
/// <param name="With">Its numbers, by name.</param>
/// <param name="Values">Of sentinel: the numbers that are no prices.</param>
/// <param name="Editions">Of duplicate_offer: ids that were looked at and are models of their own.</param>
/// <param name="En">The reason in English.</param>
/// <param name="Zh">The reason in Chinese.</param>
public sealed record Screen(
    string Id,
    string Of,
    IReadOnlyDictionary<string, decimal> With,
    IReadOnlyList<decimal> Values,
    IReadOnlyList<string> Editions,
    string En,
    string Zh
);

/// <summary>What is wrong with a document of screens.</summary>
public sealed record ScreenFault(string Path, string Given, string Rule)
{
    public override string ToString() => $"{Path} '{Given}': {Rule}";
}

/// <summary>The document rulebook/screens/intake.json, read strictly: an unknown screen or number is a fault, and so is
/// a screen of the set that does not stand there.</summary>
public sealed class ScreenRules
{
    // Screen, of what, and the numbers that it needs with the range of each.
    private static readonly (string Id, string Of, (string Name, decimal Least, decimal Most)[] With)[] _known =
    [
        ("sentinel", "prices", []),
        ("bounds", "prices", [("tokenMost", 1, 1_000_000), ("gpuLeast", 0, 10), ("gpuMost", 1, 100_000)]),
        ("thousandfold", "prices", [("factor", 20, 1000), ("sellers", 1, 100), ("days", 1, 365)]),
        (
            "instance_total",
            "prices",
            [("factor", 1.5m, 100), ("slack", 0, 0.2m), ("sellers", 2, 100), ("days", 1, 365)]
        ),
        ("placeholder", "prices", [("factor", 1.5m, 100), ("sellers", 2, 100), ("days", 1, 365)]),
        ("stale_constant", "prices", [("days", 2, 365)]),
        ("duplicate_offer", "prices", []),
        ("source", "deals", []),
        ("flagged", "deals", []),
        ("free", "deals", []),
        ("promotional", "deals", [("least", 0, 1)]),
        ("self_dealing", "deals", []),
        ("proof_used", "deals", []),
        ("told_twice", "deals", []),
        ("round_trip", "deals", [("days", 1, 365)]),
        ("circle", "deals", [("days", 1, 365)]),
    ];

    private readonly List<Screen> _screens = [];

    /// <summary>Names of the closed set.</summary>
    public static IReadOnlyList<string> Known => [.. _known.Select(each => each.Id)];

    public IReadOnlyList<Screen> All => _screens;

    /// <summary>The screen of that id.</summary>
    public Screen this[string id] => _screens.Find(each => each.Id == id) ?? throw new KeyNotFoundException(id);

    /// <summary>Reads the document; null, with the faults, when it has any.</summary>
    public static ScreenRules? Read(string text, IList<ScreenFault> faults)
    {
        var before = faults.Count;
        var rules = new ScreenRules();
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (
                root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("screens", out var list)
                || list.ValueKind != JsonValueKind.Array
            )
                faults.Add(new("screens", "", "must be a list"));
            else
            {
                foreach (var field in root.EnumerateObject())
                    if (field.Name is not ("screens" or "version" or "note"))
                        faults.Add(new(field.Name, "", "is no field of this document"));
                var at = 0;
                foreach (var each in list.EnumerateArray())
                    rules.Read(each, $"screens[{at++}]", faults);
            }
        }
        catch (JsonException e)
        {
            faults.Add(new("document", "", $"must be JSON: {e.Message}"));
        }

        foreach (var (id, _, _) in faults.Count == before ? _known : [])
            if (!rules._screens.Exists(each => each.Id == id))
                faults.Add(new("screens", id, "must be there: the set is closed"));
        return faults.Count == before ? rules : null;
    }

    private void Read(JsonElement given, string path, IList<ScreenFault> faults)
    {
        var id = Text(given, "screen");
        var known = Array.Find(_known, each => each.Id == id);
        if (known.Id is null)
        {
            faults.Add(new($"{path}.screen", id, $"must be one of {string.Join(", ", Known)}"));
            return;
        }

        if (_screens.Exists(each => each.Id == id))
            faults.Add(new($"{path}.screen", id, "must stand once"));
        var with = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (name, least, most) in known.With)
        {
            if (!CsvTable.TryDecimal(Text(given, name), out var value) || value < least || value > most)
                faults.Add(
                    new(
                        $"{path}.{name}",
                        Text(given, name),
                        string.Create(CultureInfo.InvariantCulture, $"must be a number in quotes, {least} to {most}")
                    )
                );
            with[name] = value;
        }

        var values = new List<decimal>();
        if (id == "sentinel")
            Values(given, path, values, faults);
        List<string> editions = id == "duplicate_offer" ? Editions(given, path, faults) : [];
        foreach (var field in given.EnumerateObject())
        {
            if (
                field.Name is not ("screen" or "of" or "reason" or "note")
                && !with.ContainsKey(field.Name)
                && !(id == "sentinel" && field.Name == "values")
                && !(id == "duplicate_offer" && field.Name == "editions")
            )
                faults.Add(new($"{path}.{field.Name}", "", "is no field of this screen"));
        }

        if (Text(given, "of") != known.Of)
            faults.Add(new($"{path}.of", Text(given, "of"), $"must be {known.Of}"));
        var reason = given.TryGetProperty("reason", out var words) ? words : default;
        var (en, zh) = (Text(reason, "en"), Text(reason, "zh"));
        if (en.Length is 0 or > 300 || zh.Length is 0 or > 300)
            faults.Add(new($"{path}.reason", en, "must have words in en and zh, 1 to 300 characters each"));
        _screens.Add(new(id, known.Of, with, values, editions, en, zh));
    }

    private static void Values(JsonElement given, string path, List<decimal> values, IList<ScreenFault> faults)
    {
        if (!given.TryGetProperty("values", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            faults.Add(new($"{path}.values", "", "must be a list of numbers in quotes"));
            return;
        }

        foreach (var each in list.EnumerateArray())
        {
            var text = each.ValueKind == JsonValueKind.String ? each.GetString()! : each.GetRawText();
            if (each.ValueKind == JsonValueKind.String && CsvTable.TryDecimal(text, out var value))
                values.Add(value);
            else
                faults.Add(new($"{path}.values", text, "must be a number in quotes"));
        }
    }

    // May be missing: then nobody has looked.
    private static List<string> Editions(JsonElement given, string path, IList<ScreenFault> faults)
    {
        var editions = new List<string>();
        if (!given.TryGetProperty("editions", out var list))
            return editions;
        foreach (var each in list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : new[] { list })
        {
            var name = each.ValueKind == JsonValueKind.String ? each.GetString()! : "";
            if (name.Length is 0 or > 80 || editions.Contains(name))
                faults.Add(new($"{path}.editions", each.GetRawText(), "must be a list of names, each once"));
            else
                editions.Add(name);
        }

        return editions;
    }

    private static string Text(JsonElement given, string name) =>
        given.ValueKind == JsonValueKind.Object
        && given.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
