// What the calendar owes: a day opens, auctions uncross, trading pauses and ends. Instruments' own auctions end here
// too.
using Tokenbourse.Market.Listing;
using Tokenbourse.Market.Risk;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Moves calendars along their timetables.</summary>
internal static class TimetableHandler
{
    /// <summary>When something is due next.</summary>
    public static Instant NextDue(State state)
    {
        var due = Instant.Never;
        for (var i = 0; i < state.Calendars.Count; i++)
        {
            var next = state.Calendars[i].NextDue;
            if (next < due)
                due = next;
        }

        for (var i = 0; i < state.Timers.Count; i++)
        {
            var next = state.MonthOf(state.Timers[i])!.Instrument.Until;
            if (next < due)
                due = next;
        }

        if (state.CallDue < due)
            due = state.CallDue;
        if (state.SpotDue < due)
            due = state.SpotDue;
        if (state.DeadMen.Due < due)
            due = state.DeadMen.Due;
        var silent = RiskInterlock.DueOf(state);
        return silent < due ? silent : due;
    }

    /// <summary>Does the earliest thing that is due; of two at the same moment a calendar's line before an instrument's
    /// auction, and the one
    /// defined or listed first; after them the deadlines of margin calls, then the spot market's certificates and
    /// auctions, then the silence of
    /// risk, then dead man's timers.</summary>
    public static void Advance(State state, Outbox events)
    {
        var due = NextDue(state);
        state.Now = due;
        for (var i = 0; i < state.Calendars.Count; i++)
        {
            if (state.Calendars[i].NextDue != due)
                continue;
            Line(state, state.Calendars[i], events);
            AfterCommand.Run(state, events);
            return;
        }

        foreach (var timer in state.Timers)
        {
            var instrument = state.MonthOf(timer)!.Instrument;
            if (instrument.Until != due)
                continue;
            Phases.EndAuction(state, instrument, events);
            AfterCommand.Run(state, events);
            return;
        }

        if (state.CallDue == due)
        {
            Calls.Miss(state, due, events);
            AfterCommand.Run(state, events);
            return;
        }

        if (state.SpotDue == due)
        {
            SpotAuctions.Advance(state, due, events);
            AfterCommand.Run(state, events);
            return;
        }

        if (RiskInterlock.DueOf(state) == due)
        {
            RiskInterlock.Engage(state, events);
            return;
        }

        DeadMan.Fire(state, due, events);
        AfterCommand.Run(state, events);
    }

    private static void Line(State state, CalendarClock clock, Outbox events)
    {
        var line = clock.Calendar.Timetable[clock.NextLine];
        var opens = clock.NextLine == 0;
        if (opens)
            OpenDay(state, clock, events);
        var reports = new MarketReports(state, events);
        var before = new TradingPhase[state.Months.Count];
        for (var i = 0; i < state.Months.Count; i++)
        {
            var instrument = state.Months[i].Instrument;
            before[i] = state.Engine.PhaseOf(instrument.Id);
            if (
                instrument.Calendar != clock.Number
                || !instrument.Trading
                || !IsToUncross(state, instrument, line.Phase)
            )
                continue;
            state.Engine.Uncross(instrument.Id, ref reports);
            if (instrument.Own.IsAuction())
                Phases.Own(state, instrument, TradingPhase.Closed, Instant.Never);
            // It collects no more; what it does instead is told below, when the calendar has moved.
            state.Engine.SetPhase(instrument.Id, TradingPhase.Pause, ref reports);
        }

        clock.NextLine++;
        var wasOpen = RiskInterlock.IsOpen(state);
        clock.Phase = line.Phase;
        RiskInterlock.Follow(state, wasOpen);
        events.Add(MessageKind.PhaseChanged, new PhaseChanged(clock.Number, clock.Day, clock.Phase));
        TellPhases(state, clock, before, opens, events);
        // What the uncrossing fired comes before the orders of the day leave.
        AfterCommand.Run(state, events);
        if (clock.Phase == TradingPhase.Closed)
            CloseTrading(state, clock, events);
    }

    /// <summary>Its auction ends with this line, or one that was cut off is made up for before trading goes on (rule
    /// PHS-003).</summary>
    private static bool IsToUncross(State state, Instrument instrument, TradingPhase next) =>
        state.Engine.PhaseOf(instrument.Id).IsAuction()
        || (
            next == TradingPhase.Continuous
            && instrument.Own == TradingPhase.Closed
            && state.Engine.OwesUncrossing(instrument.Id)
        );

