// Order entry in the contract of the stream: requests with an id of their own, and their answers.
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Tokenbourse.Gateways.Http.Trading;

namespace Tokenbourse.Gateways.Http.Contract;

internal sealed partial class AsyncApi
{
    /// <param name="Fields">Beside op and id, with a sample of each; body is the operation's of REST.</param>
    /// <param name="Answer">The body when it is done.</param>
    private sealed record Asked(string Op, string Summary, JsonObject Fields, JsonTypeInfo Answer);

    private static Asked[] Requests =>
        [
            new("challenge", "A word that a key signs to log on; valid once, for 30 s.", [], W.ChallengeShape),
            new(
                "logon",
                "Begins a session with the market, or makes the logon last longer.",
                new()
                {
                    ["body"] = new JsonObject
                    {
                        ["key"] = "kabcdefghijklmnop",
                        ["expires"] = 1_772_442_000_000,
                        ["signature"] = "c2lnbmF0dXJl",
                        ["cancelOnDisconnect"] = true,
                    },
                },
                W.LogonShape
            ),
            new("logout", "Ends the session with the market; the connection lives on.", [], W.EndedSessionShape),
            new(
                "place",
                "An order.",
                new()
                {
                    ["body"] = new JsonObject
                    {
                        ["account"] = 101,
                        ["symbol"] = "TK-Z26",
                        ["side"] = "buy",
                        ["price"] = "6.400",
                        ["lots"] = 2,
                        ["clientOrderId"] = "mine-1",
                    },
                },
                W.OrderShape
            ),
            new(
                "amend",
                "An order's price or lots.",
                new()
                {
                    ["order"] = 812,
                    ["body"] = new JsonObject { ["account"] = 101, ["lots"] = 3 },
                },
                W.OrderShape
            ),
            new(
                "cancel",
                "Takes an order off.",
                new()
                {
                    ["order"] = 812,
                    ["body"] = new JsonObject { ["account"] = 101 },
                },
                W.OrderShape
            ),
            new(
                "cancel-by-id",
                "Takes off the order that a client order id names.",
                new() { ["account"] = 101, ["clientOrderId"] = "mine-1" },
                W.OrderShape
            ),
            new(
                "cancel-many",
                "Takes many orders off.",
                new() { ["body"] = new JsonObject { ["account"] = 101 } },
                W.MassCancelShape
            ),
            new(
                "cancel-all-after",
                "Arms the dead man's timer anew; zero ends it.",
                new()
                {
                    ["account"] = 101,
                    ["body"] = new JsonObject { ["milliseconds"] = 10_000 },
                },
                W.TimerShape
            ),
            new(
                "order-status",
                "What became of a request, by its client order id.",
                new() { ["account"] = 101, ["clientOrderId"] = "mine-1" },
                W.FateShape
            ),
        ];

    /// <summary>What is answered, by message name.</summary>
    private IEnumerable<(string Name, JsonObject Message)> Answers()
    {
        foreach (var request in Requests)
            yield return (Name(request.Op) + "Answer", Answer(request.Op, request.Summary, 200, request.Answer));
        const string Refused = "A request that was refused: the same error as in REST.";
        yield return ("refusal", Answer(null, Refused, 422, W.ErrorEnvelope));
        const string Stranger = "A request of somebody who may not ask it: as in REST.";
        yield return ("accessRefusal", Answer(null, Stranger, 403, W.AccessErrorEnvelope));
    }

    /// <summary>What is asked, by message name.</summary>
    private static IEnumerable<(string Name, JsonObject Message)> Questions()
    {
        foreach (var request in Requests)
        {
            var properties = new JsonObject
            {
                ["op"] = new JsonObject { ["const"] = request.Op },
                ["id"] = Id(),
            };
            var example = new JsonObject { ["op"] = request.Op, ["id"] = "r1" };
            foreach (var (name, sample) in request.Fields)
            {
                properties.Add(
                    name,
                    new JsonObject
                    {
                        ["type"] =
                            sample is JsonObject ? "object"
                            : sample!.GetValueKind() == System.Text.Json.JsonValueKind.Number ? "integer"
                            : "string",
                    }
                );
                example.Add(name, sample!.DeepClone());
            }

            var said = Of(request.Op, request.Summary, properties, example);
            said["payload"]!["additionalProperties"] = false;
            yield return (Name(request.Op), said);
        }
    }

    /// <param name="op">Null: a refusal of any of them.</param>
    private JsonObject Answer(string? op, string summary, int status, JsonTypeInfo body)
    {
        var ops = new JsonArray([.. TradeRequests.All.Select(r => JsonValue.Create(r.Op))]);
        var refused = new JsonObject
        {
            ["type"] = "integer",
            ["minimum"] = 400,
            ["maximum"] = 599,
        };
        var properties = new JsonObject
        {
            ["channel"] = new JsonObject { ["const"] = "answer" },
            // A frame whose id could not be read is answered without one.
            ["id"] = op is null ? SchemaBook.OrNull(Id()) : Id(),
            ["request"] = op is null
                ? new JsonObject { ["type"] = "string", ["x-extensible-enum"] = ops }
                : new JsonObject { ["const"] = op },
            ["status"] = op is null ? refused : new JsonObject { ["const"] = status },
            ["body"] = _book.Of(body),
        };
        var example = new JsonObject
        {
            ["channel"] = "answer",
            ["id"] = "r1",
            ["request"] = op ?? "place",
            ["status"] = status,
            ["body"] = _book.Example(body),
        };
        return Of(op is null ? $"refusal {status}" : $"{op} answer", summary, properties, example);
    }

    private static JsonObject Id() => new() { ["type"] = "string", ["pattern"] = "^[A-Za-z0-9._:-]{1,36}$" };

    private static string Name(string op)
    {
        var words = op.Split('-');
        return words[0] + string.Concat(words.Skip(1).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
    }
}
