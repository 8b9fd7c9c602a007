// The program's own health in one document, from what it counts of itself.
using Tokenbourse.Gateways.Watch;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http.Operating;

/// <summary>What nobody counts is null or empty, not zero.</summary>
internal static class HealthPresenter
{
    public static OperatingHealthShape Health(IVenue venue, DoorWatch? watch, VenueReaders readers)
    {
        var metrics = watch?.Book?.Read();
        var ready = (watch?.Health ?? new([], [])).AskReady();
        var (now, views) = (venue.Now, venue.Views);
        IReadOnlyList<IndexAgeShape> feeds;
        long seen;
        lock (views.Gate)
        {
            feeds = [.. views.Indexes.Names.Select(index => BoardPresenter.IndexAge(views, index, now))];
            seen = views.AsOf;
        }

        return new(
            now.ToString(),
            ready.Status,
            ready.Checks,
            Whole(metrics, "tokenbourse.sequencer.queue"),
            Whole(metrics, "tokenbourse.views.lag"),
            MetricFigures.Timing(metrics, "tokenbourse.command.duration", "engine"),
            MetricFigures.Timing(metrics, "tokenbourse.log.flush.duration", "log flush"),
            MetricFigures.Doors(metrics),
            MetricFigures.By(metrics, "tokenbourse.sessions", "door"),
            MetricFigures.By(metrics, "tokenbourse.subscribers", "channel"),
            MetricFigures.Sum(metrics, "tokenbourse.stream.conflated"),
            MetricFigures.By(metrics, "tokenbourse.stream.closed", "why"),
            MetricFigures.By(metrics, "tokenbourse.door.refusals", "code"),
            Whole(metrics, "tokenbourse.log.size"),
            Whole(metrics, "tokenbourse.disk.free"),
            Moment(metrics, "tokenbourse.last.print.time"),
            Moment(metrics, "tokenbourse.last.settlement.time"),
            feeds,
            readers.LastCommand(),
            seen
        );
    }

    private static long? Whole(IReadOnlyList<MetricImage>? metrics, string name) =>
        (long?)MetricFigures.Gauge(metrics, name);

    private static string? Moment(IReadOnlyList<MetricImage>? metrics, string name) =>
        MetricFigures.Gauge(metrics, name) is { } seconds
            ? new Instant(checked((long)seconds * Instant.PerSecond)).ToString()
            : null;
}
