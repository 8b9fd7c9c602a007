// Governance as a user of a venue's folder sees it: what was known when, what is open, what a print rests on.
using System.Text;
using System.Text.Json;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Storage;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class IndexGovernanceTests : IDisposable
{
    private const string Methodology = """
        { "index": "TIX", "version": 1, "product": "gpu", "unit": "GPU-hour", "currency": "USD", "decimals": 4,
          "printAt": { "clock": "06:00" }, "days": "every day", "from": "2026-02-27",
          "steps": [ { "step": "take", "classes": [ "hour" ] }, { "step": "convert" },
                     { "step": "combine", "by": "arithmetic mean" }, { "step": "round", "mode": "half up" } ],
          "fallback": [], "governance": { "correctionHours": 24, "answerDays": 5 } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("tokenbourse-governance").FullName;

    public IndexGovernanceTests()
    {
        FileLog Log(string room, string name) => FileLog.Open(Path.Combine(_folder, room, name));
        File.WriteAllText(Path.Combine(_folder, "venue.json"), "{}");
        using var logs = new VenueLogs(
            Log("index", "observations"),
            Log("index", "prints"),
            Log("market", "commands"),
            Log("market", "events")
        );
        var venue = new Venue.Venue(logs);
        venue.AdvanceIndexTo(Instant.At(TradingDate.Of(2026, 2, 27), 0));
        venue.Observe(MessageKind.DefineIndex, Encoding.UTF8.GetBytes(Methodology));
        venue.Observe(MessageKind.ObservePrice, Documents.Write(Price("alpha", 2m)));
        venue.Observe(MessageKind.ObservePrice, Documents.Write(Price("beta", 4m)));
        venue.AdvanceIndexTo(Instant.At(TradingDate.Of(2026, 2, 27), 12 * 60));
        var right = new ObservationCorrection(2, "the page was read wrongly", "Ann", Price: Price("beta", 6m));
        venue.Observe(MessageKind.CorrectObservation, Documents.Write(right));
        var complaint = new ComplaintFiling("a hedger", "TIX", "the print of the 27th is wrong", "2026-02-27");
        venue.Observe(MessageKind.FileComplaint, Documents.Write(complaint));
        venue.AdvanceIndexTo(Instant.At(TradingDate.Of(2026, 3, 20), 0));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_print_is_shown_as_it_was_known_at_a_time_and_packed_as_it_was_published()
    {
        using var then = Json("index", "history", "TIX", "2026-02-27", "--as-of", "2026-02-27T09:00:00Z");
        Assert.Equal(3m, Assert.Single(then.RootElement.EnumerateArray()).GetProperty("value").GetDecimal());
        using var now = Json("index", "history", "TIX", "2026-02-27");
        Assert.Equal([3m, 4m], now.RootElement.EnumerateArray().Select(k => k.GetProperty("value").GetDecimal()));

        var package = Path.Combine(_folder, "p.zip");
        string[] arguments = ["index", "package", "TIX", "2026-02-27", "--folder", _folder, "-o", package];
        Assert.Equal(0, ProgramRun.ToEnd(arguments).ExitCode);
        using var again = Parse(ProgramRun.ToEnd("index", "recompute", package, "--json"), 0);
        Assert.Equal(3m, again.RootElement.GetProperty("published").GetDecimal());
        // The print after the correction rests on it, and its package holds the correction.
        package = Path.Combine(_folder, "q.zip");
        arguments = ["index", "package", "TIX", "2026-02-28", "--folder", _folder, "-o", package];
        Assert.Equal(0, ProgramRun.ToEnd(arguments).ExitCode);
        using var next = Parse(ProgramRun.ToEnd("index", "recompute", package, "--json"), 0);
        Assert.Equal(4m, next.RootElement.GetProperty("madeAgain").GetDecimal());
        using var why = Json("index", "explain", "TIX", "2026-02-28");
        Assert.True(why.RootElement.GetProperty("published").GetBoolean());
    }

    [Fact]
    public void An_overdue_complaint_fails_the_report_and_shows_in_the_self_assessment()
    {
        using var report = Parse(ProgramRun.ToEnd("index", "governance", "--folder", _folder, "--json"), 1);
        var complaint = Assert.Single(report.RootElement.GetProperty("complaints").EnumerateArray());
        Assert.Equal("overdue", complaint.GetProperty("state").GetString());
        Assert.Single(report.RootElement.GetProperty("restated").EnumerateArray());
        using var iosco = Json("index", "iosco");
        var all = iosco.RootElement.GetProperty("principles").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(1, 19), all.Select(p => p.GetProperty("number").GetInt32()));
        Assert.Contains("1 complaints are overdue", all[15].GetProperty("gaps").ToString(), StringComparison.Ordinal);
        Assert.Contains("claims no compliance", iosco.RootElement.GetProperty("claim").GetString()!);
        Assert.All(
            all.Where(p => p.GetProperty("status").GetString() != "met"),
            p => Assert.NotEqual(0, p.GetProperty("gaps").GetArrayLength())
        );
    }

    [Fact]
    public void Versions_are_compared_and_a_position_limit_follows_from_what_is_assumed()
    {
        var draft = Path.Combine(_folder, "draft.json");
        File.WriteAllText(draft, Methodology.Replace("\"version\": 1", "\"version\": 2").Replace("06:00", "07:00"));
        var diff = ProgramRun.ToEnd("index", "diff", "TIX", "1", draft, "--folder", _folder);
        Assert.Equal("version: 1 becomes 2\nprintAt.clock: \"06:00\" becomes \"07:00\"\n", diff.Out);
        string[] arguments =
        [
            "index",
            "manipulation",
            "CSTI-S",
            "2025-09-16",
            "--penalty",
            "1000000",
            "--detection",
            "0.1",
            "--json",
        ];
        using var table = Parse(ProgramRun.ToEnd(arguments), 0);
        var print = Assert.Single(table.RootElement.EnumerateArray());
        var lots = print.GetProperty("rulebookLimit").GetInt64();
        Assert.All(
            print.GetProperty("contributors").EnumerateArray(),
            c =>
            {
                var suggested = c.GetProperty("suggestedLimit").GetInt64();
                Assert.Equal(suggested >= lots, c.GetProperty("ratio").GetDouble() < 1);
            }
        );
    }

    private JsonDocument Json(params string[] arguments) =>
        Parse(ProgramRun.ToEnd([.. arguments, "--folder", _folder, "--json"]), 0);

    private static JsonDocument Parse(ProgramRun run, int exit)
    {
        Assert.True(run.ExitCode == exit, $"{run.ExitCode}: {run.Error}");
        return JsonDocument.Parse(run.Out);
    }

    private static PriceObservation Price(string seller, decimal price) =>
        new(
            "2026-02-26",
            "2026-02-26",
            "gpu",
            seller,
            "nvidia",
            "h100",
            "hour",
            "us",
            "on_demand",
            price,
            Currency.USD,
            "GPU hour",
            "price",
            "a test",
            "test"
        );
}
