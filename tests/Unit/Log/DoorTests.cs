// Doors: asked on the sequencer's own thread, answered by it, in order, and never before what they brought is durable.
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Log;

public sealed class DoorTests : IDisposable
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

    [Theory]
    [InlineData(1, 4096, DoorState.Watching)]
    [InlineData(7, 4096, DoorState.Quiet)]
    [InlineData(32, 10, DoorState.Watching)]
    [InlineData(1000, 64, DoorState.Quiet)]
    public void What_a_door_brings_is_on_the_log_in_order_and_answered_in_order(int run, int entries, DoorState state)
    {
        using var sequencer = new Sequencer(
            Make.Runner(_commands, _events),
            _time,
            new(BatchEntries: entries, DoorRun: run)
        );
        var door = new Door(sequencer, state);
        sequencer.OpenDoor(door);
        sequencer.Start();
        door.Bring(500);
        Until(() => door.Answered == 500);
        sequencer.Stop();
        Assert.Equal(Enumerable.Range(0, 500).Select(n => (long)n), door.Taken.Select(o => o.Sequence));
        Assert.Equal(Make.Bytes(_events.Read(0)), door.Taken.SelectMany(o => o.Events.ToArray()));
        Assert.InRange(door.MostAsked, 1, int.Min(run, entries));
    }

    [Fact]
    public void While_the_disk_works_a_door_is_asked_and_not_answered()
    {
        var runner = Make.Runner(_commands, _events);
        using var sequencer = new Sequencer(runner, _time, new(DoorRun: 3));
        var door = new Door(sequencer, DoorState.Watching);
        sequencer.OpenDoor(door);
        sequencer.Start();
        _commands.Hold();
        door.Bring(1);
        _commands.AwaitHeld();
        door.Bring(20);
        Until(() => runner.Machine.As<ToyMachine>().Applied == 21);
        Assert.Equal((0L, 0L, 0), (_commands.Tail, _events.Tail, door.Answered));
        _commands.Release();
        Until(() => door.Answered == 21);
        Assert.Equal(2, sequencer.Batches);
    }

    [Fact]
    public void A_door_is_not_asked_while_there_is_no_room()
    {
        using var sequencer = new Sequencer(Make.Runner(_commands, _events), _time, new(BatchEntries: 8, DoorRun: 4));
        var door = new Door(sequencer, DoorState.Watching);
        sequencer.OpenDoor(door);
        sequencer.Start();
        _commands.Hold();
        door.Bring(1);
        _commands.AwaitHeld();
        door.Bring(50);
        Until(() => door.Given >= 9);
        Thread.Sleep(20);
        Assert.Equal(9, door.Given);
        _commands.Release();
        Until(() => door.Answered == 51);
    }

    [Fact]
    public async Task A_closed_door_is_not_asked_again_and_its_last_commands_are_answered()
    {
        using var sequencer = new Sequencer(Make.Runner(_commands, _events), _time);
        var door = new Door(sequencer, DoorState.Closed);
        door.Bring(5);
        sequencer.OpenDoor(door);
        sequencer.Start();
        Until(() => door.Answered == 5);
        var asked = door.Asked;
        sequencer.Wake();
        await sequencer.Between(_ => { }).WaitAsync(_patience, TestContext.Current.CancellationToken);
        Assert.Equal((1, 1), (asked, door.Asked));
    }

    [Fact]
    public async Task Doors_and_submitters_both_get_in_and_looks_between_are_not_kept_waiting()
    {
        using var sequencer = new Sequencer(Make.Runner(_commands, _events), _time, new(BatchEntries: 16, DoorRun: 5));
        Door[] doors = [new(sequencer, DoorState.Watching), new(sequencer, DoorState.Quiet)];
        foreach (var door in doors)
            sequencer.OpenDoor(door);
        sequencer.Start();
        foreach (var door in doors)
            door.Bring(2000);
        for (var i = 0; i < 20; i++)
        {
            var taken = sequencer.Submit(MessageKind.MoveCash, Make.Cash(1, 1));
            var looked = sequencer.Between(runner => Assert.Equal(runner.Machine.Next, _commands.Tail));
            await Task.WhenAll(taken, looked).WaitAsync(_patience, TestContext.Current.CancellationToken);
        }

        Until(() => doors.All(door => door.Answered == 2000));
        sequencer.Stop();
        Assert.Equal(4020, _commands.Tail);
    }

    [Fact]
    public void When_the_write_fails_a_door_hears_it_for_all_that_it_brought()
    {
        using var sequencer = new Sequencer(Make.Runner(_commands, _events), _time, new(BatchEntries: 4, DoorRun: 4));
        var door = new Door(sequencer, DoorState.Quiet);
        sequencer.OpenDoor(door);
        sequencer.Start();
        _commands.Hold();
        door.Bring(1);
        _commands.AwaitHeld();
        door.Bring(3);
        Until(() => door.Given == 4);
        _commands.Release(new IOException("the disk is gone"));
        Until(() => !sequencer.IsLeading && door.Refused.Count == 4);
        Assert.Equal([.. Unknown(1), .. Stopped(3)], door.Refused);
        Assert.Empty(door.Taken);
    }

    [Fact]
    public void The_lane_of_a_door_is_not_sent_by_hand()
    {
        using var sequencer = new Sequencer(Make.Runner(_commands, _events), _time);
        var lane = sequencer.OpenDoor(new Door(sequencer, DoorState.Quiet));
        Assert.Throws<InvalidOperationException>(() => lane.TrySend());
    }

    private static IEnumerable<OutcomeStatus> Unknown(int count) => Enumerable.Repeat(OutcomeStatus.Unknown, count);

    private static IEnumerable<OutcomeStatus> Stopped(int count) => Enumerable.Repeat(OutcomeStatus.Stopped, count);

    private static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, _patience));

    /// <summary>Gives as much as it is asked for of what was brought, and keeps what it hears.</summary>
    private sealed class Door(Sequencer sequencer, DoorState state) : IDoor
    {
        private int _brought;
        private int _given;
        private int _answered;

        public List<Outcome> Taken { get; } = [];

        public List<OutcomeStatus> Refused { get; } = [];

        public int Given => Volatile.Read(ref _given);

        public int Answered => Volatile.Read(ref _answered);

        public int Asked { get; private set; }

        public int MostAsked { get; private set; }

        public void Bring(int count)
        {
            Interlocked.Add(ref _brought, count);
            sequencer.Wake();
        }

        public DoorState Ask(Lane lane, int most)
        {
            Asked++;
            MostAsked = int.Max(MostAsked, most);
            Assert.Equal(0, lane.Waiting);
            for (var left = Volatile.Read(ref _brought) - _given; left > 0 && lane.Waiting < most; left--)
                lane.Add(MessageKind.MoveCash, Make.Cash(1, 1));
            Volatile.Write(ref _given, _given + lane.Waiting);
            if (state == DoorState.Quiet && Volatile.Read(ref _brought) > _given)
                sequencer.Wake();
            return state;
        }

        void ILaneAnswers.Answered(in LaneAnswer answer)
        {
            for (var i = 0; i < answer.Count; i++)
            {
                if (answer.Status != OutcomeStatus.Taken)
                    Refused.Add(answer.Status);
                else
                    Taken.Add(answer[i] with { Events = answer[i].Events.ToArray() });
            }

            Volatile.Write(ref _answered, Taken.Count);
        }
    }
}
