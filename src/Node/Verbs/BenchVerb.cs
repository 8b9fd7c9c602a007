// tokenbourse bench: commands a second and latency, of the machine alone and through sequencer and file log.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Node.Benchmarks;

namespace Tokenbourse.Node.Verbs;

/// <summary>One measured line.</summary>
/// <param name="PerSecond">Commands a second.</param>
/// <param name="P50">Microseconds from submission to acknowledgement; null where only throughput is measured.</param>
internal sealed record BenchLine(
    string What,
    string Load,
    long Commands,
    double PerSecond,
    double? P50,
    double? P90,
    double? P99,
    double? P999,
    double? Worst,
    double? CommandsPerFlush
);

/// <summary>A whole run.</summary>
internal sealed record BenchReport(
    string Machine,
    string Mix,
    string Runtime,
    string Date,
    double FlushMicroseconds,
    IReadOnlyList<BenchLine> Lines
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(BenchReport))]
internal sealed partial class BenchJson : JsonSerializerContext;

/// <summary>Runs the throughput benchmark. Results are kept in bench/.</summary>
internal static class BenchVerb
{
    public static Command Build()
    {
        var commands = new Option<int>("--commands")
        {
            Description = "Commands of each measured run (10,000 to 5,000,000).",
            DefaultValueFactory = _ => 500_000,
        };
        var folder = new Option<string?>("--dir")
        {
            Description =
                "Where the log is written: the disk that is measured. Default: a folder under data/, removed afterwards.",
        };
        var json = new Option<bool>("--json") { Description = "The report as JSON." };
        var command = new Command(
            "bench",
            "Measure the market machine alone, and through sequencer and file log with a flush for each batch. Example: tokenbourse bench --commands 500000"
        )
        {
            commands,
            folder,
            json,
            BenchMatchingVerb.Build(),
            BenchJournalVerb.Build(),
            BenchPipelineVerb.Build(),
            BenchPreTradeVerb.Build(),
            BenchEndOfDayVerb.Build(),
            BenchMarginModelsVerb.Build(),
            BenchUsageVerb.Build(),
            BenchIntakeVerb.Build(),
            BenchTokenizersVerb.Build(),
            BenchIndexVerb.Build(),
            BenchDeskVerb.Build(),
            BenchPlanVerb.Build(),
            BenchWalkVerb.Build(),
            BenchAuctionVerb.Build(),
            BenchMeterVerb.Build(),
            BenchFixVerb.Build(),
            BenchFuzzVerb.Build(),
            BenchDoorVerbs.Stream(),
            BenchDoorVerbs.Rest(),
            BenchDoorVerbs.Subscribers(),
        };
        command.SetAction(parsed =>
        {
            var count = parsed.GetValue(commands);
            if (count is < 10_000 or > 5_000_000)
                throw new VerbException($"--commands {count}: must be 10,000 to 5,000,000", 2);
            var report = Throughput.Run(
                count,
                parsed.GetValue(folder) ?? Path.Combine("data", "bench"),
                line => Console.Error.WriteLine(line)
            );
            Console.WriteLine(
                parsed.GetValue(json) ? JsonSerializer.Serialize(report, BenchJson.Default.BenchReport) : Text(report)
            );
            return 0;
        });
        return command;
    }

    private static string Text(BenchReport r)
    {
        var lines = new List<string>
        {
            $"machine: {r.Machine}",
            $"runtime: {r.Runtime}",
            $"date:    {r.Date}",
            $"stream:  {r.Mix}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"a 4 KiB write and flush on this disk: median {r.FlushMicroseconds:0} microseconds"
            ),
            "",
            $"{"what", -34}{"load", -26}{"commands", 10}{"per second", 12}{"p50 us", 9}{"p90", 9}{"p99", 9}{"p99.9", 9}{"worst", 9}{"per flush", 10}",
        };
        lines.AddRange(
            r.Lines.Select(l =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{l.What, -34}{l.Load, -26}{l.Commands, 10}{l.PerSecond, 12:0}{l.P50, 9:0}{l.P90, 9:0}{l.P99, 9:0}{l.P999, 9:0}{l.Worst, 9:0}{l.CommandsPerFlush, 10:0.0}"
                )
            )
        );
        return string.Join('\n', lines);
    }
}
