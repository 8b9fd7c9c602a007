// What the counters say in single figures: sums, and how long 50 and 99 of 100 took.
using Tokenbourse.Gateways.Watch;

namespace Tokenbourse.Gateways.Http.Operating;

/// <summary>A class of times is told by its upper end: what is said is never better than what was measured.</summary>
internal static class MetricFigures
{
    private const string Milliseconds = "0.###";

    public static MetricImage? Find(IReadOnlyList<MetricImage>? metrics, string name) =>
        metrics?.FirstOrDefault(m => m.Name == name);

    /// <summary>Of a counter with all its labels; zero where nothing is counted.</summary>
    public static long Sum(IReadOnlyList<MetricImage>? metrics, string name) =>
        (long)(Find(metrics, name)?.Series.Sum(s => s.Value) ?? 0);

    /// <summary>Of a gauge without labels; null where it is not observed.</summary>
    public static double? Gauge(IReadOnlyList<MetricImage>? metrics, string name) =>
        Find(metrics, name)?.Series is [{ Value: var value }] ? value : null;

    /// <summary>By one label, the largest first.</summary>
    public static IReadOnlyList<CountShape> By(IReadOnlyList<MetricImage>? metrics, string name, string label) =>
        [
            .. (Find(metrics, name)?.Series ?? [])
                .GroupBy(s => Label(s, label), StringComparer.Ordinal)
                .Select(g => new CountShape(g.Key, (long)g.Sum(s => s.Value)))
                .OrderByDescending(c => c.Count)
                .ThenBy(c => c.Name, StringComparer.Ordinal),
        ];

    /// <summary>Of a histogram with all its labels; null where nothing was timed.</summary>
    public static TimingShape? Timing(IReadOnlyList<MetricImage>? metrics, string instrument, string name) =>
        Find(metrics, instrument) is { } metric ? Of(metric, metric.Series, name, null) : null;

    /// <summary>By route and method, the most asked first.</summary>
    public static IReadOnlyList<TimingShape> Doors(IReadOnlyList<MetricImage>? metrics) =>
        Find(metrics, "tokenbourse.http.request.duration") is not { } metric
            ? []
            :
            [
                .. metric
                    .Series.GroupBy(s => (Route: Label(s, "route"), Method: Label(s, "method")))
                    .Select(g => Of(metric, [.. g], g.Key.Route, g.Key.Method)!)
                    .OrderByDescending(t => t.Count)
                    .ThenBy(t => t.Name, StringComparer.Ordinal)
                    .ThenBy(t => t.Method, StringComparer.Ordinal),
            ];

    private static TimingShape? Of(MetricImage metric, List<MetricSeries> series, string name, string? method)
    {
        var counts = new long[metric.Bounds.Count + 1];
        foreach (var one in series)
        {
            for (var i = 0; i < counts.Length; i++)
                counts[i] += one.Buckets[i];
        }

        var all = counts.Sum();
        if (all == 0)
            return null;
        var mean = series.Sum(s => s.Value) / all * 1000;
        return new(name, method, all, Text(mean), Below(metric, counts, all, 50), Below(metric, counts, all, 99));
    }

    private static string? Below(MetricImage metric, long[] counts, long all, int percent)
    {
        var (wanted, seen) = (((all * percent) + 99) / 100, 0L);
        for (var i = 0; i < metric.Bounds.Count; i++)
        {
            seen += counts[i];
            if (seen >= wanted)
                return Text(metric.Bounds[i] * 1000);
        }

        return null;
    }

    private static string Label(MetricSeries series, string name) =>
        $"{Array.Find(series.Labels, l => l.Key == name).Value}";

    private static string Text(double milliseconds) =>
        milliseconds.ToString(Milliseconds, System.Globalization.CultureInfo.InvariantCulture);
}
