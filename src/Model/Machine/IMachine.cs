// The contract of a deterministic machine: same entries, same events, same state.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Machine;

/// <summary>Applies entries in order. It reads no clock, no chance, no file; everything it knows came in an entry.</summary>
public interface IMachine
{
    /// <summary>The sequence of the next entry that it expects.</summary>
    long Next { get; }

    /// <summary>The next moment at which the calendar owes something; <see cref="Instant.Never"/> when nothing is owed.</summary>
    Instant NextDue { get; }

    /// <summary>The fingerprint of the whole state: equal on every replica that applied the same entries.</summary>
    ulong Digest { get; }

    /// <summary>Does what is due at the entry's time, then the entry; what happened goes to <paramref name="events"/>.</summary>
    void Apply(in LogEntry entry, Outbox events);

    /// <summary>Writes the whole state.</summary>
    void Save(StateWriter writer);

    /// <summary>Takes the place of the state with what <see cref="Save"/> wrote.</summary>
    void Load(StateReader reader);
}
