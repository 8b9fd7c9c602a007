// The venue's clock when it runs faster than the world's, or stands at another date.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Venue;

/// <summary>Venue time = a start + real time since * speed. It never goes back, and it can jump ahead over dead hours.</summary>
public sealed class VenueClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly int _speed;
    private Instant _start;
    private long _since;

    /// <param name="speed">Venue seconds in a real second, 1 or more.</param>
    public VenueClock(Instant start, int speed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(speed, 1);
        _start = start;
        _speed = speed;
        _since = System.GetTimestamp();
    }

    public Instant Now
    {
        get
        {
            lock (_gate)
                return _start.Plus((long)((Int128)System.GetElapsedTime(_since).Ticks * 100 * _speed));
        }
    }

    /// <summary>Goes on from a later moment; an earlier one changes nothing.</summary>
    public void JumpTo(Instant moment)
    {
        lock (_gate)
        {
            if (moment <= Now)
                return;
            _start = moment;
            _since = System.GetTimestamp();
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(Now.Nanoseconds / 100);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, Scale(dueTime), Scale(period)), Scale);

    private TimeSpan Scale(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / _speed;

    /// <summary>A real timer whose waits are given in venue time.</summary>
    private sealed class FastTimer(ITimer timer, Func<TimeSpan, TimeSpan> scale) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(scale(dueTime), scale(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
