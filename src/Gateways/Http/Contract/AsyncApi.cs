// The stream's contract as an AsyncAPI 3 document.
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Tokenbourse.Gateways.Http.Contract;

/// <summary>Made of the table of channels and the wire's own
/// records; docs/protocols/asyncapi.json is what it gives.</summary>
internal sealed partial class AsyncApi
{
    private const string About =
        "The WebSocket of a Tokenbourse venue: text frames, one JSON object each, many channels on one "
        + "connection (opened with ?frames=packed: a list of such objects each, what waits together). The first "
        + "message of a channel is a snapshot. Each message's prevSeq is the seq of the one "
        + "before it on the same channel: a hearer that sees another has missed something, drops what it kept and "
        + "asks resync. After a second of silence a heartbeat repeats the last seq of each channel. checksum: "
        + "CRC-32C of the hearer's book (websocket.md tells the text), on snapshots of books and each hundredth "
        + "message after; else null. epoch: another one than before means that all numbers began anew. Kinds of "
        + "messages and fields may be added.";

    private readonly SchemaBook _book = new();

    private static WireJson W => WireJson.Wire;

    public static JsonObject Write() => new AsyncApi().Document();

    /// <param name="Name">As it is subscribed, as a pattern.</param>
    /// <param name="Sample">A name of that kind.</param>
    /// <param name="Then">The type of message that follows, with its data; null: only snapshots.</param>
    private sealed record Told(
        string Id,
        string Name,
        string Sample,
        string Summary,
        JsonTypeInfo Snapshot,
        string? Then = null,
        JsonTypeInfo? Data = null
    );

    private static Told[] Channels =>
        [
            new("status", "^status$", "status", "The venue; each second and when a phase changes.", W.StatusShape),
            new(
                "board",
                "^board$",
                "board",
                "All instruments; then the rows that changed, without hedgesEn and hedgesZh of those told before.",
                W.IReadOnlyListInstrumentShape,
                "delta",
                W.IReadOnlyListInstrumentShape
            ),
            new(
                "depth",
                @"^depth(\.(1|5|10|20|50|100))?:.+$",
                "depth.10:TK-Z26",
                "The book by price (L2); then levels that changed, no lots: gone. Each depth is a chain of its own.",
                W.DepthShape,
                "delta",
                W.DepthDeltaShape
            ),
            new(
                "bookOrders",
                @"^book\.orders:.+$",
                "book.orders:TK-Z26",
                "The book order by order (L3); then its changes.",
                W.BookShape,
                "delta",
                W.IReadOnlyListBookChangeShape
            ),
            new(
                "feed",
                "^feed:.+$",
                "feed:TK-Z26",
                "The book order by order; then every item of the instrument's market data.",
                W.BookShape,
                "delta",
                W.IReadOnlyListFeedShape
            ),
            new("best", "^best:.+$", "best:TK-Z26", "Best bid and ask (L1).", W.BestShape),
            new(
                "trades",
                "^trades:.+$",
                "trades:TK-Z26",
                "The newest trades; then each.",
                W.IReadOnlyListTradeShape,
                "event",
                W.TradeShape
            ),
            new(
                "bars",
                @"^bars\.(1m|5m|15m|1h):.+$",
                "bars.1m:TK-Z26",
                "The newest bars; then each that a trade began or changed, whole.",
                W.IReadOnlyListBarShape,
                "event",
                W.BarShape
            ),
            new(
                "state",
                "^state:.+$",
                "state:TK-Z26",
                "Phase and cause; then changes.",
                W.StateShape,
                "event",
                W.StateShape
            ),
            new(
                "indication",
                "^indication:.+$",
                "indication:TK-Z26",
                "What an auction would trade.",
                W.IndicationShape
            ),
            new("statistics", "^statistics:.+$", "statistics:TK-Z26", "The day in numbers.", W.StatisticsShape),
            new(
                "prints",
                "^prints$",
                "prints",
                "All indexes; then each print.",
                W.IReadOnlyListIndexShape,
                "event",
                W.IndexShape
            ),
            new(
                "bulletins",
                "^bulletins$",
                "bulletins",
                "The days; then each bulletin.",
                W.IReadOnlyListString,
                "event",
                W.BulletinShape
            ),
            new("curve", "^curve:.+$", "curve:TK", "The months of a contract.", W.CurveShape),
            .. PrivateKinds,
            .. SpotChannels,
        ];

