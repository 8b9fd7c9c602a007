// A day that is played again: the same documents as then, controls, and nothing that could be changed.
using System.Net.WebSockets;
using System.Text.Json;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue.Replaying;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class DayReplayTests
{
    private static readonly string[] Documents =
    [
        "/v1/instruments",
        "/v1/instruments/TT-H26/state",
        "/v1/trades/TT-H26?limit=500",
        "/v1/bars/TT-H26?limit=500",
        "/v1/book/TT-H26",
        "/v1/statistics/TT-H26",
        "/v1/curve/TT",
        "/v1/indexes",
        "/v1/bulletins/2026-03-02",
        "/v1/accounts",
        "/v1/accounts/1/statement",
        "/v1/accounts/2/positions",
        "/v1/accounts/3/orders",
        "/v1/replay/feed:TT-H26?limit=10000",
        "/v1/replay/fills:2?limit=10000",
    ];

    private sealed class HandTime : TimeProvider
    {
        private long _nanoseconds;

        public override long TimestampFrequency => Instant.PerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _nanoseconds);

        public void Set(long nanoseconds) => Interlocked.Exchange(ref _nanoseconds, nanoseconds);
    }

    // The epoch is another: a replay's stream is not the venue's.
    private static string Plain(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("epoch", out var epoch)
            ? json.GetRawText().Replace(epoch.GetRawText(), "", StringComparison.Ordinal)
            : json.GetRawText();

    [Fact]
    public async Task At_its_end_a_replayed_day_has_the_documents_and_the_digest_that_the_live_one_had()
    {
        await using var floor = await PlayedDay.Open();
        var days = await floor.Get("/v1/replays");
        var day = days.GetProperty("days")[0];
        Assert.Equal((PlayedDay.Day, true), (day.Text("day"), day.GetProperty("settled").GetBoolean()));
        Assert.Equal("2026-03-02T16:00:00Z", day.Text("until"));
        var live = new List<string>();
        foreach (var path in Documents)
            live.Add(Plain(await floor.Get(path)));
        var (digest, last) = (floor.Inner.MarketDigest, floor.Inner.Logs.Commands.Tail - 1);
        floor.Clock(3, 10);
        await floor.Place(1, "buy", "6.400", 3, "later-1");
        await floor.Place(2, "sell", "6.400", 3, "later-2");

        var replay = await floor.Replay("2026-03-02");
        var told = await floor.Change(replay, """{"time":"2026-03-02T16:00:00Z"}""");
        Assert.Equal(("ended", "2026-03-02T16:00:00Z"), (told.Text("state"), told.Text("time")));
        var replayed = new List<string>();
        foreach (var path in Documents)
            replayed.Add(Plain(await floor.Get($"/replays/{replay}{path}")));
        Assert.Equal(live, replayed);
        using var venue = new ReplayedVenue(floor.Inner.Logs, () => Instant.At(TradingDate.Of(2026, 3, 2), 16 * 60));
        Assert.True(venue.Fold(venue.Now, int.MaxValue));
        Assert.Equal((digest, last), (venue.MarketDigest, venue.LastCommand));
    }

    [Fact]
    public async Task At_a_moment_it_shows_what_had_happened_and_a_step_leads_to_the_next_trade()
    {
        await using var floor = await PlayedDay.Open();
        var trades = (await floor.Get("/v1/trades/TT-H26?limit=500")).EnumerateArray().Reverse().ToList();
        var at = $"{trades[trades.Count / 2].Text("time")}";
        var until = trades.FindLastIndex(t => t.Text("time") == at);
        var replay = await floor.Replay(at);
        var root = $"/replays/{replay}";
        Assert.Equal(trades[until].GetRawText(), (await floor.Get($"{root}/v1/trades/TT-H26"))[0].GetRawText());
        var status = await floor.Get($"{root}/v1/status");
        Assert.Equal(("REPLAY", at, replay), (status.Text("environment"), status.Text("time"), status.Text("replay")));
        Assert.Equal(0, status.GetProperty("speed").GetDecimal());
        await floor.Change(replay, """{"do":"step"}""");
        var stepped = await floor.Until(replay, told => told.Text("time") != at);
        Assert.Equal((trades[until + 1].Text("time"), "paused"), (stepped.Text("time"), stepped.Text("state")));
        var newest = (await floor.Get($"{root}/v1/trades/TT-H26"))[0];
        Assert.Equal(stepped.Text("time"), newest.Text("time"));
        // Back: the past is folded again.
        await floor.Change(replay, $$"""{"time":"{{trades[0].Text("time")}}"}""");
        Assert.Equal(trades[0].Text("time"), (await floor.Get($"{root}/v1/trades/TT-H26"))[0].Text("time"));
        // Played, it comes to the next trades by itself.
        await floor.Change(replay, $$"""{"time":"{{trades[^2].Text("time")}}","do":"play","speed":100}""");
        Assert.Equal(100, (await floor.Get($"{root}/v1/status")).GetProperty("speed").GetDecimal());
        var before = (await floor.Get($"/v1/replays/{replay}")).Whole("eventSequence");
        await floor.Until(replay, told => told.Whole("eventSequence") > before);
    }

    [Fact]
    public async Task Its_clock_runs_at_its_speed_and_stands_when_it_is_paused()
    {
        await using var floor = await PlayedDay.Open();
        var time = new HandTime();
        var span = floor.Inner.Views.Days.Rows[0];
        var start = span.From.Plus(2 * 60 * Instant.PerMinute);
        using var replay = new VenueReplay(floor.Inner.Logs, span, start, 20, paused: false, time);
        replay.Start();
        Assert.True(SpinWait.SpinUntil(() => replay.State == ReplayState.Playing, 10_000));
        time.Set(3 * Instant.PerSecond);
        Assert.Equal(start.Plus(60 * Instant.PerSecond), replay.Now);
        replay.Change(null, 5, null, false);
        time.Set(5 * Instant.PerSecond);
        Assert.Equal(start.Plus(70 * Instant.PerSecond), replay.Now);
        replay.Change(null, null, false, false);
        time.Set(9 * Instant.PerSecond);
        Assert.Equal((start.Plus(70 * Instant.PerSecond), ReplayState.Paused), (replay.Now, replay.State));
    }

    [Fact]
    public async Task Nothing_can_be_changed_and_the_venue_hears_nothing_of_it()
    {
        await using var floor = await PlayedDay.Open();
        var replay = await floor.Replay("2026-03-02T10:30Z");
        var root = $"/replays/{replay}";
        var before = (floor.Inner.Logs.Commands.Tail, floor.Inner.Logs.Observations.Tail);
        foreach (
            var (method, path) in ((string, string)[])
                [
                    ("POST", "/v1/orders"),
                    ("PATCH", "/v1/orders/1"),
                    ("DELETE", "/v1/orders/1?account=1"),
                    ("POST", "/v1/quotes"),
                    ("PUT", "/v1/kill-switches"),
                    ("POST", "/v1/index-commands/observe-price"),
                ]
        )
        {
            var body = method == "DELETE" ? null : Floor.Order(1, "buy", "6.400", 1, "r1");
            var (status, code, num, error) = await floor.Fault(method, root + path, body);
            Assert.Equal((409, "REPLAY_READ_ONLY", 1012), (status, code, num));
            Assert.Equal(("not_accepted", method), (error.Text("order_state"), error.Text("given")));
        }

        // What an order would have done may be asked.
        var preview = await floor.Ask("POST", $"{root}/v1/orders/preview", Floor.Order(1, "buy", "6.400", 1, "r1"));
        Assert.Equal(200, preview.Status);
        await using (var ear = new StreamEar(await floor.Connect($"{root}/v1/stream")))
        {
            await ear.Say("""{"op":"place","id":"1"}""");
            var refused = await ear.Hear("error");
            Assert.Equal("REPLAY_READ_ONLY", refused.Text("code"));
        }

        using var page = await floor.Http.GetAsync($"{root}?page=trade", TestContext.Current.CancellationToken);
        Assert.Equal((302, $"{root}/?page=trade"), ((int)page.StatusCode, page.Headers.Location?.ToString()));
        using var other = await floor.Http.GetAsync(
            $"{root}/api/v2/public/test",
            TestContext.Current.CancellationToken
        );
        Assert.Equal(404, (int)other.StatusCode);
        Assert.Equal(before, (floor.Inner.Logs.Commands.Tail, floor.Inner.Logs.Observations.Tail));
    }

    [Fact]
    public async Task Its_stream_tells_what_is_played_and_ends_where_another_moment_begins()
    {
        await using var floor = await PlayedDay.Open();
        var replay = await floor.Replay("2026-03-02T10:30Z");
        await using var ear = new StreamEar(await floor.Connect($"/replays/{replay}/v1/stream"));
        await ear.Say("""{"op":"subscribe","channels":["trades:TT-H26"]}""");
        var first = await ear.Hear("trades:TT-H26", "snapshot");
        await floor.Change(replay, """{"do":"step"}""");
        var next = await ear.Hear("trades:TT-H26");
        Assert.True(next.Whole("seq") > first.Whole("seq"));
        await floor.Change(replay, """{"time":"2026-03-02T10:10:00Z"}""");
        while (await ear.Hear() is not null) { }
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, ear.Socket.CloseStatus);
        await using var again = new StreamEar(await floor.Connect($"/replays/{replay}/v1/stream"));
        await again.Say("""{"op":"subscribe","channels":["trades:TT-H26"]}""");
        var anew = await again.Hear("trades:TT-H26", "snapshot");
        Assert.NotEqual(first.Text("epoch"), anew.Text("epoch"));
        Assert.True(anew.Whole("seq") < first.Whole("seq"));
    }

    [Fact]
    public async Task What_cannot_be_played_is_refused_and_says_what_could()
    {
        await using var floor = await PlayedDay.Open();
        foreach (
            var (body, status, code, limit) in ((string, int, string, string?)[])
                [
                    ("""{"from":"2026-02-02"}""", 404, "NOT_FOUND", PlayedDay.Day),
                    ("""{"from":"2027-01-01T00:00:00Z"}""", 404, "NOT_FOUND", "2026-03-02T16:00:00Z"),
                    ("""{"from":"yesterday"}""", 400, "BAD_TYPE", null),
                    ("""{"from":"2026-03-02","speed":101}""", 400, "BAD_REQUEST", "1 to 100"),
                    ("""{"from":"2026-03-02","speed":0}""", 400, "BAD_REQUEST", "1 to 100"),
                    ("""{"speed":1}""", 400, "BAD_REQUEST", null),
                    ("""{"from":"2026-03-02","day":1}""", 400, "UNKNOWN_FIELD", null),
                ]
        )
        {
            var fault = await floor.Fault("POST", "/v1/replays", body);
            Assert.Equal((status, code, limit), (fault.Status, fault.Code, fault.Error.Text("limit")));
        }

        var replay = await floor.Replay(PlayedDay.Day);
        var outside = await floor.Fault("PUT", $"/v1/replays/{replay}", """{"time":"2026-03-03T10:00:00Z"}""");
        Assert.Equal((400, "2026-03-02T16:00:00Z"), (outside.Status, outside.Error.Text("limit")));
        Assert.Equal(400, (await floor.Fault("PUT", $"/v1/replays/{replay}", """{"do":"fly"}""")).Status);
        foreach (var path in (string[])["/v1/replays/0123", "/replays/0123/v1/status"])
            Assert.Equal(
                (404, "NOT_FOUND"),
                ((await floor.Fault("GET", path)) is var f ? (f.Status, f.Code) : default)
            );
    }
}
