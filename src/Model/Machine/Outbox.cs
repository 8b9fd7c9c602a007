// Where a machine puts what happened, until the runner takes it to the event log.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Machine;

/// <summary>Encoded events of the entries applied since <see cref="Clear"/>, one after the other in one buffer that is kept.</summary>
public sealed class Outbox
{
    private byte[] _bytes = new byte[1 << 16];

    /// <summary>The event log's next sequence, which the next event takes.</summary>
    public long NextSequence { get; set; }

    /// <summary>The command now being applied; set by the runner.</summary>
    public long Cause { get; set; }

    /// <summary>The time of the command now being applied; set by the runner.</summary>
    public Instant Time { get; set; }

    public int Count { get; private set; }

    public int Length { get; private set; }

    /// <summary>All events since <see cref="Clear"/>, as <see cref="Codec"/> frames.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, Length);

    public void Add<T>(MessageKind kind, in T message)
        where T : unmanaged
    {
        var size = Unsafe.SizeOf<T>();
        MemoryMarshal.Write(Room(kind, size), in message);
    }

    /// <summary>Adds a document (UTF-8 JSON).</summary>
    public void Add(MessageKind kind, ReadOnlySpan<byte> document) => document.CopyTo(Room(kind, document.Length));

    public void Clear()
    {
        Length = 0;
        Count = 0;
    }

    private Span<byte> Room(MessageKind kind, int size)
    {
        var frame = Codec.HeaderSize + size;
        while (Length + frame > _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        var span = _bytes.AsSpan(Length, frame);
        Codec.WriteHeader(span, NextSequence, Time, Cause, kind, size);
        NextSequence++;
        Length += frame;
        Count++;
        return span[Codec.HeaderSize..];
    }
}
