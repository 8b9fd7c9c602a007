// What a session must remember over connections and crashes: two numbers and what it said.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Store;

/// <summary>The memory of one session. What was kept is safe once <see cref="Commit"/> came back; a door sends nothing
/// before that.</summary>
public interface IFixStore : IDisposable
{
    /// <summary>MsgSeqNum of the next message that we send.</summary>
    int NextOutgoing { get; }

    /// <summary>MsgSeqNum that we expect next.</summary>
    int NextIncoming { get; }

    /// <summary>When this memory began, as it was dated; <see cref="Instant.Never"/>: it was not.</summary>
    Instant Since { get; }

    /// <summary>Keeps an application message under the next outgoing number, and goes on to the one after it.</summary>
    void Keep(ReadOnlySpan<byte> message);

    /// <summary>Uses up the next outgoing number for a message that is never sent again (administrative).</summary>
    void Pass();

    /// <summary>Sets the number that we expect next.</summary>
    void Expect(int sequence);

    /// <summary>Copies the message that was sent under a number. Zero: none is kept, the number was passed.</summary>
    /// <param name="sequence">The number.</param>
    /// <param name="into">Where to; it grows when the message is longer.</param>
    int Read(int sequence, ref byte[] into);

    /// <summary>How far the events of the house have been told on this session, as the one who tells counts; -1:
    /// nothing was ever noted.</summary>
    long Mark { get; }

    /// <summary>The next message that is kept is of this mark: both are safe, or neither is.</summary>
    void Note(long mark);

    /// <summary>The mark is set now, with no message.</summary>
    void Begin(long mark);

    /// <summary>Forgets all: both numbers are 1 again. The mark stays: what was told is not told again.</summary>
    void Reset();

    /// <summary>Dates the memory; a reset takes the date away.</summary>
    void Date(Instant since);

    /// <summary>Makes what was kept safe.</summary>
    void Commit();
}
