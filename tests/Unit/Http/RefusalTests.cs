// Everything that the REST door refuses: each with its status, code, number, field, value and limit.
using System.Text;
using System.Text.Json;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class RefusalTests
{
    private static string? Word(JsonElement error, string name) => error.GetProperty(name).GetString();

    [Theory]
    [InlineData("GET", "/v1/nothing", 404, "NOT_FOUND", 1004, null)]
    [InlineData("GET", "/v1", 404, "NOT_FOUND", 1004, null)]
    [InlineData("POST", "/v1/status", 405, "METHOD_NOT_ALLOWED", 1005, null)]
    [InlineData("GET", "/v1/orders", 405, "METHOD_NOT_ALLOWED", 1005, null)]
    [InlineData("PUT", "/v1/orders/1", 405, "METHOD_NOT_ALLOWED", 1005, null)]
    [InlineData("POST", "/board", 404, "NOT_FOUND", 1004, null)]
    [InlineData("GET", "/v1/status?x=1", 400, "UNKNOWN_FIELD", 1002, "x")]
    [InlineData("GET", "/v1/instruments?from=1", 400, "UNKNOWN_FIELD", 1002, "from")]
    [InlineData("GET", "/v1/depth/XX-H26", 404, "UNKNOWN_INSTRUMENT", 2001, "symbol")]
    [InlineData("GET", "/v1/depth/TT-H26?levels=0", 400, "BAD_REQUEST", 1001, "levels")]
    [InlineData("GET", "/v1/depth/TT-H26?levels=501", 400, "BAD_REQUEST", 1001, "levels")]
    [InlineData("GET", "/v1/depth/TT-H26?levels=ten", 400, "BAD_TYPE", 1003, "levels")]
    [InlineData("GET", "/v1/depth/TT-H26?levels=", 400, "BAD_TYPE", 1003, "levels")]
    [InlineData("GET", "/v1/depth/TT-H26?levels=1&levels=2", 400, "BAD_REQUEST", 1001, "levels")]
    [InlineData("GET", "/v1/depth/TT-H26?levels=99999999999999999999", 400, "BAD_TYPE", 1003, "levels")]
    [InlineData("GET", "/v1/trades/XX-H26", 404, "UNKNOWN_INSTRUMENT", 2001, "symbol")]
    [InlineData("GET", "/v1/trades/TT-H26?limit=-1", 400, "BAD_REQUEST", 1001, "limit")]
    [InlineData("GET", "/v1/curve/XX", 404, "NOT_FOUND", 1004, "contract")]
    [InlineData("GET", "/v1/indexes/NO", 404, "NOT_FOUND", 1004, "index")]
    [InlineData("GET", "/v1/indexes/TIX?from=yesterday", 400, "BAD_TYPE", 1003, "from")]
    [InlineData("GET", "/v1/indexes/TIX?from=2026-03-02&to=2026-03-01", 400, "BAD_REQUEST", 1001, "from")]
    [InlineData("GET", "/v1/indexes/TIX/prints/2026-02-30", 400, "BAD_TYPE", 1003, "day")]
    [InlineData("GET", "/v1/indexes/TIX/prints/2026-01-01", 404, "NOT_FOUND", 1004, "day")]
    [InlineData("GET", "/v1/indexes/NO/prints/2026-03-01", 404, "NOT_FOUND", 1004, "index")]
    [InlineData("GET", "/v1/indexes/NO/methodology", 404, "NOT_FOUND", 1004, "index")]
    [InlineData("GET", "/v1/bulletins/2026-03-01", 404, "NOT_FOUND", 1004, "day")]
    [InlineData("GET", "/v1/bulletins/today", 400, "BAD_TYPE", 1003, "day")]
    [InlineData("GET", "/v1/accounts/9/statement?day=2026-03-02", 404, "UNKNOWN_ACCOUNT", 1202, "account")]
    [InlineData("GET", "/v1/accounts/1/statement?day=2026-03-02", 404, "NOT_FOUND", 1004, "day")]
    [InlineData("GET", "/v1/accounts/1/statement", 404, "NOT_FOUND", 1004, "day")]
    [InlineData("GET", "/v1/accounts/1/statement?day=x", 400, "BAD_TYPE", 1003, "day")]
    [InlineData("GET", "/v1/accounts/one/orders", 400, "BAD_TYPE", 1003, "account")]
    [InlineData("GET", "/v1/accounts/0/orders", 404, "UNKNOWN_ACCOUNT", 1202, "account")]
    [InlineData("GET", "/v1/accounts/9/orders", 404, "UNKNOWN_ACCOUNT", 1202, "account")]
    [InlineData("GET", "/v1/stream", 426, "UPGRADE_REQUIRED", 1009, null)]
    public async Task An_address_or_query_that_cannot_be_answered_says_why(
        string method,
        string path,
        int status,
        string code,
        int num,
        string? field
    )
    {
        await using var floor = await Floor.Open();
        var fault = await floor.Fault(method, path);
        Assert.Equal((status, code, num, field), (fault.Status, fault.Code, fault.Num, Word(fault.Error, "field")));
    }

    [Theory]
    [InlineData("", 400, "BAD_REQUEST", "body")]
    [InlineData("{", 400, "BAD_REQUEST", "body")]
    [InlineData("[]", 400, "BAD_TYPE", "body")]
    [InlineData("null", 400, "BAD_TYPE", "body")]
    [InlineData("""{"a":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}""", 400, "BAD_REQUEST", "body")]
    [InlineData(
        """{"symbol":"TT-H26","side":"buy","price":"6.4","lots":1,"clientOrderId":"a"}""",
        400,
        "BAD_REQUEST",
        "account"
    )]
    [InlineData(
        """{"account":1,"side":"buy","price":"6.4","lots":1,"clientOrderId":"a"}""",
        400,
        "BAD_REQUEST",
        "symbol"
    )]
    [InlineData(
        """{"account":1,"symbol":"TT-H26","price":"6.4","lots":1,"clientOrderId":"a"}""",
        400,
        "BAD_REQUEST",
        "side"
    )]
    [InlineData(
        """{"account":1,"symbol":"TT-H26","side":"buy","lots":1,"clientOrderId":"a"}""",
        400,
        "BAD_REQUEST",
        "price"
    )]
    [InlineData(
        """{"account":1,"symbol":"TT-H26","side":"buy","price":"6.4","clientOrderId":"a"}""",
        400,
        "BAD_REQUEST",
        "lots"
    )]
    [InlineData(
        """{"account":1,"symbol":"TT-H26","side":"buy","price":"6.4","lots":1}""",
        400,
        "BAD_REQUEST",
        "clientOrderId"
    )]
    [InlineData(
        """{"account":1,"symbol":"TT-H26","side":"buy","price":"6.4","lots":1,"clientOrderId":"a b"}""",
        400,
        "BAD_REQUEST",
        "clientOrderId"
    )]
    [InlineData(
        """{"account":1,"symbol":"TT-H26","side":"buy","price":"6.4","lots":1,"clientOrderId":"a","note":"x"}""",
        400,
        "UNKNOWN_FIELD",
        "note"
    )]
    [InlineData(
        """{"account":1,"symbol":"TT-H26","side":"buy","price":"6.4","quantity":1,"clientOrderId":"a"}""",
        400,
        "UNKNOWN_FIELD",
        "quantity"
    )]
    [InlineData(
        """{"account":1,"account":2,"symbol":"TT-H26","side":"buy","price":"6.4","lots":1,"clientOrderId":"a"}""",
        400,
        "BAD_REQUEST",
        "account"
    )]
    [InlineData(
        """{"account":"1","symbol":"TT-H26","side":"buy","price":"6.4","lots":1,"clientOrderId":"a"}""",
        400,
        "BAD_TYPE",
        "account"
    )]
    [InlineData(
        """{"account":1.5,"symbol":"TT-H26","side":"buy","price":"6.4","lots":1,"clientOrderId":"a"}""",
        400,
        "BAD_TYPE",
        "account"
    )]
    [InlineData(
        """{"account":-1,"symbol":"TT-H26","side":"buy","price":"6.4","lots":1,"clientOrderId":"a"}""",
        400,
        "BAD_REQUEST",
        "account"
    )]
    [InlineData(
        """{"account":1,"symbol":7,"side":"buy","price":"6.4","lots":1,"clientOrderId":"a"}""",
        400,
        "BAD_TYPE",
        "symbol"
    )]
    [InlineData(
        """{"account":1,"symbol":"TT-H26","side":"BUY","price":"6.4","lots":1,"clientOrderId":"a"}""",
        400,
        "BAD_REQUEST",
        "side"
    )]
    [InlineData(
        """{"account":1,"symbol":"TT-H26","side":"buy","type":"pegged","price":"6.4","lots":1,"clientOrderId":"a"}""",
        400,
        "BAD_REQUEST",
        "type"
    )]
    [InlineData(
        """{"account":1,"symbol":"TT-H26","side":"buy","timeInForce":"ioc","price":"6.4","lots":1,"clientOrderId":"a"}""",
        400,
        "BAD_REQUEST",
        "timeInForce"
    )]
    [InlineData(
        """{"account":1,"symbol":"TT-H26","side":"buy","price":6.4,"lots":1,"clientOrderId":"a"}""",
        400,
        "BAD_TYPE",
        "price"
    )]
    [InlineData(
        """{"account":1,"symbol":"TT-H26","side":"buy","price":"6,4","lots":1,"clientOrderId":"a"}""",
        400,
        "BAD_TYPE",
        "price"
    )]
    [InlineData(
        """{"account":1,"symbol":"TT-H26","side":"buy","price":"1e3","lots":1,"clientOrderId":"a"}""",
        400,
        "BAD_TYPE",
        "price"
    )]
    [InlineData(
        """{"account":1,"symbol":"TT-H26","side":"buy","price":"1000000000000","lots":1,"clientOrderId":"a"}""",
        400,
        "BAD_REQUEST",
        "price"
    )]
    [InlineData(
        """{"account":1,"symbol":"TT-H26","side":"buy","type":"market","price":"6.4","lots":1,"clientOrderId":"a"}""",
        400,
        "BAD_REQUEST",
        "price"
    )]
    [InlineData(
        """{"account":1,"symbol":"TT-H26","side":"buy","price":"6.4","lots":"1","clientOrderId":"a"}""",
        400,
        "BAD_TYPE",
        "lots"
    )]
    [InlineData(
        """{"account":1,"symbol":"TT-H26","side":"buy","price":"6.4","lots":1e30,"clientOrderId":"a"}""",
        400,
        "BAD_TYPE",
        "lots"
    )]
    [InlineData(
        """{"account":9,"symbol":"TT-H26","side":"buy","price":"6.4","lots":1,"clientOrderId":"a"}""",
        404,
        "UNKNOWN_ACCOUNT",
        "account"
    )]
    [InlineData(
        """{"account":1,"symbol":"TT-Z99","side":"buy","price":"6.4","lots":1,"clientOrderId":"a"}""",
        404,
        "UNKNOWN_INSTRUMENT",
        "symbol"
    )]
    public async Task An_order_that_cannot_be_read_is_not_accepted_and_nothing_reaches_the_log(
        string body,
        int status,
        string code,
        string field
    )
    {
        await using var floor = await Floor.Open();
        var tail = floor.Inner.Logs.Commands.Tail;
        var fault = await floor.Fault("POST", "/v1/orders", body);
        Assert.Equal(
            (status, code, field, "not_accepted"),
            (fault.Status, fault.Code, Word(fault.Error, "field"), Word(fault.Error, "order_state"))
        );
        Assert.Equal(tail, floor.Inner.Logs.Commands.Tail);
    }

    [Theory]
    [InlineData("6.401", "6.400, 6.402")]
    [InlineData("6.4000000000000000000000001", "6.400, 6.402")]
    [InlineData("-0.001", "-0.002, 0.000")]
    public async Task A_price_between_two_ticks_names_both(string price, string nearest)
    {
        await using var floor = await Floor.Open();
        var fault = await floor.Fault("POST", "/v1/orders", Floor.Order(1, "buy", price, 1, "a"));
        Assert.Equal(
            (422, "TICK", 2100, price, nearest, "not_accepted"),
            (
                fault.Status,
                fault.Code,
                fault.Num,
                Word(fault.Error, "given"),
                Word(fault.Error, "limit"),
                Word(fault.Error, "order_state")
            )
        );
    }

    [Theory]
    [InlineData("7.682", 1, "PRICE_ABOVE_LIMIT", 2103, "price", "7.682", "7.680")]
    [InlineData("5.118", 1, "PRICE_BELOW_LIMIT", 2104, "price", "5.118", "5.120")]
    [InlineData("6.400", 0, "QUANTITY_TOO_SMALL", 2101, "lots", "0", "1")]
    [InlineData("6.400", 501, "QUANTITY_TOO_LARGE", 2102, "lots", "501", "500")]
    [InlineData("6.400", 100, "INSUFFICIENT_FUNDS", 2202, "lots", "1024128.00", "1000000.00")]
    public async Task A_refusal_of_the_market_tells_value_and_limit_in_the_wires_words(
        string price,
        long lots,
        string code,
        int num,
        string field,
        string given,
        string limit
    )
    {
        await using var floor = await Floor.Open();
        var fault = await floor.Fault("POST", "/v1/orders", Floor.Order(1, "buy", price, lots, "a"));
        Assert.Equal((422, code, num), (fault.Status, fault.Code, fault.Num));
        Assert.Equal(
            (field, given, limit, "not_accepted"),
            (
                Word(fault.Error, "field"),
                Word(fault.Error, "given"),
                Word(fault.Error, "limit"),
                Word(fault.Error, "order_state")
            )
        );
    }

    [Fact]
    public async Task A_client_order_id_of_another_request_conflicts_and_names_the_first_order()
    {
        await using var floor = await Floor.Open();
        var first = await floor.Place(1, "buy", "6.300", 1, "same");
        var fault = await floor.Fault("POST", "/v1/orders", Floor.Order(1, "buy", "6.300", 2, "same"));
        Assert.Equal((409, "DUPLICATE_CLIENT_ID", 1301), (fault.Status, fault.Code, fault.Num));
        Assert.Equal(("clientOrderId", "same"), (Word(fault.Error, "field"), Word(fault.Error, "given")));
        Assert.Equal(
            (first.Whole("order").ToString(System.Globalization.CultureInfo.InvariantCulture), "not_accepted"),
            (Word(fault.Error, "limit"), Word(fault.Error, "order_state"))
        );
    }

    [Fact]
    public async Task The_market_refuses_by_phase_and_by_what_the_other_side_holds()
    {
        await using var floor = await Floor.Open();
        var empty = await floor.Fault("POST", "/v1/orders", Floor.Order(1, "buy", null, 1, "m", type: "market"));
        Assert.Equal((422, "NOTHING_TO_TRADE_WITH"), (empty.Status, empty.Code));
        var all = await floor.Fault("POST", "/v1/orders", Floor.Order(1, "buy", "6.400", 1, "f", time: "fok"));
        Assert.Equal((422, "CANNOT_FILL_ALL", "0"), (all.Status, all.Code, Word(all.Error, "limit")));
        floor.Clock(2, 12, 30);
        var pause = await floor.Fault("POST", "/v1/orders", Floor.Order(1, "buy", "6.400", 1, "p"));
        Assert.Equal((422, "NOT_TRADING", "pause"), (pause.Status, pause.Code, Word(pause.Error, "given")));
        floor.Clock(3, 8, 30);
        var market = await floor.Fault("POST", "/v1/orders", Floor.Order(1, "buy", null, 1, "m", type: "market"));
        Assert.Equal((422, "MARKET_ORDER_IN_AUCTION"), (market.Status, market.Code));
        var now = await floor.Fault("POST", "/v1/orders", Floor.Order(1, "buy", "6.400", 1, "k", time: "fak"));
        Assert.Equal((422, "IMMEDIATE_ORDER_IN_AUCTION"), (now.Status, now.Code));
    }

    [Fact]
    public async Task A_cancel_is_refused_with_what_is_known_of_the_order()
    {
        await using var floor = await Floor.Open();
        var order = (await floor.Place(1, "buy", "6.300", 1, "a")).Whole("order");
        (string Path, string? Body, int Status, string Code, string Field, string State)[] cases =
        [
            ($"/v1/orders/{order}?account=2", null, 422, "NOT_YOUR_ORDER", "order", "accepted"),
            ($"/v1/orders/{order}?account=9", null, 404, "UNKNOWN_ACCOUNT", "account", "accepted"),
            ("/v1/orders/99?account=1", null, 404, "UNKNOWN_ORDER", "order", "unknown"),
            ("/v1/orders/one?account=1", null, 400, "BAD_TYPE", "order", "unknown"),
            ("/v1/orders/-1?account=1", null, 400, "BAD_TYPE", "order", "unknown"),
            ($"/v1/orders/{order}", null, 400, "BAD_REQUEST", "account", "unknown"),
            ($"/v1/orders/{order}", "{}", 400, "BAD_REQUEST", "account", "unknown"),
            ($"/v1/orders/{order}", """{"account":true}""", 400, "BAD_TYPE", "account", "unknown"),
            ($"/v1/orders/{order}", """{"account":1,"x":1}""", 400, "UNKNOWN_FIELD", "x", "unknown"),
            ($"/v1/orders/{order}?account=1", """{"account":2}""", 400, "BAD_REQUEST", "account", "unknown"),
            ($"/v1/orders/{order}?account=a", null, 400, "BAD_TYPE", "account", "unknown"),
        ];
        foreach (var (path, body, status, code, field, state) in cases)
        {
            var fault = await floor.Fault("DELETE", path, body);
            Assert.Equal(
                (status, code, field, state),
                (fault.Status, fault.Code, Word(fault.Error, "field"), Word(fault.Error, "order_state"))
            );
        }

        Assert.Single((await floor.Get("/v1/accounts/1/orders")).EnumerateArray());
    }

    [Theory]
    [InlineData(OutcomeStatus.Busy, "BUSY", 1021, "not_accepted", "accepted")]
    [InlineData(OutcomeStatus.NotLeading, "NOT_LEADING", 1022, "not_accepted", "accepted")]
    [InlineData(OutcomeStatus.Stopped, "STOPPED", 1023, "not_accepted", "accepted")]
    [InlineData(OutcomeStatus.Unknown, "OUTCOME_UNKNOWN", 1024, "unknown", "unknown")]
    public async Task A_venue_that_does_not_take_the_command_says_so(
        OutcomeStatus status,
        string code,
        int num,
        string placed,
        string cancelled
    )
    {
        await using var floor = await Floor.Open();
        var order = (await floor.Place(1, "buy", "6.300", 1, "a")).Whole("order");
        floor.Venue.Instead = status;
        var fault = await floor.Fault("POST", "/v1/orders", Floor.Order(1, "buy", "6.300", 1, "b"));
        Assert.Equal((503, code, num, placed), (fault.Status, fault.Code, fault.Num, Word(fault.Error, "order_state")));
        fault = await floor.Fault("DELETE", $"/v1/orders/{order}?account=1");
        Assert.Equal(
            (503, code, num, cancelled),
            (fault.Status, fault.Code, fault.Num, Word(fault.Error, "order_state"))
        );
    }

    [Fact]
    public async Task Bodies_of_another_kind_or_size_are_refused()
    {
        await using var floor = await Floor.Open();
        var text = await floor.Fault("POST", "/v1/orders", Floor.Order(1, "buy", "6.3", 1, "a"), "text/plain");
        Assert.Equal(
            (415, "UNSUPPORTED_MEDIA_TYPE", "not_accepted"),
            (text.Status, text.Code, Word(text.Error, "order_state"))
        );
        var long1 = await floor.Fault("POST", "/v1/orders", new string(' ', 70_000));
        Assert.Equal((413, "TOO_LARGE", "not_accepted"), (long1.Status, long1.Code, Word(long1.Error, "order_state")));
    }

    [Fact]
    public async Task Pages_of_other_origins_and_names_that_point_at_loopback_are_refused()
    {
        await using var floor = await Floor.Open();
        foreach (
            var (name, value) in ((string, string)[])
                [("Origin", "https://elsewhere.example"), ("Origin", "null"), ("Host", "elsewhere.example")]
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/status");
            request.Headers.TryAddWithoutValidation(name, value);
            using var response = await floor.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(403, (int)response.StatusCode);
            Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        }

        using var own = new HttpRequestMessage(HttpMethod.Get, "/v1/status");
        own.Headers.TryAddWithoutValidation("Origin", "http://localhost");
        using var fine = await floor.Http.SendAsync(own, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)fine.StatusCode);
    }

    [Fact]
    public async Task Over_real_sockets_the_limits_hold_on_loopback_alone()
    {
        await using var floor = await Floor.Open(sockets: true);
        Assert.Equal("127.0.0.1", floor.Http.BaseAddress!.Host);
        Assert.Equal(200, (await floor.Ask("GET", "/v1/status")).Status);
        var large = await floor.Fault("POST", "/v1/orders", new string(' ', 70_000));
        Assert.Equal((413, "not_accepted"), (large.Status, Word(large.Error, "order_state")));
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/v1/orders")
        {
            Content = new StreamContent(new MemoryStream(new byte[70_000])),
        };
        chunked.Headers.TransferEncodingChunked = true;
        chunked.Content.Headers.ContentType = new("application/json");
        using var response = await floor.Http.SendAsync(chunked, TestContext.Current.CancellationToken);
        Assert.Equal(413, (int)response.StatusCode);
        using var headers = new HttpRequestMessage(HttpMethod.Get, "/v1/status");
        headers.Headers.TryAddWithoutValidation("X-Long", new string('x', 20_000));
        using var refused = await floor.Http.SendAsync(headers, TestContext.Current.CancellationToken);
        Assert.Equal(431, (int)refused.StatusCode);
    }

    /// <summary>Random changes of good and bad bodies: always JSON back, never a failure of the server, and the books
    /// tie out.</summary>
    [Fact]
    public async Task Random_bodies_never_fail_the_server()
    {
        await using var floor = await Floor.Open();
        var random = new Random(20260302);
        string[] scraps =
        [
            "null",
            "-1",
            "1e999",
            "\"\"",
            "{}",
            "[[]]",
            "\"\\ud800\"",
            "9223372036854775807",
            "79228162514264337593543950335",
            "\"79228162514264337593543950335\"",
            "true",
            "\u0000",
            "\"account\"",
            ":",
            ",",
        ];
        var statuses = new SortedDictionary<int, int>();
        for (var i = 0; i < 3000; i++)
        {
            var price = (5.0m + (random.Next(0, 1500) * 0.002m)).ToString(
                System.Globalization.CultureInfo.InvariantCulture
            );
            var text = new StringBuilder(
                Floor.Order(
                    random.Next(0, 6),
                    random.Next(2) == 0 ? "buy" : "sell",
                    price,
                    random.Next(-1, 40),
                    $"f{i}"
                )
            );
            for (var changes = random.Next(0, 4); changes > 0 && text.Length > 0; changes--)
            {
                var at = random.Next(text.Length);
                switch (random.Next(5))
                {
                    case 0:
                        text.Remove(at, random.Next(1, 1 + Math.Min(8, text.Length - at)));
                        break;
                    case 1:
                        text.Insert(at, scraps[random.Next(scraps.Length)]);
                        break;
                    case 2:
                        text[at] = (char)random.Next(32, 0x3000);
                        break;
                    case 3:
                        text.Insert(at, text.ToString(at, Math.Min(random.Next(1, 20), text.Length - at)));
                        break;
                    default:
                        text.Replace("\"", "", at, 1);
                        break;
                }
            }

            var delete = random.Next(8) == 0;
            var (status, json) = await floor.Ask(
                delete ? "DELETE" : "POST",
                delete ? $"/v1/orders/{random.Next(0, 200)}" : "/v1/orders",
                text.ToString()
            );
            Assert.True(status < 500, $"{status} for {text}");
            if (status != 200)
                Assert.NotEqual(0, json.GetProperty("error").GetProperty("num").GetInt32());
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
        }

        Assert.True(statuses.Count >= 4, string.Join(' ', statuses));
        floor.Clock(2, 17);
        Assert.True(
            (await floor.Get("/v1/bulletins/2026-03-02"))
                .GetProperty("reconciliation")
                .GetProperty("balanced")
                .GetBoolean()
        );
    }

    [Fact]
    public async Task Random_addresses_never_fail_the_server()
    {
        await using var floor = await Floor.Open(sockets: true, terminal: true);
        var random = new Random(7);
        string[] parts =
        [
            "v1",
            "depth",
            "trades",
            "indexes",
            "TIX",
            "TT-H26",
            "prints",
            "2026-03-02",
            "accounts",
            "1",
            "orders",
            "..",
            "%00",
            "%2e%2e",
            "%ff",
            "index.html",
            "assets",
            "%5c",
            "bulletins",
            "curve",
            "statement",
            "~",
            "a.b",
            "%E4%B8%AD",
        ];
        string[] queries =
        [
            "",
            "?",
            "?levels=3",
            "?limit=%00",
            "?day=2026-03-02",
            "?from=%ff",
            "?&&==",
            "?account=1",
            "?levels=%D9%A1",
        ];
        for (var i = 0; i < 1500; i++)
        {
            var path =
                "/"
                + string.Join('/', Enumerable.Range(0, random.Next(1, 6)).Select(_ => parts[random.Next(parts.Length)]))
                + queries[random.Next(queries.Length)];
            var address = new Uri(
                floor.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) + path,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
            );
            using var request = new HttpRequestMessage(
                new(((string[])["GET", "GET", "GET", "HEAD", "DELETE", "POST"])[random.Next(6)]),
                address
            );
            using var response = await floor.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True((int)response.StatusCode < 500, $"{request.Method} {path}: {response.StatusCode}");
            Assert.NotEqual("secret", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }
}
