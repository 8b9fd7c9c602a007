// One replay with its room: who made it, when it was last looked at, and what it shows now.
using System.Globalization;
using Tokenbourse.Venue.Replaying;

namespace Tokenbourse.Gateways.Http.Replays;

/// <summary>The room changes with each moment that is asked for.</summary>
internal sealed class OpenReplay : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Func<OpenReplay, ReplayedVenue, int, ReplayRoom> _open;
    private ReplayRoom? _room;
    private int _rooms;
    private int _inside;
    private long _seen;
    private bool _over;

    /// <param name="open">Makes the room of a replayed venue; how many there were before.</param>
    public OpenReplay(
        string id,
        string maker,
        VenueReplay replay,
        Func<OpenReplay, ReplayedVenue, int, ReplayRoom> open
    )
    {
        (Id, Maker, Replay, _open) = (id, maker, replay, open);
        _seen = Environment.TickCount64;
        replay.Reached = Show;
    }

    public string Id { get; }

    public string Maker { get; }

    public VenueReplay Replay { get; }

    /// <summary>What it shows; null: it is being prepared.</summary>
    public ReplayRoom? Room
    {
        get
        {
            lock (_gate)
                return _room;
        }
    }

    /// <summary>How long nobody has looked at it.</summary>
    public TimeSpan Idle =>
        Volatile.Read(ref _inside) > 0
            ? TimeSpan.Zero
            : TimeSpan.FromMilliseconds(Environment.TickCount64 - Interlocked.Read(ref _seen));

    public void Enter() => Interlocked.Increment(ref _inside);

    public void Leave()
    {
        Interlocked.Exchange(ref _seen, Environment.TickCount64);
        Interlocked.Decrement(ref _inside);
    }

    public DayReplayShape Shape()
    {
        var (replay, span) = (Replay, Replay.Span);
        var venue = replay.Venue;
        long told;
        lock (venue.Views.Gate)
            told = venue.Views.AsOf;
        return new(
            Id,
            string.Create(CultureInfo.InvariantCulture, $"replays/{Id}/"),
            span.Day.ToString(),
            span.From.ToString(),
            span.To.ToString(),
            replay.Now.ToString(),
            replay.Speed,
            Word(replay.State),
            Room?.Epoch,
            told
        );
    }

    public void Dispose()
    {
        lock (_gate)
            _over = true;
        Replay.Dispose();
        Show(null);
    }

    private void Show(ReplayedVenue? venue)
    {
        ReplayRoom? before;
        lock (_gate)
        {
            (before, _room) = (_room, null);
            if (venue is not null && !_over)
                _room = _open(this, venue, _rooms++);
        }

        before?.Dispose();
    }

    private static string Word(ReplayState state) =>
        state switch
        {
            ReplayState.Preparing => "preparing",
            ReplayState.Playing => "playing",
            ReplayState.Paused => "paused",
            ReplayState.Ended => "ended",
            _ => "failed",
        };
}
