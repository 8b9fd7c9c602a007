// Statements tie out: on random markets against the machine and the ledger, and on real and worked days to the cent.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Market;
using Tokenbourse.Views.Accounts;
using Xunit;

namespace Tokenbourse.Unit.Views;

public sealed class ClearingBooksTests
{
    [Theory]
    [InlineData(1, Releases.First)]
    [InlineData(2, Releases.First)]
    [InlineData(1, Releases.Lots)]
    [InlineData(2, Releases.Lots)]
    [InlineData(3, Releases.Lots)]
    [InlineData(4, Releases.Lots)]
    public void Random_days_tie_out_line_by_line_account_by_account_and_as_a_house(int seed, int release)
    {
        var market = new BusyMarket(seed);
        if (release > Releases.First)
            market.MarketDesk.Submit(MessageKind.SetRelease, new SetRelease(release));
        var books = new ClearingBooks();
        market.Run(4, 400, events => Fold(books, events));

        Assert.Empty(books.Differences);
        Assert.Equal(4, books.SettledDays.Count);
        foreach (var (day, _) in books.SettledDays)
        {
            var days = books.On(day);
            Assert.NotEmpty(days.SelectMany(d => d.Trades));
            foreach (var account in days)
                Lines(account);
            House(books, days, day);
        }
    }

    [Fact]
    public void Lots_of_the_first_release_become_one_lot_when_the_second_begins()
    {
        var market = new BusyMarket(5);
        var books = new ClearingBooks();
        market.Run(1, 500, events => Fold(books, events));
        var seen = market.MarketDesk.Events.Count;
        market.MarketDesk.Submit(MessageKind.SetRelease, new SetRelease(Releases.Newest));
        Fold(books, [.. market.MarketDesk.Events.Skip(seen)]);
        var held = books.On(TradingDate.Of(2026, 3, 2)).SelectMany(d => d.Positions).ToList();
        Assert.NotEmpty(held);
        foreach (var position in held)
        {
            foreach (var side in (ReadOnlySpan<Side>)[Side.Buy, Side.Sell])
            {
                var lots = books.Lots(position.Account, position.Instrument).Of(side);
                Assert.True(lots.Count <= 1);
                Assert.All(lots, l => Assert.Equal(position.Settlement, l.OpenPrice));
            }
        }

        market.Run(2, 400, events => Fold(books, events), after: 1);
        Assert.Empty(books.Differences);
        Assert.Contains(books.On(TradingDate.Of(2026, 3, 3)).SelectMany(d => d.Closed), c => c.OpenTrade.Value == 0);
    }

    [Fact]
    public void Lines_of_margin_are_at_the_rate_that_the_market_charges_whatever_rule_set_it()
    {
        // 16 % up to 3 lots of open interest, 20 % above.
        var desk = MarketDesk.Open();
        desk.Document(
            MessageKind.DefineMargins,
            """
            {"contract":"TT","version":2,"rate":"0.16","openInterest":{"steps":[{"upTo":3,"rate":"0.16"},{"rate":"0.20"}]}}
            """
        );
        desk.Place(1, Side.Buy, 3200, 10, "a1");
        desk.Place(2, Side.Sell, 3200, 10, "b1");
        desk.Clock(16);
        desk.Submit(MessageKind.SettleDay, new SettleDay(1, desk.Now.Date));
        var books = new ClearingBooks();
        Fold(books, desk.Events);
        var day = books.On(TradingDate.Of(2026, 3, 2)).Single(d => d.Account.Value == 1);
        // 10 lots * 64,000 yuan * 20 %.
        Assert.Equal((12_800_000, 0), (day.Positions.Single().Margin.Minor, day.MarginOffset.Minor));
    }

    internal static void Fold(ClearingBooks books, IReadOnlyList<Tokenbourse.Model.Machine.LogEntry> events)
    {
        foreach (var entry in events)
            books.Apply(entry with { Sequence = books.AsOf + 1 });
    }

    /// <summary>Every total of a paper is the sum of its lines (invariant I-9).</summary>
    private static void Lines(AccountDay day)
    {
        var money = day.Money;
        Assert.Equal(money.Realized.Minor, day.Closed.Sum(c => c.ByDate.Minor));
        Assert.Equal(money.RealizedByTrade.Minor, day.Closed.Sum(c => c.ByTrade.Minor));
        Assert.Equal(money.Realized.Minor, day.Trades.Sum(t => t.ByDate.Minor));
        Assert.Equal(money.Fees.Minor, day.Trades.Sum(t => t.Fee.Minor));
        Assert.Equal(money.Marked.Minor, day.Positions.Sum(p => p.HeldByDate.Minor));
        Assert.Equal(money.Float.Minor, day.Positions.Sum(p => p.FloatByTrade.Minor));
        Assert.Equal(money.After, money.Ledger);
        Assert.Equal(money.Equity, money.ByTradeEquity);
        foreach (var trade in day.Trades)
            Assert.Equal(trade.Lots, trade.Opened + trade.ClosedToday + trade.ClosedCarried);
        foreach (var position in day.Positions)
        {
            var lots = day.Held.Where(h => h.Instrument == position.Instrument && !h.Ended).ToList();
            Assert.Equal(position.Long, lots.Where(l => l.Side == Side.Buy).Sum(l => l.Lots));
            Assert.Equal(position.Short, lots.Where(l => l.Side == Side.Sell).Sum(l => l.Lots));
            Assert.Equal(position.Margin.Minor, lots.Sum(l => l.Margin.Minor));
            Assert.Equal(position.HeldByDate.Minor, lots.Sum(l => l.HeldByDate.Minor));
            Assert.All(lots, l => Assert.InRange(l.Lots, 1, l.Opened));
        }

        // The plain percentage rule: nothing offsets anything.
        Assert.Equal(0, day.MarginOffset.Minor);
    }

    /// <summary>Client, member, house: three levels, one sum; and what the market published of each month.</summary>
    private static void House(ClearingBooks books, IReadOnlyList<AccountDay> days, TradingDate day)
    {
        var house = Assert.Single(MemberDays.Of(days, _ => true));
        var halves = MemberDays.Of(days, a => a.Value <= 3).Concat(MemberDays.Of(days, a => a.Value > 3)).ToList();
        Assert.Equal(2, halves.Count);
        Assert.Equal(house.Money, halves[0].Money + halves[1].Money);
        Assert.Equal(0, (house.Money.Realized + house.Money.Marked + house.Money.Delivered).Minor);
        var ranks = Rankings.Of(days, a => a.Value, 20);
        foreach (var month in books.PricesOn(day))
        {
            var set = month.Set;
            Assert.Equal(set.OpenInterest.Lots, Total(RankedBy.Long));
            Assert.Equal(set.OpenInterest.Lots, Total(RankedBy.Short));
            Assert.Equal(
                days.SelectMany(d => d.Trades)
                    .Where(t => t.Instrument == set.Instrument && t.Side == Side.Buy)
                    .Sum(t => t.Lots) * 2,
                Total(RankedBy.Volume)
            );

            long Total(RankedBy by) =>
                ranks.FirstOrDefault(r => r.Instrument == set.Instrument && r.By == by)?.Total ?? 0;
        }
    }
}
