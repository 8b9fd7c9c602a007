// What a file log does with files that a crash, a disk or a hand has changed.
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Storage;
using Tokenbourse.Unit.Log;
using Xunit;

namespace Tokenbourse.Unit.Storage;

public sealed class FileLogTests : IDisposable
{
    private const int Header = 64;
    private readonly Scratch _scratch = new();

    private string Place => _scratch.At("log");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_log_is_there_again_after_closing()
    {
        Write(1000, 7, new(SegmentBytes: 8192));
        Assert.True(Directory.GetFiles(Place, "*.log").Length > 5);
        using var log = FileLog.Open(Place);
        Assert.Null(log.TornTail);
        Assert.Equal(1000, log.Tail);
        Assert.Equal(Make.Bytes(Expected(1000)), Make.Bytes(log.Read(0)));
        Assert.True(log.TryAppend(1000, Make.Batch(1000, 3)));
    }

    [Fact]
    public void A_batch_is_one_flush()
    {
        using var log = FileLog.Open(Place);
        for (var at = 0; at < 500; at += 50)
            Assert.True(log.TryAppend(at, Make.Batch(at, 50)));
        Assert.Equal(10, log.Flushes);
    }

    [Fact]
    public void A_lazy_log_is_flushed_when_it_is_told()
    {
        using var log = FileLog.Open(Place, new(FlushEachBatch: false));
        for (var at = 0; at < 500; at += 50)
            Assert.True(log.TryAppend(at, Make.Batch(at, 50)));
        Assert.Equal(0, log.Flushes);
        log.Flush();
        Assert.Equal(1, log.Flushes);
    }

    [Fact]
    public void A_batch_longer_than_a_segment_is_kept_whole()
    {
        using (var log = FileLog.Open(Place, new(SegmentBytes: 1024)))
        {
            Assert.True(log.TryAppend(0, Make.Batch(0, 100)));
            Assert.True(log.TryAppend(100, Make.Batch(100, 1)));
        }

        Assert.Equal(2, Directory.GetFiles(Place, "*.log").Length);
        using var again = FileLog.Open(Place);
        Assert.Equal(101, again.Tail);
    }

    [Fact]
    public void A_second_writer_cannot_open_the_directory()
    {
        using (FileLog.Open(Place))
            Assert.Throws<LogInUseException>(() => FileLog.Open(Place));
        using (FileLog.Open(Place))
            Assert.Equal(0, FileLog.OpenReadOnly(Place).Tail);
    }

    /// <summary>The file as the writer's crash would leave it: cut at every byte of the last batch, with and without
    /// the zeros behind.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_torn_tail_at_every_byte_of_the_last_batch_is_cut_and_told(bool zeros)
    {
        Write(20, 5);
        var before = new FileInfo(Last(Place)).Length;
        using (var log = FileLog.Open(Place))
            Assert.True(log.TryAppend(20, Make.Batch(20, 4)));
        var whole = File.ReadAllBytes(Last(Place));
        var ends = Ends(whole);
        for (var at = (int)before; at < whole.Length; at++)
        {
            var copy = _scratch.CopyOf(Place, "copy");
            byte[] cut = zeros ? [.. whole[..at], .. new byte[9000]] : whole[..at];
            File.WriteAllBytes(Last(copy), cut);
            using var log = FileLog.Open(copy);

            // An entry that ends in zeros is whole before its last zeros were written, when there are zeros anyway.
            var sound = ends.FindLastIndex(end =>
                end <= cut.Length && cut.AsSpan(0, end).SequenceEqual(whole.AsSpan(0, end))
            );
            Assert.Equal(sound, log.Tail);
            var torn = cut.AsSpan(ends[sound]).LastIndexOfAnyExcept((byte)0) + 1;
            Assert.Equal(torn == 0 ? null : new TornTail(Last(copy), ends[sound], torn), log.TornTail);
            Assert.True(log.TryAppend(sound, Make.Batch(sound, 2)));
            log.Dispose();
            using var again = FileLog.Open(copy);
            Assert.Null(again.TornTail);
            Assert.Equal(sound + 2, again.Tail);
        }
    }

    [Fact]
    public void A_last_batch_whose_sectors_were_written_out_of_order_is_cut()
    {
        Write(20, 5);
        var before = (int)new FileInfo(Last(Place)).Length;
        using (var log = FileLog.Open(Place))
            Assert.True(log.TryAppend(20, Make.Batch(20, 60)));
        var whole = File.ReadAllBytes(Last(Place));
        for (var sector = before / 512; sector < (whole.Length / 512) - 1; sector++)
        {
            var copy = _scratch.CopyOf(Place, "copy");
            var holed = whole.ToArray();
            var from = sector * 512 < before ? before : sector * 512;
            holed.AsSpan(from, ((sector + 1) * 512) - from).Clear();
            File.WriteAllBytes(Last(copy), holed);
            using var log = FileLog.Open(copy);
            Assert.NotNull(log.TornTail);
            Assert.InRange(log.Tail, 20, 79);
            Assert.Equal(Make.Bytes(Expected((int)log.Tail)), Make.Bytes(log.Read(0)));
        }
    }

