// The one writer of a command log: takes all that waits, makes it durable with one append, applies it, answers.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Log;

/// <summary>Limits of a sequencer.</summary>
/// <param name="Waiting">Submissions that may wait; one more is told busy.</param>
/// <param name="BatchEntries">Entries in one append.</param>
/// <param name="BatchBytes">Bytes at which an append is closed.</param>
public sealed record SequencerOptions(int Waiting = 65_536, int BatchEntries = 4_096, int BatchBytes = 1 << 20);

/// <summary>One thread owns log and machine. A batch is whatever came in while the last one was being written: no
/// timers, no waiting for more.</summary>
public sealed class Sequencer : IDisposable
{
    private readonly Runner _runner;
    private readonly TimeProvider _time;
    private readonly SequencerOptions _options;
    private readonly object _gate = new();
    private readonly Queue<Submission> _waiting = new();
    private readonly List<Submission> _taken = [];
    private readonly List<(long FirstEvent, int Offset, int Count)> _said = [];
    private readonly CommandBatch _batch = new();
    private readonly ITimer _alarm;
    private readonly Thread _thread;
    private bool _alarmed;
    private bool _stopping;
    private bool _ended;
    private OutcomeStatus _endStatus = OutcomeStatus.Stopped;

    /// <param name="runner">Recovered: <see cref="Runner.Recover"/> has been called. From now on it belongs to the
    /// sequencer's thread.</param>
    /// <param name="time">The venue's clock.</param>
    public Sequencer(Runner runner, TimeProvider time, SequencerOptions? options = null)
    {
        _runner = runner;
        _time = time;
        _options = options ?? new();
        _alarm = time.CreateTimer(Alarm, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
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
    public long Batches { get; private set; }

    /// <summary>Begins to work. Submissions made before wait and go with the first batch.</summary>
    public void Start() => _thread.Start();

    /// <summary>Submits a blittable command.</summary>
    public Task<Outcome> Submit<T>(MessageKind kind, in T message)
        where T : unmanaged => Submit(kind, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in message)).ToArray());

    /// <summary>Submits a command. The answer comes after it is durable and applied; at once when the queue is
    /// full.</summary>
    /// <param name="payload">Must not change until the answer has come.</param>
    public Task<Outcome> Submit(MessageKind kind, ReadOnlyMemory<byte> payload)
    {
        var size = MessageSizes.Of(kind);
        if ((size != MessageSizes.Document && size != payload.Length) || payload.Length > Codec.MostPayload)
        {
            throw new ArgumentException($"{kind} does not have {payload.Length} bytes", nameof(payload));
        }

        return Enter(new(kind, payload, null));
    }

    /// <summary>Runs an action on the sequencer's thread between two batches: to read the machine, to save a
    /// snapshot.</summary>
    public Task<Outcome> Between(Action<Runner> action) => Enter(new(MessageKind.None, default, action));

