// Between a session and the desks: who may log on, and whose message it is.
using System.Diagnostics;
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Session;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Venue.Watch;

namespace Tokenbourse.Gateways.Fix.Desks;

/// <summary>The application of every session of the house.</summary>
internal sealed class FixGate(FixHouse house, FixGuest guest) : IFixApplication
{
    private const int UnsupportedType = 3;
    private const int NotAuthorized = 6;
    private long _seen = -1;

    /// <inheritdoc/>
    public string? Refuses(FixSession session, FixMessage logon) => house.Door.Refuses(guest, logon);

    /// <inheritdoc/>
    public void LoggedOn(FixSession session)
    {
        foreach (var desk in house.Desks)
        {
            if (IsFor(desk))
                desk.LoggedOn(guest);
        }
    }

    /// <inheritdoc/>
    public void LoggedOut(FixSession session)
    {
        foreach (var desk in house.Desks)
        {
            if (IsFor(desk))
                desk.LoggedOut(guest);
        }

        guest.Caller = null;
    }

    /// <inheritdoc/>
    public FixTaken Take(FixSession session, FixMessage message)
    {
        // What comes once access has ended is heard, and nothing is done for it.
        if (!StillMay(session))
            return FixTaken.Yes;
        if (house.DeskOf(message.Type) is not { } desk)
            guest.Reject(message, UnsupportedType, "Unsupported Message Type", []);
        else if (!IsFor(desk))
            guest.Reject(message, NotAuthorized, $"not for a session of role {guest.Role}", []);
        else if (VenueTraces.Source.HasListeners())
            Traced(desk, message);
        else
            desk.Take(guest, message);
        return FixTaken.Yes;
    }

    /// <summary>From the message that was read until its answer is told: by the desk, where it becomes a
    /// command.</summary>
    private void Traced(IFixDesk desk, FixMessage message)
    {
        Activity.Current = null;
        var name = $"FIX {Encoding.ASCII.GetString(message.Type)}";
        var wire = VenueTraces.Source.StartActivity(name, ActivityKind.Server);
        using (VenueTraces.Step(VenueTraces.Validate))
            desk.Take(guest, message);
        if (wire is not null && !LaneTrace.Holds(wire))
            wire.Stop();
        Activity.Current = null;
    }

    /// <inheritdoc/>
    public void Rested(FixSession session)
    {
        foreach (var desk in house.Desks)
        {
            if (IsFor(desk))
                desk.Rested(guest);
        }
    }

    private bool IsFor(IFixDesk desk) => (desk.Roles & guest.Role) != 0;

    /// <inheritdoc/>
    public void Ticked(FixSession session) => StillMay(session);

    /// <summary>Asked anew whenever something was written about identities: a key that is revoked or has ended, a
    /// person who is shut out and an account that is another's now end the session at once; what it may do is what its
    /// person may do now.</summary>
    private bool StillMay(FixSession session)
    {
        if (session.Closes)
            return false;
        if (guest.Caller is not { Key: { } key } known || house.Identity is not { } identity)
            return true;
        var version = identity.Store.Version;
        if (version == _seen && identity.Store.Now < known.Until)
            return true;
        _seen = version;
        var now = identity.Keys.Again(key);
        if (now is null)
            return End(session, "KEY_EXPIRED: the key has ended");
        guest.Caller = now;
        if (HasLost(known, now))
            return End(session, "NOT_OWNER: an account of the session is no longer its key's");
        return true;
    }

    // A method of its own: what a lambda holds would be made at each message.
    private bool HasLost(Caller known, Caller now) => guest.Entry.Accounts.Any(a => known.Owns(a) && !now.Owns(a));

    private static bool End(FixSession session, string why)
    {
        session.End(why, session.Now);
        return false;
    }
}
