// Segments made ahead of need: appends that wait for no file, spares that are used again, crashes between the steps.
using Tokenbourse.Log;
using Tokenbourse.Storage;
using Tokenbourse.Unit.Log;
using Xunit;

namespace Tokenbourse.Unit.Storage;

public sealed class AheadTests : IDisposable
{
    private static readonly FileLogOptions _ahead = new(SegmentBytes: 4096, Ahead: 2);
    private readonly Scratch _scratch = new();

    private string Place => _scratch.At("log");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void With_segments_ready_no_append_waits_for_a_file()
    {
        using var log = FileLog.Open(Place, _ahead);
        Append(log, 500, wait: true);
        Assert.Equal(0, log.Stalls);
        Assert.True(Directory.GetFiles(Place, "*.log").Length > 10);
        Assert.Equal(Make.Batch(0, 500), Make.Bytes(log.Read(0)));
    }

    [Fact]
    public void Without_one_ready_the_append_makes_it_and_says_so()
    {
        using var log = FileLog.Open(Place, new(SegmentBytes: 4096));
        Append(log, 500);
        Assert.True(log.Stalls > 10);
    }

    [Fact]
    public void A_closed_log_has_no_zeros_in_its_segments_and_its_spares_are_taken_up_again()
    {
        using (var log = FileLog.Open(Place, _ahead))
            Append(log, 100, wait: true);
        using (var plain = FileLog.OpenReadOnly(Place))
            Assert.Equal(Make.Batch(0, 100), Make.Bytes(plain.Read(0)));
        foreach (var path in Directory.GetFiles(Place, "*.log"))
            Assert.InRange(new FileInfo(path).Length, 65, 4095);
        var spares = Spares();
        Assert.Equal(2, spares.Length);
        using (var log = FileLog.Open(Place, _ahead))
        {
            Until(() => log.IsAhead);
            Assert.Equal(spares, Spares());
            Append(log, 200, wait: true);
        }

        Assert.DoesNotContain(spares[0], Spares());
        using var again = FileLog.Open(Place);
        Assert.Equal(Make.Batch(0, 200), Make.Bytes(again.Read(0)));
    }

    [Fact]
    public void A_spare_that_is_not_all_zeros_is_never_used()
    {
        using (var log = FileLog.Open(Place, _ahead))
        {
            Append(log, 100);
            Until(() => log.IsAhead);
        }

        // What an old segment would leave: sound records, at the place where the next ones go.
        var old = File.ReadAllBytes(Directory.GetFiles(Place, "*.log").Min(StringComparer.Ordinal)!);
        foreach (var path in Spares())
        {
            var bytes = new byte[4096];
            old.AsSpan(64, 2000).CopyTo(bytes.AsSpan(64));
            File.WriteAllBytes(path, bytes);
        }

        using (var log = FileLog.Open(Place, _ahead))
        {
            Until(() => log.IsAhead);
            Assert.All(Spares(), path => Assert.Equal(new byte[4096], File.ReadAllBytes(path)));
            Append(log, 300, wait: true);
        }

        using var again = FileLog.OpenReadOnly(Place);
        Assert.Equal(Make.Batch(0, 300), Make.Bytes(again.Read(0)));
    }

    [Fact]
    public void A_lazy_log_grows_rather_than_waits_and_is_the_same_when_read_again()
    {
        var lazy = new FileLogOptions(SegmentBytes: 8192, FlushEachBatch: false, Ahead: 1);
        using (var log = FileLog.Open(Place, lazy))
        {
            Append(log, 2000);
            log.Flush();
        }

        Assert.True(Segments(Place).Length > 5);
        using (var log = FileLog.Open(Place, lazy))
            Append(log, 2100, wait: true);
        Assert.Single(Spares());
        using var again = FileLog.OpenReadOnly(Place);
        Assert.Equal(Make.Batch(0, 2100), Make.Bytes(again.Read(0)));
    }

