// The statements that the wire shows, held against the books behind papers: two foldings of one log, day by day.
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed class StatementViewTests
{
    [Fact]
    public void The_wire_and_the_papers_show_the_same_money_and_trades_over_random_days()
    {
        var (days, both, forced) = (0, 0, 0);
        foreach (var seed in new[] { 2, 3, 5, 7, 8, 11, 13, 29 })
        {
            var engine = new KeptBooks();
            var market = new RandomMarket(seed, engine) { Topics = RandomTopics.All };
            market.Begin();
            for (var day = 0; day < 6; day++)
                market.Day(200);
            // A day that one of the two calendars has yet to settle is not whole.
            foreach (
                var date in engine.Books.SettledDays.GroupBy(d => d.Day).Where(d => d.Count() == 2).Select(d => d.Key)
            )
            {
                foreach (var paper in engine.Books.On(date))
                {
                    var wire = engine.Statements.Of(paper.Account, date).Where(s => s.Cash.Currency == paper.Currency);
                    foreach (var statement in wire)
                    {
                        Same(paper, statement);
                        days++;
                        forced += statement.Trades.Count(t => t.Forced);
                    }
                }

                both++;
            }
        }

        Assert.True(days > 100 && both > 10 && forced > 0, $"{days} days, {both} of two calendars, {forced} forced");
    }

    private static void Same(AccountDay paper, Statement wire)
    {
        var (m, c) = (paper.Money, wire.Cash);
        Assert.Equal(m.Before, c.Opening);
        Assert.Equal(m.Deposits - m.Withdrawals, c.Deposits);
        Assert.Equal(m.Corrections, c.Corrections);
        Assert.Equal(m.Spot, c.Spot);
        Assert.Equal(m.Realized + m.Marked + m.Delivered, c.Variation + c.FinalSettlement);
        Assert.Equal(m.Fees, c.Fees);
        Assert.Equal(m.After, c.Closing);
        Assert.Equal(m.Pledge.Pending, c.Pending);
        Assert.Equal(m.Margin - m.Pledge.Counted, c.Margin);
        Assert.Equal(m.Available, c.Available);
        Assert.Equal(m.MarginCall, c.MarginCall);
        Assert.Equal(
            paper.Trades.Select(t => (t.Trade.Value, t.Side, t.Lots, t.Fee, t.Forced, t.Origin)).Order(),
            wire.Trades.Select(t => (t.Trade.Value, t.Side, t.Lots, t.Fee, t.Forced, t.Origin)).Order()
        );
    }
}
