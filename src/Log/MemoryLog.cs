// A log in memory: for the laboratory, for tests, and for logs that can be made again.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Log;

/// <summary>Keeps frames in large blocks that never move, so entries that were read stay valid.</summary>
public sealed class MemoryLog : ILog
{
    private const int BlockBytes = 1 << 20;
    private readonly Lock _gate = new();
    private readonly List<byte[]> _blocks = [];
    private readonly List<long> _places = [];
    private int _used;

    /// <summary>How many batches were appended.</summary>
    public long Appends { get; private set; }

    /// <inheritdoc/>
    public long Tail
    {
        get
        {
            lock (_gate)
                return _places.Count;
        }
    }

    /// <inheritdoc/>
    public bool TryAppend(long tail, ReadOnlyMemory<byte> batch)
    {
        lock (_gate)
        {
            if (tail != _places.Count)
                return false;
            Batches.Check(tail, batch);
            while (!batch.IsEmpty)
            {
                Codec.TryDecode(batch, out _, out var read);
                Keep(batch.Span[..read]);
                batch = batch[read..];
            }

            Appends++;
            return true;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<LogEntry> Read(long from)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        return Walk(from);
    }

    /// <inheritdoc/>
    public void Flush() { }

    /// <summary>Nothing is held but memory.</summary>
    public void Dispose() { }

    private IEnumerable<LogEntry> Walk(long from)
    {
        var tail = Tail;
        for (var sequence = from; sequence < tail; sequence++)
        {
            ReadOnlyMemory<byte> bytes;
            lock (_gate)
            {
                var place = _places[(int)sequence];
                bytes = _blocks[(int)(place >> 32)].AsMemory((int)(place & 0xFFFFFFFF));
            }

            Must.Hold(Codec.TryDecode(bytes, out var entry, out _));
            yield return entry;
        }
    }

    private void Keep(ReadOnlySpan<byte> frame)
    {
        if (_blocks.Count == 0 || _used + frame.Length > _blocks[^1].Length)
        {
            _blocks.Add(new byte[frame.Length > BlockBytes ? frame.Length : BlockBytes]);
            _used = 0;
        }

        frame.CopyTo(_blocks[^1].AsSpan(_used));
        _places.Add(((long)(_blocks.Count - 1) << 32) | (uint)_used);
        _used += frame.Length;
    }
}
