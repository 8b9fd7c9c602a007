// Messages as bytes: what is written is read again, however it is cut up and whatever stands around it.
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Dictionary;
using Xunit;

namespace Tokenbourse.Unit.Fix;

public sealed class FixCodecTests
{
    private static readonly string[] _good =
    [
        Wire("35=0|34=2|49=A|56=B|52=20260101-00:00:00|"),
        Wire(
            "35=D|34=3|49=A|56=B|52=20260101-00:00:00|11=x|453=2|448=p|447=D|452=1|448=q|54=1|40=2|60=20260101-00:00:00|"
        ),
        Wire("35=B|34=4|49=A|56=B|52=20260101-00:00:00|148=h|33=1|58=t|95=6|96=a|10=b|"),
    ];

    [Fact]
    public void What_is_written_is_read()
    {
        var writer = new FixWriter("FIX.4.4");
        for (var size = 0; size < 3000; size += 97)
        {
            var text = new string('t', size);
            writer.Begin("D"u8).Add(34, 7).Add(58, text).AddUnits(44, -12_345, 3).Add(54, '1');
            var bytes = writer.Add(60, new(0), 9).Finish().ToArray();
            Assert.Equal(FrameKind.Message, FixFrame.Next(bytes, out var taken));
            Assert.Equal(bytes.Length, taken);
            var message = new FixMessage();
            Assert.True(message.Parse(bytes, 0, bytes.Length));
            Assert.Equal("D", Encoding.ASCII.GetString(message.Type));
            Assert.Equal(text, Encoding.ASCII.GetString(message.Get(58)));
            Assert.Equal("-12.345", Encoding.ASCII.GetString(message.Get(44)));
            Assert.Equal(-1, message.Find(55));
            Assert.Equal(bytes, message.Run(0, message.Count).ToArray());
        }
    }

