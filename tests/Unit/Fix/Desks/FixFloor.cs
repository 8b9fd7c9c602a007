// A small venue behind the production gateway for FIX, without sockets and threads: what is said is there when a call
// returns.
using Tokenbourse.Gateways.Fix.Desks;
using Tokenbourse.Gateways.Fix.Desks.Orders;
using Tokenbourse.Gateways.Fix.Desks.PostTrade;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Http;
using Tokenbourse.Unit.Market;
using Tokenbourse.Venue;
using Tokenbourse.Venue.Watch;
using Xunit;

namespace Tokenbourse.Unit.Fix.Desks;

/// <summary>A venue with lanes: a run is done when it is sent.</summary>
internal sealed class LanedVenue(IVenue inner) : ILaneVenue
{
    public VenueViews Views => inner.Views;

    public Instant Now => inner.Now;

    /// <summary>Runs are taken and never answered: the process dies before it hears.</summary>
    public bool IsDeaf { get; set; }

    public Outcome Submit(MessageKind kind, ReadOnlyMemory<byte> payload) => inner.Submit(kind, payload);

    public long Reached() => inner.Reached();

    public Outcome Observe(MessageKind kind, ReadOnlyMemory<byte> payload) => inner.Observe(kind, payload);

    public IVenueLane OpenLane(ILaneFates fates) => new DirectLane(this, fates);

    private sealed class DirectLane(LanedVenue venue, ILaneFates fates) : IVenueLane
    {
        private readonly List<(MessageKind Kind, byte[] Payload)> _run = [];

        public long Next { get; private set; }

        public int Waiting => _run.Count;

        public void Add<T>(MessageKind kind, in T message, LaneTrace? trace = null)
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

/// <summary>A house whose sessions are spoken to without sockets.</summary>
internal interface IFixHome
{
    FixHouse House { get; }

    /// <summary>Whatever the venue has told is said.</summary>
    void Pump();
}

/// <summary>Continuous trading in TT-H26 (band 5.120 to 7.680); ALPHA has account 1, BETA account 2, ADMIRAL a drop
/// copy.</summary>
internal sealed class FixFloor : IFixHome, IDisposable
{
    public const string Sessions = """
        { "compId": "VENUE", "sessions": [
          { "compId": "ALPHA", "accounts": [ 1 ] }, { "compId": "BETA", "accounts": [ 2 ], "cancelOnDisconnect": true },
          { "compId": "ADMIRAL", "role": "drop-copy" } ] }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("fix-floor").FullName;

    private readonly string _sessions;
    private readonly IdentityDoors? _identity;
    private readonly bool _copies;

    /// <param name="sessions">The file of sessions.</param>
    /// <param name="identity">Null: an open floor.</param>
    /// <param name="empty">Nothing is listed, and nobody has an account.</param>
    /// <param name="spread">A document of spreads; null: none.</param>
    /// <param name="copies">There is a desk for drop copy.</param>
    /// <param name="contract">The document of the months.</param>
    public FixFloor(
        string sessions = Sessions,
        IdentityDoors? identity = null,
        bool empty = false,
        string? spread = null,
        bool copies = false,
        string contract = MarketDesk.Contract
    )
    {
        (_sessions, _identity, _copies) = (sessions, identity, copies);
        Inner = empty ? Empty() : Floor.Market(spread, contract);
        Venue = new(new SharedVenue(Inner));
        House = Open();
    }

    public Venue.Venue Inner { get; private set; }

    public LanedVenue Venue { get; private set; }

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

        Inner = new(Inner.Logs);
        Venue = new(new SharedVenue(Inner));
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
        var logs = Inner.Logs;
        var house = new FixHouse(
            new() { Folder = _folder, Rates = new(100_000, 100_000, 100_000, 100_000) },
            Venue,
            new(logs.Events.Read, logs.Commands.Read),
            FixSessionFile.Parse(_sessions),
            _identity,
            Clock
        );
        house.Add(new OrderDesk(house));
        if (_copies)
            house.Add(new CopyDesk(house));
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
