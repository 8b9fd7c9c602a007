// The bytes of a segment file: its header, and the record header before each entry (docs/protocols/log-format.md).
using System.Buffers.Binary;
using System.Globalization;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Storage;

/// <summary>What lies where.</summary>
internal static class SegmentFormat
{
    public const int HeaderSize = 64;
    public const int RecordHeader = 12;

    /// <summary>Disks write whole sectors: what was not written of a zero-filled file is zero, sector by
    /// sector.</summary>
    public const int Sector = 512;

    public const uint StartsBatch = 0x8000_0000;
    private const ulong Magic = 0x474F_4C45_534B_4F54; // "TOKESLOG"
    private const uint Version = 1;

    public static string FileName(long first) => first.ToString("D20", CultureInfo.InvariantCulture) + ".log";

    public static bool TryFirst(string path, out long first) =>
        long.TryParse(
            Path.GetFileNameWithoutExtension(path),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out first
        )
        && Path.GetFileName(path) == FileName(first);

    public static void WriteHeader(Span<byte> header, long first, uint chain)
    {
        header[..HeaderSize].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], HeaderSize);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], first);
        BinaryPrimitives.WriteUInt32LittleEndian(header[24..], chain);
        BinaryPrimitives.WriteUInt32LittleEndian(header[60..], Checksum.Of(header[..60]));
    }

    /// <summary>Null when the header is sound, else what is wrong with it.</summary>
    public static string? ReadHeader(ReadOnlySpan<byte> header, out long first, out uint chain)
    {
        first = 0;
        chain = 0;
        if (header.Length < HeaderSize)
            return "the file ends inside its header";
        if (BinaryPrimitives.ReadUInt64LittleEndian(header) != Magic)
            return "not a log segment (magic)";
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[60..]) != Checksum.Of(header[..60]))
        {
            return "the header's checksum does not match";
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) != Version)
        {
            return "a version that this release does not read";
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(header[12..]) != HeaderSize)
            return "a header of another size";
        first = BinaryPrimitives.ReadInt64LittleEndian(header[16..]);
        chain = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]);
        return null;
    }

    /// <summary>Writes the record header for a frame that already lies behind it; returns the new end of the
    /// chain.</summary>
    public static uint WriteRecord(Span<byte> record, bool startsBatch, uint chain)
    {
        var frame = record[RecordHeader..];
        var word = (uint)frame.Length | (startsBatch ? StartsBatch : 0);
        var check = Checksum.Of(word, frame);
        var next = Checksum.Link(chain, check);
        BinaryPrimitives.WriteUInt32LittleEndian(record, word);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], check);
        BinaryPrimitives.WriteUInt32LittleEndian(record[8..], next);
        return next;
    }

    /// <summary>True when a length word can stand before a frame; its length without the mark.</summary>
    public static bool TryLength(uint word, out int length)
    {
        length = (int)(word & ~StartsBatch);
        return length is >= Codec.HeaderSize and <= Codec.HeaderSize + Codec.MostPayload;
    }
}
