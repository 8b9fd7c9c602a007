// The clock of a replay: it runs at a speed from a moment to a moment, stands still, and can be set.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Venue.Replaying;

/// <summary>Safe for several threads.</summary>
/// <param name="real">The world's time.</param>
/// <param name="until">Where it stands still at the latest.</param>
internal sealed class ReplayPace(TimeProvider real, Instant start, Instant until)
{
    private readonly Lock _gate = new();
    private Instant _start = start;
    private long _since;
    private int _speed = 1;
    private bool _runs;

    public Instant Now
    {
        get
        {
            lock (_gate)
                return Read();
        }
    }

    public void Run(int speed) => Set(Now, speed, true);

    public void Stop() => Set(Now, _speed, false);

    /// <summary>Goes on, or stands, at another moment.</summary>
    public void JumpTo(Instant moment) => Set(moment, _speed, _runs);

    private void Set(Instant moment, int speed, bool runs)
    {
        lock (_gate)
        {
            (_start, _speed, _runs) = (moment, speed, runs);
            _since = real.GetTimestamp();
        }
    }

    private Instant Read()
    {
        if (!_runs)
            return _start;
        var passed = (Int128)real.GetElapsedTime(_since).Ticks * 100 * _speed;
        var left = until.Nanoseconds - _start.Nanoseconds;
        return passed >= left ? (left > 0 ? until : _start) : _start.Plus((long)passed);
    }
}
