// Between a session and the desks: who may log on, and whose message it is.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Session;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks;

/// <summary>The application of every session of the house.</summary>
internal sealed class FixGate(FixHouse house, FixGuest guest) : IFixApplication
{
    private const int UnsupportedType = 3;
    private const int NotAuthorized = 6;
    private Instant _asked;

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
        if (house.DeskOf(message.Type) is not { } desk)
            guest.Reject(message, UnsupportedType, "Unsupported Message Type", []);
        else if (!IsFor(desk))
            guest.Reject(message, NotAuthorized, $"not for a session of role {guest.Role}", []);
        else
            desk.Take(guest, message);
        return FixTaken.Yes;
    }

    /// <inheritdoc/>
    public void Rested(FixSession session)
    {
        if (!StillMay(session))
            return;
        foreach (var desk in house.Desks)
        {
            if (IsFor(desk))
                desk.Rested(guest);
        }
    }

    private bool IsFor(IFixDesk desk) => (desk.Roles & guest.Role) != 0;

    /// <summary>A key that has ended, or whose person may not come in any more, ends its session; what it may do is
    /// what its person may do now.</summary>
    private bool StillMay(FixSession session)
    {
        if (guest.Caller?.Key is not { } key || session.Now.Nanoseconds - _asked.Nanoseconds < Instant.PerSecond)
            return true;
        _asked = session.Now;
        guest.Caller = house.Identity!.Keys.Again(key);
        if (guest.Caller is not null)
            return true;
        session.Logout("KEY_EXPIRED: the key has ended", session.Now);
        return false;
    }
}
