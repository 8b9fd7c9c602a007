// Reads one JSON object field by field and keeps a list of what is wrong, each with path, value and rule.
using System.Globalization;
using System.Text.Json;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>One fault in a document: where, what was given, what is asked.</summary>
/// <param name="Path">Field path, as in <c>finalSettlement.index</c>; empty for the document itself.</param>
/// <param name="Given">The value as written; empty when missing.</param>
/// <param name="Rule">What the rule asks.</param>
public sealed record SpecFault(string Path, string Given, string Rule)
{
    /// <summary>The value next to the given one that would be taken; null when none is next to it.</summary>
    public string? Nearest { get; init; }

    public override string ToString() =>
        $"{(Path.Length == 0 ? "document" : Path)}: {(Given.Length == 0 ? "missing" : $"'{Given}'")}: {Rule}";
}

/// <summary>A JSON object under reading. Every field must be asked for; those that nobody asked for are
/// faults.</summary>
public sealed class Fields
{
    private readonly JsonElement _object;
    private readonly string _path;
    private readonly SortedSet<string> _asked = new(StringComparer.Ordinal);

    public Fields(JsonElement element, string path, List<SpecFault> faults)
    {
        _object = element;
        _path = path;
        Faults = faults;
        if (element.ValueKind != JsonValueKind.Object)
            faults.Add(new(path, Short(element), "must be an object"));
    }

    public List<SpecFault> Faults { get; }

    /// <summary>Parses a whole document; null (with a fault) when it is not JSON or not an object.</summary>
    public static Fields? Parse(ReadOnlyMemory<byte> json, List<SpecFault> faults)
    {
        try
        {
            using var document = JsonDocument.Parse(
                json,
                new() { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 16 }
            );
            var root = document.RootElement.Clone();
            MustDecode(root);
            if (root.ValueKind == JsonValueKind.Object)
                return new(root, "", faults);
            faults.Add(new("", Short(root), "must be a JSON object"));
            return null;
        }
        catch (JsonException e)
        {
            faults.Add(new("", "", $"not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine})"));
            return null;
        }
        catch (InvalidOperationException)
        {
            faults.Add(new("", "", "must be JSON whose texts are valid Unicode"));
            return null;
        }
    }

    public bool Has(string name) => _object.ValueKind == JsonValueKind.Object && _object.TryGetProperty(name, out _);

    public string Text(string name, string rule = "must be a text that is not empty", string? fallback = null)
    {
        if (!Get(name, fallback is null, rule, out var value))
            return fallback ?? "";
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
            return text;
        Fault(name, value, rule);
        return "";
    }

    /// <summary>One of a closed set of words.</summary>
    public T Word<T>(string name, IReadOnlyList<(string Word, T Value)> words, bool required = true)
    {
        var rule = $"must be one of: {string.Join(", ", words.Select(w => w.Word))}";
        if (!Get(name, required, rule, out var value))
            return words[0].Value;
        if (value.ValueKind == JsonValueKind.String)
        {
            foreach (var (word, meaning) in words)
            {
                if (value.ValueEquals(word))
                    return meaning;
            }
        }

        Fault(name, value, rule);
        return words[0].Value;
    }

