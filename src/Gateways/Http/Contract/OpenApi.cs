// The REST door's contract as an OpenAPI 3.1 document.
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tokenbourse.Gateways.Errors;

namespace Tokenbourse.Gateways.Http.Contract;

/// <summary>Made of the table of operations and the wire's own
/// records; docs/protocols/openapi.json is what it gives.</summary>
internal sealed class OpenApi
{
    private const string About =
        "REST of a Tokenbourse venue. Prices and money are decimals in quotes; lots, sequences and numbers are whole; "
        + "moments are UTC, ISO 8601, to the nanosecond where there are any. Every field is always there and null when "
        + "it has no value, unless it is not in `required`. Answers may get more fields, and lists of words "
        + "(x-extensible-enum) may grow: a client passes over what it does not know. A field or query value that the "
        + "venue does not know is refused. The stream is in asyncapi.json; in words: rest.md and websocket.md.";

    // Statuses that every operation may answer.
    private static readonly int[] Everywhere = [400, 401, 403, 429];

    private readonly SchemaBook _book = new();

    public static JsonObject Write() => new OpenApi().Document();

    private JsonObject Document()
    {
        var paths = new JsonObject();
        foreach (var group in Operations.All.GroupBy(o => o.Path))
        {
            var path = new JsonObject();
            foreach (var operation in group)
                path.Add(operation.Method.ToLowerInvariant(), Of(operation));
            paths.Add(group.Key, path);
        }

        var responses = Responses();
        return new()
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "Tokenbourse",
                ["version"] = "1",
                ["description"] = About,
                ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "http://localhost:5080" }),
            ["security"] = new JsonArray(),
            ["tags"] = new JsonArray([
                .. new[]
                {
                    ("market", "Instruments, books, trades, bars, curves, bulletins, replays."),
                    ("indexes", "Prints, methodologies, governance."),
                    ("accounts", "Statements, cash, calls, protections, certificates."),
                    ("orders", "Orders, quotes, positions, trading states."),
                    ("operations", "What the market's operators watch."),
                    ("day", "Settlement runs, the clearing of a day, rankings, prices by hand, corrections."),
                    ("spot", "The spot market."),
                    ("deribit", "The Deribit-style door: JSON-RPC, docs/protocols/deribit.md."),
                }.Select(t => new JsonObject { ["name"] = t.Item1, ["description"] = t.Item2 }),
            ]),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = _book.Records(),
                ["responses"] = responses,
                ["securitySchemes"] = ContractSecurity.Schemes(),
            },
        };
    }

    private JsonObject Of(Operation operation)
    {
        var schema = new JsonObject
        {
            ["operationId"] = operation.Id,
            ["tags"] = new JsonArray(operation.Tag),
            ["summary"] = operation.Summary,
            ["security"] = ContractSecurity.Of(operation),
        };
        var parameters = new JsonArray();
        foreach (var part in PathParts(operation.Path))
            parameters.Add(PathParameter(operation, part));
        foreach (var value in operation.Query)
            parameters.Add(Parameter(value));
        if (parameters.Count > 0)
            schema["parameters"] = parameters;
        if (operation.Body is { } body)
            schema["requestBody"] = Body(operation, body);
        schema["responses"] = Answers(operation);
        return schema;
    }

    private JsonObject Answers(Operation operation)
    {
        var answers = new JsonObject();
        if (operation.Id is "openStream" or "openRpc")
            answers["101"] = new JsonObject { ["description"] = "The connection speaks WebSocket from here on." };
        else
            answers["200"] = Answer(operation);
        foreach (var status in (int[])[.. Everywhere, .. operation.Faults.Order(), 500])
        {
            var code = status.ToString(CultureInfo.InvariantCulture);
            answers[code] = new JsonObject { ["$ref"] = "#/components/responses/" + NameOf(status) };
        }

        return answers;
    }

    private JsonObject Answer(Operation operation)
    {
        if (operation.Media.Length > 0)
            return Files(operation.Media);
        JsonObject schema;
        JsonNode? example = null;
        if (operation.Answer is { } answer)
        {
            schema = _book.Of(answer);
            example = _book.Example(answer);
        }
        else
        {
            schema = new() { ["type"] = "object" };
            example = new JsonObject();
        }

        if (operation.OtherAnswers.Length > 0)
        {
            var any = new JsonArray(schema);
            foreach (var other in operation.OtherAnswers)
                any.Add(_book.Of(other));
            schema = new() { ["anyOf"] = any };
        }

        return new()
        {
            ["description"] = operation.Answer is null ? "A document." : "Done.",
            ["content"] = Json(schema, example),
        };
    }

    private static JsonObject Files(string[] media)
    {
        var content = new JsonObject();
        foreach (var type in media)
            content.Add(
                type,
                new JsonObject
                {
                    ["schema"] = new JsonObject { ["type"] = "string" },
                    ["example"] = "",
                }
            );
        return new() { ["description"] = "A file.", ["content"] = content };
    }

    private static JsonObject Json(JsonNode schema, JsonNode? example) =>
        new()
        {
            ["application/json"] = new JsonObject { ["schema"] = schema, ["example"] = example },
        };

    private static JsonObject Body(Operation operation, Value[] fields)
    {
        var schema = fields.Length == 0 ? new() { ["type"] = "object" } : Fields(fields);
        return new()
        {
            ["required"] = !operation.BodyMayMiss,
            ["content"] = Json(schema, fields.Length == 0 ? new JsonObject() : Example(fields)),
        };
    }

    private static JsonObject Fields(Value[] fields)
    {
        var properties = new JsonObject();
        foreach (var field in fields)
        {
            var schema = Schema(field);
            schema["description"] = field.Summary;
            properties.Add(field.Name, field.Required ? schema : SchemaBook.OrNull(schema));
        }

        return new()
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. fields.Where(f => f.Required).Select(f => JsonValue.Create(f.Name))]),
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Example(Value[] fields)
    {
        var example = new JsonObject();
        foreach (var field in fields.Where(f => f.Required || f.Name is "price" or "lots"))
            example.Add(field.Name, Sample(field));
        return example;
    }

    private static JsonNode? Sample(Value value) =>
        value.Kind switch
        {
            Kind.Records => new JsonArray(Example([.. value.Fields!.Select(f => f with { Required = true })])),
            _ => Schema(value)["examples"]![0]!.DeepClone(),
        };

    private static JsonObject Schema(Value value)
    {
        switch (value.Kind)
        {
            case Kind.Decimal:
                return WireNames.Decimal();
            case Kind.Moment:
                return WireNames.Moment();
            case Kind.Date:
                return WireNames.Date();
            case Kind.Flag:
                return new() { ["type"] = "boolean", ["examples"] = new JsonArray(false) };
            case Kind.Records:
                return new()
                {
                    ["type"] = "array",
                    ["minItems"] = value.Least,
                    ["maxItems"] = value.Most,
                    ["items"] = Fields(value.Fields!),
                };
            case Kind.Whole:
                var whole = WireNames.Whole(typeof(long), value.Name);
                if (value.Least is { } least)
                    whole["minimum"] = least;
                if (value.Most is { } most)
                    whole["maximum"] = most;
                if (value.Usual is { } number)
                    whole["default"] = long.Parse(number, CultureInfo.InvariantCulture);
                if (value.Least is { } bottom && bottom > (long)whole["examples"]![0]!)
                    whole["examples"] = new JsonArray(bottom);
                return whole;
            default:
                var text = new JsonObject
                {
                    ["type"] = "string",
                    ["examples"] = new JsonArray(WireNames.Sample(value.Name)),
                };
                if (value.Usual is { } usual)
                    text["default"] = usual;
                if (value.Words is { } words)
                {
                    text["x-extensible-enum"] = WireNames.List(words);
                    text["examples"] = new JsonArray((string)WireNames.List(words)[0]!);
                }

                return text;
        }
    }

    private static JsonObject Parameter(Value value) =>
        new()
        {
            ["name"] = value.Name,
            ["in"] = "query",
            ["required"] = value.Required,
            ["description"] = value.Summary,
            ["schema"] = Schema(value),
        };

    private static JsonObject PathParameter(Operation operation, string name)
    {
        var schema =
            name == "day" ? WireNames.Date()
            : name is "account" or "order" or "certificate" or "member" ? WireNames.Whole(typeof(long), name)
            : new() { ["type"] = "string", ["examples"] = new JsonArray(WireNames.Sample(name)) };
        if (operation.PathWords is { } words)
        {
            schema["x-extensible-enum"] = WireNames.List(words);
            schema["examples"] = new JsonArray((string)WireNames.List(words)[0]!);
        }

        return new()
        {
            ["name"] = name,
            ["in"] = "path",
            ["required"] = true,
            ["description"] = $"Which {name}. A stroke in it is written %2F.",
            ["schema"] = schema,
        };
    }

    private static IEnumerable<string> PathParts(string path) =>
        path.Split('/').Where(p => p.StartsWith('{')).Select(p => p[1..^1]);

    private JsonObject Responses()
    {
        var responses = new JsonObject();
        var statuses = Operations.All.SelectMany(o => o.Faults).Concat([.. Everywhere, 500]).Distinct().Order();
        foreach (var status in statuses)
        {
            var schema = _book.Of(WireJson.Wire.ErrorEnvelope);
            var example = _book.Example(WireJson.Wire.ErrorEnvelope)!;
            (example["error"]!["code"], example["error"]!["num"]) = Sample(status);
            responses.Add(
                NameOf(status),
                new JsonObject { ["description"] = Reason(status), ["content"] = Json(schema, example) }
            );
        }

        return responses;
    }

    private static (string Code, int Num) Sample(int status) =>
        status switch
        {
            StatusCodes.Status409Conflict => Row("DUPLICATE_CLIENT_ID"),
            StatusCodes.Status401Unauthorized => Row("UNAUTHENTICATED"),
            StatusCodes.Status429TooManyRequests => Row("RATE_LIMIT"),
            StatusCodes.Status422UnprocessableEntity => Row("PRICE_ABOVE_LIMIT"),
            StatusCodes.Status503ServiceUnavailable => Row("BUSY"),
            _ => (WireFault.OfStatus(status, null).Error.Code, WireFault.OfStatus(status, null).Error.Num),
        };

    private static (string Code, int Num) Row(string code) => (code, ErrorTable.Of(code).Num);

    private static string NameOf(int status) => Reason(status).Split(':')[0].Replace(" ", "", StringComparison.Ordinal);

    private static string Reason(int status) =>
        status switch
        {
            StatusCodes.Status400BadRequest => "Bad Request: it cannot be read; field, given and limit tell where.",
            StatusCodes.Status403Forbidden => "Forbidden: another origin or host, or not the caller's to do.",
            StatusCodes.Status401Unauthorized =>
                "Unauthenticated: the venue has an identity folder; identity.md tells how to sign.",
            StatusCodes.Status429TooManyRequests => "Too Many Requests: retry_after_ms tells when there is room again.",
            StatusCodes.Status404NotFound => "Not Found: nothing goes by that name.",
            StatusCodes.Status409Conflict => "Conflict: that client order id was used; limit is the first order.",
            StatusCodes.Status413PayloadTooLarge => "Too Large: a body above 64 kB.",
            StatusCodes.Status415UnsupportedMediaType => "Unsupported Media Type: not application/json.",
            StatusCodes.Status422UnprocessableEntity => "Refused: it was read and is against a rule.",
            StatusCodes.Status426UpgradeRequired => "Upgrade Required: this address speaks WebSocket.",
            StatusCodes.Status503ServiceUnavailable => "Unavailable: nothing was taken, or the outcome is unknown.",
            StatusCodes.Status500InternalServerError => "Internal: a fault of the venue.",
            _ => throw new InvalidOperationException($"status {status} has no name in the contract"),
        };
}
