// tokenbourse bench auction: how long a call auction over delivery hours takes to clear.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Node.Benchmarks;

namespace Tokenbourse.Node.Verbs;

/// <summary>Measures SpotAuction beside a plain auction.</summary>
internal static class BenchAuctionVerb
{
    public static Command Build()
    {
        var options = new BenchOptions();
        var hours = Option("--hours", "Delivery hours, 2 to 1000.", 168);
        var bids = Option("--bids", "Bids over the horizon, and again bids in each hour (100 to 1,000,000).", 100_000);
        var blocks = Option("--blocks", "All-or-none blocks as a share of --bids, 0 to 0.5.", 0.02);
        var rounds = Option("--rounds", "Clearings after the first, at least 1.", 3);
        var seed = Option("--seed", "Of the simulated bids.", 7UL);
        var small = new Option<bool>("--horizon-only")
        {
            Description = "Leave out the shape with --bids in each hour.",
        };
        var command = new Command(
            "auction",
            "The time of a call auction; its bids are simulated. Example: tokenbourse bench auction --hours 168"
        )
        {
            hours,
            bids,
            blocks,
            rounds,
            seed,
            small,
        };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(hours) is < 2 or > 1000 || parsed.GetValue(bids) is < 100 or > 1_000_000)
                throw new VerbException("--hours must be 2 to 1000, --bids 100 to 1,000,000", 2);
            if (!(parsed.GetValue(blocks) is >= 0 and <= 0.5) || parsed.GetValue(rounds) < 1)
                throw new VerbException("--blocks must be 0 to 0.5, --rounds at least 1", 2);
            if ((long)parsed.GetValue(hours) * parsed.GetValue(bids) > 50_000_000 && !parsed.GetValue(small))
                throw new VerbException("--hours times --bids must be at most 50,000,000, or give --horizon-only", 2);
            var report = AuctionBench.Run(
                parsed.GetValue(hours),
                parsed.GetValue(bids),
                parsed.GetValue(blocks),
                parsed.GetValue(rounds),
                parsed.GetValue(seed),
                !parsed.GetValue(small),
                BenchOptions.Progress
            );
            return options.Tell(
                parsed,
                () => JsonSerializer.Serialize(report, AuctionBenchJson.Default.AuctionReport),
                () => Lines(report),
                report.Bars
            );
        });
        return command;
    }

    private static IEnumerable<string> Lines(AuctionReport r)
    {
        yield return $"machine: {r.Machine}";
        yield return $"date:    {r.Date}, seed {r.Seed}";
        yield return BenchText.Text($"others:  {r.ForeignProcessors:0.00} processors busy with other work");
        foreach (var s in r.Shapes)
        {
            yield return "";
            yield return $"{s.What}: {s.Bids} bids, {s.Blocks} of them blocks, {s.Hours} hours";
            yield return BenchText.Text($"  seconds: all {s.Seconds:0.000} (processor {s.ProcessorSeconds:0.000})");
            yield return BenchText.Text($"  first {s.First:0.000}, hourly bids alone {s.HourlySeconds:0.000}");
            var same = s.Agrees ? "the same prices and lots" : "OTHER PRICES";
            yield return BenchText.Text($"  plain auction, hourly bids alone: {s.PlainSeconds:0.000} s, {same}");
            yield return $"  blocks: {s.Accepted} accepted, {s.Paradoxical} paradoxically rejected";
            yield return s.Proven
                ? $"  proven best after {s.Nodes} nodes"
                : BenchText.Text(
                    $"  not proven after {s.Nodes} nodes: at most {s.GapPartsPerMillion:0.0} millionths more welfare"
                );
            yield return $"  digest {s.Digest}";
        }
    }

    private static Option<T> Option<T>(string name, string description, T standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };
}
