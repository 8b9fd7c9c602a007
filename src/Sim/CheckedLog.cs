// A run that is played again: what the log holds already must be written the same; what it lacks is appended.
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Sim;

/// <summary>The run would write something else than the log holds: another seed, another program, another machine.</summary>
public sealed class AnotherRunException(string log, long sequence)
    : Exception($"{log}: entry {sequence} on disk is not what this run writes there")
{
    public long Sequence { get; } = sequence;
}

/// <summary>Stands before a log that may hold the beginning of the same run. Begins empty; appends are compared while the log has them.</summary>
public sealed class CheckedLog(ILog inner, string name) : ILog
{
    /// <inheritdoc/>
    public long Tail { get; private set; }

    /// <summary>Everything that was on the log has been passed.</summary>
    public bool CaughtUp => Tail >= inner.Tail;

    /// <inheritdoc/>
    public bool TryAppend(long tail, ReadOnlyMemory<byte> batch)
    {
        if (tail != Tail)
            return false;
        var held = inner.Tail - Tail;
        if (held > 0)
            batch = Compare(batch, held);
        if (!batch.IsEmpty)
        {
            if (!inner.TryAppend(Tail, batch))
                return false;
            Tail = inner.Tail;
        }

        return true;
    }

    /// <inheritdoc/>
    public IEnumerable<LogEntry> Read(long from)
    {
        var end = Tail;
        foreach (var entry in inner.Read(from))
        {
            if (entry.Sequence >= end)
                yield break;
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public void Flush() => inner.Flush();

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    /// <summary>Passes the frames that the log holds; returns those that it does not.</summary>
    private ReadOnlyMemory<byte> Compare(ReadOnlyMemory<byte> batch, long held)
    {
        using var known = inner.Read(Tail).GetEnumerator();
        while (!batch.IsEmpty && held > 0)
        {
            Must.Hold(Codec.TryDecode(batch, out var made, out var read));
            Must.Hold(known.MoveNext());
            var old = known.Current;
            if (
                old.Sequence != made.Sequence
                || old.Kind != made.Kind
                || old.Time != made.Time
                || old.Cause != made.Cause
                || !old.Payload.Span.SequenceEqual(made.Payload.Span)
            )
            {
                throw new AnotherRunException(name, made.Sequence);
            }

            batch = batch[read..];
            Tail++;
            held--;
        }

        return batch;
    }
}

/// <summary>Snapshots of a run that is played again: none is loaded, new ones are kept.</summary>
public sealed class LaterSnapshots(ISnapshots inner) : ISnapshots
{
    /// <inheritdoc/>
    public void Save(Snapshot snapshot) => inner.Save(snapshot);

    /// <inheritdoc/>
    public IEnumerable<Snapshot> NewestFirst() => [];
}
