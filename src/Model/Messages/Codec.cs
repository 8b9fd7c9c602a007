// How an entry lies in a log: a fixed header and the message's own bytes, little-endian.
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>Entries to bytes and back. Header: length u32, kind u16, zero u16, sequence i64, time i64, cause i64; then the payload.</summary>
public static class Codec
{
    public const int HeaderSize = 32;

    /// <summary>The longest payload: documents above it are refused where they enter.</summary>
    public const int MostPayload = 4 << 20;

    public static void WriteHeader(
        Span<byte> frame,
        long sequence,
        Instant time,
        long cause,
        MessageKind kind,
        int payload
    )
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)(HeaderSize + payload));
        BinaryPrimitives.WriteUInt16LittleEndian(frame[4..], (ushort)kind);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[6..], 0);
        BinaryPrimitives.WriteInt64LittleEndian(frame[8..], sequence);
        BinaryPrimitives.WriteInt64LittleEndian(frame[16..], time.Nanoseconds);
        BinaryPrimitives.WriteInt64LittleEndian(frame[24..], cause);
    }

    /// <summary>One entry as bytes of its own.</summary>
    public static byte[] Encode(in LogEntry entry)
    {
        var bytes = new byte[HeaderSize + entry.Payload.Length];
        WriteHeader(bytes, entry.Sequence, entry.Time, entry.Cause, entry.Kind, entry.Payload.Length);
        entry.Payload.Span.CopyTo(bytes.AsSpan(HeaderSize));
        return bytes;
    }

    /// <summary>The bytes of a blittable message.</summary>
    public static byte[] Bytes<T>(in T message)
        where T : unmanaged
    {
        var bytes = new byte[Unsafe.SizeOf<T>()];
        MemoryMarshal.Write(bytes, in message);
        return bytes;
    }

    /// <summary>Reads the frame that begins <paramref name="bytes"/>. False (and 0 read) when it is not a whole, sane frame.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> bytes, out LogEntry entry, out int read)
    {
        entry = default;
        read = 0;
        var span = bytes.Span;
        if (span.Length < HeaderSize)
            return false;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(span);
        if (length < HeaderSize || length > HeaderSize + (uint)MostPayload || length > (uint)span.Length)
            return false;
        var kind = (MessageKind)BinaryPrimitives.ReadUInt16LittleEndian(span[4..]);
        if (BinaryPrimitives.ReadUInt16LittleEndian(span[6..]) != 0)
            return false;
        var sequence = BinaryPrimitives.ReadInt64LittleEndian(span[8..]);
        if (sequence < 0)
            return false;
        var size = MessageSizes.Of(kind);
        if (size == MessageSizes.Unknown || (size >= 0 && size != length - HeaderSize))
            return false;
        read = (int)length;
        entry = new(
            sequence,
            new(BinaryPrimitives.ReadInt64LittleEndian(span[16..])),
            BinaryPrimitives.ReadInt64LittleEndian(span[24..]),
            kind,
            bytes[HeaderSize..read]
        );
        return true;
    }
}
