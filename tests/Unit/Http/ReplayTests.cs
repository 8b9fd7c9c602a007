// Replays and bars: what the stream has told is told again as it was, from the event log.
using System.Text.Json;
using Tokenbourse.Gateways.Http;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class ReplayTests
{
    [Fact]
    public async Task A_replayed_feed_is_the_feed_that_was_told()
    {
        await using var floor = await Floor.Open();
        var stream = new RecordedStream(floor, "feed:TT-H26", 11);
        var begin = stream.Snapshot().Whole("seq");
        var told = new List<string>();
        // More than lies between two marks, so that books stand up again in the middle.
        while (told.Count < 2600)
        {
            foreach (var message in stream.Step())
                told.AddRange(message.GetProperty("data").EnumerateArray().Select(i => i.GetRawText()));
        }

        foreach (var (from, limit) in ((long, int)[])[(1, 10_000), (begin + 1100, 700), (begin + 2400, 3)])
        {
            var replay = await floor.Get($"/v1/replay/feed:TT-H26?from={from}&limit={limit}");
            var items = replay.GetProperty("items").EnumerateArray().Where(i => i.Whole("sequence") > begin).ToList();
            var first = (int)(items[0].Whole("sequence") - begin - 1);
            Assert.Equal(told.Skip(first).Take(items.Count), items.Select(i => i.GetRawText()));
            var next = replay.GetProperty("next");
            if (limit < told.Count)
                Assert.Equal((from + limit, limit), (next.GetInt64(), items.Count));
            else
                Assert.Equal((JsonValueKind.Null, told.Count), (next.ValueKind, items.Count));
        }
    }

    [Fact]
    public async Task Trades_states_and_book_changes_are_parts_of_the_feed_and_prints_have_their_own_log()
    {
        await using var floor = await Floor.Open();
        await floor.Place(1, "buy", "6.400", 3, "b1");
        await floor.Place(2, "sell", "6.400", 2, "s1");
        var feed = (await floor.Get("/v1/replay/feed:TT-H26")).GetProperty("items").EnumerateArray().ToList();
        foreach (
            var (stream, part) in ((string, string)[])[("trades", "trade"), ("state", "state"), ("book.orders", "book")]
        )
        {
            var items = (await floor.Get($"/v1/replay/{stream}:TT-H26")).GetProperty("items");
            var parts = feed.Where(i => i.GetProperty(part).ValueKind == JsonValueKind.Object);
            Assert.Equal(
                parts.Select(i => i.GetProperty(part).GetRawText()),
                items.EnumerateArray().Select(i => i.GetRawText())
            );
            Assert.True(items.GetArrayLength() > 0);
        }

        var prints = await floor.Get("/v1/replay/prints?limit=1");
        Assert.Equal("TIX", prints.GetProperty("items")[0].GetProperty("print").Text("index"));
        Assert.Equal(("1", "prints"), (prints.Text("epoch"), prints.Text("stream")));
    }

    [Fact]
    public async Task What_is_older_than_a_day_is_not_told_again()
    {
        await using var floor = await Floor.Open();
        var stream = new RecordedStream(floor, "feed:TT-H26", 12);
        for (var i = 0; i < 1500; i++)
            stream.Step();
        floor.Clock(4, 10);
        for (var i = 0; i < 1500; i++)
            stream.Step();
        var oldest = (await floor.Get("/v1/replay/feed:TT-H26?limit=1")).Whole("oldest");
        Assert.True(oldest > 1);
        var fault = await floor.Fault("GET", $"/v1/replay/feed:TT-H26?from={oldest - 1}");
        Assert.Equal((400, "BAD_REQUEST"), (fault.Status, fault.Code));
        Assert.Equal($"{oldest}", fault.Error.Text("limit"));
        var items = (await floor.Get($"/v1/replay/feed:TT-H26?from={oldest}&limit=10000")).GetProperty("items");
        Assert.Equal(oldest, items[0].Whole("sequence"));
    }

    [Theory]
    [InlineData("depth:TT-H26", 404, "NOT_FOUND")]
    [InlineData("prints:TT-H26", 404, "NOT_FOUND")]
    [InlineData("feed:XX-H26", 404, "UNKNOWN_INSTRUMENT")]
    [InlineData("feed:TT-H26?limit=10001", 400, "BAD_REQUEST")]
    [InlineData("feed:TT-H26?from=x", 400, "BAD_TYPE")]
    [InlineData("feed:TT-H26?to=3", 400, "UNKNOWN_FIELD")]
    public async Task What_cannot_be_told_again_is_refused(string stream, int status, string code)
    {
        await using var floor = await Floor.Open();
        var fault = await floor.Fault("GET", $"/v1/replay/{stream}");
        Assert.Equal((status, code), (fault.Status, fault.Code));
    }

    [Fact]
    public async Task Bars_are_the_trades_of_their_minutes()
    {
        await using var floor = await Floor.Open(new HttpOptions { Pump = TimeSpan.FromMilliseconds(5) });
        await using var ear = await floor.Listen("bars.5m:TT-H26");
        Assert.Equal(0, (await ear.Hear("bars.5m:TT-H26")).GetProperty("data").GetArrayLength());
        await Cross(floor, "6.400", 2, 1);
        await Cross(floor, "6.440", 3, 2);
        floor.Clock(2, 9, 3);
        await Cross(floor, "6.380", 1, 3);
        floor.Clock(2, 9, 7);
        await Cross(floor, "6.420", 5, 4);
        var minutes = (await floor.Get("/v1/bars/TT-H26")).EnumerateArray().ToList();
        Assert.Equal(
            ["2026-03-02T09:00:00Z", "2026-03-02T09:03:00Z", "2026-03-02T09:07:00Z"],
            minutes.Select(b => b.Text("start"))
        );
        var fives = (await floor.Get("/v1/bars/TT-H26?interval=5m")).EnumerateArray().ToList();
        Assert.Equal(["2026-03-02T09:00:00Z", "2026-03-02T09:05:00Z"], fives.Select(b => b.Text("start")));
        var first = fives[0];
        Assert.Equal(
            ("6.400", "6.440", "6.380", "6.380"),
            (first.Text("open"), first.Text("high"), first.Text("low"), first.Text("close"))
        );
        Assert.Equal((6, 3), (first.Whole("volume"), first.Whole("trades")));
        Assert.Single((await floor.Get("/v1/bars/TT-H26?interval=1h&limit=1")).EnumerateArray());
        while (true)
        {
            var bar = (await ear.Hear("bars.5m:TT-H26", "event")).GetProperty("data");
            if (bar.Text("start") == "2026-03-02T09:05:00Z")
            {
                Assert.Equal(fives[1].GetRawText(), bar.GetRawText());
                break;
            }
        }

        Assert.Equal("BAD_REQUEST", (await floor.Fault("GET", "/v1/bars/TT-H26?interval=2m")).Code);
    }

    private static async Task Cross(Floor floor, string price, long lots, int number)
    {
        await floor.Place(1, "sell", price, lots, $"s{number}");
        await floor.Place(2, "buy", price, lots, $"b{number}");
    }
}