    private static void TellPhases(State state, CalendarClock clock, TradingPhase[] before, bool opens, Outbox events)
    {
        var reports = new MarketReports(state, events);
        for (var i = 0; i < state.Months.Count; i++)
        {
            var instrument = state.Months[i].Instrument;
            if (instrument.Calendar != clock.Number || !instrument.Trading)
                continue;
            var phase = Phases.Of(state, instrument);
            var cause = opens && instrument.LadderDone ? StateCause.LimitLadder : StateCause.Calendar;
            if (opens || phase != before[i])
                Phases.Tell(state, instrument.Id, phase, cause, instrument.Until, default, events);
            // A spread that stands still has been told so, whichever of its legs moves below.
            if (instrument.Spread is not null && phase != TradingPhase.Continuous)
                state.Engine.SetPhase(instrument.Id, phase, ref reports);
            if (opens)
                instrument.LadderDone = false;
        }

        for (var i = 0; i < state.Months.Count; i++)
        {
            var instrument = state.Months[i].Instrument;
            if (instrument.Calendar != clock.Number || !instrument.Trading)
                continue;
            var phase = Phases.Of(state, instrument);
            if (phase != state.Engine.PhaseOf(instrument.Id))
                Phases.Enter(state, instrument.Id, phase, events);
        }
    }

    private static void OpenDay(State state, CalendarClock clock, Outbox events)
    {
        state.OrderIds[clock.Number - 1].Clear();
        events.Add(MessageKind.DayOpened, new DayOpened(clock.Number, clock.Day));
        for (var i = 0; i < state.Months.Count; i++)
        {
            var instrument = state.Months[i].Instrument;
            if (instrument.Calendar != clock.Number || instrument.Expired || instrument.FirstDay > clock.Day)
                continue;
            if (instrument.Spread is null)
                OpenMonth(state, instrument, clock, events);
            else
                Spreads.Open(state, instrument, clock, events);
        }
    }

    private static void OpenMonth(State state, Instrument instrument, CalendarClock clock, Outbox events)
    {
        long limit = instrument.Spec.PriceLimitPpm;
        limit = instrument.Trading ? limit + instrument.LadderPpm : limit * instrument.Spec.FirstDayMultiple;
        (instrument.Low, instrument.High) = Band.Of(instrument.Previous, limit);
        instrument.Trading = true;
        // One that an operator has halted is halted already: the ladder adds nothing.
        instrument.LadderDone &= instrument.Own != TradingPhase.Halted;
        if (instrument.LadderDone)
            Phases.Own(state, instrument, TradingPhase.Halted, Instant.Never);
        events.Add(
            MessageKind.BandSet,
            new BandSet(instrument.Id, clock.Day, instrument.Previous, instrument.Low, instrument.High)
        );
        var reports = new MarketReports(state, events);
        state.Engine.Open(instrument.Id, instrument.Low, instrument.High, instrument.Previous, ref reports);
        state.Stirred.Add(instrument.Id);
        if (state.Spreads.Count > 0)
            Spreads.LegOpened(state, instrument, clock.Day, events);
    }

    private static void CloseTrading(State state, CalendarClock clock, Outbox events)
    {
        var reports = new MarketReports(state, events);
        for (var i = 0; i < state.Months.Count; i++)
        {
            var instrument = state.Months[i].Instrument;
            if (instrument.Spread is not null)
            {
                // Its orders leave with either leg's day: what they freeze rests on both settlements.
                if (instrument.Trading && IsOfDay(state, instrument, clock))
                    state.Engine.Close(instrument.Id, clock.Day, instrument.LastDay == clock.Day, ref reports);
                continue;
            }

            if (instrument.Calendar != clock.Number || !instrument.Trading)
                continue;
            instrument.ClosingBid = state.Engine.Best(instrument.Id, Side.Buy);
            instrument.ClosingAsk = state.Engine.Best(instrument.Id, Side.Sell);
            var longEnough =
                instrument.LockedSince.Plus(instrument.Spec.Market.LockMinutes * Instant.PerMinute) <= state.Now;
            instrument.LockedAtClose = longEnough ? instrument.LockedNow : Side.None;
            if (LimitLadder.IsToReduce(instrument, clock.Day))
                Reductions.Declare(state, state.Months[i]);
            state.Engine.Close(instrument.Id, clock.Day, instrument.LastDay == clock.Day, ref reports);
        }
    }

    private static bool IsOfDay(State state, Instrument spread, CalendarClock clock) =>
        spread.Calendar == clock.Number || state.MonthOf(spread.Far)!.Instrument.Calendar == clock.Number;
}
