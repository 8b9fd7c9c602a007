// tokenbourse bench walk-forward: how long the walk-forward study takes, its reading and its walking apart.
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Analytics.Walks;
using Tokenbourse.Node.Studies;

namespace Tokenbourse.Node.Verbs;

/// <summary>One run.</summary>
/// <param name="ReadSeconds">Prices, traces, indices and hedgers.</param>
/// <param name="WalkSeconds">All walks, assumptions and crowds.</param>
/// <param name="Processor">Seconds of processor time of both.</param>
/// <param name="Walks">Walks that stand in the table.</param>
internal sealed record WalkBenchReport(
    double ReadSeconds,
    double WalkSeconds,
    double Processor,
    int Walks,
    int Processors
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(WalkBenchReport))]
internal sealed partial class WalkBenchJson : JsonSerializerContext;

/// <summary>Measures the study; its bar is a minute.</summary>
internal static class BenchWalkVerb
{
    private const double MostSeconds = 60;

    public static Command Build()
    {
        var data = new Option<string?>("--data")
        {
            Description = "Folder of observations and usage traces. Default: TOKENBOURSE_DATA.",
        };
        var json = new Option<bool>("--json") { Description = "The report as one JSON object." };
        var bars = new Option<bool>("--bars") { Description = "Exit code 1 when it takes a minute or longer." };
        var command = new Command(
            "walk-forward",
            "Measure the walk-forward study of hedging. Example: tokenbourse bench walk-forward --data ../shared/data"
        )
        {
            data,
            json,
            bars,
        };
        command.SetAction(parsed =>
        {
            var folder = StudyHedgingVerb.Folder(parsed.GetValue(data));
            var clock = Stopwatch.StartNew();
            var before = Environment.CpuUsage.TotalTime;
            var (source, books) = WalkFacts.Read(folder, Home.Rulebook, BenchOptions.Progress);
            var read = clock.Elapsed.TotalSeconds;
            var report = WalkStudy.Run(source, books, WalkRules.Usual, _ => { });
            var result = new WalkBenchReport(
                read,
                clock.Elapsed.TotalSeconds - read,
                (Environment.CpuUsage.TotalTime - before).TotalSeconds,
                report.Walks.Count,
                Environment.ProcessorCount
            );
            Console.WriteLine(
                parsed.GetValue(json)
                    ? JsonSerializer.Serialize(result, WalkBenchJson.Default.WalkBenchReport)
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"read {result.ReadSeconds:0.0} s, walked {result.WalkSeconds:0.0} s, "
                            + $"{result.Processor:0.0} s of "
                            + $"{result.Processors} processors, {result.Walks} walks in the table; bar "
                            + $"{MostSeconds} s"
                    )
            );
            return parsed.GetValue(bars) && result.ReadSeconds + result.WalkSeconds >= MostSeconds ? 1 : 0;
        });
        return command;
    }
}
