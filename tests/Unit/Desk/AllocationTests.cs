// Fills are given to months first come, first served, and add up; limits and order numbers worked by hand.
using Tokenbourse.Desk.Execution;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Desk;

public sealed class AllocationTests
{
    private static readonly ContractMonth Jan = ContractMonth.Of(2027, 1);
    private static readonly TradingDate Day = TradingDate.Of(2026, 6, 1);

    // January and February have no contract: both are hedged in March's, 4 and 3 lots; March itself 5.
    private static HedgeMonth[] Hedges(int sign = 1) =>
        [
            .. new[] { 4, 3, 5 }.Select(
                (lots, i) => new HedgeMonth(Jan.Plus(i), "TK-H27", sign * lots, 0, 0, null, 0, 0)
            ),
        ];

    private static HedgeFill Fill(long lots, decimal price, long trade) => new(trade, "TK-H27", lots, price, Day);

    [Fact]
    public void The_earliest_month_is_served_first_and_parts_add_up()
    {
        var parts = Allocation.Of(Hedges(), [], [Fill(6, 6.1m, 1), Fill(4, 6.2m, 2)]);
        Assert.Equal(
            [(Jan, 4L, 6.1m), (Jan.Plus(1), 2, 6.1m), (Jan.Plus(1), 1, 6.2m), (Jan.Plus(2), 3, 6.2m)],
            parts.Select(p => (p.Month, p.Lots, p.Price))
        );
        Assert.Equal(10, parts.Sum(p => p.Lots));
    }

    [Fact]
    public void What_was_given_before_counts()
    {
        var before = Allocation.Of(Hedges(), [], [Fill(6, 6.1m, 1)]);
        var parts = Allocation.Of(Hedges(), before, [Fill(3, 6.3m, 3)]);
        Assert.Equal([(Jan.Plus(1), 1L), (Jan.Plus(2), 2)], parts.Select(p => (p.Month, p.Lots)));
    }

    [Fact]
    public void More_than_all_months_need_goes_to_the_last()
    {
        var parts = Allocation.Of(Hedges(), [], [Fill(14, 6, 1)]);
        Assert.Equal([4L, 3, 7], parts.Select(p => p.Lots));
    }

    [Fact]
    public void A_seller_is_the_mirror_image()
    {
        var parts = Allocation.Of(Hedges(-1), [], [Fill(-6, 6, 1)]);
        Assert.Equal([-4L, -2], parts.Select(p => p.Lots));
    }

    [Fact]
    public void Whatever_the_fills_the_parts_add_up_to_them_by_contract_and_price()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var fills = Enumerable
                .Range(1, random.Next(1, 8))
                .Select(i => Fill(random.Next(1, 6), 6 + (0.002m * random.Next(0, 50)), i))
                .ToList();
            var cut = random.Next(0, fills.Count + 1);
            var first = Allocation.Of(Hedges(), [], fills.Take(cut));
            var parts = first.Concat(Allocation.Of(Hedges(), first, fills.Skip(cut))).ToList();
            foreach (var fill in fills)
                Assert.Equal(fill.Lots, parts.Where(p => p.Trade == fill.Trade).Sum(p => p.Lots));
            Assert.Equal(fills.Sum(f => f.Lots * f.Price), parts.Sum(p => p.Lots * p.Price));
        }
    }

    [Theory]
    [InlineData("6.401", true, "6.528")] // 6.401 x 1.02 = 6.52902, down to the tick: never worse than the tolerance.
    [InlineData("6.401", false, "6.274")] // 6.401 x 0.98 = 6.27298, up to the tick.
    [InlineData("7.900", true, "7.680")] // Beyond the day's upper limit.
    [InlineData("5.000", false, "5.120")] // Below the lower one.
    public void The_limit_is_the_plans_price_with_the_tolerance_on_the_tick_within_the_days_limits(
        string price,
        bool buy,
        string limit
    )
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        Assert.Equal(
            decimal.Parse(limit, culture),
            Orders.Limit(decimal.Parse(price, culture), 0.02m, buy, 0.002m, 5.120m, 7.680m)
        );
    }

    [Fact]
    public void The_same_slice_has_the_same_number_and_it_fits_the_wire()
    {
        var id = Orders.ClientOrderId(new string('a', 64), "TK-Z26", 3);
        Assert.Equal("hd-aaaaaaaaaa-TK-Z26-3", id);
        Assert.True(id.Length <= 36);
        Assert.NotEqual(id, Orders.ClientOrderId(new string('a', 64), "TK-Z26", 4));
        Assert.NotEqual(id, Orders.ClientOrderId(new string('b', 64), "TK-Z26", 3));
    }
}
