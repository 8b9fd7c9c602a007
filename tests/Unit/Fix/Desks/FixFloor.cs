// A small venue behind the production gateway for FIX, without sockets and threads: what is said is there when a call
// returns.
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Desks;
using Tokenbourse.Gateways.Fix.Desks.Orders;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Http;
using Tokenbourse.Unit.Identity;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Unit.Fix.Desks;

/// <summary>The one-caller venue with lanes: a run is done when it is sent.</summary>
internal sealed class DirectVenue(Venue.Venue inner) : ILaneVenue
{
    private readonly Lock _gate = new();

    public Venue.Venue Inner => inner;

    public VenueViews Views => inner.Views;

    public Instant Now => inner.Now;

    /// <summary>Runs are taken and never answered: the process dies before it hears.</summary>
    public bool IsDeaf { get; set; }

    public Outcome Submit(MessageKind kind, ReadOnlyMemory<byte> payload)
    {
        lock (_gate)
        {
            var outcome = inner.Submit(kind, payload);
            return outcome with { Events = outcome.Events.ToArray() };
        }
    }

    public long Reached() => inner.Reached();

    public Outcome Observe(MessageKind kind, ReadOnlyMemory<byte> payload) => inner.Observe(kind, payload);

    public IVenueLane OpenLane(ILaneFates fates) => new DirectLane(this, fates);

    private sealed class DirectLane(DirectVenue venue, ILaneFates fates) : IVenueLane
    {
        private readonly List<(MessageKind Kind, byte[] Payload)> _run = [];

        public long Next { get; private set; }

        public int Waiting => _run.Count;

        public void Add<T>(MessageKind kind, in T message)
            where T : unmanaged
        {
            _run.Add((kind, Codec.Bytes(message)));
            Next++;
        }

        public bool TrySend()
        {
            var number = Next - _run.Count;
            foreach (var (kind, payload) in _run)
            {
                var done = venue.Submit(kind, payload);
                if (!venue.IsDeaf)
                    fates.Told(
                        new((AnswerStatus)done.Status, number++, done.Sequence, done.FirstEvent, done.EventCount)
                    );
            }

            _run.Clear();
            return true;
        }

        public void Clear() => _run.Clear();
    }
}

/// <summary>House clock of a test.</summary>
internal sealed class TestClock : TimeProvider
{
    private bool _follows;

    public DateTimeOffset Time { get; set; } = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    /// <summary>From now on it is the system's.</summary>
    public void Follow() => _follows = true;

    public override DateTimeOffset GetUtcNow() => _follows ? System.GetUtcNow() : Time;
}

/// <summary>Continuous trading in TT-H26 (band 5.120 to 7.680); ALPHA has account 1, BETA account 2, ADMIRAL a drop
/// copy.</summary>
internal sealed class FixFloor : IDisposable
{
    public const string Sessions = """
        { "compId": "VENUE", "sessions": [
          { "compId": "ALPHA", "accounts": [ 1 ] }, { "compId": "BETA", "accounts": [ 2 ], "cancelOnDisconnect": true },
          { "compId": "ADMIRAL", "role": "drop-copy" } ] }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("fix-floor").FullName;

    private readonly string _sessions;
    private readonly IdentityDoors? _identity;

    /// <param name="sessions">The file of sessions.</param>
    /// <param name="identity">Null: an open floor.</param>
    /// <param name="empty">Nothing is listed, and nobody has an account.</param>
    public FixFloor(string sessions = Sessions, IdentityDoors? identity = null, bool empty = false)
    {
        (_sessions, _identity) = (sessions, identity);
        Venue = new(empty ? Empty() : Floor.Market());
        House = Open();
    }

    public DirectVenue Venue { get; private set; }

    public FixHouse House { get; private set; }

    public TestClock Clock { get; } = new();

    /// <summary>A side that is logged on.</summary>
    public FixPeer LogOn(string name, string more = "")
    {
        var peer = new FixPeer(this, name);
        Assert.True(peer.LogOn(more), House.Find(name)!.Session.ClosedBecause);
        return peer;
    }

    /// <summary>Whatever the venue has told is said.</summary>
    public void Pump() => House.Teller.Pump();

    /// <summary>The process dies, with all that sessions' files did not have; another goes on with the logs.</summary>
    public void Crash()
    {
        var sizes = Directory.GetFiles(_folder).ToDictionary(f => f, f => new FileInfo(f).Length);
        House.Dispose();
        foreach (var (file, size) in sizes)
        {
            using var bytes = new FileStream(file, FileMode.Open);
            bytes.SetLength(size);
        }

        Venue = new(new(Venue.Inner.Logs));
        House = Open();
    }

    public void Dispose()
    {
        House.Dispose();
        Directory.Delete(_folder, true);
    }

    private static Venue.Venue Empty()
    {
        var venue = new Venue.Venue(VenueLogs.InMemory());
        venue.Submit(MessageKind.SetRelease, new SetRelease(Releases.Newest));
        return venue;
    }

    private FixHouse Open()
    {
        var logs = Venue.Inner.Logs;
        var house = new FixHouse(
            new() { Folder = _folder, Rates = new(100_000, 100_000, 100_000, 100_000) },
            Venue,
            new(logs.Events.Read, logs.Commands.Read),
            FixSessionFile.Parse(_sessions),
            _identity,
            Clock
        );
        house.Add(new OrderDesk(house));
        house.Begin();
        return house;
    }
}

/// <summary>The same venue with its threads behind a door on loopback; nothing is kept.</summary>
internal sealed class LiveFixFloor : IDisposable
{
    private readonly LiveVenue _venue = new(Floor.Market().Logs, speed: 1);

    public LiveFixFloor()
    {
        var logs = _venue.Logs;
        House = new(
            new(),
            _venue,
            new(logs.Events.Read, logs.Commands.Read),
            FixSessionFile.Parse(FixFloor.Sessions),
            null,
            TimeProvider.System
        );
        House.Add(new OrderDesk(House));
        House.Open(new(System.Net.IPAddress.Loopback, 0));
    }

    public FixHouse House { get; }

    /// <summary>How many orders of an account live.</summary>
    public int Orders(int account)
    {
        lock (_venue.Views.Gate)
            return _venue.Views.Orders.Of(new AccountId(account)).Count;
    }

    public void Dispose()
    {
        House.Dispose();
        _venue.Dispose();
    }
}

/// <summary>The other side of a session: numbers, what it has heard, and what it asks for again.</summary>
internal sealed class FixPeer(FixFloor floor, string name)
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
