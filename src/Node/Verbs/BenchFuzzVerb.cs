// tokenbourse bench fuzz: a door under inputs that are nearly right, with an honest client beside.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Node.Benchmarks;
using Tokenbourse.Node.Fuzzing;
using static Tokenbourse.Node.Benchmarks.BenchText;

namespace Tokenbourse.Node.Verbs;

/// <summary>The door, its venue and both clients live in this process, so that a crash ends the run; but for fix-venue,
/// whose venue is a process of its own.</summary>
internal static class BenchFuzzVerb
{
    private const long Least = 10;
    private const long Most = 1_000_000_000;

    private static readonly string _doors = Words();

    public static Command Build()
    {
        var door = new Option<string>("--door") { Description = _doors, DefaultValueFactory = _ => "json" };
        var inputs = new Option<long>("--inputs")
        {
            Description = "Messages, requests or frames (10 to 1,000,000,000).",
            DefaultValueFactory = _ => 100_000,
        };
        var seed = new Option<int>("--seed") { Description = "Of the inputs.", DefaultValueFactory = _ => 1 };
        var from = new Option<long>("--from")
        {
            Description = "The first round: with the seed of a finding and its round, it is sent again.",
        };
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
            from,
        };
        shared.AddTo(command);
        command.SetAction(parsed =>
        {
            var word = parsed.GetValue(door) ?? "";
            var found = Array.FindIndex(Enum.GetValues<FuzzDoors>(), d => FuzzRun.WordOf(d) == word);
            if (found < 0)
                throw new VerbException($"--door {word}: must be {_doors}", 2);
            var count = parsed.GetValue(inputs);
            if (count is < Least or > Most)
                throw new VerbException(Text($"--inputs {count}: must be {Least} to {Most:N0}"), 2);
            var first = parsed.GetValue(from);
            if (first < 0)
                throw new VerbException(Text($"--from {first}: must be 0 or more"), 2);
            var folder = shared.Folder(parsed, "fuzz");
            Directory.CreateDirectory(folder);
            try
            {
                var plan = new FuzzPlan((FuzzDoors)found, count, parsed.GetValue(seed), first, folder);
                var report = FuzzRun.Run(plan, BenchOptions.Progress);
                var missed = shared.Tell(
                    parsed,
                    () => JsonSerializer.Serialize(report, FuzzJson.Default.FuzzReport),
                    report.Lines,
                    report.Bars
                );
                return report.Failed ? 1 : missed;
            }
            finally
            {
                Directory.Delete(folder, true);
            }
        });
        return command;
    }

    private static string Words()
    {
        var words = Array.ConvertAll(Enum.GetValues<FuzzDoors>(), FuzzRun.WordOf);
        return $"{string.Join(", ", words[..^1])} or {words[^1]}";
    }
}
