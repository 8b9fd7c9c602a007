// The doors with an identity folder: every address has a rule, nobody acts for another's account, signatures bind.
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Http.Access;
using Tokenbourse.Gateways.Http.Stream;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Http;
using Xunit;

namespace Tokenbourse.Unit.Identity;

public sealed class AccessTests : IAsyncLifetime
{
    // What anybody may read without a name. A new address is not among them before somebody writes it here, too.
    internal static readonly string[] Public =
    [
        "GET /v1/status",
        "GET /v1/instruments",
        "GET /v1/instruments/{symbol}/state",
        "GET /v1/bars/{symbol}",
        "GET /v1/depth/{symbol}",
        "GET /v1/book/{symbol}",
        "GET /v1/trades/{symbol}",
        "GET /v1/statistics/{symbol}",
        "GET /v1/curve/{contract}",
        "GET /v1/curve/{contract}/days",
        "GET /v1/curve/{contract}/analytics",
        "GET /v1/curve/{contract}/history",
        "GET /v1/curve/{contract}/fits",
        "GET /v1/curve/{contract}/components",
        "GET /v1/curve/{contract}/season",
        "GET /v1/curve/{contract}/inference",
        "GET /v1/indexes",
        "GET /v1/indexes/{index}",
        "GET /v1/indexes/{index}/prints/{day}",
        "GET /v1/indexes/{index}/methodology",
        "GET /v1/indexes/{index}/governance",
        "GET /v1/bulletins",
        "GET /v1/calendars/{calendar}/days/{day}",
        "GET /v1/contracts/{contract}",
        "GET /v1/replays",
        "GET /v1/replays/{replay}",
        "GET /v1/bulletins/{day}",
        "GET /v1/bulletins/{day}/rankings",
        "GET /v1/spot/products",
        "GET /v1/spot/products/{product}/auctions",
        "GET /v1/spot/products/{product}/trades",
        "GET /v1/spot/products/{product}/book",
        "GET /v1/stream",
        "GET /v1/replay/{stream}",
        "GET /v1/openapi.json",
        "GET /v1/asyncapi.json",
        "GET /v1/session",
        "POST /v1/session",
        "DELETE /v1/session",
        // Decided with each method; DeribitAccessTests.
        "GET /api/v2/public/{method}",
        "GET /api/v2/private/{method}",
        "GET /ws/api/v2",
        "POST /api/v2",
        "POST /api/v2/public/{method}",
        "POST /api/v2/private/{method}",
    ];

    private readonly IdentityFolder _folder = new();
    private IdentityDoors _doors = null!;
    private Floor _floor = null!;
    private TestKey _tina = null!;

