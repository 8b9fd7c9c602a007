// Reads a meter's journal from its beginning, finds a torn tail, and tells it from damage in the middle.
using Microsoft.Win32.SafeHandles;

namespace Tokenbourse.Gateways.Meter;

/// <summary>The journal cannot be used; the message says where and why.</summary>
public sealed class MeterJournalException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Is called for each record in order; the numbers are only there during the call.</summary>
public delegate void JournalFold(long sequence, MeterRecord kind, ReadOnlySpan<long> numbers);

/// <summary>What was found.</summary>
/// <param name="Records">Whole records.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Torn">Bytes behind them that are no record: the tail of a write that did not end.</param>
public readonly record struct JournalFound(long Records, long Bytes, long Torn);

/// <summary>The reader.</summary>
public static class JournalScan
{
    /// <summary>The file's name in its folder.</summary>
    public const string FileName = "meter.journal";

    private const int Room = 1 << 20;

    /// <summary>Reads a folder's journal.</summary>
    /// <exception cref="MeterJournalException">A record is damaged and sound ones stand behind it.</exception>
    public static JournalFound Read(string folder, JournalFold fold)
    {
        using var handle = File.OpenHandle(
            Path.Combine(folder, FileName),
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite
        );
        return Read(handle, fold);
    }

    internal static JournalFound Read(SafeFileHandle handle, JournalFold fold)
    {
        var buffer = new byte[Room];
        Span<long> numbers = stackalloc long[JournalCodec.MostNumbers];
        long at = 0,
            records = 0;
        int start = 0,
            held = 0;
        while (true)
        {
            var size = JournalCodec.Read(buffer.AsSpan(start, held), out var sequence, out var kind, numbers);
            if (size > 0 && sequence == records + 1)
            {
                var count = (size - JournalCodec.Head) / sizeof(long);
                fold(sequence, kind, numbers[..count]);
                (at, start, held, records) = (at + size, start + size, held - size, records + 1);
                continue;
            }

            buffer.AsSpan(start, held).CopyTo(buffer);
            start = 0;
            var read = RandomAccess.Read(handle, buffer.AsSpan(held), at + held);
            if (read == 0 || held >= JournalCodec.Size(JournalCodec.MostNumbers))
                break;
            held += read;
        }

        var rest = RandomAccess.GetLength(handle) - at;
        MustBeTail(handle, at, rest, records);
        return new(records, at, rest);
    }

    /// <summary>A write that was cut leaves nothing sound behind it; a disk that forgot something does.</summary>
    private static void MustBeTail(SafeFileHandle handle, long at, long rest, long records)
    {
        Span<long> numbers = stackalloc long[JournalCodec.MostNumbers];
        var buffer = new byte[Room];
        var overlap = JournalCodec.Size(JournalCodec.MostNumbers);
        for (long from = 0; from < rest; from += Room - overlap)
        {
            var read = RandomAccess.Read(handle, buffer, at + from);
            for (var i = 0; i < read; i++)
            {
                var size = JournalCodec.Read(buffer.AsSpan(i, read - i), out var sequence, out _, numbers);
                if (size > 0 && sequence > records)
                {
                    throw new MeterJournalException(
                        $"{FileName}: record {records + 1} at byte {at} is damaged, but record {sequence} at byte "
                            + $"{at + from + i} is whole: this is no torn tail; restore the file from a copy"
                    );
                }
            }

            if (read < buffer.Length)
                break;
        }
    }
}
