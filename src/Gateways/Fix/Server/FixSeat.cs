// The place of one session at the door: the session, its lock, and the connection that sits there.
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Tokenbourse.Gateways.Fix.Session;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Server;

/// <summary>At most one connection sits here at a time.</summary>
public sealed class FixSeat(FixSession session) : IDisposable
{
    internal const int MostHeldBack = 64 * 1024;

    /// <summary>Held around every call of the session.</summary>
    internal object Gate { get; } = new();

    internal FixConnection? Connection { get; set; }

    public FixSession Session { get; } = session;

    /// <summary>Where the connection comes from; null: there is none, or it is gone.</summary>
    public IPAddress? From => Connection?.From;

    /// <summary>The certificate that the other side showed; null: none.</summary>
    public X509Certificate2? Certificate => Connection?.Certificate;

    /// <summary>Says something on the session from any thread: the message is kept and goes out when it can.</summary>
    /// <param name="state">Handed to <paramref name="say"/>, so that it need not capture anything.</param>
    /// <param name="say">Writes messages with <see cref="FixSession.BeginMessage"/>; called under the session's
    /// lock.</param>
    /// <param name="now">The time.</param>
    /// <param name="more">More follows soon, and then <see cref="Push"/>.</param>
    public void Say<T>(T state, Action<FixSession, T, Instant> say, Instant now, bool more = false)
    {
        ArgumentNullException.ThrowIfNull(say);
        lock (Gate)
        {
            say(Session, state, now);
            if (!more || Session.Out.Length >= MostHeldBack)
                Push();
        }
    }

    /// <summary>What was said goes out, or is safe until somebody comes for it.</summary>
    public void Push()
    {
        lock (Gate)
        {
            if (Session.Out.Length == 0)
                Session.Commit();
            else
                Connection?.Wake();
        }
    }

    /// <summary>As <see cref="Push"/>, and this thread writes what the socket takes at once: nobody has to be woken for
    /// it. Not under the session's lock.</summary>
    internal void Deliver()
    {
        FixConnection? connection;
        lock (Gate)
        {
            connection = Connection;
            if (Session.Out.Length == 0)
            {
                Session.Commit();
                return;
            }
        }

        connection?.Deliver();
    }

    /// <inheritdoc/>
    public void Dispose() => Session.Dispose();
}