    [Fact]
    public void A_hole_before_an_acknowledged_batch_is_refused()
    {
        Write(20, 5);
        var before = (int)new FileInfo(Last(Place)).Length;
        using (var log = FileLog.Open(Place))
        {
            Assert.True(log.TryAppend(20, Make.Batch(20, 60)));
            Assert.True(log.TryAppend(80, Make.Batch(80, 1)));
        }

        var whole = File.ReadAllBytes(Last(Place));
        whole.AsSpan(((before / 512) + 2) * 512, 512).Clear();
        File.WriteAllBytes(Last(Place), whole);
        Assert.Throws<LogDamagedException>(() => FileLog.Open(Place));
        using var lazy = FileLog.Open(Place, new(FlushEachBatch: false));
        Assert.NotNull(lazy.TornTail);
    }

    [Fact]
    public void A_flipped_bit_in_the_middle_is_refused_with_file_and_offset()
    {
        Write(60, 3, new(SegmentBytes: 2000));
        var paths = Directory.GetFiles(Place, "*.log").Order(StringComparer.Ordinal).ToArray();
        Assert.True(paths.Length > 2);
        var random = new Random(11);
        foreach (var path in paths)
        {
            var whole = File.ReadAllBytes(path);
            var ends = Ends(whole);
            var last = path == paths[^1];
            for (var at = 0; at < whole.Length; at += random.Next(1, 20))
            {
                var copy = _scratch.CopyOf(Place, "copy");
                var changed = whole.ToArray();
                changed[at] ^= (byte)(1 << random.Next(8));
                var file = Path.Combine(copy, Path.GetFileName(path));
                File.WriteAllBytes(file, changed);

                // In the log's very last record nothing sound follows: it looks like an interrupted append and is cut.
                // (Its link to the chain apart: then the entry itself is sound, and in a wrong place.)
                if (last && at >= ends[^2] && (at - ends[^2] is < 8 or >= 12))
                {
                    using var cut = FileLog.Open(copy);
                    Assert.Equal((59L, (long)ends[^2]), (cut.Tail, cut.TornTail!.Offset));
                    continue;
                }

                var fault = Assert.Throws<LogDamagedException>(() => FileLog.Open(copy));
                Assert.Equal(file, fault.FilePath);
                Assert.Equal(at < Header ? 0 : ends.FindLast(end => end <= at), fault.Offset);
                Assert.InRange(fault.Sequence, 0, 59);
                Assert.Equal(changed, File.ReadAllBytes(file));
                Assert.Throws<LogDamagedException>(() => FileLog.OpenReadOnly(copy));
            }
        }
    }

    [Fact]
    public void A_missing_a_doubled_or_a_swapped_entry_is_refused()
    {
        Write(12, 1);
        var whole = File.ReadAllBytes(Last(Place));
        var ends = Ends(whole);
        byte[] Part(int from, int to) => whole[ends[from]..ends[to]];
        byte[][] changed =
        [
            [.. whole[..ends[4]], .. Part(5, 12)],
            [.. whole[..ends[5]], .. Part(4, 12)],
            [.. whole[..ends[4]], .. Part(5, 6), .. Part(4, 5), .. Part(6, 12)],
            [.. whole[..Header], .. Part(1, 12)],
        ];
        foreach (var bytes in changed)
        {
            var copy = _scratch.CopyOf(Place, "copy");
            File.WriteAllBytes(Last(copy), bytes);
            Assert.Throws<LogDamagedException>(() => FileLog.Open(copy));
        }
    }

