// An account's settled day at the door: profit explained, ledger, orders and fills agree with the statement.
using System.Text.Json;
using Tokenbourse.Unit.Http;
using Xunit;

namespace Tokenbourse.Unit.Reports;

public sealed class AccountDayDoorTests
{
    private const string Of = "/v1/accounts/1/";

    // Settled at 6.450, then at 6.502, the average of the day rounded down. Account 1 carried 20 lots; it sold 5 of them at
    // 6.550 and 4 at 6.450, the oldest first, and holds 5 that it bought at 6.500. Account 3 bought 5 at 6.550, sold them
    // at 6.500, and holds 4 bought at 6.450.
    [Theory]
    [InlineData(1, "10400.00", "100.00", "320.00", "0.00", "10820.00")]
    [InlineData(3, "0.00", "2080.00", "0.00", "-2500.00", "-420.00")]
    public async Task A_change_of_equity_is_explained_line_by_line(
        int account,
        string carried,
        string opened,
        string closedCarried,
        string closedToday,
        string result
    )
    {
        await using var floor = await TwoDays();
        var profit = await floor.Get($"/v1/accounts/{account}/profit/2026-03-03?symbol=TT-H26");
        var money = Assert.Single(profit.GetProperty("currencies").EnumerateArray());
        Assert.True(money.GetProperty("balanced").GetBoolean());
        Assert.All(money.GetProperty("checks").EnumerateArray(), c => Assert.True(c.GetProperty("holds").GetBoolean()));
        Assert.Equal(
            (carried, opened, closedCarried, closedToday, result),
            (
                money.Text("carried"),
                money.Text("opened"),
                money.Text("closedCarried"),
                money.Text("closedToday"),
                money.Text("result")
            )
        );
        Assert.Equal(Number(money, "change"), Number(money, "result") - Number(money, "fees") + Number(money, "cash"));
        Assert.Equal(Number(money, "change"), Number(money, "equityAfter") - Number(money, "equityBefore"));
        var lines = profit.GetProperty("lines").EnumerateArray().ToList();
        Assert.Equal(Number(money, "result"), lines.Sum(l => Number(l, "amount")));
        foreach (var line in lines)
        {
            var lots = line.GetProperty("lots").GetInt64() * (line.Text("side") == "long" ? 1 : -1);
            Assert.Equal(Number(line, "amount"), (Number(line, "priceTo") - Number(line, "priceFrom")) * lots * 10_000);
        }

        var statement = await floor.Get($"/v1/accounts/{account}/statement?day=2026-03-03");
        var cash = Assert.Single(statement.GetProperty("currencies").EnumerateArray());
        Assert.Equal(cash.Text("closing"), money.Text("equityAfter"));
        Assert.Equal(cash.Text("variation"), money.Text("result"));
        Assert.Equal(cash.Text("fees"), money.Text("fees"));
        var plain = await floor.Get($"/v1/accounts/{account}/profit/2026-03-03");
        Assert.Empty(plain.GetProperty("lines").EnumerateArray());
    }

