// The FIX gateway of a live venue: its sessions from a file, its desks, its door.
using System.Net;
using System.Net.Sockets;
using Tokenbourse.Gateways.Fix.Desks;
using Tokenbourse.Gateways.Fix.Desks.Data;
using Tokenbourse.Gateways.Fix.Desks.Orders;
using Tokenbourse.Gateways.Fix.Desks.PostTrade;
using Tokenbourse.Gateways.Fix.Desks.Quotes;
using Tokenbourse.Gateways.Fix.Server;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Watch;
using Tokenbourse.Venue;

namespace Tokenbourse.Node;

/// <summary>What the user asked of FIX.</summary>
/// <param name="Port">Null: no FIX.</param>
/// <param name="Sessions">The file of sessions.</param>
internal sealed record FixOptions(int? Port, string? Sessions)
{
    /// <summary>What does not go together is refused before anything begins.</summary>
    public void Check(bool headless)
    {
        if (headless && this != new FixOptions(null, null))
            throw new VerbException("--fix, --fix-sessions: a headless run has no doors", 2);
        if (Port is null != Sessions is null)
            throw new VerbException("--fix and --fix-sessions: only together", 2);
        if (Port is < 0 or > 65_535)
            throw new VerbException($"--fix {Port}: must be 0 to 65535", 2);
    }

    /// <summary>The sessions; none without a port.</summary>
    /// <param name="keys">With identity: each session needs a key.</param>
    public IReadOnlyList<FixSessionEntry> Read(bool keys)
    {
        if (Sessions is not { } file)
            return [];
        try
        {
            var sessions = FixSessionFile.Read(file);
            if (keys && sessions.FirstOrDefault(s => s.Key is null) is { } open)
                throw new VerbException($"--fix-sessions {file}: {open.CompId} needs a key, since --identity is on", 2);
            return sessions;
        }
        catch (Exception e) when (e is FixSessionFileException or IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"--fix-sessions {file}: {e.Message}", 2);
        }
    }
}

/// <summary>Wires it.</summary>
internal static class LiveFix
{
    /// <summary>Null: no FIX was asked for.</summary>
    public static FixHouse? Open(
        FixOptions options,
        IReadOnlyList<FixSessionEntry> sessions,
        string folder,
        LiveVenue venue,
        LiveAccess access,
        DoorMeters meters,
        (IPAddress Address, HttpTls? Tls) door
    )
    {
        if (options.Port is not { } port)
            return null;
        var terms = new FixHouseTerms
        {
            Folder = Path.Combine(folder, "fix"),
            Meters = meters,
            Door = new()
            {
                Secure = door.Tls is { } tls ? FixTls.Over(tls.Certificate, tls.Authority, tls.Revoked) : null,
            },
        };
        var house = new FixHouse(
            terms,
            venue,
            new(venue.Logs.Events.Read, venue.Logs.Commands.Read),
            sessions,
            access.Doors,
            TimeProvider.System
        );
        house.Add(new OrderDesk(house));
        house.Add(new QuoteDesk(house));
        FixPublicDesks.Join(house, true, FixPublicDesks.Usual, e => Console.Error.WriteLine($"FIX, public data: {e}"));
        house.Add(new CaptureDesk(house));
        house.Add(new PositionDesk(house));
        house.Add(new CopyDesk(house));
        try
        {
            house.Open(new(door.Address, port));
        }
        catch (SocketException e)
        {
            house.Dispose();
            throw new VerbException($"--fix {port}: {e.Message}", 2);
        }

        return house;
    }
}
