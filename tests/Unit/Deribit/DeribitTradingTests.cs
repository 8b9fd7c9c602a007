// Orders through the Deribit-style door: each kind, what became of it, and how it is refused.
using System.Text.Json;
using Tokenbourse.Unit.Http;
using Xunit;

namespace Tokenbourse.Unit.Deribit;

public sealed class DeribitTradingTests : IAsyncLifetime
{
    private const string Of = "instrument_name=TT-H26";
    private static readonly RpcKey _one = RpcKey.Demo(1);
    private static readonly RpcKey _two = RpcKey.Demo(2);
    private Floor _floor = null!;

    public async ValueTask InitializeAsync() => _floor = await Floor.Open();

    public ValueTask DisposeAsync() => _floor.DisposeAsync();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).ToString();

    private async Task<JsonElement> Place(RpcKey key, string call) =>
        (await _floor.Result($"private/{call}", key)).GetProperty("order");

    [Fact]
    public async Task A_limit_order_is_placed_changed_and_cancelled()
    {
        var order = await Place(_one, $"buy?{Of}&amount=3&type=limit&price=6.3&label=mine");
        Assert.Equal(
            ("open", "good_til_cancelled", "6.300", "mine"),
            (Text(order, "order_state"), Text(order, "time_in_force"), Text(order, "price"), Text(order, "label"))
        );
        var id = Text(order, "order_id");
        // The same label again with the same words is the same order.
        Assert.Equal(id, Text(await Place(_one, $"buy?{Of}&amount=3&type=limit&price=6.3&label=mine"), "order_id"));
        var edited = (await _floor.Result($"private/edit?order_id={id}&amount=5&price=6.302", _one)).GetProperty(
            "order"
        );
        Assert.Equal(("5", "6.302", "True"), (Text(edited, "amount"), Text(edited, "price"), Text(edited, "replaced")));
        foreach (
            var by in (string[])
                [
                    "",
                    $"_by_instrument?{Of}",
                    "_by_currency?currency=CNY",
                    "_by_currency?currency=TT",
                    "_by_label?label=mine",
                ]
        )
            Assert.Equal(1, (await _floor.Result($"private/get_open_orders{by}", _one)).GetArrayLength());
        Assert.Equal(0, (await _floor.Result("private/get_open_orders", _two)).GetArrayLength());
        Assert.Equal(10004, await _floor.Code($"private/get_order_state?order_id={id}", _two));
        Assert.Equal(10029, await _floor.Code($"private/cancel?order_id={id}", _two));
        Assert.Equal("cancelled", Text(await _floor.Result($"private/cancel?order_id={id}", _one), "order_state"));
        var state = await _floor.Result($"private/get_order_state?order_id={id}", _one);
        Assert.Equal(("cancelled", "user_request"), (Text(state, "order_state"), Text(state, "cancel_reason")));
        Assert.Equal(10004, await _floor.Code($"private/cancel?order_id={id}", _one));
    }

    [Fact]
    public async Task A_trade_is_in_orders_trades_positions_and_money()
    {
        await Place(_two, $"sell?{Of}&amount=2&price=6.400");
        await Place(_two, $"sell?{Of}&amount=2&price=6.404");
        var (_, json) = await _floor.Rpc($"private/buy?{Of}&amount=3&type=market", _one);
        var result = json.GetProperty("result");
        var order = result.GetProperty("order");
        Assert.Equal(
            ("filled", "market_price", "3"),
            (Text(order, "order_state"), Text(order, "price"), Text(order, "filled_amount"))
        );
        // (2 * 6.400 + 6.404) / 3, four decimals more than the tick has.
        Assert.Equal("6.4013333", order.GetProperty("average_price").GetRawText());
        Assert.Equal(2, result.GetProperty("trades").GetArrayLength());
        var id = Text(order, "order_id");
        Assert.Equal(
            2,
            (await _floor.Result($"private/get_user_trades_by_order?order_id={id}", _one)).GetArrayLength()
        );
        foreach (
            var by in (string[])
                [$"instrument?{Of}", "currency?currency=CNY", $"instrument_and_time?{Of}&start_timestamp=1"]
        )
        {
            var trades = (await _floor.Result($"private/get_user_trades_by_{by}&sorting=asc", _one)).GetProperty(
                "trades"
            );
            Assert.Equal(["6.400", "6.404"], trades.EnumerateArray().Select(t => t.GetProperty("price").GetRawText()));
            Assert.All(trades.EnumerateArray(), t => Assert.Equal("T", Text(t, "liquidity")));
        }

        var position = await _floor.Result($"private/get_position?{Of}", _one);
        Assert.Equal(("3", "buy"), (Text(position, "size"), Text(position, "direction")));
        Assert.Equal("6.4013333", position.GetProperty("average_price").GetRawText());
        // Two lots gained 2 ticks to 6.404: 2 * 2 * 20.00.
        Assert.Equal("80", position.GetProperty("floating_profit_loss").GetRawText());
        var other = Assert.Single((await _floor.Result("private/get_positions?currency=any", _two)).EnumerateArray());
        Assert.Equal(("-3", "sell"), (Text(other, "size"), Text(other, "direction")));
        var money = await _floor.Result("private/get_account_summary?currency=CNY", _one);
        var fee = 2 * 6.400m * 10_000 * 0.00002m + 6.404m * 10_000 * 0.00002m;
        Assert.Equal(1_000_000m - decimal.Round(fee, 2), money.GetProperty("balance").GetDecimal(), 1);
        Assert.Equal(money.GetProperty("balance").GetDecimal() + 80, money.GetProperty("equity").GetDecimal());
        var summaries = (await _floor.Result("private/get_account_summaries", _one)).GetProperty("summaries");
        Assert.Equal(money.GetRawText(), Assert.Single(summaries.EnumerateArray()).GetRawText());
        Assert.Equal(1, (await _floor.Result($"private/get_order_history_by_instrument?{Of}", _one)).GetArrayLength());
        Assert.Equal(
            1,
            (await _floor.Result("private/get_order_history_by_currency?currency=TT", _two)).GetArrayLength()
        );
        // What closes takes the oldest lots first.
        await Place(_two, $"buy?{Of}&amount=2&price=6.380");
        await Place(_one, $"sell?{Of}&amount=2&price=6.380&reduce_only=true&time_in_force=immediate_or_cancel");
        position = await _floor.Result($"private/get_position?{Of}", _one);
        Assert.Equal(
            ("1", "6.404"),
            (Text(position, "size"), position.GetProperty("average_price").GetRawText().TrimEnd('0'))
        );
    }

    [Fact]
    public async Task Stops_wait_and_many_orders_leave_at_once()
    {
        var stop = await Place(
            _one,
            $"sell?{Of}&amount=1&type=stop_limit&price=6.2&trigger_price=6.25&trigger=last_price"
        );
        Assert.Equal(
            ("untriggered", "stop_limit", "6.250"),
            (Text(stop, "order_state"), Text(stop, "order_type"), Text(stop, "trigger_price"))
        );
        await Place(_one, $"buy?{Of}&amount=1&price=6.3&time_in_force=good_til_day&label=x");
        await Place(_one, $"buy?{Of}&amount=3&price=6.31&max_show=1&label=y");
        await Place(_one, $"buy?{Of}&amount=1&price=6.31&max_show=1&post_only=true");
        await Place(_one, "buy?instrument_name=TT-J26&amount=1&price=6.3");
        Assert.Equal("1", (await _floor.Result("private/cancel_by_label?label=x", _one)).GetRawText());
        Assert.Equal("0", (await _floor.Result("private/cancel_by_label?label=x2", _one)).GetRawText());
        Assert.Equal("3", (await _floor.Result($"private/cancel_all_by_instrument?{Of}", _one)).GetRawText());
        Assert.Equal("0", (await _floor.Result("private/cancel_all_by_currency?currency=USD", _one)).GetRawText());
        Assert.Equal("1", (await _floor.Result("private/cancel_all_by_currency?currency=CNY", _one)).GetRawText());
        Assert.Equal("0", (await _floor.Result("private/cancel_all", _one)).GetRawText());
    }

    [Theory]
    [InlineData("amount=1&price=6.301", 10043)]
    [InlineData("amount=1&price=9", 10007)]
    [InlineData("amount=1&price=1", 10005)]
    [InlineData("amount=0&price=6.3", 10002)]
    [InlineData("amount=1.5&price=6.3", -32602)]
    [InlineData("price=6.3", -32602)]
    [InlineData("amount=600&price=6.3", 10021)]
    [InlineData("amount=400&price=6.3", 10009)]
    [InlineData("amount=1", -32602)]
    [InlineData("amount=1&price=6.402&post_only=true", 11054)]
    [InlineData("amount=1&price=6.3&reduce_only=true", 10021)]
    [InlineData("amount=1&price=6.3&mmp=true", -32602)]
    [InlineData("amount=1&price=6.3&type=take_limit&trigger_price=6.3", 10033)]
    [InlineData("amount=1&price=6.3&type=stop_limit&trigger_price=6.5&trigger=index_price", 10033)]
    [InlineData("amount=1&price=6.3&valid_until=1", 11030)]
    [InlineData("amount=1&price=6.3&label=a+b", -32602)]
    public async Task What_is_refused_has_its_code_and_changes_nothing(string order, int code)
    {
        await Place(_two, $"sell?{Of}&amount=1&price=6.400");
        var before = _floor.Inner.Views.Orders.Count;
        Assert.Equal(code, await _floor.Code($"private/buy?{Of}&{order}", _one));
        Assert.Equal(before, _floor.Inner.Views.Orders.Count);
    }

    [Fact]
    public async Task A_refusal_names_the_parameter_and_the_limit_in_this_doors_words()
    {
        var (_, json) = await _floor.Rpc($"private/buy?{Of}&amount=1&price=9", _one);
        var error = json.GetProperty("error");
        Assert.Equal("price_above_limit", Text(error, "message"));
        var data = error.GetProperty("data");
        Assert.Equal(
            ("price", "9.000", "7.680", "not_accepted"),
            (Text(data, "param"), Text(data, "given"), Text(data, "limit"), Text(data, "order_state"))
        );
        (_, json) = await _floor.Rpc($"private/buy?{Of}&amount=0&price=6.3", _one);
        Assert.Equal("amount", Text(json.GetProperty("error").GetProperty("data"), "param"));
    }
}
