// What the doors of a replay read besides its views: the venue's logs, up to the moment that is shown.
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Clearing;
using Tokenbourse.Node.Curves;
using Tokenbourse.Node.Indexes;
using Tokenbourse.Node.Papers;
using Tokenbourse.Venue;
using Tokenbourse.Venue.Replaying;

namespace Tokenbourse.Node;

/// <summary>Each of its desks is made for one replayed venue, and follows nothing until it is asked.</summary>
internal static class ReplayReaders
{
    public static VenueReaders Of(
        ReplayedVenue replayed,
        VenueLogs logs,
        IReadOnlyList<StressScenario> stress,
        bool simulated
    )
    {
        var desk = new ClearingDesk(
            from => logs.Commands.Read(from).TakeWhile(entry => entry.Sequence <= replayed.LastCommand),
            stress
        );
        return new(
            sequence => Observation(logs, sequence),
            () => replayed.LastCommand,
            new CurveServer(replayed.Views, simulated).Readers,
            from => logs.Events.Read(from).TakeWhile(entry => entry.Cause <= replayed.LastCommand),
            desk,
            PaperDoor.Press,
            desk,
            new InfluenceDesk(logs.Observations.Read)
        );
    }

    /// <summary>Prints name the observations they rest on: those are on the log before them.</summary>
    public static LogEntry? Observation(VenueLogs logs, long sequence)
    {
        if (sequence < 0)
            return null;
        foreach (var entry in logs.Observations.Read(sequence))
            return entry;
        return null;
    }
}
