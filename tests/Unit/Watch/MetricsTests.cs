// The text that a scraper gets, and that counting costs the hot path nothing for the collector.
using System.Diagnostics.Metrics;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Gateways.Watch;
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;
using Tokenbourse.Venue.Watch;
using Xunit;
using Instruments = System.Diagnostics.Metrics.Meter;

namespace Tokenbourse.Unit.Watch;

public sealed class MetricsTests
{
    [Fact]
    public void Counters_gauges_and_histograms_are_written_as_the_format_wants_them()
    {
        using var meter = new Instruments("Test");
        var counter = meter.CreateCounter<long>("a.count", null, "Things.\nMore \\ of them.");
        var histogram = meter.CreateHistogram(
            "a.wait",
            "s",
            "Waits.",
            null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] }
        );
        var room = 7L;
        meter.CreateObservableGauge("a.room", () => room, "By", "Room.");
        using var book = new MetricsBook(meter);
        counter.Add(2, new KeyValuePair<string, object?>("what", "a \"b\" \\ \n c"));
        counter.Add(3, new KeyValuePair<string, object?>("what", "a"));
        foreach (var wait in (double[])[0.5, 0.75, 2])
            histogram.Record(wait);
        var text = book.Write();
        const string expected =
            "# HELP a_count_total Things.\\nMore \\\\ of them.\n"
            + "# TYPE a_count_total counter\n"
            + "a_count_total{what=\"a\"} 3\n"
            + "a_count_total{what=\"a \\\"b\\\" \\\\ \\n c\"} 2\n"
            + "# HELP a_room_bytes Room.\n"
            + "# TYPE a_room_bytes gauge\n"
            + "a_room_bytes 7\n"
            + "# HELP a_wait_seconds Waits.\n"
            + "# TYPE a_wait_seconds histogram\n"
            + "a_wait_seconds_bucket{le=\"0.5\"} 1\n"
            + "a_wait_seconds_bucket{le=\"1\"} 2\n"
            + "a_wait_seconds_bucket{le=\"+Inf\"} 3\n"
            + "a_wait_seconds_sum 3.25\n"
            + "a_wait_seconds_count 3\n";
        Assert.StartsWith(expected, text, StringComparison.Ordinal);
        Assert.Contains("dotnet_gc_collections", text, StringComparison.Ordinal);

        // What is observed is as of now; what was counted stays.
        room = 6;
        counter.Add(1, new KeyValuePair<string, object?>("what", "a"));
        text = book.Write();
        Assert.Contains("a_room_bytes 6\n", text, StringComparison.Ordinal);
        Assert.Contains("a_count_total{what=\"a\"} 4\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_without_end_are_dropped_and_not_kept()
    {
        using var meter = new Instruments("Test");
        var counter = meter.CreateCounter<long>("a.count");
        using var book = new MetricsBook(meter);
        for (var i = 0; i < 2 * Metric.MostSeries; i++)
            counter.Add(1, new KeyValuePair<string, object?>("of", $"{i}"));
        Assert.Equal(
            Metric.MostSeries,
            book.Write().Split('\n').Count(l => l.StartsWith("a_count_total{", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Counting_allocates_nothing_with_a_listener_and_without()
    {
        using var venue = new VenueMeters();
        using var doors = new DoorMeters();
        var taken = new Outcome(OutcomeStatus.Busy, -1, default, -1, 0, default);
        byte[] batch =
        [
            .. Codec.Encode(new(0, default, -1, MessageKind.Tick, new byte[MessageSizes.Of(MessageKind.Tick)])),
            .. Codec.Encode(new(1, default, -1, MessageKind.DefineHouse, "{}"u8.ToArray())),
        ];
        void Work()
        {
            for (var i = 0; i < 200; i++)
            {
                venue.Answered(MessageKind.PlaceOrder, taken, 1);
                venue.Flushed(1, batch);
                doors.Answered("POST", "/v1/orders", 200, TimeSpan.FromMilliseconds(1));
                doors.Refused("rest", "BUSY");
                doors.Limited("rest", MessageClass.Orders);
                doors.Fix(true, "D", true);
            }
        }

        Work();
        Assert.Equal(0, Allocated.Least(Work));
        using var book = new MetricsBook(venue.Meter, doors.Meter);
        Work();
        Assert.Equal(0, Allocated.Least(Work));
        var text = book.Write();
        Assert.Contains(
            "tokenbourse_submissions_total{kind=\"PlaceOrder\",outcome=\"busy\"}",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("tokenbourse_commands_total{kind=\"DefineHouse\"}", text, StringComparison.Ordinal);
        Assert.Contains("tokenbourse_fix_messages_total{direction=\"in\",type=\"D\"", text, StringComparison.Ordinal);
    }
}
