// Walks the records of one segment file and says exactly where the first one is that is not as it was written.
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Storage;

/// <summary>What the walk met.</summary>
internal enum ReadResult
{
    Record,

    /// <summary>The end of the range, or zeros.</summary>
    End,
    Bad,
}

/// <summary>Reads in blocks that are never used twice, so that entries stay valid.</summary>
internal sealed class SegmentReader(SafeFileHandle handle, long offset, long end, uint chain, long expected)
{
    private const int BlockBytes = 64 << 10;
    private byte[] _block = [];
    private long _blockStart;
    private int _blockLength;

    /// <summary>Where the next record begins.</summary>
    public long Offset { get; private set; } = offset;

    /// <summary>The checksum chain up to here.</summary>
    public uint Chain { get; private set; } = chain;

    /// <summary>The sequence that the next record must have.</summary>
    public long Expected { get; private set; } = expected;

    /// <summary>After <see cref="ReadResult.Bad"/>: what is wrong.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>After <see cref="ReadResult.Record"/>.</summary>
    public LogEntry Entry { get; private set; }

    public ReadResult Next()
    {
        if (Offset >= end)
            return ReadResult.End;
        var header = At(Offset, SegmentFormat.RecordHeader).Span;
        if (header.Length < SegmentFormat.RecordHeader)
        {
            return header.ContainsAnyExcept((byte)0) ? Bad("a record header is cut off") : ReadResult.End;
        }

        var word = BinaryPrimitives.ReadUInt32LittleEndian(header);
        var check = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        var link = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        if (word == 0 && check == 0 && link == 0)
            return ReadResult.End;
        if (!SegmentFormat.TryLength(word, out var length))
            return Bad("a length that no record has");
        var frame = At(Offset + SegmentFormat.RecordHeader, length);
        if (frame.Length < length)
            return Bad("a record is cut off");
        if (Checksum.Of(word, frame.Span) != check)
            return Bad("the checksum does not match");
        if (Checksum.Link(Chain, check) != link)
        {
            return Bad("the checksum chain does not match: an entry before it is missing, added or moved");
        }

        if (!Codec.TryDecode(frame, out var entry, out var read) || read != length)
        {
            return Bad("not an entry of this release");
        }

        if (entry.Sequence != Expected)
            return Bad("an entry out of sequence");
        Entry = entry;
        Chain = link;
        Offset += SegmentFormat.RecordHeader + length;
        Expected++;
        return ReadResult.Record;
    }

    /// <summary>True when a record with a matching checksum begins at that place, wherever it belongs.</summary>
    public bool IsRecordAt(long place, out bool startsBatch)
    {
        startsBatch = false;
        var header = At(place, SegmentFormat.RecordHeader + 4).Span;
        if (header.Length < SegmentFormat.RecordHeader + 4)
            return false;
        var word = BinaryPrimitives.ReadUInt32LittleEndian(header);

        // The frame begins with its own length: nearly every wrong place ends here.
        if (
            !SegmentFormat.TryLength(word, out var length)
            || BinaryPrimitives.ReadUInt32LittleEndian(header[12..]) != length
        )
        {
            return false;
        }

        var check = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        var frame = At(place + SegmentFormat.RecordHeader, length);
        if (frame.Length < length || Checksum.Of(word, frame.Span) != check)
            return false;
        startsBatch = (word & SegmentFormat.StartsBatch) != 0;
        return true;
    }

    /// <summary>Up to that many bytes; fewer at the end of the range or of the file.</summary>
    public ReadOnlyMemory<byte> At(long place, int size)
    {
        if (place + size > end)
            size = (int)(end - place);
        if (size <= 0)
            return default;
        if (place < _blockStart || place + size > _blockStart + _blockLength)
            Fill(place, size);
        var from = (int)(place - _blockStart);
        var length = _blockLength - from;
        return _block.AsMemory(from, length < size ? length : size);
    }

    private void Fill(long place, int size)
    {
        var want = size > BlockBytes ? size : BlockBytes;
        if (place + want > end)
            want = (int)(end - place);
        _block = GC.AllocateUninitializedArray<byte>(want);
        _blockStart = place;
        _blockLength = 0;
        while (_blockLength < want)
        {
            var got = RandomAccess.Read(handle, _block.AsSpan(_blockLength), place + _blockLength);
            if (got == 0)
                break;
            _blockLength += got;
        }
    }

    private ReadResult Bad(string what)
    {
        Fault = what;
        return ReadResult.Bad;
    }
}
