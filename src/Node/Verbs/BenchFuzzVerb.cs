// tokenbourse bench fuzz: a door under inputs that are nearly right, with an honest client beside.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Node.Benchmarks;
using Tokenbourse.Node.Fuzzing;
using static Tokenbourse.Node.Benchmarks.BenchText;

namespace Tokenbourse.Node.Verbs;

/// <summary>The door, its venue and both clients live in this process: a crash ends the run.</summary>
internal static class BenchFuzzVerb
{
    private const long Most = 1_000_000_000;

    public static Command Build()
    {
        var door = new Option<string>("--door") { Description = "fix, json or ws.", DefaultValueFactory = _ => "json" };
        var inputs = new Option<long>("--inputs")
        {
            Description = "Messages, requests or frames (1,000 to 1,000,000,000).",
            DefaultValueFactory = _ => 100_000,
        };
        var seed = new Option<int>("--seed") { Description = "Of the inputs.", DefaultValueFactory = _ => 1 };
        var shared = new BenchOptions();
        var command = new Command(
            "fuzz",
            "Send a door inputs that are nearly right and watch what it answers, what it keeps and whom it still serves. "
                + "Example: tokenbourse bench fuzz --door ws --inputs 1000000 --bars"
        )
        {
            door,
            inputs,
            seed,
        };
        shared.AddTo(command);
        command.SetAction(parsed =>
        {
            var word = parsed.GetValue(door) ?? "";
            var found = Array.FindIndex(Enum.GetValues<FuzzDoors>(), d => FuzzRun.WordOf(d) == word);
            if (found < 0)
                throw new VerbException($"--door {word}: must be fix, json or ws", 2);
            var count = parsed.GetValue(inputs);
            if (count is < 1_000 or > Most)
                throw new VerbException(Text($"--inputs {count}: must be 1,000 to {Most:N0}"), 2);
            var folder = shared.Folder(parsed, "fuzz");
            Directory.CreateDirectory(folder);
            try
            {
                var plan = new FuzzPlan((FuzzDoors)found, count, parsed.GetValue(seed), folder);
                var report = FuzzRun.Run(plan, BenchOptions.Progress);
                return shared.Tell(
                    parsed,
                    () => JsonSerializer.Serialize(report, FuzzJson.Default.FuzzReport),
                    report.Lines,
                    report.Bars
                );
            }
            finally
            {
                Directory.Delete(folder, true);
            }
        });
        return command;
    }
}
