// Default drills as a stranger runs them: public numbers, every layer, the shield of clients, and files refused.
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class DefaultDrillTests
{
    [Fact]
    public void The_public_numbers_of_2018_come_out()
    {
        var report = Report("nasdaq-2018", 0);
        Assert.True(report.GetProperty("simulated").GetBoolean());
        Assert.Equal((7_000_000m, 0m), Layer(report, "ExchangeCapital"));
        Assert.Equal((107_000_000m, 59_000_000m), Layer(report, "MutualFund"));
        var replenish = report.GetProperty("replenish");
        Assert.Equal(114_000_000m, replenish.GetProperty("due").GetDecimal());
        Assert.Equal("2018-09-12", replenish.GetProperty("by").GetString());
        Assert.Equal(
            ["CallOpen", "Restricted", "Liquidating", "Default", "Hedging", "Auction", "Allocated"],
            report.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("to").GetString())
        );
    }

    [Fact]
    public void The_fund_covers_the_two_that_fall_and_who_did_not_bid_pays_first()
    {
        var report = Report("cover-two", 0);
        // Alder: (900 * 2,500 + 600 * 2,470) cents a tick less 640,000; Beech: its own, net of 200 lots that gain.
        var sizing = report.GetProperty("sizing");
        Assert.Equal(3_092_000m + 1_806_000m, sizing.GetProperty("fund").GetDecimal());
        Assert.Equal(4_898_000m / 4, sizing.GetProperty("exchangeCapital").GetDecimal());
        var fund = sizing.GetProperty("contributions").EnumerateArray().Sum(c => c.GetProperty("amount").GetDecimal());
        Assert.Equal(4_898_000m, fund);
        var failed = Assert.Single(report.GetProperty("failedToBid").EnumerateArray());
        Assert.Equal(5, failed.GetProperty("account").GetInt32());
        foreach (var part in Parts(report, "MutualFund"))
        {
            var first = part.GetProperty("account").GetInt32() == 5;
            Assert.Equal(first, part.GetProperty("first").GetBoolean());
            Assert.Equal(first, part.GetProperty("left").GetDecimal() == 0);
        }

        Assert.Equal(0m, report.GetProperty("uncovered").GetDecimal());
    }

    [Fact]
    public void No_client_pays_for_another()
    {
        var report = Report("client-shield", 0);
        var clients = report.GetProperty("clients").EnumerateArray().ToList();
        Assert.Equal([0m, 0m, 240_000m, 0m], clients.Select(c => c.GetProperty("used").GetDecimal()));
        Assert.Equal([330_000m, 150_000m, 0m, 50_000m], clients.Select(c => c.GetProperty("ported").GetDecimal()));
        // Own variation 200,000, client shortfall 160,000, closing 6,000 + 19,200 + 126,000.
        Assert.Equal(511_200m, report.GetProperty("loss").GetDecimal());
        Assert.Equal((61_200m, 238_800m), Layer(report, "MutualFund"));
    }

    [Fact]
    public void Every_layer_is_used_in_its_order_down_to_the_tear_up()
    {
        var report = Report("last-layers", 0);
        // 750,000 of variation; 1,000 lots bought back 450 ticks dearer.
        Assert.Equal(750_000m + 450_000m, report.GetProperty("loss").GetDecimal());
        Assert.Equal(
            [100_000m, 20_000m, 50_000m, 120_001m, 120_001m, 375_000m, 414_998m],
            report.GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("used").GetDecimal())
        );
    }

    [Fact]
    public void While_the_scenario_locks_the_market_nothing_is_closed_in_it()
    {
        var drill = Shipped("cover-two");
        Set(drill, "stress", """{"scenario": "S6", "case": "up"}""");
        Set(
            drill,
            "liquidation.intervals",
            """
            [{"symbol": "GH-Z26", "day": 2, "volume": 1000, "price": 4330},
             {"symbol": "GH-Z26", "day": 3, "volume": 1000, "price": 4330}]
            """
        );
        using var file = new Temporary(drill);
        var market = Report(file.Path, 0)
            .GetProperty("closings")
            .EnumerateArray()
            .Where(c => c.GetProperty("way").GetString() == "market");
        Assert.Equal([0L, 200L], market.Select(c => c.GetProperty("lots").GetInt64()));
    }

    [Fact]
    public void China_style_ends_with_the_exchanges_own_funds()
    {
        var report = Report("china-reserve", 0);
        Assert.Equal((800_000m, 0m), Layer(report, "RiskReserveFund"));
        Assert.Equal(3, report.GetProperty("layers").GetArrayLength());
    }

    [Fact]
    public void A_loss_beyond_all_layers_is_told_by_the_exit_code()
    {
        var drill = Shipped("nasdaq-2018");
        drill["members"]![0]!["loss"] = "900000000.00";
        // 900 - 7 - 166 - 2.75 * 166.
        using var file = new Temporary(drill);
        var report = Report(file.Path, 1);
        Assert.Equal(270_500_000m, report.GetProperty("uncovered").GetDecimal());
        Assert.Contains("NOT COVERED", Text(1, file.Path).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void People_read_the_same_and_are_told_that_it_is_simulated()
    {
        var (text, _) = Text(0, "client-shield");
        Assert.StartsWith("DEFAULT DRILL client-shield", text, StringComparison.Ordinal);
        Assert.Contains("SIMULATED", text, StringComparison.Ordinal);
        Assert.Contains(
            "declared by risk officer (drill) and clearing officer (drill)",
            text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("FAILS", text, StringComparison.Ordinal);
        Assert.Equal(text, Text(0, "client-shield").Out);
    }

    [Theory]
    [InlineData("officers[1]", "\"risk officer (drill)\"", 9, "officers", "two different names")]
    [InlineData("currency", "\"USB\"", 3, "currency", "USD")]
    [InlineData("deadlineMinutes", "0", 4, "deadlineMinutes", "1")]
    [InlineData("members[0].margin", "\"-1.00\"", 4, "members[0].margin", "0")]
    [InlineData("members[0].margin", "\"1.005\"", 4, "members[0].margin", "1.00")]
    [InlineData("members[0].account", "20", 7, "members[1].account", "21")]
    [InlineData("members[0].positions[0].symbol", "\"GH-Z27\"", 5, "members[0].positions[0].symbol", "GH-Z26")]
    [InlineData("members[0].positions[0].lots", "0", 4, "members[0].positions[0].lots", "1 or -1")]
    [InlineData("members[0].defaults", "false", 10, "members", "\"defaults\": true on one member at least")]
    [InlineData("members[0].deafults", "true", 3, "members[0].deafults", "no such field; defaults")]
    [InlineData("members[0].loss", "\"5.00\"", 8, "members[0].loss", "a loss or positions; one of the two")]
    [InlineData("stress", "{\"scenario\": \"S7\"}", 8, "months[0].settlement", null)]
    [InlineData("calledAt", "\"yesterday\"", 3, "calledAt", "a moment as in 2026-11-20T16:00:00Z")]
    [InlineData("rules.layers", "\"chikago\"", 3, "rules.layers", "chicago")]
    [InlineData("months[0].settlement", "2000", 11, "members", "a member that owes 0.01 at least")]
    public void A_bad_file_is_refused_by_number_with_the_nearest_that_would_do(
        string field,
        string value,
        int number,
        string named,
        string? nearest
    )
    {
        var drill = Shipped("client-shield");
        Set(drill, field, value);
        using var file = new Temporary(drill);
        var refused = Refused(file.Path).Where(r => r.GetProperty("number").GetInt32() == number).ToList();
        var one = Assert.Single(refused);
        Assert.Equal(named, one.GetProperty("field").GetString());
        if (nearest is not null)
            Assert.Equal(nearest, one.GetProperty("nearest").GetString());
    }

    [Fact]
    public void What_is_no_drill_is_refused_with_the_nearest_name()
    {
        var one = Assert.Single(Refused("nasdaq-2081"));
        Assert.Equal(1, one.GetProperty("number").GetInt32());
        Assert.StartsWith("nasdaq-2018 ", one.GetProperty("nearest").GetString(), StringComparison.Ordinal);
        using var file = new Temporary(JsonNode.Parse("[1]")!);
        Assert.Equal(2, Assert.Single(Refused(file.Path)).GetProperty("number").GetInt32());
        var drill = Shipped("cover-two");
        Set(drill, "stress.scenario", "\"S77\"");
        using var other = new Temporary(drill);
        var scenario = Assert.Single(Refused(other.Path));
        Assert.Equal(
            (6, "S7"),
            (scenario.GetProperty("number").GetInt32(), scenario.GetProperty("nearest").GetString())
        );
        Assert.Contains(
            "refused 6 UnknownScenario: stress.scenario: 'S77'",
            Text(2, other.Path).Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_document_of_the_rulebook_is_sound()
    {
        var rulebook = Path.Combine(ProgramRun.Home, "rulebook");
        using var run = ProgramRun.ToEnd("check", rulebook);
        Assert.True(run.ExitCode == 0, run.Out + run.Error);
        var files = Directory.GetFiles(rulebook, "*", SearchOption.AllDirectories);
        var documents = files.Where(f => Path.GetExtension(f) is ".json" or ".csv").ToList();
        Assert.Equal(documents.Count, run.Out.Split("good ").Length - 1);
    }

    private static JsonElement Report(string drill, int exit)
    {
        using var run = ProgramRun.ToEnd("default-drill", drill, "--json");
        Assert.True(run.ExitCode == exit, run.Error + run.Out);
        var report = JsonDocument.Parse(run.Out).RootElement;
        Assert.All(
            report.GetProperty("checks").EnumerateArray(),
            c => Assert.True(c.GetProperty("holds").GetBoolean())
        );
        return report;
    }

    private static JsonElement.ArrayEnumerator Refused(string drill)
    {
        using var run = ProgramRun.ToEnd("default-drill", drill, "--json");
        Assert.True(run.ExitCode == 2, run.Error + run.Out);
        return JsonDocument.Parse(run.Out).RootElement.GetProperty("refused").EnumerateArray();
    }

    private static (string Out, string Error) Text(int exit, string drill)
    {
        using var run = ProgramRun.ToEnd("default-drill", drill);
        Assert.True(run.ExitCode == exit, run.Error + run.Out);
        return (run.Out, run.Error);
    }

    private static (decimal Used, decimal Left) Layer(JsonElement report, string name)
    {
        var layer = report
            .GetProperty("layers")
            .EnumerateArray()
            .Single(l => l.GetProperty("layer").GetString() == name);
        return (layer.GetProperty("used").GetDecimal(), layer.GetProperty("left").GetDecimal());
    }

    private static JsonElement.ArrayEnumerator Parts(JsonElement report, string name) =>
        report
            .GetProperty("layers")
            .EnumerateArray()
            .Single(l => l.GetProperty("layer").GetString() == name)
            .GetProperty("parts")
            .EnumerateArray();

    private static JsonNode Shipped(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(ProgramRun.Home, "rulebook", "drills", name + ".json")))!;

    /// <summary>Sets a field by its path, as in members[0].margin.</summary>
    private static void Set(JsonNode node, string path, string value)
    {
        var steps = path.Replace("]", "", StringComparison.Ordinal).Split('.', '[');
        foreach (var step in steps[..^1])
            node = int.TryParse(step, out var at) ? node[at]! : node[step]!;
        if (int.TryParse(steps[^1], out var index))
            node[index] = JsonNode.Parse(value);
        else
            node[steps[^1]] = JsonNode.Parse(value);
    }

    private sealed class Temporary : IDisposable
    {
        public Temporary(JsonNode drill) => File.WriteAllText(Path, drill.ToJsonString());

        public string Path { get; } =
            System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"drill-{Guid.NewGuid():N}.json");

        public void Dispose() => File.Delete(Path);
    }
}
