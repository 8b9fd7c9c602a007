// Every story against the market machine and against the naive market, and the auditor between them.
using System.Text.RegularExpressions;
using Tokenbourse.Market;
using Tokenbourse.Node.Worked;
using Tokenbourse.Sim.Auditing;
using Tokenbourse.Sim.Scenarios;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed partial class ScenarioTests
{
    public static TheoryData<string> Files =>
        [
            .. Directory
                .GetFiles(AppContext.BaseDirectory, "*.txt")
                .Select(f => Path.GetFileName(f)!)
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_market_machine_tells_the_story(string file)
    {
        var result = ScenarioRunner.Run(
            file,
            TextOf(file),
            () => new MachineEngine(new MarketMachine()),
            new ShippedEngines()
        );
        Assert.True(result.Passed, string.Join('\n', result.Failures));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_naive_market_tells_the_same_story(string file)
    {
        var result = ScenarioRunner.Run(file, TextOf(file), () => new NaiveMarket(), new NaiveEngines());
        Assert.True(result.Passed, string.Join('\n', result.Failures));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_auditor_agrees_with_the_machine_on_every_event(string file)
    {
        ScenarioRunner.Run(
            file,
            TextOf(file),
            () => new MachineEngine(new MarketMachine()),
            out var venue,
            new ShippedEngines()
        );
        var auditor = new Auditor();
        foreach (var (command, events) in venue!.Log)
        {
            var difference = auditor.Check(command, events);
            Assert.True(difference is null, difference);
        }
    }

    [Fact]
    public void Every_rule_stands_in_a_story_and_every_story_cites_a_rule()
    {
        var rules = RuleCode()
            .Matches(
                string.Concat(
                    Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "rules")).Select(File.ReadAllText)
                )
            )
            .Select(m => m.Groups[1].Value)
            .ToHashSet();
        var cited = new HashSet<string>();
        foreach (var row in Files)
        {
            var story = ScenarioStory.Read(row.Data, TextOf(row.Data));
            Assert.All(
                story.Codes,
                code => Assert.True(rules.Contains(code), $"{row.Data} cites {code}, which is no rule")
            );
            cited.UnionWith(story.Codes);
        }

        // The index administrator's rules have their own machine and their own tests.
        var missing = rules.Where(r => !r.StartsWith("IDX", StringComparison.Ordinal) && !cited.Contains(r)).Order();
        Assert.True(!missing.Any(), $"no story cites {string.Join(' ', missing)}");
    }

    [Fact]
    public void A_story_that_expects_wrongly_fails_with_file_line_expected_and_got()
    {
        var result = ScenarioRunner.Run(
            "wrong.txt",
            "# MTM-001 wrong on purpose\nlist GH-Z26 reference 2.150\ndeposit alice 100\nexpect alice cash 99.00\n",
            () => new NaiveMarket()
        );
        Assert.Equal(["wrong.txt:4: expected alice cash 99.00; got 100.00"], result.Failures);
    }

    [Theory]
    [InlineData("share 10 over 1, 1 to the last is 5, 6", "expected share 6; got 5")]
    [InlineData("kupiec 7 of 30 at 1% is 32.33", "expected kupiec 32.33; got 32.34")]
    [InlineData("kupiec of 250 at 1% accepts 1 to 7", "expected kupiec accepts 1 to 7; got 1 to 6")]
    [InlineData("student 664 x 100 quantile 3 times volatility 7.54% is 5006", "expected student 5006; got 5007")]
    [InlineData("waterfall china loss 5 capital 3 is uncovered 1", "expected waterfall uncovered 1.00; got 2.00")]
    [InlineData("span 1 gold is margin 0", "at 'gold': expected an array (given: )")]
    public void An_answer_of_an_engine_that_differs_fails_by_both_engines(string line, string message)
    {
        foreach (var engines in new IWorkedEngines[] { new ShippedEngines(), new NaiveEngines() })
        {
            var result = ScenarioRunner.Run("w.txt", $"# SHR-001 w\n{line}\n", () => new NaiveMarket(), engines);
            Assert.StartsWith($"w.txt:2: {message}", result.Failures[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_question_to_an_engine_that_is_not_there_is_a_fault()
    {
        var result = ScenarioRunner.Run("w.txt", "# SHR-001 w\nshare 1 over 1\n", () => new NaiveMarket());
        Assert.Contains("a runner that has the engines", Assert.Single(result.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "list GH-Z26 tik 0.001",
        "bad.txt:2: at '0.001': expected a term of a contract before it ('tik' is none)"
    )]
    [InlineData(
        "frobnicate",
        "bad.txt:2: at the end of the line: expected 'buy' or 'sell' after the account 'frobnicate', or a command instead of it"
    )]
    [InlineData("day 2026-13-01", "bad.txt:2: at '2026-13-01': expected a date, yyyy-MM-dd")]
    [InlineData("deposit alice much", "bad.txt:2: at 'much': expected an amount")]
    public void A_line_that_cannot_be_read_names_file_line_word_and_what_belongs_there(string line, string message)
    {
        var result = ScenarioRunner.Run("bad.txt", $"# ORD-001 bad\n{line}\n", () => new NaiveMarket());
        Assert.Equal([message], result.Failures);
    }

    [Fact]
    public void A_story_without_a_header_is_refused()
    {
        var result = ScenarioRunner.Run("bare.txt", "open\n", () => new NaiveMarket());
        Assert.Equal(
            ["bare.txt:1: at 'open': expected a header '# CODE sentence' before the first command"],
            result.Failures
        );
    }

    private static string TextOf(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file));

    [GeneratedRegex(@"\*\*([A-Z]{3}-\d{3})\*\*")]
    private static partial Regex RuleCode();
}
