// What a program hands to the doors so that days can be played again.
using Tokenbourse.Venue;
using Tokenbourse.Venue.Replaying;

namespace Tokenbourse.Gateways.Http.Replays;

/// <summary>Logs that are only read, and what is read of a replayed venue besides its views.</summary>
/// <param name="Readers">Of one replayed venue: nothing that was told after it may be in what they answer.</param>
public sealed record ReplaySources(VenueLogs Logs, Func<ReplayedVenue, VenueReaders> Readers);
