// Nanoseconds of single operations: counted in buckets, so that measuring allocates nothing.
using System.Diagnostics;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>
/// A histogram: buckets of 1 ns up to 4 us, then of 64 ns up to 1 ms; anything longer is in the last one.
/// </summary>
internal sealed class NanosecondHistogram
{
    private const int Fine = 4096;
    private const int Coarse = 1 << 14;
    private const int CoarseShift = 6;
    private readonly uint[] _counts = new uint[Fine + Coarse];
    private long _total;

    public void Add(long nanoseconds)
    {
        var bucket =
            nanoseconds < 0 ? 0
            : nanoseconds < Fine ? nanoseconds
            : Fine + ((nanoseconds - Fine) >> CoarseShift);
        _counts[int.CreateSaturating(long.Min(bucket, Fine + Coarse - 1))]++;
        _total++;
    }

    /// <summary>Nanoseconds that so many parts in 10,000 do not exceed; 0 when nothing was added.</summary>
    public long At(int parts)
    {
        var wanted = ((_total * parts) + 9_999) / 10_000;
        long seen = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= wanted)
                return i < Fine ? i : Fine + ((long)(i - Fine) << CoarseShift);
        }

        return 0;
    }
}

/// <summary>The clock that single operations are timed with, and what a look at it costs.</summary>
internal static class OperationClock
{
    /// <summary>
    /// Median time between two looks with nothing between them, nanoseconds: taken off each measured operation.
    /// </summary>
    public static long Cost()
    {
        var empty = new NanosecondHistogram();
        for (var i = 0; i < 1_000_000; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            empty.Add(Nanoseconds(Stopwatch.GetTimestamp() - begin));
        }

        return empty.At(5_000);
    }

    public static long Nanoseconds(long ticks) =>
        Stopwatch.Frequency == 1_000_000_000 ? ticks : ticks * 1_000_000_000 / Stopwatch.Frequency;
}
