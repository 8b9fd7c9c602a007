// What an order would do, asked beforehand: the preview says what then happens, and asking changes nothing.
using System.Text.Json;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class PreviewTests
{
    private const string Address = "/v1/orders/preview";

    private static async Task<Floor> Trading()
    {
        var floor = await Floor.Open();
        await floor.Place(2, "sell", "6.400", 3, "s1");
        await floor.Place(2, "sell", "6.410", 4, "s2");
        await floor.Place(3, "buy", "6.380", 5, "b1");
        return floor;
    }

    private static async Task<JsonElement> Ask(Floor floor, string body)
    {
        var (status, json) = await floor.Ask("POST", Address, body);
        Assert.True(status == 200, json.ToString());
        return json;
    }

    [Fact]
    public async Task An_account_that_there_is_not_is_named()
    {
        await using var floor = await Trading();
        var (status, json) = await floor.Ask(
            "POST",
            Address,
            OrderDoorTests.Body("\"price\":\"6.410\"", account: 9999)
        );
        Assert.Equal(404, status);
        var error = json.GetProperty("error");
        Assert.Equal(
            ("UNKNOWN_ACCOUNT", "account", "9999"),
            (error.Text("code"), error.Text("field"), error.Text("given"))
        );
    }

    [Theory]
    [InlineData("\"price\":\"6.410\"", 5)]
    [InlineData("\"price\":\"6.410\"", 12)]
    [InlineData("\"price\":\"6.300\"", 5)]
    [InlineData("\"price\":\"6.404\",\"timeInForce\":\"fak\"", 5)]
    [InlineData("\"type\":\"market\"", 6)]
    [InlineData("\"type\":\"stop\",\"stopPrice\":\"6.600\"", 2)]
    [InlineData("\"price\":\"6.390\",\"postOnly\":true,\"hedge\":true", 2)]
    public async Task The_preview_says_what_then_happens(string fields, long lots)
    {
        await using var floor = await Trading();
        var body = OrderDoorTests.Body(fields, lots: lots);
        var preview = await Ask(floor, body);
        var order = await OrderDoorTests.Place(floor, body);
        var foreseen = preview.GetProperty("order");
        Assert.Equal(
            (order.Text("status"), order.Whole("filled"), order.Whole("remaining")),
            (foreseen.Text("status"), foreseen.Whole("filled"), foreseen.Whole("remaining"))
        );
        var fills = order.GetProperty("fills").EnumerateArray().Select(f => (f.Text("price"), f.Whole("lots")));
        Assert.Equal(
            fills,
            foreseen.GetProperty("fills").EnumerateArray().Select(f => (f.Text("price"), f.Whole("lots")))
        );
        var now = await floor.Get("/v1/accounts/1/positions");
        var leg = now.GetProperty("positions").EnumerateArray().SingleOrDefault();
        var position = preview.GetProperty("positions").EnumerateArray().Single();
        Assert.Equal(order.Whole("filled"), position.Whole("longAfter"));
        Assert.Equal(position.Whole("longAfter"), leg.ValueKind == JsonValueKind.Undefined ? 0 : leg.Whole("lots"));
        var funds = now.GetProperty("funds").EnumerateArray().Single(f => f.Text("currency") == "CNY");
        var after = preview.GetProperty("funds").EnumerateArray().Single();
        Assert.Equal(
            (funds.Text("margin"), funds.Text("marginWithOrders"), funds.Text("free")),
            (after.Text("marginAfter"), after.Text("marginWithOrdersAfter"), after.Text("freeAfter"))
        );
    }

    [Fact]
    public async Task Asking_changes_nothing()
    {
        await using var floor = await Trading();
        var digest = floor.Inner.MarketDigest;
        var tail = floor.Inner.Logs.Commands.Tail;
        await Ask(floor, OrderDoorTests.Body("\"price\":\"6.410\"", lots: 5));
        await floor.Get("/v1/accounts/1/positions");
        Assert.Equal((digest, tail), (floor.Inner.MarketDigest, floor.Inner.Logs.Commands.Tail));
        Assert.Empty((await floor.Get("/v1/accounts/1/orders")).EnumerateArray());
    }

    [Fact]
    public async Task Average_slippage_fees_and_room_are_told()
    {
        await using var floor = await Trading();
        var preview = await Ask(floor, OrderDoorTests.Body("\"price\":\"6.410\"", lots: 5));
        // Three at 6.400 and two at 6.410; a tick is 0.002.
        Assert.Equal(("6.40400", "2.00"), (preview.Text("averageFill"), preview.Text("slippageTicks")));
        Assert.Equal(635, preview.Whole("ticksToLimit"));
        Assert.Equal(5, preview.Whole("netIfFilled"));
        var order = await OrderDoorTests.Place(floor, OrderDoorTests.Body("\"price\":\"6.410\"", lots: 5));
        Assert.Equal("filled", order.Text("status"));
        var fees = (await floor.Get("/v1/replay/fills:1"))
            .GetProperty("items")
            .EnumerateArray()
            .Sum(f => decimal.Parse(f.Text("fee"), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(
            fees.ToString("F2", System.Globalization.CultureInfo.InvariantCulture),
            preview.GetProperty("funds").EnumerateArray().Single().Text("fees")
        );
    }

    [Theory]
    [InlineData("\"price\":\"7.700\"", 5, 2103)]
    [InlineData("\"price\":\"6.402\",\"postOnly\":true", 5, 2107)]
    [InlineData("\"price\":\"6.300\",\"closeOnly\":true", 5, 2110)]
    [InlineData("\"price\":\"6.400\",\"timeInForce\":\"fok\"", 5, 2106)]
    public async Task A_refusal_is_foreseen_with_the_words_of_the_refusal(string fields, long lots, int number)
    {
        await using var floor = await Trading();
        var body = OrderDoorTests.Body(fields, lots: lots);
        var error = (await Ask(floor, body)).GetProperty("error");
        var (_, code, num, told) = await floor.Fault("POST", "/v1/orders", body);
        Assert.Equal((code, num), (error.Text("code"), (int)error.Whole("num")));
        Assert.Equal(number, num);
        Assert.Equal(told.GetProperty("limit").ToString(), error.GetProperty("limit").ToString());
    }

    [Fact]
    public async Task What_cannot_be_read_is_a_fault_and_an_id_may_be_left_out()
    {
        await using var floor = await Trading();
        var (status, code, _, error) = await floor.Fault(
            "POST",
            Address,
            """{"account":1,"symbol":"TT-H26","side":"buy","lots":5,"price":"6.4001"}"""
        );
        Assert.Equal((422, "TICK", "price"), (status, code, error.Text("field")));
        var preview = await Ask(floor, """{"account":1,"symbol":"TT-H26","side":"sell","lots":5,"price":"6.380"}""");
        Assert.Equal("filled", preview.GetProperty("order").Text("status"));
        Assert.Equal(-5, preview.Whole("netIfFilled"));
    }

    [Fact]
    public async Task Positions_are_told_by_leg_with_both_results_and_what_may_close()
    {
        await using var floor = await Trading();
        await OrderDoorTests.Place(floor, OrderDoorTests.Body("\"price\":\"6.410\"", lots: 5));
        await OrderDoorTests.Place(floor, OrderDoorTests.Body("\"price\":\"6.500\",\"closeOnly\":true", 1, "sell", 2));
        var told = await floor.Get("/v1/accounts/1/positions");
        var leg = told.GetProperty("positions").EnumerateArray().Single();
        Assert.Equal(
            ("TT-H26", "long", 5, 5, 0),
            (leg.Text("symbol"), leg.Text("side"), leg.Whole("lots"), leg.Whole("today"), leg.Whole("carried"))
        );
        Assert.Equal(("6.40400", "6.40400"), (leg.Text("averageOpen"), leg.Text("averagePosition")));
        Assert.Equal(3, leg.Whole("closable"));
        Assert.Equal("6.410", leg.Text("last"));
        Assert.Equal(leg.Text("sinceOpened"), leg.Text("sinceSettlement"));
        Assert.StartsWith(
            "-",
            (await floor.Get("/v1/accounts/2/positions"))
                .GetProperty("positions")
                .EnumerateArray()
                .Single()
                .Text("sinceOpened"),
            StringComparison.Ordinal
        );
        var (status, code, _, _) = await floor.Fault("GET", "/v1/accounts/99/positions");
        Assert.Equal((404, "UNKNOWN_ACCOUNT"), (status, code));
    }
}
