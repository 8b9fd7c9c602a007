// Frames of a WebSocket that are nearly right: opcodes, masks, lengths, fragments, control frames, closing.
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>Bytes to send.</summary>
/// <param name="Leaves">What follows would be read as part of it: nothing may follow.</param>
internal readonly record struct FrameInput(byte[] Bytes, string Mutation, bool Leaves);

/// <summary>RFC 6455, section 5, and the ways to break it.</summary>
/// <param name="words">Put into the bodies of requests; null: they stay as the contract has them.</param>
internal sealed class FrameMutator(
    IReadOnlyList<JsonObject> operations,
    IReadOnlyList<string> channels,
    JsonTemplates? words = null
)
{
    private long _round;
    private int _count;

    private const int Text = 1;
    private const int Binary = 2;
    private const int Closing = 8;
    private const int Ping = 9;
    private const string Mark = "@@";
    private static readonly int[] _codes = [0, 999, 1000, 1001, 1004, 1005, 1006, 1011, 1015, 2999, 3000, 4999, 65535];

    private static readonly string[] _odd =
    [
        "",
        "board",
        "depth.10:",
        "depth.0:X",
        "depth.99999999999:TK",
        "orders:1",
        "spot.bids:-1",
        "book.orders:../..",
        "bars.7m:TK",
        "feed:",
        ":",
        "::::",
        "\u0000",
        new('c', 20_000),
    ];

    /// <summary>Another connection, whose requests have ids of their own.</summary>
    public void Begin(long round) => (_round, _count) = (round, 0);

    /// <summary>The next frame or frames.</summary>
    public FrameInput Next(Random random)
    {
        var (text, spoiled) = Operation(random);
        if (random.Next(8) == 0)
            return Last(random, text);
        return random.Next(14) switch
        {
            < 8 => new(Frame(random, Text, text), spoiled, false),
            8 => new(Fragments(random, text), "in parts", false),
            9 => new(Frame(random, Text, text, form: random.Next(126, 128)), "length in a long form", false),
            10 => new(Frame(random, Binary, text), "binary", false),
            11 => new(Frame(random, Text, []), "empty", false),
            _ => new(Frame(random, random.Next(9, 11), Noise(random, 125)), "ping or pong", false),
        };
    }

    /// <summary>What must end the connection, or leaves the server waiting.</summary>
    private static FrameInput Last(Random random, byte[] text)
    {
        var (bytes, mutation) = random.Next(13) switch
        {
            0 => (Frame(random, random.Next(2) == 0 ? random.Next(3, 8) : random.Next(11, 16), text), "odd opcode"),
            1 => (Frame(random, Text, text, reserved: random.Next(1, 8)), "reserved bit"),
            2 => (Frame(random, Text, text, masked: false), "not masked"),
            3 => (Frame(random, Ping, new byte[random.Next(126, 4000)]), "long control frame"),
            4 => (Frame(random, Ping, [], final: false), "control frame in parts"),
            5 => (Frame(random, 0, text), "continuation of nothing"),
            6 => ([.. Frame(random, Text, text, final: false), .. Frame(random, Text, text)], "two beginnings"),
            7 => (Frame(random, Text, text, said: OddLength(random)), "odd length"),
            8 => (Frame(random, Closing, Close(random)), "closing"),
            9 => (Frame(random, Text, NoText(random)), "text that is none"),
            10 => (Frame(random, Text, new byte[random.Next(65_000, 70_000)]), "too large"),
            11 => (Noise(random, 2_000), "noise"),
            _ => (Frame(random, Text, text)[..random.Next(1, text.Length + 2)], "cut short"),
        };
        return new(bytes, mutation, true);
    }

    /// <summary>A frame of its parts.</summary>
    /// <param name="said">The length that it says; null: its own.</param>
    /// <param name="form">126 or 127: the length in that form even where a shorter one would do.</param>
    public static byte[] Frame(
        Random random,
        int opcode,
        ReadOnlySpan<byte> payload,
        bool final = true,
        int reserved = 0,
        bool masked = true,
        ulong? said = null,
        int form = 0
    )
    {
        using var bytes = new MemoryStream();
        var length = said ?? (ulong)payload.Length;
        bytes.WriteByte((byte)((final ? 128 : 0) | (reserved << 4) | opcode));
        var kind =
            form != 0 ? form
            : length < 126 ? (int)length
            : length < 65_536 ? 126
            : 127;
        bytes.WriteByte((byte)((masked ? 128 : 0) | kind));
        Span<byte> wide = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(wide, length);
        if (kind >= 126)
            bytes.Write(kind == 126 ? wide[6..] : wide);
        Span<byte> mask = stackalloc byte[4];
        if (masked)
        {
            random.NextBytes(mask);
            bytes.Write(mask);
        }

        var body = payload.ToArray();
        for (var at = 0; masked && at < body.Length; at++)
            body[at] ^= mask[at & 3];
        bytes.Write(body);
        return bytes.ToArray();
    }

    private (byte[] Text, string Mutation) Operation(Random random)
    {
        var body = operations[random.Next(operations.Count)].DeepClone().AsObject();
        string Channel() =>
            random.Next(6) == 0 ? _odd[random.Next(_odd.Length)] : channels[random.Next(channels.Count)];
        if (body.ContainsKey("channel"))
            body["channel"] = Channel();
        if (body.ContainsKey("channels"))
        {
            var many = random.Next(40) == 0 ? 100 : random.Next(4);
            body["channels"] = new JsonArray([.. Enumerable.Range(0, many).Select(_ => JsonValue.Create(Channel()))]);
        }

        if (body.ContainsKey("id"))
            body["id"] = string.Create(CultureInfo.InvariantCulture, $"r{_round}.{++_count}");
        // Half of the time what is spoiled is what the request holds.
        if (words is null || body["body"] is not JsonObject inner || random.Next(2) == 0)
            return JsonMutator.Spoil(random, body, words);
        var (bytes, mutation) = JsonMutator.Spoil(random, inner, words);
        body["body"] = Mark;
        var around = body.ToJsonString().Split($"\"{Mark}\"");
        return ([.. Encoding.UTF8.GetBytes(around[0]), .. bytes, .. Encoding.UTF8.GetBytes(around[1])], mutation);
    }

    private static byte[] Fragments(Random random, byte[] text)
    {
        using var bytes = new MemoryStream();
        var from = 0;
        for (var parts = random.Next(2, 8); parts > 1; parts--)
        {
            var to = random.Next(from, text.Length + 1);
            bytes.Write(
                Frame(random, from == 0 && bytes.Length == 0 ? Text : 0, text.AsSpan(from, to - from), final: false)
            );
            from = to;
            if (random.Next(2) == 0)
                bytes.Write(Frame(random, Ping, "between"u8));
        }

        bytes.Write(Frame(random, 0, text.AsSpan(from)));
        return bytes.ToArray();
    }

    private static byte[] Close(Random random)
    {
        if (random.Next(6) == 0)
            return new byte[random.Next(2)];
        var payload = new byte[2 + random.Next(123)];
        random.NextBytes(payload);
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)_codes[random.Next(_codes.Length)]);
        if (random.Next(2) == 0)
            payload.AsSpan(2).Fill((byte)'w');
        return payload;
    }

    private static ulong OddLength(Random random) =>
        random.Next(4) switch
        {
            0 => 1UL << 63,
            1 => long.MaxValue,
            2 => uint.MaxValue,
            _ => 60_000,
        };

    private static byte[] NoText(Random random)
    {
        byte[][] none =
        [
            [0xC0, 0x80],
            [0xED, 0xA0, 0x80],
            [0xF8, 0x88],
            [0xFF],
            [.. Encoding.UTF8.GetBytes("{\"op\":\""), 0xC3],
        ];
        return none[random.Next(none.Length)];
    }

    private static byte[] Noise(Random random, int most)
    {
        var noise = new byte[random.Next(1, most)];
        random.NextBytes(noise);
        return noise;
    }
}
