// Order entry over the stream: each request answered once, as REST answers it, within a session that ends with its
// orders.
using System.Net.WebSockets;
using System.Text.Json;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Messages;
using Tokenbourse.Unit.Log;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class TradingTests
{
    [Fact]
    public async Task Each_request_is_answered_with_the_body_that_REST_would_give()
    {
        await using var floor = await Floor.Open();
        await using var ear = await floor.Listen();
        await ear.LogOn();
        string[] bodies =
        [
            Floor.Order(1, "buy", "6.400", 3, "b1"),
            Floor.Order(1, "buy", "9.900", 3, "b2"),
            Floor.Order(1, "buy", "6.4001", 3, "b3"),
            Floor.Order(9, "buy", "6.400", 3, "b4"),
            """{"account":1,"symbol":"TT-H26","side":"buy","lots":"3"}""",
            """{"account":1,"symbol":"TT-H26","side":"buy","price":"6.400","lots":3,"clientOrderId":"b5","x":1}""",
        ];
        foreach (var body in bodies)
        {
            var (status, told) = await ear.Ask("place", $"\"body\":{body}");
            await using var other = await Floor.Open();
            var (restStatus, rest) = await other.Ask("POST", "/v1/orders", body);
            Assert.Equal(restStatus, status);
            Assert.Equal(Essence(rest), Essence(told));
        }

        Assert.Equal(400, (await ear.Ask("place", "\"body\":7")).Status);
        Assert.Equal("UNKNOWN_FIELD", Code((await ear.Ask("place", "\"body\":{},\"order\":3")).Body));
        Assert.Equal("BAD_REQUEST", Code((await ear.Ask("amend", "\"body\":{}")).Body));
    }

    [Fact]
    public async Task Orders_are_amended_cancelled_and_asked_for()
    {
        await using var floor = await Floor.Open();
        await using var ear = await floor.Listen();
        await ear.LogOn();
        var order = (await ear.Ask("place", $"\"body\":{Floor.Order(1, "buy", "6.300", 3, "b1")}")).Body.Whole("order");
        var amended = await ear.Ask(
            "amend",
            $$"""
            "order":{{order}},"body":{"account":1,"lots":5}
            """
        );
        Assert.Equal((200, 5), (amended.Status, amended.Body.Whole("lots")));
        var fate = (await ear.Ask("order-status", "\"account\":1,\"clientOrderId\":\"b1\"")).Body;
        Assert.Equal(("accepted", 5), (fate.Text("orderState"), fate.GetProperty("order").Whole("remaining")));
        var cancelled = await ear.Ask(
            "cancel",
            $$"""
            "order":{{order}},"body":{"account":1}
            """
        );
        Assert.Equal((200, "cancelled"), (cancelled.Status, cancelled.Body.Text("status")));
        var gone = await ear.Ask("cancel-by-id", "\"account\":1,\"clientOrderId\":\"b1\"");
        Assert.Equal((404, "UNKNOWN_ORDER"), (gone.Status, Code(gone.Body)));
        await ear.Ask("place", $"\"body\":{Floor.Order(1, "buy", "6.200", 3, "b2")}");
        await ear.Ask("place", $"\"body\":{Floor.Order(1, "buy", "6.100", 3, "b3")}");
        var many = (await ear.Ask("cancel-many", "\"body\":{\"account\":1}")).Body;
        Assert.Equal(2, many.GetProperty("orders").GetArrayLength());
        var timer = await ear.Ask("cancel-all-after", "\"account\":1,\"body\":{\"milliseconds\":10000}");
        Assert.Equal(JsonValueKind.String, timer.Body.GetProperty("due").ValueKind);
    }

    /// <summary>None waits for another's answer; each is answered once, in the order of asking.</summary>
    [Fact]
    public async Task Requests_may_be_sent_without_waiting()
    {
        await using var floor = await Floor.Open(new() { MostUnderWay = 8, Rates = new(1_000_000, 1_000_000) });
        await using var ear = await floor.Listen();
        await ear.LogOn();
        const int Count = 200;
        var asking = Task.Run(
            async () =>
            {
                for (var i = 0; i < Count; i++)
                    await ear.Say(
                        Request("place", $"p{i}", $"\"body\":{Floor.Order((i % 4) + 1, "buy", "6.300", 1, $"b{i}")}")
                    );
            },
            TestContext.Current.CancellationToken
        );
        var orders = new SortedSet<long>();
        for (var i = 0; i < Count; i++)
        {
            var answer = await ear.Answer();
            Assert.Equal(($"p{i}", 200L), (answer.Text("id"), answer.Whole("status")));
            orders.Add(answer.GetProperty("body").Whole("order"));
        }

        await asking;
        Assert.Equal(Count, orders.Count);
    }

    [Fact]
    public async Task Orders_leave_with_the_connection_and_the_count_is_told()
    {
        await using var floor = await Floor.Open();
        var ear = await floor.Listen();
        var first = await ear.LogOn();
        Assert.Equal(JsonValueKind.Null, first.GetProperty("previous").ValueKind);
        await ear.Ask("place", $"\"body\":{Floor.Order(1, "buy", "6.300", 3, "b1")}");
        await ear.Ask("place", $"\"body\":{Floor.Order(2, "buy", "6.200", 3, "b2")}");
        await floor.Place(1, "buy", "6.100", 1, "mine");
        await ear.DisposeAsync();
        await Until(() => floor.Venue.Views.Sessions.Open.Count == 0, floor);
        Assert.Equal("mine", Assert.Single(await Orders(floor, 1)).Text("clientOrderId"));
        Assert.Empty(await Orders(floor, 2));
        await using var again = await floor.Listen();
        var previous = (await again.LogOn()).GetProperty("previous");
        Assert.Equal((first.Whole("session"), 2), (previous.Whole("session"), previous.Whole("orders")));
        Assert.True(previous.GetProperty("cancelled").GetBoolean());
    }

    [Fact]
    public async Task Who_asked_for_it_keeps_orders_and_a_logout_says_how_many_left()
    {
        await using var floor = await Floor.Open();
        await using var ear = await floor.Listen();
        await ear.LogOn("\"cancelOnDisconnect\":false");
        await ear.Ask("place", $"\"body\":{Floor.Order(1, "buy", "6.300", 3, "b1")}");
        var kept = (await ear.Ask("logout", null)).Body;
        Assert.Equal((0, false), (kept.Whole("orders"), kept.GetProperty("cancelled").GetBoolean()));
        Assert.Single(await Orders(floor, 1));
        var late = await ear.Ask("place", $"\"body\":{Floor.Order(1, "buy", "6.300", 3, "b2")}");
        Assert.Equal((401, "UNAUTHENTICATED"), (late.Status, Code(late.Body)));
        await ear.LogOn();
        await ear.Ask("place", $"\"body\":{Floor.Order(1, "buy", "6.300", 3, "b2")}");
        Assert.Equal(1, (await ear.Ask("logout", null)).Body.Whole("orders"));
    }

    [Fact]
    public async Task Sessions_that_a_fallen_venue_left_open_end_when_its_doors_open()
    {
        await using var floor = await Floor.Open();
        foreach (var name in (string[])["ws:c:1", "ws:k:2", "fix-3"])
        {
            var begun = new BeginSession(Name24.Of("k"), Name24.Of(name));
            floor.Venue.Submit(MessageKind.BeginSession, Codec.Bytes(begun));
        }

        var room = new Gateways.Http.Trading.TradeRoom(Door.Of(new(), floor.Venue), new(), (_, _) => { });
        // Somebody is quicker than the round that ends the others.
        floor.Venue.Submit(
            MessageKind.BeginSession,
            Codec.Bytes(new BeginSession(Name24.Of("k"), Name24.Of("ws:c:4")))
        );
        await room.EndOrphans();
        Assert.Equal(["fix-3", "ws:c:4"], floor.Venue.Views.Sessions.Open.Select(s => $"{s.Name}"));
    }

    [Fact]
    public async Task A_full_venue_refuses_and_says_that_nothing_was_taken()
    {
        await using var floor = await Floor.Open();
        await using var ear = await floor.Listen();
        await ear.LogOn();
        floor.Venue.Instead = Tokenbourse.Log.OutcomeStatus.Busy;
        var busy = await ear.Ask("place", $"\"body\":{Floor.Order(1, "buy", "6.300", 3, "b1")}");
        Assert.Equal((503, "BUSY"), (busy.Status, Code(busy.Body)));
        Assert.Equal("not_accepted", busy.Body.GetProperty("error").Text("order_state"));
        floor.Venue.Instead = default;
    }

    internal static string Request(string op, string id, string? fields) =>
        $$"""{"op":"{{op}}","id":"{{id}}"{{(fields is null ? "" : "," + fields)}}}""";

    private static string Code(JsonElement body) => body.GetProperty("error").Text("code");

    private static async Task<List<JsonElement>> Orders(Floor floor, int account) =>
        [.. (await floor.Get($"/v1/accounts/{account}/orders")).EnumerateArray()];

    private static async Task Until(Func<bool> so, Floor floor)
    {
        for (var i = 0; i < 1000; i++)
        {
            lock (floor.Venue.Views.Gate)
            {
                if (so())
                    return;
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Fail("not in ten seconds");
    }

    // Numbers, moments and the request's own id are each venue's own.
    private static string Essence(JsonElement body)
    {
        var text = new List<string>();
        var fields = body.TryGetProperty("error", out var error) ? error : body;
        foreach (var field in fields.EnumerateObject())
        {
            if (field.Name is not ("order" or "commandSequence" or "request_id" or "server_time"))
                text.Add($"{field.Name}={field.Value}");
        }

        return string.Join(' ', text);
    }
}

/// <summary>Asking over an ear.</summary>
internal static class TradingEar
{
    public static async Task<JsonElement> Answer(this StreamEar ear) => await ear.Hear("answer");

    /// <summary>Asks and waits for the answer.</summary>
    public static async Task<(int Status, JsonElement Body)> Ask(this StreamEar ear, string op, string? fields)
    {
        await ear.Say(TradingTests.Request(op, "r1", fields));
        var answer = await ear.Answer();
        Assert.Equal((op, "r1"), (answer.Text("request"), answer.Text("id")));
        return ((int)answer.Whole("status"), answer.GetProperty("body"));
    }

    public static async Task<JsonElement> LogOn(this StreamEar ear, string fields = "")
    {
        var (status, body) = await ear.Ask("logon", $"\"body\":{{{fields}}}");
        Assert.True(status == 200, $"{body}");
        return body;
    }
}
