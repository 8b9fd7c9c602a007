// The one writer of a command log. Two threads: this one numbers and applies, the journal's writes at the same time.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Log;

/// <summary>Limits of a sequencer.</summary>
/// <param name="Waiting">Submissions that may wait; one more is told busy.</param>
/// <param name="BatchEntries">Entries in one append.</param>
/// <param name="BatchBytes">Bytes at which an append is closed.</param>
/// <param name="Spins">How often each of the two threads looks again before it sleeps. 0, the default, is right where
/// processors are few: who spins takes the processor from who works. With a processor to spare for each thread, some
/// thousands save the time of waking up, some tens of microseconds twice in each answer.</param>
/// <param name="DoorRun">Commands that a door should bring when it is asked once: answers wait while they are
/// applied.</param>
/// <param name="Alone">A group of so many commands at most is written by the sequencer's own thread when the journal's
/// has nothing to do: nobody is woken twice for it, and while it is written nothing of the next one is applied. 0, the
/// default: never.</param>
public sealed record SequencerOptions(
    int Waiting = 65_536,
    int BatchEntries = 4_096,
    int BatchBytes = 1 << 20,
    int Spins = 0,
    int DoorRun = 32,
    int Alone = 0
);

/// <summary>Owns log and machine. What comes in is numbered, timed and applied at once, while the journal writes it: a
/// batch is whatever came in while the last one was being written; no timers, no waiting for more. Nothing is told
/// (answers, event log, followers, snapshots) before it is durable. When a write fails, nothing of it was told, and the
/// machine, which is ahead of its log then, is not asked again.</summary>
public sealed class Sequencer : IDisposable
{
    private readonly Runner _runner;
    private readonly TimeProvider _time;
    private readonly SequencerOptions _options;
    private readonly JournalWriter _journal;
    private readonly SequencerGroups _groups;
    private readonly Doors _doors = new();
    private readonly Bell _bell = new();
    private readonly Lock _gate = new();
    private readonly ITimer _alarm;
    private readonly Thread _thread;
    private Inbox _inbox = new();
    private Inbox _taking = new();
    private int _waiting;
    private bool _hasEntered;
    private bool _stopping;
    private bool _ended;
    private bool _isSet;
    private OutcomeStatus _endStatus = OutcomeStatus.Stopped;

