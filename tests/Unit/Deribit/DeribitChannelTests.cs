// Connections of the Deribit-style door: books that can be followed, trades, images, one's own orders, and their end.
using System.Globalization;
using System.Text.Json;
using Tokenbourse.Gateways.Http.Deribit;
using Tokenbourse.Unit.Http;
using Xunit;

namespace Tokenbourse.Unit.Deribit;

public sealed class DeribitChannelTests : IAsyncLifetime
{
    private const string Of = "\"instrument_name\":\"TT-H26\"";
    private static readonly RpcKey _one = RpcKey.Demo(1);
    private Floor _floor = null!;

    public async ValueTask InitializeAsync() =>
        _floor = await Floor.Open(new() { Pump = TimeSpan.FromMilliseconds(10) });

    public ValueTask DisposeAsync() => _floor.DisposeAsync();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).ToString();

    [Theory]
    [InlineData("raw")]
    [InlineData("100ms")]
    [InlineData("agg2")]
    public async Task A_book_that_is_followed_is_the_book(string interval)
    {
        var channel = $"book.TT-H26.{interval}";
        await _floor.Place(1, "buy", "6.300", 3, "b0");
        await using var ear = await _floor.Connect();
        Assert.Equal(channel, (await ear.Subscribe("public", channel))[0].GetString());
        var levels = new SortedDictionary<(string, decimal), long>();
        var first = await ear.Hear(channel);
        Assert.Equal("snapshot", Text(first, "type"));
        Assert.False(first.TryGetProperty("prev_change_id", out _));
        Apply(levels, first);
        var id = first.GetProperty("change_id").GetInt64();
        await _floor.Place(1, "buy", "6.302", 2, "b1");
        await _floor.Place(2, "sell", "6.400", 4, "s1");
        await _floor.Place(3, "buy", "6.400", 1, "b2");
        await _floor.Place(2, "sell", "6.302", 2, "s2");
        while (levels.GetValueOrDefault(("asks", 6.400m)) != 3 || levels.ContainsKey(("bids", 6.302m)))
        {
            var next = await ear.Hear(channel);
            Assert.Equal("change", Text(next, "type"));
            Assert.Equal(id, next.GetProperty("prev_change_id").GetInt64());
            id = next.GetProperty("change_id").GetInt64();
            Apply(levels, next);
        }

        Assert.Equal([("asks", 6.400m), ("bids", 6.300m)], levels.Keys);
        Assert.Equal([3L, 3L], levels.Values);
    }

    private static void Apply(SortedDictionary<(string, decimal), long> levels, JsonElement note)
    {
        foreach (var side in (string[])["bids", "asks"])
        {
            foreach (var change in note.GetProperty(side).EnumerateArray())
            {
                var (word, price) = (change[0].GetString(), change[1].GetDecimal());
                Assert.Equal(word == "new", !levels.ContainsKey((side, price)));
                if (word == "delete")
                    levels.Remove((side, price));
                else
                    levels[(side, price)] = change[2].GetInt64();
            }
        }
    }

    [Fact]
    public async Task Trades_tickers_quotes_and_bars_are_told_as_they_change()
    {
        string[] channels = ["trades.TT-H26.100ms", "ticker.TT-H26.raw", "quote.TT-H26", "chart.trades.TT-H26.1"];
        await using var ear = await _floor.Connect();
        await ear.Subscribe("public", channels);
        Assert.Equal(JsonValueKind.Null, (await ear.Hear(channels[1])).GetProperty("last_price").ValueKind);
        Assert.Equal("0", Text(await ear.Hear(channels[2]), "best_ask_amount"));
        await _floor.Place(2, "sell", "6.400", 4, "s1");
        Assert.Equal("4", Text(await ear.Hear(channels[2]), "best_ask_amount"));
        await _floor.Place(1, "buy", "6.400", 1, "b1");
        var trade = (await ear.Hear(channels[0]))[0];
        Assert.Equal(
            ("6.400", "1", "buy"),
            (trade.GetProperty("price").GetRawText(), Text(trade, "amount"), Text(trade, "direction"))
        );
        Assert.Equal("3", Text(await ear.Hear(channels[2]), "best_ask_amount"));
        Assert.Equal("1", Text(await ear.Hear(channels[3]), "volume"));
        Assert.Equal(
            2,
            (
                await ear.Ask("public/unsubscribe", """{"channels":["quote.TT-H26","ticker.TT-H26.raw"]}""")
            ).GetArrayLength()
        );
        Assert.Equal("ok", (await ear.Ask("public/unsubscribe_all")).GetString());
    }

    [Fact]
    public async Task An_account_hears_its_own_orders_trades_and_money()
    {
        const string orders = "user.orders.any.any.raw";
        const string trades = "user.trades.TT-H26.100ms";
        const string money = "user.portfolio.cny";
        await using var ear = await _floor.Connect(_one);
        await ear.Subscribe("private", orders, trades, money);
        Assert.Equal(
            "1000000.00",
            (await ear.Hear(money)).GetProperty("balance").GetDecimal().ToString("F2", CultureInfo.InvariantCulture)
        );
        await _floor.Place(2, "sell", "6.400", 4, "s1");
        var placed = await ear.Ask("private/buy", $$"""{{{Of}},"amount":5,"price":6.4,"label":"l1"}""");
        var id = Text(placed.GetProperty("order"), "order_id");
        Assert.Equal(
            ("open", "4"),
            (Text(placed.GetProperty("order"), "order_state"), Text(placed.GetProperty("order"), "filled_amount"))
        );
        var order = await ear.Hear(orders);
        Assert.Equal(
            (id, "open", "4", "l1"),
            (Text(order, "order_id"), Text(order, "order_state"), Text(order, "filled_amount"), Text(order, "label"))
        );
        var trade = Assert.Single((await ear.Hear(trades)).EnumerateArray());
        Assert.Equal((id, "T", "4"), (Text(trade, "order_id"), Text(trade, "liquidity"), Text(trade, "amount")));
        Assert.True((await ear.Hear(money)).GetProperty("balance").GetDecimal() < 1_000_000m);
        await ear.Ask("private/cancel", $$"""{"order_id":"{{id}}"}""");
        Assert.Equal("cancelled", Text(await ear.Hear(orders), "order_state"));
    }

    [Fact]
    public async Task What_came_over_a_connection_leaves_with_it_when_that_was_asked_for()
    {
        var before = await _floor.Result("private/buy?instrument_name=TT-H26&amount=1&price=6.3", _one);
        await using (var ear = await _floor.Connect(_one))
        {
            Assert.False((await ear.Ask("private/get_cancel_on_disconnect")).GetProperty("enabled").GetBoolean());
            await ear.Ask("private/enable_cancel_on_disconnect");
            Assert.True((await ear.Ask("private/get_cancel_on_disconnect")).GetProperty("enabled").GetBoolean());
            await ear.Ask("private/buy", $$"""{{{Of}},"amount":1,"price":"6.31"}""");
            Assert.Equal(2, _floor.Inner.Views.Orders.Count);
            ear.Socket.Abort();
        }

        for (var i = 0; i < 500 && _floor.Inner.Views.Orders.Count != 1; i++)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        var left = Assert.Single((await _floor.Result("private/get_open_orders", _one)).EnumerateArray());
        Assert.Equal(Text(before.GetProperty("order"), "order_id"), Text(left, "order_id"));
        await using (var ear = await _floor.Connect(_one))
        {
            await ear.Ask("private/enable_cancel_on_disconnect", """{"scope":"account"}""");
            ear.Socket.Abort();
        }

        for (var i = 0; i < 500 && _floor.Inner.Views.Orders.Count != 0; i++)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.Equal(0, _floor.Inner.Views.Orders.Count);
    }

    [Fact]
    public async Task Who_logs_out_leaves_the_orders_there()
    {
        await using var ear = await _floor.Connect(_one);
        await ear.Ask("private/enable_cancel_on_disconnect");
        await ear.Ask("private/buy", $$"""{{{Of}},"amount":1,"price":"6.31"}""");
        await ear.Say("""{"jsonrpc":"2.0","id":9,"method":"private/logout"}""");
        Assert.Null(await ear.Next());
        Assert.Equal(1, (await _floor.Result("private/get_open_orders", _one)).GetArrayLength());
    }

    [Fact]
    public async Task A_connection_says_what_it_does_not_take()
    {
        await using var ear = await _floor.Connect();
        async Task<int> Code(string method, string parameters) =>
            (await ear.Answer(method, parameters)).GetProperty("error").GetProperty("code").GetInt32();

        Assert.Equal(-32601, await Code("public/subscribe", """{"channels":["book.TT-H26.1s"]}"""));
        Assert.Equal(10020, await Code("public/subscribe", """{"channels":["book.XX.raw"]}"""));
        Assert.Equal(-32602, await Code("public/subscribe", "{}"));
        Assert.Equal(13009, await Code("public/subscribe", """{"channels":["user.orders.any.any.raw"]}"""));
        Assert.Equal(13009, await Code("private/subscribe", """{"channels":["user.orders.any.any.raw"]}"""));
        Assert.Equal(-32602, await Code("public/set_heartbeat", """{"interval":5}"""));
        Assert.Equal(13009, await Code("private/enable_cancel_on_disconnect", "{}"));
        Assert.Equal(
            13004,
            await Code(
                "public/auth",
                """{"grant_type":"client_credentials","client_id":"simulated-1","client_secret":"x"}"""
            )
        );
        Assert.Equal(
            13009,
            await Code(
                "public/auth",
                """{"grant_type":"client_credentials","client_id":"simulated-9","client_secret":"simulated-9"}"""
            )
        );
        await ear.Ask(
            "public/auth",
            """{"grant_type":"client_credentials","client_id":"simulated-1","client_secret":"simulated-1"}"""
        );
        Assert.Equal(
            -32602,
            await Code(
                "public/auth",
                """{"grant_type":"client_credentials","client_id":"simulated-2","client_secret":"simulated-2"}"""
            )
        );
        Assert.Equal(-32601, await Code("private/subscribe", """{"channels":["user.portfolio.eur"]}"""));
        Assert.Equal("ok", (await ear.Ask("public/set_heartbeat", """{"interval":10}""")).GetString());
        Assert.Equal("ok", (await ear.Ask("public/disable_heartbeat")).GetString());
    }

    [Fact]
    public void A_silent_client_is_asked_and_then_given_up()
    {
        var beat = new RpcHeartbeat(10, 0);
        Assert.False(beat.IsDue(9_999));
        Assert.True(beat.IsDue(10_000));
        Assert.False(beat.IsDue(10_001));
        Assert.False(beat.IsOver(19_999));
        beat.Heard(19_999);
        Assert.False(beat.IsOver(30_000));
        Assert.True(beat.IsDue(30_000));
        Assert.True(beat.IsOver(40_000));
    }
}
