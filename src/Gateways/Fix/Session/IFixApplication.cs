// What stands behind a session: who may log on, and what becomes of an application message.
using Tokenbourse.Gateways.Fix.Codec;

namespace Tokenbourse.Gateways.Fix.Session;

/// <summary>An application's word on a message.</summary>
public enum FixTaken
{
    /// <summary>It was taken; the application answers on its own.</summary>
    Yes,

    /// <summary>A message of the standard that this application does not speak: the session answers with a
    /// BusinessMessageReject.</summary>
    Unsupported,
}

/// <summary>The application of a session. Called by the session, one call at a time.</summary>
public interface IFixApplication
{
    /// <summary>Why a logon with the right names and numbers is refused; null: it is not.</summary>
    string? Refuses(FixSession session, FixMessage logon);

    /// <summary>The session is logged on, and its answer is on the way.</summary>
    void LoggedOn(FixSession session);

    /// <summary>The session has ended; it may come again.</summary>
    void LoggedOut(FixSession session);

    /// <summary>An application message, well formed and in sequence. It is only there during the call.</summary>
    FixTaken Take(FixSession session, FixMessage message);

    /// <summary>All that has come in was taken: whoever gathers hands on.</summary>
    void Rested(FixSession session) { }

    /// <summary>Time has gone by on a session that is logged on.</summary>
    void Ticked(FixSession session) { }
}
