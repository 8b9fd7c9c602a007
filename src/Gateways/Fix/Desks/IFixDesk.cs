// One subject at the FIX gateway: which messages it answers, and what it tells of what happens.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Gateways.Fix.Desks;

/// <summary>A desk. No desk knows another. What is called with a guest is called under that guest's lock, by one thread
/// at a time; other guests' calls may come at the same moment.</summary>
public interface IFixDesk
{
    /// <summary>MsgType(35) of the messages that it takes.</summary>
    IReadOnlyList<string> Types { get; }

    /// <summary>The sessions that it serves.</summary>
    FixRole Roles { get; }

    /// <summary>The past has been told, and the door is about to open.</summary>
    void Opened() { }

    /// <summary>A session that it serves is logged on; its answer is on the way.</summary>
    void LoggedOn(FixGuest guest);

    /// <summary>A session that it serves has ended; it may come again.</summary>
    void LoggedOut(FixGuest guest);

    /// <summary>A message of one of its types, well formed and in sequence; there during the call only.</summary>
    void Take(FixGuest guest, FixMessage message);

    /// <summary>All that had come in on the session was taken: what was gathered is handed on.</summary>
    void Rested(FixGuest guest) { }
}

/// <summary>A desk that tells of events. Called on the teller's thread, with no lock held.</summary>
public interface IFixListener
{
    /// <summary>The next event of the durable log, from its beginning on, once in a process. Before the gateway opens
    /// it hears of the past: it learns from it, and <see cref="FixGuest.Tell"/> leaves out what was told.</summary>
    void Heard(in LogEntry entry);

    /// <summary>All events at hand were told.</summary>
    void Rested() { }
}
