// The phase of one instrument: its calendar's, or one of its own; halts, interruptions, resumption.
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Moves instruments between phases (rules PHS, DYN-001).</summary>
internal static class Phases
{
    /// <summary>The phase that an instrument should be in.</summary>
    public static TradingPhase Of(State state, Instrument instrument)
    {
        if (instrument.Own != TradingPhase.Closed)
            return instrument.Own;
        if (!instrument.Trading)
            return TradingPhase.Closed;
        var phase = state.ClockOf(instrument).Phase;
        if (instrument.Spread is null || phase == TradingPhase.Closed)
            return phase;
        // A spread trades while both its legs do; it has no auctions.
        var legs =
            state.Engine.PhaseOf(instrument.Near) == TradingPhase.Continuous
            && state.Engine.PhaseOf(instrument.Far) == TradingPhase.Continuous;
        return legs && phase == TradingPhase.Continuous && Spreads.HasLegPrices(state, instrument)
            ? phase
            : TradingPhase.Pause;
    }

    /// <summary>Gives an instrument a phase of its own, or (Closed) none.</summary>
    public static void Own(State state, Instrument instrument, TradingPhase own, Instant until)
    {
        instrument.Own = own;
        instrument.Until = until;
        state.Timers.Remove(instrument.Id);
        if (until == Instant.Never)
            return;
        state.Timers.Add(instrument.Id);
        for (var i = state.Timers.Count - 1; i > 0 && state.Timers[i - 1].Value > state.Timers[i].Value; i--)
            (state.Timers[i - 1], state.Timers[i]) = (state.Timers[i], state.Timers[i - 1]);
    }

    public static void Tell(
        State state,
        InstrumentId instrument,
        TradingPhase phase,
        StateCause cause,
        Instant until,
        in Name24 note,
        Outbox events
    ) =>
        events.Add(
            MessageKind.StateChanged,
            new StateChanged(
                instrument,
                state.Engine.NextSequence(instrument),
                phase,
                cause,
                until == Instant.Never ? default : until,
                note
            )
        );

    /// <summary>Tells the phase and puts the book into it; stops that it lets in follow. An auction, under way or cut off,
    /// uncrosses before continuous trading is told, and not before a halt (rules PHS-002, PHS-003).</summary>
    public static void Change(
        State state,
        Instrument instrument,
        TradingPhase phase,
        StateCause cause,
        in Name24 note,
        Outbox events
    )
    {
        if (phase == TradingPhase.Continuous && state.Engine.OwesUncrossing(instrument.Id))
        {
            var reports = new MarketReports(state, events);
            state.Engine.Uncross(instrument.Id, ref reports);
        }

        Tell(state, instrument.Id, phase, cause, instrument.Until, note, events);
        Enter(state, instrument.Id, phase, events);
    }

    /// <summary>Puts the book into a phase that has been told.</summary>
    public static void Enter(State state, InstrumentId instrument, TradingPhase phase, Outbox events)
    {
        var reports = new MarketReports(state, events);
        state.Engine.SetPhase(instrument, phase, ref reports);
        if (state.Spreads.Count > 0)
            Spreads.LegMoved(state, instrument, events);
        if (phase != TradingPhase.Continuous)
            return;
        state.Engine.MatchCrossedSpreads(ref reports);
        state.Engine.WakeStops(ref reports);
    }

    /// <summary>An auction of an instrument's own has reached its end.</summary>
    public static void EndAuction(State state, Instrument instrument, Outbox events)
    {
        Own(state, instrument, TradingPhase.Closed, Instant.Never);
        Change(state, instrument, Of(state, instrument), StateCause.AuctionEnded, default, events);
    }
}
