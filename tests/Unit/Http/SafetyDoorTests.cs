// Identity and protection through the REST door: replaces, cancels, timers, caps, kill switches, and what errors say.
using Tokenbourse.Gateways.Http;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class SafetyDoorTests
{
    [Fact]
    public async Task A_request_is_asked_for_by_its_own_id_whatever_became_of_it()
    {
        await using var floor = await Floor.Open();
        var unknown = await floor.Get("/v1/orders/by-client-id/1/a");
        Assert.Equal("unknown", unknown.Text("orderState"));
        Assert.True(unknown.GetProperty("final").GetBoolean());
        var status = await floor.Get("/v1/status");
        Assert.True(unknown.Whole("asOfCommand") >= status.Whole("commandSequence"));

        var order = (await floor.Place(1, "buy", "6.300", 5, "a")).Whole("order");
        var amend = """{"account":1,"price":"6.300","lots":4,"clientOrderId":"b"}""";
        var (_, amended) = await floor.Ask("PATCH", $"/v1/orders/{order}", amend);
        Assert.Equal((4, false), (amended.Whole("lots"), amended.GetProperty("duplicate").GetBoolean()));
        var cancel = """{"account":1,"clientOrderId":"c"}""";
        var (_, cancelled) = await floor.Ask("DELETE", $"/v1/orders/{order}", cancel);
        Assert.Equal(("cancelled", false), (cancelled.Text("status"), cancelled.GetProperty("duplicate").GetBoolean()));

        // The answers were lost: all three again, and each is told the order as it is now.
        foreach (
            var (method, path, body) in new[]
            {
                ("POST", "/v1/orders", Floor.Order(1, "buy", "6.300", 5, "a")),
                ("PATCH", $"/v1/orders/{order}", amend),
                ("DELETE", $"/v1/orders/{order}", cancel),
            }
        )
        {
            var (code, again) = await floor.Ask(method, path, body);
            Assert.True(code == 200, again.ToString());
            Assert.True(again.GetProperty("duplicate").GetBoolean());
            Assert.Equal((order, "cancelled"), (again.Whole("order"), again.Text("status")));
        }

        foreach (var id in new[] { "a", "b", "c" })
        {
            var fate = await floor.Get($"/v1/orders/by-client-id/1/{id}");
            Assert.Equal("accepted", fate.Text("orderState"));
            Assert.Equal(
                (order, "cancelled"),
                (fate.GetProperty("order").Whole("order"), fate.GetProperty("order").Text("status"))
            );
        }

        Assert.Equal("unknown", (await floor.Get("/v1/orders/by-client-id/2/a")).Text("orderState"));
        var fault = await floor.Fault("GET", "/v1/orders/by-client-id/77/a");
        Assert.Equal(404, fault.Status);
    }

    [Fact]
    public async Task An_order_is_cancelled_by_the_id_that_names_it()
    {
        await using var floor = await Floor.Open();
        var order = (await floor.Place(1, "buy", "6.300", 5, "a")).Whole("order");
        var (status, json) = await floor.Ask("DELETE", "/v1/orders/by-client-id/1/a");
        Assert.True(status == 200, json.ToString());
        Assert.Equal((order, "cancelled"), (json.Whole("order"), json.Text("status")));
        var fault = await floor.Fault("DELETE", "/v1/orders/by-client-id/1/a");
        Assert.Equal((404, "UNKNOWN_ORDER"), (fault.Status, fault.Code));
    }

    [Fact]
    public async Task The_dead_mans_timer_takes_the_orders_off_by_the_venues_time()
    {
        await using var floor = await Floor.Open();
        await floor.Place(1, "buy", "6.300", 5, "a");
        var fault = await floor.Fault("PUT", "/v1/accounts/1/cancel-all-after", """{"milliseconds":4999}""");
        Assert.Equal(
            (400, "5000", "not_accepted"),
            (fault.Status, fault.Error.Text("limit"), fault.Error.Text("order_state"))
        );
        var (_, armed) = await floor.Ask("PUT", "/v1/accounts/1/cancel-all-after", """{"milliseconds":60000}""");
        Assert.Equal("2026-03-02T09:01:00Z", armed.Text("due"));
        floor.Clock(2, 9, 2);
        Assert.Equal(0, (await floor.Get("/v1/accounts/1/orders")).GetArrayLength());
        var fate = await floor.Get("/v1/orders/by-client-id/1/a");
        Assert.Equal("cancelled", fate.GetProperty("order").Text("status"));
    }

    [Fact]
    public async Task A_kill_switch_takes_orders_off_and_two_let_the_market_go_on()
    {
        await using var floor = await Floor.Open();
        await floor.Place(1, "buy", "6.300", 5, "a");
        await floor.Place(2, "buy", "6.300", 5, "a");
        var engage = """{"level":"market","state":"engaged","person":"ann"}""";
        var (_, engaged) = await floor.Ask("PUT", "/v1/kill-switches", engage);
        Assert.Equal((2, 2), (engaged.Whole("orders"), engaged.Whole("accounts")));
        Assert.Equal("market", (await floor.Get("/v1/kill-switches"))[0].Text("level"));
        var fault = await floor.Fault("POST", "/v1/orders", Floor.Order(1, "buy", "6.300", 1, "b"));
        Assert.Equal(
            (422, "KILL_SWITCH", "market", "not_accepted"),
            (fault.Status, fault.Code, fault.Error.Text("given"), fault.Error.Text("order_state"))
        );
        var alone = """{"level":"market","state":"released","person":"ann","approver":"ann"}""";
        Assert.Equal("SAME_PERSON", (await floor.Fault("PUT", "/v1/kill-switches", alone)).Code);
        var both = """{"level":"market","state":"released","person":"ann","approver":"ben"}""";
        Assert.Equal(200, (await floor.Ask("PUT", "/v1/kill-switches", both)).Status);
        await floor.Place(1, "buy", "6.300", 1, "b");
    }

    [Fact]
    public async Task Caps_are_set_told_and_refuse_with_what_would_be_taken()
    {
        await using var floor = await Floor.Open();
        var (status, json) = await floor.Ask(
            "PUT",
            "/v1/caps",
            """{"account":1,"mostLots":3,"mostOrders":2,"mostRepeats":1,"repeatMilliseconds":5000}"""
        );
        Assert.True(status == 200, json.ToString());
        Assert.Equal(3, (await floor.Get("/v1/caps"))[0].Whole("mostLots"));
        var size = await floor.Fault("POST", "/v1/orders", Floor.Order(1, "buy", "6.300", 4, "a"));
        Assert.Equal((422, "SIZE_CAP", "3"), (size.Status, size.Code, size.Error.Text("limit")));
        await floor.Place(1, "buy", "6.300", 1, "b");
        var again = await floor.Fault("POST", "/v1/orders", Floor.Order(1, "buy", "6.300", 1, "c"));
        Assert.Equal((429, "TOO_MANY_REPEATS", "1"), (again.Status, again.Code, again.Error.Text("given")));
        Assert.Equal(
            (true, 5000),
            (again.Error.GetProperty("retryable").GetBoolean(), again.Error.Whole("retry_after_ms"))
        );
        await floor.Place(1, "buy", "6.302", 1, "d");
        var many = await floor.Fault("POST", "/v1/orders", Floor.Order(1, "buy", "6.304", 1, "e"));
        Assert.Equal(
            (429, "TOO_MANY_OPEN_ORDERS", "3", "2"),
            (many.Status, many.Code, many.Error.Text("given"), many.Error.Text("limit"))
        );
    }

    [Fact]
    public async Task An_error_names_its_request_and_the_venues_time()
    {
        await using var floor = await Floor.Open();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/orders");
        request.Headers.Add("X-Request-Id", "mine-7");
        request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var response = await floor.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(
            "\"request_id\":\"mine-7\",\"server_time\":\"2026-03-02T09:00:00Z\"",
            text,
            StringComparison.Ordinal
        );
        Assert.Equal("mine-7", Assert.Single(response.Headers.GetValues("X-Request-Id")));
    }
}
