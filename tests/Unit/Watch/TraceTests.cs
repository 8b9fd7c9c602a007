// One trace from the request on the wire to the fill; nothing at all when nobody listens.
using System.Diagnostics;
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Http;
using Tokenbourse.Unit.Market;
using Tokenbourse.Venue;
using Tokenbourse.Venue.Watch;
using Xunit;

namespace Tokenbourse.Unit.Watch;

public sealed class TraceTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Parent = "b7ad6b7169203331";
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();

    [Fact]
    public void Without_a_listener_nothing_is_made()
    {
        // Other tests listen to traces of their own: this asks of a command without a trace.
        Assert.Null(VenueTraces.Begin(MessageKind.PlaceOrder));
        var work = () =>
        {
            for (var i = 0; i < 100; i++)
                Assert.Null(VenueTraces.Begin(MessageKind.PlaceOrder));
        };
        work();
        Assert.Equal(0, Allocated.Least(work));
    }

    [Fact]
    public async Task A_request_goes_on_with_its_senders_trace_and_names_its_steps()
    {
        using var spans = new Spans(ActivityTraceId.CreateFromString(Trace));
        await using var floor = await Floor.Open();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/orders")
        {
            Content = new StringContent(Floor.Order(1, "buy", "6.300", 1, "t-1"), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("traceparent", $"00-{Trace}-{Parent}-01");
        using var response = await floor.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode);
        var wire = await spans.Named("POST");
        Assert.Equal("POST /v1/orders", wire.DisplayName);
        Assert.Equal(Parent, wire.ParentSpanId.ToHexString());
        Assert.Equal(200, wire.GetTagItem("http.response.status_code"));
        Assert.Equal(wire.SpanId, (await spans.Named("validate")).ParentSpanId);
    }

    [Fact]
    public async Task A_command_tells_its_way_and_a_later_fill_comes_to_the_order_that_rested()
    {
        using var spans = new Spans(_trace);
        using var logs = Prepared();
        using var venue = new LiveVenue(logs, speed: 1);
        using (var door = Door())
        {
            using var validate = VenueTraces.Step(VenueTraces.Validate);
            Assert.True(venue.Submit(MessageKind.PlaceOrder, Order(1, Side.Sell, "rests")).IsTaken);
            Assert.NotEqual(default, validate!.Duration);
        }

        foreach (var step in (string[])["submit", "order", "apply", "durable log", "tell"])
            Assert.True((await spans.Named(step)).Duration >= TimeSpan.Zero, step);
        Assert.DoesNotContain(spans.All(), s => s.OperationName == "fill");

        // By somebody whose request is not traced.
        Assert.True(venue.Submit(MessageKind.PlaceOrder, Order(2, Side.Buy, "takes")).IsTaken);
        var fill = await spans.Named("fill");
        Assert.Equal((await spans.Named("submit")).SpanId, fill.ParentSpanId);
    }

    [Fact]
    public async Task A_command_that_trades_at_once_has_its_fill_beside_its_other_steps()
    {
        using var spans = new Spans(_trace);
        using var logs = Prepared();
        using var venue = new LiveVenue(logs, speed: 1);
        venue.Submit(MessageKind.PlaceOrder, Order(1, Side.Sell, "rests"));
        using (Door())
            Assert.True(venue.Submit(MessageKind.PlaceOrder, Order(2, Side.Buy, "takes")).IsTaken);
        Assert.Equal(1, (await spans.Named("fill")).GetTagItem("tokenbourse.trades"));
    }

    private Activity Door()
    {
        var parent = new ActivityContext(
            _trace,
            ActivitySpanId.CreateRandom(),
            ActivityTraceFlags.Recorded,
            null,
            true
        );
        return VenueTraces.Source.StartActivity("POST", ActivityKind.Server, parent)!;
    }

    private static ReadOnlyMemory<byte> Order(int account, Side side, string id) =>
        Codec.Bytes(
            new PlaceOrder(
                new(account),
                new(1),
                side,
                OrderType.Limit,
                TimeInForce.Day,
                new(3_200),
                new(1),
                ClientOrderId.Of(id),
                OrderFlags.None
            )
        );

    // Continuous trading on 2 March 2026.
    private static VenueLogs Prepared()
    {
        var logs = VenueLogs.InMemory();
        var venue = new Venue.Venue(logs);
        venue.AdvanceIndexTo(Instant.At(TradingDate.Of(2026, 3, 2), 7 * 60));
        venue.Submit(MessageKind.SetRelease, new SetRelease(Releases.Newest));
        venue.Submit(MessageKind.DefineCalendar, Encoding.UTF8.GetBytes(MarketDesk.Calendar));
        venue.Submit(
            MessageKind.SubmitPrint,
            new SubmitPrint(Name24.Of("TIX"), TradingDate.Of(2026, 3, 1), 64_000, 4, 1, 0)
        );
        venue.Submit(MessageKind.DefineMargins, Encoding.UTF8.GetBytes(MarketDesk.Margins));
        venue.Submit(MessageKind.DefineContract, Encoding.UTF8.GetBytes(MarketDesk.Contract));
        foreach (var account in (int[])[1, 2])
        {
            venue.Submit(
                MessageKind.OpenAccount,
                Documents.Write(new AccountDocument(account, $"A{account}", "trader", Simulated: true))
            );
            venue.Submit(
                MessageKind.MoveCash,
                new MoveCash(new(account), Currency.CNY, new(100_000_000), Name24.Of("first"))
            );
        }

        venue.AdvanceTo(Instant.At(TradingDate.Of(2026, 3, 2), 10 * 60));
        return logs;
    }
}
