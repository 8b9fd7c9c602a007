// What all connections share that trade.
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http.Trading;

/// <summary>The venue behind order entry, and how sessions with the market begin and end.</summary>
/// <param name="Failed">Told of a bug, and whether an invariant is broken: then the venue stops.</param>
internal sealed record TradeRoom(Door Door, HttpOptions Options, Action<Exception, bool> Failed)
{
    // What stands in the name of a session of this door: with c its orders leave when the connection does.
    private const string Cancels = "ws:c:";
    private const string Keeps = "ws:k:";

    public IVenue Venue => Door.Venue;

    public IdentityDoors? Identity => Options.Identity;

    /// <summary>The time of people and keys, milliseconds since 1970.</summary>
    public long Clock => Identity?.Store.Now ?? TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The name of a session, by which it is known as this door's after a restart.</summary>
    public static Name24 NameOf(bool cancel, string word) => Name24.Of((cancel ? Cancels : Keeps) + word);

    // Found when the room is made, before the doors open: what begins later is somebody's.
    private readonly IReadOnlyList<SessionBegun> _orphans = OpenAt(Door.Venue);

    /// <summary>Ends the sessions that a venue which fell left open: their connections are gone.</summary>
    public async Task EndOrphans()
    {
        foreach (var session in _orphans)
        {
            var name = session.Name.ToString();
            var cancel = name.StartsWith(Cancels, StringComparison.Ordinal);
            if (cancel || name.StartsWith(Keeps, StringComparison.Ordinal))
                await End(session.Session, cancel);
        }
    }

    private static IReadOnlyList<SessionBegun> OpenAt(IVenue venue)
    {
        lock (venue.Views.Gate)
            return [.. venue.Views.Sessions.Open];
    }

    /// <summary>Ends a session; how many orders left with it, or null when that could not be done.</summary>
    public async Task<int?> End(int session, bool cancel)
    {
        // A full queue empties; a venue that stops does not take it, and ends it when it starts again.
        for (var wait = 1; wait <= 256; wait *= 2)
        {
            var answer = await Venue.AskAsync(
                MessageKind.EndSession,
                new EndSession(session, cancel ? (byte)1 : (byte)0)
            );
            foreach (var entry in answer.Events)
            {
                if (entry.Kind == MessageKind.SessionEnded && entry.As<SessionEnded>() is var ended)
                {
                    if (ended.Session == session)
                        return ended.Orders;
                }
            }

            if (answer.Status != AnswerStatus.Busy)
                return null;
            await Task.Delay(wait);
        }

        return null;
    }
}