    public async ValueTask InitializeAsync()
    {
        _doors = new(_folder.Store);
        _folder.Wait(KeyCheck.Window);
        _floor = await Floor.Open(new() { Identity = _doors });
        _tina = _folder.Key("ed25519", ["read", "trade", "report"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _floor.DisposeAsync();
        _doors.Sessions.Dispose();
        _folder.Dispose();
    }

    private static IEnumerable<(string Method, string Pattern)> Addresses(Floor floor) =>
        floor.Routes.SelectMany(r =>
            (r.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(m => (m, r.RoutePattern.RawText!))
        );

    [Fact]
    public void Every_address_of_the_doors_has_a_rule_and_every_rule_an_address()
    {
        var addresses = Addresses(_floor).ToList();
        Assert.True(addresses.Count > 50);
        Assert.DoesNotContain(addresses, a => AccessRules.Find(a.Method, a.Pattern) is null);
        var used = addresses.Select(a => AccessRules.Find(a.Method, a.Pattern));
        Assert.Empty(AccessRules.All.Except(used));
        var words = SpotDoor.Words.Concat(IndexDoor.Commands.Select(c => c.Word));
        Assert.Equal(words.Order(StringComparer.Ordinal), CommandChecks.Words.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_address_lets_a_stranger_in_or_anybody_act_for_an_account_of_another()
    {
        var otto = _folder.Key("ed25519", ["read", "trade"], user: "otto");
        var placed = await _floor.Ask(_folder, otto, "POST", "/v1/orders", Floor.Order(3, "buy", "6.300", 1, "o-1"));
        Assert.Equal(200, placed.Status);
        var order = placed.Json.GetProperty("order").GetInt64();
        var everything = _folder.Store.AddKey(
            "root",
            new("tina", "hmac-sha256", null, Scopes.Given(["trader"]), null, [], 30, 60_000, TransferAndTrade: true)
        );
        var all = new TestKey(everything.Key, "hmac-sha256", Convert.FromBase64String(everything.Secret!));
        var before = (_floor.Inner.Logs.Commands.Tail, _floor.Inner.Logs.Observations.Tail);
        var tried = 0;
        foreach (var (method, pattern) in Addresses(_floor).Where(a => a.Method != "HEAD"))
        {
            if (Public.Contains($"{method} {pattern}") || pattern == "/v1/accounts")
                continue;
            // Everybody's who is signed in, then its maker's; DayReplayAccessTests.
            if (pattern.StartsWith("/v1/replays", StringComparison.Ordinal))
                continue;
            var words = pattern.Contains("{command}", StringComparison.Ordinal)
                ? pattern.Contains("/spot/", StringComparison.Ordinal)
                    ? SpotDoor.Words.ToList()
                    : [.. IndexDoor.Commands.Select(c => c.Word).Where(w => w != "file-complaint")]
                : [""];
            foreach (var word in words)
            {
                var target = pattern
                    .Replace("{account}", "3", StringComparison.Ordinal)
                    .Replace("{index}", "TIX", StringComparison.Ordinal)
                    .Replace("{order}", $"{order}", StringComparison.Ordinal)
                    .Replace("{command}", word, StringComparison.Ordinal)
                    .Replace("{reference}", "r-1", StringComparison.Ordinal)
                    .Replace("{symbol}", "TT-H26", StringComparison.Ordinal)
                    .Replace("{contract}", "TT", StringComparison.Ordinal)
                    .Replace("{proposal}", "p-1", StringComparison.Ordinal)
                    .Replace("{key}", otto.Id, StringComparison.Ordinal)
                    .Replace("{certificate}", "1", StringComparison.Ordinal)
                    .Replace("{supply}", "1", StringComparison.Ordinal)
                    .Replace("{month}", "2026-03", StringComparison.Ordinal)
                    .Replace("{currency}", "CNY", StringComparison.Ordinal)
                    .Replace("{member}", "1", StringComparison.Ordinal)
                    .Replace("{day}", "2026-03-02", StringComparison.Ordinal)
                    .Replace("{file}", "trades.csv", StringComparison.Ordinal)
                    .Replace("{id}", "o-1", StringComparison.Ordinal);
                Assert.DoesNotContain("{", target, StringComparison.Ordinal);
                // There is none yet: what is not there is nobody's secret.
                if (pattern.Contains("{certificate}", StringComparison.Ordinal))
                    continue;
                if (pattern.Contains("{supply}", StringComparison.Ordinal))
                    continue;
                var body =
                    method == "GET" ? null : """{"account":3,"seller":3,"outcome":"taken back","state":"halted"}""";
                var stranger = await _floor.Send(
                    new(new(method), target)
                    {
                        Content = body is null ? null : new StringContent(body, null, "application/json"),
                    }
                );
                Assert.True((stranger.Status, stranger.Num) == (401, 1101), $"{method} {target}: {stranger.Json}");
                var foreign = await _floor.Ask(_folder, all, method, target, body);
                Assert.True(foreign.Status == 403 && foreign.Num is 1201 or 1107, $"{method} {target}: {foreign.Json}");
                tried++;
            }
        }

        Assert.True(tried > 50, $"{tried}");
        Assert.Equal(before, (_floor.Inner.Logs.Commands.Tail, _floor.Inner.Logs.Observations.Tail));

        // Own account and another's order, an account hidden behind a second one, an account of nobody.
        string[] bodies =
        [
            """{"account":1,"lots":2}""",
            """{"account":3,"account":1,"lots":2}""",
            """{"account":1,"Account":3,"lots":2}""",
            """{"account":"1","lots":2}""",
            """{"account":1.5,"lots":2}""",
            """{"lots":2}""",
            "[1]",
            "",
        ];
        foreach (var body in bodies)
        {
            var told = await _floor.Ask(_folder, _tina, "PATCH", $"/v1/orders/{order}", body);
            Assert.True((told.Status, told.Num) == (403, 1107), $"{body}: {told.Json}");
        }

        foreach (
            var target in (string[])
                [$"{order}?account=1", $"{order}?account=3", $"{order}?account=1&account=3", $"{order}"]
        )
        {
            var told = await _floor.Ask(_folder, _tina, "DELETE", $"/v1/orders/{target}");
            Assert.True((told.Status, told.Num) == (403, 1107), $"{target}: {told.Json}");
        }

        var both = await _floor.Ask(_folder, _tina, "DELETE", $"/v1/orders/{order}?account=1", """{"account":3}""");
        Assert.Equal(1107, both.Num);
        Assert.Equal(before, (_floor.Inner.Logs.Commands.Tail, _floor.Inner.Logs.Observations.Tail));
    }

    [Fact]
    public async Task A_key_acts_for_its_own_accounts_within_its_scopes_and_sees_no_others()
    {
        var order = Floor.Order(1, "buy", "6.300", 2, "t-1");
        var placed = await _floor.Ask(_folder, _tina, "POST", "/v1/orders", order);
        Assert.Equal(200, placed.Status);
        var number = placed.Json.GetProperty("order").GetInt64();
        var rows = await _floor.Ask(_folder, _tina, "GET", "/v1/accounts");
        Assert.Equal([1, 2], rows.Json.EnumerateArray().Select(a => a.GetProperty("account").GetInt32()));
        Assert.Equal(200, (await _floor.Ask(_folder, _tina, "GET", "/v1/accounts/1/orders")).Status);
        var sven = _folder.Key("ecdsa-p256", [], user: "sven");
        Assert.Equal(200, (await _floor.Ask(_folder, sven, "GET", "/v1/accounts/3/orders")).Status);
        rows = await _floor.Ask(_folder, sven, "GET", "/v1/accounts");
        Assert.Equal(4, rows.Json.GetArrayLength());
        Assert.Equal(1107, (await _floor.Ask(_folder, sven, "POST", "/v1/orders", order)).Num);

        var narrow = _folder.Key("hmac-sha256", ["cancel-only"]);
        Assert.Equal(
            1201,
            (await _floor.Ask(_folder, narrow, "POST", "/v1/orders", Floor.Order(1, "buy", "6.300", 1, "t-2"))).Num
        );
        Assert.Equal(1201, (await _floor.Ask(_folder, narrow, "GET", "/v1/accounts/1/orders")).Num);
        Assert.Equal(200, (await _floor.Ask(_folder, narrow, "DELETE", $"/v1/orders/{number}?account=1")).Status);

        var cash = """{"currency":"CNY","amount":"-5.00","reference":"c-1"}""";
        Assert.Equal(1201, (await _floor.Ask(_folder, _tina, "POST", "/v1/accounts/1/cash", cash)).Num);
        var mover = _folder.Key("hmac-sha256", ["transfer"]);
        Assert.Equal(200, (await _floor.Ask(_folder, mover, "POST", "/v1/accounts/1/cash", cash)).Status);
        const string Paid = """{"outcome":"paid","bankReference":"b-1"}""";
        Assert.Equal(1201, (await _floor.Ask(_folder, mover, "PUT", "/v1/accounts/1/cash/c-1", Paid)).Num);
        var carl = _folder.Key("ed25519", ["admin:clearing"], user: "carl");
        Assert.Equal(200, (await _floor.Ask(_folder, carl, "PUT", "/v1/accounts/1/cash/c-1", Paid)).Status);

        const string Group = """{"account":1,"scope":"group"}""";
        Assert.Equal(1201, (await _floor.Ask(_folder, _tina, "POST", "/v1/orders/cancel", Group)).Num);
        var rita = _folder.Key("ed25519", ["cancel-only", "admin:risk"], user: "rita");
        Assert.Equal(200, (await _floor.Ask(_folder, rita, "POST", "/v1/orders/cancel", Group)).Status);
    }

    [Fact]
    public async Task A_signature_is_of_this_request_on_the_wire_and_of_no_other()
    {
        var (now, order) = (_folder.Store.Now, Floor.Order(1, "buy", "6.300", 2, "t-1"));
        var swapped = Signing.Request(
            _tina,
            now + 9_000,
            "POST",
            "/v1/orders",
            order,
            order.Replace("\"lots\":2", "\"lots\":3", StringComparison.Ordinal)
        );
        Assert.Equal(1102, (await _floor.Send(swapped)).Num);
        var cased = Signing.Request(_tina, now + 9_000, "POST", "/v1/Orders", order);
        cased.RequestUri = new("/v1/orders", UriKind.Relative);
        Assert.Equal(1102, (await _floor.Send(cased)).Num);
        var asked = Signing.Request(_tina, now + 9_000, "GET", "/v1/depth/TT-H26?levels=1");
        asked.RequestUri = new("/v1/depth/TT-H26?levels=2", UriKind.Relative);
        Assert.Equal(1102, (await _floor.Send(asked)).Num);
        var meddled = Signing.Request(_tina, now + 9_000, "POST", "/v1/orders", order);
        meddled.Headers.Add("X-HTTP-Method-Override", "DELETE");
        Assert.Equal(1102, (await _floor.Send(meddled)).Num);
        var bare = Signing.Request(_tina, now + 9_000, "POST", "/v1/orders", order);
        bare.Headers.Remove(RequestText.NonceHeader);
        Assert.Equal(1101, (await _floor.Send(bare)).Num);

        var late = await _floor.Send(Signing.Request(_tina, now - 1_234, "POST", "/v1/orders", order));
        var error = late.Json.GetProperty("error");
        Assert.Equal((401, 1103, "CLOCK_SKEW"), (late.Status, late.Num, late.Code));
        Assert.Equal(
            (-1_234, 30_000, now),
            (
                error.GetProperty("drift_ms").GetInt64(),
                error.GetProperty("window_ms").GetInt64(),
                error.GetProperty("server_time_ms").GetInt64()
            )
        );
        Assert.Equal("not_accepted", error.GetProperty("order_state").GetString());
        Assert.StartsWith("2027-01-15T", error.GetProperty("server_time").GetString(), StringComparison.Ordinal);
        var spread = Signing.Request(_tina, now + 9_000, "GET", "/v1/depth/TT%2FH26?levels=1");
        Assert.Equal(404, (await _floor.Send(spread)).Status);
        Assert.Empty(_floor.Inner.Views.Orders.Of(new AccountId(1)));
    }

    [Fact]
    public async Task An_operator_stops_trading_alone_and_cannot_let_it_go_on_alone()
    {
        var mona = _folder.Key("ed25519", ["admin:market-ops"], user: "mona");
        const string Address = "/v1/instruments/TT-H26/state";
        Assert.Equal(
            1201,
            (await _floor.Ask(_folder, _tina, "PUT", Address, """{"state":"halted","cause":"x"}""")).Num
        );
        var halted = await _floor.Ask(_folder, mona, "PUT", Address, """{"state":"halted","cause":"news"}""");
        Assert.True(halted.Status == 200, halted.Json.ToString());
        var resumed = await _floor.Ask(_folder, mona, "PUT", Address, """{"state":"continuous","cause":"over"}""");
        Assert.Equal((403, 1201), (resumed.Status, resumed.Num));
        var acted = new List<Acted>();
        AuditReader.Read(_folder.Folder, r => acted.AddRange(r is Acted a ? [a] : []));
        Assert.Equal(("mona", "TT-H26: halted (news)"), (acted[0].By, acted[0].What));
    }

    [Fact]
    public async Task The_stream_tells_everybody_what_is_public_and_nobody_anything_else()
    {
        await using var ear = await _floor.Listen("board", "orders:1", "depth:TT-H26");
        Assert.Equal("snapshot", (await ear.Hear("board")).GetProperty("type").GetString());
        var refused = await ear.Hear("error");
        Assert.Equal(
            ("NOT_FOUND", "orders:1"),
            (refused.GetProperty("code").GetString(), refused.GetProperty("given").GetString())
        );
        Assert.True(
            StreamRules.MayHear(null, "book.orders:TT-H26")
                && StreamRules.MayHear(null, "depth.5:TT-H26")
                && !StreamRules.MayHear(null, "orders")
                && !StreamRules.MayHear(null, "")
        );
    }

    [Fact]
    public async Task Without_an_identity_folder_the_venue_says_that_it_is_open()
    {
        await using var open = await Floor.Open();
        Assert.Equal("open", (await open.Get("/v1/status")).GetProperty("access").GetString());
        Assert.Equal("open", (await open.Get("/v1/session")).GetProperty("access").GetString());
        var session = await _floor.Get("/v1/session");
        Assert.Equal("identity", session.GetProperty("access").GetString());
        Assert.Equal("identity", (await _floor.Get("/v1/status")).GetProperty("access").GetString());
        Assert.Equal(JsonValueKind.Null, session.GetProperty("user").ValueKind);
    }
}
