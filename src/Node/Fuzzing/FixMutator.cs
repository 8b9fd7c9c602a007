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
internal sealed class FixMutator(FixSubject subject, string theirs)
{
    private const char End = (char)FixFrame.End;
    private const int HeaderFields = 5;
    private const int IdsKept = 32;

    private readonly List<(string Tag, string Value)> _fields = [];
    private readonly List<string> _ids = [];
    private long _round;
    private int _count;

    /// <summary>Its text for SendingTime and TransactTime.</summary>
    public string Time { get; set; } = "";

    /// <summary>Another connection, whose ids are its own.</summary>
    public void Begin(long round)
    {
        (_round, _count) = (round, 0);
        _ids.Clear();
    }

    /// <summary>A logon that is right.</summary>
    public byte[] Logon(Random random) => Framed(Fields(random, subject.Logon, "1"), subject.Begin);

    /// <summary>A logon that is nearly right.</summary>
    public FixInput OddLogon(Random random)
    {
        Fields(random, subject.Logon, random.Next(4) == 0 ? Value(random) : "1");
        var mutation = Spoil(random);
        return new(Framed(_fields, Begin(random)), mutation ?? "none", 1);
    }

    /// <summary>The next input.</summary>
    /// <param name="number">Our next sequence number.</param>
    public FixInput Next(Random random, int number)
    {
        var one = One(random, number);
        if (random.Next(16) != 0)
            return one;
        using var all = new MemoryStream();
        all.Write(one.Bytes);
        var numbers = one.Numbers;
        for (var more = random.Next(1, random.Next(2, 40)); more > 0; more--)
        {
            var other = One(random, number + numbers);
            all.Write(other.Bytes);
            numbers += other.Numbers;
        }

        return new(all.ToArray(), "joined", numbers);
    }

    private FixInput One(Random random, int number)
    {
        var said = random.Next(48) == 0 ? Value(random) : Text(number);
        // What ends a session, or begins another: not each time.
        var messages = random.Next(16) == 0 ? FixTemplates.Session : subject.Messages;
        Fields(random, messages[random.Next(messages.Count)], said);
        if (random.Next(16) < 13 && Spoil(random) is { } mutation)
            return new(Framed(_fields, Begin(random)), mutation, 1);
        var bytes = Framed(_fields, subject.Begin);
        return random.Next(3) == 0 ? Spoiled(random, bytes) : new(bytes, "none", 1);
    }

    private string Begin(Random random) => random.Next(128) == 0 ? "FIX.4.2" : subject.Begin;

    /// <summary>What goes wrong among the fields; null: nothing.</summary>
    private string? Spoil(Random random) =>
        random.Next(14) switch
        {
            < 3 => OddValue(random),
            3 => OddTag(random),
            4 => Dropped(random),
            5 => Doubled(random),
            6 => Swapped(random),
            7 => OddCount(random),
            8 => OddData(random),
            9 => random.Next(4) == 0 ? Long(random) : OddValue(random),
            10 => OtherGroup(random),
            _ => null,
        };

    private static string Value(Random random) => FixOddities.Values[random.Next(FixOddities.Values.Length)];

    /// <summary>Mostly in the body: what is odd in the header ends most sessions.</summary>
    private int Place(Random random) =>
        _fields.Count > HeaderFields && random.Next(5) != 0
            ? random.Next(HeaderFields, _fields.Count)
            : random.Next(_fields.Count);

    private string OddValue(Random random)
    {
        var at = Place(random);
        _fields[at] = (_fields[at].Tag, Value(random));
        return "odd value";
    }

    private string OddTag(Random random)
    {
        var at = Place(random);
        _fields[at] = (FixOddities.Tags[random.Next(FixOddities.Tags.Length)], _fields[at].Value);
        return "odd tag";
    }

    private string Dropped(Random random)
    {
        _fields.RemoveAt(Place(random));
        return "field dropped";
    }

    private string Doubled(Random random)
    {
        _fields.Insert(Place(random), _fields[Place(random)]);
        return "field doubled";
    }

    private string Swapped(Random random)
    {
        var (one, other) = (Place(random), Place(random));
        (_fields[one], _fields[other]) = (_fields[other], _fields[one]);
        return "fields swapped";
    }

    private string OddCount(Random random)
    {
        string[] counts = ["0", "1", "2", "3", "200", "201", "65535", "2147483647", "-1", "9999999999"];
        string[] groups = ["146", "267", "295", "296", "33", "555", "453", "454", "711"];
        _fields.Insert(
            random.Next(HeaderFields, _fields.Count + 1),
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
        var at = Place(random);
        _fields[at] = (_fields[at].Tag, new string('A', random.Next(1, 70_000)));
        return "long value";
    }

    /// <summary>A group of the message with another number of entries, and mostly with that number in front.</summary>
    private string? OtherGroup(Random random)
    {
        int[] sizes = [0, 1, 2, 3, 17, 100, 199, 200, 201, 400];
        foreach (var (counts, entry) in FixTemplates.Groups)
        {
            var at = _fields.FindIndex(f => f.Tag == counts);
            if (at < 0)
                continue;
            var tags = Array.ConvertAll(entry.Split('|'), f => f[..f.IndexOf('=', StringComparison.Ordinal)]);
            var end = at + 1;
            while (end < _fields.Count && tags.Contains(_fields[end].Tag))
                end++;
            _fields.RemoveRange(at + 1, end - at - 1);
            var size = sizes[random.Next(sizes.Length)];
            var said = random.Next(6) == 0 ? int.Max(0, size + random.Next(-1, 2)) : size;
            _fields[at] = (counts, Text(said));
            var entries = new List<(string, string)>();
            for (var i = 0; i < size; i++)
                AddFields(random, entry.Split('|'), entries);
            _fields.InsertRange(at + 1, entries);
            return "other group";
        }

        return null;
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

    private List<(string Tag, string Value)> Fields(Random random, string message, string number)
    {
        _fields.Clear();
        var parts = message.Split('|', StringSplitOptions.RemoveEmptyEntries);
        _fields.Add(("35", parts[0]));
        _fields.Add(("34", number));
        _fields.Add(("49", subject.Name));
        _fields.Add(("52", Time));
        _fields.Add(("56", theirs));
        AddFields(random, parts.AsSpan(1), _fields);
        return _fields;
    }

    private void AddFields(Random random, ReadOnlySpan<string> parts, List<(string Tag, string Value)> into)
    {
        foreach (var part in parts)
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            into.Add((part[..equals], Word(random, part[(equals + 1)..])));
        }
    }

    private string Word(Random random, string value) =>
        value switch
        {
            "#" => NewId(),
            "@" => Time,
            "$O" => _ids.Count == 0 ? "none" : _ids[random.Next(_ids.Count)],
            "$S" => subject.Symbols[random.Next(subject.Symbols.Count)],
            "$P" => subject.Price(random),
            "$A" => Text(subject.Accounts[random.Next(subject.Accounts.Count)]),
            "$N" => Text(random.Next(1, 6)),
            "$B" => random.Next(2) == 0 ? "1" : "2",
            _ => value,
        };

    private string NewId()
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"f{_round}.{++_count}");
        if (_ids.Count == IdsKept)
            _ids.RemoveAt(0);
        _ids.Add(id);
        return id;
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