    [Fact]
    public void The_checksum_is_the_sum_of_all_bytes_modulo_256()
    {
        var bytes = new byte[300];
        for (var at = 0; at < bytes.Length; at++)
            bytes[at] = (byte)(255 - (at * 7 % 200));
        for (var length = 0; length <= bytes.Length; length++)
        {
            var sum = 0;
            foreach (var one in bytes.AsSpan(0, length))
                sum += one;
            Assert.Equal(sum % 256, FixFrame.Sum(bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void A_text_cannot_end_its_own_field()
    {
        var bytes = new FixWriter("FIX.4.4").Begin("5"u8).Add(34, 1).Add(58, "a\u000110=000\u0001é").Finish().ToArray();
        Assert.Equal(FrameKind.Message, FixFrame.Next(bytes, out _));
        var message = new FixMessage();
        Assert.True(message.Parse(bytes, 0, bytes.Length));
        Assert.Equal("a?10=000??", Encoding.ASCII.GetString(message.Get(58)));
    }

    [Fact]
    public void A_body_over_the_limit_is_neither_written_nor_taken()
    {
        var writer = new FixWriter("FIX.4.4");
        writer.Begin("B"u8).Add(58, new string('x', FixFrame.MostBody));
        Assert.Throws<InvalidOperationException>(() => writer.Finish().Length);
        Assert.Equal(FrameKind.Garbled, FixFrame.Next("8=FIX.4.4\u00019=65537\u000135=0\u0001"u8, out var taken));
        Assert.True(taken > 0);
        Assert.Equal(FrameKind.Garbled, FixFrame.Next("8=FIX.4.4\u00019=99999999999999999999"u8, out _));
        Assert.Equal(FrameKind.Incomplete, FixFrame.Next("8=FIX.4.4\u00019=65536\u000135=0\u0001"u8, out _));
    }

    /// <summary>jspurefix writes seven digits unless it is told otherwise.</summary>
    [Theory]
    [InlineData("0000061", FrameKind.Message)]
    [InlineData("0000000000000061", FrameKind.Message)]
    [InlineData("00000000000000061", FrameKind.Garbled)]
    public void A_length_may_be_padded_with_zeros(string length, FrameKind kind)
    {
        var text =
            $"8=FIX.4.4\u00019={length}\u000135=0\u000134=2\u0001"
            + "49=A\u000156=B\u000152=20260101-00:00:00\u000158=";
        text += new string('x', 61 - (text.Length - text.IndexOf("35=", StringComparison.Ordinal)) - 1) + "\u0001";
        var bytes = Encoding.Latin1.GetBytes($"{text}10={FixFrame.Sum(Encoding.Latin1.GetBytes(text)):000}\u0001");
        Assert.Equal(kind, FixFrame.Next(bytes, out var taken));
        for (var have = 0; have < bytes.Length && kind == FrameKind.Message; have++)
            Assert.Equal(FrameKind.Incomplete, FixFrame.Next(bytes.AsSpan(0, have), out _));
        Assert.Equal(bytes.Length, taken);
    }

    [Fact]
    public void A_stream_gives_the_same_messages_however_it_is_cut()
    {
        var stream = Encoding.Latin1.GetBytes(
            "noise" + string.Concat(_good) + "8=FIX.4.4\u00019=5\u000135=0\u0001" + string.Concat(_good)
        );
        var whole = Cut(stream, stream.Length);
        Assert.Equal(5, whole.Count(k => k.Kind == FrameKind.Message));
        for (var size = 1; size < 40; size++)
        {
            var messages = Cut(stream, size).Where(k => k.Kind == FrameKind.Message).Select(k => k.Text);
            Assert.Equal(whole.Where(k => k.Kind == FrameKind.Message).Select(k => k.Text), messages);
        }
    }

    [Theory]
    [InlineData("35=0|34=2|=x|")]
    [InlineData("35=0|34=2|49|")]
    [InlineData("35=0|34=2||49=A|")]
    [InlineData("35=0|34=2|049=A|")]
    [InlineData("35=0|34=2|4x9=A|")]
    [InlineData("35=0|34=2|1234567890=A|")]
    [InlineData("35=0|34=2|--1=A|")]
    public void What_is_no_sequence_of_fields_is_no_message(string body)
    {
        var bytes = Encoding.Latin1.GetBytes(Wire(body));
        Assert.Equal(FrameKind.Message, FixFrame.Next(bytes, out _));
        Assert.False(new FixMessage().Parse(bytes, 0, bytes.Length));
    }

    [Fact]
    public void Data_may_hold_anything_and_a_wrong_length_is_known()
    {
        var bytes = Encoding.Latin1.GetBytes(_good[2]);
        var message = new FixMessage();
        Assert.True(message.Parse(bytes, 0, bytes.Length));
        Assert.Equal("a\u000110=b", Encoding.Latin1.GetString(message.Get(96)));
        Assert.Equal(0, message.BadLength);
        bytes = Encoding.Latin1.GetBytes(Wire("35=B|34=4|95=60|96=abc|"));
        Assert.True(message.Parse(bytes, 0, bytes.Length));
        Assert.Equal(95, message.BadLength);
    }

    [Fact]
    public void Hostile_bytes_are_taken_or_dropped_and_never_break_anything() => Fuzz(20_000, 1);

    [Fact]
    [Trait("Weight", "heavy")]
    public void Millions_of_hostile_bytes_are_taken_or_dropped() => Fuzz(3_000_000, 2);

    /// <summary>Good messages with bytes changed, cut out, doubled and put in; lengths and checksums made right again
    /// in half of the cases, so that what lies behind the frame is reached.</summary>
    private static void Fuzz(int rounds, int seed)
    {
        var random = new Random(seed);
        var message = new FixMessage();
        var validators = new[] { new FixValidator(FixDictionary.Fix44), new FixValidator(FixDictionary.Fixt11) };
        var faults = new HashSet<FixReason>();
        for (var round = 0; round < rounds; round++)
        {
            var bytes = Encoding.Latin1.GetBytes(_good[random.Next(_good.Length)]).ToList();
            for (var change = random.Next(1, 5); change > 0; change--)
                Change(bytes, random);
            var wire = bytes.ToArray();
            if (random.Next(2) == 0)
                wire = Encoding.Latin1.GetBytes(Wire(Body(Encoding.Latin1.GetString(wire))));
            for (var at = 0; at < wire.Length; )
            {
                var kind = FixFrame.Next(wire.AsSpan(at), out var taken);
                Assert.InRange(taken, 0, wire.Length - at);
                Assert.Equal(kind == FrameKind.Incomplete, taken == 0);
                if (kind == FrameKind.Incomplete)
                    break;
                if (kind == FrameKind.Message && message.Parse(wire, at, taken))
                    faults.Add(validators[round % 2].Check(message).Reason);
                at += taken;
            }
        }

        Assert.True(faults.Count > 8, string.Join(',', faults));
    }

    private static void Change(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 12), bytes.Count - at);
        switch (random.Next(5))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1 when bytes.Count > 30:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 3:
                bytes.Insert(at, (byte)"\u0001=0123456789-.Y"[random.Next(15)]);
                break;
            default:
                bytes[at] = (byte)('0' + random.Next(10));
                break;
        }
    }

    private static string Body(string wire)
    {
        var from = wire.IndexOf("35=", StringComparison.Ordinal);
        var to = wire.LastIndexOf("\u000110=", StringComparison.Ordinal);
        return from < 0 || to < from ? "35=0\u0001" : wire[from..(to + 1)];
    }

    private static List<(FrameKind Kind, string Text)> Cut(byte[] stream, int size)
    {
        var found = new List<(FrameKind, string)>();
        var waiting = new List<byte>();
        for (var at = 0; at < stream.Length; at += size)
        {
            waiting.AddRange(stream.AsSpan(at, Math.Min(size, stream.Length - at)));
            while (true)
            {
                var bytes = waiting.ToArray();
                var kind = FixFrame.Next(bytes, out var taken);
                if (kind == FrameKind.Incomplete)
                    break;
                found.Add((kind, Encoding.Latin1.GetString(bytes, 0, taken)));
                waiting.RemoveRange(0, taken);
            }
        }

        return found;
    }

    /// <summary>A message around a body, with bars for the ends of fields.</summary>
    internal static string Wire(string body, string begin = "FIX.4.4")
    {
        body = body.Replace('|', '\u0001');
        var text = $"8={begin}\u00019={body.Length}\u0001{body}";
        return $"{text}10={FixFrame.Sum(Encoding.Latin1.GetBytes(text)):000}\u0001";
    }
}
