// The FIX door of a floor whose other doors are REST and the stream: one session for all accounts.
using System.Globalization;
using Tokenbourse.Gateways.Fix.Desks;
using Tokenbourse.Gateways.Fix.Desks.Orders;
using Tokenbourse.Unit.Fix.Desks;
using Xunit;

namespace Tokenbourse.Unit.Http;

/// <summary>One message after the other, without sockets.</summary>
internal sealed class FixDoor : IOrderDoor, IFixHome
{
    private const string Sessions = """{ "compId": "VENUE", "sessions": [ { "compId": "STREAM" } ] }""";
    private const string Time = "60=20260302-10:00:00|";
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly FixPeer _peer;

    public FixDoor(Floor floor)
    {
        var logs = floor.Inner.Logs;
        House = new(
            new() { Rates = new(100_000, 100_000, 100_000, 100_000) },
            new LanedVenue(floor.Venue),
            new(logs.Events.Read, logs.Commands.Read),
            FixSessionFile.Parse(Sessions),
            null,
            TimeProvider.System
        );
        House.Add(new OrderDesk(House));
        House.Begin();
        _peer = new(this, "STREAM");
        Assert.True(_peer.LogOn(), _peer.ClosedBecause);
    }

    public FixHouse House { get; }

    public void Pump() => House.Teller.Pump();

    public Task<DoorFills> Place(StreamedOrder order)
    {
        var life = order.Life == "fak" ? '3' : '0';
        var told = _peer.Send("D", $"11={order.Id}|{Of(order)}38={order.Lots}|40=2|44={order.Price}|59={life}|{Time}");
        if (told.Any(m => FixPeer.Field(m, 11) == order.Id && FixPeer.Field(m, 150) == "0"))
            _taken.Add(order.Id);
        return Fills(order.Id, told);
    }

    public Task<DoorFills> Amend(StreamedOrder order, string original)
    {
        if (!_taken.Contains(original))
            return Task.FromResult(new DoorFills(order.Id, []));
        var change = $"41={original}|11={order.Id}|{Of(order)}38={order.Lots}|40=2|44={order.Price}|{Time}";
        return Fills(order.Id, _peer.Send("G", change));
    }

    public Task Cancel(StreamedOrder order, string id)
    {
        _peer.Send("F", $"41={order.Id}|11={id}|{Of(order)}38={order.Lots}|{Time}");
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        House.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Of(StreamedOrder order) =>
        $"1={order.Account}|55={order.Symbol}|54={(order.Side == "buy" ? '1' : '2')}|";

    /// <summary>Of the order alone; legs of a spread say again what its own fill has said.</summary>
    private static Task<DoorFills> Fills(string id, IEnumerable<string> told) =>
        Task.FromResult(
            new DoorFills(
                id,
                [
                    .. told.Where(m =>
                            FixPeer.Field(m, 11) == id && FixPeer.Field(m, 150) == "F" && FixPeer.Field(m, 442) != "2"
                        )
                        .Select(m =>
                            (FixPeer.Field(m, 31), long.Parse(FixPeer.Field(m, 32), CultureInfo.InvariantCulture))
                        ),
                ]
            )
        );
}
