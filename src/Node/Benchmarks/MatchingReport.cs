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
/// <param name="ProcessorMsgsPerS">The same by processor time.</param>
/// <param name="ThroughputMsgsPerS">Median of the passes, reports counted.</param>
/// <param name="AllocatedBytesPerMsg">Of the worst pass.</param>
/// <param name="LateBytesPerMsg">Those that were allocated after the first tenth of the messages.</param>
/// <param name="Gen0Collections">Of the worst pass.</param>
/// <param name="Digest">Fingerprint of all reports, from a pass of its own.</param>
/// <param name="Ratio">Median of the ratios of neighbouring passes.</param>
/// <param name="SameTrades">
/// Did both books trade the same, order by order? Null when the stream holds what the plain book does not know.
/// </param>
internal sealed record ShapeResult(
    string Shape,
    long Messages,
    double ThroughputMsgsPerS,
    double ProcessorMsgsPerS,
    [property: JsonPropertyName("p50_ns")] long P50Ns,
    [property: JsonPropertyName("p99_ns")] long P99Ns,
    [property: JsonPropertyName("p999_ns")] long P999Ns,
    double? BytesPerOrder,
    double AllocatedBytesPerMsg,
    double LateBytesPerMsg,
    int Gen0Collections,
    string Digest,
    long Reports,
    long Trades,
    double BaselineMsgsPerS,
    double Ratio,
    bool? SameTrades,
    IReadOnlyDictionary<string, OperationLatency> Operations,
    OperationLatency Baseline
);

/// <summary>The whole run.</summary>
/// <param name="ForeignProcessors">Processors that others kept busy meanwhile.</param>
/// <param name="Method">How it was measured, in words.</param>
internal sealed record MatchingReport(
    MachineLimits Machine,
    string Runtime,
    string Date,
    double ForeignProcessors,
    IReadOnlyList<string> Features,
    IReadOnlyList<FeatureResult> FeatureChecks,
    IReadOnlyList<ShapeResult> Shapes,
    DeepLevelResult DeepLevel,
    double? Flatness,
    IReadOnlyList<Bar> Bars,
    IReadOnlyList<string> Method
)
{
    public IEnumerable<string> Lines() =>
        [
            .. BenchText.Lines(Machine),
            BenchText.Text($"runtime: {Runtime}; others kept {ForeignProcessors:0.00} processors busy"),
            $"features: {string.Join(", ", Features)}",
            "",
            $"{"shape", -14}{"messages", 10}{"M msg/s", 9}{"of cpu", 8}{"plain", 7}{"ratio", 7}{"p50 ns", 8}{"p99", 7}"
                + $"{"p99.9", 8}{"B/msg", 7}{"gen0", 6}{"trades", 9}  {"digest", -17} same trades",
            .. Shapes.Select(Line),
            "",
            .. Method,
        ];

    private static string Line(ShapeResult s) =>
        BenchText.Text($"{s.Shape, -14}{s.Messages, 10}{s.ThroughputMsgsPerS / 1e6, 9:0.00}")
        + BenchText.Text($"{s.ProcessorMsgsPerS / 1e6, 8:0.00}{s.BaselineMsgsPerS / 1e6, 7:0.00}{s.Ratio, 7:0.0}")
        + BenchText.Text($"{s.P50Ns, 8}{s.P99Ns, 7}{s.P999Ns, 8}{s.AllocatedBytesPerMsg, 7:0.00}")
        + BenchText.Text($"{s.Gen0Collections, 6}{s.Trades, 9}  {s.Digest, -17} {Word(s.SameTrades)}");

    private static string Word(bool? same) =>
        same switch
        {
            true => "yes",
            false => "no",
            null => "-",
        };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(MatchingReport))]
internal sealed partial class MatchingJson : JsonSerializerContext;
