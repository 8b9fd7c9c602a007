// Checkpoints of the journal: the state after a whole segment, so that a start reads only what follows.
using Microsoft.Win32.SafeHandles;

namespace Tokenbourse.Gateways.Meter;

/// <summary>
/// A checkpoint is made out of what is on the disk, the checkpoint before it and the segments behind that, never out of
/// a running meter's memory. It is written under another name, flushed and renamed; one that is not whole is passed
/// over for the one before it. The two newest are kept.
/// </summary>
internal static class MeterCheckpoints
{
    private const string Prefix = "meter.checkpoint.";
    private const string Draft = "meter.checkpoint-draft";
    private const int Kept = 2;

    /// <summary>Takes up the newest whole checkpoint.</summary>
    /// <param name="folder">The journal's.</param>
    /// <param name="fold">Must be new.</param>
    /// <param name="through">Not beyond this record.</param>
    /// <returns>The last record that it covers; 0: there is none.</returns>
    public static long Load(string folder, MeterFold fold, long through = long.MaxValue)
    {
        foreach (var (covers, path) in Of(folder).Where(c => c.Covers <= through).Reverse())
        {
            var bytes = File.ReadAllBytes(path);
            if (!IsWhole(bytes, covers))
                continue;
            Walk(bytes, fold.Restore);
            return covers;
        }

        return 0;
    }

    /// <summary>Makes the checkpoint that covers all records up to one that ends a segment.</summary>
    public static void Make(string folder, long through, Action<SafeFileHandle> flush, Action<string> syncDirectory)
    {
        var fold = new MeterFold();
        var after = Load(folder, fold, through);
        if (after == through)
            return;
        var found = JournalScan.Read([.. JournalSegments.Of(folder).Where(s => s.First <= through)], after, fold.Take);
        if (found.Records != through || found.Torn > 0)
            throw new MeterJournalException($"the journal's segments do not end with record {through}");
        var draft = Path.Combine(folder, Draft);
        using (var file = File.OpenHandle(draft, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, Bytes(fold, through).Span, 0);
            flush(file);
        }

        File.Move(draft, Path.Combine(folder, Prefix + JournalSegments.Words(through)), overwrite: true);
        syncDirectory(folder);
        foreach (var (_, path) in Of(folder).SkipLast(Kept))
            File.Delete(path);
    }

    private static List<(long Covers, string Path)> Of(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, Prefix + "*")
                .Select(p => (Covers: JournalSegments.Number(Path.GetFileName(p), Prefix) ?? 0, p))
                .Where(c => c.Covers > 0)
                .OrderBy(c => c.Covers),
        ];

    private static ReadOnlyMemory<byte> Bytes(MeterFold fold, long through)
    {
        var into = new System.Buffers.ArrayBufferWriter<byte>(1 << 16);
        fold.Save(
            through,
            (sequence, kind, numbers) =>
            {
                var room = into.GetSpan(JournalCodec.Size(numbers.Length));
                into.Advance(JournalCodec.Write(room, sequence, kind, numbers));
            }
        );
        return into.WrittenMemory;
    }

    /// <summary>From its head to its end without a gap, and of the record that its name says.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> bytes, long covers)
    {
        long records = 0,
            told = 0;
        var head = false;
        var read = Walk(
            bytes,
            (_, kind, numbers) =>
            {
                head |= records == 0 && kind == MeterRecord.Checkpoint && numbers[1] == covers;
                records++;
                told = kind == MeterRecord.Whole ? numbers[0] : 0;
            }
        );
        return head && read == bytes.Length && told == records;
    }

    private static int Walk(ReadOnlySpan<byte> bytes, JournalFold fold)
    {
        Span<long> numbers = stackalloc long[JournalCodec.MostNumbers];
        var at = 0;
        while (JournalCodec.Read(bytes[at..], out var sequence, out var kind, numbers) is > 0 and var size)
        {
            fold(sequence, kind, numbers[..((size - JournalCodec.Head) / sizeof(long))]);
            at += size;
        }

        return at;
    }
}
