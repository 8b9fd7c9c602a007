// JSON schemas of the wire's records, from the records themselves.
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Tokenbourse.Gateways.Http.Contract;

/// <summary>Collects each record once, under its name, and refers to it by that name.</summary>
internal sealed class SchemaBook
{
    private readonly SortedDictionary<string, JsonObject> _records = new(StringComparer.Ordinal);

    /// <summary>All records that were met, by name.</summary>
    public JsonObject Records()
    {
        var all = new JsonObject();
        foreach (var (name, schema) in _records)
            all.Add(name, schema);
        return all;
    }

    /// <summary>The schema of a type as something else refers to it.</summary>
    public JsonObject Of(JsonTypeInfo info) => Of(info.Type, null, null);

    /// <summary>An example that the type's schema takes, made of the samples of its fields.</summary>
    public JsonNode? Example(JsonTypeInfo info) => Example(Of(info));

    private JsonNode? Example(JsonObject schema)
    {
        if (schema["examples"] is JsonArray { Count: > 0 } given)
            return given[0]?.DeepClone();
        if (schema["$ref"] is { } reference)
            return Example(_records[((string)reference!)[Pointer.Length..]]);
        if (schema["anyOf"] is JsonArray choice)
            return Example(choice[0]!.AsObject());
        if (schema["items"] is JsonObject items)
            return new JsonArray(Example(items));
        if (schema["properties"] is JsonObject properties)
        {
            var record = new JsonObject();
            foreach (var (name, field) in properties)
                record.Add(name, Example(field!.AsObject()));
            return record;
        }

        return schema["additionalProperties"] is JsonObject values ? new JsonObject { ["TK"] = Example(values) } : null;
    }

    private const string Pointer = "#/components/schemas/";

    private JsonObject Of(Type type, string? owner, string? name)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        if (inner == typeof(string))
            return WireNames.Text(owner, name);
        if (inner == typeof(bool))
            return new() { ["type"] = "boolean", ["examples"] = new JsonArray(false) };
        if (inner == typeof(int) || inner == typeof(long))
            return WireNames.Whole(inner, name);
        if (inner == typeof(decimal))
            return new() { ["type"] = "number", ["examples"] = new JsonArray(1) };
        if (inner == typeof(JsonNode) || inner == typeof(object))
        {
            return new()
            {
                ["description"] = "JSON as it stands on the log.",
                ["examples"] = new JsonArray(new JsonObject()),
            };
        }

        if (Values(inner) is { } values)
            return new() { ["type"] = "object", ["additionalProperties"] = Of(values, owner, name) };
        if (Items(inner) is { } items)
            return new() { ["type"] = "array", ["items"] = Of(items, owner, name) };
        return Record(inner);
    }

    private JsonObject Record(Type type)
    {
        var name = NameOf(type);
        if (!_records.ContainsKey(name))
        {
            // Noted first, so that a record that holds itself ends.
            _records[name] = [];
            _records[name] = Fields(name, WireJson.Wire.Options.GetTypeInfo(type));
        }

        return new() { ["$ref"] = Pointer + name };
    }

    private JsonObject Fields(string owner, JsonTypeInfo info)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var field in info.Properties)
        {
            var schema = Of(field.PropertyType, owner, field.Name);
            if (field.IsGetNullable || Nullable.GetUnderlyingType(field.PropertyType) is not null)
                schema = OrNull(schema);
            properties.Add(field.Name, schema);
            // What may be left out is left out when it has no value; everything else is always there.
            if (field.ShouldSerialize is null)
                required.Add(field.Name);
        }

        return new()
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = required,
        };
    }

    /// <summary>The same or null.</summary>
    public static JsonObject OrNull(JsonObject schema)
    {
        if (schema["type"] is JsonValue type)
        {
            schema["type"] = new JsonArray((string)type!, "null");
            return schema;
        }

        return schema.ContainsKey("$ref") || schema.ContainsKey("anyOf")
            ? new() { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) }
            : schema;
    }

    private static string NameOf(Type type)
    {
        var name = type.Name.Replace("Shape", "", StringComparison.Ordinal);
        return type.IsGenericType
            ? $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}Of{NameOf(type.GetGenericArguments()[0])}"
            : name;
    }

    private static Type? Values(Type type) =>
        type.IsGenericType
        && type.GetGenericTypeDefinition() is var open
        && (open == typeof(SortedDictionary<,>) || open == typeof(IReadOnlyDictionary<,>))
            ? type.GetGenericArguments()[1]
            : null;

    private static Type? Items(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is var open && open == typeof(IReadOnlyList<>)
            ? type.GetGenericArguments()[0]
            : null;
}
