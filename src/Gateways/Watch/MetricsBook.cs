// Listens to the program's instruments and the runtime's, and hands out what they say in the Prometheus text format.
using System.Diagnostics.Metrics;
using Instruments = System.Diagnostics.Metrics.Meter;

namespace Tokenbourse.Gateways.Watch;

/// <summary>One a program. The exporter of a library can take its place: the instruments are the platform's.</summary>
public sealed class MetricsBook : IDisposable
{
    /// <summary>What a scraper is told that it gets.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const string Runtime = "System.Runtime";
    private readonly HashSet<Instruments> _meters;
    private readonly SortedDictionary<string, Metric> _metrics = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly MeterListener _listener = new();

    /// <param name="meters">Whose instruments; the runtime's own (collector, threads, memory) are added.</param>
    public MetricsBook(params IEnumerable<Instruments> meters)
    {
        _meters = [.. meters];
        _listener.InstrumentPublished = Published;
        _listener.SetMeasurementEventCallback<long>((_, value, labels, of) => ((Metric)of!).Record(value, labels));
        _listener.SetMeasurementEventCallback<int>((_, value, labels, of) => ((Metric)of!).Record(value, labels));
        _listener.SetMeasurementEventCallback<double>((_, value, labels, of) => ((Metric)of!).Record(value, labels));
        _listener.Start();
    }

    /// <summary>The text as of now.</summary>
    public string Write()
    {
        lock (_gate)
            return PrometheusText.Of(Observed());
    }

    /// <summary>The metrics as of now.</summary>
    internal IReadOnlyList<MetricImage> Read()
    {
        lock (_gate)
            return Observed().ConvertAll(m => new MetricImage(m.Instrument.Name, m.Bounds, m.Copy()));
    }

    private List<Metric> Observed()
    {
        List<Metric> metrics;
        lock (_metrics)
            metrics = [.. _metrics.Values];
        foreach (var metric in metrics)
            metric.Forget();
        _listener.RecordObservableInstruments();
        return metrics;
    }

    public void Dispose() => _listener.Dispose();

    // Several instruments of one name are one metric: a door each observes its own sessions.
    private void Published(Instrument instrument, MeterListener listener)
    {
        if (!_meters.Contains(instrument.Meter) && instrument.Meter.Name != Runtime)
            return;
        Metric? metric;
        lock (_metrics)
        {
            if (!_metrics.TryGetValue(instrument.Name, out metric))
                _metrics.Add(instrument.Name, metric = new(instrument));
        }

        listener.EnableMeasurementEvents(instrument, metric);
    }
}
