// Log to machine to log: applies durable commands, appends their events, and brings all of it back at start-up.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Log;

/// <summary>Is told each event after it is on the event log, in order, on the writer's thread. Must not keep the
/// payload.</summary>
public delegate void Follow(in LogEntry entry);

/// <summary>How often the runner does more than apply.</summary>
/// <param name="SnapshotEvery">Commands between snapshots; 0 for only at demand.</param>
/// <param name="DigestEvery">Commands between recorded digests; 0 for only at demand.</param>
public sealed record RunnerOptions(long SnapshotEvery = 0, long DigestEvery = 0);

/// <summary>The machine's fingerprint after a command: replicas, replays and the auditor compare it.</summary>
public readonly record struct Checkpoint(long Sequence, ulong Digest);

/// <summary>One machine between its command log and its event log. Not safe for threads: one writer owns it.</summary>
public sealed class Runner
{
    private readonly ISnapshots? _snapshots;
    private readonly RunnerOptions _options;
    private readonly Outbox _outbox = new();
    private readonly StateWriter _state = new();
    private readonly List<Checkpoint> _checkpoints = [];
    private readonly List<Follow> _followers = [];
    private long _sinceSnapshot;
    private bool _recovered;

    public Runner(
        IMachine machine,
        ILog commands,
        ILog events,
        ISnapshots? snapshots = null,
        RunnerOptions? options = null
    )
    {
        Machine = machine;
        Commands = commands;
        Events = events;
        _snapshots = snapshots;
        _options = options ?? new();
    }

    public IMachine Machine { get; }

    public ILog Commands { get; }

    public ILog Events { get; }

    /// <summary>The time of the last command applied.</summary>
    public Instant LastTime { get; private set; } = new(long.MinValue);

    /// <summary>Digests recorded since start, oldest first.</summary>
    public IReadOnlyList<Checkpoint> Checkpoints => _checkpoints;

    /// <summary>Events of the commands applied since the last <see cref="Publish"/>.</summary>
    public Outbox Outbox => _outbox;

    /// <summary>As many commands as were asked for have been applied since the last snapshot.</summary>
    internal bool IsSnapshotDue => _options.SnapshotEvery > 0 && _sinceSnapshot >= _options.SnapshotEvery;

    /// <summary>Held while followers are told, so that whoever holds it sees whole batches only. Null: nothing is
    /// held.</summary>
    public Lock? Gate { get; set; }

    /// <summary>Adds a reader of events that are appended from now on (earlier ones it reads from
    /// <see cref="Events"/>).</summary>
    public void AddFollower(Follow follower) => _followers.Add(follower);

    /// <summary>Start-up: newest whole snapshot, then the commands after it. Events made again are compared with those
    /// on the event log; those missing at its end are appended.</summary>
    /// <param name="complete">False: nothing is written, missing events are only counted (for verification).</param>
    /// <exception cref="DivergenceException">The event log says something else than the machine does.</exception>
    public RecoveryReport Recover(bool complete = true)
    {
        Must.Hold(!_recovered);
        var report = Recovery.Run(this, _snapshots, complete);
        _recovered = true;
        return report;
    }

    /// <summary>Applies one durable command. Its events wait in <see cref="Outbox"/> for
    /// <see cref="Publish"/>.</summary>
    public void Apply(in LogEntry entry) => Apply(in entry, _outbox);

    /// <summary>As <see cref="Apply(in LogEntry)"/>, for a writer that applies while the command is on its way to the
    /// disk: its events wait in an outbox of its own, and nobody is told before it is durable.</summary>
    internal void Apply(in LogEntry entry, Outbox outbox)
    {
        Must.Hold(entry.Sequence == Machine.Next);
        Must.Hold(entry.Time >= LastTime);
        outbox.Cause = entry.Sequence;
        outbox.Time = entry.Time;
        LastTime = entry.Time;
        Machine.Apply(in entry, outbox);
        Must.Hold(Machine.Next == entry.Sequence + 1);
        _sinceSnapshot++;
        if (_options.DigestEvery > 0 && (entry.Sequence + 1) % _options.DigestEvery == 0)
            RecordDigest();
    }

    /// <summary>Puts the waiting events on the event log with one append and tells the followers.</summary>
    /// <exception cref="DivergenceException">Somebody else has written the event log.</exception>
    public void Publish()
    {
        Publish(_outbox);
        if (IsSnapshotDue)
            SaveSnapshot();
    }

    /// <summary>As <see cref="Publish()"/>, without the snapshot.</summary>
    internal void Publish(Outbox outbox)
    {
        Must.Hold(_recovered);
        if (outbox.Count > 0)
        {
            var first = outbox.NextSequence - outbox.Count;
            if (!Events.TryAppend(first, outbox.Bytes))
                throw new DivergenceException(outbox.Cause, first, $"the event log ends at {Events.Tail}");
            if (_followers.Count > 0)
                Tell(outbox);
        }

        _outbox.NextSequence = outbox.NextSequence;
    }

    /// <summary>Begins a new batch: forgets the events that were published.</summary>
    public void Begin() => _outbox.Clear();

    /// <summary>Saves the machine's state now; nothing when no command has been applied or snapshots are not kept.
    /// Between batches only.</summary>
    public void SaveSnapshot()
    {
        if (_snapshots is null || Machine.Next == 0)
            return;

        // A snapshot must never be more durable than the events it stands on.
        Events.Flush();
        _state.Clear();
        Machine.Save(_state);
        _snapshots.Save(new(Machine.Next - 1, _outbox.NextSequence, LastTime, Machine.Digest, _state.Bytes));
        _sinceSnapshot = 0;
    }

    /// <summary>Records the machine's digest now.</summary>
    public Checkpoint RecordDigest()
    {
        var checkpoint = new Checkpoint(Machine.Next - 1, Machine.Digest);
        _checkpoints.Add(checkpoint);
        return checkpoint;
    }

    internal void StartAt(Instant time) => LastTime = time;

    private void Tell(Outbox outbox)
    {
        if (Gate is null)
        {
            TellAll(outbox);
            return;
        }

        lock (Gate)
            TellAll(outbox);
    }

    private void TellAll(Outbox outbox)
    {
        foreach (var entry in new Frames(outbox.Bytes))
        {
            for (var i = 0; i < _followers.Count; i++)
                _followers[i](in entry);
        }
    }
}
