// What an order makes for the collector at the production gateway: on its way in, and on its reports' way out.
using System.Globalization;
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Desks;
using Tokenbourse.Gateways.Fix.Desks.Orders;
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Http;
using Tokenbourse.Venue;
using Tokenbourse.Venue.Watch;
using Xunit;

namespace Tokenbourse.Unit.Fix.Desks;

public sealed class OrderAllocationTests : IDisposable
{
    private const int Orders = 200;
    private readonly string _folder = Directory.CreateTempSubdirectory("fix-bytes").FullName;
    private readonly LaterVenue _venue = new(Floor.Market());
    private readonly TestClock _clock = new();
    private readonly FixMessage _message = new();
    private readonly FixHouse _house;
    private readonly FixGuest _guest;
    private byte[] _block = new byte[4096];
    private int _number;
    private int _id;

    public OrderAllocationTests()
    {
        var logs = _venue.Inner.Logs;
        _house = new(
            new() { Folder = _folder, Rates = new(1_000_000, 1_000_000, 1_000_000, 1_000_000) },
            _venue,
            new(logs.Events.Read, logs.Commands.Read),
            FixSessionFile.Parse(
                """{ "compId": "VENUE", "sessions": [ { "compId": "ALPHA", "accounts": [ 1, 2 ] } ] }"""
            ),
            null,
            _clock
        );
        _house.Add(new OrderDesk(_house));
        _house.Begin();
        _guest = _house.Find("ALPHA")!;
        var logon = Message("A", "98=0|108=3600|");
        Assert.True(_message.Parse(logon, 0, logon.Length));
        Assert.True(_guest.Session.Connect(_message, _house.Now));
        GoOut();
    }

    public void Dispose()
    {
        _house.Dispose();
        Directory.Delete(_folder, true);
    }

    [Fact]
    public void An_order_on_its_way_in_allocates_nothing()
    {
        var bytes = Allocated.Least(_ =>
        {
            Settle();
            var orders = Pairs();
            return () => ComeIn(orders);
        });
        Assert.Equal(0, bytes);
        Assert.Equal(Orders, _venue.Waiting);
    }

    [Fact]
    public void Reports_on_their_way_out_allocate_nothing()
    {
        var bytes = Allocated.Least(_ =>
        {
            ComeIn(Pairs());
            _venue.Apply();
            return () =>
            {
                _house.Teller.Pump();
                GoOut();
            };
        });
        // Two acknowledgements and two fills a pair.
        Assert.Equal((2 * _id) + 2, _guest.Session.NextOutgoing);
        Assert.Equal(0, bytes);
    }

    private void ComeIn(byte[][] orders)
    {
        foreach (var order in orders)
        {
            if (FixFrame.Next(order, out var taken) != FrameKind.Message || !_message.Parse(order, 0, taken))
                throw new InvalidOperationException("no message");
            _guest.Session.Receive(_message, _house.Now);
        }

        _guest.Session.Rest();
        _guest.Session.Commit();
    }

    private void GoOut()
    {
        _guest.Session.Commit();
        _guest.Session.Out.Take(ref _block);
    }

    private void Settle()
    {
        _venue.Apply();
        _house.Teller.Pump();
        GoOut();
    }

    /// <summary>Each second one trades with the one before it.</summary>
    private byte[][] Pairs()
    {
        var orders = new byte[Orders][];
        for (var i = 0; i < orders.Length; i++)
        {
            // In turns the first account buys and sells: no position grows.
            var side = ((i + (i / 2)) % 2) + 1;
            var body = $"1={(i % 2) + 1}|11=o{++_id}|38=1|40=2|44=6.400|54={side}|55=TT-H26|60={Time()}|";
            orders[i] = Message("D", body);
        }

        return orders;
    }

    private byte[] Message(string type, string body) =>
        Encoding.Latin1.GetBytes(FixCodecTests.Wire($"35={type}|34={++_number}|49=ALPHA|52={Time()}|56=VENUE|{body}"));

    private string Time() => _clock.Time.ToString("yyyyMMdd-HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A venue that takes runs without allocating, and applies them when it is told to.</summary>
    private sealed class LaterVenue(Venue.Venue inner) : ILaneVenue
    {
        private readonly List<LaterLane> _lanes = [];

        public Venue.Venue Inner => inner;

        public VenueViews Views => inner.Views;

        public Instant Now => inner.Now;

        public int Waiting => _lanes.Sum(l => l.Sent);

        public Outcome Submit(MessageKind kind, ReadOnlyMemory<byte> payload)
        {
            var outcome = inner.Submit(kind, payload);
            return outcome with { Events = outcome.Events.ToArray() };
        }

        public long Reached() => inner.Reached();

        public Outcome Observe(MessageKind kind, ReadOnlyMemory<byte> payload) => inner.Observe(kind, payload);

        public IVenueLane OpenLane(ILaneFates fates)
        {
            var lane = new LaterLane(inner, fates);
            _lanes.Add(lane);
            return lane;
        }

        public void Apply() => _lanes.ForEach(l => l.Apply());
    }

    private sealed class LaterLane(Venue.Venue venue, ILaneFates fates) : IVenueLane
    {
        private readonly byte[] _run = new byte[1 << 20];
        private readonly List<(MessageKind Kind, int From, int To)> _commands = new(4 * Orders);
        private long _told;
        private int _end;

        public long Next => _told + _commands.Count;

        public int Waiting => _commands.Count - Sent;

        public int Sent { get; private set; }

        public void Add<T>(MessageKind kind, in T message, LaneTrace? trace = null)
            where T : unmanaged
        {
            var from = _end;
            System.Runtime.InteropServices.MemoryMarshal.Write(_run.AsSpan(from), in message);
            _end += System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
            _commands.Add((kind, from, _end));
        }

        public bool TrySend()
        {
            Sent = _commands.Count;
            return true;
        }

        public void Clear() => _commands.RemoveRange(Sent, Waiting);

        public void Apply()
        {
            foreach (var (kind, from, to) in _commands)
            {
                var done = venue.Submit(kind, _run.AsMemory(from, to - from));
                fates.Told(new((AnswerStatus)done.Status, _told++, done.Sequence, done.FirstEvent, done.EventCount));
            }

            _commands.Clear();
            (Sent, _end) = (0, 0);
        }
    }
}
