// The other side of a session without a socket: what it says, what it has heard, and what it asks for again.
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Desks;
using Tokenbourse.Unit.Identity;
using Xunit;

namespace Tokenbourse.Unit.Fix.Desks;

/// <summary>The other side of a session: numbers, what it has heard, and what it asks for again.</summary>
internal sealed class FixPeer(IFixHome floor, string name)
{
    private readonly FixMessage _message = new();
    private int _next = 1;
    private int _expected = 1;
    private bool _misses;

    /// <summary>Messages of the venue in order, each number once; fields with | between.</summary>
    public List<string> Heard { get; } = [];

    /// <summary>What was sent, by number.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>SendingTime of what it says; null: now.</summary>
    public DateTimeOffset? SentAt { get; set; }

    private FixGuest Guest => floor.House.Find(name)!;

    public bool LogOn(string more = "")
    {
        var body = $"98=0|108=3600|{more}";
        lock (Guest.Seat.Gate)
        {
            if (!Guest.Session.Connect(Framed("A", body, _next++, false), floor.House.Now))
                return false;
        }

        Sent.Add("");
        Hear();
        return true;
    }

    /// <summary>The fields of a logon that a key signs now.</summary>
    public string Signed(TestKey key)
    {
        var time = new byte[FixTime.MostBytes];
        var sent = Encoding.ASCII.GetString(time, 0, FixTime.Write(floor.House.Now, 3, time));
        var text = $"{sent}\u0001A\u0001{_next}\u0001{name}\u0001VENUE";
        var signature = Convert.ToBase64String(key.Sign(Encoding.ASCII.GetBytes(text)));
        return $"553={key.Id}|95={signature.Length}|96={signature}|";
    }

    /// <summary>Why the venue ended it.</summary>
    public string ClosedBecause => Guest.Session.ClosedBecause;

    /// <summary>Sends a message and hears what comes of it.</summary>
    public string[] Send(string type, string body, bool told = true)
    {
        Sent.Add($"{type} {body}");
        Give(Framed(type, body, _next++, false));
        return told ? Told() : [];
    }

    /// <summary>What has been said since the last time, without administration.</summary>
    public string[] Told()
    {
        floor.Pump();
        var before = Heard.Count;
        Hear();
        return [.. Heard.Skip(before).Where(m => !"0124A5".Contains(Type(m), StringComparison.Ordinal))];
    }

    /// <summary>The line is cut; what is on its way is lost.</summary>
    public void Cut()
    {
        lock (Guest.Seat.Gate)
        {
            Guest.Session.Disconnected();
            Guest.Session.Commit();
        }
    }

    /// <summary>Comes again, asks for what it missed, and gives what the venue misses.</summary>
    public string[] Again()
    {
        var before = Heard.Count;
        _misses = false;
        Assert.True(LogOn(), Guest.Session.ClosedBecause);
        floor.Pump();
        Hear();
        if (_misses)
        {
            Sent.Add("");
            Give(Framed("2", $"7={_expected}|16=0|", _next++, false));
            floor.Pump();
            Hear();
        }

        return [.. Heard.Skip(before).Where(m => !"0124A5".Contains(Type(m), StringComparison.Ordinal))];
    }

    public static string Type(string message) => Field(message, 35);

    public static string Field(string message, int tag)
    {
        var at = message.IndexOf($"|{tag}=", StringComparison.Ordinal);
        if (at < 0)
            return "";
        at = message.IndexOf('=', at) + 1;
        return message[at..message.IndexOf('|', at)];
    }

    private void Give(FixMessage message)
    {
        lock (Guest.Seat.Gate)
        {
            Guest.Session.Receive(message, floor.House.Now);
            Guest.Session.Rest();
        }
    }

    private FixMessage Framed(string type, string body, int number, bool again)
    {
        var time = new byte[FixTime.MostBytes];
        var now = SentAt is { } at ? new((at - DateTimeOffset.UnixEpoch).Ticks * 100) : floor.House.Now;
        var sent = Encoding.ASCII.GetString(time, 0, FixTime.Write(now, 3, time));
        var marks = again ? $"43=Y|122={sent}|" : "";
        var text = $"35={type}|34={number}|49={name}|52={sent}|56=VENUE|{marks}{body}";
        var bytes = Encoding.Latin1.GetBytes(FixCodecTests.Wire(text));
        Assert.True(_message.Parse(bytes, 0, bytes.Length));
        return _message;
    }

    private void Hear()
    {
        while (true)
        {
            byte[] bytes;
            lock (Guest.Seat.Gate)
            {
                Guest.Session.Commit();
                bytes = Guest.Session.Out.Bytes.ToArray();
                Guest.Session.Out.Clear();
            }

            if (bytes.Length == 0)
                return;
            for (var at = 0; at < bytes.Length; )
            {
                Assert.Equal(FrameKind.Message, FixFrame.Next(bytes.AsSpan(at), out var taken));
                Take("|" + Encoding.Latin1.GetString(bytes, at, taken).Replace('\u0001', '|'));
                at += taken;
            }
        }
    }

    private void Take(string message)
    {
        var number = int.Parse(Field(message, 34), System.Globalization.CultureInfo.InvariantCulture);
        if (Type(message) == "2")
            GiveAgain(int.Parse(Field(message, 7), System.Globalization.CultureInfo.InvariantCulture));
        _misses |= number > _expected;
        if (number != _expected)
            return;
        _expected =
            Type(message) == "4"
                ? int.Parse(Field(message, 36), System.Globalization.CultureInfo.InvariantCulture)
                : number + 1;
        Heard.Add(message);
    }

    private void GiveAgain(int from)
    {
        for (var number = from; number < _next; number++)
        {
            var sent = Sent[number - 1];
            if (sent.Length == 0)
                Give(Framed("4", $"123=Y|36={number + 1}|", number, true));
            else
                Give(Framed(sent[..sent.IndexOf(' ')], sent[(sent.IndexOf(' ') + 1)..], number, true));
        }
    }
}