    [Fact]
    public void A_missing_segment_is_refused_and_named()
    {
        Write(60, 3, new(SegmentBytes: 2000));
        var paths = Directory.GetFiles(Place, "*.log").Order(StringComparer.Ordinal).ToArray();
        File.Delete(paths[1]);
        Assert.Contains(
            Path.GetFileName(paths[2]),
            Assert.Throws<LogDamagedException>(() => FileLog.Open(Place)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Opened_to_look_nothing_is_changed()
    {
        Write(20, 5);
        File.WriteAllBytes(Last(Place), [.. File.ReadAllBytes(Last(Place)), 1, 2, 3]);
        File.Delete(Path.Combine(Place, "lock"));
        var before = File.ReadAllBytes(Last(Place));
        using var log = FileLog.OpenReadOnly(Place);
        Assert.Equal((20L, 3L), (log.Tail, log.TornTail!.Bytes));
        Assert.False(log.TryAppend(20, Make.Batch(20, 1)));
        Assert.Equal(20, log.Read(0).Count());
        log.Dispose();
        Assert.Equal(before, File.ReadAllBytes(Last(Place)));
        Assert.False(File.Exists(Path.Combine(Place, "lock")));
    }

    [Fact]
    public void Cut_anywhere_a_log_opens_at_the_last_whole_entry_or_is_refused()
    {
        Write(200, 7, new(SegmentBytes: 5000));
        var random = new Random(5);
        var paths = Directory.GetFiles(Place, "*.log").Order(StringComparer.Ordinal).ToArray();
        for (var i = 0; i < 150; i++)
        {
            var copy = _scratch.CopyOf(Place, "copy");
            var which = random.Next(paths.Length);
            var whole = File.ReadAllBytes(paths[which]);
            var at = random.Next(whole.Length);
            File.WriteAllBytes(Path.Combine(copy, Path.GetFileName(paths[which])), whole[..at]);
            if (which < paths.Length - 1 || at < Header)
            {
                Assert.Throws<LogDamagedException>(() => FileLog.Open(copy));
                continue;
            }

            using var log = FileLog.Open(copy);
            Assert.Equal(Make.Bytes(Expected((int)log.Tail)), Make.Bytes(log.Read(0)));
        }
    }

    /// <summary>Appends, refusals, reopenings and walks in any order: the file log and the memory log stay the
    /// same.</summary>
    [Fact]
    public void Whatever_is_done_to_it_a_file_log_says_what_a_memory_log_says()
    {
        var run = 0;
        Prop.ForAll<byte[]>(steps =>
            {
                var place = _scratch.At("model-" + run++);
                using var model = new MemoryLog();
                var log = FileLog.Open(place, new(SegmentBytes: 1200));
                try
                {
                    foreach (var step in steps)
                    {
                        var at = model.Tail + (step % 7 == 0 ? 1 : 0);
                        var batch = Make.Batch(at, step % 5);
                        if (batch.Length > 0 || at == model.Tail)
                        {
                            Assert.Equal(model.TryAppend(at, batch), log.TryAppend(at, batch));
                        }

                        if (step % 11 == 0)
                        {
                            log.Dispose();
                            log = FileLog.Open(place, new(SegmentBytes: 1200));
                        }

                        Assert.Equal(Make.Bytes(model.Read(step)), Make.Bytes(log.Read(step)));
                    }

                    Assert.Equal(model.Tail, log.Tail);
                }
                finally
                {
                    log.Dispose();
                }
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Addresses_say_where_a_log_is()
    {
        using (var memory = Open.Log("memory:"))
            Assert.IsType<MemoryLog>(memory);
        using (var file = Open.Log("file:" + Place))
            Assert.Equal(Place, Assert.IsType<FileLog>(file).DirectoryPath);
        foreach (var wrong in new[] { "", "file:", "postgres:x", "memory", Place })
        {
            Assert.Throws<FormatException>(() => Open.Log(wrong));
        }
    }

    [Fact]
    public void The_checksum_is_the_one_that_the_standard_gives()
    {
        Assert.Equal(0xE3069283u, Checksum.Of("123456789"u8));
        Assert.Equal(0x8A9136AAu, Checksum.Of(new byte[32]));
    }

    private static List<LogEntry> Expected(int count)
    {
        var entries = new List<LogEntry>();
        foreach (var entry in new Frames(Make.Batch(0, count)))
            entries.Add(entry);
        return entries;
    }

    /// <summary>Where each record ends; the first is the header's end, so the list's index is the number of whole
    /// entries before it.</summary>
    private static List<int> Ends(ReadOnlySpan<byte> file)
    {
        var ends = new List<int> { Header };
        while (ends[^1] < file.Length)
        {
            ends.Add(ends[^1] + 12 + (BitConverter.ToInt32(file[ends[^1]..]) & int.MaxValue));
        }

        return ends;
    }

    private static string Last(string directory) => Directory.GetFiles(directory, "*.log").Max(StringComparer.Ordinal)!;

    private void Write(int entries, int each, FileLogOptions? options = null)
    {
        using var log = FileLog.Open(Place, options);
        while (log.Tail < entries)
        {
            var count = (int)Math.Min(each, entries - log.Tail);
            Assert.True(log.TryAppend(log.Tail, Make.Batch(log.Tail, count)));
        }
    }
}
