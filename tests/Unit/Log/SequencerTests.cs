// The threaded sequencer: natural batches, a bounded queue, time, ticks, and how it ends.
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Storage;
using Xunit;

namespace Tokenbourse.Unit.Log;

public sealed class SequencerTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private readonly Scratch _scratch = new();
    private readonly ManualTime _time = new();
    private readonly MemoryLog _commands = new();
    private readonly MemoryLog _events = new();

    public void Dispose()
    {
        _commands.Dispose();
        _events.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Commands_that_wait_together_are_flushed_together()
    {
        using var commands = FileLog.Open(_scratch.At("commands"));
        using var sequencer = new Sequencer(Make.Runner(commands, _events), _time);
        var answers = Enumerable
            .Range(0, 500)
            .Select(n => sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, -1)))
            .ToArray();
        var before = commands.Flushes;
        sequencer.Start();
        var outcomes = await Task.WhenAll(answers).WaitAsync(_patience, TestContext.Current.CancellationToken);
        Assert.Equal(1, sequencer.Batches);
        Assert.Equal(1, commands.Flushes - before);
        Assert.Equal(500, commands.Tail);
        for (var i = 0; i < 500; i++)
        {
            Assert.Equal((long)i, outcomes[i].Sequence);
            Assert.Equal((2L * i, 2), (outcomes[i].FirstEvent, outcomes[i].EventCount));
            Assert.Equal(Make.Bytes(_events.Read(2 * i).Take(2)), outcomes[i].Events);
        }
    }

    [Fact]
    public async Task A_full_queue_says_busy_and_nothing_of_it_is_written()
    {
        using var sequencer = new Sequencer(Make.Runner(_commands, _events), _time, new(Waiting: 10));
        var answers = Enumerable
            .Range(0, 13)
            .Select(n => sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, n)))
            .ToArray();
        Assert.All(answers[10..], answer => Assert.Equal(OutcomeStatus.Busy, answer.Result.Status));
        sequencer.Start();
        Assert.All(
            await Task.WhenAll(answers[..10]).WaitAsync(_patience, TestContext.Current.CancellationToken),
            outcome => Assert.True(outcome.IsTaken)
        );
        Assert.Equal(10, _commands.Tail);
        Assert.True((await sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 1))).IsTaken);
    }

    [Fact]
    public async Task A_clock_that_goes_back_does_not_take_time_back()
    {
        using var sequencer = new Sequencer(Make.Runner(_commands, _events), _time);
        sequencer.Start();
        _time.Set(5_000);
        Assert.Equal(5_000, (await sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 1))).Time.Nanoseconds);
        _time.Set(3_000);
        Assert.Equal(5_000, (await sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 1))).Time.Nanoseconds);
        _time.Set(6_000);
        Assert.Equal(6_000, (await sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 1))).Time.Nanoseconds);
    }

    [Fact]
    public async Task When_nobody_speaks_the_calendar_is_still_kept()
    {
        using var sequencer = new Sequencer(Make.Runner(_commands, _events, hourly: true), _time);
        sequencer.Start();
        await sequencer.Between(_ => { });
        Assert.Equal(0, _commands.Tail);
        for (var hour = 1; hour <= 3; hour++)
        {
            _time.Set((hour * ToyMachine.Hour) + 7_000_000);
            await Until(() => _commands.Tail >= hour);
        }

        await sequencer.Between(_ => { });
        Assert.Equal([1L, 2L, 3L], _commands.Read(0).Select(entry => entry.Time.Nanoseconds / ToyMachine.Hour));
        Assert.Equal([0L, 0L, 0L], _commands.Read(0).Select(entry => entry.Time.Nanoseconds % ToyMachine.Hour));
        _time.Set((4 * ToyMachine.Hour) + 1_000_000);
        var outcome = await sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 1));
        Assert.True(outcome.Sequence >= 4);
        Assert.Equal(1, outcome.EventCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Many_submitters_at_once_lose_and_double_nothing(int alone)
    {
        using var commands = FileLog.Open(_scratch.At("commands"));
        var runner = Make.Runner(commands, _events);
        using var sequencer = new Sequencer(runner, TimeProvider.System, new(Alone: alone));
        sequencer.Start();
        var writers = Enumerable
            .Range(1, 8)
            .Select(account =>
                Task.Run(async () =>
                {
                    for (var i = 0; i < 200; i++)
                    {
                        Assert.True((await sequencer.Submit(MessageKind.MoveCash, Make.Cash(account, 1))).IsTaken);
                    }
                })
            )
            .ToArray();
        await Task.WhenAll(writers).WaitAsync(_patience, TestContext.Current.CancellationToken);
        Assert.Equal(1600, commands.Tail);
        await sequencer.Between(at =>
            Assert.All(Enumerable.Range(1, 8), account => Assert.Equal(200, ((ToyMachine)at.Machine).CashOf(account)))
        );
        sequencer.Stop();
        var again = new Runner(new ToyMachine(), commands, _events);
        Assert.Equal(1600, again.Recover().Compared);
        Assert.Equal(runner.Machine.Digest, again.Machine.Digest);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task One_who_hears_that_another_leads_stops_and_says_so(int alone)
    {
        var runner = Make.Runner(_commands, _events);
        Assert.True(_commands.TryAppend(0, Make.Batch(0, 1)));
        using var sequencer = new Sequencer(runner, _time, new(Alone: alone));
        var ended = new TaskCompletionSource();
        sequencer.Ended = _ => ended.SetResult();
        sequencer.Start();
        Assert.Equal(OutcomeStatus.NotLeading, (await sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 1))).Status);
        await ended.Task.WaitAsync(_patience, TestContext.Current.CancellationToken);
        Assert.False(sequencer.IsLeading);
        Assert.Null(sequencer.Fault);
        Assert.Equal(OutcomeStatus.NotLeading, (await sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 1))).Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_log_that_fails_leaves_the_outcome_unknown_and_ends_the_writer(int alone)
    {
        var commands = FileLog.Open(_scratch.At("commands"));
        using var sequencer = new Sequencer(Make.Runner(commands, _events), _time, new(Alone: alone));
        commands.Dispose();
        sequencer.Start();
        Assert.Equal(OutcomeStatus.Unknown, (await sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 1))).Status);
        await Until(() => !sequencer.IsLeading);
        Assert.IsType<IOException>(sequencer.Fault);
        Assert.Equal(OutcomeStatus.Stopped, (await sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 1))).Status);
    }

    [Fact]
    public async Task What_still_waits_when_it_is_stopped_is_told_so()
    {
        using var sequencer = new Sequencer(Make.Runner(_commands, _events), _time);
        var waiting = sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 1));
        sequencer.Stop();
        Assert.Equal(OutcomeStatus.Stopped, (await waiting).Status);
        Assert.Equal(OutcomeStatus.Stopped, (await sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 1))).Status);
        Assert.Equal(0, _commands.Tail);
    }

    [Fact]
    public async Task What_runs_between_batches_sees_all_that_was_asked_before_and_its_fault_is_the_askers()
    {
        using var sequencer = new Sequencer(Make.Runner(_commands, _events), _time);
        _ = sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 5));
        long seen = -1;
        var look = sequencer.Between(runner => seen = ((ToyMachine)runner.Machine).CashOf(1));
        var fail = sequencer.Between(_ => throw new InvalidOperationException("mine"));
        _ = sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 5));
        sequencer.Start();
        await look;
        Assert.Equal(5, seen);
        await Assert.ThrowsAsync<InvalidOperationException>(() => fail);
        Assert.True((await sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 5))).IsTaken);
    }

    [Fact]
    public void A_payload_that_its_kind_cannot_have_is_refused_at_once()
    {
        using var sequencer = new Sequencer(Make.Runner(_commands, _events), _time);
        Assert.Throws<ArgumentException>(() =>
        {
            _ = sequencer.Submit(MessageKind.MoveCash, new byte[3]);
        });
        Assert.Throws<ArgumentException>(() =>
        {
            _ = sequencer.Submit((MessageKind)60_000, default(ReadOnlyMemory<byte>));
        });
        Assert.Throws<ArgumentException>(() =>
        {
            _ = sequencer.Submit(MessageKind.OpenAccount, new byte[Codec.MostPayload + 1]);
        });
    }

    private static async Task Until(Func<bool> condition)
    {
        for (var i = 0; i < 2000 && !condition(); i++)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.True(condition());
    }
}
