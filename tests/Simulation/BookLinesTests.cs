// The order books driven by lines, as a stranger would: the shipped example, and lines that cannot be read.
using System.Text.Json;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class BookLinesTests
{
    [Fact]
    public void The_example_gives_its_auction_its_trades_and_its_refusal()
    {
        var example = File.ReadAllText(Path.Combine(ProgramRun.Home, "docs", "protocols", "book-lines.jsonl"));
        var reports = Reports(example, 0);
        // The auction: 10 offered at 1005, 4 bid at 1010; four trade, nearest the reference at 1005.
        var uncrossed = Assert.Single(Of(reports, "uncrossed"));
        Assert.Equal((1005, 4), (Whole(uncrossed, "price"), Whole(uncrossed, "lots")));
        // e sells 4 to the iceberg c (3 visible, then 1 of the next slice); 1004 wakes the stop d, which sells 2 more to it.
        var trades = Of(reports, "trade").Skip(1).Select(t => (Text(t, "sell"), Whole(t, "lots"))).ToList();
        Assert.Equal([("e", 3L), ("e", 1L), ("d", 2L)], trades);
        var refused = Assert.Single(Of(reports, "refused"));
        Assert.Equal(
            (2103, "Price", 2000, 1100),
            (Whole(refused, "code"), Text(refused, "field"), Whole(refused, "given"), Whole(refused, "limit"))
        );
        var sequences = reports.Where(r => r.TryGetProperty("sequence", out _)).Select(r => Whole(r, "sequence"));
        Assert.Equal(Enumerable.Range(1, sequences.Count()).Select(i => (long)i), sequences);
    }

    [Fact]
    public void Lines_that_cannot_be_read_are_named_and_change_nothing()
    {
        var lines = string.Join(
            '\n',
            """{"do":"book"}""",
            """{"do":"open","low":10,"high":5,"reference":7}""",
            """{"do":"phase","phase":"continuous"}""",
            """{"do":"open","low":5,"high":10,"reference":7}""",
            """{"do":"phase","phase":"continuous"}""",
            """{"do":"new","id":"a","side":"up","price":7,"lots":1}""",
            """{"do":"new","id":"a","side":"buy","price":7,"lots":1,"colour":"red"}""",
            """{"do":"new","id":"a","side":"buy","price":7,"lots":1}""",
            """{"do":"new","id":"a","side":"buy","price":7,"lots":1}""",
            """{"do":"cancel","id":"b"}""",
            "not json",
            """{"do":"fly"}"""
        );
        var reports = Reports(lines, 1);
        Assert.Equal(
            ["high", "book", "side", "colour", "id", "", "do"],
            Of(reports, "unreadable").Select(r => Text(r, "field"))
        );
        Assert.Single(Of(reports, "rests"));
        Assert.Equal(2401, Whole(Assert.Single(Of(reports, "refused")), "code"));
    }

    private static List<JsonElement> Reports(string lines, int exit)
    {
        using var run = ProgramRun.ToEnd([], lines + "\n", "book");
        Assert.True(run.ExitCode == exit, run.Error + run.Out);
        return
        [
            .. run
                .Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => JsonDocument.Parse(l).RootElement),
        ];
    }

    private static List<JsonElement> Of(List<JsonElement> reports, string kind) =>
        [.. reports.Where(r => Text(r, "report") == kind)];

    private static string Text(JsonElement report, string name) => report.GetProperty(name).GetString()!;

    private static long Whole(JsonElement report, string name) => report.GetProperty(name).GetInt64();
}
