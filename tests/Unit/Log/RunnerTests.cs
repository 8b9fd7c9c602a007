// Applying, recovering, and finding out that two runs do not agree.
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Log;

public sealed class RunnerTests : IDisposable
{
    private readonly MemoryLog _commands = new();
    private readonly MemoryLog _events = new();

    public void Dispose()
    {
        _commands.Dispose();
        _events.Dispose();
    }

    [Fact]
    public void An_outcome_names_the_command_and_its_events()
    {
        var sequencer = new InlineSequencer(Make.Runner(_commands, _events));
        var paid = sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 500), new(10));
        Assert.Equal((OutcomeStatus.Taken, 0L, 0L, 1), (paid.Status, paid.Sequence, paid.FirstEvent, paid.EventCount));
        var drawn = sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, -200), new(20));
        Assert.Equal((1L, 1L, 2L, 2), (drawn.Sequence, drawn.FirstEvent, drawn.LastEvent, drawn.EventCount));
        var kinds = new List<MessageKind>();
        foreach (var entry in drawn.Read())
        {
            Assert.Equal(drawn.Sequence, entry.Cause);
            kinds.Add(entry.Kind);
        }

        Assert.Equal([MessageKind.CashMoved, MessageKind.MarginCalled], kinds);
        var none = sequencer.Submit(MessageKind.CancelOrder, new CancelOrder(new(1), new(1)), new(30));
        Assert.Equal((3L, 2L, 0), (none.FirstEvent, none.LastEvent, none.EventCount));
        Assert.Equal(3, _events.Tail);
    }

    [Fact]
    public void Time_never_goes_back()
    {
        var sequencer = new InlineSequencer(Make.Runner(_commands, _events));
        Assert.Equal(new Instant(50), sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 1), new(50)).Time);
        Assert.Equal(new Instant(50), sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 1), new(20)).Time);
        Assert.Equal(new Instant(51), sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 1), new(51)).Time);
    }

    [Fact]
    public void When_nobody_speaks_there_is_a_tick_at_each_moment_that_is_due()
    {
        var sequencer = new InlineSequencer(Make.Runner(_commands, _events, hourly: true));
        Assert.Equal(0, sequencer.Advance(new(ToyMachine.Hour - 1)));
        Assert.Equal(3, sequencer.Advance(new(3 * ToyMachine.Hour)));
        Assert.Equal([1L, 2L, 3L], _commands.Read(0).Select(entry => entry.Time.Nanoseconds / ToyMachine.Hour));
        Assert.All(_commands.Read(0), entry => Assert.Equal(MessageKind.Tick, entry.Kind));
    }

    [Fact]
    public void A_second_writer_is_fenced_by_the_log()
    {
        var first = new InlineSequencer(Make.Runner(_commands, _events));
        var second = new InlineSequencer(Make.Runner(_commands, new MemoryLog()));
        Assert.True(first.Submit(MessageKind.MoveCash, Make.Cash(1, 1), new(1)).IsTaken);
        Assert.Equal(OutcomeStatus.NotLeading, second.Submit(MessageKind.MoveCash, Make.Cash(1, 2), new(1)).Status);
        Assert.Equal(0, ((ToyMachine)second.Runner.Machine).CashOf(1));
    }

    [Fact]
    public void Followers_hear_each_event_once_and_in_order()
    {
        var runner = Make.Runner(_commands, _events);
        var heard = new List<long>();
        runner.AddFollower((in LogEntry entry) => heard.Add(entry.Sequence));
        Run(new(runner), 40);
        Assert.Equal(Enumerable.Range(0, (int)_events.Tail).Select(n => (long)n), heard);
    }

    [Fact]
    public void Start_up_gives_the_state_of_an_uninterrupted_run()
    {
        var runner = Make.Runner(_commands, _events);
        Run(new(runner), 100);
        var again = new Runner(new ToyMachine(), _commands, _events);
        var report = again.Recover();
        Assert.Equal(new RecoveryReport(-1, 100, _events.Tail, 0), report);
        Assert.Equal(runner.Machine.Digest, again.Machine.Digest);
        Assert.Equal(runner.LastTime, again.LastTime);
        Run(new(again), 10);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(38)]
    public void Events_missing_at_the_end_are_made_again(int kept)
    {
        Run(new(Make.Runner(_commands, _events)), 100);
        var cut = new MemoryLog();
        Assert.True(cut.TryAppend(0, Make.Bytes(_events.Read(0).Take(kept))));
        var looked = new Runner(new ToyMachine(), _commands, cut);
        Assert.Equal(_events.Tail - kept, looked.Recover(complete: false).Missing);
        Assert.Equal(kept, cut.Tail);
        var runner = new Runner(new ToyMachine(), _commands, cut);
        Assert.Equal(new RecoveryReport(-1, 100, kept, _events.Tail - kept), runner.Recover());
        Assert.Equal(Make.Bytes(_events.Read(0)), Make.Bytes(cut.Read(0)));
        Run(new(runner), 5);
        Assert.Equal(105, _commands.Tail);
    }

    [Fact]
    public void A_machine_that_says_something_else_is_stopped_at_the_event()
    {
        Run(new(Make.Runner(_commands, _events)), 20);
        var other = new Runner(new ToyMachine { Bias = 1 }, _commands, _events);
        var fault = Assert.Throws<DivergenceException>(() => other.Recover());
        Assert.Equal((0L, 0L), (fault.Sequence, fault.Command));
        Assert.Contains("event 0", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_that_no_command_makes_stop_the_node()
    {
        var runner = Make.Runner(_commands, _events);
        Run(new(runner), 20);
        var short1 = new MemoryLog();
        Assert.True(short1.TryAppend(0, Make.Bytes(_commands.Read(0).Take(19))));
        var fault = Assert.Throws<DivergenceException>(() => new Runner(new ToyMachine(), short1, _events).Recover());
        Assert.Equal(19, fault.Command);
    }

    [Fact]
    public void The_newest_snapshot_that_the_event_log_still_reaches_is_used()
    {
        var snapshots = new MemorySnapshots();
        var runner = Make.Runner(_commands, _events, snapshots, new(SnapshotEvery: 30, DigestEvery: 25));
        Run(new(runner), 100);
        Assert.Equal([89L, 59L, 29L], snapshots.NewestFirst().Select(kept => kept.Sequence));
        var again = new Runner(new ToyMachine(), _commands, _events, snapshots, new(DigestEvery: 25));
        Assert.Equal(
            (89L, 10L, 0L),
            (again.Recover() is var report ? report.Snapshot : 0, report.Replayed, report.Missing)
        );
        Assert.Equal(runner.Machine.Digest, again.Machine.Digest);
        Assert.Equal(runner.Checkpoints[^1], again.Checkpoints[^1]);

        var middle = snapshots.NewestFirst().ElementAt(1);
        var cut = new MemoryLog();
        Assert.True(cut.TryAppend(0, Make.Bytes(_events.Read(0).Take((int)middle.EventTail + 1))));
        var older = new Runner(new ToyMachine(), _commands, cut, snapshots);
        Assert.Equal(new RecoveryReport(59, 40, 1, _events.Tail - middle.EventTail - 1), older.Recover());
        Assert.Equal(Make.Bytes(_events.Read(0)), Make.Bytes(cut.Read(0)));
    }

    [Fact]
    public void A_snapshot_ahead_of_its_command_log_is_refused()
    {
        var snapshots = new MemorySnapshots();
        var runner = Make.Runner(_commands, _events, snapshots);
        Run(new(runner), 10);
        runner.SaveSnapshot();
        var cut = new MemoryLog();
        Assert.True(cut.TryAppend(0, Make.Bytes(_commands.Read(0).Take(9))));
        Assert.Throws<DivergenceException>(() => new Runner(new ToyMachine(), cut, _events, snapshots).Recover());
    }

    [Fact]
    public void The_runner_and_the_inline_sequencer_make_nothing_for_the_collector()
    {
        var sequencer = new InlineSequencer(new Runner(new ToyMachine(), new NullLog(), new NullLog()));
        sequencer.Runner.Recover();
        for (var i = 0; i < 2000; i++)
            sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, -1), new(i));
        var cash = Make.Cash(1, -1);
        Assert.Equal(0, Allocated.Least(SubmitAll));

        void SubmitAll()
        {
            for (var i = 0; i < 10_000; i++)
                sequencer.Submit(MessageKind.MoveCash, in cash, new(i));
        }
    }

    internal static void Run(InlineSequencer sequencer, int commands)
    {
        var random = new Random(7);
        for (var i = 0; i < commands; i++)
        {
            var at =
                sequencer.Runner.LastTime < new Instant(0)
                    ? new Instant(0)
                    : sequencer.Runner.LastTime.Plus(random.Next(1000));
            var cash = Make.Cash(random.Next(1, 9), random.Next(-500, 500));
            Assert.True(sequencer.Submit(MessageKind.MoveCash, cash, at).IsTaken);
        }
    }

    /// <summary>Takes everything, keeps nothing.</summary>
    private sealed class NullLog : ILog
    {
        public long Tail { get; private set; }

        public bool TryAppend(long tail, ReadOnlyMemory<byte> batch)
        {
            Tail += Batches.Check(tail, batch);
            return true;
        }

        public IEnumerable<LogEntry> Read(long from) => [];

        public void Flush() { }

        public void Dispose() { }
    }
}
