// What papers say of hedgers and of those who hold much: the rate that they were charged, and the day's large traders.
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Market;
using Tokenbourse.Views.Accounts;
using Xunit;

namespace Tokenbourse.Unit.Views;

public sealed class HedgeStatementTests
{
    private static readonly TradingDate _day = TradingDate.Of(2026, 3, 2);

    [Fact]
    public void A_hedgers_lines_stand_at_the_rate_that_it_is_charged_and_large_traders_are_listed()
    {
        var desk = MarketDesk.Open();
        var hedger = new AccountDocument(14, "H", "trader", true, Purpose: AccountDocument.Hedge);
        desk.Document(MessageKind.OpenAccount, Encoding.UTF8.GetString(Documents.Write(hedger)));
        desk.Submit(MessageKind.MoveCash, new MoveCash(new(14), Currency.CNY, new(100_000_000), Name24.Of("first")));
        desk.Document(
            MessageKind.DefineMargins,
            """{ "contract": "TT", "version": 2, "rate": "0.16", "hedgeBelow": "0.04" }"""
        );
        desk.Place(1, Side.Buy, 3200, 10, "b");
        desk.Submit(
            MessageKind.PlaceOrder,
            new PlaceOrder(
                new(14),
                new(1),
                Side.Sell,
                OrderType.Limit,
                TimeInForce.Day,
                new(3200),
                new(10),
                ClientOrderId.Of("h"),
                OrderFlags.Hedge
            )
        );
        // Ten of eleven are large; of a quota that nobody granted ten are too many.
        desk.Document(
            MessageKind.DefineLimits,
            """
            {"contract":"TT","version":1,"phases":[{"client":11}],"largeTrader":{"from":"0.8","reportBy":"15:00"} }
            """
        );
        desk.Clock(16);
        desk.Submit(MessageKind.SettleDay, new SettleDay(1, _day));
        var books = new ClearingBooks();
        foreach (var entry in desk.Events)
            books.Apply(entry);

        Assert.Empty(books.Differences);
        // 10 lots * 3,200 ticks * 20.00.
        const long Value = 10 * 3_200 * 2_000L;
        var (plain, hedged) = (Assert.Single(books.Of(new(1), _day)), Assert.Single(books.Of(new(14), _day)));
        Assert.Equal(new Money(Value * 16 / 100), plain.Money.Margin);
        Assert.Equal(new Money(Value * 12 / 100), hedged.Money.Margin);
        Assert.Equal(hedged.Money.Margin, Assert.Single(hedged.Positions).Margin);
        Assert.Equal(Money.Zero, hedged.MarginOffset);
        var month = new InstrumentId(1);
        Assert.Equal(
            [
                new(_day, month, TraderKind.Account, 1, Side.Buy, 10, 11, _day.Plus(1), 15 * 60, false),
                new(_day, month, TraderKind.Account, 14, Side.Sell, 10, 0, _day.Plus(1), 15 * 60, true),
            ],
            books.LargeTradersOn(_day)
        );
    }
}
