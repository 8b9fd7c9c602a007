// The bars of the matching benchmark. Ratios of one run, never absolute speeds: machines differ, and so do hours.
using System.Globalization;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>What our book must reach with everything switched on and other books loaded.</summary>
internal static class MatchingBars
{
    private const long AllocationMessages = 10_000_000;
    private const double MostBytesPerOrder = 96;
    private const double LeastFlatness = 0.65;
    private const double MostDeepRatio = 1.5;
    private const double LeastBaselineRatio = 5;

    public static IReadOnlyList<BarResult> Of(
        IReadOnlyList<ShapeResult> shapes,
        IReadOnlyList<FeatureResult> features,
        DeepLevelResult deep,
        double? flatness
    )
    {
        var longest = shapes.Max(s => s.Messages);
        var allocated = shapes.Max(s => s.AllocatedBytesPerMsg);
        var collections = shapes.Max(s => s.Gen0Collections);
        var bytes = shapes.Max(s => s.BytesPerOrder);
        var ratio = shapes.Min(s => s.Ratio);
        // Fewer messages can miss this bar, but not meet it.
        bool? quiet =
            allocated > 0 || collections > 0 ? false
            : longest >= AllocationMessages ? true
            : null;
        return
        [
            new(
                "0 bytes allocated and 0 collections over a stream of 10,000,000 messages",
                Text($"{allocated:0.000} bytes a message, {collections} collections; longest {longest} messages"),
                quiet
            ),
            new(
                "at most 96 bytes of memory a resting order",
                Text($"{bytes:0.0}"),
                bytes is null ? null : bytes <= MostBytesPerOrder
            ),
            new(
                "worst shape at least 0.65 of the best",
                Text($"{flatness:0.00}"),
                flatness is null ? null : flatness >= LeastFlatness
            ),
            new(
                "a cancel inside a level of 40,000 orders costs at most 1.5 of one in a shallow level",
                Text($"{deep.Ratio:0.00} ({deep.DeepNs:0} ns, {deep.ShallowNs:0} ns)"),
                deep.Ratio <= MostDeepRatio
            ),
            new(
                "at least 5 times the plain book, in each shape",
                Text($"{ratio:0.0} in the worst"),
                ratio >= LeastBaselineRatio
            ),
            new(
                "one stop, one iceberg, one spread each change the fingerprint and the trades",
                string.Join(
                    ", ",
                    features.Select(f =>
                        $"{f.Name} {(f is { ChangesDigest: true, ChangesTrades: true } ? "yes" : "no")}"
                    )
                ),
                features.All(f => f.ChangesDigest && f.ChangesTrades)
            ),
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
