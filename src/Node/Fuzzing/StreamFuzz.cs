// The stream's door under mutated frames: shakes hands, sends a run of them, hears it out, comes again.
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>Without a logon nothing that is said here may change the market. With one, most connections log on by a
/// signed challenge, and orders are among what is said.</summary>
internal sealed class StreamFuzz : IFuzzDoor
{
    private const int InternalFault = 1011;
    private const int Closing = 8;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(10);
    private static readonly string[] _oddHands =
    [
        "Sec-WebSocket-Version: 12\r\n",
        "Sec-WebSocket-Key: short\r\n",
        "Sec-WebSocket-Protocol: a, b\r\n",
        "Sec-WebSocket-Extensions: permessage-deflate\r\n",
        "Origin: http://evil.example\r\n",
        "Content-Length: 10\r\n",
    ];

    private readonly FuzzFloor _floor;
    private readonly FrameMutator _mutator;
    private readonly FuzzLogon? _logon;

    /// <param name="logsOn">Signed logons, and the requests of order entry.</param>
    public StreamFuzz(string folder, bool logsOn)
    {
        _logon = logsOn ? new(Path.Combine(folder, "identity")) : null;
        _floor = new(folder, _logon?.Identity);
        using var wire = new HttpWire(_floor.Port);
        var contract = JsonNode.Parse(wire.Ask(HttpMutator.Get("/v1/asyncapi.json")).Body)!;
        // What a client may say is what has an operation's word. Without a logon no order is taken, whatever else is
        // said: so the market must stay as it is.
        var operations = contract["components"]!["messages"]!
            .AsObject()
            .SelectMany(m => m.Value!["examples"]?.AsArray() ?? [])
            .Select(e => e!["payload"]!.AsObject())
            .Where(p => p.ContainsKey("op") && (logsOn || p["op"]!.GetValue<string>() != "logon"))
            .ToList();
        string[] kinds = ["depth.10", "book.orders", "feed", "best", "trades", "bars.1m", "state", "statistics"];
        string[] plain = ["board", "prints", "bulletins", "status", "curve:TK", "spot.bids:1", "spot.book:TS-CN"];
        string[] own =
        [
            "orders:1",
            "fills:1",
            "positions:2",
            "balances:1",
            "orders:9",
            "spot.orders:1",
            "spot.quotes:2",
        ];
        var channels = kinds.SelectMany(k => _floor.Symbols.Take(4).Select(s => $"{k}:{s}"));
        var words = logsOn
            ? new JsonTemplates(wire.Ask(HttpMutator.Get("/v1/openapi.json")).Body, _floor.Symbols)
            : null;
        _mutator = new(operations, [.. plain, .. channels, .. logsOn ? own : []], words);
    }

    public int Send(Random random, FuzzTally tally, int most)
    {
        // Where others trade the state tells nothing.
        var before = _logon is null ? _floor.Venue.Mark() : 0;
        _mutator.Begin(tally.Round);
        tally.Connections++;
        using var ear = new SocketEar(_floor.Port);
        var odd = random.Next(16) == 0 ? _oddHands[random.Next(_oddHands.Length)] : "";
        ear.Say(Hands(odd));
        // A server that hears the end first need not answer any more.
        ear.AwaitWord(_patience);
        if (_logon is not null && odd == "" && random.Next(6) != 0 && !_logon.Enter(random, ear, tally.Round))
            tally.Fault("a signed logon was not answered");
        var (sent, leaves) = (0, false);
        while (sent < most && !leaves && !ear.IsOver)
        {
            var input = _mutator.Next(random);
            tally.Did(input.Mutation);
            sent++;
            leaves = !InPieces(random, ear, input.Bytes) || input.Leaves;
        }

        if (!leaves)
            ear.Say(FrameMutator.Frame(random, Closing, [3, 232]));
        ear.AwaitEnd(leaves ? _pause : _patience);
        if (ear.HearOut() is { } heard)
            Count(heard, tally);
        else
            tally.Fault("the connection did not end when our side had");
        if (_logon is null)
            tally.StateChecks++;
        if (_logon is null && _floor.Venue.Mark() != before)
            tally.Fault("what was said on the stream changed the market");
        return int.Max(sent, 1);
    }