    /// <summary>The disk as a crash in each step of going over to the next segment leaves it.</summary>
    [Fact]
    public void A_crash_while_going_over_to_the_next_segment_loses_nothing()
    {
        using (var log = FileLog.Open(Place, _ahead))
            Append(log, 100, wait: true);
        var segments = Segments(Place);
        var last = segments[^1];
        var begun = "spare-000000.zeros";
        (string What, Action<string> Crash, long Tail)[] crashes =
        [
            ("the finished segment was not cut", copy => Lengthen(Segments(copy)[^2], 4096), 100),
            ("no finished segment was cut", copy => Array.ForEach(Segments(copy), path => Lengthen(path, 4096)), 100),
            ("the name was not yet changed", copy => Rename(copy, Path.GetFileName(last), begun), 100),
            (
                "name not changed, nothing written behind the header",
                copy =>
                {
                    Rename(copy, Path.GetFileName(last), begun);
                    Cut(Path.Combine(copy, begun), 64);
                    Lengthen(Path.Combine(copy, begun), 4096);
                },
                First(last)
            ),
        ];
        Assert.True(segments.Length > 2);
        foreach (var (what, crash, tail) in crashes)
        {
            var copy = _scratch.CopyOf(Place, "copy");
            foreach (var spare in Directory.GetFiles(copy, "spare-*"))
                File.Delete(spare);
            crash(copy);
            using (var look = FileLog.OpenReadOnly(copy))
                Assert.Equal((what, tail, (TornTail?)null), (what, look.Tail, look.TornTail));
            using (var log = FileLog.Open(copy, _ahead))
                Append(log, 150, wait: true);
            using var again = FileLog.OpenReadOnly(copy);
            Assert.Equal(Make.Batch(0, 150), Make.Bytes(again.Read(0)));
        }
    }

    [Fact]
    public void A_batch_that_was_torn_in_a_segment_just_begun_is_cut()
    {
        using (var log = FileLog.Open(Place, _ahead))
            Append(log, 100, wait: true);
        var last = Segments(Place)[^1];
        var whole = File.ReadAllBytes(last);
        Cut(last, whole.Length - 40);
        Lengthen(last, 4096);
        Rename(Place, Path.GetFileName(last), "spare-999999.zeros");
        using var torn = FileLog.Open(Place, _ahead);
        Assert.NotNull(torn.TornTail);
        Assert.InRange(torn.Tail, First(last), 99);
        Append(torn, 150, wait: true);
        Assert.Equal(Make.Batch(0, 150), Make.Bytes(torn.Read(0)));
    }

    [Fact]
    public void Zeros_where_acknowledged_entries_were_are_refused()
    {
        using (var log = FileLog.Open(Place, _ahead))
            Append(log, 100, wait: true);
        foreach (var begun in new[] { false, true })
        {
            var copy = _scratch.CopyOf(Place, "copy");
            var segments = Segments(copy);
            var length = new FileInfo(segments[^2]).Length;
            Cut(segments[^2], length - 200);
            Lengthen(segments[^2], length);
            if (begun)
                Rename(copy, Path.GetFileName(segments[^1]), "spare-999999.zeros");
            var fault = Assert.Throws<LogDamagedException>(() => FileLog.Open(copy, _ahead));
            Assert.Equal(segments[^2], fault.FilePath);
        }
    }

    private static void Append(FileLog log, int to, bool wait = false)
    {
        while (log.Tail < to)
        {
            if (wait)
                Until(() => log.IsAhead);
            Assert.True(log.TryAppend(log.Tail, Make.Batch(log.Tail, (int)long.Min(4, to - log.Tail))));
        }
    }

    private static void Until(Func<bool> condition) =>
        Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(20)));

    private static string[] Segments(string place) =>
        [.. Directory.GetFiles(place, "*.log").Order(StringComparer.Ordinal)];

    private static long First(string path) =>
        long.Parse(Path.GetFileNameWithoutExtension(path), System.Globalization.CultureInfo.InvariantCulture);

    private static void Rename(string place, string from, string to) =>
        File.Move(Path.Combine(place, from), Path.Combine(place, to));

    private static void Cut(string path, long length) => Lengthen(path, length);

    private static void Lengthen(string path, long length)
    {
        using var file = File.OpenWrite(path);
        file.SetLength(length);
    }

    private string[] Spares() => [.. Directory.GetFiles(Place, "spare-*.zeros").Order(StringComparer.Ordinal)];
}
