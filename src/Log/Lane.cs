// A way in for those who submit much: commands are handed over in runs and answered in runs, nothing is allocated.
using System.Diagnostics;
using System.Runtime.InteropServices;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Log;

/// <summary>The answer to a run of commands of one lane: they stand one behind the other on the command log. Valid
/// during the call only.</summary>
public readonly ref struct LaneAnswer
{
    private readonly CommandGroup? _group;
    private readonly int _at;

    internal LaneAnswer(OutcomeStatus status, long first, int count, CommandGroup? group, int at)
    {
        Status = status;
        First = first;
        Count = count;
        _group = group;
        _at = at;
    }

    /// <summary>Of all of them.</summary>
    public OutcomeStatus Status { get; }

    /// <summary>The lane's number of the first; a lane numbers its commands from 0.</summary>
    public long First { get; }

    public int Count { get; }

    /// <summary>What became of one of them, with its events, which are valid during the call.</summary>
    /// <param name="index">0 to Count - 1.</param>
    public Outcome this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            return _group is null ? Outcome.Not(Status) : _group.OutcomeOf(_at + index, _group.Outbox.Bytes);
        }
    }
}

/// <summary>Hears the answers of a lane, in the order of its commands.</summary>
public interface ILaneAnswers
{
    /// <summary>They are durable and applied, or refused; their events reach the event log and its followers right
    /// after. Called on the sequencer's thread: it must be quick and must not throw.</summary>
    void Answered(in LaneAnswer answer);
}

/// <summary>One submitter's way in. Not safe for threads: a lane belongs to one thread, that of a door to the
/// sequencer's.</summary>
public sealed class Lane
{
    private readonly Sequencer _sequencer;
    private readonly ILaneAnswers _answers;
    private byte[] _bytes = new byte[1 << 14];
    private int _length;
    private int _count;
    private long _sent;

    // Commands that are traced and not yet in order; few, most of the time none.
    private readonly Queue<(long Number, CommandStamps Stamps)> _traced = [];
    private volatile bool _hasTraced;

    internal Lane(Sequencer sequencer, ILaneAnswers answers, IDoor? door = null)
    {
        _sequencer = sequencer;
        _answers = answers;
        Door = door;
    }

    /// <summary>Asked for more by the sequencer itself; null when the lane's owner sends.</summary>
    internal IDoor? Door { get; }

    /// <summary>Its door has said that nothing more comes.</summary>
    internal bool IsClosed { get; set; }

    /// <summary>Commands added since the last <see cref="TrySend"/> that took them.</summary>
    public int Waiting => _count;

    /// <summary>The number that the next command gets.</summary>
    public long Next => _sent + _count;

    /// <summary>Adds a blittable command to the run.</summary>
    public void Add<T>(MessageKind kind, in T message)
        where T : unmanaged => Add(kind, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in message)));

    /// <summary>Adds a command to the run; the bytes are copied.</summary>
    /// <exception cref="ArgumentException">A payload that its kind cannot have.</exception>
    public void Add(MessageKind kind, ReadOnlySpan<byte> payload)
    {
        Sequencer.Check(kind, payload.Length);
        CommandGroup.Write(ref _bytes, ref _length, kind, payload);
        _count++;
    }

    /// <summary>The command that was added last is traced.</summary>
    public void Trace(CommandStamps stamps)
    {
        lock (_traced)
        {
            _traced.Enqueue((Next - 1, stamps));
            _hasTraced = true;
        }
    }

    /// <summary>Hands over the run. False: busy or ended, nothing was taken; the run is as it was.</summary>
    /// <exception cref="InvalidOperationException">The lane of a door: the sequencer takes from it.</exception>
    public bool TrySend()
    {
        if (Door is not null)
            throw new InvalidOperationException("the sequencer takes from the lane of a door by itself");
        if (_count > 0 && !_sequencer.Enter(this, _bytes.AsSpan(0, _length), _sent, _count))
            return false;
        _sent += _count;
        Clear();
        return true;
    }

    /// <summary>Forgets the run.</summary>
    public void Clear()
    {
        _count = 0;
        _length = 0;
        if (!_hasTraced)
            return;
        lock (_traced)
        {
            for (var left = _traced.Count; left > 0; left--)
            {
                var one = _traced.Dequeue();
                if (one.Number < _sent)
                    _traced.Enqueue(one);
            }
        }
    }

    /// <summary>Commands before that number are put in order: those of them that are traced.</summary>
    internal void Order(long before, List<CommandStamps> stamps)
    {
        if (!_hasTraced)
            return;
        lock (_traced)
        {
            while (_traced.TryPeek(out var first) && first.Number < before)
            {
                first.Stamps.Ordered = Stopwatch.GetTimestamp();
                stamps.Add(first.Stamps);
                _traced.Dequeue();
            }

            _hasTraced = _traced.Count > 0;
        }
    }

    internal void TakeInto(CommandGroup group, Instant time)
    {
        group.Add(new(null, this, _sent, _count), _bytes.AsSpan(0, _length), time);
        _sent += _count;
        Clear();
    }

    internal void RefuseWaiting(OutcomeStatus status)
    {
        if (_count > 0)
            Refuse(status, _sent, _count);
        _sent += _count;
        Clear();
    }

    internal void Answer(CommandGroup group, int at, long first, int count)
    {
        var answer = new LaneAnswer(OutcomeStatus.Taken, first, count, group, at);
        _answers.Answered(in answer);
    }

    internal void Refuse(OutcomeStatus status, long first, int count)
    {
        var answer = new LaneAnswer(status, first, count, null, 0);
        _answers.Answered(in answer);
    }
}
