// One metric as it stands: its series by their labels, folded from measurements without allocating.
using System.Diagnostics.Metrics;

namespace Tokenbourse.Gateways.Watch;

/// <summary>What a metric is on the wire.</summary>
internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}

/// <summary>Values of at most three labels; measurements of an instrument name them in one order.</summary>
internal readonly record struct LabelValues(object? First, object? Second, object? Third);

/// <summary>One line of a metric, or the lines of one histogram.</summary>
internal sealed class MetricSeries(KeyValuePair<string, object?>[] labels, int buckets)
{
    public KeyValuePair<string, object?>[] Labels => labels;

    public double Value { get; set; }

    /// <summary>Of a histogram: how many fell into each bucket, the last without a bound.</summary>
    public long[] Buckets { get; } = new long[buckets];

    public long Count { get; set; }
}

/// <summary>Folds one instrument. For any number of threads.</summary>
internal sealed class Metric
{
    /// <summary>More series than a metric of ours ever has: what comes beyond is counted as dropped.</summary>
    public const int MostSeries = 1_000;

    private const int MostLabels = 3;
    private readonly Lock _gate = new();
    private readonly Dictionary<LabelValues, MetricSeries> _series = [];
    private readonly bool _isTold;

    public Metric(Instrument instrument)
    {
        Instrument = instrument;
        var type = instrument.GetType().Name;
        Kind =
            type.StartsWith("Histogram", StringComparison.Ordinal) ? MetricKind.Histogram
            : type.Contains("UpDown", StringComparison.Ordinal) || type.Contains("Gauge", StringComparison.Ordinal)
                ? MetricKind.Gauge
            : MetricKind.Counter;
        // What is observed is told as a whole each time; the others are added up.
        _isTold = instrument.IsObservable || type.StartsWith("Gauge", StringComparison.Ordinal);
        Bounds = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? [];
    }

    public Instrument Instrument { get; }

    public MetricKind Kind { get; }

    /// <summary>Upper bounds of a histogram's buckets.</summary>
    public IReadOnlyList<double> Bounds { get; }

    /// <summary>Measurements that had no place.</summary>
    public long Dropped { get; private set; }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        lock (_gate)
        {
            if (Find(labels) is not { } series)
            {
                Dropped++;
                return;
            }

            series.Value = _isTold ? value : series.Value + value;
            series.Count++;
            if (Kind != MetricKind.Histogram)
                return;
            var at = 0;
            while (at < Bounds.Count && value > Bounds[at])
                at++;
            series.Buckets[at]++;
        }
    }

    /// <summary>Before it is observed anew: what is not told again has gone.</summary>
    public void Forget()
    {
        if (!_isTold)
            return;
        lock (_gate)
            _series.Clear();
    }

    /// <summary>The series in the order of their labels, each as it stands now.</summary>
    public List<MetricSeries> Copy()
    {
        lock (_gate)
        {
            return
            [
                .. _series
                    .Values.Select(CopyOf)
                    .OrderBy(s => string.Join('\u0001', s.Labels.Select(l => $"{l.Value}")), StringComparer.Ordinal),
            ];
        }
    }

    private static MetricSeries CopyOf(MetricSeries series)
    {
        var copy = new MetricSeries(series.Labels, series.Buckets.Length)
        {
            Value = series.Value,
            Count = series.Count,
        };
        series.Buckets.CopyTo(copy.Buckets, 0);
        return copy;
    }

    private MetricSeries? Find(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        if (labels.Length > MostLabels)
            return null;
        var key = new LabelValues(
            labels.Length > 0 ? labels[0].Value : null,
            labels.Length > 1 ? labels[1].Value : null,
            labels.Length > 2 ? labels[2].Value : null
        );
        if (_series.TryGetValue(key, out var series))
            return series;
        if (_series.Count >= MostSeries)
            return null;
        series = new(labels.ToArray(), Kind == MetricKind.Histogram ? Bounds.Count + 1 : 0);
        _series.Add(key, series);
        return series;
    }
}

/// <summary>A metric as it stood at a moment.</summary>
/// <param name="Bounds">Upper bounds of a histogram's buckets.</param>
internal sealed record MetricImage(string Name, IReadOnlyList<double> Bounds, List<MetricSeries> Series);
