// The other side of a FIX session in the same process: what it says, what it hears, and the book that it keeps.
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Desks;
using Tokenbourse.Gateways.Fix.Dictionary;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Fix;

/// <summary>The other side of a session. Each message that it hears is asked against the dictionary.</summary>
internal sealed class FixPeer
{
    private readonly FixGuest _guest;
    private readonly FixMessage _message = new();
    private readonly FixValidator _validator = new(FixDictionary.Fix44);
    private int _number;

    public FixPeer(FixGuest guest)
    {
        _guest = guest;
        Connect();
    }

    /// <summary>Bytes that wait for it.</summary>
    public int Waiting => _guest.Session.Out.Length;

    public void Connect()
    {
        _number = 0;
        Parse("A", "98=0|108=30|141=Y|");
        lock (_guest.Seat.Gate)
            Assert.True(_guest.Session.Connect(_message, Now));
        Assert.StartsWith("A", Assert.Single(Hear()).Type, StringComparison.Ordinal);
    }

    public void Disconnect()
    {
        lock (_guest.Seat.Gate)
            _guest.Session.Disconnected();
    }

    /// <summary>Says something and hears all that came since.</summary>
    public List<FixHeard> Say(string type, string body)
    {
        Send(type, body);
        return Hear();
    }

    /// <summary>Says something and does not read.</summary>
    public void Send(string type, string body)
    {
        Parse(type, body);
        lock (_guest.Seat.Gate)
            _guest.Session.Receive(_message, Now);
    }

    /// <summary>All messages since.</summary>
    public List<FixHeard> Hear()
    {
        byte[] bytes;
        lock (_guest.Seat.Gate)
        {
            bytes = _guest.Session.Out.Bytes.ToArray();
            _guest.Session.Out.Clear();
        }

        var heard = new List<FixHeard>();
        for (var at = 0; at < bytes.Length; )
        {
            Assert.Equal(FrameKind.Message, FixFrame.Next(bytes.AsSpan(at), out var taken));
            Assert.True(_message.Parse(bytes, at, taken));
            var fault = _validator.Check(_message);
            var fields = new List<(int, string)>();
            for (var field = 0; field < _message.Count; field++)
                fields.Add((_message.Tag(field), Encoding.Latin1.GetString(_message.Value(field))));
            heard.Add(new(fields));
            // How many entries we take is our limit, not the standard's.
            var many = fault == new FixFault(FixReason.ValueOutOfRange, 268);
            Assert.True(fault == FixFault.None || many, $"{fault} {heard[^1]}");
            at += taken;
        }

        return heard;
    }

    private static Instant Now => new((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100);

    private void Parse(string type, string body)
    {
        var time = new byte[FixTime.MostBytes];
        var length = FixTime.Write(Now, 3, time);
        var sent = Encoding.ASCII.GetString(time, 0, length);
        var text = $"35={type}|34={++_number}|49={_guest.Name}|52={sent}|56=VENUE|{body}";
        var bytes = Encoding.Latin1.GetBytes(FixCodecTests.Wire(text));
        Assert.True(_message.Parse(bytes, 0, bytes.Length));
    }
}

/// <summary>A message that came, field by field.</summary>
internal sealed record FixHeard(List<(int Tag, string Value)> Fields)
{
    public string Type => this[35]!;

    /// <summary>The first field of that tag; null: there is none.</summary>
    public string? this[int tag] => Fields.Find(f => f.Tag == tag).Value;

    /// <summary>The entries of a group that begin with that tag.</summary>
    public List<FixHeard> Entries(int first)
    {
        var entries = new List<FixHeard>();
        foreach (var field in Fields)
        {
            if (field.Tag == first)
                entries.Add(new([]));
            if (entries.Count > 0)
                entries[^1].Fields.Add(field);
        }

        return entries;
    }

    public override string ToString() => string.Concat(Fields.Select(f => $"{f.Tag}={f.Value}|"));
}

/// <summary>A hearer's own book, made of W and X alone. It checks the chain.</summary>
internal sealed class FixBook
{
    private readonly SortedDictionary<decimal, (string Price, string Lots, string Orders)>[] _sides =
    [
        [],
        [],
    ];
    private int _reported;

    public int Trades { get; private set; }

    public int Snapshots { get; private set; }

    public void Take(FixHeard message)
    {
        if (message.Type == "W")
        {
            Snapshots++;
            _reported = 0;
            _sides[0].Clear();
            _sides[1].Clear();
            foreach (var entry in message.Entries(269))
                Apply(entry, '0');
            return;
        }

        Assert.Equal("X", message.Type);
        foreach (var entry in message.Entries(279))
        {
            Assert.Equal($"{++_reported}", entry[83]);
            Apply(entry, entry[279]![0]);
        }
    }

    public override string ToString() => Text(_sides[0].Values.Reverse(), _sides[1].Values);

    public static string Text(
        IEnumerable<(string Price, string Lots, string Orders)> bids,
        IEnumerable<(string Price, string Lots, string Orders)> asks
    ) => $"{string.Join(' ', bids)} / {string.Join(' ', asks)}";

    private void Apply(FixHeard entry, char action)
    {
        if (entry[269] == "2")
            Trades++;
        if (entry[269] is not ("0" or "1"))
            return;
        var side = _sides[entry[269]![0] - '0'];
        var price = decimal.Parse(entry[270]!, System.Globalization.CultureInfo.InvariantCulture);
        // An entry says whether the level was there.
        Assert.Equal(action != '0', side.ContainsKey(price));
        if (action == '2')
            side.Remove(price);
        else
            side[price] = (entry[270]!, entry[271]!, entry[346]!);
    }
}
