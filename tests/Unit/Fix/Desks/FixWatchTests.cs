// A FIX order is watched as one of any other door: counted by what became of it, and traced from the wire to its fill.
using Tokenbourse.Gateways.Fix.Desks;
using Tokenbourse.Gateways.Fix.Desks.Orders;
using Tokenbourse.Gateways.Watch;
using Tokenbourse.Unit.Http;
using Tokenbourse.Unit.Watch;
using Tokenbourse.Venue;
using Tokenbourse.Venue.Watch;
using Xunit;

namespace Tokenbourse.Unit.Fix.Desks;

public sealed class FixWatchTests : IFixHome, IDisposable
{
    private const string Time = "60=20260302-10:00:00|";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private readonly VenueMeters _meters = new();
    private readonly DoorMeters _doors = new();
    private readonly LiveVenue _venue;
    private readonly FixHouse _house;

    public FixWatchTests()
    {
        _venue = new(Floor.Market().Logs, speed: 1, _meters);
        var logs = _venue.Logs;
        _house = new(
            new() { Meters = _doors },
            _venue,
            new(logs.Events.Read, logs.Commands.Read),
            FixSessionFile.Parse(FixFloor.Sessions),
            null,
            TimeProvider.System
        );
        _house.Add(new OrderDesk(_house));
        _house.Begin();
    }

    FixHouse IFixHome.House => _house;

    void IFixHome.Pump() => _house.Teller.Pump();

    public void Dispose()
    {
        _house.Dispose();
        _venue.Dispose();
        _doors.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public void Messages_commands_and_refusals_are_counted()
    {
        using var book = new MetricsBook(_meters.Meter, _doors.Meter);
        var alpha = LogOn("ALPHA");
        Until(alpha, "D", Order("a1", '1', "6.400"), "0");
        Until(alpha, "D", Order("a1", '2', "6.400"), "8");
        Until(alpha, "D", Order("a2", '1', "6.4001"), "8");
        var text = book.Write();
        foreach (
            var line in (string[])
                [
                    "tokenbourse_submissions_total{kind=\"SubmitOrder\",outcome=\"taken\"} 1",
                    "tokenbourse_submissions_total{kind=\"SubmitOrder\",outcome=\"refused\"} 1",
                    "tokenbourse_fix_messages_total{direction=\"in\",type=\"D\",state=\"logged on\"} 3",
                    "tokenbourse_fix_messages_total{direction=\"out\",type=\"8\",state=\"logged on\"} 3",
                    "tokenbourse_sessions{door=\"fix\"} 1",
                    "tokenbourse_door_refusals_total{door=\"fix\",code=\"TICK\"} 1",
                    "tokenbourse_door_refusals_total{door=\"fix\",code=\"DUPLICATE_CLIENT_ID\"} 1",
                ]
        )
            Assert.Contains(line + "\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_s_trace_goes_from_the_wire_to_its_fill()
    {
        var (alpha, beta) = (LogOn("ALPHA"), LogOn("BETA"));
        Until(alpha, "D", Order("a1", '1', "6.400"), "0");
        using var spans = new Spans(null, "FIX D");
        Until(beta, "D", Order("b1", '2', "6.400"), "F");
        var wire = await spans.Named("FIX D");
        var submit = await spans.Named("submit");
        Assert.Equal(wire.SpanId, submit.ParentSpanId);
        Assert.Equal(wire.SpanId, (await spans.Named("validate")).ParentSpanId);
        foreach (var step in (string[])["order", "apply", "durable log", "tell", "fill"])
        {
            var span = await spans.Named(step);
            Assert.Equal(submit.SpanId, span.ParentSpanId);
            Assert.True(span.Duration >= TimeSpan.Zero, step);
        }

        Assert.Equal(1, (await spans.Named("fill")).GetTagItem("tokenbourse.trades"));
    }

    private FixPeer LogOn(string name)
    {
        var peer = new FixPeer(this, name);
        Assert.True(peer.LogOn(), peer.ClosedBecause);
        return peer;
    }

    /// <summary>Until a report of that kind has come; the venue works on threads of its own.</summary>
    private static void Until(FixPeer peer, string type, string body, string report)
    {
        var told = new List<string>(peer.Send(type, body));
        var came = SpinWait.SpinUntil(
            () =>
            {
                told.AddRange(peer.Told());
                return told.Exists(m => FixPeer.Field(m, 150) == report);
            },
            _patience
        );
        Assert.True(came, string.Join('\n', told));
    }

    private static string Order(string id, char side, string price) =>
        $"11={id}|55=TT-H26|54={side}|38=1|40=2|44={price}|{Time}";
}
