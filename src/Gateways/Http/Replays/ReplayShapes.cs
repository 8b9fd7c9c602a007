// What goes over the wire of days that are played again.
namespace Tokenbourse.Gateways.Http.Replays;

/// <summary>What can be played again, and how many may be at once.</summary>
/// <param name="Days">Oldest first.</param>
/// <param name="Running">Replays that are open now, all callers'.</param>
/// <param name="Most">At once.</param>
/// <param name="MostSpeed">Seconds of the log in a real second; 1 is the least.</param>
public sealed record DayReplaysShape(IReadOnlyList<ReplayDayShape> Days, int Running, int Most, int MostSpeed);

/// <param name="Start">When the first calendar opened the day; a night session's on the date before.</param>
/// <param name="Until">When the log last told something of the day.</param>
/// <param name="Settled">False: the day is not over.</param>
public sealed record ReplayDayShape(string Day, string Start, string Until, bool Settled);

/// <param name="Root">Where its documents, its stream and the terminal's pages are, from the root of the doors.</param>
/// <param name="Time">Its own clock; while it is being prepared, the moment that was asked for.</param>
/// <param name="Epoch">Of the numbers that its documents and its stream tell now: another one after each moment that
/// was asked for. Null: it is being prepared, or has failed.</param>
/// <param name="EventSequence">The last event of the log that was told.</param>
public sealed record DayReplayShape(
    string Replay,
    string Root,
    string Day,
    string Start,
    string Until,
    string Time,
    int Speed,
    string State,
    string? Epoch,
    long EventSequence
);
