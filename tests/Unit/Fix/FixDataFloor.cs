// A small venue behind the desks for public data and quotes, without sockets; a spread and nine months.
using System.Net;
using Tokenbourse.Gateways.Fix.Desks;
using Tokenbourse.Gateways.Fix.Desks.Data;
using Tokenbourse.Gateways.Fix.Desks.Quotes;
using Tokenbourse.Gateways.Fix.Dictionary;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Http;
using Tokenbourse.Unit.Market;
using Tokenbourse.Venue;

namespace Tokenbourse.Unit.Fix;

/// <summary>Nothing goes on by itself: <see cref="Turn"/> looks what changed.</summary>
internal sealed class FixDataFloor : IDisposable
{
    // Nine months and more, so that quotes in all of them do not fit one command.
    private static readonly string _contract = MarketDesk.Contract.Replace(
        "\"serial\": 2",
        "\"serial\": 9",
        StringComparison.Ordinal
    );

    private readonly Venue.Venue _inner = Floor.Market(Floor.Spread, _contract);
    private readonly StatusDesk _status;
    private readonly MarketDataDesk _prices;
    private readonly QuoteDesk _quotes;
    private int _ids;
    private long _heard;

    public FixDataFloor(bool rptSeq = true)
    {
        for (var account = 1; account <= 4; account++)
        {
            var cash = new MoveCash(new(account), Currency.CNY, new(10_000_000_000), Name24.Of("more"));
            _inner.Submit(MessageKind.MoveCash, Codec.Bytes(cash));
        }

        Venue = new(new SharedVenue(_inner));
        FixSessionEntry[] sessions =
        [
            new("DATA", FixRole.MarketData, FixVersion.Fix44, "VENUE", [], RptSeq: rptSeq),
            new("MAKER", FixRole.Orders, FixVersion.Fix44, "VENUE", [1, 2]),
        ];
        House = new(
            new(),
            Venue,
            new(_inner.Logs.Events.Read, _inner.Logs.Commands.Read),
            sessions,
            null,
            TimeProvider.System
        );
        _status = new(Venue, true);
        _prices = new(Venue);
        _quotes = new(House);
        House.Add(new ReferenceDesk(Venue));
        House.Add(_status);
        House.Add(_prices);
        House.Add(_quotes);
    }

    public FixHouse House { get; }

    public CalmVenue Venue { get; }

    public VenueViews Views => Venue.Views;

    /// <summary>A peer that has logged on.</summary>
    public FixPeer Peer(string name = "DATA") => new(House.Find(name)!);

    /// <summary>Listens on a port of the house, and looks by itself until it is disposed.</summary>
    public IDisposable Open()
    {
        House.Open(new(IPAddress.Loopback, 0));
        return new PublicPump(TimeSpan.FromMilliseconds(10), [_status, _prices], _ => { });
    }

    /// <summary>The desks look once, and hear of the events since.</summary>
    public void Turn()
    {
        foreach (var entry in _inner.Logs.Events.Read(_heard))
        {
            _quotes.Heard(entry);
            _heard = entry.Sequence + 1;
        }

        _status.Turn();
        _prices.Turn();
    }

    public void Clock(int hour) => _inner.AdvanceTo(Instant.At(TradingDate.Of(2026, 3, 2), hour * 60));

    public void Place(int account, Side side, long ticks, long lots, int instrument = 1) =>
        Submit(
            MessageKind.PlaceOrder,
            new PlaceOrder(
                new(account),
                new(instrument),
                side,
                OrderType.Limit,
                TimeInForce.Day,
                new(ticks),
                new(lots),
                ClientOrderId.Of($"f{++_ids}")
            )
        );

    /// <summary>An order by chance, or the end of one.</summary>
    public void Trade(Random random)
    {
        var account = random.Next(1, 5);
        long order;
        lock (Views.Gate)
            order = Views.Orders.Of(new AccountId(account)).LastOrDefault()?.Order.Value ?? 0;
        if (random.Next(4) == 0)
            Submit(MessageKind.CancelOrder, new CancelOrder(new(account), new(order)));
        else
            Place(account, random.Next(2) == 0 ? Side.Buy : Side.Sell, 3200 + random.Next(-20, 21), random.Next(1, 9));
    }

    public void Submit<T>(MessageKind kind, in T command)
        where T : unmanaged => Venue.Submit(kind, Codec.Bytes(command));

    /// <summary>The book as REST tells it.</summary>
    public string Depth(int levels, string symbol = "TT-H26")
    {
        var depth = Present.Depth(Venue, symbol, levels)!;
        return FixBook.Text(
            depth.Bids.Select(l => (l.Price, $"{l.Lots}", $"{l.Orders}")),
            depth.Asks.Select(l => (l.Price, $"{l.Lots}", $"{l.Orders}"))
        );
    }

    public void Dispose()
    {
        House.Dispose();
        _inner.Logs.Dispose();
    }
}

/// <summary>A venue without lanes, which the desks of this floor do not ask for.</summary>
internal sealed class CalmVenue(SharedVenue inner) : ILaneVenue
{
    public VenueViews Views => inner.Views;

    public Instant Now => inner.Now;

    public Outcome Submit(MessageKind kind, ReadOnlyMemory<byte> payload) => inner.Submit(kind, payload);

    public long Reached() => inner.Reached();

    public Outcome Observe(MessageKind kind, ReadOnlyMemory<byte> payload) => inner.Observe(kind, payload);

    public IVenueLane OpenLane(ILaneFates fates) => throw new NotSupportedException();
}
