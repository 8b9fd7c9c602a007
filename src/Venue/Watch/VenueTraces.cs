// The venue's part of a trace: handing in, order, application, durable log, telling, fills. Free when nobody listens.
using System.Diagnostics;
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Venue.Watch;

/// <summary>A door begins a trace; the venue goes on with it on the door's thread. Machines know nothing of it: their
/// part is two moments that the sequencer noted around them.</summary>
public static class VenueTraces
{
    /// <summary>What a door calls the checking of a request; it ends where a command is handed in.</summary>
    public const string Validate = "validate";

    /// <summary>Where all spans of doors and venue come from.</summary>
    public static ActivitySource Source { get; } = new("Tokenbourse");

    /// <summary>A step of a request that is traced; null: it is not, and no trace begins here.</summary>
    public static Activity? Step(string name) => IsTraced() ? Source.StartActivity(name) : null;

    /// <summary>Begins the venue's part; null: nobody traces this request.</summary>
    public static Activity? Begin(MessageKind kind)
    {
        if (!IsTraced())
            return null;
        if (Activity.Current is { OperationName: Validate } validate)
            validate.Stop();
        var span = Source.StartActivity("submit");
        span?.SetTag("tokenbourse.command", kind);
        return span;
    }

    /// <summary>Tells the steps of the command's way, and its fills.</summary>
    public static void End(Activity span, CommandStamps stamps, in Outcome outcome, RestingFills? fills)
    {
        span.SetTag("tokenbourse.outcome", outcome.Status);
        if (!outcome.IsTaken)
        {
            span.SetStatus(ActivityStatusCode.Error);
            return;
        }

        span.SetTag("tokenbourse.sequence", outcome.Sequence);
        var way = new Way(span, stamps.Entered);
        way.Tell("order", stamps.Entered, stamps.Ordered);
        way.Tell("apply", stamps.Ordered, stamps.Applied);
        way.Tell("durable log", stamps.Writing, stamps.Durable);
        // Who hears of events hears before the stamp is set.
        var told = stamps.Told == 0 ? Stopwatch.GetTimestamp() : stamps.Told;
        way.Tell("tell", long.Max(stamps.Durable, stamps.Applied), told);
        var trades = 0;
        foreach (var entry in outcome.Read())
        {
            if (entry.Kind == MessageKind.Traded)
                trades++;
            else if (entry.Kind == MessageKind.OrderAccepted)
                fills?.Remember(entry.As<OrderAccepted>().Order.Value, span.Context);
        }

        // A fill is a fact from the moment on in which it is durable.
        if (trades > 0)
            way.Tell("fill", stamps.Durable, told, trades);
    }

    private static bool IsTraced() => Activity.Current is { Recorded: true } current && current.Source == Source;

    /// <summary>The stopwatch's ticks as moments of the span's own clock.</summary>
    private readonly struct Way(Activity span, long entered)
    {
        public void Tell(string step, long from, long to, int trades = 0)
        {
            if (from == 0 || to == 0)
                return;
            using var made = Source.StartActivity(
                step,
                ActivityKind.Internal,
                span.Context,
                startTime: new DateTimeOffset(Moment(from))
            );
            if (trades > 0)
                made?.SetTag("tokenbourse.trades", trades);
            made?.SetEndTime(Moment(to));
        }

        private DateTime Moment(long ticks) => span.StartTimeUtc + Stopwatch.GetElapsedTime(entered, ticks);
    }
}
