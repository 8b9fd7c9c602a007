// What a session is agreed to be: who speaks to whom, by which protocol, and how patient it is.
using Tokenbourse.Gateways.Fix.Dictionary;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Session;

/// <summary>The terms of one session, as this side sees them.</summary>
/// <param name="Version">The protocol.</param>
/// <param name="Ours">Our CompID: SenderCompID(49) of what we send, TargetCompID(56) of what we get.</param>
/// <param name="Theirs">The peer's CompID.</param>
public sealed record FixSessionTerms(FixVersion Version, string Ours, string Theirs)
{
    /// <summary>Each logon begins with both numbers at 1, whatever was before. For hosts that test, not for
    /// trading.</summary>
    public bool ResetOnLogon { get; init; }

    /// <summary>How far SendingTime(52) may be from our clock, in nanoseconds.</summary>
    public long ClockTolerance { get; init; } = 120 * Instant.PerSecond;

    /// <summary>The longest heartbeat interval that we agree to, in seconds. Zero, no heartbeats, is agreed to as
    /// well.</summary>
    public int MostHeartBtInt { get; init; } = 3600;

    /// <summary>How long we wait for the answer to our Logout, in nanoseconds.</summary>
    public long LogoutPatience { get; init; } = 2 * Instant.PerSecond;

    /// <summary>How long a gap that we asked for may stay open before we ask again, in nanoseconds.</summary>
    public long ResendPatience { get; init; } = 10 * Instant.PerSecond;

    /// <summary>Most messages that we ask for at once; 0: all that are missing, with EndSeqNo(16)=0.</summary>
    public int MostAskedFor { get; init; }

    /// <summary>Most messages that are sent again in one piece; the rest follows when those are on the wire.</summary>
    public int ResendPiece { get; init; } = 2500;

    /// <summary>Most messages, and bytes, that wait behind a gap. What comes beyond is dropped and asked for
    /// again.</summary>
    public int MostWaiting { get; init; } = 2500;

    public int MostWaitingBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>When both numbers begin at 1 again and the store is emptied; null: only when a logon asks for it.</summary>
    public FixSchedule? DailyReset { get; init; }

    /// <summary>TestReqID(112) of our questions; null: each has its own. For hosts that test.</summary>
    public string? TestReqID { get; init; }

    /// <summary>A logon that is refused is told why by a Logout; otherwise the connection just ends.</summary>
    public bool TellsRefusedLogons { get; init; } = true;
}
