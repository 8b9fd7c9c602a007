// Reads a meter's journal segment by segment, finds a torn tail, and tells it from damage in the middle.
using Microsoft.Win32.SafeHandles;

namespace Tokenbourse.Gateways.Meter;

/// <summary>The journal cannot be used; the message says where and why.</summary>
public sealed class MeterJournalException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Is called for each record in order; the numbers are only there during the call.</summary>
public delegate void JournalFold(long sequence, MeterRecord kind, ReadOnlySpan<long> numbers);

/// <summary>What was found.</summary>
/// <param name="Records">Sequence of the last whole record.</param>
/// <param name="Bytes">Bytes of whole records in the last segment.</param>
/// <param name="Torn">Bytes behind them that are no record: the tail of a write that did not end.</param>
public readonly record struct JournalFound(long Records, long Bytes, long Torn);

/// <summary>The reader.</summary>
public static class JournalScan
{
    /// <summary>The first segment's name in its folder.</summary>
    public const string FileName = "meter.journal";

    private const int Room = 1 << 20;

    /// <summary>Reads a folder's journal from its first record. A meter may be writing meanwhile: what it appends
    /// after the reader came to the last segment is not read.</summary>
    /// <exception cref="FileNotFoundException">There is no journal.</exception>
    /// <exception cref="MeterJournalException">A record is damaged and
    /// sound ones stand behind it, or a segment is missing.</exception>
    public static JournalFound Read(string folder, JournalFold fold) => Read(JournalSegments.Of(folder), 0, fold);

    /// <summary>Reads the segments behind a record, which must be the last one of its segment.</summary>
    internal static JournalFound Read(IReadOnlyList<JournalSegment> segments, long after, JournalFold fold)
    {
        var found = new JournalFound(after, 0, 0);
        var any = false;
        foreach (var segment in segments.Where(s => s.First > after))
        {
            if (found.Torn > 0)
            {
                throw new MeterJournalException(
                    $"record {found.Records + 1} is damaged, but {segment.Path} follows: this is no torn tail; "
                        + "restore the file in front of it from a copy"
                );
            }

            if (segment.First != found.Records + 1)
                throw Missing(found.Records + 1);
            using var handle = File.OpenHandle(
                segment.Path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            found = Read(handle, segment.First, fold);
            any = true;
        }

        return any ? found
            : segments.Count > 0 || after > 0 ? throw Missing(after + 1)
            : throw new FileNotFoundException("there is no journal");
    }

    internal static JournalFound Read(SafeFileHandle handle, long first, JournalFold fold)
    {
        // What a writer appends from now on is not looked at: half a record of it would look like damage.
        var end = RandomAccess.GetLength(handle);
        var buffer = new byte[Room];
        Span<long> numbers = stackalloc long[JournalCodec.MostNumbers];
        long at = 0,
            next = first;
        int start = 0,
            held = 0;
        while (true)
        {
            var size = JournalCodec.Read(buffer.AsSpan(start, held), out var sequence, out var kind, numbers);
            if (size > 0 && sequence == next)
            {
                var count = (size - JournalCodec.Head) / sizeof(long);
                fold(sequence, kind, numbers[..count]);
                (at, start, held, next) = (at + size, start + size, held - size, next + 1);
                continue;
            }

            buffer.AsSpan(start, held).CopyTo(buffer);
            start = 0;
            var want = (int)long.Min(buffer.Length - held, end - at - held);
            if (want == 0 || held >= JournalCodec.Size(JournalCodec.MostNumbers))
                break;
            var read = RandomAccess.Read(handle, buffer.AsSpan(held, want), at + held);
            if (read == 0)
                break;
            held += read;
        }

        MustBeTail(handle, at, end - at, next);
        return new(next - 1, at, end - at);
    }

    /// <summary>A write that was cut leaves nothing sound behind it; a disk that forgot something does.</summary>
    private static void MustBeTail(SafeFileHandle handle, long at, long rest, long next)
    {
        Span<long> numbers = stackalloc long[JournalCodec.MostNumbers];
        var buffer = new byte[(int)long.Min(Room, rest)];
        var overlap = JournalCodec.Size(JournalCodec.MostNumbers);
        for (long from = 0; from < rest; from += Room - overlap)
        {
            var room = buffer.AsSpan(0, (int)long.Min(buffer.Length, rest - from));
            var read = RandomAccess.Read(handle, room, at + from);
            for (var i = 0; i < read; i++)
            {
                var size = JournalCodec.Read(room[i..read], out var sequence, out _, numbers);
                if (size > 0 && sequence >= next)
                {
                    throw new MeterJournalException(
                        $"{FileName}: record {next} at byte {at} is damaged, but record {sequence} at byte "
                            + $"{at + from + i} is whole: this is no torn tail; restore the file from a copy"
                    );
                }
            }

            if (read < Room)
                break;
        }
    }

    private static MeterJournalException Missing(long record) =>
        new($"the file of the journal that begins with record {record} is missing; restore it from a copy");
}
