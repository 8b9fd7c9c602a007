// The bars of the matching benchmark. Ratios of one run, never absolute speeds: machines differ, and so do hours.
namespace Tokenbourse.Node.Benchmarks;

/// <summary>What our book must reach with everything switched on and other books loaded.</summary>
internal static class MatchingBars
{
    private const double MostBytesPerOrder = 96;
    private const double LeastFlatness = 0.65;
    private const double MostDeepRatio = 1.5;
    private const double LeastBaselineRatio = 5;

    /// <summary>Those that this run can tell.</summary>
    public static IReadOnlyList<Bar> Of(
        IReadOnlyList<ShapeResult> shapes,
        IReadOnlyList<FeatureResult> features,
        DeepLevelResult deep,
        double? flatness
    )
    {
        var longest = shapes.Max(s => s.Messages);
        var bars = new List<Bar>
        {
            new(
                BenchText.Text($"bytes allocated a message (longest stream {longest} messages; meant for 10,000,000)"),
                shapes.Max(s => s.AllocatedBytesPerMsg),
                0,
                false
            ),
            new("collections of generation 0 in a pass", shapes.Max(s => s.Gen0Collections), 0, false),
            new("cancel inside a level of 40,000 orders / in a level of 20", deep.Ratio, MostDeepRatio, false),
            new("speed / plain book, worst shape", shapes.Min(s => s.Ratio), LeastBaselineRatio, true),
            new(
                "of stop, iceberg and spread: how many change the digest and the trades",
                features.Count(f => f.ChangesDigest && f.ChangesTrades),
                features.Count,
                true
            ),
        };
        if (shapes.Max(s => s.BytesPerOrder) is { } bytes)
            bars.Add(new("bytes of memory a resting order", bytes, MostBytesPerOrder, false));
        if (flatness is { } flat)
            bars.Add(new("speed of the worst shape / of the best, in the same round", flat, LeastFlatness, true));
        var comparable = shapes.Count(s => s.SameTrades is not null);
        if (comparable > 0)
        {
            var same = shapes.Count(s => s.SameTrades == true);
            bars.Add(new("streams in which both books trade the same", same, comparable, true));
        }

        return bars;
    }
}
