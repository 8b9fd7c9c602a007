// What a new document changes in the one in force, field by field, for the person who approves.
using System.Text.Json.Nodes;

namespace Tokenbourse.Gateways.Identity;

/// <summary>Lines as <c>fees.perLot: 1.50 -> 2.00</c>; a field that was not there comes from <c>(none)</c>.</summary>
public static class DocumentDiff
{
    private const string None = "(none)";

    /// <summary>The lines, in the order of the fields' paths.</summary>
    /// <param name="before">The document in force; null: there is none.</param>
    public static IReadOnlyList<string> Of(JsonNode? before, JsonNode after)
    {
        var (old, next) = (Leaves(before), Leaves(after));
        var lines = new List<string>();
        foreach (var path in old.Keys.Union(next.Keys).Order(StringComparer.Ordinal))
        {
            var (from, to) = (old.GetValueOrDefault(path, None), next.GetValueOrDefault(path, None));
            if (from != to)
                lines.Add($"{path}: {from} -> {to}");
        }

        return lines;
    }

    private static SortedDictionary<string, string> Leaves(JsonNode? node)
    {
        var leaves = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Walk(node, "", leaves);
        return leaves;
    }

    private static void Walk(JsonNode? node, string path, SortedDictionary<string, string> leaves)
    {
        switch (node)
        {
            case JsonObject fields when fields.Count > 0:
                foreach (var (name, value) in fields)
                    Walk(value, path.Length == 0 ? name : $"{path}.{name}", leaves);
                break;
            case JsonArray items when items.Count > 0:
                for (var i = 0; i < items.Count; i++)
                    Walk(items[i], $"{path}[{AuditLines.Text(i)}]", leaves);
                break;
            case null when path.Length == 0:
                break;
            default:
                leaves[path] = node?.ToJsonString() ?? "null";
                break;
        }
    }
}
