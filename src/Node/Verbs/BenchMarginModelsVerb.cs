// tokenbourse bench margin-models: the historical margin model over many portfolios.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Node.Benchmarks;
using static Tokenbourse.Node.Benchmarks.BenchText;

namespace Tokenbourse.Node.Verbs;

/// <summary>Portfolios by scenarios by instruments, in blocks and by a plain loop.</summary>
internal static class BenchMarginModelsVerb
{
    public static Command Build()
    {
        var portfolios = Number("--portfolios", "Portfolios, each with all instruments (100 to 1,000,000).", 10_000);
        var scenarios = Number("--scenarios", "Scenarios (100 to 10,000).", 1_000);
        var instruments = Number("--instruments", "Instruments (2 to 1,000).", 24);
        var rounds = Number("--rounds", "Measured rounds of each way (1 to 99).", 5);
        var shared = new BenchOptions();
        var command = new Command(
            "margin-models",
            "Measure the historical margin model over many portfolios against a plain loop. "
                + "Example: tokenbourse bench margin-models --bars"
        )
        {
            portfolios,
            scenarios,
            instruments,
            rounds,
        };
        shared.AddTo(command);
        command.SetAction(parsed =>
        {
            var plan = new MarginModelsPlan(
                InRange(parsed, portfolios, 100, 1_000_000),
                InRange(parsed, scenarios, 100, 10_000),
                InRange(parsed, instruments, 2, 1_000),
                InRange(parsed, rounds, 1, 99)
            );
            var report = MarginModelsBench.Run(plan, BenchOptions.Progress);
            return shared.Tell(
                parsed,
                () => JsonSerializer.Serialize(report, MarginModelsJson.Default.MarginModelsReport),
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

    private static IEnumerable<string> Lines(MarginModelsReport report)
    {
        var plan = report.Plan;
        yield return $"machine: {report.Machine}";
        yield return Text($"runtime: {report.Runtime}; others kept {report.ForeignProcessors:0.00} processors busy");
        yield return $"date:    {report.Date}";
        yield return Text(
            $"{plan.Portfolios:N0} portfolios x {plan.Scenarios:N0} scenarios x {plan.Instruments} instruments, "
        ) + Text($"median and worst of {plan.Rounds} rounds; scenarios made in {report.PrepareMilliseconds:0.0} ms");
        yield return "";
        yield return $"{"way", -34}{"threads", 8}{"seconds", 10}{"worst", 9}";
        foreach (var line in report.Lines)
            yield return Text($"{line.What, -34}{line.Threads, 8}{line.Seconds, 10:0.000}{line.Worst, 9:0.000}");
    }
}
