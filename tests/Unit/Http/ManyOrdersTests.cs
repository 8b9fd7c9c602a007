// Mass cancels, quotes, protections, reversals, trading states and the day's statistics through the REST door.
using System.Text.Json;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class ManyOrdersTests
{
    [Fact]
    public async Task A_mass_cancel_takes_what_it_names()
    {
        await using var floor = await Floor.Open();
        await floor.Place(1, "buy", "6.300", 1, "a");
        await floor.Place(1, "sell", "6.500", 1, "b");
        await OrderDoorTests.Place(floor, OrderDoorTests.Body(""" "type":"stop","stopPrice":"6.600" """));
        await floor.Place(2, "buy", "6.300", 1, "c");
        var (_, sells) = await floor.Ask("POST", "/v1/orders/cancel", """{"account":1,"side":"sell"}""");
        Assert.Equal(1, sells.GetProperty("orders").GetArrayLength());
        var (_, all) = await floor.Ask("POST", "/v1/orders/cancel", """{"account":1,"symbol":"TT-H26"}""");
        Assert.Equal(2, all.GetProperty("orders").GetArrayLength());
        var (status, none) = await floor.Ask("POST", "/v1/orders/cancel", """{"account":1,"contract":"TT"}""");
        Assert.Equal((200, 0), (status, none.GetProperty("orders").GetArrayLength()));
        Assert.Equal(1, (await floor.Get("/v1/accounts/2/orders")).GetArrayLength());
        foreach (
            var (body, num) in ((string, int)[])
                [
                    ("""{"account":9}""", 1202),
                    ("""{"account":1,"symbol":"XX-H26"}""", 2001),
                    ("""{"account":1,"contract":"XX"}""", 3013),
                    ("""{"account":1,"contract":"TT","symbol":"TT-H26"}""", 1001),
                    ("""{"account":1,"scope":"all"}""", 1001),
                    ("""{"account":1,"validUntil":"2026-03-01"}""", 1002),
                ]
        )
            Assert.Equal(num, (await floor.Fault("POST", "/v1/orders/cancel", body)).Num);
    }

    [Fact]
    public async Task Quotes_are_taken_or_refused_one_by_one_and_replace_each_other()
    {
        await using var floor = await Floor.Open();
        const string quotes = """
            {"account":1,"clientOrderId":"q1","quotes":[
              {"symbol":"TT-H26","bid":"6.300","bidLots":5,"ask":"6.500","askLots":4},
              {"symbol":"TT-J26","bid":"6.500","bidLots":5,"ask":"6.400","askLots":4}]}
            """;
        var (status, told) = await floor.Ask("POST", "/v1/quotes", quotes);
        Assert.Equal(200, status);
        var entries = told.GetProperty("quotes").EnumerateArray().ToList();
        Assert.Equal(("taken", "refused"), (entries[0].Text("status"), entries[1].Text("status")));
        Assert.Equal("resting", entries[0].GetProperty("bid").Text("status"));
        var error = entries[1].GetProperty("error");
        Assert.Equal(
            (1001, "price", "6.500", "6.398"),
            (error.Whole("num"), error.Text("field"), error.Text("given"), error.Text("limit"))
        );
        await floor.Ask("POST", "/v1/quotes", quotes.Replace("6.300", "6.320", StringComparison.Ordinal));
        var orders = (await floor.Get("/v1/accounts/1/orders")).EnumerateArray().ToList();
        Assert.Equal(["6.320", "6.500"], orders.Select(o => o.Text("price")));
        Assert.All(orders, o => Assert.True(o.GetProperty("quote").GetBoolean()));
        var order = orders[0].Whole("order");
        var fault = await floor.Fault("PATCH", $"/v1/orders/{order}", """{"account":1,"lots":1}""");
        Assert.Equal(2405, fault.Num);
        var off = quotes.Replace("6.300", "6.301", StringComparison.Ordinal);
        var tick = await floor.Fault("POST", "/v1/quotes", off);
        Assert.Equal((2100, "quotes[0].bid"), (tick.Num, tick.Error.Text("field")));
        Assert.Equal(
            1001,
            (await floor.Fault("POST", "/v1/quotes", """{"account":1,"clientOrderId":"q","quotes":[]}""")).Num
        );
    }

    [Fact]
    public async Task A_protection_takes_quotes_off_and_freezes_them()
    {
        await using var floor = await Floor.Open();
        var (status, set) = await floor.Ask(
            "PUT",
            "/v1/accounts/1/protection",
            """{"contract":"TT","windowMilliseconds":60000,"mostLots":3}"""
        );
        Assert.Equal((200, 3), (status, set.Whole("mostLots")));
        const string path = "/v1/accounts/1/protection";
        var armed = (await floor.Get(path)).EnumerateArray().Single();
        Assert.Equal(
            ("TT", 60000, 3),
            (armed.Text("contract"), armed.Whole("windowMilliseconds"), armed.Whole("mostLots"))
        );
        Assert.Equal(JsonValueKind.Null, armed.GetProperty("fired").ValueKind);
        const string quote =
            """{"account":1,"clientOrderId":"q","quotes":[{"symbol":"TT-H26","bid":"6.300","bidLots":5,"ask":"6.500","askLots":4}]}""";
        await floor.Ask("POST", "/v1/quotes", quote);
        await floor.Place(2, "sell", "6.300", 3, "s");
        Assert.Equal(0, (await floor.Get("/v1/accounts/1/orders")).GetArrayLength());
        var (_, frozen) = await floor.Ask("POST", "/v1/quotes", quote);
        Assert.Equal(2007, frozen.GetProperty("quotes")[0].GetProperty("error").Whole("num"));
        Assert.Equal(3, (await floor.Get(path))[0].Whole("fired"));
        await floor.Ask("PUT", path, """{"contract":"TT","windowMilliseconds":500,"mostLots":0}""");
        var again = (await floor.Get(path))[0];
        Assert.Equal((500, 0), (again.Whole("windowMilliseconds"), again.Whole("mostLots")));
        Assert.Equal(JsonValueKind.Null, again.GetProperty("fired").ValueKind);
        Assert.Equal(0, (await floor.Get("/v1/accounts/2/protection")).GetArrayLength());
        Assert.Equal(1202, (await floor.Fault("GET", "/v1/accounts/9/protection", null)).Num);
        var bad = await floor.Fault(
            "PUT",
            "/v1/accounts/1/protection",
            """{"contract":"XX","windowMilliseconds":1,"mostLots":3}"""
        );
        Assert.Equal((404, 3013, "contract"), (bad.Status, bad.Num, bad.Error.Text("field")));
    }

    [Fact]
    public async Task A_reversal_turns_the_position_round()
    {
        await using var floor = await Floor.Open();
        const string reverse = """{"account":1,"symbol":"TT-H26","clientOrderId":"r"}""";
        Assert.Equal(2406, (await floor.Fault("POST", "/v1/positions/reverse", reverse)).Num);
        await floor.Place(2, "sell", "6.400", 2, "a");
        await floor.Place(1, "buy", "6.400", 2, "b");
        Assert.Equal(2105, (await floor.Fault("POST", "/v1/positions/reverse", reverse)).Num);
        await floor.Place(3, "buy", "6.380", 9, "c");
        var (status, order) = await floor.Ask("POST", "/v1/positions/reverse", reverse);
        Assert.Equal((200, "filled", 4), (status, order.Text("status"), order.Whole("filled")));
        var trades = await floor.Get("/v1/trades/TT-H26");
        Assert.Equal("short open", Nature(trades[0]));
        Assert.Equal("both open", Nature(trades[1]));
    }

    private static string Nature(JsonElement trade) => trade.Text("nature");

    [Fact]
    public async Task An_operator_halts_lets_leave_and_resumes_through_an_auction()
    {
        await using var floor = await Floor.Open();
        const string path = "/v1/instruments/TT-H26/state";
        Assert.Equal("continuous", (await floor.Get(path)).Text("phase"));
        var (_, halted) = await floor.Ask("PUT", path, """{"state":"halted","cause":"news"}""");
        Assert.Equal(("halted", "operator", "news"), (halted.Text("phase"), halted.Text("cause"), halted.Text("note")));
        var refused = await floor.Fault("POST", "/v1/orders", OrderDoorTests.Body(""" "price":"6.300" """));
        Assert.Equal(
            (2002, "symbol", "halted"),
            (refused.Num, refused.Error.Text("field"), refused.Error.Text("given"))
        );
        var same = await floor.Fault("PUT", path, """{"state":"halted"}""");
        Assert.Equal((3014, "state", "halted"), (same.Num, same.Error.Text("field"), same.Error.Text("given")));
        var (_, auction) = await floor.Ask("PUT", path, """{"state":"resumption auction","seconds":60}""");
        Assert.Equal(("resumption auction", "2026-03-02T09:01:00Z"), (auction.Text("phase"), auction.Text("until")));
        await floor.Place(1, "buy", "6.420", 5, "a");
        await floor.Place(2, "sell", "6.400", 3, "b");
        var row = (await floor.Get("/v1/instruments"))[0];
        Assert.Equal(
            ("resumption auction", 3, 2, "2026-03-02T09:01:00Z"),
            (row.Text("phase"), row.Whole("indicativeLots"), row.Whole("indicativeSurplus"), row.Text("phaseUntil"))
        );
        floor.Clock(2, 9, 1);
        row = (await floor.Get("/v1/instruments"))[0];
        Assert.Equal(("continuous", "auction ended"), (row.Text("phase"), row.Text("phaseCause")));
        Assert.Equal(JsonValueKind.Null, row.GetProperty("indicativePrice").ValueKind);
        var trade = Assert.Single((await floor.Get("/v1/trades/TT-H26")).EnumerateArray());
        Assert.Equal(("auction", "auction"), (trade.Text("aggressor"), trade.Text("origin")));
        foreach (
            var (body, num) in ((string, int)[])
                [
                    ("""{"state":"open"}""", 1001),
                    ("""{"state":"resumption auction"}""", 1001),
                    ("""{"state":"halted","seconds":5}""", 1001),
                    ("""{"state":"halted","cause":"two words"}""", 1001),
                ]
        )
            Assert.Equal(num, (await floor.Fault("PUT", path, body)).Num);
        Assert.Equal(404, (await floor.Fault("PUT", "/v1/instruments/XX-H26/state", """{"state":"halted"}""")).Status);
    }

    [Fact]
    public async Task Statistics_tell_the_day()
    {
        await using var floor = await Floor.Open();
        await floor.Place(2, "sell", "6.400", 2, "a");
        await floor.Place(1, "buy", "6.400", 2, "b");
        await floor.Place(2, "sell", "6.420", 1, "c");
        await floor.Place(1, "buy", "6.420", 1, "d");
        var day = await floor.Get("/v1/statistics/TT-H26");
        Assert.Equal(
            ("6.400", "6.420", "6.400", "6.420", "6.40667"),
            (day.Text("open"), day.Text("high"), day.Text("low"), day.Text("last"), day.Text("averagePrice"))
        );
        Assert.Equal((3, 3, 3), (day.Whole("volume"), day.Whole("openInterest"), day.Whole("openInterestChange")));
        // 2 lots at 6.400 and one at 6.420, ten thousand each.
        Assert.Equal("192200.00", day.Text("turnover"));
    }
}
