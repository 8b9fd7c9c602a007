// A way in for doors that submit much: commands are handed over in runs, nobody waits, what became of each is told in
// order.
using System.Diagnostics;
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;
using Tokenbourse.Venue.Watch;

namespace Tokenbourse.Venue;

/// <summary>What became of one command of a lane. Its events reach the views right after.</summary>
/// <param name="Number">The lane's number of the command, from 0.</param>
/// <param name="Command">Its sequence on the command log; -1 unless taken.</param>
/// <param name="FirstEvent">Sequence of its first event.</param>
/// <param name="Events">How many it made.</param>
public readonly record struct LaneFate(AnswerStatus Status, long Number, long Command, long FirstEvent, int Events)
{
    /// <summary>Sequence of its last event; one before <see cref="FirstEvent"/> when there was none.</summary>
    public long LastEvent => FirstEvent + Events - 1;
}

/// <summary>Hears of the commands of a lane, in their order.</summary>
public interface ILaneFates
{
    /// <summary>It is durable and applied, or was not taken. Called by the one who matches: quick, and must not
    /// throw.</summary>
    void Told(in LaneFate fate);
}

/// <summary>One submitter's way in; for one thread at a time.</summary>
public interface IVenueLane
{
    /// <summary>The number that the next command gets.</summary>
    long Next { get; }

    /// <summary>Commands that were added and not yet sent.</summary>
    int Waiting { get; }

    /// <summary>Adds a command to the run.</summary>
    /// <param name="trace">Gets the steps of its way; null: nobody traces it.</param>
    void Add<T>(MessageKind kind, in T message, LaneTrace? trace = null)
        where T : unmanaged;

    /// <summary>Hands over the run. False: busy or ended, nothing was taken; the run is as it was.</summary>
    bool TrySend();

    /// <summary>Forgets the run.</summary>
    void Clear();
}

/// <summary>A venue that has lanes.</summary>
public interface ILaneVenue : IVenue
{
    /// <summary>Opens a lane.</summary>
    IVenueLane OpenLane(ILaneFates fates);
}

/// <summary>A lane of the sequencer.</summary>
internal sealed class VenueLane : IVenueLane, ILaneAnswers
{
    private readonly ILaneFates _fates;
    private readonly Lane _lane;
    private readonly VenueMeters? _meters;
    private readonly RestingFills _fills;

    // Those that were added and not answered, oldest first.
    private readonly Queue<Handed> _handed = [];

    private readonly record struct Handed(MessageKind Kind, long Entered, LaneTrace? Trace);

    /// <param name="meters">Counts what became of commands; null: nobody asks.</param>
    /// <param name="fills">Remembers traced orders that rest.</param>
    public VenueLane(Sequencer sequencer, ILaneFates fates, VenueMeters? meters, RestingFills fills)
    {
        (_fates, _meters, _fills) = (fates, meters, fills);
        _lane = sequencer.OpenLane(this);
    }

    /// <inheritdoc/>
    public long Next => _lane.Next;

    /// <inheritdoc/>
    public int Waiting => _lane.Waiting;

    /// <inheritdoc/>
    public void Add<T>(MessageKind kind, in T message, LaneTrace? trace = null)
        where T : unmanaged
    {
        _lane.Add(kind, message);
        if (trace is not null)
            _lane.Trace(trace.Stamps);
        lock (_handed)
            _handed.Enqueue(new(kind, Stopwatch.GetTimestamp(), trace));
    }

    /// <inheritdoc/>
    public bool TrySend() => _lane.TrySend();

    /// <inheritdoc/>
    public void Clear()
    {
        lock (_handed)
        {
            Handed[] sent = [.. _handed.Take(_handed.Count - _lane.Waiting)];
            _handed.Clear();
            foreach (var one in sent)
                _handed.Enqueue(one);
        }

        _lane.Clear();
    }

    /// <inheritdoc/>
    public void Answered(in LaneAnswer answer)
    {
        for (var i = 0; i < answer.Count; i++)
        {
            var one = answer[i];
            Handed handed;
            lock (_handed)
                handed = _handed.Dequeue();
            _meters?.Answered(handed.Kind, one, handed.Entered);
            handed.Trace?.Answered(one, _fills);
            _fates.Told(new((AnswerStatus)one.Status, answer.First + i, one.Sequence, one.FirstEvent, one.EventCount));
        }
    }
}
