// Scarcity as the spot auctions tell it, by the contract whose unit is sold.
using System.Text;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Market.Spot;
using Tokenbourse.Views.MarketData;
using Xunit;

namespace Tokenbourse.Unit.Views;

public sealed class AuctionDaysTests
{
    private readonly AuctionDays _days = new();
    private long _sequence;

    [Fact]
    public void Tomorrows_hours_of_all_products_of_a_contract_add_up_by_day_in_metered_units()
    {
        Define("A");
        Define("B");
        Define("C", future: false);
        // 26 hours: the last two are the day after tomorrow's.
        Held("A", 2, offered: 10, asked: 20, unserved: 5, sellers: 3, hours: 26);
        Held("C", 2, offered: 9, asked: 9, unserved: 9, sellers: 9, hours: 24);
        var first = Assert.Single(_days.Of("TK"));
        Assert.Equal(new AuctionDay(Date(2), 240_000m, 480_000m, 120_000m, 3m), first);
        Held("B", 2, offered: 10, asked: 0, unserved: 0, sellers: 1, hours: 24);
        Assert.Equal(new AuctionDay(Date(2), 480_000m, 480_000m, 120_000m, 3m), Assert.Single(_days.Of("TK")));
        Held("A", 3, offered: 1, asked: 1, unserved: 0, sellers: 1, hours: 24);
        Assert.Equal([Date(2), Date(3)], _days.Of("TK").Select(d => d.Day));
        // Blocks that bid the cap and stayed out are no less short than what was rationed.
        Held("A", 5, offered: 1, asked: 9, unserved: 2, sellers: 1, hours: 24, inBlocks: 3);
        Assert.Equal(120_000m, _days.Of("TK")[^1].Unserved);
        // Nobody bid: no day.
        Held("A", 6, offered: 0, asked: 0, unserved: 0, sellers: 0, hours: 24, bids: 0);
        Assert.Equal(3, _days.Of("TK").Count);
        Assert.Empty(_days.Of("GH"));
    }

    private static TradingDate Date(int day) => TradingDate.Of(2026, 3, day);

    private void Define(string product, bool future = true)
    {
        var text = SpotDesk.Product(product: product);
        if (future)
            text = text.Replace(
                "\"traits\"",
                "\"future\": { \"contract\": \"TK\", \"units\": 10000000 }, \"traits\"",
                StringComparison.Ordinal
            );
        Apply(MessageKind.SpotProductDefined, Date(1), Encoding.UTF8.GetBytes(text));
    }

    private void Held(
        string product,
        int day,
        long offered,
        long asked,
        long unserved,
        int sellers,
        int hours,
        int bids = 1,
        long inBlocks = 0
    )
    {
        IReadOnlyList<long> Each(long value) => [.. Enumerable.Repeat(value, hours)];
        var auction = new SpotAuctionDocument(
            product,
            "2026-03-02T12:00:00Z",
            0,
            Each(100),
            Each(1),
            Each(unserved),
            Each(inBlocks),
            Each(0),
            Each(offered),
            Each(asked),
            [.. Enumerable.Repeat(sellers, hours)],
            [],
            bids,
            "0",
            "0",
            true
        );
        Apply(MessageKind.SpotAuctionHeld, Date(day), Documents.Write(auction));
    }

    private void Apply(MessageKind kind, TradingDate day, byte[] payload) =>
        _days.Apply(new LogEntry(_sequence++, Instant.At(day, 12 * 60), 0, kind, payload));
}
