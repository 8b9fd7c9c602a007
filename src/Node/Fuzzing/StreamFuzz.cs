// The stream's door under mutated frames: shakes hands, sends a run of them, hears it out, comes again.
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>Nothing that is said here may change the market.</summary>
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

    public StreamFuzz(string folder)
    {
        _floor = new(folder);
        using var wire = new HttpWire(_floor.Port);
        var contract = JsonNode.Parse(wire.Ask(HttpMutator.Get("/v1/asyncapi.json")).Body)!;
        // What a client may say is what has an operation's word. Without a logon no order is taken, whatever else is
        // said: so the market must stay as it is. The bodies of orders are those of REST, which that door's run spoils.
        var operations = contract["components"]!["messages"]!
            .AsObject()
            .SelectMany(m => m.Value!["examples"]?.AsArray() ?? [])
            .Select(e => e!["payload"]!.AsObject())
            .Where(p => p.ContainsKey("op") && p["op"]!.GetValue<string>() != "logon")
            .ToList();
        string[] kinds = ["depth.10", "book.orders", "feed", "best", "trades", "bars.1m", "state", "statistics"];
        string[] plain = ["board", "prints", "bulletins", "status", "curve:TK", "spot.bids:1", "spot.book:TS-CN"];
        var channels = kinds.SelectMany(k => _floor.Symbols.Take(4).Select(s => $"{k}:{s}"));
        _mutator = new(operations, [.. plain, .. channels]);
    }

    public int Send(Random random, FuzzTally tally, int most)
    {
        var before = _floor.Venue.Mark();
        tally.Connections++;
        using var ear = new SocketEar(_floor.Port);
        var odd = random.Next(16) == 0 ? _oddHands[random.Next(_oddHands.Length)] : "";
        ear.Say(Hands(odd));
        // A server that hears the end first need not answer any more.
        ear.AwaitWord(_patience);
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
        tally.StateChecks++;
        if (_floor.Venue.Mark() != before)
            tally.Fault("what was said on the stream changed the market");
        return int.Max(sent, 1);
    }

    public IHonestClient Honest() => new HonestListener(_floor.Port);

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
                tally.Heard(code is null ? "told" : $"error {code}");
                if (code == "INTERNAL")
                    tally.Fault(text);
                break;
            case 8:
                var status = payload.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(payload);
                tally.Heard(string.Create(CultureInfo.InvariantCulture, $"closed {status}"));
                if (status == InternalFault)
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

/// <summary>Hears the board, and asks for all of it again and again.</summary>
internal sealed class HonestListener : IHonestClient
{
    private readonly System.Net.Sockets.Socket _socket;
    private readonly Random _masks = new(1);
    private readonly byte[] _block = new byte[64 * 1024];
    private readonly List<byte> _in = [];

    public HonestListener(int port)
    {
        _socket = SocketEar.Connected(port);
        _socket.Send(StreamFuzz.Hands(""));
        var end = "\r\n\r\n"u8.ToArray();
        while (_in.Count < 4 || Head().IndexOf(end) < 0)
            Hear();
        if (!Head().StartsWith("HTTP/1.1 101"u8))
            throw new IOException("no handshake with the honest listener");
        _in.RemoveRange(0, Head().IndexOf(end) + 4);
        Say("""{"op":"subscribe","channels":["board"]}""");
        Await("board");
    }

    public void Ask()
    {
        Say("""{"op":"resync","channel":"board"}""");
        Await("board");
    }

    public void Dispose() => _socket.Dispose();

    private void Say(string text) => _socket.Send(FrameMutator.Frame(_masks, 1, Encoding.UTF8.GetBytes(text)));

    /// <summary>Heartbeats may come between.</summary>
    private void Await(string channel)
    {
        while (true)
        {
            if (!StreamFuzz.TryFrame(Head(), out var opcode, out var payload, out var taken))
            {
                Hear();
                continue;
            }

            var text = opcode == 1 ? Encoding.UTF8.GetString(payload) : "";
            _in.RemoveRange(0, taken);
            if (text.Contains($"\"channel\":\"{channel}\",\"type\":\"snapshot\"", StringComparison.Ordinal))
                return;
            if (opcode == 8 || text.Contains("\"channel\":\"error\"", StringComparison.Ordinal))
                throw new IOException($"the honest listener was refused: {text}");
        }
    }

    private ReadOnlySpan<byte> Head() => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_in);

    private void Hear()
    {
        var read = _socket.Receive(_block);
        if (read == 0)
            throw new IOException("the venue ended the honest listener's connection");
        _in.AddRange(_block.AsSpan(0, read));
    }
}
