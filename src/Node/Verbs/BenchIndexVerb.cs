// tokenbourse bench index: observations a second into the index machine, memory, prints, replay.
using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Node.Benchmarks;

namespace Tokenbourse.Node.Verbs;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(IndexBenchReport))]
internal sealed partial class IndexBenchJson : JsonSerializerContext;

/// <summary>Measures the index machine alone: no log, no views.</summary>
internal static class BenchIndexVerb
{
    public static Command Build()
    {
        var observations = new Option<int>("--observations")
        {
            Description = "Observations of a day, half of them deals (1,000 to 5,000,000).",
            DefaultValueFactory = _ => 1_000_000,
        };
        var days = new Option<int>("--days") { Description = "Days (2 to 60).", DefaultValueFactory = _ => 2 };
        var all = new Option<bool>("--all") { Description = "All indexes of the rulebook, not only those of tokens." };
        var json = new Option<bool>("--json") { Description = "The report as one JSON object." };
        var command = new Command(
            "index",
            "Measure the index machine under days of deals and prices. Example: tokenbourse bench index --days 2"
        )
        {
            observations,
            days,
            all,
            json,
        };
        command.SetAction(parsed =>
        {
            var (many, span) = (parsed.GetValue(observations), parsed.GetValue(days));
            if (many is < 1000 or > 5_000_000)
                throw new VerbException($"--observations {many}: must be 1,000 to 5,000,000", 2);
            if (span is < 2 or > 60)
                throw new VerbException($"--days {span}: must be 2 to 60", 2);
            var methodologies = Home.Documents(Home.Rulebook, "indexes")
                .Where(d => parsed.GetValue(all) || d.Name.StartsWith("CSTI", StringComparison.Ordinal))
                .Select(d => d.Text)
                .ToList();
            var report = IndexBench.Run(many, span, methodologies, BenchOptions.Progress);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(report, IndexBenchJson.Default.IndexBenchReport));
            }
            else
            {
                foreach (var line in report.Text())
                    Console.WriteLine(line);
            }

            return report.SameState ? 0 : 1;
        });
        return command;
    }
}
