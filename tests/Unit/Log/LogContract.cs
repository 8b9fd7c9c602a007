// What every log must do; each kind of log runs the same tests.
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Storage;
using Xunit;

namespace Tokenbourse.Unit.Log;

public abstract class LogContract : IDisposable
{
    private readonly Scratch _scratch = new();
    private ILog? _log;

    protected string Place => _scratch.At("log");

    private ILog Log => _log ??= Create();

    public void Dispose()
    {
        _log?.Dispose();
        _scratch.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract ILog Create();

    [Fact]
    public void A_new_log_is_empty()
    {
        Assert.Equal(0, Log.Tail);
        Assert.Empty(Log.Read(0));
        Assert.Empty(Log.Read(5));
    }

    [Fact]
    public void What_was_appended_is_read_back_byte_for_byte()
    {
        var first = Make.Batch(0, 5);
        var second = Make.Batch(5, 1);
        Assert.True(Log.TryAppend(0, first));
        Assert.True(Log.TryAppend(5, second));
        Assert.Equal(6, Log.Tail);
        Assert.Equal([.. first, .. second], Make.Bytes(Log.Read(0)));
    }

    [Fact]
    public void Reading_begins_anywhere()
    {
        for (var at = 0; at < 3000; at += 30)
            Assert.True(Log.TryAppend(at, Make.Batch(at, 30)));
        foreach (var from in new[] { 0, 1, 29, 30, 31, 1499, 2970, 2999, 3000, 3001 })
        {
            Assert.Equal(Make.Bytes(Log.Read(0).Skip(from)), Make.Bytes(Log.Read(from)));
        }
    }

    [Fact]
    public void An_append_at_another_sequence_than_the_tail_is_refused_and_changes_nothing()
    {
        Assert.True(Log.TryAppend(0, Make.Batch(0, 3)));
        Assert.False(Log.TryAppend(0, Make.Batch(0, 3)));
        Assert.False(Log.TryAppend(2, Make.Batch(2, 1)));
        Assert.False(Log.TryAppend(4, Make.Batch(4, 1)));
        Assert.Equal(Make.Batch(0, 3), Make.Bytes(Log.Read(0)));
        Assert.True(Log.TryAppend(3, Make.Batch(3, 1)));
    }

    [Fact]
    public void Of_two_writers_one_is_fenced()
    {
        var tail = Log.Tail;
        Assert.True(Log.TryAppend(tail, Make.Batch(tail, 2, salt: 1)));
        Assert.False(Log.TryAppend(tail, Make.Batch(tail, 2, salt: 2)));
        Assert.Equal(Make.Batch(0, 2, salt: 1), Make.Bytes(Log.Read(0)));
    }

    [Fact]
    public void A_batch_that_is_not_whole_frames_in_sequence_is_a_bug_and_writes_nothing()
    {
        var batch = Make.Batch(0, 2);
        Assert.Throws<InvariantBrokenException>(() => Log.TryAppend(0, batch.AsMemory(0, batch.Length - 1)));
        Assert.Throws<InvariantBrokenException>(() => Log.TryAppend(0, Make.Batch(1, 2)));
        Assert.Throws<InvariantBrokenException>(() => Log.TryAppend(0, new byte[] { 1, 2, 3 }));
        Assert.Equal(0, Log.Tail);
        Assert.True(Log.TryAppend(0, batch));
    }

    [Fact]
    public void An_empty_batch_changes_nothing()
    {
        Assert.True(Log.TryAppend(0, default));
        Assert.Equal(0, Log.Tail);
    }

    [Fact]
    public void A_walk_ends_at_the_tail_of_its_beginning_and_entries_stay_valid()
    {
        Assert.True(Log.TryAppend(0, Make.Batch(0, 4)));
        var kept = new List<LogEntry>();
        foreach (var entry in Log.Read(0))
        {
            kept.Add(entry);
            Assert.True(Log.TryAppend(Log.Tail, Make.Batch(Log.Tail, 100)));
        }

        Assert.Equal(4, kept.Count);
        Assert.Equal(Make.Batch(0, 4), Make.Bytes(kept));
    }

    [Fact]
    public async Task A_reader_beside_the_writer_sees_a_prefix()
    {
        var log = Log;
        var reader = Task.Run(() =>
        {
            long seen = 0;
            while (seen < 2000)
            {
                foreach (var entry in log.Read(seen))
                {
                    Assert.Equal(seen, entry.Sequence);
                    seen++;
                }
            }

            return seen;
        });
        for (var at = 0; at < 2000; at += 20)
            Assert.True(log.TryAppend(at, Make.Batch(at, 20)));
        Assert.Equal(2000, await reader);
    }

    [Fact]
    public async Task The_waiting_spelling_does_the_same()
    {
        Assert.True(await Log.TryAppendAsync(0, Make.Batch(0, 1), TestContext.Current.CancellationToken));
        Assert.False(await Log.TryAppendAsync(0, Make.Batch(0, 1), TestContext.Current.CancellationToken));
    }
}

public sealed class MemoryLogContract : LogContract
{
    protected override ILog Create() => new MemoryLog();
}

public sealed class FileLogContract : LogContract
{
    protected override ILog Create() => FileLog.Open(Place);
}

public sealed class FileLogOfSmallSegmentsContract : LogContract
{
    protected override ILog Create() => FileLog.Open(Place, new(SegmentBytes: 4096));
}

public sealed class LazyFileLogContract : LogContract
{
    protected override ILog Create() => FileLog.Open(Place, new(SegmentBytes: 16384, FlushEachBatch: false));
}

public sealed class FileLogMadeAheadContract : LogContract
{
    protected override ILog Create() => FileLog.Open(Place, new(SegmentBytes: 4096, Ahead: 2));
}

public sealed class LazyFileLogMadeAheadContract : LogContract
{
    protected override ILog Create() => FileLog.Open(Place, new(SegmentBytes: 16384, FlushEachBatch: false, Ahead: 1));
}
