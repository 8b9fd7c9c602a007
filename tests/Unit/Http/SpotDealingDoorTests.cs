// Book and quotes of the spot market through the REST door, and who sees whose prices.
using System.Text.Json;
using Tokenbourse.Unit.Market.Spot;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class SpotDealingDoorTests
{
    private const string Midnight = "2026-03-03T00:00:00Z";

    [Fact]
    public async Task Orders_rest_trade_and_are_taken_back()
    {
        await using var floor = await Open();
        await Done(floor, "place-order", Order(2, "sell", 1, 24, 5, "3.00"));
        await Done(floor, "place-order", Order(3, "sell", 1, 24, 1, "3.00"));
        await Done(floor, "place-order", Order(3, "sell", 2, 1, 1, "2.00"));
        var taken = await Done(floor, "place-order", Order(1, "buy", 4, 24, 3, "3.50"));
        Assert.Contains(taken.GetProperty("events").EnumerateArray(), e => e.Text("kind") == "SpotTraded");
        var blocks = await floor.Get("/v1/spot/products/TS/book");
        Assert.Equal([1, 24], blocks.EnumerateArray().Select(b => b.GetProperty("hours").GetInt32()));
        var day = (await floor.Get($"/v1/spot/products/TS/book?firstHour={Midnight}&hours=24"))[0];
        var ask = Assert.Single(day.GetProperty("asks").EnumerateArray());
        Assert.Equal(
            (Midnight, "3.00", 3, 2, 0),
            (
                day.Text("firstHour"),
                ask.Text("price"),
                ask.GetProperty("lots").GetInt32(),
                ask.GetProperty("orders").GetInt32(),
                day.GetProperty("bids").GetArrayLength()
            )
        );
        var mine = Assert.Single((await floor.Get("/v1/accounts/2/spot-orders")).EnumerateArray());
        // Two of five lots are left: 48 lot-hours of collateral at 2.00.
        Assert.Equal(
            (5, 2, "96.00", "sell"),
            (
                mine.GetProperty("lots").GetInt32(),
                mine.GetProperty("left").GetInt32(),
                mine.Text("reserved"),
                mine.Text("side")
            )
        );
        Assert.Equal("book", (await floor.Get("/v1/spot/products/TS/trades"))[0].Text("venue"));
        await Done(floor, "cancel-order", """{"account":2,"product":"TS","reference":1}""");
        Assert.Equal(0, (await floor.Get("/v1/accounts/2/spot-orders")).GetArrayLength());
    }

    [Fact]
    public async Task Quotes_are_seen_by_whoever_asked_and_whoever_gave_them()
    {
        await using var floor = await Open();
        await Done(floor, "ask-quote", Ask(1, 1));
        await Done(floor, "give-quote", """{"account":2,"product":"TS","request":1,"price":"4.00"}""");
        var given = await Done(floor, "give-quote", """{"account":3,"product":"TS","request":1,"price":"3.50"}""");
        Assert.DoesNotContain("400", given.ToString(), StringComparison.Ordinal);
        var asked = (await floor.Get("/v1/accounts/1/spot-quotes"))[0];
        Assert.True(asked.GetProperty("mine").GetBoolean());
        Assert.Equal(
            ["4.00 140.00", "3.50 122.50"],
            asked.GetProperty("quotes").EnumerateArray().Select(q => $"{q.Text("price")} {q.Text("total")}")
        );
        Assert.Equal(["3.50"], await Seen(floor, 3));
        Assert.Empty(await Seen(floor, 4));
        var done = await Done(floor, "take-quote", """{"account":1,"quote":2}""");
        var kinds = done.GetProperty("events").EnumerateArray().Select(e => e.Text("kind")).ToList();
        Assert.Contains("CertificateIssued", kinds);
        // The end of others' quotes, and what came back to them, is theirs: only the request's own end is told.
        Assert.Single(kinds, k => k == "SpotQuoteEnded");
        Assert.Equal(0, (await floor.Get("/v1/accounts/2/spot-quotes")).GetArrayLength());
        var trade = (await floor.Get("/v1/spot/products/TS/trades"))[0];
        Assert.Equal(("quote", "122.50"), (trade.Text("venue"), trade.Text("paid")));
    }

    [Fact]
    public async Task A_request_and_a_quote_are_taken_back()
    {
        await using var floor = await Open();
        await Done(floor, "ask-quote", Ask(1, 1));
        await Done(floor, "give-quote", """{"account":2,"product":"TS","request":1,"price":"4.00"}""");
        await Done(floor, "withdraw-quote", """{"account":2,"quote":1}""");
        Assert.Empty(await Seen(floor, 2));
        await Done(floor, "withdraw-quote", """{"account":1,"request":1}""");
        Assert.Equal(0, (await floor.Get("/v1/accounts/1/spot-quotes")).GetArrayLength());
    }

    [Theory]
    [InlineData("place-order", """{"account":1,"product":"TS","side":"hold"}""", 400, 1001, "side")]
    [InlineData("cancel-order", """{"account":1,"product":"TS","reference":5}""", 404, 4063, "reference")]
    [InlineData("give-quote", """{"account":1,"product":"TS","request":5,"price":"1.00"}""", 404, 4065, "request")]
    [InlineData("take-quote", """{"account":1,"quote":5}""", 404, 4072, "quote")]
    [InlineData("withdraw-quote", """{"account":1}""", 400, 1001, "quote")]
    [InlineData("withdraw-quote", """{"account":1,"request":5}""", 404, 4065, "request")]
    public async Task What_is_refused_says_its_number(string command, string body, int status, int num, string field)
    {
        await using var floor = await Open();
        var fault = await floor.Fault("POST", $"/v1/spot/{command}", body);
        Assert.Equal((status, num, field), (fault.Status, fault.Num, fault.Error.Text("field")));
    }

    [Fact]
    public async Task Refusals_name_the_nearest_that_would_be_taken()
    {
        await using var floor = await Open();
        var odd = await floor.Fault("POST", "/v1/spot/place-order", Order(1, "buy", 1, 20, 3, "3.00"));
        Assert.Equal(
            (4060, "hours", "20", "24"),
            (odd.Num, odd.Error.Text("field"), odd.Error.Text("given"), odd.Error.Text("limit"))
        );
        var body = Order(1, "buy", 1, 24, 3, "3.00", "2026-03-03T01:00:00Z");
        var crooked = await floor.Fault("POST", "/v1/spot/place-order", body);
        Assert.Equal((4061, "2026-03-04T00:00:00Z"), (crooked.Num, crooked.Error.Text("limit")));
        var late = await floor.Fault("POST", "/v1/spot/ask-quote", Ask(1, 1, "2026-03-03T04:00:00Z"));
        Assert.Equal(
            (4069, "until", "2026-03-03T03:00:00Z"),
            (late.Num, late.Error.Text("field"), late.Error.Text("limit"))
        );
        var bad = await floor.Fault("GET", "/v1/spot/products/TS/book?firstHour=2026-03-03T00:30:00Z", null);
        Assert.Equal((400, 1003, "firstHour"), (bad.Status, bad.Num, bad.Error.Text("field")));
        Assert.Equal(404, (await floor.Fault("GET", "/v1/spot/products/XX/book", null)).Status);
        Assert.Equal(404, (await floor.Fault("GET", "/v1/accounts/77/spot-orders", null)).Status);
        Assert.Equal(404, (await floor.Fault("GET", "/v1/accounts/77/spot-quotes", null)).Status);
    }

    private static async Task<Floor> Open()
    {
        var floor = await Floor.Open();
        await Done(floor, "define-product", DealingDesk.Product());
        return floor;
    }

    private static async Task<JsonElement> Done(Floor floor, string command, string body)
    {
        var (status, json) = await floor.Ask("POST", $"/v1/spot/{command}", body);
        Assert.True(status == 200, json.ToString());
        return json;
    }

    // Prices that an account sees on the one open request.
    private static async Task<List<string?>> Seen(Floor floor, int account)
    {
        var requests = await floor.Get($"/v1/accounts/{account}/spot-quotes");
        return [.. requests[0].GetProperty("quotes").EnumerateArray().Select(q => q.Text("price"))];
    }

    private static string Order(
        int account,
        string side,
        int reference,
        int hours,
        int lots,
        string limit,
        string hour = Midnight
    ) =>
        $$"""{"account":{{account}},"product":"TS","side":"{{side}}","reference":{{reference}},"firstHour":"{{hour}}","hours":{{hours}},"lots":{{lots}},"limit":"{{limit}}"}""";

    private static string Ask(int account, int reference, string until = "2026-03-02T12:00:00Z") =>
        $$"""{"account":{{account}},"product":"TS","side":"buy","reference":{{reference}},"firstHour":"2026-03-03T03:00:00Z","hours":5,"lots":7,"until":"{{until}}"}""";
}
