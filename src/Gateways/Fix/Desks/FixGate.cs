// Between a session and the desks: who may log on, and whose message it is.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Session;

namespace Tokenbourse.Gateways.Fix.Desks;

/// <summary>The application of every session of the house.</summary>
internal sealed class FixGate(FixHouse house, FixGuest guest) : IFixApplication
{
    private const int UnsupportedType = 3;
    private const int NotAuthorized = 6;

    /// <inheritdoc/>
    public string? Refuses(FixSession session, FixMessage logon) => house.Door.Refuses(guest, logon);

    /// <inheritdoc/>
    public void LoggedOn(FixSession session)
    {
        foreach (var desk in house.Desks)
        {
            if (desk.Roles.HasFlag(guest.Role))
                desk.LoggedOn(guest);
        }
    }

    /// <inheritdoc/>
    public void LoggedOut(FixSession session)
    {
        foreach (var desk in house.Desks)
        {
            if (desk.Roles.HasFlag(guest.Role))
                desk.LoggedOut(guest);
        }

        guest.Caller = null;
    }

    /// <inheritdoc/>
    public FixTaken Take(FixSession session, FixMessage message)
    {
        if (house.DeskOf(message.Type) is not { } desk)
            guest.Reject(message, UnsupportedType, "Unsupported Message Type", []);
        else if (!desk.Roles.HasFlag(guest.Role))
            guest.Reject(message, NotAuthorized, $"not for a session of role {guest.Role}", []);
        else
            desk.Take(guest, message);
        return FixTaken.Yes;
    }

    /// <inheritdoc/>
    public void Rested(FixSession session)
    {
        foreach (var desk in house.Desks)
        {
            if (desk.Roles.HasFlag(guest.Role))
                desk.Rested(guest);
        }
    }
}
