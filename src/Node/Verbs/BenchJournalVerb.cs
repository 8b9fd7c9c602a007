// tokenbourse bench journal: flush times, records a second, and replay, each against its bound in the same run.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Node.Benchmarks;
using static Tokenbourse.Node.Benchmarks.BenchText;

namespace Tokenbourse.Node.Verbs;

/// <summary>The journal alone.</summary>
internal static class BenchJournalVerb
{
    public static Command Build()
    {
        var commands = new Option<int>("--commands")
        {
            Description = "Commands of the replay (20,000 to 5,000,000).",
            DefaultValueFactory = _ => 500_000,
        };
        var shared = new BenchOptions();
        var command = new Command(
            "journal",
            "Measure the file log: flushes by size, records a second at saturation, replay. "
                + "Example: tokenbourse bench journal --json"
        )
        {
            commands,
        };
        shared.AddTo(command);
        command.SetAction(parsed =>
        {
            var count = parsed.GetValue(commands);
            if (count is < 20_000 or > 5_000_000)
                throw new VerbException($"--commands {count}: must be 20,000 to 5,000,000", 2);
            var report = JournalBench.Run(count, shared.Folder(parsed, "journal"), BenchOptions.Progress);
            return shared.Tell(
                parsed,
                () => JsonSerializer.Serialize(report, BenchReportJson.Default.JournalReport),
                () => Lines(report),
                report.Bars
            );
        });
        return command;
    }

    private static IEnumerable<string> Lines(JournalReport report)
    {
        foreach (var line in BenchText.Lines(report.Machine))
            yield return line;
        yield return "";
        yield return $"{"write and flush, zeroed file", -34}{"p50 us", 9}{"p99", 9}{"p99.9", 9}{"worst", 10}";
        foreach (var flush in report.Flushes)
            yield return Text($"{flush.Bytes, 10} bytes{"", -18}") + flush.Microseconds;
        yield return "";
        yield return Text($"records of {report.BytesPerRecord:0} bytes through the file log");
        foreach (var line in report.Saturation)
        {
            yield return Text($"{line.Batch, 10} in a batch ({line.BatchBytes >> 10, 4} KB)")
                + Text($"{line.PerSecond, 14:0} a second{line.OfBound, 8:0.00} of the bound, {line.Stalls} stalls");
        }

        yield return "";
        var replay = report.Replay;
        yield return Text($"replay of {replay.Commands} commands: {replay.ReplayPerSecond:0} a second; ")
            + Text($"read only {replay.ReadPerSecond:0}; from memory {replay.MemoryPerSecond:0}");
    }
}
