// The heartbeat of the venue's own watch over risk: sent while what the watch reads is up to date, and only when asked.
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Venue;

/// <summary>Beats on a thread of its own, so that nothing else that hangs keeps it quiet or beating. It beats three
/// times in the time that the house allows, while a calendar takes orders; else it leaves the log alone.</summary>
public sealed class RiskHeart : IDisposable
{
    private const int IdleMilliseconds = 250;
    private const int LeastMilliseconds = 5;

    private static readonly RiskHeartbeat _beat = new(Name24.Of("venue"));

    private readonly VenueViews _views;
    private readonly ILog _events;
    private readonly Func<Instant> _now;
    private readonly int _speed;
    private readonly Action<RiskHeartbeat> _send;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private Instant _last = new(long.MinValue);
    private long _told;

    /// <param name="views">What the watch reads.</param>
    /// <param name="events">The event log that the views are folded from.</param>
    /// <param name="now">The venue's time.</param>
    /// <param name="speed">Venue seconds in a real second, 1 or more.</param>
    /// <param name="send">Submits a heartbeat; may wait for it.</param>
    public RiskHeart(VenueViews views, ILog events, Func<Instant> now, int speed, Action<RiskHeartbeat> send)
    {
        (_views, _events, _now, _speed, _send) = (views, events, now, speed, send);
        _thread = new Thread(Work) { IsBackground = true, Name = "risk heart" };
    }

    /// <summary>What else must be well, as a margin service outside; null: nothing else. Called on the heart's
    /// thread.</summary>
    public Func<bool>? IsWell { get; set; }

    public void Start() => _thread.Start();

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Set();
        if (_thread.IsAlive)
            _thread.Join(TimeSpan.FromSeconds(2));
        _stop.Dispose();
    }

    private void Work()
    {
        var pause = LeastMilliseconds;
        while (!_stop.Wait(pause))
            pause = Round();
    }

    /// <summary>Beats if it is time.</summary>
    /// <returns>Milliseconds until it wants to look again.</returns>
    private int Round()
    {
        int? seconds;
        bool open;
        long folded;
        lock (_views.Gate)
        {
            seconds = _views.Risk.Terms?.SilentSeconds;
            open = _views.Calendars.Rows.Any(r => r.Phase.TakesOrders());
            folded = _views.AsOf;
        }

        if (seconds is not { } allowed)
            return IdleMilliseconds;
        var period = allowed * Instant.PerSecond / 3;
        var pause = (int)long.Clamp(period / _speed / 2_000_000, LeastMilliseconds, IdleMilliseconds);
        var now = _now();
        if (!open || (_last.Nanoseconds != long.MinValue && now < _last.Plus(period)))
            return pause;
        // Well: what was told by the last round has reached those who watch.
        var well = folded >= _told - 1 && (IsWell?.Invoke() ?? true);
        _told = _events.Tail;
        if (!well)
            return pause;
        _send(_beat);
        _last = now;
        return pause;
    }
}
