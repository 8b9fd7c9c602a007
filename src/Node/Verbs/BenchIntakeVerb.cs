// tokenbourse bench intake: rows of observations a second through each door, and bytes allocated for each.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Node.Benchmarks;
using static Tokenbourse.Node.Benchmarks.BenchText;

namespace Tokenbourse.Node.Verbs;

/// <summary>Tables of prices, deals and measures, the screens, and the documents that go to the log.</summary>
internal static class BenchIntakeVerb
{
    public static Command Build()
    {
        var rows = Number("--rows", "Rows of each table (10,000 to 2,000,000).", 200_000);
        var rounds = Number("--rounds", "Measured rounds of each way (1 to 99).", 5);
        var bad = Number("--bad", "One row in so many is bad, where bad rows are measured (2 to 10,000).", 100);
        var shared = new BenchOptions();
        var command = new Command(
            "intake",
            "Measure reading tables of observations through both doors, with and without bad rows, and screening "
                + "prices, on one thread, from memory. Example: tokenbourse bench intake --rows 200000"
        )
        {
            rows,
            rounds,
            bad,
        };
        shared.AddTo(command);
        command.SetAction(parsed =>
        {
            var plan = new IntakePlan(
                InRange(parsed, rows, 10_000, 2_000_000),
                InRange(parsed, rounds, 1, 99),
                InRange(parsed, bad, 2, 10_000)
            );
            var rules = ObservationsCheckVerb.Rules(Path.Combine(Home.Rulebook, "screens", "intake.json"));
            var report = IntakeBench.Run(plan, rules, BenchOptions.Progress);
            return shared.Tell(
                parsed,
                () => JsonSerializer.Serialize(report, IntakeBenchJson.Default.IntakeBenchReport),
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

    private static IEnumerable<string> Lines(IntakeBenchReport report)
    {
        yield return $"machine: {report.Machine}";
        yield return Text($"runtime: {report.Runtime}; others kept {report.ForeignProcessors:0.00} processors busy");
        yield return $"date:    {report.Date}";
        yield return Text($"{report.Plan.Rows:N0} made rows (simulated) a table; one thread, from memory, ")
            + Text($"median of {report.Plan.Rounds} rounds; usage records: bench usage");
        yield return "";
        yield return $"{"way", -32}{"rows/s", 13}{"worst", 13}{"alloc B/row", 13}{"table B/row", 13}{"refused", 10}";
        foreach (var line in report.Lines)
            yield return Text($"{line.What, -32}{line.PerSecond, 13:N0}{line.Worst, 13:N0}{line.BytesARow, 13:0.0}")
                + Text($"{line.InputBytesARow, 13:0.0}{line.Refused, 10:N0}");
    }
}
