// An operator halts an instrument, lets orders only leave, or lets it go on.
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="SetTradingState"/> (rule PHS-002).</summary>
internal static class SetTradingStateHandler
{
    public static void Handle(State state, in SetTradingState set, Outbox events)
    {
        var month = state.MonthOf(set.Instrument);
        var (reason, given, limit) = Ask(state, month, set);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.SetTradingState, reason, given, limit, events);
            return;
        }

        var instrument = month!.Instrument;
        var until =
            set.State == TradingPhase.ResumptionAuction
                ? state.Now.Plus(set.Seconds * Instant.PerSecond)
                : Instant.Never;
        var own = set.State == TradingPhase.Continuous ? TradingPhase.Closed : set.State;
        Phases.Own(state, instrument, own, until);
        Phases.Change(state, instrument, Phases.Of(state, instrument), StateCause.Operator, set.Cause, events);
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(State state, Month? month, in SetTradingState set)
    {
        if (month is null || month.Instrument.Expired)
            return (RejectReason.UnknownInstrument, set.Instrument.Value, 0);
        var known =
            set.State
            is TradingPhase.Halted
                or TradingPhase.CancelOnly
                or TradingPhase.ResumptionAuction
                or TradingPhase.Continuous;
        if (!known)
            return (RejectReason.BadField, (long)set.State, 0);
        var auction = set.State == TradingPhase.ResumptionAuction;
        if (auction ? set.Seconds is < 1 or > 3600 : set.Seconds != 0)
            return (RejectReason.BadField, set.Seconds, auction ? 3600 : 0);
        if (!set.Cause.IsEmpty && !set.Cause.IsWellFormed)
            return (RejectReason.BadField, 0, 0);
        if (auction && month.Instrument.Spread is not null)
            return (RejectReason.NotForSpreads, (long)set.State, 0);
        var calendar = state.ClockOf(month.Instrument).Phase;
        if (auction && (calendar != TradingPhase.Continuous || !month.Instrument.Trading))
            return (RejectReason.NotTrading, (long)calendar, 0);
        var own = month.Instrument.Own;
        var same = set.State == TradingPhase.Continuous ? own == TradingPhase.Closed : own == set.State && !auction;
        return same ? (RejectReason.StateUnchanged, (long)set.State, 0) : default;
    }
}
