// tokenbourse bench pre-trade: nanoseconds and bytes of the margin question before an order.
using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Node.Benchmarks;
using Tokenbourse.Node.Margins;

namespace Tokenbourse.Node.Verbs;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(PreTradeReport))]
internal sealed partial class PreTradeJson : JsonSerializerContext;

/// <summary>Measures the three margin rules alone.</summary>
internal static class BenchPreTradeVerb
{
    public static Command Build()
    {
        var calls = new Option<int>("--calls")
        {
            Description = "Calls of each batch (10,000 to 10,000,000).",
            DefaultValueFactory = _ => 500_000,
        };
        var seed = new Option<int>("--seed") { Description = "Chance begins here.", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "The report as one JSON object." };
        var bars = new Option<bool>("--bars") { Description = "Exit code 1 when a bar is missed." };
        var command = new Command(
            "pre-trade",
            "Measure the margin question before an order under the three rules, in nanoseconds and bytes. "
                + "Example: tokenbourse bench pre-trade --bars"
        )
        {
            calls,
            seed,
            json,
            bars,
        };
        command.SetAction(parsed =>
        {
            var count = parsed.GetValue(calls);
            if (count is < 10_000 or > 10_000_000)
                throw new VerbException($"--calls {count}: must be 10,000 to 10,000,000", 2);
            var bench = new PreTradeBench(MarginRulebook.Read(Home.Rulebook), count, parsed.GetValue(seed));
            var report = bench.Run(BenchOptions.Progress);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(report, PreTradeJson.Default.PreTradeReport));
            }
            else
            {
                foreach (var line in report.Text())
                    Console.WriteLine(line);
                Console.WriteLine();
                foreach (var bar in report.Bars)
                    Console.WriteLine(bar);
            }

            return parsed.GetValue(bars) && report.Bars.Any(bar => !bar.Passed) ? 1 : 0;
        });
        return command;
    }
}
