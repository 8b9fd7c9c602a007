// Messages for the FIX door that are nearly right: fields, groups, data, lengths, checksums, cuts.
using System.Globalization;
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>Bytes to send.</summary>
/// <param name="Bytes">One message or several.</param>
/// <param name="Mutation">What was done to it.</param>
/// <param name="Numbers">How many of our sequence numbers it uses up if it is taken.</param>
internal readonly record struct FixInput(byte[] Bytes, string Mutation, int Numbers);

/// <summary>Begins with a message that is right and spoils it.</summary>
internal sealed class FixMutator(string ours, string theirs)
{
    private const char End = (char)FixFrame.End;

    // Type, then the body. What the dictionary knows, and what it does not.
    private static readonly string[] _messages =
    [
        "D|11=#|38=5|40=2|44=2.15|54=1|55=TK-Z26|60=@|",
        "D|11=#|1=1|386=1|336=1|38=5|40=1|54=2|55=TK-Z26|60=@|58=text|354=4|355=a=b|",
        "F|11=#|41=X1|54=1|55=TK-Z26|60=@|38=5|",
        "G|11=#|41=X1|54=1|55=TK-Z26|60=@|38=6|40=2|44=2.16|",
        "H|11=#|54=1|55=TK-Z26|",
        "AF|584=#|585=7|",
        "q|11=#|530=7|60=@|",
        "i|117=#|296=1|302=A|304=2|295=2|299=1|55=TK-Z26|132=1|133=2|299=2|55=TK-H27|132=1|133=2|",
        "R|131=#|146=2|55=A|54=1|55=B|54=2|",
        "V|262=#|263=1|264=0|267=2|269=0|269=1|146=1|55=TK-Z26|",
        "x|320=#|559=4|",
        "c|320=#|321=3|555=2|600=A|624=1|600=B|624=2|",
        "AD|568=#|569=0|",
        "AN|710=#|724=0|581=1|1=1|60=@|715=20260302|",
        "B|148=head|33=3|58=one|58=two|58=three|95=7|96=a10=00b|",
        "0|112=#|",
        "1|112=#|",
        "2|7=1|16=0|",
        "3|45=1|58=no|",
        "4|123=Y|36=7|",
        "A|98=0|108=30|",
        "A|98=0|108=30|141=Y|",
        "5|58=bye|",
        "ZZ|9999=1|",
    ];

    private static readonly string[] _values =
    [
        "",
        "0",
        "-1",
        "00000000000000000001",
        "2147483647",
        "2147483648",
        "-2147483649",
        "9223372036854775808",
        "99999999999999999999999999",
        "1e9",
        "NaN",
        "0.0000000000000000000000000001",
        ".",
        "-",
        "+1",
        "1.2.3",
        " 1",
        "Y",
        "N",
        "y",
        "=",
        "8=FIX.4.4",
        "10=000",
        "20260230-25:61:61",
        "20260302-09:00:00.1234567890123",
        "99999999-99:99:99",
        "\u0000",
        "\u00ff\u00fe",
        "../../etc/passwd",
        "<TIME>",
        "%s%n",
    ];

    private static readonly string[] _tags =
    [
        "0",
        "-1",
        "1x",
        "",
        "00034",
        "8",
        "9",
        "10",
        "34",
        "35",
        "43",
        "49",
        "52",
        "95",
        "96",
        "146",
        "369",
        "789",
        "9999",
        "65536",
        "2147483648",
        "99999999999999999999",
    ];

    private readonly List<(string Tag, string Value)> _fields = [];
    private long _count;

    /// <summary>Its text for SendingTime and TransactTime.</summary>
    public string Time { get; set; } = "";

    /// <summary>A logon that is right.</summary>
    public byte[] Logon() => Framed(Fields("A|98=0|108=0|", "1"), "FIX.4.4");

    /// <summary>The next input.</summary>
    /// <param name="number">Our next sequence number.</param>
    public FixInput Next(Random random, int number)
    {
        var one = One(random, number);
        if (random.Next(16) != 0)
            return one;
        var other = One(random, number + one.Numbers);
        return new([.. one.Bytes, .. other.Bytes], "joined", one.Numbers + other.Numbers);
    }

    private FixInput One(Random random, int number)
    {
        var said = random.Next(24) == 0 ? _values[random.Next(_values.Length)] : Text(number);
        // The last five end a session, or begin another: not each time.
        var kinds = random.Next(8) == 0 ? _messages.Length : _messages.Length - 5;
        Fields(_messages[random.Next(kinds)], said);
        var mutation = random.Next(16) switch
        {
            < 2 => "none",
            < 5 => OddValue(random),
            5 => OddTag(random),
            6 => Dropped(random),
            7 => Doubled(random),
            8 => Swapped(random),
            9 => OddCount(random),
            10 => OddData(random),
            11 => Long(random),
            _ => null,
        };
        var begin = random.Next(64) == 0 ? "FIX.4.2" : "FIX.4.4";
        var bytes = Framed(_fields, begin);
        if (mutation is not null)
            return new(bytes, mutation, 1);
        return Spoiled(random, bytes);
    }

