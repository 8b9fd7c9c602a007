// An account's own stream: every change of its orders and every fill once, in a chain, and told again as it was told.
using System.Text.Json;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class PrivateStreamTests
{
    private static readonly HttpOptions Quick = new() { Pump = TimeSpan.FromMilliseconds(5) };

    [Fact]
    public async Task Every_change_of_an_order_is_told()
    {
        await using var floor = await Floor.Open(Quick);
        await using var ear = await floor.Listen("orders:1");
        Assert.Equal(0, (await ear.Hear("orders:1")).GetProperty("data").GetArrayLength());
        var order = (await floor.Place(1, "buy", "6.400", 3, "b1")).Whole("order");
        await floor.Place(2, "sell", "6.400", 2, "s1");
        await floor.Ask("PATCH", $"/v1/orders/{order}", """{"account":1,"lots":5}""");
        await floor.Ask("DELETE", $"/v1/orders/{order}?account=1");
        var told = new List<(string, string, long, string?)>();
        var seq = -1L;
        while (told.Count < 6)
        {
            var message = await ear.Hear("orders:1");
            if (seq >= 0)
                Assert.Equal(seq, message.Whole("prevSeq"));
            seq = message.Whole("seq");
            foreach (var item in message.GetProperty("data").EnumerateArray())
            {
                var now = item.GetProperty("order");
                var reason = item.GetProperty("reason").GetString();
                told.Add((item.Text("event"), now.Text("status"), now.Whole("remaining"), reason));
                Assert.True(item.Whole("sequence") <= seq);
            }
        }

        Assert.Equal(
            [
                ("accepted", "accepted", 3, null),
                ("resting", "resting", 3, null),
                ("filled", "partly filled", 1, null),
                ("amended", "accepted", 3, null),
                ("resting", "partly filled", 3, null),
                ("cancelled", "cancelled", 3, "by participant"),
            ],
            told
        );
    }

    [Fact]
    public async Task Fills_positions_and_balances_follow_a_trade()
    {
        await using var floor = await Floor.Open(Quick);
        await floor.Place(1, "buy", "6.400", 3, "b1");
        await using var ear = await floor.Listen("fills:1", "positions:1", "balances:1");
        Assert.Equal(0, (await ear.Hear("fills:1")).GetProperty("data").GetArrayLength());
        Assert.Equal(0, (await ear.Hear("positions:1")).GetProperty("data").GetArrayLength());
        var before = (await ear.Hear("balances:1")).GetProperty("data")[0];
        await floor.Place(2, "sell", "6.400", 2, "s1");
        var told = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        while (told.Count < 3)
        {
            var message = await ear.Hear() ?? throw new InvalidOperationException("closed");
            if (message.TryGetProperty("data", out var data))
                told[message.Text("channel")] = data;
        }

        var fill = Assert.Single(told["fills:1"].EnumerateArray());
        Assert.Equal(
            ("b1", "buy", "6.400", 2, 2, "maker", "continuous"),
            (
                fill.Text("clientOrderId"),
                fill.Text("side"),
                fill.Text("price"),
                fill.Whole("lots"),
                fill.Whole("opened"),
                fill.Text("liquidity"),
                fill.Text("origin")
            )
        );
        var held = Assert.Single(told["positions:1"].EnumerateArray());
        Assert.Equal(("TT-H26", 2), (held.Text("symbol"), held.Whole("lots")));
        Assert.NotEqual(before.Text("available"), told["balances:1"][0].Text("available"));
        await using var late = await floor.Listen("fills:1");
        Assert.Equal(fill.GetRawText(), (await late.Hear("fills:1")).GetProperty("data")[0].GetRawText());
    }

    /// <summary>Random orders, among them trades with oneself: what the stream told is what the replay tells, from any
    /// place, and the fills are the market's trades of the account.</summary>
    [Fact]
    public async Task What_was_told_is_told_again_as_it_was()
    {
        await using var floor = await Floor.Open();
        var orders = new RecordedStream(floor, "orders:1", 21);
        var fills = new RecordedStream(floor, "fills:1", 22);
        var told = (Orders: new List<JsonElement>(), Fills: new List<JsonElement>());
        // More than lies between two marks.
        while (told.Orders.Count < 9500)
        {
            foreach (var message in orders.Step())
                told.Orders.AddRange(message.GetProperty("data").EnumerateArray());
            foreach (var message in fills.Look())
                told.Fills.AddRange(message.GetProperty("data").EnumerateArray());
        }

        foreach (var (stream, items) in new[] { ("orders:1", told.Orders), ("fills:1", told.Fills) })
        {
            foreach (var place in (int[])[0, items.Count / 2, items.Count - 3])
            {
                var from = items[place].Whole("sequence");
                var again = await floor.Get($"/v1/replay/{stream}?from={from}&limit=10000");
                Assert.Equal(
                    items.Where(i => i.Whole("sequence") >= from).Select(i => i.GetRawText()),
                    again.GetProperty("items").EnumerateArray().Select(i => i.GetRawText())
                );
            }
        }

        var trades = floor
            .Inner.Logs.Events.Read(0)
            .Where(e => e.Kind == MessageKind.Traded)
            .SelectMany(e => Sides(e.As<Traded>()))
            .ToList();
        Assert.Equal(trades, told.Fills.Select(f => f.Whole("trade")));
        Assert.Contains(trades, t => trades.Count(o => o == t) == 2);
    }

    [Fact]
    public async Task Items_of_one_event_are_not_parted_and_a_page_leads_to_the_next()
    {
        await using var floor = await Floor.Open();
        await floor.Place(1, "buy", "6.400", 1, "b1");
        await floor.Place(1, "sell", "6.400", 1, "s1");
        await floor.Place(1, "buy", "6.300", 1, "b2");
        var all = (await floor.Get("/v1/replay/orders:1")).GetProperty("items").EnumerateArray().ToList();
        var pages = new List<string>();
        long? from = 0;
        while (from is { } at)
        {
            var page = await floor.Get($"/v1/replay/orders:1?from={at}&limit=1");
            pages.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetRawText()));
            from = page.GetProperty("next") is { ValueKind: JsonValueKind.Number } next ? next.GetInt64() : null;
        }

        Assert.Equal(all.Select(i => i.GetRawText()), pages);
        Assert.Equal(404, (await floor.Fault("GET", "/v1/replay/orders:9")).Status);
        Assert.Equal(404, (await floor.Fault("GET", "/v1/replay/fills:x")).Status);
    }

    private static IEnumerable<long> Sides(Traded trade)
    {
        if (trade.Buyer.Value == 1)
            yield return trade.Trade.Value;
        if (trade.Seller.Value == 1)
            yield return trade.Trade.Value;
    }
}
