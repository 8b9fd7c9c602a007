// A live venue whose watch over risk stops and starts again: orders stop within the time and come in again.
using System.Diagnostics;
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Unit.Market;

public sealed class RiskHeartTests
{
    /// <summary>I-27.</summary>
    [Fact]
    public void When_the_watch_falls_silent_a_live_venue_takes_no_new_orders_until_it_is_heard_of_again()
    {
        using var logs = Prepared("""{"house":"H","version":1,"interlock":{"silentSeconds":3}}""");
        using var venue = new LiveVenue(logs, speed: 1);
        Until(() => !Engaged(venue));
        Assert.Null(Refused(venue, "a", OrderFlags.None));

        // It beats once a second, and the events tell nothing of it.
        var beats = Beats(logs);
        Thread.Sleep(2_500);
        Assert.False(Engaged(venue));
        Assert.InRange(Beats(logs) - beats, 1, 4);

        venue.RiskIsWell = () => false;
        Until(() => Engaged(venue));
        var told = logs.Events.Read(0).Last(e => e.Kind == MessageKind.InterlockSet);
        // By the log's time, to the nanosecond.
        Assert.Equal(3 * Instant.PerSecond, told.Time.Nanoseconds - told.As<InterlockSet>().Heard.Nanoseconds);
        Assert.Equal(RejectReason.RiskSilent, Refused(venue, "b", OrderFlags.None));
        Assert.Equal(RejectReason.OverClose, Refused(venue, "c", OrderFlags.CloseOnly));
        Assert.Equal(
            1,
            Told(
                    venue,
                    MessageKind.MassCancel,
                    new MassCancel(new(1), CancelScope.Account, Side.None, default, default)
                )
                .Count(e => e == MessageKind.OrderCancelled)
        );

        venue.RiskIsWell = null;
        Until(() => !Engaged(venue));
        Assert.Null(Refused(venue, "b", OrderFlags.None));
    }

    [Fact]
    public void A_house_that_does_not_ask_has_no_heartbeat_on_its_log()
    {
        using var logs = Prepared("""{"house":"H","version":1}""");
        using var venue = new LiveVenue(logs, speed: 1);
        Thread.Sleep(800);
        Assert.Equal(0, Beats(logs));
        Assert.Null(Refused(venue, "a", OrderFlags.None));
    }

    private static bool Engaged(LiveVenue venue)
    {
        lock (venue.Views.Gate)
            return venue.Views.Risk.Engaged;
    }

    private static int Beats(VenueLogs logs) => logs.Commands.Read(0).Count(e => e.Kind == MessageKind.RiskHeartbeat);

    private static void Until(Func<bool> there)
    {
        var patience = Stopwatch.StartNew();
        while (!there())
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), "it did not come");
            Thread.Sleep(10);
        }
    }

    private static RejectReason? Refused(LiveVenue venue, string id, OrderFlags flags)
    {
        var order = new PlaceOrder(
            new(1),
            new(1),
            Side.Buy,
            OrderType.Limit,
            TimeInForce.Day,
            new(3_200),
            new(1),
            ClientOrderId.Of(id),
            flags
        );
        var outcome = venue.Submit(MessageKind.PlaceOrder, Codec.Bytes(order));
        Assert.True(outcome.IsTaken);
        foreach (var entry in outcome.Read())
        {
            if (entry.Kind == MessageKind.OrderRejected)
                return entry.As<OrderRejected>().Reason;
        }

        return null;
    }

    private static List<MessageKind> Told<T>(LiveVenue venue, MessageKind kind, T message)
        where T : unmanaged
    {
        var kinds = new List<MessageKind>();
        foreach (var entry in venue.Submit(kind, Codec.Bytes(message)).Read())
            kinds.Add(entry.Kind);
        return kinds;
    }

    // Continuous trading on 2 March 2026, prepared by one caller.
    private static VenueLogs Prepared(string house)
    {
        var logs = VenueLogs.InMemory();
        var venue = new Venue.Venue(logs);
        venue.AdvanceIndexTo(Instant.At(TradingDate.Of(2026, 3, 2), 7 * 60));
        venue.Submit(MessageKind.SetRelease, new SetRelease(Releases.Newest));
        Document(MessageKind.DefineHouse, house);
        Document(MessageKind.DefineCalendar, MarketDesk.Calendar);
        venue.Submit(
            MessageKind.SubmitPrint,
            new SubmitPrint(Name24.Of("TIX"), TradingDate.Of(2026, 3, 1), 64_000, 4, 1, 0)
        );
        Document(MessageKind.DefineMargins, MarketDesk.Margins);
        Document(MessageKind.DefineContract, MarketDesk.Contract);
        venue.Submit(MessageKind.OpenAccount, Documents.Write(new AccountDocument(1, "A1", "trader", Simulated: true)));
        venue.Submit(MessageKind.MoveCash, new MoveCash(new(1), Currency.CNY, new(100_000_000), Name24.Of("first")));
        venue.AdvanceTo(Instant.At(TradingDate.Of(2026, 3, 2), 10 * 60));
        return logs;

        void Document(MessageKind kind, string json) => venue.Submit(kind, Encoding.UTF8.GetBytes(json));
    }
}
