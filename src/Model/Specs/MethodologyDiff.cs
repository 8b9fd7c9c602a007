// What changed between two versions of a methodology, field by field, in words.
using System.Text.Json;

namespace Tokenbourse.Model.Specs;

/// <summary>One difference.</summary>
/// <param name="Field">Its path; a step is named by its kind and, where there are several, its number among
/// them.</param>
/// <param name="Before">Null: it was not there.</param>
/// <param name="After">Null: it is not there any more.</param>
public sealed record MethodologyChange(string Field, string? Before, string? After)
{
    /// <summary>A sentence.</summary>
    public override string ToString() =>
        Before is null ? $"{Field} is new: {After}"
        : After is null ? $"{Field} is gone: {Before}"
        : $"{Field}: {Before} becomes {After}";
}

/// <summary>Compares documents. Steps and fallbacks are matched by what they are, not by where they stand, so that an
/// inserted step is one change.</summary>
public static class MethodologyDiff
{
    private static readonly DiffJson _plain = new(
        new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    /// <exception cref="JsonException">A text is no JSON.</exception>
    public static IReadOnlyList<MethodologyChange> Of(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        using var left = JsonDocument.Parse(before);
        using var right = JsonDocument.Parse(after);
        var changes = new List<MethodologyChange>();
        Compare("", left.RootElement, right.RootElement, changes);
        var (orderBefore, orderAfter) = (Order(left.RootElement), Order(right.RootElement));
        if (orderBefore != orderAfter && Sorted(orderBefore) == Sorted(orderAfter))
            changes.Add(new("order of steps", orderBefore, orderAfter));
        return changes;
    }

    private static void Compare(string path, JsonElement left, JsonElement right, List<MethodologyChange> changes)
    {
        if (left.ValueKind == JsonValueKind.Object && right.ValueKind == JsonValueKind.Object)
        {
            CompareMaps(path, Fields(left), Fields(right), changes);
        }
        else if (IsNamedList(left) && IsNamedList(right))
        {
            CompareMaps(path, Named(left), Named(right), changes);
        }
        else if (Text(left) != Text(right))
        {
            changes.Add(new(path, Text(left), Text(right)));
        }
    }

    private static void CompareMaps(
        string path,
        List<(string Name, JsonElement Value)> left,
        List<(string Name, JsonElement Value)> right,
        List<MethodologyChange> changes
    )
    {
        foreach (var (name, value) in left)
        {
            var other = right.FindIndex(r => r.Name == name);
            if (other < 0)
                changes.Add(new(Path(path, name), Text(value), null));
            else
                Compare(Path(path, name), value, right[other].Value, changes);
        }

        foreach (var (name, value) in right)
        {
            if (left.FindIndex(l => l.Name == name) < 0)
                changes.Add(new(Path(path, name), null, Text(value)));
        }
    }

    private static List<(string, JsonElement)> Fields(JsonElement element) =>
        [.. element.EnumerateObject().Select(p => (p.Name, p.Value))];

    private static bool IsNamedList(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array
        && element.GetArrayLength() > 0
        && element.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Object && NameOf(e) is not null);

    // The first of its name keeps the name, the next are numbered.
    private static List<(string, JsonElement)> Named(JsonElement list)
    {
        var named = new List<(string Name, JsonElement)>();
        foreach (var element in list.EnumerateArray())
        {
            var name = NameOf(element)!;
            var count = 1;
            while (named.Exists(n => n.Name == (count == 1 ? name : $"{name} {count}")))
                count++;
            named.Add((count == 1 ? name : $"{name} {count}", element));
        }

        return named;
    }

    private static string? NameOf(JsonElement element)
    {
        foreach (var field in (string[])["step", "name", "class"])
        {
            if (element.TryGetProperty(field, out var name) && name.ValueKind == JsonValueKind.String)
                return name.GetString();
        }

        return null;
    }

    private static string Order(JsonElement root) =>
        root.TryGetProperty("steps", out var steps) && IsNamedList(steps)
            ? string.Join(", ", steps.EnumerateArray().Select(NameOf))
            : "";

    private static string Sorted(string order) => string.Join(", ", order.Split(", ").Order(StringComparer.Ordinal));

    private static string Path(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Text(JsonElement element) => JsonSerializer.Serialize(element, _plain.JsonElement);
}

[System.Text.Json.Serialization.JsonSourceGenerationOptions]
[System.Text.Json.Serialization.JsonSerializable(typeof(JsonElement))]
internal sealed partial class DiffJson : System.Text.Json.Serialization.JsonSerializerContext;
