// The verbs about usage, standard tokens and reference tables as a user runs them.
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class MeteringVerbTests : IDisposable
{
    private const string Header = "day,seller,model,input,cached_input,output,reasoning,requests,cost,currency,account";

    private readonly string _folder = Directory.CreateTempSubdirectory("tokenbourse-metering-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Bill(params string[] rows)
    {
        var path = Path.Combine(_folder, "observations of May.csv");
        File.WriteAllLines(path, [Header, .. rows]);
        return path;
    }

    [Fact]
    public void A_cost_a_million_is_given_only_where_every_record_tells_its_cost_in_one_currency()
    {
        // A million uncached and a million written tokens of the reference tokenizer: (1.7423 + 5.5754) / 1.8941084 =
        // 3.863401 million standard tokens, and 10 / 3.863401 = 2.588393.
        using var whole = ProgramRun.ToEnd(
            "standard-token",
            "convert",
            Bill("2026-03-01,openai,gpt-5,1000000,0,1000000,0,1,10,USD,a")
        );
        Assert.Contains("10.000000 USD, 2.588393 a million", whole.Out, StringComparison.Ordinal);
        using var some = ProgramRun.ToEnd(
            "standard-token",
            "convert",
            Bill(
                "2026-03-01,openai,gpt-5,1000000,0,1000000,0,1,10,USD,a",
                "2026-03-01,openai,gpt-5,1000000,0,1,0,1,,,a"
            )
        );
        Assert.Contains("told cost: 10.000000 USD\n  1 of 2 records tell no cost", some.Out, StringComparison.Ordinal);
        using var mixed = ProgramRun.ToEnd(
            "standard-token",
            "convert",
            Bill("2026-03-01,openai,gpt-5,1000000,0,1,0,1,10,USD,a", "2026-03-01,x,gpt-5,1000000,0,1,0,1,70,CNY,a")
        );
        Assert.Contains("several currencies", mixed.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("a million standard tokens (at", some.Out + mixed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_usage_keeps_the_name_of_its_file()
    {
        using var run = ProgramRun.ToEnd("usage", "import", Bill("2026-03-01,openai,gpt-5,1,0,1,0,1,,,a"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("observations of May.csv: 1 rows read, 1 used, 1 records", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shipped_reference_tables_pass_their_own_check()
    {
        using var run = ProgramRun.ToEnd("observations", "check", Path.Combine(ProgramRun.Home, "reference"));
        Assert.True(run.ExitCode == 0, run.Error + run.Out);
        Assert.DoesNotContain("held back", run.Out, StringComparison.Ordinal);
    }
}
