// The reserve by hand: what orders keep under each rule, and why the plain outright formula is not enough.
using Tokenbourse.Market.Risk.Margins;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market.Margins;

public sealed class MarginReserveTests
{
    [Fact]
    public void An_order_that_closes_a_leg_of_a_spread_is_kept_for()
    {
        // Long M1, short M2 at a charge of 200. Selling M1 raises no position, yet leaves an outright of 1,000.
        var reserve = Spreads();
        reserve.Hold([SpanTests.Lots(0, 1), SpanTests.Lots(1, -1)]);
        Assert.Equal(200, reserve.Required(Currency.CNY));
        reserve.Add(Order(0, Side.Sell, 1));
        Assert.True(reserve.Required(Currency.CNY) >= 1_000);
    }

    [Fact]
    public void Closing_an_outright_keeps_nothing_and_turning_it_keeps_the_difference()
    {
        var reserve = Spreads();
        reserve.Hold([SpanTests.Lots(0, 4)]);
        reserve.Add(Order(0, Side.Sell, 4));
        Assert.Equal(4_000, reserve.Required(Currency.CNY));
        reserve.Add(Order(0, Side.Sell, 6));
        Assert.Equal(6_000, reserve.Required(Currency.CNY));
    }

    [Fact]
    public void An_order_alone_keeps_its_outright_margin()
    {
        var reserve = Spreads();
        reserve.Hold([]);
        Assert.Equal(3_000, More(reserve, Order(1, Side.Buy, 3)));
        // Of two opposite orders in one month only one can move the position that far.
        reserve.Add(Order(1, Side.Buy, 3));
        Assert.Equal(0, More(reserve, Order(1, Side.Sell, 3)));
        Assert.Equal(1_000, More(reserve, Order(1, Side.Sell, 4)));
        // The other month could make a spread; no credit is given for what is not filled.
        Assert.Equal(3_000, More(reserve, Order(0, Side.Sell, 3)));
    }

    [Fact]
    public void An_order_freezes_its_own_price_under_the_percentage_rule()
    {
        // An observed freeze: 3,005 x 10 x 16 % = 4,808.
        var reserve = Plain(netting: false, larger: false);
        reserve.Hold([]);
        Assert.Equal(480_800, More(reserve, new(0, Side.Buy, 1, new(3_005), false, false)));
        Assert.Equal(0, More(reserve, new(0, Side.Sell, 1, new(3_005), false, true)));
    }

    [Fact]
    public void The_larger_side_lets_the_smaller_one_grow_for_nothing()
    {
        var reserve = Plain(netting: false, larger: true);
        reserve.Hold([new(0, Side.Buy, 3, new(3_005), false)]);
        Assert.Equal(0, More(reserve, new(0, Side.Sell, 3, new(3_005), false, false)));
        Assert.Equal(480_800, More(reserve, new(0, Side.Sell, 4, new(3_005), false, false)));
    }

    [Fact]
    public void A_net_account_keeps_the_larger_of_all_buys_and_all_sells()
    {
        var reserve = Plain(netting: true, larger: false);
        reserve.Hold([new(0, Side.Buy, 3, new(3_005), false)]);
        Assert.Equal(0, More(reserve, Order(0, Side.Sell, 6)));
        Assert.Equal(480_800, More(reserve, Order(0, Side.Sell, 7)));
        Assert.Equal(480_800, More(reserve, Order(0, Side.Buy, 1)));
    }

    private static OrderLots Order(int month, Side side, long lots) => new(month, side, lots, default, false, false);

    private static long More(MarginReserve reserve, OrderLots order)
    {
        var totals = new long[Currencies.Count];
        reserve.More(order, totals);
        return totals[(int)Currency.CNY];
    }

    private static MarginReserve Spreads()
    {
        var span = new Span(SpanTests.Tables(2) with { InterMonth = [new(0, 1, 1, 1, 200)] });
        PercentageMonth none = new() { Name = "", Contract = -1 };
        ScenarioMonth other = new() { Name = "", Set = -1 };
        var rules = new PortfolioMargin(new([], [none, none]), span, new([], [other, other]), 2);
        return new(rules, true, new Price[2]);
    }

    private static MarginReserve Plain(bool netting, bool larger)
    {
        var percentage = new Percentage(
            [new("rb", Currency.CNY)],
            [PercentageTests.Month("rb", 0, 1_000, 160_000, larger)]
        );
        var none = new SpanTables
        {
            Contracts = [new() { Name = "", Commodity = -1 }],
            Commodities = [],
            Tiers = [],
        };
        var rules = new PortfolioMargin(percentage, new(none), new([], [new() { Name = "", Set = -1 }]), 1);
        return new(rules, netting, [new Price(3_005)]);
    }
}
