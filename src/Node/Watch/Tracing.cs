// Traces and metrics on their way out, by OpenTelemetry's library: to a collector, to a file, or nowhere.
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Tokenbourse.Venue.Watch;

namespace Tokenbourse.Node.Watch;

/// <summary>Listens only when it was asked to: without a listener no span is made.</summary>
internal sealed class Tracing : IDisposable
{
    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    public Tracing(WatchOptions options)
    {
        if (options.Otlp is null && options.TraceFile is null)
            return;
        var resource = ResourceBuilder.CreateEmpty().AddService("tokenbourse", serviceVersion: Release.Version);
        // The share decides by the trace's number, whatever a sender says of it: nobody outside turns tracing on.
        var traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .SetSampler(new TraceIdRatioBasedSampler(options.Sample))
            .AddSource(VenueTraces.Source.Name);
        if (options.TraceFile is { } file)
            traces.AddProcessor(new BatchActivityExportProcessor(new SpanLines(file)));
        if (options.Otlp is { } address)
        {
            traces.AddOtlpExporter(otlp => To(otlp, address, "v1/traces"));
            _metrics = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(resource)
                .AddMeter("Tokenbourse.Venue", "Tokenbourse.Doors", "System.Runtime")
                .AddOtlpExporter(otlp => To(otlp, address, "v1/metrics"))
                .Build();
        }

        _traces = traces.Build();
    }

    /// <inheritdoc/>
    /// <remarks>What is finished is sent first, within the exporter's own patience.</remarks>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private static void To(OtlpExporterOptions otlp, Uri address, string path)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new(address, path);
    }
}

/// <summary>A JSON object a line for each finished span; times are nanoseconds since 1970.</summary>
internal sealed class SpanLines(string file) : BaseExporter<Activity>
{
    private readonly TextWriter _writer = file == "-" ? Console.Out : new StreamWriter(file, append: true);

    public override ExportResult Export(in Batch<Activity> batch)
    {
        try
        {
            foreach (var span in batch)
                _writer.WriteLine(Line(span));
            _writer.Flush();
            return ExportResult.Success;
        }
        catch (IOException)
        {
            return ExportResult.Failure;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && file != "-")
            _writer.Dispose();
        base.Dispose(disposing);
    }

    private static string Line(Activity span)
    {
        var tags = new JsonObject();
        foreach (var (name, value) in span.TagObjects)
            tags[name] = value switch
            {
                null => null,
                int number => number,
                long number => number,
                _ => $"{value}",
            };
        var line = new JsonObject
        {
            ["trace"] = span.TraceId.ToHexString(),
            ["span"] = span.SpanId.ToHexString(),
            ["parent"] = span.ParentSpanId == default ? null : span.ParentSpanId.ToHexString(),
            ["name"] = span.DisplayName,
            ["begin"] = Nanoseconds(span.StartTimeUtc),
            ["end"] = Nanoseconds(span.StartTimeUtc + span.Duration),
            ["status"] = $"{span.Status}",
            ["tags"] = tags,
        };
        return line.ToJsonString(JsonSerializerOptions.Default);
    }

    private static long Nanoseconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks * 100;
}
