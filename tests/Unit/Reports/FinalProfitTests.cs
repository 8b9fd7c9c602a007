// A month that ends: the profit of its last day by hand, lot by lot to the final price, and the document that tells it.
using System.Globalization;
using Tokenbourse.Gateways.Http.AccountDays;
using Tokenbourse.Gateways.Reports;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Market;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Unit.Reports;

public sealed class FinalProfitTests
{
    private const string Month = "TT-H26";
    private static readonly TradingDate LastDay = TradingDate.Of(2026, 3, 31);

    // 30 March: 1 buys 3 lots of 2 at 6.400, where the day settles. 31 March: 1 sells one of them to 2 at 6.420; 3 buys
    // 2 lots of 4 at 6.440. The last day settles at 19.300 / 3, rounded down to 6.432; prints of 6.4, 6.45 and 6.65 end
    // the month at 6.5. A lot is 10,000 units.
    [Theory]
    [InlineData(1, "960.00", "0.00", "-120.00", "1360.00", "2200.00", "1.28")]
    [InlineData(2, "-960.00", "0.00", "120.00", "-1360.00", "-2200.00", "1.28")]
    [InlineData(3, "0.00", "-160.00", "0.00", "1360.00", "1200.00", "2.58")]
    [InlineData(4, "0.00", "160.00", "0.00", "-1360.00", "-1200.00", "2.58")]
    public void The_last_day_of_a_month_is_explained_to_the_final_price(
        int account,
        string carried,
        string opened,
        string closedCarried,
        string final,
        string result,
        string fees
    )
    {
        var (views, day) = Ended();
        var told = ProfitDocument.Of(views, day, day.Books.Account(account)!, Month);
        var money = Assert.Single(told.Currencies);
        var month = Assert.Single(money.Months);
        Assert.Equal(
            (Month, "6.400", "6.432", "6.5000"),
            (month.Symbol, month.PreviousSettlement, month.Settlement, month.FinalPrice)
        );
        Assert.Equal(
            (carried, opened, closedCarried, "0.00", final, result),
            (month.Carried, month.Opened, month.ClosedCarried, month.ClosedToday, month.Final, month.Result)
        );
        Assert.Equal((final, result, fees, "0.00"), (money.Final, money.Result, money.Fees, money.Cash));
        Assert.Equal(Number(result) - Number(money.Fees), Number(money.Change));
        Assert.True(money.Balanced);
        Assert.All(money.Checks, check => Assert.True(check.Holds, check.Name));

        var ended = Assert.Single(told.Lines, line => line.Kind == "final");
        Assert.Equal(
            (account % 2 == 1 ? "long" : "short", null, 2, "6.432", "6.5000", final),
            (ended.Side, ended.Trade, ended.Lots, ended.PriceFrom, ended.PriceTo, ended.Amount)
        );
        Assert.Equal(Number(result), told.Lines.Sum(line => Number(line.Amount)));
    }

    // From the open price or the previous settlement: one lot from 6.400 to 6.420, two from 6.400 or 6.440 to 6.5.
    [Theory]
    [InlineData(1, 200_00, 2000_00)]
    [InlineData(2, -200_00, -2000_00)]
    [InlineData(3, 0, 1200_00)]
    [InlineData(4, 0, -1200_00)]
    public void Nothing_is_held_behind_the_final_price_and_what_ended_was_delivered_at_it(
        int account,
        long realized,
        long delivered
    )
    {
        var (views, day) = Ended();
        var own = Assert.Single(day.Books.Of(new(account), LastDay));
        Assert.Empty(own.Positions);
        Assert.Equal(2, own.Held.Sum(lot => lot.Lots));
        Assert.All(own.Held, lot => Assert.True(lot.Ended && lot.MarkUnits == 65_000));
        Assert.Equal(
            (new Money(realized), Money.Zero, new Money(delivered), Money.Zero),
            (own.Money.Realized, own.Money.Marked, own.Money.Delivered, own.Money.Margin)
        );
        Assert.True(own.Money.TiesOut);
        Assert.Equal(own.Money.After, ProfitDocument.Closing(views, own));
        Assert.Equal(own.Money.Before + new Money(realized + delivered) - own.Money.Fees, own.Money.After);
    }

    private static (VenueViews Views, DayBooks Day) Ended()
    {
        var desk = new MarketDesk { Now = Instant.At(LastDay.Plus(-1), 7 * 60) };
        desk.Submit(MessageKind.SetRelease, new SetRelease(Releases.Newest));
        desk.Document(MessageKind.DefineCalendar, MarketDesk.Calendar);
        Print(desk, -2, 64_000);
        desk.Document(MessageKind.DefineMargins, MarketDesk.Margins);
        desk.Document(MessageKind.DefineContract, MarketDesk.Contract);
        for (var account = 1; account <= 4; account++)
        {
            var document = new AccountDocument(account, $"A{account}", "trader", true);
            desk.Document(MessageKind.OpenAccount, System.Text.Encoding.UTF8.GetString(Documents.Write(document)));
            desk.Submit(
                MessageKind.MoveCash,
                new MoveCash(new(account), Currency.CNY, new(100_000_000), Name24.Of("first"))
            );
        }

        desk.Clock(9);
        Trade(desk, buyer: 1, seller: 2, ticks: 3200, lots: 3);
        Settle(desk, -1, 64_500);
        desk.Now = Instant.At(LastDay, 0);
        desk.Clock(9);
        Trade(desk, buyer: 2, seller: 1, ticks: 3210, lots: 1);
        Trade(desk, buyer: 3, seller: 4, ticks: 3220, lots: 2);
        Settle(desk, 0, 66_500);

        var events = desk.Events.Select((entry, i) => entry with { Sequence = i }).ToList();
        var views = new VenueViews();
        foreach (var entry in events)
            views.Market(entry);
        var shelf = new ReportShelf(from => events.Skip((int)from));
        var day = shelf.Of(LastDay, out var fault, out _);
        Assert.True(day is not null, fault);
        return (views, day);
    }

    private static void Trade(MarketDesk desk, int buyer, int seller, long ticks, long lots)
    {
        desk.Place(seller, Side.Sell, ticks, lots, $"s{ticks}");
        desk.Place(buyer, Side.Buy, ticks, lots, $"b{ticks}");
        Assert.Equal(lots, desk.The<Traded>(MessageKind.Traded).Quantity.Lots);
    }

    private static void Settle(MarketDesk desk, int days, long value)
    {
        desk.Clock(16);
        Print(desk, days, value);
        desk.Submit(MessageKind.SettleDay, new SettleDay(1, LastDay.Plus(days)));
    }

    /// <param name="days">From the last day.</param>
    private static void Print(MarketDesk desk, int days, long value) =>
        desk.Submit(
            MessageKind.SubmitPrint,
            new SubmitPrint(Name24.Of("TIX"), LastDay.Plus(days), value, 4, 1, days + 2)
        );

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
