// Walking a book, worked by hand; and which listed month stands in for which.
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Desk;

public sealed class BookWalkTests
{
    private static QuotedMonth Month(decimal? settlement = 10) =>
        new(
            "TK-Z26",
            ContractMonth.Of(2026, 12),
            TradingDate.Of(2026, 12, 31),
            settlement,
            [new(9.98m, 4), new(9.96m, 6)],
            [new(10.02m, 5), new(10.06m, 10)],
            100,
            50
        );

    [Fact]
    public void Twelve_lots_take_five_at_the_best_and_seven_at_the_next()
    {
        // Middle (9.98 + 10.02) / 2 = 10. Paid 5 x 10.02 + 7 x 10.06 = 50.1 + 70.42 = 120.52; spread 120.52 - 120 =
        // 0.52.
        var fill = new BookWalk(Month()).Take(12);
        Assert.Equal((12, 0), (fill.Filled, fill.Beyond));
        Assert.Equal(120.52m / 12, fill.Average);
        Assert.Equal(0.52m, fill.Spread);
        Assert.Equal(10.06m, fill.Worst);
    }

    [Fact]
    public void What_one_walk_takes_the_next_does_not_find()
    {
        var book = new BookWalk(Month());
        book.Take(12);
        // Three lots at 10.06 are left of fifteen.
        var fill = book.Take(5);
        Assert.Equal((3, 2), (fill.Filled, fill.Beyond));
        Assert.Equal(10.06m, fill.Average);
        Assert.Equal(0.18m, fill.Spread);
    }

    [Fact]
    public void Selling_walks_the_bids_and_costs_what_lies_below_the_middle()
    {
        // 4 x 9.98 + 2 x 9.96 = 59.84; 60 - 59.84 = 0.16.
        var fill = new BookWalk(Month()).Take(-6);
        Assert.Equal((6, 0, 0.16m), (fill.Filled, fill.Beyond, fill.Spread));
    }

    [Fact]
    public void An_empty_side_fills_nothing_and_says_so()
    {
        var fill = new BookWalk(Month() with { Asks = [] }).Take(3);
        Assert.Equal((0, 3, 0m), (fill.Filled, fill.Beyond, fill.Spread));
        Assert.Null(fill.Average);
    }

    [Fact]
    public void Costs_are_half_spreads_fees_and_an_assumed_half_spread_beyond_the_book()
    {
        // Lot size 10,000, fee 0.00002 of turnover, rate 2. Five lots: spread 5 x 0.02 x 10,000 = 1,000; fee
        // 5 x 10,000 x 10 x 0.00002 = 10; together 1,010, times two 2,020.
        var market = SamplePlan.Market with
        {
            Months = [Month()],
        };
        Assert.Equal(2_020m, new TradingCosts(market, 2, 3).Now(Month(), 5).Money);
        // Eighteen lots: 0.10 + 10 x 0.06 in the book, 3 beyond at the last price's 0.06 (more than 3 ticks of 0.002):
        // (0.1 + 0.6 + 0.18) x 10,000 = 8,800; fee 18 x 2 = 36.
        Assert.Equal(8_836m, new TradingCosts(market, 1, 3).Now(Month(), 18).Money);
        // Nothing in the book: 4 x 3 ticks x 0.002 x 10,000 = 240, fee 8.
        Assert.Equal(248m, new TradingCosts(market, 1, 3).Now(Month() with { Asks = [], Bids = [] }, 4).Money);
    }

    [Fact]
    public void A_month_without_a_contract_takes_the_nearest_and_of_two_as_near_the_later()
    {
        var market = SamplePlan.Market;
        // Listed: June to December 2026, March and June 2027.
        var months = new[] { (2026, 7), (2027, 1), (2027, 2), (2027, 4), (2027, 8) };
        var listed = ListedMonths.Of(market, months.Select(m => ContractMonth.Of(m.Item1, m.Item2)));
        Assert.Equal(["TK-N26", "TK-Z26", "TK-H27", "TK-H27", "TK-M27"], listed.Select(l => l.Quoted!.Symbol));
        Assert.Equal([true, false, false, false, false], listed.Select(l => l.Own));
    }
}
