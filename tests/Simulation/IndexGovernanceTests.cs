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

    private static readonly string Judged = Methodology
        .Replace("TIX", "JIX")
        .Replace("\"correctionHours\": 24, ", "")
        .Replace(
            "{ \"step\": \"combine\"",
            "{ \"step\": \"require\", \"of\": \"sellers\", \"least\": 3 }, { \"step\": \"combine\""
        )
        .Replace("\"fallback\": []", "\"fallback\": [ { \"name\": \"experts\", \"committee\": true } ]");

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
        venue.Observe(MessageKind.DefineIndex, Encoding.UTF8.GetBytes(Judged));
        venue.Observe(
            MessageKind.ProposeJudgement,
            Documents.Write(
                new JudgementProposal("JIX", "2026-02-28", 5m, "two sellers are too few", [1, 2], "Ann", "none")
            )
        );
        venue.Observe(
            MessageKind.ApproveJudgement,
            Documents.Write(new JudgementApproval("JIX", "2026-02-28", "Bob", "none"))
        );
        venue.Observe(MessageKind.ObserveDeal, Documents.Write(Deal(simulated: true, "GPU hour")));
        venue.Observe(MessageKind.ObserveDeal, Documents.Write(Deal(simulated: false, "GPU day")));
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

    [Fact]
    public void What_was_corrected_or_judged_is_explained_by_what_was_said()
    {
        using var corrected = Json("index", "explain", "TIX", "2026-02-28");
        var beta = corrected
            .RootElement.GetProperty("used")
            .EnumerateArray()
            .Single(u => u.GetProperty("name").GetString()!.Contains("beta", StringComparison.Ordinal));
        var price = beta.GetProperty("prices")[0].GetProperty("observations")[0];
        Assert.Equal(6m, price.GetProperty("value").GetDecimal());
        Assert.StartsWith("corrects #2: the page", price.GetProperty("kind").GetString());
        var text = ProgramRun.ToEnd("index", "explain", "TIX", "2026-02-28", "--folder", _folder).Out;
        Assert.DoesNotContain("withdrawn", text, StringComparison.Ordinal);

        using var judged = Json("index", "explain", "JIX", "2026-02-28");
        Assert.Equal(5m, judged.RootElement.GetProperty("value").GetDecimal());
        var used = Assert.Single(judged.RootElement.GetProperty("used").EnumerateArray());
        var inputs = used.GetProperty("prices")[0].GetProperty("observations").EnumerateArray();
        Assert.Equal([2m, 4m], inputs.Select(i => i.GetProperty("value").GetDecimal()));
        var package = Path.Combine(_folder, "j.zip");
        string[] arguments = ["index", "package", "JIX", "2026-02-28", "--folder", _folder, "-o", package];
        Assert.Equal(0, ProgramRun.ToEnd(arguments).ExitCode);
        Assert.Equal(0, ProgramRun.ToEnd("index", "recompute", package).ExitCode);
    }

    [Fact]
    public void Simulated_and_refused_deals_are_no_executed_deals_of_the_self_assessment()
    {
        using var iosco = Json("index", "iosco");
        var data = iosco.RootElement.GetProperty("principles")[6];
        var facts = data.GetProperty("facts").EnumerateArray().Select(f => f.GetString()!).ToList();
        Assert.Contains(facts, f => f.EndsWith(" 0 executed deals", StringComparison.Ordinal));
        Assert.Contains(facts, f => f.StartsWith("1 simulated deals", StringComparison.Ordinal));
        var gaps = data.GetProperty("gaps").EnumerateArray().Select(g => g.GetString()).ToList();
        Assert.Contains("JIX, TIX rest on no transaction", gaps);
        Assert.Contains("no executed deal is on the log", gaps);
    }

    private JsonDocument Json(params string[] arguments) =>
        Parse(ProgramRun.ToEnd([.. arguments, "--folder", _folder, "--json"]), 0);

    private static JsonDocument Parse(ProgramRun run, int exit)
    {
        Assert.True(run.ExitCode == exit, $"{run.ExitCode}: {run.Error}");
        return JsonDocument.Parse(run.Out);
    }

    // A unit that is none makes the machine refuse it.
    private static DealObservation Deal(bool simulated, string unit) =>
        new(
            "2026-02-26",
            "2026-02-26",
            "2026-02-26",
            "gpu",
            "rental",
            "alpha",
            "b",
            "nvidia",
            "h100",
            "us",
            "on_demand",
            [new("hour", 100m, 2m)],
            200m,
            Currency.USD,
            unit,
            "a test",
            new('a', 64),
            "test",
            Simulated: simulated
        );

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
