// What became of something that was submitted.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Log;

/// <summary>Whether a submission reached the log.</summary>
public enum OutcomeStatus : byte
{
    None = 0,

    /// <summary>Durable and applied. Whether the machine refused it is told by its events.</summary>
    Taken = 1,

    /// <summary>The queue is full; nothing happened. Try again later.</summary>
    Busy = 2,

    /// <summary>Somebody else writes the log; nothing happened here.</summary>
    NotLeading = 3,

    /// <summary>The sequencer was stopped before it; nothing happened.</summary>
    Stopped = 4,

    /// <summary>The log failed while writing it: it may or may not be on the log. Ask again with the same client order
    /// id.</summary>
    Unknown = 5,
}

/// <summary>A submission's place on the command log and what the machine said to it.</summary>
/// <param name="Sequence">Its sequence on the command log; -1 unless taken.</param>
/// <param name="Time">The time it was given.</param>
/// <param name="FirstEvent">The event log's sequence of its first event.</param>
/// <param name="EventCount">How many events it made.</param>
/// <param name="Events">Its events as frames. From <see cref="InlineSequencer"/> they are valid until its next call;
/// from <see cref="Sequencer"/> for ever.</param>
public readonly record struct Outcome(
    OutcomeStatus Status,
    long Sequence,
    Instant Time,
    long FirstEvent,
    int EventCount,
    ReadOnlyMemory<byte> Events
)
{
    public bool IsTaken => Status == OutcomeStatus.Taken;

    /// <summary>The sequence of its last event; one before <see cref="FirstEvent"/> when there was none.</summary>
    public long LastEvent => FirstEvent + EventCount - 1;

    /// <summary>Its events, one after the other.</summary>
    public Frames Read() => new(Events);

    internal static Outcome Not(OutcomeStatus status) => new(status, -1, default, -1, 0, default);
}
