// Commands being put in order: numbered, timed and encoded into one buffer that is kept.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Log;

/// <summary>The batch that is appended next.</summary>
internal sealed class CommandBatch
{
    private byte[] _bytes = new byte[1 << 16];
    private int _length;
    private long _first;
    private int _count;
    private Instant _last;

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    public long First => _first;

    public int Count => _count;

    public int Length => _length;

    public void Begin(long tail, Instant last)
    {
        _first = tail;
        _last = last;
        _count = 0;
        _length = 0;
    }

    /// <summary>Gives the command the next sequence, and the time unless the one before it is later.</summary>
    public void Add(MessageKind kind, ReadOnlySpan<byte> payload, Instant time)
    {
        Must.Hold(payload.Length <= Codec.MostPayload);
        if (time < _last)
            time = _last;
        _last = time;
        var size = Codec.HeaderSize + payload.Length;
        while (_length + size > _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        var frame = _bytes.AsSpan(_length, size);
        Codec.WriteHeader(frame, _first + _count, time, -1, kind, payload.Length);
        payload.CopyTo(frame[Codec.HeaderSize..]);
        _length += size;
        _count++;
    }
}
