// What the doors count and time of themselves; labels come from closed lists, never from a participant.
using System.Diagnostics.Metrics;
using Tokenbourse.Gateways.Limits;
using Instruments = System.Diagnostics.Metrics.Meter;

namespace Tokenbourse.Gateways.Watch;

/// <summary>Instruments of all doors of one program.</summary>
public sealed class DoorMeters : IDisposable
{
    private static readonly double[] _seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];
    private static readonly string[] _classes = ["other", "1xx", "2xx", "3xx", "4xx", "5xx"];

    private readonly Histogram<double> _requests;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _limited;
    private readonly Counter<long> _conflated;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _fix;

    public DoorMeters()
    {
        _requests = Meter.CreateHistogram(
            "tokenbourse.http.request.duration",
            "s",
            "Requests by method, route and class of status; without the stream's connections.",
            null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = _seconds }
        );
        _refusals = Meter.CreateCounter<long>("tokenbourse.door.refusals", null, "Refused requests by error code.");
        _limited = Meter.CreateCounter<long>("tokenbourse.door.limited", null, "Messages over the rate, by bucket.");
        _conflated = Meter.CreateCounter<long>(
            "tokenbourse.stream.conflated",
            null,
            "Changes of a channel that were told to a slow connection later, as one."
        );
        _closed = Meter.CreateCounter<long>("tokenbourse.stream.closed", null, "Connections the venue ended, by why.");
        _fix = Meter.CreateCounter<long>(
            "tokenbourse.fix.messages",
            null,
            "FIX messages by direction, type and state of the session."
        );
    }

    /// <summary>What listeners ask for.</summary>
    public Instruments Meter { get; } = new("Tokenbourse.Doors");

    /// <summary>A request was answered.</summary>
    /// <param name="route">As the route is written, never the address that was asked.</param>
    public void Answered(string method, string route, int status, TimeSpan took) =>
        _requests.Record(
            took.TotalSeconds,
            new("method", method),
            new("route", route),
            new("status", _classes[status is >= 100 and < 600 ? status / 100 : 0])
        );

    /// <summary>A request was refused.</summary>
    /// <param name="code">Of the error table.</param>
    public void Refused(string door, string code) => _refusals.Add(1, new("door", door), new("code", code));

    /// <summary>A message came too fast.</summary>
    public void Limited(string door, MessageClass which) =>
        _limited.Add(1, new("door", door), new("bucket", which == MessageClass.Cancels ? "cancels" : "orders"));

    /// <summary>A change was left out for now.</summary>
    public void Conflated() => _conflated.Add(1);

    /// <summary>The venue ended a stream's connection.</summary>
    public void Closed(string why) => _closed.Add(1, new KeyValuePair<string, object?>("why", why));

    /// <summary>A FIX message went by.</summary>
    /// <param name="type">MsgType(35) of the standard, else <c>other</c>.</param>
    public void Fix(bool incoming, string type, bool loggedOn) =>
        _fix.Add(
            1,
            new("direction", incoming ? "in" : "out"),
            new("type", type),
            new("state", loggedOn ? "logged on" : "logged out")
        );

    /// <summary>Connections that are open at a door, asked when somebody reads.</summary>
    public void ObserveSessions(string door, Func<int> count) =>
        Meter.CreateObservableGauge(
            "tokenbourse.sessions",
            () => new Measurement<long>(count(), new KeyValuePair<string, object?>("door", door)),
            null,
            "Open connections by door."
        );

    /// <summary>Who hears what, by kind of channel.</summary>
    public void ObserveSubscribers(Func<IReadOnlyList<(string Channel, int Count)>> counts) =>
        Meter.CreateObservableGauge(
            "tokenbourse.subscribers",
            () =>
                counts()
                    .Select(c => new Measurement<long>(
                        c.Count,
                        new KeyValuePair<string, object?>("channel", c.Channel)
                    )),
            null,
            "Subscriptions of the stream by kind of channel."
        );

    public void Dispose() => Meter.Dispose();
}
