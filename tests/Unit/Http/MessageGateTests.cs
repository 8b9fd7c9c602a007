// The rate of messages: a burst, then so many a second, and cancels never behind orders.
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Limits;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class MessageGateTests
{
    private long _now = 1_000_000;

    [Fact]
    public void A_burst_passes_and_then_so_many_a_second()
    {
        var gate = new MessageGate(new(10, 5, 10, 5), () => _now);
        Assert.Equal(5, Passed(gate, MessageClass.Orders, 20));
        Assert.Equal(TimeSpan.FromMilliseconds(100), gate.Take("1", MessageClass.Orders));
        _now += TimeSpan.TicksPerMillisecond * 100;
        Assert.Equal(1, Passed(gate, MessageClass.Orders, 20));
        _now += TimeSpan.TicksPerSecond * 60;
        Assert.Equal(5, Passed(gate, MessageClass.Orders, 20));
    }

    [Fact]
    public void Orders_leave_the_bucket_of_cancels_and_of_others_full()
    {
        var gate = new MessageGate(new(10, 5, 20, 8), () => _now);
        Assert.Equal(5, Passed(gate, MessageClass.Orders, 1_000));
        Assert.Equal(8, Passed(gate, MessageClass.Cancels, 1_000));
        Assert.Equal(TimeSpan.Zero, gate.Take("2", MessageClass.Orders));
    }

    [Fact]
    public void The_room_for_participants_is_bounded_by_those_whose_buckets_fill_again()
    {
        var gate = new MessageGate(new(1_000_000, 1, 1, 1), () => _now);
        for (var who = 0; who < 200_000; who++)
        {
            Assert.Equal(TimeSpan.Zero, gate.Take($"{who}", MessageClass.Orders));
            _now += 20;
        }

        Assert.Equal(TimeSpan.Zero, gate.Take("0", MessageClass.Orders));
    }

    [Fact]
    public async Task Whoever_sends_too_fast_is_told_how_long_to_wait_and_may_still_cancel()
    {
        await using var floor = await Floor.Open(new HttpOptions { Rates = new(1, 2, 1, 2) });
        var first = await floor.Place(1, "buy", "6.300", 1, "a");
        await floor.Place(1, "buy", "6.300", 2, "b");
        var (status, code, num, error) = await floor.Fault("POST", "/v1/orders", Floor.Order(1, "buy", "6.3", 3, "c"));
        Assert.Equal((429, "RATE_LIMIT", 1011), (status, code, num));
        Assert.Equal(("orders", "not_accepted"), (error.Text("limit"), error.Text("order_state")));
        Assert.True(error.GetProperty("retryable").GetBoolean());
        Assert.InRange(error.Whole("retry_after_ms"), 1, 1_000);
        var (cancelled, _) = await floor.Ask("DELETE", $"/v1/orders/{first.Whole("order")}?account=1");
        Assert.Equal(200, cancelled);
        // The same order, not taken before, is taken by another account.
        await floor.Place(2, "buy", "6.300", 3, "c");
    }

    private static int Passed(MessageGate gate, MessageClass which, int messages)
    {
        var passed = 0;
        for (var i = 0; i < messages; i++)
            passed += gate.Take("1", which) == TimeSpan.Zero ? 1 : 0;
        return passed;
    }
}
