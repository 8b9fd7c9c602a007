// How long the disk takes to keep a piece that is written into a file of zeros: the bound of everything durable.
using System.Diagnostics;
using Tokenbourse.Storage;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>Writes and flushes as the file log does them, without the log.</summary>
internal static class FlushTimes
{
    private const int MostBytes = 64 << 20;

    /// <summary>The mean, as a rate needs it.</summary>
    public static double MeanMicroseconds(string folder, int bytes, int count) =>
        Ticks(folder, bytes, count).Average() * 1e6 / Stopwatch.Frequency;

    /// <summary>Times of write and flush, one behind the other, round and round in one file that was zeroed.</summary>
    /// <param name="bytes">Of each piece; at most 64 MB.</param>
    public static Percentiles Measure(string folder, int bytes, int count) =>
        Percentiles.Of(Ticks(folder, bytes, count));

    /// <summary>As they were measured, in ticks.</summary>
    public static long[] Ticks(string folder, int bytes, int count)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "flush-times");
        using var file = File.OpenHandle(
            path,
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None,
            FileOptions.DeleteOnClose
        );
        var length = int.Min(MostBytes, int.Max(1 << 20, bytes * count));
        var zeros = new byte[1 << 20];
        for (long place = 0; place < length; place += zeros.Length)
            RandomAccess.Write(file, zeros, place);
        Disk.FlushData(file);
        var piece = new byte[bytes];
        new Random(3).NextBytes(piece);
        var times = new long[count];
        long at = 0;
        for (var i = -20; i < count; i++)
        {
            if (at + bytes > length)
                at = 0;
            var begin = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, piece, at);
            Disk.FlushData(file);
            if (i >= 0)
                times[i] = Stopwatch.GetTimestamp() - begin;
            at += bytes;
        }

        return times;
    }
}
