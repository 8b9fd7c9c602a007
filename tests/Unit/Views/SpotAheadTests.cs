// A clock that goes over dead hours stops before a gate, a window, an end, and not inside a delivery.
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Market;
using Tokenbourse.Unit.Market.Spot;
using Tokenbourse.Venue;
using Tokenbourse.Views.Spot;
using Xunit;
using static Tokenbourse.Unit.Market.Spot.SpotDesk;

namespace Tokenbourse.Unit.Views;

public sealed class SpotAheadTests
{
    [Fact]
    public void What_is_owed_next_is_the_gate_then_the_window_then_its_end_and_the_certificates()
    {
        var desk = SpotDesk.Open();
        desk.Place(Bid(1, Side.Buy, 1, 0, 3, 500));
        desk.Place(Bid(2, Side.Sell, 1, 0, 3, 300));
        Assert.Equal(Noon(2), Next(desk));
        desk.Clock(12);
        Assert.Equal(DeliveryHours.Begin(Midnight), Next(desk));
        desk.Submit(MessageKind.RedeemCertificate, new RedeemCertificate(new(1), 1, 7));
        Assert.False(SpotAhead.IsDelivering(Fold(desk), desk.Now));
        desk.GoTo(Midnight, 5);
        Assert.True(SpotAhead.IsDelivering(Fold(desk), desk.Now));
        Assert.Equal(DeliveryHours.Begin(Midnight + 1), Next(desk));
        desk.Submit(MessageKind.RecordDelivery, Record(1, 1, 0, 1000));
        desk.GoTo(Midnight + 1, 5);
        Assert.False(SpotAhead.IsDelivering(Fold(desk), desk.Now));
        // Two hours of grace.
        Assert.Equal(DeliveryHours.Begin(Midnight + 3), Next(desk));
        desk.GoTo(Midnight + 3, 5);
        Assert.Equal(Noon(3), Next(desk));
    }

    [Fact]
    public void A_live_venue_does_not_jump_over_a_gate()
    {
        using var logs = VenueLogs.InMemory();
        var made = new Venue.Venue(logs);
        made.AdvanceTo(Instant.At(TradingDate.Of(2026, 3, 2), 9 * 60));
        made.Submit(MessageKind.SetRelease, new SetRelease(Releases.Newest));
        made.Submit(MessageKind.DefineSpotProduct, Encoding.UTF8.GetBytes(Product()));
        using var venue = new LiveVenue(logs, speed: 1);
        venue.SkipDeadTime();
        var early = Noon(2).Nanoseconds - venue.Now.Nanoseconds;
        Assert.InRange(early, 4 * Instant.PerMinute, 5 * Instant.PerMinute);
    }

    private static Instant Noon(int day) => Instant.At(TradingDate.Of(2026, 3, day), 12 * 60);

    private static Instant Next(MarketDesk desk) => SpotAhead.Next(Fold(desk), new(), desk.Now);

    private static SpotBoard Fold(MarketDesk desk)
    {
        var board = new SpotBoard();
        foreach (var entry in desk.Events)
            board.Apply(entry);
        return board;
    }
}
