// So many units a minute, by a bucket that fills evenly; whole numbers only, and the time is handed in.
namespace Tokenbourse.Gateways.Meter;

/// <summary>A full bucket holds one minute. Not for two threads at a time.</summary>
/// <param name="aMinute">Units a minute, 1 to 10^9.</param>
/// <param name="now">Ticks of 100 nanoseconds; the bucket begins full.</param>
public sealed class RateBucket(long aMinute, long now)
{
    /// <summary>The most that a bucket takes.</summary>
    public const long MostAMinute = 1_000_000_000;

    private long _level = checked(aMinute * TimeSpan.TicksPerMinute);
    private long _last = now;

    /// <summary>Units a minute.</summary>
    public long AMinute => aMinute;

    /// <summary>Whole units that are there.</summary>
    public long Units(long now)
    {
        Fill(now);
        return _level / TimeSpan.TicksPerMinute;
    }

    /// <summary>Takes units when all of them are there.</summary>
    /// <param name="units">At least 0.</param>
    /// <param name="now">Ticks.</param>
    /// <returns>0 when they were taken; otherwise the ticks until they are there, or -1 when they never are.</returns>
    public long Take(long units, long now)
    {
        Fill(now);
        if (units > aMinute)
            return -1;
        var need = units * TimeSpan.TicksPerMinute;
        if (need > _level)
            return (need - _level + aMinute - 1) / aMinute;
        _level -= need;
        return 0;
    }

    /// <summary>Gives units back that were taken and not used.</summary>
    public void Return(long units) =>
        _level = long.Min(aMinute * TimeSpan.TicksPerMinute, _level + (units * TimeSpan.TicksPerMinute));

    private void Fill(long now)
    {
        // A clock that was set back fills nothing, and from there it goes on: one that was once far ahead must not keep
        // the bucket empty until then.
        var passed = long.Clamp(now - _last, 0, TimeSpan.TicksPerMinute);
        _last = now;
        _level = long.Min(aMinute * TimeSpan.TicksPerMinute, _level + (passed * aMinute));
    }
}
