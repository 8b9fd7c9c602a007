// When the risk service falls silent, matching takes no new orders until it is heard of again.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="RiskHeartbeat"/> and the silence without one (rules RSK-004 to RSK-006).</summary>
internal static class RiskInterlock
{
    public static void Handle(State state, in RiskHeartbeat beat, Outbox events)
    {
        var reason =
            !beat.Watch.IsWellFormed ? RejectReason.BadField
            : state.House.Interlock is null ? RejectReason.InterlockOff
            : RejectReason.None;
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.RiskHeartbeat, reason, 0, 0, events);
            return;
        }

        if (state.RiskSilent)
            Set(state, engaged: false, events);
        state.RiskHeard = state.Now;
    }

    /// <summary>When silence has lasted too long; never while nothing takes orders.</summary>
    public static Instant DueOf(State state) =>
        state.House.Interlock is { } terms && !state.RiskSilent && IsOpen(state)
            ? state.RiskHeard.Plus(terms.SilentSeconds * Instant.PerSecond)
            : Instant.Never;

    /// <summary>It has lasted too long.</summary>
    public static void Engage(State state, Outbox events) => Set(state, engaged: true, events);

    /// <summary>Does any calendar take orders?</summary>
    public static bool IsOpen(State state)
    {
        for (var i = 0; i < state.Calendars.Count; i++)
        {
            if (state.Calendars[i].Phase.TakesOrders())
                return true;
        }

        return false;
    }

    /// <summary>A calendar has changed its phase.</summary>
    /// <param name="wasOpen">Some calendar took orders before.</param>
    public static void Follow(State state, bool wasOpen)
    {
        if (state.House.Interlock is not null && !wasOpen && !state.RiskSilent && IsOpen(state))
            state.RiskHeard = state.Now;
    }

    /// <summary>The house has new rules: silence is counted anew, or no more.</summary>
    public static void Follow(State state, Outbox events)
    {
        if (state.House.Interlock is null && state.RiskSilent)
            Set(state, engaged: false, events);
        else if (!state.RiskSilent)
            state.RiskHeard = state.Now;
    }

    /// <summary>May an order with these flags enter now? (rule RSK-005)</summary>
    public static Refusal Ask(State state, OrderFlags flags) =>
        state.RiskSilent && (flags & OrderFlags.CloseOnly) == 0
            ? new(
                RejectReason.RiskSilent,
                OrderField.Instrument,
                state.RiskHeard.Nanoseconds,
                state.RiskHeard.Plus(state.House.Interlock!.SilentSeconds * Instant.PerSecond).Nanoseconds
            )
            : default;

    private static void Set(State state, bool engaged, Outbox events)
    {
        state.RiskSilent = engaged;
        events.Add(
            MessageKind.InterlockSet,
            new InterlockSet(engaged ? (byte)1 : (byte)0, state.RiskHeard, state.House.Interlock?.SilentSeconds ?? 0)
        );
    }
}
