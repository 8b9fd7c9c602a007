// The matching benchmark's report: what is measured by shape, the bars, and both forms of it, text and JSON.
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>Percentiles of one operation, nanoseconds.</summary>
internal sealed record OperationLatency(long P50Ns, long P99Ns, long P999Ns)
{
    public static OperationLatency Of(NanosecondHistogram histogram) =>
        new(histogram.At(5_000), histogram.At(9_900), histogram.At(9_990));
}

/// <summary>One shape.</summary>
/// <param name="ThroughputMsgsPerS">Median of the passes, reports counted.</param>
/// <param name="AllocatedBytesPerMsg">Of the worst pass.</param>
/// <param name="Gen0Collections">Of the worst pass.</param>
/// <param name="Digest">Fingerprint of all reports, from a pass of its own.</param>
/// <param name="Ratio">Median of the ratios of neighbouring passes.</param>
/// <param name="SameTrades">Did both books trade the same, order by order?</param>
internal sealed record ShapeResult(
    string Shape,
    long Messages,
    double ThroughputMsgsPerS,
    [property: JsonPropertyName("p50_ns")] long P50Ns,
    [property: JsonPropertyName("p99_ns")] long P99Ns,
    [property: JsonPropertyName("p999_ns")] long P999Ns,
    double? BytesPerOrder,
    double AllocatedBytesPerMsg,
    int Gen0Collections,
    string Digest,
    long Reports,
    long Trades,
    double BaselineMsgsPerS,
    double Ratio,
    bool SameTrades,
    IReadOnlyDictionary<string, OperationLatency> Operations,
    OperationLatency Baseline
);

/// <summary>What must be reached.</summary>
/// <param name="Bar">In words, with the number.</param>
/// <param name="Met">Null when this run cannot tell.</param>
internal sealed record BarResult(string Bar, string Value, bool? Met);

/// <summary>The machine and the runtime.</summary>
internal sealed record MachineResult(
    string Cpu,
    int Cores,
    long MemoryGib,
    string System,
    string Runtime,
    long ClockCostNs
)
{
    public static MachineResult Here(long clockCost)
    {
        const string Info = "/proc/cpuinfo";
        var model = File.Exists(Info)
            ? File.ReadLines(Info)
                .FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
                ?.Split(':')[1]
                .Trim()
            : null;
        return new(
            model ?? RuntimeInformation.ProcessArchitecture.ToString(),
            Environment.ProcessorCount,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30,
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            clockCost
        );
    }
}

/// <summary>The whole run.</summary>
/// <param name="Method">How it was measured, in words.</param>
internal sealed record MatchingReport(
    MachineResult Machine,
    IReadOnlyList<string> Features,
    IReadOnlyList<FeatureResult> FeatureChecks,
    IReadOnlyList<ShapeResult> Shapes,
    DeepLevelResult DeepLevel,
    double? Flatness,
    IReadOnlyList<BarResult> Bars,
    IReadOnlyList<string> Method
)
{
    public bool AllMet => Bars.All(b => b.Met != false);

    public string Text()
    {
        var lines = new List<string>
        {
            $"machine:  {Machine.Cores} x {Machine.Cpu}, {Machine.MemoryGib} GiB, {Machine.System}, {Machine.Runtime}",
            $"features: {string.Join(", ", Features)}",
            "",
            $"{"shape", -14}{"messages", 10}{"M msg/s", 9}{"plain", 7}{"ratio", 7}{"p50 ns", 8}{"p99", 7}{"p99.9", 8}"
                + $"{"B/msg", 7}{"gen0", 6}{"trades", 9}  digest",
        };
        lines.AddRange(
            Shapes.Select(s =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{s.Shape, -14}{s.Messages, 10}{s.ThroughputMsgsPerS / 1e6, 9:0.00}"
                        + $"{s.BaselineMsgsPerS / 1e6, 7:0.00}{s.Ratio, 7:0.0}{s.P50Ns, 8}{s.P99Ns, 7}{s.P999Ns, 8}"
                        + $"{s.AllocatedBytesPerMsg, 7:0.00}{s.Gen0Collections, 6}{s.Trades, 9}  {s.Digest}"
                )
            )
        );
        lines.Add("");
        lines.AddRange(
            Bars.Select(b => $"{(b.Met is null ? "n/a   " : b.Met.Value ? "met   " : "MISSED")}  {b.Bar}: {b.Value}")
        );
        lines.Add("");
        lines.AddRange(Method);
        return string.Join('\n', lines);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(MatchingReport))]
internal sealed partial class MatchingJson : JsonSerializerContext;
