// The venue as thousands listen to it in a benchmark.
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tokenbourse.Gateways.Watch;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>The venue with its standard stream: orders at their moments, each flushed.</summary>
internal sealed class VenueFannedOut : IFannedOut
{
    private readonly DoorVenue _venue;
    private readonly MeterListener _listener = new();
    private long _open;
    private long _tooSlow;
    private long _conflated;
    private int _placed;

    private VenueFannedOut(DoorVenue venue, DoorMeters meters)
    {
        _venue = venue;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meters.Meter))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>(
            (instrument, value, _, _) =>
            {
                if (instrument.Name == "tokenbourse.stream.closed")
                    Interlocked.Add(ref _tooSlow, value);
                else if (instrument.Name == "tokenbourse.stream.conflated")
                    Interlocked.Add(ref _conflated, value);
                else if (instrument.Name == "tokenbourse.sessions")
                    Interlocked.Exchange(ref _open, value);
            }
        );
        _listener.Start();
    }

    public int Port => _venue.Port;

    public static async Task<VenueFannedOut> Open(string folder, int connections)
    {
        var meters = new DoorMeters();
        var heartbeat = new Gateways.Http.HttpOptions().Heartbeat;
        return new(await DoorVenue.Open(folder, connections, heartbeat, new(meters, null, null)), meters);
    }

    public (long Open, long TooSlow, long Conflated) Count()
    {
        _listener.RecordObservableInstruments();
        return (Volatile.Read(ref _open), Volatile.Read(ref _tooSlow), Volatile.Read(ref _conflated));
    }

    public IReadOnlyList<(long Event, long Due)> Play(int perSecond, TimeSpan time)
    {
        var due = new List<(long, long)>();
        var random = new Random(_placed + 1);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < perSecond * time.TotalSeconds; i++)
        {
            var moment = start + (i * Stopwatch.Frequency / perSecond);
            if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), moment) is { Ticks: > 0 } wait)
                Thread.Sleep(wait);
            var outcome = _venue.Venue.Submit(MessageKind.PlaceOrder, Order(random));
            due.Add((outcome.LastEvent, moment));
        }

        return due;
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return _venue.DisposeAsync();
    }

    // Five prices: whatever is placed changes one of the best five levels, and about half of it trades.
    private PlaceOrder Order(Random random) =>
        new(
            new((++_placed % 16) + 1),
            new(1),
            random.Next(2) == 0 ? Side.Buy : Side.Sell,
            OrderType.Limit,
            TimeInForce.Day,
            new(3198 + random.Next(5)),
            new(random.Next(1, 6)),
            ClientOrderId.Of(BenchText.Text($"f{_placed}")),
            SelfMatch: SelfMatch.Allow
        );
}
