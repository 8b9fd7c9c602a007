// A run of the program as a user sees it: bulletins, reconciliation, digests, verification, damage, wrong input.
using System.Text.Json;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class RunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tokenbourse-run-").FullName;

    [Fact]
    public void Twenty_days_end_balanced_with_a_bulletin_each_and_verify()
    {
        using var run = ProgramRun.ToEnd("run", "--headless", "--days", "20", "--seed", "7", "--out", Place("a"));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(20, run.Out.Split("DAILY BULLETIN").Length - 1);
        Assert.Equal(20, run.Out.Split("; balanced").Length - 1);
        Assert.Contains("everything ties out", run.Out, StringComparison.Ordinal);
        Assert.Contains("expired at final price", run.Out, StringComparison.Ordinal);
        using var verify = ProgramRun.ToEnd("verify", Place("a"));
        Assert.True(verify.ExitCode == 0, verify.Out);
        Assert.Equal(Last(run.Out), Last(verify.Out));
    }

    [Fact]
    public void The_same_seed_gives_the_same_digest_and_another_seed_another()
    {
        var digests = new[] { ("b", "7"), ("c", "7"), ("d", "8") }
            .Select(r =>
            {
                using var run = ProgramRun.ToEnd(
                    "run",
                    "--headless",
                    "--days",
                    "2",
                    "--seed",
                    r.Item2,
                    "--out",
                    Place(r.Item1)
                );
                return Last(run.Out);
            })
            .ToList();
        Assert.Equal(digests[0], digests[1]);
        Assert.NotEqual(digests[0], digests[2]);
    }

    [Fact]
    public void The_compilers_settings_change_no_digest()
    {
        var digests = new[] { "1", "0" }
            .Select(tiers =>
            {
                using var run = ProgramRun.ToEnd(
                    [("DOTNET_TieredCompilation", tiers), ("DOTNET_TieredPGO", tiers)],
                    "",
                    "run",
                    "--headless",
                    "--days",
                    "2",
                    "--seed",
                    "7",
                    "--out",
                    Place($"tiers-{tiers}")
                );
                Assert.True(run.ExitCode == 0, run.Error);
                return Last(run.Out);
            })
            .ToList();
        Assert.Equal(digests[0], digests[1]);
    }

    [Fact]
    public void A_flipped_byte_is_named_and_verification_fails()
    {
        using var run = ProgramRun.ToEnd("run", "--headless", "--days", "1", "--seed", "7", "--out", Place("e"));
        Assert.Equal(0, run.ExitCode);
        var random = new Random(5);
        foreach (var log in new[] { "index/observations", "index/prints", "market/commands", "market/events" })
        {
            var path = Directory.GetFiles(Path.Combine(Place("e"), log), "*.log").Single();
            var bytes = File.ReadAllBytes(path);
            var at = random.Next(bytes.Length);
            bytes[at] ^= 0x10;
            File.WriteAllBytes(path, bytes);
            using var verify = ProgramRun.ToEnd("verify", Place("e"));
            Assert.True(verify.ExitCode == 1, $"{log} byte {at}: {verify.Out}");
            Assert.Contains(Path.GetFileName(path), verify.Out, StringComparison.Ordinal);
            bytes[at] ^= 0x10;
            File.WriteAllBytes(path, bytes);
        }

        using var whole = ProgramRun.ToEnd("verify", Place("e"));
        Assert.Equal(0, whole.ExitCode);
    }

    [Theory]
    [InlineData(2, "--days", "run", "--headless", "--days", "0")]
    [InlineData(2, "--start", "run", "--headless", "--start", "yesterday")]
    [InlineData(2, "no such folder", "verify", "nowhere-at-all")]
    [InlineData(2, "no such file", "scenario", "nowhere.txt")]
    [InlineData(2, "no such file", "check", "nowhere.json")]
    [InlineData(2, "not a venue", "log", ".")]
    [InlineData(2, "try: tokenbourse", "dance")]
    public void Wrong_usage_is_told_in_a_line_and_exits_two(int exit, string words, params string[] arguments)
    {
        using var run = ProgramRun.ToEnd(arguments);
        Assert.Equal(exit, run.ExitCode);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_runs_folder_is_not_written_into()
    {
        using var first = ProgramRun.ToEnd("run", "--headless", "--days", "1", "--seed", "7", "--out", Place("f"));
        Assert.Equal(0, first.ExitCode);
        using var second = ProgramRun.ToEnd("run", "--headless", "--days", "1", "--seed", "8", "--out", Place("f"));
        Assert.Equal(2, second.ExitCode);
        Assert.Contains("holds another run", second.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("verify")]
    [InlineData("doctor")]
    [InlineData("scenario")]
    [InlineData("index")]
    [InlineData("check")]
    [InlineData("log")]
    [InlineData("bulletin")]
    [InlineData("statement")]
    [InlineData("reports")]
    [InlineData("office")]
    [InlineData("bench")]
    public void Every_verb_has_help_with_an_example_and_json(string verb)
    {
        using var help = ProgramRun.ToEnd(verb, "--help");
        Assert.Equal(0, help.ExitCode);
        Assert.Contains($"Example: tokenbourse {verb}", help.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("--json", help.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_rulebook_file_and_a_wrong_table_are_named_with_field_value_and_rule()
    {
        var contract = File.ReadAllText(Path.Combine(ProgramRun.Home, "rulebook", "contracts", "TK.json"))
            .Replace("\"0.002\"", "\"0.00213\"", StringComparison.Ordinal);
        File.WriteAllText(Place("TK.json"), contract);
        File.WriteAllText(
            Place("prices.csv"),
            "seen,effective,product,seller,maker,item,class,region,terms,price,currency,unit,event,source\n2026-01-01,2026-01-01,token,a,a,m,input,us,on_demand,-1,USD,1M tokens,price,x\n"
        );
        using var check = ProgramRun.ToEnd("check", Place("TK.json"), Place("prices.csv"));
        Assert.Equal(1, check.ExitCode);
        Assert.Contains("tick", check.Out, StringComparison.Ordinal);
        Assert.Contains("-1", check.Out, StringComparison.Ordinal);
        using var json = ProgramRun.ToEnd(
            "check",
            "--json",
            Path.Combine(ProgramRun.Home, "rulebook"),
            Path.Combine(ProgramRun.Home, "reference")
        );
        Assert.True(json.ExitCode == 0, json.Out);
        Assert.All(
            JsonDocument.Parse(json.Out).RootElement.EnumerateArray(),
            file => Assert.True(file.GetProperty("good").GetBoolean())
        );
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Last(string text) =>
        text.Split('\n').Last(l => l.StartsWith("digest ", StringComparison.Ordinal));

    private string Place(string name) => Path.Combine(_folder, name);
}
