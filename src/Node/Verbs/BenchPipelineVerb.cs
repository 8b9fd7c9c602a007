// tokenbourse bench pipeline: durable answers at stated rates of arrivals, against the flush of the same run.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Node.Benchmarks;
using static Tokenbourse.Node.Benchmarks.BenchText;

namespace Tokenbourse.Node.Verbs;

/// <summary>Sequencer, file log and market machine.</summary>
internal static class BenchPipelineVerb
{
    public static Command Build()
    {
        var seconds = new Option<double>("--seconds")
        {
            Description = "Length of each turn (0.2 to 20).",
            DefaultValueFactory = _ => 1.5,
        };
        var rates = new Option<double[]>("--rate")
        {
            Description = "Millions of commands a second, one or more (0.01 to 20; 0: as many as get in).",
            DefaultValueFactory = _ => [0.1, 0.5, 1, 2, 0],
            AllowMultipleArgumentsPerToken = true,
        };
        var first = new Option<bool>("--first")
        {
            Description = "Only the first order of this process, as JSON (the benchmark starts itself so).",
            Hidden = true,
        };
        var shared = new BenchOptions();
        var command = new Command(
            "pipeline",
            "Measure durable answers in open loops: 0.1, 0.5, 1 and 2 million commands a second, and saturation. "
                + "Example: tokenbourse bench pipeline --json"
        )
        {
            seconds,
            rates,
            first,
        };
        shared.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(first))
                return First(shared.Folder(parsed, "pipeline"));
            var length = parsed.GetValue(seconds);
            if (length is not (>= 0.2 and <= 20))
                throw new VerbException(Text($"--seconds {length}: must be 0.2 to 20"), 2);
            var wanted = parsed.GetValue(rates)!;
            if (wanted.FirstOrDefault(rate => rate is not (0 or (>= 0.01 and <= 20)), 1) is var wrong && wrong != 1)
                throw new VerbException(Text($"--rate {wrong}: must be 0, or 0.01 to 20"), 2);
            var report = PipelineBench.Run(wanted, length, shared.Folder(parsed, "pipeline"), BenchOptions.Progress);
            return shared.Tell(
                parsed,
                () => JsonSerializer.Serialize(report, BenchReportJson.Default.PipelineReport),
                () => Lines(report),
                report.Bars
            );
        });
        return command;
    }

    private static int First(string folder)
    {
        var first = PipelineFirst.Run(folder);
        Directory.Delete(folder, recursive: true);
        Console.WriteLine(JsonSerializer.Serialize(first, BenchReportJson.Default.FirstOrder));
        return 0;
    }

    private static IEnumerable<string> Lines(PipelineReport report)
    {
        foreach (var line in BenchText.Lines(report.Machine))
            yield return line;
        yield return "";
        yield return $"{"durable answers, due to answered", -34}{"p50 us", 9}{"p99", 9}{"p99.9", 9}{"worst", 10}"
            + $"{"reached/s", 11}{"p50/flush", 11}{"p99/flush", 11}{"per flush", 11}"
            + $"{"B each", 8}{"foreign", 9}";
        yield return $"{"4 KB flush", -34}" + report.Flush4K;
        foreach (var line in report.Lines)
        {
            var load =
                line.MillionsPerSecond > 0 ? Text($"{line.MillionsPerSecond} M/s scheduled") : "as many as get in";
            yield return $"{load, -18}{line.Machine, -16}{line.Microseconds}"
                + Text($"{line.Reached, 11:0}{line.OfFlushP50, 11:0.00}{line.OfFlushP99, 11:0.00}")
                + Text(
                    $"{line.PerFlush, 11:0}{line.AllocatedBytes, 8:0.0}{line.ForeignProcessors, 9:0.00}"
                );
        }

        var first = report.First;
        yield return "";
        yield return Text($"first order after ready {first.FirstMicroseconds:0} us, then one at a time ")
            + Text($"p50 {first.Steady.P50:0} us, p99 {first.Steady.P99:0}; warm-up {first.WarmUpSeconds:0.0} s");
    }
}