    /// <summary>Stops after what is being written; what still waits is told so.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        if (_thread.ThreadState.HasFlag(ThreadState.Unstarted))
            End(OutcomeStatus.Stopped);
        else if (Thread.CurrentThread != _thread)
            _thread.Join();
    }

    public void Dispose()
    {
        Stop();
        _alarm.Dispose();
    }

    private Task<Outcome> Enter(Submission submission)
    {
        lock (_gate)
        {
            if (_ended || _stopping)
                return Task.FromResult(Outcome.Not(_endStatus));
            if (_waiting.Count >= _options.Waiting)
                return Task.FromResult(Outcome.Not(OutcomeStatus.Busy));
            _waiting.Enqueue(submission);
            if (_waiting.Count == 1)
                Monitor.Pulse(_gate);
        }

        return submission.Task;
    }

    private void Alarm(object? state)
    {
        lock (_gate)
        {
            _alarmed = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Work()
    {
        var status = OutcomeStatus.Stopped;
        try
        {
            while (status == OutcomeStatus.Stopped && WaitForWork())
            {
                if (!OneBatch())
                    status = OutcomeStatus.NotLeading;
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

    /// <summary>Sleeps until somebody speaks or the calendar is due. False: stop.</summary>
    private bool WaitForWork()
    {
        var due = _runner.Machine.NextDue;
        lock (_gate)
        {
            while (!_stopping && _waiting.Count == 0 && Now() < due)
            {
                _alarmed = false;
                SetAlarm(due);
                while (!_stopping && _waiting.Count == 0 && !_alarmed)
                    Monitor.Wait(_gate);
            }

            if (_stopping)
                return false;
            Take();
            return true;
        }
    }

    private void Take()
    {
        _taken.Clear();
        var bytes = 0;
        while (
            _taken.Count < _options.BatchEntries
            && bytes < _options.BatchBytes
            && _waiting.TryDequeue(out var submission)
        )
        {
            _taken.Add(submission);
            bytes += Codec.HeaderSize + submission.Payload.Length;

            // What runs between batches closes the batch before it.
            if (submission.Between is not null)
                break;
        }
    }

    private bool OneBatch()
    {
        var now = Now();
        var due = _runner.Machine.NextDue;
        _batch.Begin(_runner.Machine.Next, _runner.LastTime);
        if (due <= now)
        {
            var tick = default(Tick);
            _batch.Add(MessageKind.Tick, MemoryMarshal.AsBytes(new ReadOnlySpan<Tick>(in tick)), due);
        }

        var ticks = _batch.Count;
        foreach (var submission in _taken)
        {
            if (submission.Between is null)
                _batch.Add(submission.Kind, submission.Payload.Span, now);
        }

        if (_batch.Count > 0)
        {
            if (!_runner.Commands.TryAppend(_batch.First, _batch.Bytes))
                return false;
            Batches++;
            ApplyAll(ticks, due);
        }

        foreach (var submission in _taken)
            submission.Answer();
        foreach (var submission in _taken)
            RunBetween(submission);
        _taken.Clear();
        return true;
    }

    /// <summary>Applies the durable batch, publishes its events, and readies each submitter's answer.</summary>
    private void ApplyAll(int ticks, Instant due)
    {
        var outbox = _runner.Outbox;
        _runner.Begin();
        _said.Clear();
        foreach (var entry in new Frames(_batch.Bytes))
        {
            _said.Add((outbox.NextSequence, outbox.Length, outbox.Count));
            _runner.Apply(in entry);
            if (ticks == 1 && _said.Count == 1)
                Must.Hold(_runner.Machine.NextDue > due);
        }

        _said.Add((outbox.NextSequence, outbox.Length, outbox.Count));
        _runner.Publish();
        var place = 0;
        var answered = 0;
        foreach (var entry in new Frames(_batch.Bytes))
        {
            var at = place++;
            if (at < ticks)
                continue;
            var (first, offset, count) = _said[at];
            var next = _said[at + 1];
            var bytes = outbox.Bytes[offset..next.Offset].ToArray();
            _taken[answered++].Outcome = new(
                OutcomeStatus.Taken,
                entry.Sequence,
                entry.Time,
                first,
                next.Count - count,
                bytes
            );
        }
    }

    private void RunBetween(Submission submission)
    {
        if (submission.Between is null)
            return;
        try
        {
            submission.Between(_runner);
        }
#pragma warning disable CA1031 // The fault is the asker's; it reads, so the machine is as it was.
        catch (Exception e)
#pragma warning restore CA1031
        {
            submission.Fail(e);
            return;
        }

        submission.Outcome = new(OutcomeStatus.Taken, -1, _runner.LastTime, -1, 0, default);
        submission.Answer();
    }

    private void End(OutcomeStatus status)
    {
        Submission[] left;
        lock (_gate)
        {
            _endStatus = status == OutcomeStatus.Unknown ? OutcomeStatus.Stopped : status;
            Volatile.Write(ref _ended, true);
            left = [.. _waiting];
            _waiting.Clear();
        }

        // Those of the batch that failed may be on the log; those behind it are not.
        foreach (var submission in _taken)
            submission.Refuse(status);
        foreach (var submission in left)
            submission.Refuse(_endStatus);
        _taken.Clear();
    }

    private Instant Now() => new((_time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * 100);

    private void SetAlarm(Instant due)
    {
        if (due == Instant.Never)
        {
            _alarm.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        // Timers take at most 49 days and round down: an early alarm only looks again.
        var ticks = ((due.Nanoseconds - Now().Nanoseconds) / 100) + TimeSpan.TicksPerMillisecond;
        var wait = TimeSpan.FromTicks(ticks < TimeSpan.TicksPerDay ? ticks : TimeSpan.TicksPerDay);
        _alarm.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Somebody who waits for an answer.</summary>
    private sealed class Submission(MessageKind kind, ReadOnlyMemory<byte> payload, Action<Runner>? between)
    {
        private readonly TaskCompletionSource<Outcome> _answer = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );

        public MessageKind Kind => kind;

        public ReadOnlyMemory<byte> Payload => payload;

        public Action<Runner>? Between => between;

        public Outcome Outcome { get; set; }

        public Task<Outcome> Task => _answer.Task;

        public void Answer()
        {
            if (Outcome.Status != OutcomeStatus.None)
                _answer.TrySetResult(Outcome);
        }

        public void Fail(Exception e) => _answer.TrySetException(e);

        public void Refuse(OutcomeStatus status) => _answer.TrySetResult(Outcome.Not(status));
    }
}
