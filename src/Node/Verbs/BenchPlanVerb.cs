// tokenbourse bench plan: how long a whole hedge plan takes.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tokenbourse.Node.Benchmarks;

namespace Tokenbourse.Node.Verbs;

/// <summary>Measures desk plan without its files.</summary>
internal static class BenchPlanVerb
{
    public static Command Build()
    {
        var options = new BenchOptions();
        var months = Whole("--months", "Months of the made-up programme, 1 to 36.", 24);
        var paths = Whole("--paths", "Simulated paths, even.", 10_000);
        var threads = Whole("--threads", "1 or more; the digits do not depend on it.", 2);
        var rounds = Whole("--rounds", "Plans after the first.", 5);
        var command = new Command(
            "plan",
            "The time of a hedge plan: ratio, size, strategies, risk. Example: tokenbourse bench plan --rounds 5"
        )
        {
            months,
            paths,
            threads,
            rounds,
        };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(months) is < 1 or > 36 || parsed.GetValue(rounds) < 1 || parsed.GetValue(threads) < 1)
                throw new VerbException("--months must be 1 to 36, --rounds and --threads at least 1", 2);
            var report = PlanBench.Run(
                parsed.GetValue(months),
                parsed.GetValue(paths),
                parsed.GetValue(threads),
                parsed.GetValue(rounds),
                7,
                BenchOptions.Progress
            );
            return options.Tell(
                parsed,
                () => JsonSerializer.Serialize(report, PlanBenchJson.Default.PlanReport),
                () => Lines(report),
                report.Bars
            );
        });
        return command;
    }

    private static IEnumerable<string> Lines(PlanReport r) =>
        [
            $"a plan of {r.Months} months, {r.Paths} paths, {r.Threads} threads, seed {r.Seed}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"first {r.First:0.00} s; then {string.Join(", ", r.Seconds.Select(s => $"{s:0.00}"))} s"
            ),
            $"digest {r.Digest}",
        ];

    private static Option<int> Whole(string name, string description, int standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };
}