    private string OddValue(Random random)
    {
        var at = random.Next(_fields.Count);
        _fields[at] = (_fields[at].Tag, _values[random.Next(_values.Length)]);
        return "odd value";
    }

    private string OddTag(Random random)
    {
        var at = random.Next(_fields.Count);
        _fields[at] = (_tags[random.Next(_tags.Length)], _fields[at].Value);
        return "odd tag";
    }

    private string Dropped(Random random)
    {
        _fields.RemoveAt(random.Next(_fields.Count));
        return "field dropped";
    }

    private string Doubled(Random random)
    {
        _fields.Insert(random.Next(_fields.Count + 1), _fields[random.Next(_fields.Count)]);
        return "field doubled";
    }

    private string Swapped(Random random)
    {
        var (one, other) = (random.Next(_fields.Count), random.Next(_fields.Count));
        (_fields[one], _fields[other]) = (_fields[other], _fields[one]);
        return "fields swapped";
    }

    private string OddCount(Random random)
    {
        string[] counts = ["0", "1", "2", "3", "200", "201", "65535", "2147483647", "-1", "9999999999"];
        string[] groups = ["146", "267", "295", "296", "33", "555", "453", "454", "711"];
        _fields.Insert(
            random.Next(5, _fields.Count + 1),
            (groups[random.Next(groups.Length)], counts[random.Next(counts.Length)])
        );
        return "odd count of a group";
    }

    private string OddData(Random random)
    {
        string[] lengths = ["0", "1", "3", "4", "65535", "65537", "-1", "x", "2147483647"];
        _fields.Add(("95", lengths[random.Next(lengths.Length)]));
        _fields.Add(("96", $"a{End}10=123{End}b"));
        return "odd length of data";
    }

    private string Long(Random random)
    {
        var at = random.Next(_fields.Count);
        _fields[at] = (_fields[at].Tag, new string('A', random.Next(1, 70_000)));
        return "long value";
    }

    /// <summary>What goes wrong below the fields.</summary>
    private static FixInput Spoiled(Random random, byte[] bytes)
    {
        switch (random.Next(6))
        {
            case 0:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return new(bytes, "bit turned", 0);
            case 1:
                bytes[^2] = (byte)('0' + random.Next(10));
                return new(bytes, "odd checksum", 0);
            case 2:
                return new(bytes[..random.Next(1, bytes.Length)], "cut short", 0);
            case 3:
                var at = random.Next(bytes.Length);
                var more = new byte[random.Next(1, 40)];
                random.NextBytes(more);
                return new([.. bytes[..at], .. more, .. bytes[at..]], "bytes put in", 0);
            case 4:
                var noise = new byte[random.Next(1, 4000)];
                random.NextBytes(noise);
                return new(noise, "noise", 0);
            default:
                string[] lengths = ["0", "1", "5", "65536", "65537", "99999999", "-1", "", "1x", "000000000001"];
                var text = Encoding.Latin1.GetString(bytes);
                var from = text.IndexOf("9=", StringComparison.Ordinal) + 2;
                var to = text.IndexOf(End, from);
                return new(
                    Encoding.Latin1.GetBytes(text[..from] + lengths[random.Next(lengths.Length)] + text[to..]),
                    "odd length of the body",
                    0
                );
        }
    }

    private List<(string Tag, string Value)> Fields(string message, string number)
    {
        _fields.Clear();
        var parts = message.Split('|', StringSplitOptions.RemoveEmptyEntries);
        _fields.Add(("35", parts[0]));
        _fields.Add(("34", number));
        _fields.Add(("49", ours));
        _fields.Add(("52", Time));
        _fields.Add(("56", theirs));
        foreach (var part in parts.AsSpan(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var value = part[(equals + 1)..].Replace("@", Time, StringComparison.Ordinal);
            _fields.Add((part[..equals], value == "#" ? Text(++_count) : value));
        }

        return _fields;
    }

    private static byte[] Framed(List<(string Tag, string Value)> fields, string begin)
    {
        var body = new StringBuilder();
        foreach (var (tag, value) in fields)
            body.Append(tag).Append('=').Append(value).Append(End);
        var text = Encoding.Latin1.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"8={begin}{End}9={body.Length}{End}{body}")
        );
        var sum = FixFrame.Sum(text);
        return
        [
            .. text,
            .. Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"10={sum:000}{End}")),
        ];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
