// The time of a call auction over a week of hours, beside a plain one on the same bids in the same run.
using System.Diagnostics;
using System.Text.Json.Serialization;
using Tokenbourse.Market.Spot;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>One shape of auction, measured.</summary>
/// <param name="Bids">All, blocks included.</param>
/// <param name="First">Seconds of the first clearing in this process, compilation included.</param>
/// <param name="Seconds">Of clearing everything: median of the rounds after the first.</param>
/// <param name="ProcessorSeconds">What this process used of the processors meanwhile, median: on a machine that others
/// load it says more than the clock.</param>
/// <param name="HourlySeconds">Of the hourly bids alone, median.</param>
/// <param name="PlainSeconds">Of the plain auction on the hourly bids alone, once.</param>
/// <param name="Agrees">Whether the auction and the plain one tell the same prices and lots for hourly bids.</param>
/// <param name="Accepted">Blocks accepted.</param>
/// <param name="Paradoxical">Blocks paradoxically rejected.</param>
/// <param name="GapPartsPerMillion">(bound - welfare) / welfare.</param>
/// <param name="Digest">Of prices and fills: the same on every run.</param>
internal sealed record AuctionShape(
    string What,
    int Hours,
    int Bids,
    int Blocks,
    double First,
    double Seconds,
    double ProcessorSeconds,
    double HourlySeconds,
    double PlainSeconds,
    bool Agrees,
    int Accepted,
    int Paradoxical,
    bool Proven,
    double GapPartsPerMillion,
    long Nodes,
    string Digest
);

/// <summary>A whole run.</summary>
/// <param name="ForeignProcessors">Processors that others kept busy meanwhile: with more than a little, the seconds
/// say little.</param>
internal sealed record AuctionReport(
    string Machine,
    string Date,
    ulong Seed,
    double ForeignProcessors,
    IReadOnlyList<AuctionShape> Shapes,
    IReadOnlyList<Bar> Bars
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(AuctionReport))]
internal sealed partial class AuctionBenchJson : JsonSerializerContext;

/// <summary>Clears simulated auctions.</summary>
internal static class AuctionBench
{
    private const double MostSeconds = 2;

    /// <param name="hours">Of the auction.</param>
    /// <param name="bids">Bids over the horizon, and bids in each hour.</param>
    /// <param name="share">Blocks as a part of <paramref name="bids"/>, in both shapes.</param>
    /// <param name="rounds">Clearings of each shape after the first.</param>
    /// <param name="seed">Of the bids.</param>
    /// <param name="everyHour">Whether the larger shape is measured, too.</param>
    /// <param name="progress">Told what is done.</param>
    public static AuctionReport Run(
        int hours,
        int bids,
        double share,
        int rounds,
        ulong seed,
        bool everyHour,
        Action<string> progress
    )
    {
        var load = new ForeignLoad();
        var blocks = (int)(bids * share);
        var shapes = new List<AuctionShape>
        {
            Measure("bids over the horizon", hours, bids - blocks, blocks, 2, rounds, seed, progress),
        };
        if (everyHour)
        {
            // In a deeper market blocks are larger, too: else none of them would move a price.
            var scale = int.Clamp(hours / 2, 1, 1000);
            shapes.Add(Measure("bids in each hour", hours, bids * hours, blocks, scale, rounds, seed, progress));
        }

        return new(
            MachineLimits.Describe(),
            BenchText.Today(),
            seed,
            load.Processors(),
            shapes,
            [
                .. shapes.Select(s => new Bar(
                    $"seconds: {s.What}, {s.Bids} with {s.Blocks} blocks",
                    s.Seconds,
                    MostSeconds,
                    false
                )),
                .. shapes.Select(s => new Bar(
                    $"times as fast as a plain auction on hourly bids: {s.What}",
                    s.PlainSeconds / s.HourlySeconds,
                    1,
                    true
                )),
            ]
        );
    }

    private static AuctionShape Measure(
        string what,
        int hours,
        int hourly,
        int blocks,
        int scale,
        int rounds,
        ulong seed,
        Action<string> progress
    )
    {
        progress($"{what}: making {hourly} hourly bids and {blocks} blocks, seed {seed}");
        var bids = AuctionBids.Make(hours, hourly, blocks, scale, seed);
        var (first, _, outcome) = Time(bids, hours);
        progress(BenchText.Text($"first {first:0.000} s"));
        var (seconds, processor) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            var (took, used, _) = Time(bids, hours);
            seconds.Add(took);
            processor.Add(used);
            progress(BenchText.Text($"round {round + 1} of {rounds}: {seconds[^1]:0.000} s"));
        }

        var alone = Array.FindAll(bids, b => !b.AllOrNone);
        var hourlySeconds = new List<double>();
        for (var round = 0; round < rounds; round++)
            hourlySeconds.Add(Time(alone, hours).Seconds);
        var cleared = SpotAuction.Clear(alone, hours, AuctionBids.Floor, AuctionBids.Cap);
        progress("the plain auction");
        var clock = Stopwatch.StartNew();
        var plain = PlainAuction.Clear(alone, hours, AuctionBids.Floor, AuctionBids.Cap);
        var plainSeconds = clock.Elapsed.TotalSeconds;
        var (welfare, bound) = ((double)outcome.Welfare, (double)outcome.Bound);
        return new(
            what,
            hours,
            bids.Length,
            blocks,
            first,
            BenchText.Median(seconds),
            BenchText.Median(processor),
            BenchText.Median(hourlySeconds),
            plainSeconds,
            plain.Prices.SequenceEqual(cleared.Prices) && plain.Lots.SequenceEqual(cleared.Lots),
            Enumerable.Range(0, bids.Length).Count(i => bids[i].AllOrNone && outcome.Filled[i] > 0),
            outcome.ParadoxicallyRejected.Length,
            outcome.Proven,
            welfare > 0 ? (bound - welfare) / welfare * 1e6 : 0,
            outcome.Nodes,
            Digest(outcome)
        );
    }

    private static (double Seconds, double Processor, AuctionOutcome Outcome) Time(AuctionBid[] bids, int hours)
    {
        GC.Collect();
        var used = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var outcome = SpotAuction.Clear(bids, hours, AuctionBids.Floor, AuctionBids.Cap);
        return (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalSeconds, outcome);
    }

    private static string Digest(AuctionOutcome outcome)
    {
        var digest = new Digest64(0);
        foreach (var price in outcome.Prices)
            digest.Add((ulong)price);
        foreach (var lots in outcome.Filled)
            digest.Add((ulong)lots);
        return digest.Value.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}
