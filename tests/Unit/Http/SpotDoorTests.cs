// The spot market through the REST door: a bid, an auction, a certificate, a delivery, and what is refused.
using System.Text.Json;
using Tokenbourse.Model.Messages;
using Tokenbourse.Unit.Market.Spot;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class SpotDoorTests
{
    private const string Midnight = "2026-03-03T00:00:00Z";

    [Fact]
    public async Task From_a_bid_to_a_delivery()
    {
        await using var floor = await Open();
        var product = (await floor.Get("/v1/spot/products"))[0];
        Assert.Equal(
            ("TS", "2026-03-02T12:00:00Z", Midnight, "10.00"),
            (product.Text("product"), product.Text("gate"), product.Text("firstHour"), product.Text("cap"))
        );
        await floor.Ask("POST", "/v1/spot/place-bid", Bid(1, "buy", 1, 3, "5.00"));
        var (status, taken) = await floor.Ask("POST", "/v1/spot/place-bid", Bid(2, "sell", 1, 5, "3.00"));
        Assert.Equal((200, "place-bid"), (status, taken.Text("command")));
        var waits = (await floor.Get("/v1/accounts/1/spot-bids"))[0];
        Assert.Equal(
            ("5.00", "15.00", Midnight),
            (waits.Text("limit"), waits.Text("reserved"), waits.Text("firstHour"))
        );
        floor.Clock(2, 12);
        Assert.Equal(0, (await floor.Get("/v1/accounts/1/spot-bids")).GetArrayLength());
        var hour = (await floor.Get("/v1/spot/products/TS/auctions"))[0].GetProperty("hours")[0];
        Assert.Equal(
            ("3.00", "1.67", 3),
            (hour.Text("price"), hour.Text("availability"), hour.GetProperty("lots").GetInt32())
        );
        Assert.Equal("9.00", (await floor.Get("/v1/spot/products/TS/trades"))[0].Text("paid"));
        var mine = (await floor.Get("/v1/accounts/1/certificates"))[0];
        Assert.Equal((3000, "issued"), (mine.GetProperty("units").GetInt32(), mine.Text("state")));

        await floor.Ask("POST", "/v1/spot/redeem-certificate", """{"account":1,"certificate":1,"meter":7}""");
        floor.Clock(3, 0, 5);
        var (_, drawn) = await floor.Ask("POST", "/v1/spot/record-delivery", Record(1, 1000));
        Assert.Contains(
            drawn.GetProperty("events").EnumerateArray(),
            e => e.Text("kind") == "DeliveryRecorded" && e.GetProperty("message").GetProperty("paid").GetInt64() == 300
        );
        var after = await floor.Get("/v1/spot/certificates/1");
        Assert.Equal(
            (1000, "redeemed", "3.00"),
            (after.GetProperty("drawn").GetInt32(), after.Text("state"), after.Text("delivered"))
        );
        var again = await floor.Fault("POST", "/v1/spot/record-delivery", Record(1, 1000));
        Assert.Equal((422, 3041, "record"), (again.Status, again.Num, again.Error.Text("field")));
    }

    [Theory]
    [InlineData("place-bid", """{"account":1,"product":"XX"}""", 404, 4001, "product")]
    [InlineData("place-bid", """{"account":1,"product":"TS","side":"hold"}""", 400, 1001, "side")]
    [InlineData("redeem-certificate", """{"account":1,"certificate":5,"meter":7}""", 404, 4020, "certificate")]
    [InlineData("transfer-certificate", """{"account":1,"certificate":5}""", 400, 1001, "to")]
    [InlineData(
        "record-delivery",
        """{"meter":1,"record":1,"certificate":1,"hour":"2026-03-03T00:30:00Z"}""",
        400,
        1003,
        "hour"
    )]
    [InlineData("melt-certificate", "{}", 404, 1004, "command")]
    [InlineData("define-product", """{"product":"A"}""", 422, 3001, "name")]
    [InlineData("define-product", "[1]", 400, 1003, "body")]
    public async Task What_is_refused_says_its_number(string command, string body, int status, int num, string field)
    {
        await using var floor = await Open();
        var fault = await floor.Fault("POST", $"/v1/spot/{command}", body);
        Assert.Equal((status, num, field), (fault.Status, fault.Num, fault.Error.Text("field")));
    }

    [Fact]
    public async Task A_bid_that_is_refused_names_the_nearest_that_would_be_taken()
    {
        await using var floor = await Open();
        var late = await floor.Fault("POST", "/v1/spot/place-bid", Bid(1, "buy", 1, 3, "5.00", "2026-03-04T00:00:00Z"));
        Assert.Equal(
            (4002, "firstHour", "2026-03-03T23:00:00Z"),
            (late.Num, late.Error.Text("field"), late.Error.Text("limit"))
        );
        var dear = await floor.Fault("POST", "/v1/spot/place-bid", Bid(1, "buy", 1, 3, "10.01"));
        Assert.Equal(
            ("limit", "10.01", "10.00"),
            (dear.Error.Text("field"), dear.Error.Text("given"), dear.Error.Text("limit"))
        );
        var odd = await floor.Fault("POST", "/v1/spot/place-bid", Bid(1, "buy", 1, 3, "5.005"));
        Assert.Equal((2100, "5.00, 5.01"), (odd.Num, odd.Error.Text("limit")));
        Assert.Equal(404, (await floor.Fault("GET", "/v1/spot/certificates/9", null)).Status);
        Assert.Equal(404, (await floor.Fault("GET", "/v1/spot/products/XX/auctions", null)).Status);
        Assert.Equal(404, (await floor.Fault("GET", "/v1/accounts/77/certificates", null)).Status);
    }

    private static async Task<Floor> Open()
    {
        var floor = await Floor.Open();
        var (status, json) = await floor.Ask("POST", "/v1/spot/define-product", SpotDesk.Product());
        Assert.True(status == 200, json.ToString());
        return floor;
    }

    private static string Bid(
        int account,
        string side,
        int reference,
        int lots,
        string limit,
        string hour = Midnight
    ) =>
        $$"""{"account":{{account}},"product":"TS","side":"{{side}}","reference":{{reference}},"firstHour":"{{hour}}","lots":{{lots}},"limit":"{{limit}}"}""";

    private static string Record(int record, int delivered) =>
        $$"""{"meter":7,"record":{{record}},"certificate":1,"hour":"{{Midnight}}","delivered":{{delivered}},"evidence":"e1"}""";
}
