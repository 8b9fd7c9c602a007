// Every kind of order through the REST door: what is told of it, how it is shown, changed, and refused.
using System.Text.Json;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class OrderDoorTests
{
    private static int _ids;

    internal static string Body(string fields, int account = 1, string side = "buy", long lots = 5) =>
        $$"""{"account":{{account}},"symbol":"TT-H26","side":"{{side}}","lots":{{lots}},"clientOrderId":"d{{++_ids}}"{{(fields.Length > 0 ? "," + fields : "")}}}""";

    internal static async Task<JsonElement> Place(Floor floor, string body)
    {
        var (status, json) = await floor.Ask("POST", "/v1/orders", body);
        Assert.True(status == 200, json.ToString());
        return json;
    }

    [Theory]
    [InlineData("\"price\":\"6.300\"", "resting")]
    [InlineData("\"price\":\"6.300\",\"timeInForce\":\"gtc\",\"postOnly\":true,\"hedge\":true", "resting")]
    [InlineData("\"price\":\"6.300\",\"timeInForce\":\"gtd\",\"expires\":\"2026-03-04\",\"display\":2", "resting")]
    [InlineData("\"price\":\"6.300\",\"timeInForce\":\"fak\"", "cancelled")]
    [InlineData("\"price\":\"6.500\",\"timeInForce\":\"fak\",\"minimum\":3", "cancelled")]
    [InlineData("\"price\":\"6.500\",\"timeInForce\":\"fok\",\"selfMatch\":\"cancel-oldest\"", "filled", 3)]
    [InlineData("\"type\":\"market\"", "cancelled")]
    [InlineData("\"type\":\"market-to-limit\"", "partly filled")]
    [InlineData("\"type\":\"stop\",\"stopPrice\":\"6.600\"", "sleeping")]
    [InlineData(
        "\"type\":\"stop-limit\",\"stopPrice\":\"6.600\",\"price\":\"6.620\",\"timeInForce\":\"gtc\"",
        "sleeping"
    )]
    public async Task Each_kind_of_order_is_taken_and_its_state_told(string fields, string status, long lots = 5)
    {
        await using var floor = await Floor.Open();
        await floor.Place(2, "sell", "6.400", 3, "s1");
        var order = await Place(floor, Body(fields, lots: lots));
        Assert.Equal(status, order.Text("status"));
        var open = (await floor.Get("/v1/accounts/1/orders")).EnumerateArray().ToList();
        var lives = status is "resting" or "partly filled" or "sleeping";
        Assert.Equal(lives ? 1 : 0, open.Count);
        if (!lives)
            return;
        Assert.Equal(status == "sleeping" ? "sleeping" : "resting", open[0].Text("status"));
        Assert.Equal(
            (order.Whole("order"), order.Whole("remaining"), order.Whole("filled")),
            (open[0].Whole("order"), open[0].Whole("remaining"), open[0].Whole("filled"))
        );
    }

    [Fact]
    public async Task Every_reason_of_the_market_has_a_code_and_a_text()
    {
        await using var floor = await Floor.Open();
        foreach (
            var reason in Enum.GetValues<RejectReason>()
                .Where(r => r is > RejectReason.BadField and < RejectReason.BadDocument)
        )
        {
            var rejected = new OrderRejected(
                new(1),
                new(1),
                ClientOrderId.Of("x"),
                reason,
                1,
                1,
                default,
                OrderField.Quantity
            );
            var fault = WireFault.Refused(rejected, floor.Inner.Views.Board.Rows[0].Terms);
            Assert.Matches("^[A-Z]+(_[A-Z]+)+$", fault.Error.Code);
            Assert.Equal((int)reason, fault.Error.Num);
            Assert.NotEqual("Refused.", fault.Error.Message);
        }
    }

    [Fact]
    public async Task A_live_order_is_shown_with_everything_that_it_says()
    {
        await using var floor = await Floor.Open();
        await Place(
            floor,
            Body(
                """ "price":"6.300","timeInForce":"gtd","expires":"2026-03-04","display":2,"postOnly":true,"hedge":true,"selfMatch":"decrement" """
            )
        );
        await Place(floor, Body(""" "type":"stop","stopPrice":"6.600" """));
        var orders = (await floor.Get("/v1/accounts/1/orders")).EnumerateArray().ToList();
        var iceberg = orders[0];
        Assert.Equal(
            ("limit", "gtd", "6.300", "2026-03-04", "decrement"),
            (
                iceberg.Text("type"),
                iceberg.Text("timeInForce"),
                iceberg.Text("price"),
                iceberg.Text("expires"),
                iceberg.Text("selfMatch")
            )
        );
        Assert.Equal((5, 2, 2), (iceberg.Whole("remaining"), iceberg.Whole("visible"), iceberg.Whole("display")));
        Assert.True(iceberg.GetProperty("postOnly").GetBoolean() && iceberg.GetProperty("hedge").GetBoolean());
        Assert.False(iceberg.GetProperty("closeOnly").GetBoolean() || iceberg.GetProperty("quote").GetBoolean());
        var stop = orders[1];
        Assert.Equal(JsonValueKind.Null, stop.GetProperty("price").ValueKind);
        Assert.Equal(("6.600", 0), (stop.Text("stopPrice"), stop.Whole("visible")));
        // Others see the visible lots alone, and no stop.
        var level = Assert.Single((await floor.Get("/v1/depth/TT-H26")).GetProperty("bids").EnumerateArray());
        Assert.Equal(2, level.Whole("lots"));
        var book = await floor.Get("/v1/book/TT-H26");
        Assert.Equal(2, Assert.Single(book.GetProperty("bids").EnumerateArray()).Whole("lots"));
    }

    [Theory]
    [InlineData("\"price\":\"6.402\",\"postOnly\":true", 2107, "price", "6.402", "6.398")]
    [InlineData("\"type\":\"stop\",\"stopPrice\":\"7.700\"", 2103, "stopPrice", "7.700", "7.680")]
    [InlineData("\"type\":\"stop-limit\",\"stopPrice\":\"6.500\",\"price\":\"5.100\"", 2104, "price", "5.100", "5.120")]
    [InlineData("\"price\":\"6.300\",\"display\":5", 1001, "display", "5", "4")]
    [InlineData("\"price\":\"6.300\",\"minimum\":1", 1001, "minimum", "1", "0")]
    [InlineData("\"price\":\"6.300\",\"timeInForce\":\"fak\",\"minimum\":6", 1001, "minimum", "6", "5")]
    [InlineData("\"price\":\"6.400\",\"timeInForce\":\"fak\",\"minimum\":4", 2108, "minimum", "4", "3")]
    [InlineData("\"price\":\"6.400\",\"timeInForce\":\"fok\"", 2106, "lots", "5", "3")]
    [InlineData("\"type\":\"market\",\"timeInForce\":\"gtc\"", 1001, "timeInForce", "gtc", null)]
    [InlineData("\"type\":\"market\",\"postOnly\":true", 1001, "postOnly", "true", "false")]
    [InlineData(
        "\"price\":\"6.300\",\"timeInForce\":\"gtd\",\"expires\":\"2026-03-01\"",
        2109,
        "expires",
        "2026-03-01",
        "2026-03-02"
    )]
    [InlineData("\"price\":\"6.300\",\"closeOnly\":true", 2110, "lots", "5", "0")]
    [InlineData("\"price\":\"6.300\",\"closeToday\":true", 1001, "closeToday", "true", "false")]
    [InlineData(
        "\"price\":\"6.300\",\"closeOnly\":true,\"closeYesterday\":true",
        2008,
        "closeYesterday",
        "true",
        "false"
    )]
    [InlineData(
        "\"price\":\"6.300\",\"timeInForce\":\"at-the-close\"",
        2005,
        "timeInForce",
        "at-the-close",
        "continuous"
    )]
    [InlineData(
        "\"price\":\"6.300\",\"validUntil\":\"2026-03-02T08:59:59Z\"",
        1002,
        "validUntil",
        "2026-03-02T09:00:00Z",
        "2026-03-02T08:59:59Z"
    )]
    [InlineData("\"price\":\"6.301\"", 2100, "price", "6.301", "6.300, 6.302")]
    [InlineData("\"type\":\"stop\",\"stopPrice\":\"6.6\",\"price\":\"6.6\"", 1001, "price", "6.6", null)]
    [InlineData("\"type\":\"stop\"", 1001, "stopPrice", null, null)]
    [InlineData("\"price\":\"6.3\",\"stopPrice\":\"6.3\"", 1001, "stopPrice", "6.3", null)]
    [InlineData("\"price\":\"6.3\",\"timeInForce\":\"gtd\"", 1001, "expires", null, null)]
    [InlineData("\"price\":\"6.3\",\"expires\":\"2026-03-04\"", 1001, "expires", "2026-03-04", "gtd")]
    [InlineData("\"price\":\"6.3\",\"timeInForce\":\"gtd\",\"expires\":\"soon\"", 1003, "expires", "soon", null)]
    [InlineData("\"price\":\"6.3\",\"postOnly\":1", 1003, "postOnly", "1", null)]
    [InlineData("\"price\":\"6.3\",\"validUntil\":\"noon\"", 1003, "validUntil", "noon", null)]
    [InlineData(
        "\"price\":\"6.3\",\"selfMatch\":\"never\"",
        1001,
        "selfMatch",
        "never",
        "as-contract, allow, cancel-newest, cancel-oldest, cancel-both, decrement"
    )]
    public async Task A_refusal_names_field_value_and_the_nearest_that_is_taken(
        string fields,
        int num,
        string field,
        string? given,
        string? limit
    )
    {
        await using var floor = await Floor.Open();
        await floor.Place(2, "sell", "6.400", 3, "s1");
        var fault = await floor.Fault("POST", "/v1/orders", Body(fields));
        var e = fault.Error;
        Assert.Equal(
            (num, field, given, limit, "not_accepted"),
            (
                fault.Num,
                e.GetProperty("field").GetString(),
                e.GetProperty("given").GetString(),
                e.GetProperty("limit").GetString(),
                e.Text("order_state")
            )
        );
        Assert.Equal(0, (await floor.Get("/v1/accounts/1/orders")).GetArrayLength());
    }

    [Fact]
    public async Task An_amendment_keeps_or_loses_the_place_and_may_trade()
    {
        await using var floor = await Floor.Open();
        var first = (await floor.Place(1, "buy", "6.300", 5, "a")).Whole("order");
        var second = (await floor.Place(2, "buy", "6.300", 5, "b")).Whole("order");
        await floor.Place(3, "sell", "6.300", 2, "c");
        Assert.Equal([first, second], await Bids(floor));
        var (status, smaller) = await floor.Ask("PATCH", $"/v1/orders/{first}", """{"account":1,"lots":4}""");
        Assert.Equal(200, status);
        Assert.Equal(
            ("partly filled", 4, 2, 2),
            (smaller.Text("status"), smaller.Whole("lots"), smaller.Whole("filled"), smaller.Whole("remaining"))
        );
        Assert.Equal([first, second], await Bids(floor));
        (_, var larger) = await floor.Ask("PATCH", $"/v1/orders/{first}", """{"account":1,"lots":9}""");
        Assert.Equal(7, larger.Whole("remaining"));
        Assert.Equal([second, first], await Bids(floor));
        await floor.Place(3, "sell", "6.320", 1, "d");
        (_, var crossing) = await floor.Ask("PATCH", $"/v1/orders/{first}", """{"account":1,"price":"6.320"}""");
        Assert.Equal((3, 6), (crossing.Whole("filled"), crossing.Whole("remaining")));
        Assert.Equal("6.320", Assert.Single(crossing.GetProperty("fills").EnumerateArray()).Text("price"));
    }

    private static async Task<long[]> Bids(Floor floor) =>
        [.. (await floor.Get("/v1/book/TT-H26")).GetProperty("bids").EnumerateArray().Select(o => o.Whole("order"))];

    [Theory]
    [InlineData("""{"account":1,"lots":5}""", 2403, "lots", "accepted")]
    [InlineData("""{"account":1,"lots":2}""", 2404, "lots", "accepted")]
    [InlineData("""{"account":2,"lots":3}""", 2402, "order", "accepted")]
    [InlineData("""{"account":9,"lots":3}""", 1202, "account", "accepted")]
    [InlineData("""{"account":1,"price":"7.700"}""", 2103, "price", "accepted")]
    [InlineData("""{"account":1,"price":"6.301"}""", 2100, "price", "accepted")]
    [InlineData("""{"account":1,"lots":503}""", 2102, "lots", "accepted")]
    [InlineData("""{"account":1}""", 1001, "lots", "accepted")]
    [InlineData("""{"account":1,"size":3}""", 1002, "size", "accepted")]
    [InlineData("""{"account":1,"lots":3,"validUntil":"2026-03-01T00:00:00Z"}""", 1002, "validUntil", "accepted")]
    public async Task A_refused_amendment_leaves_the_order_as_it_was(string body, int num, string field, string state)
    {
        await using var floor = await Floor.Open();
        var order = (await floor.Place(1, "buy", "6.300", 5, "a")).Whole("order");
        await floor.Place(2, "sell", "6.300", 2, "b");
        var fault = await floor.Fault("PATCH", $"/v1/orders/{order}", body);
        Assert.Equal(
            (num, field, state),
            (fault.Num, fault.Error.GetProperty("field").GetString(), fault.Error.Text("order_state"))
        );
        var open = Assert.Single((await floor.Get("/v1/accounts/1/orders")).EnumerateArray());
        Assert.Equal(("6.300", 5, 3), (open.Text("price"), open.Whole("lots"), open.Whole("remaining")));
        var gone = await floor.Fault("PATCH", "/v1/orders/999", """{"account":1,"lots":1}""");
        Assert.Equal((404, 2401), (gone.Status, gone.Num));
    }
}
