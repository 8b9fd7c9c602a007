// A call that is missed, seen by the views, by the operator's clock and by the account at its door.
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Shared;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class CallsTests
{
    [Fact]
    public void A_running_venue_closes_by_force_after_the_first_session_slice_by_slice_until_it_is_enough()
    {
        using var called = new CalledVenue(VenueLogs.InMemory());
        called.TradeFirstDay();
        var views = called.Venue.Views;
        Assert.False(Present.Calls(views, 1)!.Restricted);
        Assert.Equal(
            new CallShape(
                "USD",
                "13000.00",
                "2026-11-24",
                "2026-11-25T08:30:00Z",
                false,
                "clearing",
                "issued",
                "2026-11-24T15:30:00Z",
                null,
                null
            ),
            Assert.Single(Present.Calls(views, 1)!.Calls)
        );
        Assert.Empty(Present.Calls(views, 2)!.Calls);
        Assert.Null(Present.Calls(views, 9));

        called.TradeSecondDay();
        Assert.True(Present.Calls(views, 1)!.Restricted);
        Assert.True(Assert.Single(Present.Calls(views, 1)!.Calls).Missed);
        // Nothing before half past one, though somebody was there to buy.
        Assert.Equal([(13, 30), (13, 40)], called.Asked().Select(Clock));
        Assert.Equal([6, 0], called.Told<LiquidationDone>(MessageKind.LiquidationDone).Select(d => d.Lots.Lots));

        called.Venue.AdvanceTo(CalledVenue.At(CalledVenue.Second, 14, 5));
        var done = called.Told<LiquidationDone>(MessageKind.LiquidationDone);
        Assert.Equal([6, 0, 8, 0], done.Select(d => d.Lots.Lots));
        Assert.Equal([1, 1, 0, 0], done.Select(d => d.Short));

        called.Venue.AdvanceTo(CalledVenue.At(CalledVenue.Second, 16, 0));
        Assert.Equal(9, called.Asked().Count);
        Assert.False(Present.Calls(views, 1)!.Restricted);
        Assert.Empty(Present.Calls(views, 1)!.Calls);
        Assert.Single(called.Told<AccountReleased>(MessageKind.AccountReleased));
    }

    private static (int Hour, int Minute) Clock(Instant moment)
    {
        var minutes = (int)((moment.Nanoseconds / Instant.PerMinute) % (24 * 60));
        return (minutes / 60, minutes % 60);
    }
}
