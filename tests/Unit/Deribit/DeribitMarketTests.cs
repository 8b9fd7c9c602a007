// Public methods of the Deribit-style door: instruments, books, trades, tickers, bars, and what is no request.
using System.Text.Json;
using Tokenbourse.Gateways.Http.Deribit;
using Tokenbourse.Unit.Architecture;
using Tokenbourse.Unit.Http;
using Xunit;

namespace Tokenbourse.Unit.Deribit;

public sealed class DeribitMarketTests : IAsyncLifetime
{
    private Floor _floor = null!;

    public async ValueTask InitializeAsync() => _floor = await Floor.Open();

    public ValueTask DisposeAsync() => _floor.DisposeAsync();

    private static string Raw(JsonElement element, string name) => element.GetProperty(name).GetRawText();

    [Fact]
    public async Task Instruments_say_what_a_client_makes_a_market_of()
    {
        var all = await _floor.Result("public/get_instruments?currency=any");
        var first = all.EnumerateArray().First(i => i.GetProperty("instrument_name").GetString() == "TT-H26");
        Assert.Equal("\"TT\"", Raw(first, "base_currency"));
        Assert.Equal("\"CNY\"", Raw(first, "settlement_currency"));
        Assert.Equal("\"future\"", Raw(first, "kind"));
        Assert.Equal("0.002", Raw(first, "tick_size"));
        Assert.Equal("10000", Raw(first, "contract_size"));
        // 31 March 2026, 15:00 UTC.
        Assert.Equal("1774969200000", Raw(first, "expiration_timestamp"));
        Assert.Equal(0, (await _floor.Result("public/get_instruments?currency=BTC")).GetArrayLength());
        Assert.Equal(0, (await _floor.Result("public/get_instruments?expired=true")).GetArrayLength());
        var one = await _floor.Result("public/get_instrument?instrument_name=TT-H26");
        Assert.Equal(first.GetRawText(), one.GetRawText());
        var currencies = await _floor.Result("public/get_currencies");
        Assert.Equal(["CNY", "TT"], currencies.EnumerateArray().Select(c => c.GetProperty("currency").GetString()));
        Assert.Equal("\"false\"", Raw(await _floor.Result("public/status"), "locked"));
        Assert.Equal("1772442000000", (await _floor.Result("public/get_time")).GetRawText());
    }

    [Fact]
    public async Task Prices_are_numbers_with_the_ticks_decimals()
    {
        await _floor.Place(1, "buy", "6.398", 3, "b1");
        await _floor.Place(2, "sell", "6.400", 5, "s1");
        await _floor.Place(3, "buy", "6.400", 2, "b2");
        var book = await _floor.Result("public/get_order_book?instrument_name=TT-H26&depth=5");
        Assert.Equal("[[6.398,3]]", Raw(book, "bids"));
        Assert.Equal("[[6.400,3]]", Raw(book, "asks"));
        Assert.True(book.GetProperty("change_id").GetInt64() > 0);
        var ticker = await _floor.Result("public/ticker?instrument_name=TT-H26");
        Assert.Equal("6.398", Raw(ticker, "best_bid_price"));
        Assert.Equal("3", Raw(ticker, "best_ask_amount"));
        Assert.Equal("6.400", Raw(ticker, "last_price"));
        Assert.StartsWith("6.4", Raw(ticker, "index_price"), StringComparison.Ordinal);
        Assert.Equal("2", Raw(ticker.GetProperty("stats"), "volume"));
        // 2 lots of 10,000 at 6.400.
        Assert.Equal("128000", Raw(ticker.GetProperty("stats"), "volume_notional"));
        var summary = Assert.Single(
            (await _floor.Result("public/get_book_summary_by_currency?currency=TT&kind=future")).EnumerateArray(),
            s => s.GetProperty("instrument_name").GetString() == "TT-H26"
        );
        Assert.Equal("6.399", Raw(summary, "mid_price"));
        var trades = await _floor.Result("public/get_last_trades_by_instrument?instrument_name=TT-H26&count=5");
        var trade = Assert.Single(trades.GetProperty("trades").EnumerateArray());
        Assert.Equal("\"buy\"", Raw(trade, "direction"));
        Assert.Equal("6.400", Raw(trade, "price"));
        Assert.Equal("2", Raw(trade, "amount"));
        var chart = await _floor.Result(
            "public/get_tradingview_chart_data?instrument_name=TT-H26&resolution=60&start_timestamp=0&end_timestamp=9999999999999"
        );
        Assert.Equal("[6.400]", Raw(chart, "close"));
        Assert.Equal("[2]", Raw(chart, "volume"));
    }

    [Theory]
    [InlineData("public/nothing", -32601)]
    [InlineData("public/ticker", -32602)]
    [InlineData("public/ticker?instrument_name=XX", 10020)]
    [InlineData("public/get_order_book?instrument_name=TT-H26&depth=0", -32602)]
    [InlineData("public/get_order_book?instrument_name=TT-H26&depth=a", -32602)]
    [InlineData("public/get_tradingview_chart_data?instrument_name=TT-H26&resolution=7", -32602)]
    [InlineData("public/get_last_trades_by_instrument?instrument_name=TT-H26&sorting=up", -32602)]
    [InlineData("public/subscribe?channels=a", 10030)]
    [InlineData("private/get_positions", 13009)]
    public async Task What_cannot_be_answered_has_a_code(string call, int code) =>
        Assert.Equal(code, await _floor.Code(call));

    [Theory]
    [InlineData("{", -32602)]
    [InlineData("[]", -32602)]
    [InlineData("""{"id":1}""", -32602)]
    [InlineData("""{"id":1,"method":"public/ticker","params":[1]}""", -32602)]
    [InlineData("""{"id":1,"method":"private/buy","params":{}}""", 13009)]
    public async Task A_body_that_is_no_request_has_a_code(string body, int code)
    {
        var (status, json) = await _floor.Post(body);
        Assert.Equal(400, status);
        Assert.Equal(code, json.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_body_is_answered_under_its_id()
    {
        var (status, json) = await _floor.Post("""{"jsonrpc":"2.0","id":"x7","method":"public/test"}""");
        Assert.Equal((200, "x7"), (status, json.GetProperty("id").GetString()));
        Assert.Equal("0.1.0", json.GetProperty("result").GetProperty("version").GetString());
        Assert.True(json.GetProperty("testnet").GetBoolean());
        Assert.Equal(
            json.GetProperty("usDiff").GetInt64(),
            json.GetProperty("usOut").GetInt64() - json.GetProperty("usIn").GetInt64()
        );
    }

    [Fact]
    public async Task The_page_names_every_method()
    {
        using var door = new DeribitDoor(
            new(),
            new(_floor.Venue, new(new(), () => 0)),
            new("SIM", 7, true, 1m, "0.1.0"),
            _floor.Inner.Logs.Events.Read,
            _ => { }
        );
        var page = await File.ReadAllTextAsync(
            Path.Combine(Sources.Root, "docs", "protocols", "deribit.md"),
            TestContext.Current.CancellationToken
        );
        Assert.True(door.Methods.Count() > 50);
        Assert.DoesNotContain(door.Methods, m => !page.Contains($"`{m}`", StringComparison.Ordinal));
    }
}
