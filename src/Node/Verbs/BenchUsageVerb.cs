// tokenbourse bench usage: what a billion usage records cost, projected from a measured number of them.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Node.Benchmarks;
using static Tokenbourse.Node.Benchmarks.BenchText;

namespace Tokenbourse.Node.Verbs;

/// <summary>Parsing and adding up, and adding up alone.</summary>
internal static class BenchUsageVerb
{
    // The nation's headline of March 2026 (reference/national_usage.csv).
    private const double TokensADay = 140e12;

    public static Command Build()
    {
        var records = Number("--records", "Records of each measured round (10,000 to 5,000,000).", 1_000_000);
        var models = Number("--models", "Models (1 to 10,000).", 500);
        var days = Number("--days", "Days (1 to 3,650).", 30);
        var rounds = Number("--rounds", "Measured rounds of each way (1 to 99).", 5);
        var shared = new BenchOptions();
        var command = new Command(
            "usage",
            "Measure reading and adding up usage records, and adding up alone, on one thread, from memory. "
                + "Example: tokenbourse bench usage --records 1000000"
        )
        {
            records,
            models,
            days,
            rounds,
        };
        shared.AddTo(command);
        command.SetAction(parsed =>
        {
            var plan = new UsagePlan(
                InRange(parsed, records, 10_000, 5_000_000),
                InRange(parsed, models, 1, 10_000),
                InRange(parsed, days, 1, 3_650),
                InRange(parsed, rounds, 1, 99)
            );
            var report = UsageBench.Run(plan, BenchOptions.Progress);
            return shared.Tell(
                parsed,
                () => JsonSerializer.Serialize(report, UsageBenchJson.Default.UsageBenchReport),
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

    private static IEnumerable<string> Lines(UsageBenchReport report)
    {
        var plan = report.Plan;
        yield return $"machine: {report.Machine}";
        yield return Text($"runtime: {report.Runtime}; others kept {report.ForeignProcessors:0.00} processors busy");
        yield return $"date:    {report.Date}";
        yield return Text($"{plan.Records:N0} made records (simulated), {plan.Models:N0} models, {plan.Days:N0} days, ")
            + Text(
                $"{report.TokensARecord:N0} tokens a record; one thread, from memory, median of {plan.Rounds} rounds"
            );
        yield return "";
        yield return $"{"way", -32}{"records/s", 13}{"worst", 13}{"alloc B/rec", 13}{"file B/rec", 12}"
            + $"{"s per billion", 15}";
        foreach (var line in report.Lines)
            yield return Text($"{line.What, -32}{line.PerSecond, 13:N0}{line.Worst, 13:N0}{line.BytesARecord, 13:0.0}")
                + Text($"{line.InputBytesARecord, 12:0.0}{line.SecondsABillion, 15:N0}");
        yield return Text(
            $"A billion is projected from {plan.Records:N0} measured, not run. At this many tokens a record "
        ) + Text($"140 trillion tokens a day are {TokensADay / report.TokensARecord / 1e9:0.0} billion records.");
    }
}
