// Records of bills added up, nothing rounded, and files told apart.
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Metering.Usage;
using Tokenbourse.Model.Numbers;
using Xunit;
using static Tokenbourse.Unit.Desk.SmallDesk;

namespace Tokenbourse.Unit.Desk;

internal static class Records
{
    public static UsageRecord Of(
        TradingDate day,
        string item,
        long input,
        long cached,
        long output,
        decimal? cost,
        string currency = "CNY",
        long reasoning = 0
    ) =>
        new(
            Instant.At(day, 0),
            "seller",
            item,
            item,
            new(input, cached, output, reasoning),
            1,
            cost,
            cost is null ? "" : currency,
            "",
            false
        );
}

public sealed class UsageBookTests
{
    [Fact]
    public void Records_are_added_by_month_item_seller_and_currency()
    {
        var book = new UsageBook();
        book.Take(Records.Of(TradingDate.Of(2026, 6, 30), "m", 5, 3, 2, 1.25m));
        book.Take(Records.Of(TradingDate.Of(2026, 6, 1), "m", 10, 0, 1, 0.75m, reasoning: 4));
        book.Take(Records.Of(TradingDate.Of(2026, 6, 2), "m", 1, 0, 0, 9m, "USD"));
        book.Take(Records.Of(TradingDate.Of(2026, 7, 1), "m", 1, 0, 0, null));
        book.TakeHours(TradingDate.Of(2026, 5, 31), "h100", "seller", 1.5m, null, "");
        Assert.Equal(
            [
                new UsageLine(May, "h100", "seller", 0, 0, 0, 1.5m, null, "", false),
                new UsageLine(June, "m", "seller", 15, 3, 7, 0, 2.00m, "CNY", false),
                new UsageLine(June, "m", "seller", 1, 0, 0, 0, 9m, "USD", false),
                new UsageLine(July, "m", "seller", 1, 0, 0, 0, null, "", false),
            ],
            book.Lines()
        );
        Assert.Equal((TradingDate.Of(2026, 5, 31), TradingDate.Of(2026, 7, 1)), (book.FirstDay, book.LastDay));
    }

    [Fact]
    public void A_ledger_takes_more_files_and_keeps_its_sums()
    {
        var ledger = new UsageLedger(
            [new("a.csv", new('a', 64), 1, 1, 0)],
            [Billed(June, "m", 1, 2), Billed(July, "m", 5)]
        );
        var more = UsageBook.Append(
            ledger,
            [(new("b.csv", new('b', 64), 2, 2, 0), [Billed(June, "m", 3, 4), Billed(June, "n", 1)])]
        );
        Assert.Equal(["a.csv", "b.csv"], more.Files.Select(file => file.Name));
        Assert.Equal([Billed(June, "m", 4, 6), Billed(June, "n", 1), Billed(July, "m", 5)], more.Lines);
    }

    [Fact]
    public void More_sums_than_are_held_are_refused()
    {
        var book = new UsageBook(mostKeys: 2);
        book.Take(Records.Of(TradingDate.Of(2026, 6, 1), "a", 1, 0, 0, null));
        book.Take(Records.Of(TradingDate.Of(2026, 6, 1), "b", 1, 0, 0, null));
        Assert.Throws<UsageLimitException>(() => book.Take(Records.Of(TradingDate.Of(2026, 6, 1), "c", 1, 0, 0, null)));
    }
}
