// Statements with pledges and withdrawals pending: what is available, what is the client's, what is left out.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Market;
using Tokenbourse.Views.Accounts;
using Xunit;

namespace Tokenbourse.Unit.Views;

public sealed class PledgeTests
{
    [Fact]
    public void A_day_tells_pledges_what_they_cover_and_what_waits_to_be_paid()
    {
        var desk = MarketDesk.Open();
        desk.Document(
            MessageKind.DefineCollateral,
            """{"asset":"BOND","name":{"en":"Bond","zh":"债券"},"currency":"CNY","haircut":"0.1","cap":"0.8","version":1}"""
        );
        Price(desk, 100_000);
        Pledge(desk, 10, "p1");
        desk.Submit(MessageKind.AskCash, new AskCash(new(1), Currency.CNY, new(-30_000_000), Name24.Of("w1")));
        desk.Place(1, Side.Buy, 3200, 10, "a1");
        desk.Place(2, Side.Sell, 3200, 10, "b1");
        Settle(desk);
        var day = Books(desk).On(TradingDate.Of(2026, 3, 2)).Single(d => d.Account.Value == 1).Money;
        // 10 * 1,000.00 * 90 %; margin 10 * 64,000.00 * 16 % = 102,400.00; fee 12.80.
        Assert.Equal(new(new(0), new(900_000), new(900_000), new(30_000_000)), day.Pledge);
        Assert.Equal(100_000_000 - 1_280, day.Equity.Minor);
        Assert.Equal(day.Equity.Minor - 30_000_000 - (10_240_000 - 900_000), day.Available.Minor);
        Assert.True(day.TiesOut);

        desk.Now = Instant.At(TradingDate.Of(2026, 3, 3), 9 * 60);
        Price(desk, 90_000);
        var paid = new ConfirmCash(new(1), Name24.Of("w1"), CashOutcome.Paid, Name24.Of("bank1"));
        desk.Submit(MessageKind.ConfirmCash, paid);
        Settle(desk);
        var books = Books(desk);
        var next = books.On(TradingDate.Of(2026, 3, 3)).Single(d => d.Account.Value == 1).Money;
        Assert.Equal(new(new(900_000), new(810_000), new(810_000), new(0)), next.Pledge);
        Assert.Equal((30_000_000, day.Equity.Minor - 30_000_000), (next.Withdrawals.Minor, next.Equity.Minor));

        desk.Now = Instant.At(TradingDate.Of(2026, 3, 4), 9 * 60);
        Pledge(desk, -10, "p2");
        Settle(desk);
        books = Books(desk);
        var last = books.On(TradingDate.Of(2026, 3, 4)).Single(d => d.Account.Value == 1).Money;
        Assert.Equal(new(new(810_000), new(0), new(0), new(0)), last.Pledge);
        Assert.Empty(books.Differences);
        var free = new LedgerBalances();
        foreach (var entry in desk.Events)
            free.Apply(entry with { Sequence = free.AsOf + 1 });
        Assert.Equal(last.Available, free.Of(LedgerCode.ClientCash, new(1), Currency.CNY));
    }

    private static void Price(MarketDesk desk, long minor) =>
        desk.Submit(MessageKind.PriceCollateral, new PriceCollateral(Name24.Of("BOND"), desk.Now.Date, new(minor)));

    private static void Pledge(MarketDesk desk, long units, string reference)
    {
        var move = new MoveCollateral(new(1), Name24.Of("BOND"), units, Name24.Of(reference));
        desk.Submit(MessageKind.MoveCollateral, move);
        Assert.Equal(RejectReason.None, desk.Refusal());
    }

    private static void Settle(MarketDesk desk)
    {
        desk.Clock(16);
        desk.Submit(MessageKind.SettleDay, new SettleDay(1, desk.Now.Date));
        Assert.Equal(RejectReason.None, desk.Refusal());
    }

    private static ClearingBooks Books(MarketDesk desk)
    {
        var books = new ClearingBooks();
        ClearingBooksTests.Fold(books, desk.Events);
        return books;
    }
}
