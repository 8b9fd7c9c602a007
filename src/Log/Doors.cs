// The doors of one sequencer: asked in turn, and what they bring goes into the open group without another hand.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Log;

/// <summary>Doors are added by anybody; all else belongs to the sequencer's thread.</summary>
internal sealed class Doors
{
    private readonly Lock _gate = new();
    private Lane[] _lanes = [];
    private int _first;
    private int _waiting;

    /// <summary>How many commands doors have brought that are not yet in order.</summary>
    public int Waiting => _waiting;

    /// <summary>A door wants to be asked again without sleep.</summary>
    public bool AreWatching { get; private set; }

    public void Add(Lane lane)
    {
        lock (_gate)
            Volatile.Write(ref _lanes, [.. _lanes, lane]);
    }

    /// <summary>Asks each door of which nothing is waiting.</summary>
    /// <param name="most">Commands that one door should add.</param>
    public void Ask(int most)
    {
        AreWatching = false;
        foreach (var lane in Volatile.Read(ref _lanes))
        {
            if (lane.Waiting > 0)
                continue;
            if (lane.IsClosed)
            {
                Remove(lane);
                continue;
            }

            var state = lane.Door!.Ask(lane, most);
            AreWatching |= state != DoorState.Quiet;
            lane.IsClosed = state == DoorState.Closed;
            _waiting += lane.Waiting;
        }
    }

    /// <summary>Puts what the doors have brought behind the others, each door's as a whole. Another door comes first the
    /// next time.</summary>
    public void Take(CommandGroup group, Instant time, SequencerGroups groups)
    {
        var lanes = Volatile.Read(ref _lanes);
        for (var i = 0; i < lanes.Length && _waiting > 0 && !groups.IsFull(group); i++)
        {
            var lane = lanes[(_first + i) % lanes.Length];
            if (lane.Waiting == 0)
                continue;
            _waiting -= lane.Waiting;
            lane.TakeInto(group, time);
        }

        _first = _first + 1 < lanes.Length ? _first + 1 : 0;
    }

    /// <summary>Tells all that is waiting that nothing happened.</summary>
    public void Refuse(OutcomeStatus status)
    {
        foreach (var lane in Volatile.Read(ref _lanes))
            lane.RefuseWaiting(status);
        _waiting = 0;
    }

    private void Remove(Lane lane)
    {
        lock (_gate)
            Volatile.Write(ref _lanes, [.. _lanes.Where(other => other != lane)]);
    }
}