    [Fact]
    public async Task The_ledger_goes_from_balance_to_balance_and_the_fills_are_the_statement_s()
    {
        await using var floor = await TwoDays();
        var ledger = await floor.Get(Of + "ledger/2026-03-03");
        Assert.True(ledger.GetProperty("houseBalanced").GetBoolean());
        var money = Assert.Single(ledger.GetProperty("currencies").EnumerateArray());
        Assert.True(money.GetProperty("balanced").GetBoolean());
        var rows = money.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(money.GetProperty("count").GetInt32(), rows.Count);
        Assert.Equal(money.Text("closing"), rows[0].Text("balance"));
        for (var i = 0; i + 1 < rows.Count; i++)
            Assert.Equal(Number(rows[i], "balance"), Number(rows[i + 1], "balance") + Number(rows[i], "effect"));
        Assert.Equal(Number(money, "opening"), Number(rows[^1], "balance") - Number(rows[^1], "effect"));
        var reasons = money.GetProperty("reasons").EnumerateArray().ToList();
        Assert.Equal(Number(money, "closing") - Number(money, "opening"), reasons.Sum(r => Number(r, "net")));
        Assert.Single(
            (await floor.Get(Of + "ledger/2026-03-03?limit=1"))
                .GetProperty("currencies")[0]
                .GetProperty("rows")
                .EnumerateArray()
        );

        var history = await floor.Get(Of + "history/2026-03-03");
        var statement = await floor.Get(Of + "statement?day=2026-03-03");
        var fills = history.GetProperty("fills").EnumerateArray().ToList();
        Assert.Equal(
            statement.GetProperty("trades").EnumerateArray().Select(t => t.GetProperty("trade").GetInt64()).Order(),
            fills.Select(f => f.GetProperty("trade").GetInt64()).Order()
        );
        var sum = Assert.Single(history.GetProperty("sums").EnumerateArray());
        Assert.Equal(statement.GetProperty("currencies")[0].Text("fees"), sum.Text("fees"));
        Assert.Equal((5, 9), (sum.GetProperty("bought").GetInt64(), sum.GetProperty("sold").GetInt64()));
        var orders = history.GetProperty("orders").EnumerateArray().ToList();
        Assert.Equal(orders.Count, history.GetProperty("orderCount").GetInt32());
        // One that did not trade left with the day, and is told with its reason.
        var left = Assert.Single(orders, o => o.Text("event") == "cancelled");
        Assert.Equal(("end of day", "cancelled"), (left.Text("reason"), left.GetProperty("order").Text("status")));
        Assert.All(
            orders.Where(o => o.Text("event") != "cancelled"),
            o => Assert.Equal("filled", o.GetProperty("order").Text("status"))
        );
    }

    [Theory]
    [InlineData("profit")]
    [InlineData("ledger")]
    [InlineData("history")]
    [InlineData("paper")]
    public async Task A_day_or_an_account_that_is_not_there_is_named_with_the_nearest(string what)
    {
        await using var floor = await TwoDays();
        var day = await floor.Fault("GET", $"{Of}{what}/2026-03-09");
        Assert.Equal(
            (404, "day", "2026-03-09", "2026-03-03"),
            (day.Status, day.Error.Text("field"), day.Error.Text("given"), day.Error.Text("limit"))
        );
        Assert.Equal("day", (await floor.Fault("GET", $"{Of}{what}/monday")).Error.Text("field"));
        var account = await floor.Fault("GET", $"/v1/accounts/77/{what}/2026-03-03");
        Assert.Equal((404, "UNKNOWN_ACCOUNT"), (account.Status, account.Code));
        Assert.Equal(400, (await floor.Fault("GET", $"{Of}{what}/2026-03-03?colour=red")).Status);
    }

    [Fact]
    public async Task What_is_asked_wrongly_is_refused_and_what_a_venue_has_not_is_said()
    {
        await using var floor = await TwoDays();
        Assert.Equal(404, (await floor.Fault("GET", Of + "profit/2026-03-03?symbol=XX-H26")).Status);
        Assert.Equal("limit", (await floor.Fault("GET", Of + "ledger/2026-03-03?limit=0")).Error.Text("field"));
        var form = await floor.Fault("GET", Of + "paper/2026-03-03?format=doc");
        Assert.Equal("layout, json, csv, text, pdf", form.Error.Text("limit"));
        Assert.Equal(404, (await floor.Fault("GET", Of + "paper/2026-03-03")).Status);
        Assert.Equal(404, (await floor.Fault("GET", Of + "margin")).Status);
    }

    /// <summary>Account 1 buys 20 lots of account 2; on the second day it trades with account 3.</summary>
    private static async Task<Floor> TwoDays()
    {
        var floor = await Floor.Open();
        await Trade(floor, 1, 2, "6.400", 10, "a");
        await Trade(floor, 1, 2, "6.500", 10, "b");
        floor.Clock(3, 9);
        await Trade(floor, 3, 1, "6.550", 5, "c");
        await Trade(floor, 1, 3, "6.500", 5, "d");
        await Trade(floor, 3, 1, "6.450", 4, "e");
        await floor.Place(1, "buy", "6.300", 3, "rests");
        floor.Clock(3, 17);
        return floor;
    }

    private static async Task Trade(Floor floor, int buyer, int seller, string price, long lots, string id)
    {
        await floor.Place(buyer, "buy", price, lots, id + "b");
        await floor.Place(seller, "sell", price, lots, id + "s");
    }

    private static decimal Number(JsonElement of, string name) =>
        decimal.Parse(of.Text(name), System.Globalization.CultureInfo.InvariantCulture);
}
