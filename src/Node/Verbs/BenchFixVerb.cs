// tokenbourse bench fix: what an order costs in the FIX session machine and over a socket.
using System.CommandLine;
using Tokenbourse.Node.Benchmarks;
using static Tokenbourse.Node.Benchmarks.BenchText;

namespace Tokenbourse.Node.Verbs;

/// <summary>An echo host in the same process; with --venue the orders go through a whole venue, too.</summary>
internal static class BenchFixVerb
{
    public static Command Build()
    {
        var orders = new Option<int>("--orders")
        {
            Description = "Orders of each measured run (1,000 to 1,000,000).",
            DefaultValueFactory = _ => 20_000,
        };
        var venue = new Option<bool>("--venue")
        {
            Description = "Orders through a whole venue with its log flushed, beside the echo host and one flush.",
        };
        var stages = new Option<bool>("--stages")
        {
            Description = "With --venue: where the time goes between an order's moment and its acknowledgement.",
        };
        var shared = new BenchOptions();
        var command = new Command(
            "fix",
            "Measure the FIX session machine, and orders to an echo host over loopback. Example: tokenbourse bench fix"
        )
        {
            orders,
            venue,
            stages,
        };
        shared.AddTo(command);
        command.SetAction(parsed =>
        {
            var count = parsed.GetValue(orders);
            if (count is < 1_000 or > 1_000_000)
                throw new VerbException(Text($"--orders {count}: must be 1,000 to 1,000,000"), 2);
            if (parsed.GetValue(stages) && !parsed.GetValue(venue))
                throw new VerbException("--stages: only with --venue", 2);
            var folder = shared.Folder(parsed, "fix");
            try
            {
                if (parsed.GetValue(venue))
                {
                    var whole = new FixVenueBench(count, folder, parsed.GetValue(stages)).Run();
                    return shared.Tell(
                        parsed,
                        () => System.Text.Json.JsonSerializer.Serialize(whole, FixBenchJson.Default.FixVenueReport),
                        whole.Lines,
                        whole.Bars
                    );
                }

                var report = new FixBench(count, folder).Run();
                return shared.Tell(
                    parsed,
                    () => System.Text.Json.JsonSerializer.Serialize(report, FixBenchJson.Default.FixReport),
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

[System.Text.Json.Serialization.JsonSourceGenerationOptions(
    PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true
)]
[System.Text.Json.Serialization.JsonSerializable(typeof(FixReport))]
[System.Text.Json.Serialization.JsonSerializable(typeof(FixVenueReport))]
internal sealed partial class FixBenchJson : System.Text.Json.Serialization.JsonSerializerContext;
