// A clock that a test moves by hand, with alarms.
namespace Tokenbourse.Unit.Log;

internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private long _ticks;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return new(DateTime.UnixEpoch.AddTicks(_ticks));
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        lock (_gate)
            _alarms.Add(alarm);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Moves the clock to so many nanoseconds after 1970, forward or back, and rings what is due.</summary>
    public void Set(long nanoseconds)
    {
        Alarm[] due;
        lock (_gate)
        {
            _ticks = nanoseconds / 100;
            due = [.. _alarms.Where(alarm => alarm.At <= _ticks)];
            foreach (var alarm in due)
                alarm.At = long.MaxValue;
        }

        foreach (var alarm in due)
            alarm.Ring();
    }

    private sealed class Alarm(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public long At { get; set; } = long.MaxValue;

        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
                At = dueTime < TimeSpan.Zero ? long.MaxValue : time._ticks + dueTime.Ticks;
            return true;
        }

        public void Dispose()
        {
            lock (time._gate)
                time._alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
