// Every address of the REST door, on a small venue.
using System.Text.Json;
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class RestTests
{
    [Fact]
    public async Task Status_tells_venue_time_calendars_and_that_it_is_simulated()
    {
        await using var floor = await Floor.Open();
        var status = await floor.Get("/v1/status");
        Assert.Equal("SIM", status.Text("environment"));
        Assert.Equal(7, status.Whole("seed"));
        Assert.True(status.GetProperty("simulated").GetBoolean());
        Assert.Equal("2026-03-02T09:00:00Z", status.Text("time"));
        Assert.Equal(floor.Inner.Logs.Commands.Tail - 1, status.Whole("commandSequence"));
        Assert.Equal(floor.Inner.Logs.Events.Tail - 1, status.Whole("eventSequence"));
        var calendar = Assert.Single(status.GetProperty("calendars").EnumerateArray());
        Assert.Equal(
            ("T", "2026-03-02", "continuous", "2026-03-02T12:00:00Z"),
            (calendar.Text("calendar"), calendar.Text("day"), calendar.Text("phase"), calendar.Text("nextChange"))
        );
        Assert.Equal(JsonValueKind.Null, status.GetProperty("risk").ValueKind);
        floor.Inner.Submit(
            MessageKind.DefineHouse,
            """{"house":"H","version":1,"interlock":{"silentSeconds":60}}"""u8.ToArray()
        );
        floor.Clock(2, 9, 1);
        var risk = (await floor.Get("/v1/status")).GetProperty("risk");
        Assert.Equal((60, "2026-03-02T09:01:00Z"), (risk.Whole("silentSeconds"), risk.Text("since")));
        Assert.True(risk.GetProperty("engaged").GetBoolean());
    }

    [Fact]
    public async Task Instruments_carry_terms_quotes_and_limits_as_decimals()
    {
        await using var floor = await Floor.Open();
        await floor.Place(1, "buy", "6.300", 3, "b1");
        await floor.Place(2, "sell", "6.5", 4, "s1");
        var rows = (await floor.Get("/v1/instruments")).EnumerateArray().ToList();
        Assert.Equal(3, rows.Count);
        var row = rows[0];
        Assert.Equal(
            ("TT-H26", "TT", "2026-03", "T", "CNY"),
            (row.Text("symbol"), row.Text("contract"), row.Text("month"), row.Text("calendar"), row.Text("currency"))
        );
        Assert.Equal(
            ("0.002", "6.400", "5.120", "7.680"),
            (row.Text("tickSize"), row.Text("previousSettlement"), row.Text("limitLow"), row.Text("limitHigh"))
        );
        Assert.Equal(("6.300", "6.500"), (row.Text("bid"), row.Text("ask")));
        Assert.Equal((3, 4), (row.Whole("bidLots"), row.Whole("askLots")));
        Assert.Equal(JsonValueKind.Null, row.GetProperty("last").ValueKind);
        Assert.Equal("测试", row.Text("nameZh"));
        Assert.Equal("continuous", row.Text("phase"));
    }

    [Fact]
    public async Task Depth_and_trades_show_the_book_and_the_tape()
    {
        await using var floor = await Floor.Open();
        await floor.Place(1, "buy", "6.300", 3, "b1");
        await floor.Place(2, "buy", "6.300", 2, "b2");
        await floor.Place(3, "buy", "6.200", 1, "b3");
        var order = await floor.Place(4, "sell", "6.300", 4, "s1");
        Assert.Equal(("filled", 4, 0), (order.Text("status"), order.Whole("filled"), order.Whole("remaining")));
        Assert.Equal(
            ["3", "1"],
            order.GetProperty("fills").EnumerateArray().Select(f => f.GetProperty("lots").GetRawText())
        );
        var depth = await floor.Get("/v1/depth/tt-h26?levels=1");
        var level = Assert.Single(depth.GetProperty("bids").EnumerateArray());
        Assert.Equal(("6.300", 1, 1), (level.Text("price"), level.Whole("lots"), level.Whole("orders")));
        Assert.Equal("6.300", depth.Text("last"));
        Assert.Equal(2, (await floor.Get("/v1/depth/TT-H26")).GetProperty("bids").GetArrayLength());
        var trades = (await floor.Get("/v1/trades/TT-H26")).EnumerateArray().ToList();
        Assert.Equal([2, 1], trades.Select(t => t.Whole("trade")));
        Assert.All(trades, t => Assert.Equal(("sell", "6.300"), (t.Text("aggressor"), t.Text("price"))));
        Assert.Single((await floor.Get("/v1/trades/TT-H26?limit=1")).EnumerateArray());
    }

    [Fact]
    public async Task Indexes_tell_history_prints_with_observations_and_methodology()
    {
        await using var floor = await Floor.Open();
        var index = Assert.Single((await floor.Get("/v1/indexes")).EnumerateArray());
        Assert.Equal(
            ("TIX", "测试指数", "6.4000", "CNY"),
            (index.Text("index"), index.Text("nameZh"), index.Text("value"), index.Text("currency"))
        );
        var history = await floor.Get("/v1/indexes/TIX");
        var points = history.GetProperty("points").EnumerateArray().ToList();
        Assert.Equal(["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"], points.Select(p => p.Text("day")));
        Assert.Equal(JsonValueKind.Null, points[0].GetProperty("value").ValueKind);
        Assert.Equal("6.4000", points[1].Text("value"));
        Assert.Equal("A test.", history.Text("note"));
        Assert.Equal(
            1,
            (await floor.Get("/v1/indexes/TIX?from=2026-02-28&to=2026-02-28")).GetProperty("points").GetArrayLength()
        );
        var print = await floor.Get("/v1/indexes/TIX/prints/2026-02-28");
        Assert.Equal(2, print.GetProperty("used").GetArrayLength());
        Assert.Equal(
            ["alpha", "beta"],
            print.GetProperty("observations").EnumerateArray().Select(o => o.Text("seller"))
        );
        Assert.Equal("6.4", print.GetProperty("observations")[0].Text("price"));
        var withheld = await floor.Get("/v1/indexes/TIX/prints/2026-02-27");
        Assert.Equal((JsonValueKind.Null, 0), (withheld.GetProperty("value").ValueKind, (int)withheld.Whole("tier")));
        Assert.NotEqual("", withheld.Text("tierName"));
        Assert.Equal("TIX", (await floor.Get("/v1/indexes/TIX/methodology")).Text("index"));
    }

    [Fact]
    public async Task Curve_lists_months_nearest_first_with_the_index_beside_them()
    {
        await using var floor = await Floor.Open();
        await floor.Place(1, "buy", "6.300", 3, "b1");
        var curve = await floor.Get("/v1/curve/TT");
        Assert.Equal(
            ["TT-H26", "TT-J26", "TT-M26"],
            curve.GetProperty("points").EnumerateArray().Select(p => p.Text("symbol"))
        );
        Assert.Equal("6.300", curve.GetProperty("points")[0].Text("bid"));
        Assert.Equal(
            ("TIX", "6.4000"),
            (curve.GetProperty("index").Text("index"), curve.GetProperty("index").Text("value"))
        );
    }

    [Fact]
    public async Task A_settled_day_has_a_bulletin_that_ties_out_and_statements_to_the_cent()
    {
        await using var floor = await Floor.Open();
        await floor.Place(1, "buy", "6.400", 10, "b1");
        await floor.Place(2, "sell", "6.400", 10, "s1");
        await floor.Place(1, "buy", "6.500", 10, "b2");
        await floor.Place(2, "sell", "6.500", 10, "s2");
        Assert.Empty((await floor.Get("/v1/bulletins")).EnumerateArray());
        floor.Clock(2, 17);
        Assert.Equal(["2026-03-02"], (await floor.Get("/v1/bulletins")).EnumerateArray().Select(d => d.GetString()));
        var bulletin = await floor.Get("/v1/bulletins/2026-03-02");
        var contract = Assert.Single(bulletin.GetProperty("contracts").EnumerateArray());
        var month = contract.GetProperty("months")[0];
        Assert.Equal(
            ("6.450", "6.400", "0.050", "volume weighted"),
            (month.Text("settlement"), month.Text("previous"), month.Text("change"), month.Text("tierName"))
        );
        Assert.Equal((20, 20), (month.Whole("volume"), month.Whole("openInterest")));
        // The first ten lots gain 0.05 on 100,000 units, the other ten lose as much: nothing is paid in sum, per
        // account.
        Assert.Equal(("0.00", "0.00"), (contract.Text("variationGains"), contract.Text("variationLosses")));
        var reconciliation = bulletin.GetProperty("reconciliation");
        Assert.True(reconciliation.GetProperty("balanced").GetBoolean());
        Assert.Equal(
            ("0.00", "0.00"),
            (reconciliation.GetProperty("cash").Text("CNY"), reconciliation.GetProperty("variation").Text("CNY"))
        );
        Assert.Matches("^[0-9a-f]{16}$", bulletin.Text("digest"));
        var statement = await floor.Get("/v1/accounts/1/statement?day=2026-03-02");
        var cash = Assert.Single(statement.GetProperty("currencies").EnumerateArray());
        Assert.Equal(("0.00", "1000000.00"), (cash.Text("opening"), cash.Text("deposits")));
        // Fees: 20 millionths of 640,000 and of 650,000.
        Assert.Equal(("25.80", "999974.20"), (cash.Text("fees"), cash.Text("closing")));
        Assert.Equal(
            ("TT-H26", 20),
            (statement.GetProperty("positions")[0].Text("symbol"), statement.GetProperty("positions")[0].Whole("lots"))
        );
        Assert.Equal(["buy", "buy"], statement.GetProperty("trades").EnumerateArray().Select(t => t.Text("side")));
        Assert.Equal(statement.ToString(), (await floor.Get("/v1/accounts/1/statement")).ToString());
        Assert.Empty((await floor.Get("/v1/accounts/3/statement")).GetProperty("positions").EnumerateArray());
    }

    [Fact]
    public async Task Accounts_show_who_is_simulated_and_what_rests()
    {
        await using var floor = await Floor.Open();
        var accounts = (await floor.Get("/v1/accounts")).EnumerateArray().ToList();
        Assert.Equal([false, true, true, true], accounts.Select(a => a.GetProperty("simulated").GetBoolean()));
        await floor.Place(1, "buy", "6.300", 5, "b1");
        await floor.Place(2, "sell", "6.300", 2, "s1");
        var order = Assert.Single((await floor.Get("/v1/accounts/1/orders")).EnumerateArray());
        Assert.Equal(
            ("b1", "TT-H26", "buy", "6.300"),
            (order.Text("clientOrderId"), order.Text("symbol"), order.Text("side"), order.Text("price"))
        );
        Assert.Equal((5, 2, 3), (order.Whole("lots"), order.Whole("filled"), order.Whole("remaining")));
    }

    [Theory]
    [InlineData("body")]
    [InlineData("query")]
    [InlineData("both")]
    public async Task An_order_rests_and_is_cancelled_by_its_account(string where)
    {
        await using var floor = await Floor.Open();
        var order = await floor.Place(1, "buy", "6.300", 5, "b1");
        Assert.Equal("resting", order.Text("status"));
        var path = $"/v1/orders/{order.Whole("order")}" + (where == "body" ? "" : "?account=1");
        var (status, cancelled) = await floor.Ask("DELETE", path, where == "query" ? null : """{"account":1}""");
        Assert.Equal((200, "cancelled", "b1"), (status, cancelled.Text("status"), cancelled.Text("clientOrderId")));
        Assert.Equal((5, 0, 0), (cancelled.Whole("lots"), cancelled.Whole("filled"), cancelled.Whole("remaining")));
        Assert.Empty((await floor.Get("/v1/depth/TT-H26")).GetProperty("bids").EnumerateArray());
    }

    [Fact]
    public async Task A_market_order_trades_and_its_rest_is_cancelled()
    {
        await using var floor = await Floor.Open();
        await floor.Place(1, "sell", "6.400", 3, "s1");
        var (status, order) = await floor.Ask(
            "POST",
            "/v1/orders",
            Floor.Order(2, "buy", null, 5, "m1", type: "market")
        );
        Assert.Equal((200, "cancelled"), (status, order.Text("status")));
        Assert.Equal((5, 3, 0), (order.Whole("lots"), order.Whole("filled"), order.Whole("remaining")));
    }

    [Fact]
    public async Task The_terminal_is_served_with_its_own_pages_and_never_anything_outside()
    {
        await using var floor = await Floor.Open(terminal: true);
        foreach (var page in (string[])["/", "/board", "/contracts/TK/curve"])
        {
            using var response = await floor.Http.GetAsync(page, TestContext.Current.CancellationToken);
            Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
            Assert.Contains(
                "default-src 'self'",
                response.Headers.GetValues("Content-Security-Policy").Single(),
                StringComparison.Ordinal
            );
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        }

        using var script = await floor.Http.GetAsync("/assets/app.js", TestContext.Current.CancellationToken);
        Assert.Equal("text/javascript", script.Content.Headers.ContentType!.MediaType);
        foreach (
            var path in (string[])
                [
                    "/assets/none.js",
                    "/../secret.txt",
                    "/..%2fsecret.txt",
                    "/%2e%2e/secret.txt",
                    "/assets/..%5c..%5csecret.txt",
                ]
        )
        {
            using var response = await floor.Http.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(404, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task Without_a_terminal_the_first_page_names_the_api()
    {
        await using var floor = await Floor.Open();
        Assert.Contains(
            "/v1/status",
            await floor.Http.GetStringAsync("/", TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }
}

internal static class JsonWords
{
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static long Whole(this JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
