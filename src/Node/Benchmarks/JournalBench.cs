// The journal alone: how long flushes take, how many records a second it keeps, how fast it is read again.
using System.Diagnostics;
using Tokenbourse.Log;
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Storage;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>Write and flush of one size into a file of zeros.</summary>
internal sealed record FlushLine(int Bytes, int Count, Percentiles Microseconds);

/// <summary>Records through the file log, one batch behind the other without pause.</summary>
/// <param name="Batch">Records in a batch.</param>
/// <param name="BatchBytes">On the disk.</param>
/// <param name="PerSecond">Records; the median of the pairs.</param>
/// <param name="OfBound">PerSecond over the rate of 64 KB flushes times the records that 64 KB hold; the median of
/// pairs measured in turns.</param>
/// <param name="Stalls">Appends that waited for a file that grew.</param>
internal sealed record SaturationLine(int Batch, int BatchBytes, double PerSecond, double OfBound, long Stalls);

/// <summary>Reading a log of orders and applying it, against applying the same orders from memory.</summary>
internal sealed record ReplayLine(int Commands, double ReadPerSecond, double ReplayPerSecond, double MemoryPerSecond)
{
    /// <summary>The speed of replay over that of memory; the median of pairs.</summary>
    public required double OfMemory { get; init; }
}

/// <summary>A whole run.</summary>
internal sealed record JournalReport(
    string Program,
    string Date,
    MachineLimits Machine,
    IReadOnlyList<FlushLine> Flushes,
    double BytesPerRecord,
    IReadOnlyList<SaturationLine> Saturation,
    ReplayLine Replay,
    IReadOnlyList<Bar> Bars
);

/// <summary>Everything in pairs, in turns, on the disk of a folder.</summary>
internal static class JournalBench
{
    private const int Pairs = 5;
    private const int Piece = 64 << 10;
    private static readonly int[] _batches = [1024, 4096, 8192];

    private static readonly (int Bytes, int Count)[] _flushes =
    [
        (256, 2000),
        (4 << 10, 2000),
        (Piece, 1000),
        (256 << 10, 600),
        (1 << 20, 400),
    ];

    public static JournalReport Run(int commands, string folder, Action<string> progress)
    {
        Directory.CreateDirectory(folder);
        try
        {
            progress("machine limits ...");
            var limits = MachineLimits.Measure(folder);
            progress("flushes ...");
            FlushLine[] flushes =
            [
                .. _flushes.Select(f => new FlushLine(f.Bytes, f.Count, FlushTimes.Measure(folder, f.Bytes, f.Count))),
            ];
            var frames = JournalFrames.Of(OrderStream.Build(commands, seed: 1));
            progress("saturation ...");
            SaturationLine[] saturation = [.. _batches.Select(batch => Saturate(frames, folder, batch))];
            progress("replay ...");
            var replay = Replay(commands, folder);
            var most = saturation.MaxBy(line => line.OfBound)!;
            Bar[] bars =
            [
                new(
                    $"records a second, {most.Batch} in a batch, over 64 KB flushes times their records",
                    most.OfBound,
                    1.0,
                    AtLeast: true
                ),
                new("replay from the journal over application from memory", replay.OfMemory, 0.6, AtLeast: true),
            ];
            return new(
                Release.Version,
                BenchText.Today(),
                limits,
                flushes,
                frames.BytesPerRecord,
                saturation,
                replay,
                bars
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Bound and log in turns: what else the disk does falls on both.</summary>
    private static SaturationLine Saturate(JournalFrames frames, string folder, int batch)
    {
        var place = Path.Combine(folder, "saturation");
        using var log = FileLog.Open(place, new(Ahead: 2));
        var ratios = new double[Pairs];
        var rates = new double[Pairs];
        // What was compiled once only is not measured.
        frames.Append(log, batch, 8);
        for (var pair = 0; pair < Pairs; pair++)
        {
            Await(log);
            var flush = FlushTimes.MeanMicroseconds(folder, Piece, 200);
            var bound = 1e6 / flush * (Piece / frames.BytesPerRecord);
            var rounds = int.Max(1, 300_000 / batch);
            var begin = Stopwatch.GetTimestamp();
            frames.Append(log, batch, rounds);
            rates[pair] = rounds * (double)batch / Stopwatch.GetElapsedTime(begin).TotalSeconds;
            ratios[pair] = rates[pair] / bound;
        }

        var stalls = log.Stalls;
        log.Dispose();
        Directory.Delete(place, recursive: true);
        return new(
            batch,
            (int)(batch * frames.BytesPerRecord),
            BenchText.Median(rates),
            BenchText.Median(ratios),
            stalls
        );
    }

    private static void Await(FileLog log)
    {
        while (!log.IsAhead)
            Thread.Sleep(1);
    }

    private static ReplayLine Replay(int commands, string folder)
    {
        var place = Path.Combine(folder, "replay");
        var entries = Write(place, commands);
        using var log = FileLog.OpenReadOnly(place);
        var (reads, replays, memories, ratios) = (
            new double[Pairs],
            new double[Pairs],
            new double[Pairs],
            new double[Pairs]
        );
        Memory(entries);
        FromLog(log);
        for (var pair = 0; pair < Pairs; pair++)
        {
            var begin = Stopwatch.GetTimestamp();
            var read = log.Read(0).Count();
            reads[pair] = read / Stopwatch.GetElapsedTime(begin).TotalSeconds;
            memories[pair] = Memory(entries);
            replays[pair] = FromLog(log);
            ratios[pair] = replays[pair] / memories[pair];
        }

        return new(commands, BenchText.Median(reads), BenchText.Median(replays), BenchText.Median(memories))
        {
            OfMemory = BenchText.Median(ratios),
        };
    }

    /// <summary>The market's opening and the orders, put on a log; the same entries in memory.</summary>
    private static List<LogEntry> Write(string place, int commands)
    {
        using var log = FileLog.Open(place, new(FlushEachBatch: false));
        var entries = new List<LogEntry>();
        foreach (var (kind, payload) in OrderStream.Opening())
            entries.Add(new(entries.Count, OrderStream.Before, -1, kind, payload));
        foreach (var (kind, payload) in OrderStream.Build(commands, seed: 1))
            entries.Add(new(entries.Count, OrderStream.Open, -1, kind, payload));
        foreach (var part in entries.Chunk(4096))
        {
            using var bytes = new MemoryStream();
            foreach (var entry in part)
                bytes.Write(Codec.Encode(in entry));
            Must.Hold(log.TryAppend(log.Tail, bytes.ToArray()));
        }

        return entries;
    }

    private static double Memory(List<LogEntry> entries)
    {
        var runner = new Runner(new MarketMachine(), new MemoryLog(), new MemoryLog());
        var begin = Stopwatch.GetTimestamp();
        foreach (var entry in entries)
        {
            runner.Begin();
            runner.Apply(in entry);
        }

        return entries.Count / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    /// <summary>What start-up does with a command log whose events are to be made again.</summary>
    private static double FromLog(FileLog log)
    {
        using var events = new MemoryLog();
        var runner = new Runner(new MarketMachine(), log, events);
        var begin = Stopwatch.GetTimestamp();
        var report = runner.Recover(complete: false);
        return report.Replayed / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