    /// <param name="runner">Recovered: <see cref="Runner.Recover"/> has been called. From now on it belongs to the
    /// sequencer's thread.</param>
    /// <param name="time">The venue's clock.</param>
    public Sequencer(Runner runner, TimeProvider time, SequencerOptions? options = null)
    {
        _runner = runner;
        _time = time;
        _options = options ?? new();
        _journal = new(runner.Commands, _options.Spins, _bell);
        _groups = new(runner, _journal, _options);
        _alarm = time.CreateTimer(_ => _bell.Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _thread = new Thread(Work) { IsBackground = true, Name = "sequencer" };
    }

    /// <summary>Why the sequencer ended by itself: a bug, a failed disk, a divergence. Null while it works or when it
    /// was stopped.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>False once another writer was met, something failed, or it was stopped.</summary>
    public bool IsLeading => Volatile.Read(ref _ended) is false;

    /// <summary>Is told once, on the sequencer's thread, when it ends for another reason than being stopped.</summary>
    public Action<Sequencer>? Ended { get; set; }

    /// <summary>How many appends there have been.</summary>
    public long Batches => _journal.Appends;

    /// <summary>Submissions that wait to be put in order.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Begins to work. Submissions made before wait and go with the first batch.</summary>
    public void Start() => _thread.Start();

    /// <summary>Submits a blittable command.</summary>
    public Task<Outcome> Submit<T>(MessageKind kind, in T message)
        where T : unmanaged => Submit(kind, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in message)));

    /// <summary>Submits a command. The answer comes after it is durable, applied and published; at once when the queue
    /// is full.</summary>
    public Task<Outcome> Submit(MessageKind kind, ReadOnlyMemory<byte> payload) => Submit(kind, payload.Span);

    /// <summary>As <see cref="Submit(MessageKind, ReadOnlyMemory{byte})"/>; the bytes are copied before it
    /// returns.</summary>
    public Task<Outcome> Submit(MessageKind kind, ReadOnlySpan<byte> payload)
    {
        Check(kind, payload.Length);
        return Enter(new(null), kind, payload);
    }

    /// <summary>As <see cref="Submit(MessageKind, ReadOnlyMemory{byte})"/>, for who traces the command's way.</summary>
    public Task<Outcome> Submit(MessageKind kind, ReadOnlyMemory<byte> payload, CommandStamps stamps)
    {
        Check(kind, payload.Length);
        return Enter(new(null, stamps), kind, payload.Span);
    }

    /// <summary>Runs an action on the sequencer's thread between two batches, when everything before it is durable and
    /// told: to read the machine, to save a snapshot.</summary>
    public Task<Outcome> Between(Action<Runner> action) => Enter(new(action), MessageKind.None, default);

    /// <summary>A way in for one who submits much.</summary>
    public Lane OpenLane(ILaneAnswers answers) => new(this, answers);

    /// <summary>Opens a door: from now on the sequencer asks it, by its own thread.</summary>
    /// <returns>Its lane, for the doors that need to know it.</returns>
    public Lane OpenDoor(IDoor door)
    {
        var lane = new Lane(this, door, door);
        _doors.Add(lane);
        _bell.Ring();
        return lane;
    }

    /// <summary>Something has come in at a quiet door. By any thread; costs little while the sequencer is
    /// awake.</summary>
    public void Wake() => _bell.Ring();

    /// <summary>Stops after what is being written; what still waits is told so.</summary>
    public void Stop()
    {
        lock (_gate)
            _stopping = true;
        _bell.Ring();
        if (_thread.ThreadState.HasFlag(ThreadState.Unstarted))
            End(OutcomeStatus.Stopped);
        else if (Thread.CurrentThread != _thread)
            _thread.Join();
    }

    public void Dispose()
    {
        Stop();
        _alarm.Dispose();
        _journal.Dispose();
    }

    internal static void Check(MessageKind kind, int length)
    {
        var size = MessageSizes.Of(kind);
        if ((size != MessageSizes.Document && size != length) || length > Codec.MostPayload)
            throw new ArgumentException($"{kind} does not have {length} bytes", nameof(length));
    }

    internal bool Enter(Lane lane, ReadOnlySpan<byte> frames, long first, int count)
    {
        lock (_gate)
        {
            if (_ended || _stopping || Volatile.Read(ref _waiting) + count > _options.Waiting)
                return false;
            Interlocked.Add(ref _waiting, count);
            _inbox.Add(lane, frames, first, count);
            _hasEntered = true;
        }

        _bell.Ring();
        return true;
    }

    private Task<Outcome> Enter(Submission submission, MessageKind kind, ReadOnlySpan<byte> payload)
    {
        lock (_gate)
        {
            if (_ended || _stopping)
                return Task.FromResult(Outcome.Not(_endStatus));
            if (Volatile.Read(ref _waiting) >= _options.Waiting)
                return Task.FromResult(Outcome.Not(OutcomeStatus.Busy));
            Interlocked.Increment(ref _waiting);
            _inbox.Add(submission, kind, payload);
            _hasEntered = true;
        }

        _bell.Ring();
        return submission.Task;
    }

    private void Work()
    {
        var status = OutcomeStatus.Stopped;
        try
        {
            _journal.Start();
            while (Await())
                Round();
            if (_journal.Failed is not null)
            {
                Fault = _journal.Fault;
                status = Fault is null ? OutcomeStatus.NotLeading : OutcomeStatus.Unknown;
            }
        }
#pragma warning disable CA1031 // Whatever it was: nothing more may be written, and those who wait must hear of it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fault = e;
            status = OutcomeStatus.Unknown;
        }

        End(status);
        if (status != OutcomeStatus.Stopped)
            Ended?.Invoke(this);
    }

    /// <summary>Sleeps until somebody speaks, something is durable or the calendar is due. False: the end.</summary>
    private bool Await()
    {
        while (true)
        {
            var stopping = Look();
            if (_groups.HasDurable)
                return true;
            if (_journal.Failed is not null || (stopping && _groups.InFlight == 0))
                return false;
            if (!stopping && (CanAsk() || CanGoOn()))
                return true;

            // A door for which nobody calls.
            if (!stopping && _doors.AreWatching && _groups.HasRoom())
            {
                Thread.SpinWait(1);
                continue;
            }

            SetAlarm(stopping ? Instant.Never : _runner.Machine.NextDue);

            // The clock may have passed the moment while the alarm was set.
            if (!stopping && CanGoOn())
                return true;
            _bell.Sleep(_options.Spins);
        }
    }

    /// <summary>Takes what has come in. True: it is to stop.</summary>
    private bool Look()
    {
        _groups.Collect();
        if (!_taking.IsEmpty || !Volatile.Read(ref _hasEntered))
            return Volatile.Read(ref _stopping);
        lock (_gate)
        {
            _taking.Clear();
            (_taking, _inbox) = (_inbox, _taking);
            _hasEntered = false;
            return _stopping;
        }
    }

    /// <summary>Asks the doors, unless something must come first. True: they have brought something.</summary>
    private bool CanAsk()
    {
        if (_taking.IsBetween || _runner.IsSnapshotDue || !_groups.HasRoom())
            return false;
        _doors.Ask(_groups.DoorRun);
        return _doors.Waiting > 0;
    }

    /// <summary>There is something to put in order, and room for it.</summary>
    private bool CanGoOn()
    {
        if (_taking.IsBetween || _runner.IsSnapshotDue)
            return _groups.InFlight == 0;
        return (!_taking.IsEmpty || _doors.Waiting > 0 || _runner.Machine.NextDue <= Now()) && _groups.HasRoom();
    }

    private void Round()
    {
        _groups.Publish();
        if (Volatile.Read(ref _stopping) || !CanGoOn())
            return;
        if (_runner.IsSnapshotDue)
            _runner.SaveSnapshot();
        if (_taking.IsBetween)
            RunBetween(_taking.TakeBetween());
        else
            Free(_groups.Apply(_taking, _doors, Now()));
    }

    private void Free(int taken)
    {
        if (taken > 0)
            Interlocked.Add(ref _waiting, -taken);
    }

    private void RunBetween(Submission submission)
    {
        Interlocked.Decrement(ref _waiting);
        try
        {
            _runner.Begin();
            submission.Between!(_runner);
        }
#pragma warning disable CA1031 // The fault is the asker's; it reads, so the machine is as it was.
        catch (Exception e)
#pragma warning restore CA1031
        {
            submission.Fail(e);
            return;
        }

        submission.Answer(new(OutcomeStatus.Taken, -1, _runner.LastTime, -1, 0, default));
    }

    private void End(OutcomeStatus status)
    {
        _journal.Stop();
        Inbox left;
        lock (_gate)
        {
            _endStatus = status == OutcomeStatus.Unknown ? OutcomeStatus.Stopped : status;
            Volatile.Write(ref _ended, true);
            left = _inbox;
            _groups.Collect();
        }

        // What was given to the journal may be on the log; what is behind it is not.
        _groups.Refuse(status, _endStatus);
        _doors.Refuse(_endStatus);
        _taking.Refuse(_endStatus);
        left.Refuse(_endStatus);
    }

    private Instant Now() => new((_time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * 100);

    private void SetAlarm(Instant due)
    {
        if (due == Instant.Never)
        {
            if (_isSet)
                _alarm.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _isSet = false;
            return;
        }

        _isSet = true;

        // Timers take at most 49 days and round down: an early alarm only looks again.
        var ticks = ((due.Nanoseconds - Now().Nanoseconds) / 100) + TimeSpan.TicksPerMillisecond;
        var wait = TimeSpan.FromTicks(ticks < TimeSpan.TicksPerDay ? ticks : TimeSpan.TicksPerDay);
        _alarm.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait, Timeout.InfiniteTimeSpan);
    }
}