    public IHonestClient Honest() => new HonestListener(_floor.Port, _floor.Symbols[0], _logon);

    public void Dispose() => _floor.Dispose();

    /// <summary>The head of a handshake.</summary>
    public static byte[] Hands(string more) =>
        Encoding.Latin1.GetBytes(
            "GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + $"{more}Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );

    /// <summary>The server's next frame; false: not whole.</summary>
    public static bool TryFrame(ReadOnlySpan<byte> bytes, out int opcode, out ReadOnlySpan<byte> payload, out int taken)
    {
        (opcode, taken) = (0, 0);
        payload = default;
        if (bytes.Length < 2)
            return false;
        opcode = bytes[0] & 15;
        var (kind, head) = (bytes[1] & 127, 2);
        var length = (ulong)kind;
        if (kind >= 126)
        {
            head += kind == 126 ? 2 : 8;
            if (bytes.Length < head)
                return false;
            length =
                kind == 126
                    ? BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])
                    : BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]);
        }

        if ((ulong)(bytes.Length - head) < length)
            return false;
        payload = bytes.Slice(head, (int)length);
        taken = head + (int)length;
        return true;
    }

    private static bool InPieces(Random random, SocketEar ear, byte[] bytes)
    {
        if (random.Next(4) != 0 || bytes.Length < 2)
            return ear.Say(bytes);
        var at = random.Next(1, bytes.Length);
        return ear.Say(bytes.AsSpan(0, at)) && ear.Say(bytes.AsSpan(at));
    }

    private static void Count(ReadOnlySpan<byte> heard, FuzzTally tally)
    {
        var upgraded = heard.StartsWith("HTTP/1.1 101"u8);
        if (!upgraded)
        {
            CountHttp(heard, tally);
            return;
        }

        heard = heard[(heard.IndexOf("\r\n\r\n"u8) + 4)..];
        while (TryFrame(heard, out var opcode, out var payload, out var taken))
        {
            CountFrame(opcode, payload, tally);
            heard = heard[taken..];
        }
    }

    private static void CountHttp(ReadOnlySpan<byte> heard, FuzzTally tally)
    {
        if (!HttpWire.TryAnswer(heard, false, out var answer, out _))
        {
            tally.Heard("ended without a word");
            return;
        }

        tally.Heard($"no handshake: {answer.Status} {answer.Code}".TrimEnd());
        if (answer.Status >= 500)
            tally.Fault($"{answer.Status} to a handshake: {answer.Body}");
    }

    private static void CountFrame(int opcode, ReadOnlySpan<byte> payload, FuzzTally tally)
    {
        switch (opcode)
        {
            case 1:
                var text = Encoding.UTF8.GetString(payload);
                var code = text.Contains("\"channel\":\"error\"", StringComparison.Ordinal)
                    ? HttpAnswer.Word(text, "\"code\":\"", '"')
                    : null;
                var status = text.StartsWith("{\"channel\":\"answer\"", StringComparison.Ordinal)
                    ? HttpAnswer.Word(text, "\"status\":", ',')
                    : null;
                var named = HttpAnswer.Word(text, "\"code\":\"", '"');
                tally.Heard(
                    status is not null ? $"answer {status} {named}".TrimEnd()
                    : code is null ? "told"
                    : $"error {code}"
                );
                if (status == "200")
                    tally.Taken++;
                if (code == "INTERNAL" || status?[0] == '5')
                    tally.Fault(text);
                break;
            case 8:
                var reason = payload.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(payload);
                tally.Heard(string.Create(CultureInfo.InvariantCulture, $"closed {reason}"));
                if (reason == InternalFault)
                    tally.Fault("closed as by a fault of the venue");
                break;
            case 9 or 10:
                tally.Heard(opcode == 9 ? "ping" : "pong");
                break;
            default:
                tally.Fault($"the venue sent a frame of kind {opcode}");
                break;
        }
    }
}
