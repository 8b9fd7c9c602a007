// tokenbourse bench meter: what the gateway of metered delivery adds to a seller.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Gateways.Tokenizers;
using Tokenbourse.Node.Benchmarks;
using static Tokenbourse.Node.Benchmarks.BenchText;

namespace Tokenbourse.Node.Verbs;

/// <summary>The same requests to a bare simulated seller and through the meter.</summary>
internal static class BenchMeterVerb
{
    public static Command Build()
    {
        var requests = Number("--requests", "Requests of each loaded turn (200 to 1,000,000).", 8000);
        var connections = Number("--connections", "Connections of the loaded turns (1 to 512).", 32);
        var rounds = Number("--rounds", "Measured turns of each way (1 to 99).", 5);
        var tokens = Number("--tokens", "Tokens of each answer, at most (1 to 1,000).", 16);
        var seed = Number("--seed", "Seed of the seller's text (1 to 1,000,000,000).", 1);
        var shared = new BenchOptions();
        var command = new Command(
            "meter",
            "Measure the gateway of metered delivery beside the bare seller. Example: tokenbourse bench meter --bars"
        )
        {
            requests,
            connections,
            rounds,
            tokens,
            seed,
        };
        shared.AddTo(command);
        command.SetAction(
            async (parsed, _) =>
            {
                var shelf = new TokenizerShelf(Home.Tokenizers);
                if (shelf.Missing("o200k_base") is { } missing)
                    throw new VerbException(missing, 2);
                var plan = new MeterPlan(
                    InRange(parsed, requests, 200, 1_000_000),
                    InRange(parsed, connections, 1, 512),
                    InRange(parsed, rounds, 1, 99),
                    InRange(parsed, tokens, 1, 1000),
                    InRange(parsed, seed, 1, 1_000_000_000)
                );
                var folder = shared.Folder(parsed, "meter");
                var report = await MeterBench.Run(plan, folder, shelf.Open("o200k_base"), BenchOptions.Progress);
                return shared.Tell(
                    parsed,
                    () => JsonSerializer.Serialize(report, MeterBenchJson.Default.MeterBenchReport),
                    () => Lines(report),
                    report.Bars
                );
            }
        );
        return command;
    }

    private static Option<int> Number(string name, string description, int standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };

    private static int InRange(ParseResult parsed, Option<int> option, int least, int most)
    {
        var value = parsed.GetValue(option);
        return value >= least && value <= most
            ? value
            : throw new VerbException(Text($"{option.Name} {value}: must be {least:N0} to {most:N0}"), 2);
    }

    private static IEnumerable<string> Lines(MeterBenchReport report)
    {
        var plan = report.Plan;
        yield return $"machine: {report.Machine}";
        yield return Text($"runtime: {report.Runtime}; others kept {report.ForeignProcessors:0.00} processors busy");
        yield return $"date:    {report.Date}";
        yield return Text($"{plan.Requests:N0} requests a turn, {plan.Rounds} turns, {plan.Tokens} tokens an answer, ")
            + Text($"seed {plan.Seed}, simulated text; a flush takes {report.Flush:0} us; ")
            + Text($"{report.RecordsPerFlush:0.0} records a flush");
        yield return "";
        yield return $"{"way", -30}{"connections", 12}{"p50 us", 10}{"p99 us", 10}{"a second", 10}";
        foreach (var line in report.Lines)
            yield return Text(
                $"{line.What, -30}{line.Connections, 12}{line.P50, 10:0}{line.P99, 10:0}{line.PerSecond, 10:0}"
            );
    }
}
