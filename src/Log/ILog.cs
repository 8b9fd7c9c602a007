// The contract of a log: append at a sequence, or fail. That one rule is the fence between writers.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Log;

/// <summary>An ordered, durable list of entries. One writer appends; anybody may read at the same time.</summary>
public interface ILog : IDisposable
{
    /// <summary>The sequence that the next entry takes; 0 on an empty log.</summary>
    long Tail { get; }

    /// <summary>Appends one or more <see cref="Codec"/> frames whose sequences continue at
    /// <paramref name="tail"/>.</summary>
    /// <returns>True: all of them are on the log, as durable as the log was opened to promise. False: nothing was
    /// written, because the log does not end at <paramref name="tail"/>: somebody else leads.</returns>
    /// <exception cref="InvariantBrokenException">The batch is not whole frames in sequence: a bug of the caller;
    /// nothing was written.</exception>
    /// <exception cref="IOException">The outcome is not known. The log takes nothing more until it is opened
    /// again.</exception>
    bool TryAppend(long tail, ReadOnlyMemory<byte> batch);

    /// <summary>As <see cref="TryAppend"/>, for logs that wait on a network; logs that do not wait answer at
    /// once.</summary>
    ValueTask<bool> TryAppendAsync(long tail, ReadOnlyMemory<byte> batch, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return new(TryAppend(tail, batch));
    }

    /// <summary>The entries from <paramref name="from"/> to the tail as it was when the walk began. Payloads stay valid
    /// for ever.</summary>
    /// <exception cref="LogDamagedException">An entry cannot be read back as it was written.</exception>
    IEnumerable<LogEntry> Read(long from);

    /// <summary>Everything appended so far is durable when this returns. Only a log that flushes lazily has something
    /// to do.</summary>
    void Flush();
}

/// <summary>What every log asks of a batch before it writes it.</summary>
public static class Batches
{
    /// <summary>How many frames there are; stops on anything that is not whole frames numbered from
    /// <paramref name="tail"/>.</summary>
    public static int Check(long tail, ReadOnlyMemory<byte> batch)
    {
        var count = 0;
        while (!batch.IsEmpty)
        {
            Must.Hold(Codec.TryDecode(batch, out var entry, out var read));
            Must.Hold(entry.Sequence == tail + count);
            batch = batch[read..];
            count++;
        }

        return count;
    }
}
