// Load that does not wait: each command has its moment, and its time runs from that moment, whenever it got in.
using System.Diagnostics;
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>One submitter with a timetable. A stall delays the answers of all that were due in it, and all of them are
/// counted: nothing is left out because the submitter was waiting.</summary>
internal sealed class OpenLoop : ILaneAnswers
{
    private const int MostInRun = 256;
    private readonly List<(MessageKind Kind, byte[] Payload)> _stream;
    private readonly Lane _lane;
    private readonly long[] _times;
    private readonly double _ticksEach;
    private long _start;
    private int _answered;
    private int _refused;

    /// <param name="perSecond">Commands that fall due in a second, evenly; 0: as many as get in.</param>
    public OpenLoop(Sequencer sequencer, List<(MessageKind Kind, byte[] Payload)> stream, int count, double perSecond)
    {
        _stream = stream;
        _lane = sequencer.OpenLane(this);
        _times = new long[count];
        _ticksEach = perSecond > 0 ? Stopwatch.Frequency / perSecond : 0;
    }

    /// <summary>How often a run found the queue full and came again.</summary>
    public long Busy { get; private set; }

    /// <summary>Ticks from the moment each command was due to its answer.</summary>
    public Span<long> Times => _times;

    /// <inheritdoc/>
    public void Answered(in LaneAnswer answer)
    {
        var now = Stopwatch.GetTimestamp();
        for (var i = 0; i < answer.Count; i++)
            _times[answer.First + i] = now - Due((int)answer.First + i);
        if (answer.Status != OutcomeStatus.Taken)
            Volatile.Write(ref _refused, _refused + answer.Count);
        Volatile.Write(ref _answered, _answered + answer.Count);
    }

    /// <summary>Submits everything and waits for the last answer.</summary>
    /// <returns>Seconds from the first command's moment to the last answer.</returns>
    public double Run()
    {
        var next = 0;
        _start = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 1000);
        while (next < _times.Length)
        {
            var due = DueNow();
            if (next == due)
            {
                // Few processors: who has nothing to do lets the others work.
                Thread.Yield();
                continue;
            }

            for (var most = int.Min(due, next + MostInRun); next < most; next++)
                _lane.Add(_stream[next].Kind, _stream[next].Payload);
            while (!_lane.TrySend())
            {
                Must.Hold(Volatile.Read(ref _refused) == 0);
                Busy++;
                Thread.Yield();
            }
        }

        while (Volatile.Read(ref _answered) < _times.Length)
            Thread.Yield();
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
