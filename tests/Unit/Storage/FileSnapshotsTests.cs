// Snapshots on the disk: the newest whole one is used, whatever became of the others.
using Tokenbourse.Log;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Storage;
using Tokenbourse.Unit.Log;
using Xunit;

namespace Tokenbourse.Unit.Storage;

public sealed class FileSnapshotsTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private string Place => _scratch.At("snapshots");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_snapshot_is_read_back_as_it_was_saved()
    {
        new FileSnapshots(Place).Save(new(41, 97, new(12345), 0xFEDC_BA98_7654_3210, new byte[] { 1, 2, 3 }));
        var read = Assert.Single(new FileSnapshots(Place).NewestFirst());
        Assert.Equal(
            (41L, 97L, new Instant(12345), 0xFEDC_BA98_7654_3210UL),
            (read.Sequence, read.EventTail, read.Time, read.Digest)
        );
        Assert.Equal([1, 2, 3], read.State.ToArray());
    }

    [Fact]
    public void The_newest_three_are_kept()
    {
        var snapshots = new FileSnapshots(Place);
        Assert.Empty(snapshots.NewestFirst());
        for (var i = 1; i <= 12; i++)
            snapshots.Save(new(i, i, new(i), 0, new byte[i]));
        Assert.Equal([12L, 11L, 10L], snapshots.NewestFirst().Select(snapshot => snapshot.Sequence));
        Assert.Equal(3, Directory.GetFiles(Place).Length);
    }

    [Fact]
    public void A_broken_newest_falls_back_to_the_one_before_at_every_byte()
    {
        var snapshots = new FileSnapshots(Place);
        snapshots.Save(new(1, 1, new(1), 5, new byte[] { 1 }));
        snapshots.Save(new(2, 2, new(2), 6, new byte[] { 2, 3, 4 }));
        var newest = Directory.GetFiles(Place).Max(StringComparer.Ordinal)!;
        var whole = File.ReadAllBytes(newest);
        for (var at = 0; at < whole.Length; at++)
        {
            var changed = whole.ToArray();
            changed[at] ^= 0x10;
            File.WriteAllBytes(newest, changed);
            Falls();
            File.WriteAllBytes(newest, whole[..at]);
            Falls();
        }

        File.WriteAllBytes(newest, [.. whole, 0]);
        Falls();

        void Falls()
        {
            var read = new FileSnapshots(Place);
            Assert.Equal(1, Assert.Single(read.NewestFirst()).Sequence);
            Assert.Contains(newest, Assert.Single(read.Broken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_whole_venue_of_files_comes_back_from_snapshot_and_logs()
    {
        ulong digest;
        using (var commands = FileLog.Open(_scratch.At("commands")))
        using (var events = FileLog.Open(_scratch.At("events"), new(FlushEachBatch: false)))
        {
            var runner = Make.Runner(commands, events, new FileSnapshots(Place), new(SnapshotEvery: 40));
            RunnerTests.Run(new(runner), 150);
            digest = runner.Machine.Digest;
        }

        using var commandsAgain = FileLog.Open(_scratch.At("commands"));
        using var eventsAgain = FileLog.Open(_scratch.At("events"), new(FlushEachBatch: false));
        var again = new Runner(new ToyMachine(), commandsAgain, eventsAgain, new FileSnapshots(Place));
        Assert.Equal(
            (119L, 30L, 0L),
            (again.Recover() is var report ? report.Snapshot : 0, report.Replayed, report.Missing)
        );
        Assert.Equal(digest, again.Machine.Digest);
    }
}
