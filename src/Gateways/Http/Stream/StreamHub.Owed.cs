// Who is told later: changes that were left out are told as one when there is room for it.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Http.Stream;

internal sealed partial class StreamHub
{
    private readonly Dictionary<(StreamChannel Channel, object From), HeardMessage> _caught = [];
    private List<Hearing> _owed = [];

    private void Tell(StreamChannel channel, StreamNote note, Instant now)
    {
        // Whatever was caught up to stands before it.
        _caught.Clear();
        HeardMessage? message = null;
        foreach (var hearing in channel.Hearers)
        {
            if (hearing.IsOwed || hearing.Session.Ended)
                continue;
            if (channel.Conflates && hearing.IsLate(note))
            {
                Owe(hearing, note.Before);
                options.Watch?.Meters.Conflated();
            }
            else
            {
                hearing.Tell(message ??= note.Write(channel.Name, now, facts.Epoch));
            }
        }
    }

    private void Owe(Hearing hearing, object? mark)
    {
        if (!hearing.IsOwed)
            _owed.Add(hearing);
        hearing.Owe(mark);
    }

    /// <summary>A connection that has caught up is told what it missed, as one.</summary>
    private void PayOwed(Instant now)
    {
        // Nobody is told an old time.
        _caught.Clear();
        if (_owed.Count == 0)
            return;
        var owed = _owed;
        _owed = [];
        foreach (var hearing in owed)
        {
            if (hearing.IsOver || hearing.Session.Ended)
                continue;
            if (!hearing.IsFree)
            {
                _owed.Add(hearing);
                continue;
            }

            var message = Catch(hearing.Channel, now, hearing.Mark);
            hearing.Pay();
            hearing.Tell(message);
        }
    }

    /// <summary>A snapshot, at once or when there is room for it; one that waits already serves.</summary>
    private void Show(Hearing hearing, Instant now)
    {
        if (hearing.IsOwed || !hearing.Session.HasRoom)
            Owe(hearing, null);
        else if (!hearing.HasSnapshot)
            hearing.Tell(Catch(hearing.Channel, now, null));
    }

    /// <summary>What brings a hearer to where things stand: a snapshot, or one message from <paramref name="mark"/> on
    /// where the channel can; written once for all that need the same. Who hears the channel already is told first
    /// what led there, so that all go on from the same place.</summary>
    private HeardMessage Catch(StreamChannel channel, Instant now, object? mark)
    {
        var key = (channel, mark ?? channel);
        var notes = new List<StreamNote>();
        StreamNote note;
        lock (venue.Views.Gate)
        {
            channel.Update(now, notes);
            if (notes.Count == 0 && _caught.TryGetValue(key, out var same))
                return same;
            note = channel.Since(mark) ?? channel.Snapshot();
        }

        foreach (var before in notes)
            Tell(channel, before, now);
        var caught = note.Write(channel.Name, now, facts.Epoch);
        if (!channel.IsPrivate)
            _caught[key] = caught;
        return caught;
    }
}
