// How much of the processors others used meanwhile: figures of a disturbed run say little.
using System.Diagnostics;
using System.Globalization;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>Begins to count when it is made.</summary>
internal sealed class ForeignLoad
{
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly double _busy = Busy();
    private readonly double _own = Own();

    /// <summary>Processors that others kept busy since the beginning, on average; 0 where the system does not tell.
    /// Time that the host took away counts as busy.</summary>
    public double Processors()
    {
        var seconds = Stopwatch.GetElapsedTime(_begin).TotalSeconds;
        return double.Max(0, (Busy() - _busy - (Own() - _own)) / seconds);
    }

    private static double Own() => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>Seconds since the start of the system, summed over processors.</summary>
    private static double Busy()
    {
        const int HundredthsInASecond = 100;
        if (!File.Exists("/proc/stat"))
            return 0;
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double sum = 0;
        foreach (var field in (ReadOnlySpan<int>)[1, 2, 3, 6, 7, 8])
            sum += double.Parse(fields[field], CultureInfo.InvariantCulture);
        return sum / HundredthsInASecond;
    }
}
