// The private view of live orders against the machine's own.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;
using Xunit;

namespace Tokenbourse.Unit.Views;

public sealed class OrdersTests
{
    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    public void The_live_orders_are_the_machines_orders_field_by_field(int seed)
    {
        var market = new BusyMarket(seed);
        var orders = new Orders();
        var states = new HashSet<OrderState>();
        var (commands, most) = (0, 0);
        market.Run(
            4,
            600,
            said =>
            {
                foreach (var entry in said)
                    orders.Apply(entry);
                most = int.Max(most, orders.Count);
                if (++commands % 3 == 0)
                    Compare(orders, market.Engine, states);
            }
        );
        Assert.Equal(3, states.Count);
        Assert.True(most > 30, $"{most}");
    }

    private static void Compare(Orders orders, MatchingEngine engine, HashSet<OrderState> states)
    {
        Assert.Equal(engine.Orders, orders.Count);
        var all = 0;
        for (var account = 1; account <= 6; account++)
        {
            foreach (var order in orders.Of(new AccountId(account)))
            {
                all++;
                Assert.True(engine.TryFind(order.Order, out var live));
                Assert.Equal(
                    (live.Instrument, live.Side, live.TimeInForce, live.Flags, live.Lots, live.Filled, live.Display),
                    (
                        order.Instrument,
                        order.Side,
                        order.TimeInForce,
                        order.Flags,
                        order.Remaining,
                        order.Filled,
                        order.Display
                    )
                );
                Assert.Equal(live.Price, order.Price ?? default);
                // A stop that woke is a limit order to the books; its account still sees what it was.
                if (order.State == OrderState.AwaitsStop)
                    Assert.Equal(live.StopPrice, order.StopPrice);
                Assert.Equal(live.Sleeps ? 0 : live.Visible, order.Visible);
                Assert.Equal(
                    live.Place switch
                    {
                        OrderPlace.Resting => OrderState.Resting,
                        OrderPlace.AtTheClose => OrderState.AwaitsClose,
                        _ => OrderState.AwaitsStop,
                    },
                    order.State
                );
                states.Add(order.State);
            }
        }

        Assert.Equal(engine.Orders, all);
    }
}
