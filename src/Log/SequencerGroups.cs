// The groups under way: one that grows and is applied, one that is written, those that are durable and not yet told.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Log;

/// <summary>Belongs to the sequencer's thread.</summary>
internal sealed class SequencerGroups(Runner runner, JournalWriter journal, SequencerOptions options)
{
    private readonly Stack<CommandGroup> _free = new();
    private readonly Queue<CommandGroup> _flight = new();
    private readonly Queue<CommandGroup> _durable = new();
    private readonly byte[] _tick = Frame();
    private CommandGroup? _newest;

    /// <summary>Groups that were opened and not yet told.</summary>
    public int InFlight => _flight.Count;

    public bool HasDurable => _durable.Count > 0;

    /// <summary>Commands that a door should bring.</summary>
    public int DoorRun =>
        _newest is null || IsFull(_newest)
            ? int.Min(options.DoorRun, options.BatchEntries)
            : int.Min(options.DoorRun, int.Max(1, options.BatchEntries - _newest.Count));

    /// <summary>Takes what the journal has written.</summary>
    public void Collect() => journal.Collect(_durable);

    /// <summary>True when the open group takes more, or a new one can be opened.</summary>
    public bool HasRoom()
    {
        if (_newest is null || !IsFull(_newest))
            return true;
        lock (journal.Gate)
        {
            journal.WantsRoom = journal.Open is { } open && IsFull(open);
            return !journal.WantsRoom;
        }
    }

    /// <summary>Puts in order what waits, as much as the open group takes, and applies it while the journal may write
    /// it already.</summary>
    /// <returns>How many submissions were taken from the inbox.</returns>
    public int Apply(Inbox inbox, Doors doors, Instant now)
    {
        var due = runner.Machine.NextDue;
        var ticks = due <= now;
        if (!ticks && doors.Waiting == 0 && (inbox.IsEmpty || inbox.IsBetween))
            return 0;
        CommandGroup group;
        int taken;
        bool isNew;
        bool isAlone;
        lock (journal.Gate)
        {
            isNew = journal.Open is null;
            group = journal.Open ?? Begin();
            if (ticks)
                group.Add(new(null, null, 0, 1), _tick, Later(due));
            var time = Later(now);

            // Doors first: of them each brings a short run only, of the inbox all is taken that there is room for.
            doors.Take(group, time, this);
            var before = group.Count;
            while (!inbox.IsEmpty && !inbox.IsBetween && !IsFull(group))
            {
                var part = inbox.Take(
                    options.BatchEntries - group.Count,
                    options.BatchBytes - group.Length,
                    out var frames
                );
                group.Add(in part, frames, time);
            }

            taken = group.Count - before;
            isAlone = isNew && !journal.IsWriting && group.Count <= options.Alone && inbox.IsEmpty;
            if (!isAlone)
                journal.Open = group;
        }

        if (isNew && !isAlone)
            journal.Ring();
        group.Apply(runner);
        _newest = group;
        if (isAlone)
            journal.WriteHere(group);

        // A machine that stays due would tick for ever.
        if (ticks)
            Must.Hold(runner.Machine.NextDue > due);
        return taken;
    }

    /// <summary>Tells what is durable: the lanes, the event log and its followers, those who wait with a
    /// task.</summary>
    public void Publish()
    {
        while (_durable.TryPeek(out var group))
        {
            Must.Hold(_flight.Peek() == group);
            group.AnswerLanes();
            runner.Publish(group.Outbox);
            group.AnswerSingles();
            _durable.Dequeue();
            _flight.Dequeue();
            _free.Push(group);
        }
    }

    /// <summary>The journal has stopped: tells all that was under way.</summary>
    /// <param name="status">Of what was given to the journal.</param>
    /// <param name="behind">Of what was not.</param>
    public void Refuse(OutcomeStatus status, OutcomeStatus behind)
    {
        while (_flight.TryDequeue(out var group))
            group.Refuse(group == journal.Open ? behind : status);
    }

    private static byte[] Frame()
    {
        var (bytes, length) = (new byte[64], 0);
        var tick = default(Tick);
        CommandGroup.Write(
            ref bytes,
            ref length,
            MessageKind.Tick,
            MemoryMarshal.AsBytes(new ReadOnlySpan<Tick>(in tick))
        );
        return bytes[..length];
    }

    private CommandGroup Begin()
    {
        var group = _free.TryPop(out var free) ? free : new();
        var firstEvent = _flight.Count > 0 ? _newest!.Outbox.NextSequence : runner.Outbox.NextSequence;
        group.Begin(runner.Machine.Next, firstEvent);
        _flight.Enqueue(group);
        return group;
    }

    private Instant Later(Instant time) => time < runner.LastTime ? runner.LastTime : time;

    public bool IsFull(CommandGroup group) =>
        group.Count > 0 && (group.Count >= options.BatchEntries || group.Length >= options.BatchBytes);
}
