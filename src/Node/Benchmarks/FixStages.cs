// Where an order's time goes between its moment and its acknowledgement: stamps at the venue's lane and at the teller.
using System.Diagnostics;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Desks;
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Venue.Watch;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>One stage: how long it took.</summary>
internal sealed record FixStage(string Name, Percentiles Times);

/// <summary>Stands around the venue, for one session whose orders are all accepted, and hears with the desks. Costs a
/// look at the clock four times an order.</summary>
internal sealed class FixStages(ILaneVenue venue, int most) : ILaneVenue, IFixDesk, IFixListener
{
    private readonly long[] _sent = new long[most];
    private readonly long[] _durable = new long[most];
    private readonly long[] _heard = new long[most];
    private int _orders;

    /// <inheritdoc/>
    public VenueViews Views => venue.Views;

    /// <inheritdoc/>
    public Instant Now => venue.Now;

    /// <inheritdoc/>
    public IReadOnlyList<string> Types => [];

    /// <inheritdoc/>
    public FixRole Roles => default;

    /// <summary>The stages of the orders that were answered last, in ticks.</summary>
    /// <param name="times">From their moments to their acknowledgements.</param>
    /// <param name="moments">When each was due.</param>
    public IEnumerable<(string Name, long[] Times)> Of(long[] times, long[] moments)
    {
        var first = Volatile.Read(ref _orders) - times.Length;
        yield return Stage("moment to the venue's lane", i => _sent[first + i] - moments[i]);
        yield return Stage("lane to durable", i => _durable[first + i] - _sent[first + i]);
        yield return Stage("durable to the teller", i => _heard[first + i] - _durable[first + i]);
        yield return Stage("teller to the client", i => moments[i] + times[i] - _heard[first + i]);

        (string, long[]) Stage(string name, Func<int, long> time)
        {
            var all = new long[times.Length];
            for (var i = 0; i < all.Length; i++)
                all[i] = time(i);
            return (name, all);
        }
    }

    /// <inheritdoc/>
    public Outcome Submit(MessageKind kind, ReadOnlyMemory<byte> payload) => venue.Submit(kind, payload);

    /// <inheritdoc/>
    public Task<Outcome> SubmitAsync(MessageKind kind, ReadOnlyMemory<byte> payload) =>
        venue.SubmitAsync(kind, payload);

    /// <inheritdoc/>
    public long Reached() => venue.Reached();

    /// <inheritdoc/>
    public Outcome Observe(MessageKind kind, ReadOnlyMemory<byte> payload) => venue.Observe(kind, payload);

    /// <inheritdoc/>
    public IVenueLane OpenLane(ILaneFates fates) => new Stamped(this, venue, fates);

    /// <inheritdoc/>
    public void LoggedOn(FixGuest guest) { }

    /// <inheritdoc/>
    public void LoggedOut(FixGuest guest) { }

    /// <inheritdoc/>
    public void Take(FixGuest guest, FixMessage message) { }

    /// <inheritdoc/>
    public void Heard(in LogEntry entry)
    {
        if (entry.Kind != MessageKind.OrderAccepted || _orders == most)
            return;
        _heard[_orders] = Stopwatch.GetTimestamp();
        Volatile.Write(ref _orders, _orders + 1);
    }

    private sealed class Stamped : IVenueLane, ILaneFates
    {
        private readonly FixStages _stages;
        private readonly ILaneFates _fates;
        private readonly IVenueLane _lane;

        public Stamped(FixStages stages, ILaneVenue venue, ILaneFates fates)
        {
            (_stages, _fates) = (stages, fates);
            _lane = venue.OpenLane(this);
        }

        public long Next => _lane.Next;

        public int Waiting => _lane.Waiting;

        public void Add<T>(MessageKind kind, in T message, LaneTrace? trace = null)
            where T : unmanaged => _lane.Add(kind, message, trace);

        public bool TrySend()
        {
            var now = Stopwatch.GetTimestamp();
            for (var at = _lane.Next - _lane.Waiting; at < _lane.Next && at < _stages._sent.Length; at++)
                _stages._sent[at] = now;
            return _lane.TrySend();
        }

        public void Clear() => _lane.Clear();

        public void Told(in LaneFate fate)
        {
            if (fate.Number < _stages._durable.Length)
                _stages._durable[fate.Number] = Stopwatch.GetTimestamp();
            _fates.Told(fate);
        }
    }
}
