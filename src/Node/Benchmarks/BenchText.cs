// What the reports of the benchmarks have in common.
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>Small words and sums.</summary>
internal static class BenchText
{
    public static string Today() => DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>The limits of the machine as lines.</summary>
    public static IEnumerable<string> Lines(MachineLimits limits)
    {
        yield return $"machine: {limits.Description}";
        yield return "chase:   "
            + string.Join(", ", limits.Chase.Select(c => Text($"{c.Kilobytes} KB {c.Nanoseconds:0.0} ns")));
        if (limits.Flush4K is { } flush)
            yield return Text($"flush:   4 KB p50 {flush.P50:0} us, p99 {flush.P99:0}, p99.9 {flush.P999:0}");
        yield return Text($"tcp:     64 B there and back p50 {limits.Loopback.P50:0} us, p99 {limits.Loopback.P99:0}");
        yield return Text(
            $"clock:   {limits.ClockNanoseconds:0.0} ns; core to core and back {limits.CoreToCoreNanoseconds:0} ns"
        );
    }

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(JournalReport))]
[JsonSerializable(typeof(PipelineReport))]
[JsonSerializable(typeof(FirstOrder))]
internal sealed partial class BenchReportJson : JsonSerializerContext;
