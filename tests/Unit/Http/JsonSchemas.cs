// A JSON Schema check for the keywords that the contract uses; any other keyword is a fault of its own.
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tokenbourse.Unit.Http;

/// <summary>Checks a value against a schema of a document that holds its own components.</summary>
internal sealed class JsonSchemas(JsonElement document)
{
    private readonly Dictionary<string, Regex> _patterns = new(StringComparer.Ordinal);

    /// <summary>What is wrong with the value, with its place; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults(JsonElement value, JsonElement schema)
    {
        var faults = new List<string>();
        Check(value, schema, "$", faults);
        return faults;
    }

    /// <summary>What a reference inside the document points to.</summary>
    public JsonElement At(string pointer)
    {
        var at = document;
        foreach (var part in pointer[2..].Split('/'))
            at = at.GetProperty(part.Replace("~1", "/", StringComparison.Ordinal));
        return at;
    }

    private void Check(JsonElement value, JsonElement schema, string place, List<string> faults)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            var rule = keyword.Value;
            switch (keyword.Name)
            {
                case "$ref":
                    Check(value, At(rule.GetString()!), place, faults);
                    break;
                case "type":
                    if (!Is(value, rule))
                        faults.Add($"{place}: {Short(value)} is not of type {rule}");
                    break;
                case "anyOf":
                    if (!rule.EnumerateArray().Any(s => Faults(value, s).Count == 0))
                        faults.Add($"{place}: {Short(value)} is none of {rule}: {Best(value, rule)}");
                    break;
                case "allOf":
                    foreach (var each in rule.EnumerateArray())
                        Check(value, each, place, faults);
                    break;
                case "const":
                    if (!JsonElement.DeepEquals(value, rule))
                        faults.Add($"{place}: {Short(value)} is not {rule}");
                    break;
                case "pattern":
                    if (
                        value.ValueKind == JsonValueKind.String
                        && !Pattern(rule.GetString()!).IsMatch(value.GetString()!)
                    )
                        faults.Add($"{place}: {Short(value)} does not fit {rule}");
                    break;
                case "properties" or "required" or "additionalProperties":
                    if (value.ValueKind == JsonValueKind.Object)
                        Fields(value, schema, keyword, place, faults);
                    break;
                case "items":
                    if (value.ValueKind == JsonValueKind.Array)
                        foreach (var (i, item) in value.EnumerateArray().Index())
                            Check(item, rule, $"{place}[{i}]", faults);
                    break;
                case "minItems" or "maxItems" or "minimum" or "maximum":
                    Bounds(value, keyword, place, faults);
                    break;
                case "format" or "description" or "examples" or "default" or "x-extensible-enum":
                    break;
                default:
                    faults.Add($"{place}: the check does not know {keyword.Name}");
                    break;
            }
        }
    }

    private void Fields(JsonElement value, JsonElement schema, JsonProperty keyword, string place, List<string> faults)
    {
        var rule = keyword.Value;
        if (keyword.Name == "required")
        {
            foreach (var name in rule.EnumerateArray().Where(n => !value.TryGetProperty(n.GetString()!, out _)))
                faults.Add($"{place}: {name} is missing");
            return;
        }

        var known = schema.TryGetProperty("properties", out var properties);
        // An answer may get fields that a client does not know yet; here all of them must be told.
        var closed = keyword.Name == "properties" && schema.TryGetProperty("type", out _);
        foreach (var field in value.EnumerateObject())
        {
            var inner = $"{place}.{field.Name}";
            if (known && properties.TryGetProperty(field.Name, out var own))
            {
                if (keyword.Name == "properties")
                    Check(field.Value, own, inner, faults);
            }
            else if (closed || rule.ValueKind == JsonValueKind.False)
            {
                faults.Add($"{inner}: there is no such field");
            }
            else if (keyword.Name == "additionalProperties")
            {
                Check(field.Value, rule, inner, faults);
            }
        }
    }

    private static void Bounds(JsonElement value, JsonProperty keyword, string place, List<string> faults)
    {
        var number =
            value.ValueKind == JsonValueKind.Number && keyword.Name[3..] == "imum" ? value.GetDecimal()
            : value.ValueKind == JsonValueKind.Array && keyword.Name[3..] == "Items" ? value.GetArrayLength()
            : (decimal?)null;
        var bound = keyword.Value.GetDecimal();
        if (keyword.Name.StartsWith("min", StringComparison.Ordinal) ? number < bound : number > bound)
            faults.Add($"{place}: {number} breaks {keyword.Name} {bound}");
    }

    private static bool Is(JsonElement value, JsonElement type) =>
        type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Any(t => Is(value, t))
            : type.GetString() switch
            {
                "null" => value.ValueKind == JsonValueKind.Null,
                "object" => value.ValueKind == JsonValueKind.Object,
                "array" => value.ValueKind == JsonValueKind.Array,
                "string" => value.ValueKind == JsonValueKind.String,
                "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
                "number" => value.ValueKind == JsonValueKind.Number,
                "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
                _ => false,
            };

    private string Best(JsonElement value, JsonElement choices) =>
        string.Join("; ", choices.EnumerateArray().Select(s => Faults(value, s)).OrderBy(f => f.Count).First().Take(3));

    private Regex Pattern(string text)
    {
        lock (_patterns)
        {
            if (!_patterns.TryGetValue(text, out var pattern))
                _patterns.Add(text, pattern = new(text, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
            return pattern;
        }
    }

    private static string Short(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 80 ? text : text[..77] + "...";
    }
}
