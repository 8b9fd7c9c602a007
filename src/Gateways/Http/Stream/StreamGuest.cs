// Who is at the other end of a connection of the stream, for as long as they may be.
using System.Net;
using System.Net.WebSockets;
using Tokenbourse.Gateways.Identity;

namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>Safe for many threads.</summary>
/// <param name="caller">Who signed the request for the connection, or whose cookie came with it; null: nobody.</param>
/// <param name="token">Of the cookie.</param>
/// <param name="isPage">The request came from a page of this venue.</param>
/// <param name="from">Where it came from.</param>
internal sealed class StreamGuest(Caller? caller, string? token, bool isPage, IPAddress? from)
{
    /// <summary>Whoever it was may be here no longer.</summary>
    public const WebSocketCloseStatus Over = (WebSocketCloseStatus)4001;

    private readonly Lock _gate = new();
    private long _seen = -1;

    /// <summary>Nobody, and no page: for what is in the program itself.</summary>
    public static StreamGuest Nobody => new(null, null, false, null);

    /// <summary>Null: nobody we know.</summary>
    public Caller? Caller { get; private set; } = caller;

    /// <summary>When it ends unless it is repeated, milliseconds since 1970.</summary>
    public long Until { get; private set; } = caller?.Until ?? long.MaxValue;

    public bool IsPage => isPage;

    public IPAddress? From => from;

    /// <summary>Somebody has shown who they are.</summary>
    public void Enter(Caller who, long until)
    {
        lock (_gate)
            (Caller, Until, _seen) = (who, until, -1);
    }

    /// <summary>May they be here still? Asked anew whenever something was written about identities, so that a key that
    /// is revoked, a person who is shut out and a session that has ended are cut off at once.</summary>
    public bool Stays(IdentityDoors identity)
    {
        lock (_gate)
        {
            if (Caller is not { } known)
                return true;
            var (version, now) = (identity.Store.Version, identity.Store.Now);
            if (version == _seen && now < Until)
                return true;
            if (known.Key is not null && now >= Until)
                return false;
            var again =
                known.Key is { } key ? identity.Keys.Again(key)
                : token is null ? null
                : identity.Sessions.Again(token);
            if (again is null)
                return false;
            if (known.Key is null)
                Until = again.Until;
            (Caller, _seen) = (again, version);
            return true;
        }
    }
}
