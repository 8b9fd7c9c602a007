// One segment file as it was found: its entries, where it ends, and whether that end is torn or damaged.
using Tokenbourse.Log;

namespace Tokenbourse.Storage;

/// <summary>A torn end that was found: an append that a crash interrupted, never acknowledged.</summary>
/// <param name="FilePath">The segment.</param>
/// <param name="Offset">Where the sound part ends.</param>
/// <param name="Bytes">How many bytes behind it were cut (or, opened for reading only, left out).</param>
public sealed record TornTail(string FilePath, long Offset, long Bytes);

/// <summary>A place in a segment from which reading can begin.</summary>
internal readonly record struct Mark(long Sequence, long Offset, uint Chain);

/// <summary>A segment and its sound part.</summary>
internal sealed class Segment
{
    public const string ZerosInstead = "zeros where the next entry should be";
    public const int MarkEvery = 64 << 10;
    private readonly List<Mark> _marks = [];

    public Segment(string path, long first)
    {
        FilePath = path;
        First = first;
        Next = first;
    }

    public string FilePath { get; set; }

    public long First { get; }

    /// <summary>One behind its last entry.</summary>
    public long Next { get; set; }

    /// <summary>Where the sound part ends.</summary>
    public long End { get; set; } = SegmentFormat.HeaderSize;

    /// <summary>The bytes behind <see cref="End"/> when it was read, all of them zero.</summary>
    public long ZerosBehind { get; private set; }

    /// <summary>The checksum chain after its last entry.</summary>
    public uint Chain { get; set; }

    /// <summary>Where the next mark is due.</summary>
    public long NextMark => _marks.Count == 0 ? 0 : _marks[^1].Offset + MarkEvery;

    /// <summary>Notes that an entry begins there, now and then.</summary>
    public void Note(long sequence, long offset, uint chain)
    {
        if (offset >= NextMark)
            _marks.Add(new(sequence, offset, chain));
    }

    /// <summary>The last mark at or before that entry.</summary>
    public Mark Before(long sequence)
    {
        var low = 0;
        var high = _marks.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_marks[middle].Sequence <= sequence)
                low = middle;
            else
                high = middle - 1;
        }

        return _marks[low];
    }

    /// <summary>Reads and checks a whole segment.</summary>
    /// <param name="last">Only the last segment may have a torn end.</param>
    /// <param name="lazy">The log was flushed lazily: more than one batch may have been on its way to the disk.</param>
    /// <exception cref="LogDamagedException">It is not as it was written.</exception>
    public static Segment Scan(string path, long first, uint chain, bool last, bool lazy, out TornTail? torn)
    {
        torn = null;
        using var handle = File.OpenHandle(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete
        );
        var length = RandomAccess.GetLength(handle);
        var header = new byte[SegmentFormat.HeaderSize];
        var got = RandomAccess.Read(handle, header, 0);
        var wrong = SegmentFormat.ReadHeader(header.AsSpan(0, got), out var stated, out var seed);
        if (wrong is not null)
            throw new LogDamagedException(path, 0, first, wrong);
        if (stated != first)
        {
            throw new LogDamagedException(path, 16, first, $"its header says that it begins with entry {stated}");
        }

        if (seed != chain)
            throw new LogDamagedException(path, 24, first, "it does not continue the segment before it");
        var segment = new Segment(path, first) { Chain = chain };
        var reader = new SegmentReader(handle, SegmentFormat.HeaderSize, length, chain, first);
        segment.Note(first, reader.Offset, chain);
        ReadResult result;
        while ((result = reader.Next()) == ReadResult.Record)
        {
            segment.Note(reader.Expected, reader.Offset, reader.Chain);
        }

        segment.Next = reader.Expected;
        segment.End = reader.Offset;
        segment.Chain = reader.Chain;
        if (reader.Offset == length)
            return segment;
        var written = LastWritten(reader, length);
        if (written == reader.Offset)
        {
            segment.ZerosBehind = length - written;
            return segment;
        }

        if (!last)
        {
            var fault = result == ReadResult.Bad ? reader.Fault : ZerosInstead;
            throw new LogDamagedException(path, reader.Offset, reader.Expected, fault);
        }

        RefuseUnlessTorn(path, reader, length, lazy);
        torn = new(path, reader.Offset, written - reader.Offset);
        return segment;
    }

    /// <summary>One behind the last byte that is not zero; the sound end when there is none.</summary>
    private static long LastWritten(SegmentReader reader, long length)
    {
        var written = reader.Offset;
        for (var place = reader.Offset; place < length; place += SegmentFormat.Sector)
        {
            var bytes = reader.At(place, SegmentFormat.Sector).Span;
            var at = bytes.LastIndexOfAnyExcept((byte)0);
            if (at >= 0)
                written = place + at + 1;
        }

        return written;
    }

    /// <summary>An interrupted append leaves nothing sound behind it, or, when the disk wrote its sectors out of order,
    /// a hole of zeros with more of the same batch behind it. Anything else was sound once.</summary>
    private static void RefuseUnlessTorn(string path, SegmentReader reader, long length, bool lazy)
    {
        var bad = reader.Offset;
        var next = -1L;
        var laterBatch = false;
        for (var place = bad; place < length && !laterBatch; place++)
        {
            if (!reader.IsRecordAt(place, out var starts))
                continue;
            if (next < 0)
                next = place;
            laterBatch = starts;
        }

        if (next < 0)
            return;
        var hole = HasHole(reader, bad, next);
        if (hole && (lazy || !laterBatch))
            return;
        var what = reader.Fault.Length > 0 ? reader.Fault : ZerosInstead;
        throw new LogDamagedException(path, bad, reader.Expected, $"{what}; sound entries follow at offset {next}");
    }

    private static bool HasHole(SegmentReader reader, long from, long to)
    {
        const int Enough = 64;
        for (var place = from; place < to; )
        {
            var sectorEnd = ((place / SegmentFormat.Sector) + 1) * SegmentFormat.Sector;
            var size = (int)((sectorEnd < to ? sectorEnd : to) - place);
            var zero = !reader.At(place, size).Span.ContainsAnyExcept((byte)0);
            if (zero && (place == from || size >= Enough))
                return true;
            place += size;
        }

        return false;
    }
}
