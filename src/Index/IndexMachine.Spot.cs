// Executed prices of the venue's own spot market enter the administrator's machine.
using System.Globalization;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index;

public sealed partial class IndexMachine
{
    /// <summary>The last event of the spot market that was taken; -1: none. A bridge goes on behind it.</summary>
    public long LastSpotEvent => _observations.Spot.Last;

    // An event is taken whatever becomes of its parts: what is refused is told and does not come again.
    private void ObserveSpot(in LogEntry entry, Outbox events)
    {
        if (Documents.Read<SpotObservation>(entry.Payload.Span, out var broken) is not { } o)
        {
            Refuse(events, "spot", new SpecFault("document", "", broken));
            return;
        }

        var last = _observations.Spot.Last;
        if (o.Event <= last)
        {
            var given = o.Event.ToString(CultureInfo.InvariantCulture);
            Refuse(events, "spot", new SpecFault("event", given, $"must be above {last}"));
            return;
        }

        _observations.Spot.Last = o.Event;
        var today = entry.Time.Date;
        foreach (var deal in o.Deals ?? [])
        {
            if (DealCheck.Refuses(deal, today, out var seen, out var from, out var to) is { } refused)
                Refuse(events, refused);
            else
                _observations.Deals.Add(deal, seen, from, to, today, entry.Sequence);
        }

        foreach (var measure in o.Measures ?? [])
        {
            if (DealCheck.Refuses(measure, today, out var seen, out var effective) is { } refused)
                Refuse(events, refused);
            else
                _observations.Add(measure, seen, effective, today, entry.Sequence);
        }
    }
}
