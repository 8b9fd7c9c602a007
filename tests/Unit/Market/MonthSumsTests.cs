// Long and short lots of a month, kept beside its positions: right after each command, and a broken sum stops all.
using System.Reflection;
using Tokenbourse.Market;
using Tokenbourse.Market.Handlers;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market;

public sealed class MonthSumsTests
{
    [Fact]
    public void A_months_long_and_short_lots_are_kept_beside_its_positions()
    {
        var desk = MarketDesk.Open();
        var random = new Random(5);
        var (state, compared) = (StateOf(desk.Machine), 0);
        for (var i = 0; i < 600; i++)
        {
            var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            desk.Place(
                1 + random.Next(4),
                side,
                3190 + random.Next(20),
                1 + random.Next(9),
                $"o{i}",
                instrument: 1 + random.Next(2)
            );
            compared += Compare(state);
        }

        Assert.True(compared > 500, $"{compared} months with open lots");
        desk.Reload();
        Assert.Equal(2, Compare(StateOf(desk.Machine)));
    }

    [Fact]
    public void A_sum_that_is_wrong_by_one_stops_the_machine_at_the_next_trade()
    {
        var desk = MarketDesk.Open();
        desk.Place(1, Side.Sell, 3200, 2, "s");
        desk.Place(2, Side.Buy, 3200, 1, "b");
        var month = StateOf(desk.Machine).Months[0];
        Assert.Equal((1, 1), (month.LongLots, month.ShortLots));
        month.LotsMoved(new() { Long = new() { Carried = new() { Lots = 1 } } }, 0, 0);
        Assert.Throws<InvariantBrokenException>(() => desk.Place(2, Side.Buy, 3200, 1, "c"));
    }

    private static int Compare(State state)
    {
        var open = 0;
        foreach (var month in state.Months)
        {
            Assert.Equal(month.LongLots, Settling.OpenInterest(state, month));
            Assert.Equal(month.LongLots, month.ShortLots);
            open += month.LongLots > 0 ? 1 : 0;
        }

        return open;
    }

    private static State StateOf(MarketMachine machine) =>
        (State)
            typeof(MarketMachine)
                .GetField("_state", BindingFlags.Instance | BindingFlags.NonPublic)!
                .GetValue(machine)!;
}