    private JsonObject Document()
    {
        var messages = new JsonObject();
        foreach (var channel in Channels)
        {
            messages.Add(channel.Id + "Snapshot", Message(channel, "snapshot", channel.Snapshot));
            if (channel.Then is { } then)
                messages.Add(channel.Id + (then == "delta" ? "Delta" : "Event"), Message(channel, then, channel.Data!));
        }

        messages.Add("heartbeat", Record("After a second of silence.", W.HeartbeatShape, "heartbeat"));
        messages.Add("error", Record("What cannot be done; the connection lives on.", W.StreamErrorShape, "error"));
        foreach (var (name, message) in Answers())
            messages.Add(name, message);
        var told = messages.Select(m => m.Key).ToList();
        messages.Add("subscribe", Said("subscribe", "Hears channels, at most 64 a connection.", many: true));
        messages.Add("unsubscribe", Said("unsubscribe", "Hears them no more.", many: true));
        messages.Add("resync", Said("resync", "A new snapshot of a channel that is heard.", many: false));
        foreach (var (name, message) in Questions())
            messages.Add(name, message);
        var said = messages.Select(m => m.Key).Except(told).ToList();
        return new()
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Tokenbourse stream",
                ["version"] = "1",
                ["description"] = About,
                ["license"] = new JsonObject { ["name"] = "Apache-2.0" },
            },
            ["servers"] = new JsonObject
            {
                ["local"] = new JsonObject { ["host"] = "localhost:5080", ["protocol"] = "ws" },
            },
            ["defaultContentType"] = "application/json",
            ["channels"] = new JsonObject
            {
                ["stream"] = new JsonObject
                {
                    ["address"] = "/v1/stream",
                    ["summary"] = "The one connection.",
                    ["messages"] = References(told.Concat(said), "#/components/messages/"),
                },
            },
            ["operations"] = new JsonObject
            {
                ["hear"] = Operation("receive", "What a client asks.", said),
                ["tell"] = Operation("send", "What the venue tells.", told),
            },
            ["components"] = new JsonObject { ["messages"] = messages, ["schemas"] = _book.Records() },
        };
    }

    private static JsonObject References(IEnumerable<string> names, string pointer)
    {
        var references = new JsonObject();
        foreach (var name in names)
            references.Add(name, new JsonObject { ["$ref"] = pointer + name });
        return references;
    }

    private static JsonObject Operation(string action, string summary, IEnumerable<string> messages) =>
        new()
        {
            ["action"] = action,
            ["channel"] = new JsonObject { ["$ref"] = "#/channels/stream" },
            ["summary"] = summary,
            ["messages"] = new JsonArray([
                .. messages.Select(m => new JsonObject { ["$ref"] = "#/channels/stream/messages/" + m }),
            ]),
        };

    private JsonObject Message(Told channel, string type, JsonTypeInfo data)
    {
        var properties = new JsonObject
        {
            ["channel"] = new JsonObject { ["type"] = "string", ["pattern"] = channel.Name },
            ["type"] = new JsonObject { ["const"] = type },
            ["seq"] = WireNames.Whole(typeof(long), "seq"),
            ["prevSeq"] = WireNames.Whole(typeof(long), "prevSeq"),
            ["time"] = WireNames.Moment(),
            ["epoch"] = WireNames.Text(null, "epoch"),
            ["checksum"] = new JsonObject { ["type"] = new JsonArray("string", "null"), ["pattern"] = "^[0-9a-f]{8}$" },
            ["data"] = _book.Of(data),
        };
        var example = new JsonObject
        {
            ["channel"] = channel.Sample,
            ["type"] = type,
            ["seq"] = 5120,
            ["prevSeq"] = type == "snapshot" ? 5120 : 5117,
            ["time"] = WireNames.MomentSample,
            ["epoch"] = WireNames.Sample("epoch"),
            ["checksum"] = null,
            ["data"] = _book.Example(data),
        };
        return Of($"{channel.Id}.{type}", channel.Summary, properties, example);
    }

    private JsonObject Record(string summary, JsonTypeInfo record, string channel)
    {
        var example = _book.Example(record)!;
        example["channel"] = channel;
        if (example["channels"] is not null)
            example["channels"] = new JsonObject { ["depth.10:TK-Z26"] = 5120, ["prints"] = 88 };
        return new()
        {
            ["name"] = channel,
            ["summary"] = summary,
            ["payload"] = new JsonObject
            {
                ["allOf"] = new JsonArray(
                    _book.Of(record),
                    new JsonObject
                    {
                        ["properties"] = new JsonObject { ["channel"] = new JsonObject { ["const"] = channel } },
                    }
                ),
            },
            ["examples"] = new JsonArray(new JsonObject { ["payload"] = example }),
        };
    }

    private static JsonObject Said(string op, string summary, bool many)
    {
        var text = new JsonObject { ["type"] = "string" };
        var properties = new JsonObject { ["op"] = new JsonObject { ["const"] = op } };
        var example = new JsonObject { ["op"] = op };
        if (many)
        {
            properties.Add(
                "channels",
                new JsonObject
                {
                    ["type"] = "array",
                    ["maxItems"] = 64,
                    ["items"] = text,
                }
            );
            example.Add("channels", new JsonArray("board", "depth.10:TK-Z26"));
        }
        else
        {
            properties.Add("channel", text);
            example.Add("channel", "depth.10:TK-Z26");
        }

        var said = Of(op, summary, properties, example);
        said["payload"]!["additionalProperties"] = false;
        return said;
    }

    private static JsonObject Of(string name, string summary, JsonObject properties, JsonObject example) =>
        new()
        {
            ["name"] = name,
            ["summary"] = summary,
            ["payload"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = properties,
                ["required"] = new JsonArray([.. properties.Select(p => JsonValue.Create(p.Key))]),
            },
            ["examples"] = new JsonArray(new JsonObject { ["payload"] = example }),
        };
}