    public long Whole(string name, long least, long most, long? fallback = null)
    {
        var rule = string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}");
        if (!Get(name, fallback is null, rule, out var value))
            return fallback ?? least;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number))
        {
            if (number >= least && number <= most)
                return number;
            var near = long.Clamp(number, least, most).ToString(CultureInfo.InvariantCulture);
            Faults.Add(new(Path(name), Short(value), rule) { Nearest = near });
            return least;
        }

        Fault(name, value, rule);
        return least;
    }

    /// <summary>A decimal fraction, written as text so that no reader makes it binary.</summary>
    public decimal Fraction(string name, decimal least, decimal most, decimal? fallback = null)
    {
        var rule = string.Create(CultureInfo.InvariantCulture, $"must be a decimal in quotes from {least} to {most}");
        if (!Get(name, fallback is null, rule, out var value))
            return fallback ?? least;
        if (
            value.ValueKind == JsonValueKind.String
            && decimal.TryParse(
                value.GetString(),
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
        {
            if (number >= least && number <= most)
                return number;
            var near = decimal.Clamp(number, least, most).ToString(CultureInfo.InvariantCulture);
            Faults.Add(new(Path(name), Short(value), rule) { Nearest = near });
            return least;
        }

        Fault(name, value, rule);
        return least;
    }

    /// <summary>A fraction with at most six decimals, as parts per million.</summary>
    public int Ppm(string name, decimal least, decimal most, decimal? fallback = null)
    {
        var fraction = Fraction(name, least, most, fallback) * 1_000_000m;
        if (fraction == decimal.Truncate(fraction))
            return (int)fraction;
        Fault(name, "must have at most six decimals");
        return (int)decimal.Truncate(fraction);
    }

    /// <summary>Money as a decimal in quotes, as minor units; more digits than the minor unit has are a
    /// fault.</summary>
    public long Minor(string name, decimal least, decimal most, decimal? fallback = null)
    {
        var minor = Fraction(name, least, most, fallback) * Currencies.MinorPerUnit;
        if (minor != decimal.Truncate(minor))
            Fault(name, "must be whole minor units");
        return (long)decimal.Truncate(minor);
    }

    /// <summary>A list of whole numbers.</summary>
    public IReadOnlyList<long> Wholes(string name, long least, long most)
    {
        var numbers = new List<long>();
        foreach (var element in Elements(name, required: true))
        {
            if (
                element.ValueKind == JsonValueKind.Number
                && element.TryGetInt64(out var number)
                && number >= least
                && number <= most
            )
                numbers.Add(number);
            else
                Fault(
                    $"{name}[{numbers.Count}]",
                    element,
                    string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}")
                );
        }

        return numbers;
    }

    public bool Flag(string name, bool fallback)
    {
        if (!Get(name, false, "", out var value))
            return fallback;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Fault(name, value, "must be true or false");
        return fallback;
    }

    public TradingDate Date(string name)
    {
        const string Rule = "must be a date, yyyy-MM-dd";
        if (!Get(name, true, Rule, out var value))
            return default;
        if (value.ValueKind == JsonValueKind.String && TradingDate.TryParse(value.GetString(), out var date))
            return date;
        Fault(name, value, Rule);
        return default;
    }

    /// <summary>Minutes after midnight of a clock time HH:mm.</summary>
    public int Clock(string name)
    {
        const string Rule = "must be a clock time, HH:mm";
        if (!Get(name, true, Rule, out var value))
            return 0;
        if (
            value.ValueKind == JsonValueKind.String
            && TimeOnly.TryParseExact(
                value.GetString(),
                "HH:mm",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            )
        )
            return (time.Hour * 60) + time.Minute;
        Fault(name, value, Rule);
        return 0;
    }

    public Fields? Object(string name, bool required = true) =>
        Get(name, required, "must be an object", out var value) ? new Fields(value, Path(name), Faults) : null;

    public IReadOnlyList<Fields> Objects(string name, bool required = true) =>
        [.. Elements(name, required).Select((e, i) => new Fields(e, $"{Path(name)}[{i}]", Faults))];

    public IReadOnlyList<string> Texts(string name, bool required = true)
    {
        var texts = new List<string>();
        foreach (var element in Elements(name, required))
        {
            if (element.ValueKind == JsonValueKind.String)
                texts.Add(element.GetString()!);
            else
                Fault(name, element, "must hold texts only");
        }

        return texts;
    }

    public IReadOnlyList<TradingDate> Dates(string name)
    {
        var dates = new List<TradingDate>();
        foreach (var text in Texts(name))
        {
            if (TradingDate.TryParse(text, out var date))
                dates.Add(date);
            else
                Faults.Add(new(Path(name), text, "must hold dates only, yyyy-MM-dd"));
        }

        return dates;
    }

    /// <summary>To be called when all fields have been asked for: what is left over is a fault (a misspelt field must
    /// not be a silent default).</summary>
    public void Done()
    {
        if (_object.ValueKind != JsonValueKind.Object)
            return;
        foreach (var property in _object.EnumerateObject())
        {
            if (!_asked.Contains(property.Name))
                Faults.Add(new(Path(property.Name), Short(property.Value), "is not a field of this document"));
        }
    }

    public void Fault(string name, string rule, string? nearest = null) =>
        Faults.Add(new(Path(name), Has(name) ? Short(_object.GetProperty(name)) : "", rule) { Nearest = nearest });

    private void Fault(string name, JsonElement value, string rule) => Faults.Add(new(Path(name), Short(value), rule));

    // A lone half of a surrogate pair is JSON by its grammar and no text: found here, once, so that no reader meets it
    // later.
    private static void MustDecode(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    MustDecode(item);
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    MustDecode(property.Value);
                }

                break;
        }
    }

    private List<JsonElement> Elements(string name, bool required)
    {
        var list = new List<JsonElement>();
        if (!Get(name, required, "must be a list", out var value))
            return list;
        if (value.ValueKind == JsonValueKind.Array)
            list.AddRange(value.EnumerateArray());
        else
            Fault(name, value, "must be a list");
        return list;
    }

    private bool Get(string name, bool required, string rule, out JsonElement value)
    {
        _asked.Add(name);
        if (_object.ValueKind == JsonValueKind.Object && _object.TryGetProperty(name, out value))
            return true;
        value = default;
        if (required)
            Faults.Add(new(Path(name), "", rule));
        return false;
    }

    private string Path(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    private static string Short(JsonElement element)
    {
        var text = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
        return text.Length <= 60 ? text : text[..57] + "...";
    }
}
