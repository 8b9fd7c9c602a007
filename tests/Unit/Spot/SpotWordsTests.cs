// What the spot and supply verbs print: scarcity is told in both columns, supply contracts with what is open.
using System.Text.Json;
using System.Xml.Linq;
using Tokenbourse.Desk.Client;
using Tokenbourse.Node.Spot;
using Xunit;

namespace Tokenbourse.Unit.Spot;

public sealed class SpotWordsTests
{
    private static readonly VenueSpotProduct Product = new(
        "TS",
        "Tokens & more",
        "tokens",
        "CNY",
        "standard token",
        1_000_000,
        0.01m,
        0.01m,
        10m,
        1000,
        2m,
        "2026-03-03T12:00:00Z",
        "2026-03-04T00:00:00Z",
        24,
        null
    );

    [Fact]
    public void An_auction_marks_hours_in_which_only_blocks_could_not_be_served()
    {
        var auction = Auction(
            Hour(0, 4.00m, 5),
            Hour(1, 10.00m, 3, unserved: 1, inBlocks: 5),
            Hour(2, 10.00m, 0, inBlocks: 7),
            Hour(3, 5.00m, 0)
        );
        var text = AuctionText.Of([auction], Product);
        Assert.Contains(" RR", text, StringComparison.Ordinal);
        var rows = text.Split('\n').Where(l => l.StartsWith("2026-03-04T0", StringComparison.Ordinal)).ToList();
        Assert.Contains(
            rows,
            r => r.Contains("1 R", StringComparison.Ordinal) && r.Contains("5 R", StringComparison.Ordinal)
        );
        Assert.Contains(rows, r => r.Contains("7 R", StringComparison.Ordinal));
        Assert.Contains("1 more hours: nothing sold", text, StringComparison.Ordinal);
        var older = AuctionText.Of([auction, auction], Product);
        Assert.Contains("rationed hours", older, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_is_whole_and_says_how_many_hours_were_rationed()
    {
        var svg = AuctionPicture.Draw(Auction(Hour(0, 4.00m, 5), Hour(1, 10.00m, 0, inBlocks: 7)), Product, true);
        var words = XDocument
            .Parse(svg)
            .Descendants()
            .Where(e => e.Name.LocalName == "text")
            .Select(e => e.Value)
            .ToList();
        Assert.Contains(
            words,
            w => w.Contains("not served", StringComparison.Ordinal) && w.Contains("1 of 2", StringComparison.Ordinal)
        );
        Assert.Contains(words, w => w.Contains("simulated", StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        // Nothing traded and nothing asked for: still a picture.
        XDocument.Parse(AuctionPicture.Draw(Auction(Hour(0, 4.00m, 0)), Product, false));
    }

    [Fact]
    public void An_auction_without_bids_says_so()
    {
        Assert.Contains(
            "no hour was sold",
            AuctionText.Of([Auction(Hour(0, 4.00m, 0))], Product),
            StringComparison.Ordinal
        );
        Assert.Contains("next gate is 2026-03-03T12:00:00Z", AuctionText.Of([], Product), StringComparison.Ordinal);
    }

    [Fact]
    public void A_supply_contract_shows_each_month_with_what_is_open()
    {
        const string Json = """
            {"contract":{"supply":1,"name":"S-1","state":"in force","seller":2,"buyer":1,"product":"TS","unit":"standard token",
             "index":"TIX","currency":"CNY","meter":7,"lastRecord":2,"from":"2026-03","to":"2026-05","last":"2026-05","next":"2026-04",
             "security":"0.00","open":"7.75","overdue":true,"time":"2026-03-02T09:00:00Z"},"terms":{},
             "months":[{"month":"2026-03","metered":15345679,"invoice":{"issued":"2026-04-04","due":"2026-04-14","average":"6.4968",
              "price":"7.0216","volume":15345679,"amount":"107.75","paid":"100.00","open":"7.75","overdue":true}},
              {"month":"2026-04","metered":5,"invoice":null}]}
            """;
        var detail = JsonSerializer.Deserialize(Json, SpotJson.Default.VenueSupplyDetail)!;
        var text = SupplyText.Detail(detail);
        Assert.Contains("15,345,679", text, StringComparison.Ordinal);
        Assert.Contains("7.75 CNY overdue", text, StringComparison.Ordinal);
        Assert.Contains("not billed", text, StringComparison.Ordinal);
        Assert.Equal("no supply contract\n", SupplyText.List([]));
        Assert.Contains("no use was metered", SupplyText.Detail(detail with { Months = [] }), StringComparison.Ordinal);
    }

    private static VenueSpotAuction Auction(params VenueSpotHour[] hours) =>
        new("TS", "2026-03-02T12:00:00Z", 9, 1, true, hours);

    private static VenueSpotHour Hour(int hour, decimal price, long lots, long unserved = 0, long inBlocks = 0) =>
        new($"2026-03-04T0{hour}:00:00Z", price, lots, lots, lots + unserved, unserved, inBlocks, 0, 2, null);
}
