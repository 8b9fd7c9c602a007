// What share of the measurements was faster than what.
using System.Diagnostics;
using System.Globalization;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>Percentiles of times, in microseconds.</summary>
internal sealed record Percentiles(double P50, double P99, double P999, double Worst)
{
    /// <param name="ticks">Differences of <see cref="Stopwatch.GetTimestamp"/>; at least one. Is sorted.</param>
    public static Percentiles Of(Span<long> ticks)
    {
        ticks.Sort();
        return new(At(ticks, 0.5), At(ticks, 0.99), At(ticks, 0.999), Microseconds(ticks[^1]));
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{P50, 9:0.0}{P99, 9:0.0}{P999, 9:0.0}{Worst, 10:0.0}");

    private static double At(Span<long> sorted, double share) =>
        Microseconds(sorted[(int)((sorted.Length - 1) * share)]);

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
