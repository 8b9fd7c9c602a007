// What an operator asks of a run: how it is logged and traced, how fast messages may come, which caps it begins with.
using System.CommandLine;
using Microsoft.Extensions.Logging;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Limits;

namespace Tokenbourse.Node.Watch;

/// <summary>As it was given, checked.</summary>
/// <param name="Json">The log as JSON lines; else text.</param>
/// <param name="Level">Least level that is told.</param>
/// <param name="Otlp">Where traces and metrics are sent (OTLP over HTTP); null: nowhere.</param>
/// <param name="TraceFile">File of traces as JSON lines; <c>-</c>: standard output; null: none.</param>
/// <param name="Sample">Share of requests that are traced, 0 to 1.</param>
/// <param name="DiskFloor">MiB that must be free for the venue to be ready.</param>
/// <param name="Caps">File of caps; null: none.</param>
/// <param name="Streams">Connections of the stream at once.</param>
internal sealed record WatchOptions(
    bool Json,
    LogLevel Level,
    Uri? Otlp,
    string? TraceFile,
    double Sample,
    int DiskFloor,
    MessageRates Rates,
    string? Caps,
    int Streams
);

/// <summary>The switches of <c>run</c>. As all options they may stand in a file: <c>run @venue.rsp</c>.</summary>
internal sealed class WatchSwitches
{
    private const int MostRate = 1_000_000;
    private const int MostStreams = 100_000;
    private static readonly MessageRates _usual = new();

    private readonly Option<string> _log = new("--log")
    {
        Description = "How the log is written (live): text, or json: one JSON object a line.",
        DefaultValueFactory = _ => "text",
    };

    private readonly Option<string?> _level = new("--log-level")
    {
        Description =
            "Least level told: debug, information, warning, error. Default: warning for text, information for json.",
    };

    private readonly Option<string?> _otlp = new("--otlp")
    {
        Description = "Send traces and metrics there by OTLP over HTTP, as http://127.0.0.1:4318. Default: nowhere.",
    };

    private readonly Option<string?> _traceFile = new("--trace-file")
    {
        Description = "Write finished spans as JSON lines to this file; - for standard output. Default: no traces.",
    };

    private readonly Option<double> _sample = new("--trace-sample")
    {
        Description = "Share of requests that are traced, 0 to 1.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<int> _disk = new("--disk-floor")
    {
        Description = "MiB that must be free on the venue's disk for /health/ready.",
        DefaultValueFactory = _ => 512,
    };

    private readonly Option<string?> _caps = new("--caps")
    {
        Description = "File of caps on orders, as GET /v1/caps tells them: set at the start where none is set.",
    };

    private readonly Option<int> _streams = new("--streams")
    {
        Description = "Connections of the stream at once (live); each is an open file.",
        DefaultValueFactory = _ => new HttpOptions().MostStreams,
    };

    private readonly Option<int> _orders = Rate("--orders-a-second", "Orders of an account", _usual.OrdersASecond);
    private readonly Option<int> _ordersAtOnce = Rate("--orders-at-once", "Orders at once", _usual.OrdersAtOnce);
    private readonly Option<int> _cancels = Rate("--cancels-a-second", "Cancels of an account", _usual.CancelsASecond);
    private readonly Option<int> _cancelsAtOnce = Rate("--cancels-at-once", "Cancels at once", _usual.CancelsAtOnce);

    public void AddTo(Command command)
    {
        foreach (
            var option in (Option[])
                [
                    _log,
                    _level,
                    _otlp,
                    _traceFile,
                    _sample,
                    _disk,
                    _caps,
                    _streams,
                    _orders,
                    _ordersAtOnce,
                    _cancels,
                    _cancelsAtOnce,
                ]
        )
            command.Add(option);
    }

    public WatchOptions Read(ParseResult parsed)
    {
        var json = parsed.GetValue(_log) switch
        {
            "json" => true,
            "text" => false,
            var other => throw new VerbException($"--log {other}: must be text or json", 2),
        };
        var level = parsed.GetValue(_level) switch
        {
            null => json ? LogLevel.Information : LogLevel.Warning,
            "debug" => LogLevel.Debug,
            "information" => LogLevel.Information,
            "warning" => LogLevel.Warning,
            "error" => LogLevel.Error,
            var other => throw new VerbException(
                $"--log-level {other}: must be debug, information, warning or error",
                2
            ),
        };
        var sample = parsed.GetValue(_sample);
        if (!(sample is >= 0 and <= 1))
            throw new VerbException("--trace-sample: must be 0 to 1", 2);
        var floor = parsed.GetValue(_disk);
        if (floor is < 0 or > 1_000_000)
            throw new VerbException($"--disk-floor {floor}: must be 0 to 1000000", 2);
        var streams = parsed.GetValue(_streams);
        if (streams is < 1 or > MostStreams)
            throw new VerbException($"--streams {streams}: must be 1 to {MostStreams}", 2);
        return new(
            json,
            level,
            Address(parsed.GetValue(_otlp)),
            parsed.GetValue(_traceFile),
            sample,
            floor,
            new(
                Checked(parsed, _orders),
                Checked(parsed, _ordersAtOnce),
                Checked(parsed, _cancels),
                Checked(parsed, _cancelsAtOnce)
            ),
            parsed.GetValue(_caps),
            streams
        );
    }

    private static Uri? Address(string? text) =>
        text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") ? address
        : throw new VerbException($"--otlp {text}: must be an address as http://127.0.0.1:4318", 2);

    private static int Checked(ParseResult parsed, Option<int> option)
    {
        var rate = parsed.GetValue(option);
        return rate is >= 1 and <= MostRate
            ? rate
            : throw new VerbException($"{option.Name} {rate}: must be 1 to {MostRate}", 2);
    }

    private static Option<int> Rate(string name, string what, int usual) =>
        new(name) { Description = $"{what} that a door lets through.", DefaultValueFactory = _ => usual };
}
