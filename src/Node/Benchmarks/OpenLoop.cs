// Load that does not wait: each command has its moment, and its time runs from that moment, whenever it got in.
using System.Diagnostics;
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>A door with a timetable, as a gateway's event loop on the sequencer's thread would be. A stall delays the
/// answers of all that were due in it, and all of them are counted: nothing is left out because the door was not
/// asked.</summary>
internal sealed class OpenLoop : IDoor
{
    private readonly List<(MessageKind Kind, byte[] Payload)> _stream;
    private readonly long[] _times;
    private readonly double _ticksEach;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Sequencer _sequencer;
    private long _start;
    private long _allocated;
    private int _next;
    private int _answered;
    private int _refused;

    /// <param name="perSecond">Commands that fall due in a second, evenly; 0: as many as get in.</param>
    public OpenLoop(Sequencer sequencer, List<(MessageKind Kind, byte[] Payload)> stream, int count, double perSecond)
    {
        _sequencer = sequencer;
        _stream = stream;
        _times = new long[count];
        _ticksEach = perSecond > 0 ? Stopwatch.Frequency / perSecond : 0;
    }

    /// <summary>A tenth is not the steady state: what grows is still growing.</summary>
    public int Beginning => _times.Length / 10;

    /// <summary>Bytes that the process allocated between the last command of the beginning and the last
    /// answer.</summary>
    public long Allocated { get; private set; }

    /// <summary>Ticks from the moment each command was due to its answer.</summary>
    public Span<long> Times => _times;

    /// <inheritdoc/>
    public DoorState Ask(Lane lane, int most)
    {
        var due = int.Min(DueNow(), _next + most);
        if (_next <= Beginning && due > Beginning)
            _allocated = GC.GetTotalAllocatedBytes();
        for (; _next < due; _next++)
            lane.Add(_stream[_next].Kind, _stream[_next].Payload);
        return _next == _times.Length ? DoorState.Closed : DoorState.Watching;
    }

    /// <inheritdoc/>
    public void Answered(in LaneAnswer answer)
    {
        var now = Stopwatch.GetTimestamp();
        for (var i = 0; i < answer.Count; i++)
            _times[answer.First + i] = now - Due((int)answer.First + i);
        _answered += answer.Count;
        if (answer.Status != OutcomeStatus.Taken)
            _refused += answer.Count;
        if (_answered < _times.Length)
            return;
        Allocated = GC.GetTotalAllocatedBytes() - _allocated;
        _done.SetResult();
    }

    /// <summary>Opens the door and waits for the last answer.</summary>
    /// <returns>Seconds from the first command's moment to the last answer.</returns>
    public double Run()
    {
        _start = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 1000);
        _sequencer.OpenDoor(this);
        _done.Task.Wait();
        Must.Hold(_refused == 0);
        return Stopwatch.GetElapsedTime(_start).TotalSeconds;
    }

    private long Due(int command) => _start + (long)(command * _ticksEach);

    private int DueNow()
    {
        if (_ticksEach == 0)
            return _times.Length;
        var passed = Stopwatch.GetTimestamp() - _start;
        return passed < 0 ? 0 : int.Min(_times.Length, (int)(passed / _ticksEach) + 1);
    }
}
