// The Prometheus text format 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/
using System.Globalization;
using System.Text;

namespace Tokenbourse.Gateways.Watch;

/// <summary>Names as the convention wants them: words joined by underscores, the unit behind, counters with
/// <c>_total</c>.</summary>
internal static class PrometheusText
{
    public static string Of(IEnumerable<Metric> metrics)
    {
        var text = new StringBuilder();
        foreach (var metric in metrics)
        {
            var series = metric.Copy();
            if (series.Count == 0)
                continue;
            var name = NameOf(metric);
            var type = Words(metric.Kind);
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {Help(metric.Instrument.Description)}\n");
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {type}\n");
            foreach (var one in series)
            {
                if (metric.Kind == MetricKind.Histogram)
                    Histogram(text, name, metric, one);
                else
                    Line(text, name, one, null, one.Value);
            }
        }

        return text.ToString();
    }

    /// <summary>The name on the wire.</summary>
    public static string NameOf(Metric metric)
    {
        var name = new StringBuilder();
        foreach (var letter in metric.Instrument.Name)
            name.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        var unit = metric.Instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        if (unit.Length > 0 && !name.ToString().EndsWith(unit, StringComparison.Ordinal))
            name.Append(unit);
        if (metric.Kind == MetricKind.Counter)
            name.Append("_total");
        return name.ToString();
    }

    private static string Words(MetricKind kind) =>
        kind switch
        {
            MetricKind.Counter => "counter",
            MetricKind.Gauge => "gauge",
            _ => "histogram",
        };

    private static void Histogram(StringBuilder text, string name, Metric metric, MetricSeries series)
    {
        var below = 0L;
        for (var i = 0; i < series.Buckets.Length; i++)
        {
            below += series.Buckets[i];
            var bound = i < metric.Bounds.Count ? Number(metric.Bounds[i]) : "+Inf";
            Line(text, name + "_bucket", series, bound, below);
        }

        Line(text, name + "_sum", series, null, series.Value);
        Line(text, name + "_count", series, null, series.Count);
    }

    private static void Line(StringBuilder text, string name, MetricSeries series, string? bound, double value)
    {
        text.Append(name);
        var open = '{';
        foreach (var (label, given) in series.Labels)
        {
            text.Append(open).Append(label.Replace('.', '_')).Append("=\"").Append(Escaped($"{given}")).Append('"');
            open = ',';
        }

        if (bound is not null)
        {
            text.Append(open).Append("le=\"").Append(bound).Append('"');
            open = ',';
        }

        if (open == ',')
            text.Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) =>
        double.IsNaN(value) ? "NaN"
        : double.IsInfinity(value) ? (value > 0 ? "+Inf" : "-Inf")
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escaped(string value) =>
        value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Help(string? about) =>
        (about ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
