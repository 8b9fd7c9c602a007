// The spot market on the stream: auctions and trades once each, books and certificates by what changed, lists whole.
using System.Text.Json;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Unit.Market.Spot;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class SpotStreamTests
{
    private const string Midnight = "2026-03-03T00:00:00Z";
    private static readonly HttpOptions Quick = new() { Pump = TimeSpan.FromMilliseconds(5) };

    [Fact]
    public async Task An_auction_is_told_with_its_trades_certificates_and_the_bids_that_ended()
    {
        await using var floor = await Open();
        string[] channels =
        [
            "spot.auctions:TS",
            "spot.trades:TS",
            "spot.certificates:1",
            "spot.certificates:3",
            "spot.bids:1",
        ];
        await using var ear = await floor.Listen(channels);
        foreach (var (_, empty) in await Gather(ear, channels))
            Assert.Equal(("snapshot", 0), (empty.Text("type"), empty.GetProperty("data").GetArrayLength()));

        await floor.Ask("POST", "/v1/spot/place-bid", Bid(1, "buy", "5.00"));
        var waits = await ear.Hear("spot.bids:1");
        Assert.Equal("15.00", Assert.Single(waits.GetProperty("data").EnumerateArray()).Text("reserved"));
        await floor.Ask("POST", "/v1/spot/place-bid", Bid(2, "sell", "3.00"));
        floor.Clock(2, 12);
        var told = await Gather(ear, "spot.auctions:TS", "spot.trades:TS", "spot.certificates:1", "spot.bids:1");
        var auction = told["spot.auctions:TS"];
        Assert.Equal(
            ("event", "2026-03-02T12:00:00Z"),
            (auction.Text("type"), auction.GetProperty("data").Text("gate"))
        );
        var trade = told["spot.trades:TS"];
        Assert.Equal(("event", "12.00"), (trade.Text("type"), trade.GetProperty("data").Text("paid")));
        var mine = told["spot.certificates:1"];
        Assert.Equal("delta", mine.Text("type"));
        Assert.Equal("issued", Assert.Single(mine.GetProperty("data").EnumerateArray()).Text("state"));
        var gone = told["spot.bids:1"];
        Assert.Equal((waits.Whole("seq"), 0), (gone.Whole("prevSeq"), gone.GetProperty("data").GetArrayLength()));

        // Passed on: both hear of it, and it leaves the first one's list.
        await floor.Ask("POST", "/v1/spot/transfer-certificate", """{"account":1,"certificate":1,"to":3}""");
        var passed = await Gather(ear, "spot.certificates:1", "spot.certificates:3");
        Assert.All(passed.Values, m => Assert.Equal(3, m.GetProperty("data")[0].GetProperty("owner").GetInt32()));
        await ear.Say("""{"op":"resync","channel":"spot.certificates:1"}""");
        Assert.Equal(0, (await ear.Hear("spot.certificates:1")).GetProperty("data").GetArrayLength());
        await ear.Say("""{"op":"resync","channel":"spot.auctions:TS"}""");
        var again = await ear.Hear("spot.auctions:TS");
        Assert.Equal(auction.Whole("seq"), again.Whole("seq"));
        Assert.Single(again.GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task A_book_tells_the_blocks_that_changed_and_an_empty_one_when_its_last_order_goes()
    {
        await using var floor = await Open();
        await using var ear = await floor.Listen("spot.book:TS", "spot.orders:2", "spot.quotes:2");
        await ear.Hear("spot.book:TS");
        await ear.Hear("spot.orders:2");
        await ear.Hear("spot.quotes:2");
        const string Order =
            """{"account":2,"product":"TS","side":"sell","reference":1,"firstHour":"2026-03-03T00:00:00Z","hours":1,"lots":4,"limit":"3.00"}""";
        await floor.Ask("POST", "/v1/spot/place-order", Order);
        var block = Assert.Single((await ear.Hear("spot.book:TS")).GetProperty("data").EnumerateArray());
        Assert.Equal((Midnight, "3.00"), (block.Text("firstHour"), block.GetProperty("asks")[0].Text("price")));
        Assert.Equal(1, (await ear.Hear("spot.orders:2")).GetProperty("data").GetArrayLength());
        await floor.Ask("POST", "/v1/spot/cancel-order", """{"account":2,"product":"TS","reference":1}""");
        var gone = Assert.Single((await ear.Hear("spot.book:TS")).GetProperty("data").EnumerateArray());
        Assert.Equal((0, 0), (gone.GetProperty("asks").GetArrayLength(), gone.GetProperty("bids").GetArrayLength()));
    }

    [Theory]
    [InlineData("spot.book:XX", "UNKNOWN_PRODUCT")]
    [InlineData("spot.certificates:77", "UNKNOWN_ACCOUNT")]
    [InlineData("spot.certificates:-1", "UNKNOWN_ACCOUNT")]
    [InlineData("spot.bids:", "UNKNOWN_ACCOUNT")]
    [InlineData("spot.gossip:TS", "NOT_FOUND")]
    [InlineData("spot.", "NOT_FOUND")]
    public async Task A_channel_that_is_not_there_is_refused_and_the_others_are_heard(string channel, string code)
    {
        await using var floor = await Open();
        await using var ear = await floor.Listen(channel, "spot.book:TS");
        var fault = await ear.Hear("error");
        Assert.Equal((code, channel), (fault.Text("code"), fault.Text("given")));
        Assert.Equal("snapshot", (await ear.Hear("spot.book:TS")).Text("type"));
    }

    // The first message of each channel, in whatever order they come.
    private static async Task<SortedDictionary<string, JsonElement>> Gather(StreamEar ear, params string[] channels)
    {
        var heard = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        while (heard.Count < channels.Length)
        {
            var message = await ear.Hear() ?? throw new InvalidOperationException("closed");
            if (channels.Contains(message.Text("channel")))
                heard.TryAdd(message.Text("channel")!, message);
        }

        return heard;
    }

    private static async Task<Floor> Open()
    {
        var floor = await Floor.Open(Quick);
        var product = SpotDesk.Product();
        product = product.Replace("\"traits\"", "\"standardHours\": [ 1 ], \"traits\"", StringComparison.Ordinal);
        var (status, json) = await floor.Ask("POST", "/v1/spot/define-product", product);
        Assert.True(status == 200, json.ToString());
        return floor;
    }

    private static string Bid(int account, string side, string limit) =>
        $$"""{"account":{{account}},"product":"TS","side":"{{side}}","reference":1,"firstHour":"{{Midnight}}","lots":3,"limit":"{{limit}}"}""";
}
