// A command of a lane that is traced: begun by the door that hands it in, ended by it once what became of it is told.
using System.Diagnostics;
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Venue.Watch;

/// <summary>Holds the door's own span, too: nobody waits where the message came in, so it ends with this one.</summary>
public sealed class LaneTrace
{
    private const string Held = "lane";

    private readonly Activity _span;
    private readonly Activity? _wire;
    private RestingFills? _fills;
    private Outcome _outcome;

    private LaneTrace(Activity span) => (_span, _wire) = (span, span.Parent);

    internal CommandStamps Stamps { get; } = new();

    /// <summary>Begins the venue's part; null: nobody traces the message at hand.</summary>
    public static LaneTrace? Begin(MessageKind kind)
    {
        if (VenueTraces.Begin(kind) is not { } span)
            return null;
        span.Parent?.SetCustomProperty(Held, Held);
        Activity.Current = span.Parent;
        return new(span);
    }

    /// <summary>Does a door's span end with what became of a command?</summary>
    public static bool Holds(Activity span) => span.GetCustomProperty(Held) is not null;

    /// <summary>What became of it is told, or nothing will.</summary>
    public void End()
    {
        VenueTraces.End(_span, Stamps, _outcome, _fills);
        _span.Stop();
        _wire?.Stop();
    }

    /// <summary>It is durable and applied, or was not taken.</summary>
    internal void Answered(in Outcome outcome, RestingFills fills) =>
        (_outcome, _fills) = (outcome with { Events = outcome.Events.ToArray() }, fills);
}
