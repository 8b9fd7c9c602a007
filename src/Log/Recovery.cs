// Start-up: bring a machine to the end of its command log and make sure that the event log says the same.
using System.Globalization;
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Log;

/// <summary>What start-up did.</summary>
/// <param name="Snapshot">The last command that the snapshot included; -1 when there was none.</param>
/// <param name="Replayed">Commands applied after it.</param>
/// <param name="Compared">Events made again and found equal on the event log.</param>
/// <param name="Missing">Events made again that the event log did not have; appended unless told not to.</param>
public sealed record RecoveryReport(long Snapshot, long Replayed, long Compared, long Missing);

/// <summary>One start-up.</summary>
internal sealed class Recovery
{
    private const int AppendAt = 1 << 20;
    private readonly Runner _runner;
    private readonly bool _complete;
    private readonly IEnumerator<LogEntry> _known;
    private bool _more = true;
    private long _compared;
    private long _missing;

    private Recovery(Runner runner, bool complete)
    {
        _runner = runner;
        _complete = complete;
        _known = runner.Events.Read(runner.Outbox.NextSequence).GetEnumerator();
    }

    public static RecoveryReport Run(Runner runner, ISnapshots? snapshots, bool complete)
    {
        var snapshot = LoadNewest(runner, snapshots);
        var recovery = new Recovery(runner, complete);
        using (recovery._known)
            return recovery.Replay(snapshot);
    }

    private static long LoadNewest(Runner runner, ISnapshots? snapshots)
    {
        if (snapshots is null)
            return -1;
        foreach (var snapshot in snapshots.NewestFirst())
        {
            // An event log that was cut behind the snapshot can only be made again from an older one.
            if (snapshot.EventTail > runner.Events.Tail)
                continue;
            if (snapshot.Sequence >= runner.Commands.Tail)
            {
                throw new DivergenceException(
                    snapshot.Sequence,
                    snapshot.EventTail,
                    Invariant($"a snapshot includes this command, but the command log ends at {runner.Commands.Tail}")
                );
            }

            runner.Machine.Load(new StateReader(snapshot.State));
            if (runner.Machine.Next != snapshot.Sequence + 1 || runner.Machine.Digest != snapshot.Digest)
            {
                throw new DivergenceException(
                    snapshot.Sequence,
                    snapshot.EventTail,
                    "the snapshot does not load to the state that it was taken from"
                );
            }

            runner.Outbox.NextSequence = snapshot.EventTail;
            runner.StartAt(snapshot.Time);
            return snapshot.Sequence;
        }

        return -1;
    }

    private RecoveryReport Replay(long snapshot)
    {
        var outbox = _runner.Outbox;
        long replayed = 0;
        foreach (var entry in _runner.Commands.Read(snapshot + 1))
        {
            var before = outbox.Length;
            _runner.Apply(in entry);
            replayed++;
            if (!_more)
            {
                if (outbox.Length >= AppendAt)
                    Append();
                continue;
            }

            if (Compare(entry.Sequence, outbox.Bytes[before..]))
                outbox.Clear();
        }

        if (!_more)
            Append();
        else if (_known.MoveNext())
        {
            var extra = _known.Current;
            throw new DivergenceException(
                extra.Cause,
                extra.Sequence,
                Invariant($"no command makes this event; the command log ends at {_runner.Commands.Tail}")
            );
        }

        return new(snapshot, replayed, _compared, _missing);
    }

    /// <summary>True when the event log had them all; else what it did not have is left in the outbox.</summary>
    private bool Compare(long command, ReadOnlyMemory<byte> made)
    {
        var outbox = _runner.Outbox;
        foreach (var entry in new Frames(made))
        {
            if (!_known.MoveNext())
            {
                _more = false;
                Keep(outbox, entry.Sequence);
                return false;
            }

            var known = _known.Current;
            if (!Same(in known, in entry))
            {
                throw new DivergenceException(command, known.Sequence, Difference(in known, in entry));
            }

            _compared++;
        }

        return true;
    }

    private static bool Same(in LogEntry known, in LogEntry made) =>
        known.Cause == made.Cause
        && known.Kind == made.Kind
        && known.Time == made.Time
        && known.Sequence == made.Sequence
        && known.Payload.Span.SequenceEqual(made.Payload.Span);

    /// <summary>Leaves only the events from that sequence on in the outbox.</summary>
    private static void Keep(Outbox outbox, long from)
    {
        var bytes = outbox.Bytes.ToArray();
        var (cause, time) = (outbox.Cause, outbox.Time);
        outbox.Clear();
        outbox.NextSequence = from;
        foreach (var entry in new Frames(bytes))
        {
            if (entry.Sequence >= from)
                outbox.Add(entry.Kind, entry.Payload.Span);
        }

        Must.Hold(outbox.Cause == cause && outbox.Time == time);
    }

    private void Append()
    {
        var outbox = _runner.Outbox;
        _missing += outbox.Count;
        if (_complete && outbox.Count > 0)
        {
            var first = outbox.NextSequence - outbox.Count;
            if (!_runner.Events.TryAppend(first, outbox.Bytes))
            {
                throw new DivergenceException(
                    outbox.Cause,
                    first,
                    Invariant($"the event log ends at {_runner.Events.Tail}")
                );
            }
        }

        outbox.Clear();
    }

    private static string Difference(in LogEntry known, in LogEntry made)
    {
        var content = known.Kind == made.Kind && known.Cause == made.Cause ? " with another content" : "";
        var log = Invariant($"the log has {known.Kind} of command {known.Cause}");
        return log + Invariant($", replay makes {made.Kind} of command {made.Cause}{content}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
