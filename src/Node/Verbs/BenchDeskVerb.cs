// tokenbourse bench desk: the risk figures of a hedge programme.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Node.Benchmarks;
using static Tokenbourse.Node.Benchmarks.BenchText;

namespace Tokenbourse.Node.Verbs;

/// <summary>A two-year plan by thousands of paths, in blocks and by a plain program.</summary>
internal static class BenchDeskVerb
{
    public static Command Build()
    {
        var paths = Number("--paths", "Simulated paths, even (100 to 200,000).", 10_000);
        var months = Number("--months", "Months of the plan (1 to 30).", 24);
        var rounds = Number("--rounds", "Measured rounds of each way (1 to 99).", 7);
        var seed = Number("--seed", "Seed of the random numbers (1 to 1,000,000,000).", 1);
        var shared = new BenchOptions();
        var command = new Command(
            "desk",
            "Measure fans, cost at risk and margin liquidity of a hedge plan against a plain program. "
                + "Example: tokenbourse bench desk --bars"
        )
        {
            paths,
            months,
            rounds,
            seed,
        };
        shared.AddTo(command);
        command.SetAction(parsed =>
        {
            var plan = new DeskPlan(
                InRange(parsed, paths, 100, 200_000),
                InRange(parsed, months, 1, 30),
                InRange(parsed, rounds, 1, 99),
                InRange(parsed, seed, 1, 1_000_000_000)
            );
            if (plan.Paths % 2 != 0)
                throw new VerbException(Text($"--paths {plan.Paths}: must be even, paths come in pairs"), 2);
            var report = DeskBench.Run(plan, BenchOptions.Progress);
            return shared.Tell(
                parsed,
                () => JsonSerializer.Serialize(report, DeskJson.Default.DeskReport),
                () => Lines(report),
                report.Bars
            );
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };

    private static int InRange(ParseResult parsed, Option<int> option, int least, int most)
    {
        var value = parsed.GetValue(option);
        return value >= least && value <= most
            ? value
            : throw new VerbException(Text($"{option.Name} {value}: must be {least:N0} to {most:N0}"), 2);
    }

    private static IEnumerable<string> Lines(DeskReport report)
    {
        var plan = report.Plan;
        yield return $"machine: {report.Machine}";
        yield return Text($"runtime: {report.Runtime}; others kept {report.ForeignProcessors:0.00} processors busy");
        yield return $"date:    {report.Date}";
        yield return Text($"{plan.Months} months, {plan.Paths:N0} paths, seed {plan.Seed}, {plan.Rounds} rounds; ")
            + Text($"cost at risk {report.CostAtRisk:N0}, plain {report.PlainCostAtRisk:N0}, error {report.Error:N0}");
        yield return "";
        yield return $"{"way", -38}{"threads", 8}{"first s", 10}{"p50 s", 9}{"p95 s", 9}{"KB a run", 12}";
        foreach (var line in report.Lines)
            yield return Text($"{line.What, -38}{line.Threads, 8}{line.First, 10:0.000}{line.P50, 9:0.000}")
                + Text($"{line.P95, 9:0.000}{line.Allocated / 1024, 12:N0}");
    }
}
