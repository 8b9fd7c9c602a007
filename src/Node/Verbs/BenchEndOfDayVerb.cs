// tokenbourse bench end-of-day: seconds that the fourteen steps of a clearing day take over many accounts and lots.
using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Node.Benchmarks;

namespace Tokenbourse.Node.Verbs;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(EndOfDayReport))]
internal sealed partial class EndOfDayJson : JsonSerializerContext;

/// <summary>Measures the market machine alone: no log, no views.</summary>
internal static class BenchEndOfDayVerb
{
    public static Command Build()
    {
        var accounts = new Option<int>("--accounts")
        {
            Description = "Accounts (2 to 1,000,000).",
            DefaultValueFactory = _ => 100_000,
        };
        var lots = new Option<long>("--lots")
        {
            Description = "Position lots, long and short ones together (2 to 20,000,000).",
            DefaultValueFactory = _ => 1_000_000,
        };
        var json = new Option<bool>("--json") { Description = "The report as one JSON object." };
        var bars = new Option<bool>("--bars") { Description = "Exit code 1 when the bar is missed." };
        var command = new Command(
            "end-of-day",
            "Measure the fourteen steps of a clearing day, step by step. Example: tokenbourse bench end-of-day --bars"
        )
        {
            accounts,
            lots,
            json,
            bars,
        };
        command.SetAction(parsed =>
        {
            var (many, open) = (parsed.GetValue(accounts), parsed.GetValue(lots));
            if (many is < 2 or > 1_000_000)
                throw new VerbException($"--accounts {many}: must be 2 to 1,000,000", 2);
            if (open is < 2 or > 20_000_000)
                throw new VerbException($"--lots {open}: must be 2 to 20,000,000", 2);
            var report = EndOfDayBench.Run(many, open, BenchOptions.Progress);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(report, EndOfDayJson.Default.EndOfDayReport));
            else
            {
                foreach (var line in report.Text())
                    Console.WriteLine(line);
                Console.WriteLine(report.Bar);
            }

            return parsed.GetValue(bars) && !report.Bar.Passed ? 1 : 0;
        });
        return command;
    }
}
