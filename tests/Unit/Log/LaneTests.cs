// Lanes: runs of commands, and that nothing is told before it is durable.
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Log;

public sealed class LaneTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private readonly ManualTime _time = new();
    private readonly HeldLog _commands = new();
    private readonly MemoryLog _events = new();

    public void Dispose()
    {
        _commands.Dispose();
        _events.Dispose();
    }

    [Fact]
    public void A_run_is_answered_in_order_with_the_events_of_each()
    {
        using var sequencer = new Sequencer(Make.Runner(_commands, _events), _time, new(BatchEntries: 7));
        var heard = new Heard();
        var lane = sequencer.OpenLane(heard);
        for (var run = 0; run < 20; run++)
        {
            for (var i = 0; i < run; i++)
                lane.Add(MessageKind.MoveCash, Make.Cash(1, (i % 2) - 1));
            Assert.True(lane.TrySend());
            Assert.Equal(0, lane.Waiting);
        }

        sequencer.Start();
        heard.Await(190);
        Assert.Equal(Enumerable.Range(0, 190).Select(n => (long)n), heard.Taken.Select(o => o.Sequence));
        sequencer.Stop();
        Assert.Equal(Make.Bytes(_events.Read(0)), heard.Taken.SelectMany(o => o.Events.ToArray()));
        Assert.All(heard.Taken, o => Assert.Equal(o.EventCount, Count(o)));
        Assert.Equal(28, sequencer.Batches);
    }

    [Fact]
    public async Task While_a_batch_is_on_its_way_to_the_disk_the_machine_goes_on_and_nothing_is_told()
    {
        var runner = Make.Runner(_commands, _events);
        var followed = 0;
        runner.AddFollower((in LogEntry _) => followed++);
        using var sequencer = new Sequencer(runner, _time, new(BatchEntries: 10));
        sequencer.Start();
        var heard = new Heard();
        var lane = sequencer.OpenLane(heard);
        _commands.Hold();
        var single = sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 5));
        _commands.AwaitHeld();
        for (var i = 0; i < 8; i++)
            lane.Add(MessageKind.MoveCash, Make.Cash(1, 5));
        Assert.True(lane.TrySend());

        // Applied, though neither is on the log: but only the machine knows.
        Until(() => runner.Machine.As<ToyMachine>().Applied == 9);
        Assert.False(single.IsCompleted);
        Assert.Equal((0L, 0L, 0, 0), (_commands.Tail, _events.Tail, followed, heard.Taken.Count));
        _commands.Release();
        Assert.Equal(0, (await single.WaitAsync(_patience, TestContext.Current.CancellationToken)).Sequence);
        heard.Await(8);
        Assert.Equal(2, sequencer.Batches);
    }

    [Fact]
    public async Task When_the_write_fails_nothing_of_it_was_told()
    {
        var runner = Make.Runner(_commands, _events);
        var followed = 0;
        runner.AddFollower((in LogEntry _) => followed++);
        using var sequencer = new Sequencer(runner, _time);
        sequencer.Start();
        _commands.Hold();
        var heard = new Heard();
        var lane = sequencer.OpenLane(heard);
        lane.Add(MessageKind.MoveCash, Make.Cash(1, 5));
        Assert.True(lane.TrySend());
        _commands.AwaitHeld();
        var behind = sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 5));
        Until(() => runner.Machine.As<ToyMachine>().Applied == 2);
        _commands.Release(new IOException("the disk is gone"));
        Assert.Equal(
            OutcomeStatus.Stopped,
            (await behind.WaitAsync(_patience, TestContext.Current.CancellationToken)).Status
        );
        Until(() => !sequencer.IsLeading && heard.Refused.Count > 0);
        Assert.Equal([OutcomeStatus.Unknown], heard.Refused);
        Assert.Equal((0, 0L, 0), (heard.Taken.Count, _events.Tail, followed));
        Assert.IsType<IOException>(sequencer.Fault);
        lane.Add(MessageKind.MoveCash, Make.Cash(1, 5));
        Assert.False(lane.TrySend());
    }

    [Fact]
    public void A_run_for_which_there_is_no_room_is_not_taken_at_all()
    {
        using var sequencer = new Sequencer(Make.Runner(_commands, _events), _time, new(Waiting: 10));
        var heard = new Heard();
        var lane = sequencer.OpenLane(heard);
        for (var i = 0; i < 6; i++)
            lane.Add(MessageKind.MoveCash, Make.Cash(1, 1));
        Assert.True(lane.TrySend());
        for (var i = 0; i < 6; i++)
            lane.Add(MessageKind.MoveCash, Make.Cash(1, 1));
        Assert.False(lane.TrySend());
        Assert.Equal(6, lane.Waiting);
        sequencer.Start();
        heard.Await(6);
        Assert.True(lane.TrySend());
        heard.Await(12);
        Assert.Equal(12, _commands.Tail);
    }

    [Fact]
    public void The_log_is_the_same_whatever_the_runs_and_the_batches()
    {
        var logs = new List<byte[]>();
        foreach (var (run, entries) in new[] { (1, 1), (3, 4096), (50, 7), (200, 64) })
        {
            using var commands = new MemoryLog();
            using var events = new MemoryLog();
            using var sequencer = new Sequencer(Make.Runner(commands, events), _time, new(BatchEntries: entries));
            sequencer.Start();
            var heard = new Heard();
            var lane = sequencer.OpenLane(heard);
            for (var i = 0; i < 200; i++)
            {
                lane.Add(MessageKind.MoveCash, Make.Cash(i % 5, (i % 3) - 1));
                if (lane.Waiting == run || i == 199)
                    Assert.True(lane.TrySend());
            }

            heard.Await(200);
            sequencer.Stop();
            logs.Add([.. Make.Bytes(commands.Read(0)), .. Make.Bytes(events.Read(0))]);
        }

        Assert.All(logs, log => Assert.Equal(logs[0], log));
    }

    [Fact]
    public void Snapshots_are_taken_only_of_what_is_durable_and_told()
    {
        var snapshots = new MemorySnapshots(100);
        var runner = Make.Runner(_commands, _events, snapshots, new(SnapshotEvery: 10));
        using var sequencer = new Sequencer(runner, _time, new(BatchEntries: 4));
        sequencer.Start();
        var heard = new Heard();
        var lane = sequencer.OpenLane(heard);
        for (var i = 0; i < 100; i++)
            lane.Add(MessageKind.MoveCash, Make.Cash(1, -1));
        Assert.True(lane.TrySend());
        heard.Await(100);
        sequencer.Stop();
        var kept = snapshots.NewestFirst().ToArray();
        Assert.InRange(kept.Length, 5, 10);
        foreach (var snapshot in kept)
        {
            Assert.Equal((snapshot.Sequence + 1) * 2, snapshot.EventTail);
            var again = new Runner(new ToyMachine(), _commands, _events, Only(snapshot));
            Assert.Equal(99 - snapshot.Sequence, again.Recover().Replayed);
            Assert.Equal(runner.Machine.Digest, again.Machine.Digest);
        }
    }

    [Fact]
    public async Task Tasks_lanes_and_looks_between_keep_their_order()
    {
        using var sequencer = new Sequencer(Make.Runner(_commands, _events), _time, new(BatchEntries: 5));
        var heard = new Heard();
        var lane = sequencer.OpenLane(heard);
        var looks = new List<(long Tail, long Cash)>();
        var tasks = new List<Task<Outcome>>();
        for (var round = 0; round < 10; round++)
        {
            for (var i = 0; i < 3; i++)
                lane.Add(MessageKind.MoveCash, Make.Cash(1, 1));
            Assert.True(lane.TrySend());
            tasks.Add(sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 1)));
            tasks.Add(sequencer.Between(r => looks.Add((_events.Tail, r.Machine.As<ToyMachine>().CashOf(1)))));
        }

        sequencer.Start();
        await Task.WhenAll(tasks).WaitAsync(_patience, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, 10).Select(n => (n * 4L, n * 4L)), looks);
        Assert.Equal(30, heard.Taken.Count);
    }

    private static MemorySnapshots Only(Snapshot snapshot)
    {
        var one = new MemorySnapshots();
        one.Save(snapshot);
        return one;
    }

    private static int Count(Outcome outcome)
    {
        var count = 0;
        foreach (var _ in outcome.Read())
            count++;
        return count;
    }

    private static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, _patience));

    /// <summary>Keeps what it hears.</summary>
    private sealed class Heard : ILaneAnswers
    {
        private int _count;

        public List<Outcome> Taken { get; } = [];

        public List<OutcomeStatus> Refused { get; } = [];

        public void Answered(in LaneAnswer answer)
        {
            if (answer.Status != OutcomeStatus.Taken)
            {
                Refused.Add(answer.Status);
                return;
            }

            Assert.Equal(Taken.Count, answer.First);
            for (var i = 0; i < answer.Count; i++)
                Taken.Add(answer[i] with { Events = answer[i].Events.ToArray() });
            Volatile.Write(ref _count, Taken.Count);
        }

        public void Await(int count) => Until(() => Volatile.Read(ref _count) >= count);
    }
}
