// What an order costs in the view of the day's orders, and that the day's end gives it back.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;
using Xunit;

namespace Tokenbourse.Unit.Views;

public sealed class OrdersOfDayTests
{
    // docs/protocols/protection.md says it: a dead order, tables that grow included.
    private const int MostBytes = 600;
    private const int Orders = 20_000;
    private readonly OrdersOfDay _orders = new();
    private readonly byte[] _accepted = new byte[MessageSizes.Of(MessageKind.OrderAccepted)];
    private readonly byte[] _cancelled = new byte[MessageSizes.Of(MessageKind.OrderCancelled)];
    private long _sequence;

    [Fact]
    public void An_order_costs_so_many_bytes_until_its_day_is_over()
    {
        List();
        Live(1, Orders);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Live(Orders + 1, Orders);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / Orders;
        TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes an order");
        Assert.InRange(each, 1, MostBytes);
        Assert.Equal(CancelReason.ByParticipant, _orders.Of(new OrderId(Orders))!.Gone);

        Say(MessageKind.DayOpened, Codec.Bytes(new DayOpened(1, TradingDate.Of(2026, 11, 3))));
        Assert.Null(_orders.Of(new OrderId(1)));
        Assert.Null(_orders.Of(new AccountId(1), ClientOrderId.Of("o-7")));
        Assert.Null(_orders.Of(new OrderId(2 * Orders)));
    }

    /// <summary>Orders that are placed and cancelled.</summary>
    private void Live(int from, int count)
    {
        for (var number = from; number < from + count; number++)
        {
            var id = ClientOrderId.Of($"o-{number}");
            var accepted = new OrderAccepted(
                new(number),
                new(1),
                new(1),
                Side.Buy,
                OrderType.Limit,
                TimeInForce.Day,
                new(100),
                new(1),
                id
            );
            System.Runtime.InteropServices.MemoryMarshal.Write(_accepted, in accepted);
            Say(MessageKind.OrderAccepted, _accepted);
            var cancelled = new OrderCancelled(new(number), new(1), new(1), new(1), CancelReason.ByParticipant);
            System.Runtime.InteropServices.MemoryMarshal.Write(_cancelled, in cancelled);
            Say(MessageKind.OrderCancelled, _cancelled);
        }
    }

    private void List() =>
        Say(
            MessageKind.InstrumentListed,
            Documents.Write(
                new InstrumentDocument(
                    1,
                    "GH-X26",
                    "GH",
                    "2026-11",
                    1,
                    Currency.USD,
                    "2026-11-02",
                    "2026-11-30",
                    0.001m,
                    3,
                    100,
                    1000,
                    "hours",
                    "USD",
                    "GPU hour",
                    "GPU 小时",
                    "GH-I",
                    4,
                    10,
                    10
                )
            )
        );

    private void Say(MessageKind kind, byte[] payload) =>
        _orders.Apply(new LogEntry(_sequence, new(_sequence), _sequence++, kind, payload));
}
