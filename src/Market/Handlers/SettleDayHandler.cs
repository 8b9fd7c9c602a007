// The end of a trading day: refused whole or done whole. From release 2 on in fourteen steps, before that in one.
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="SettleDay"/> (rules STL, MTM, EXP, MRG, DAY, CLD).</summary>
internal static class SettleDayHandler
{
    public static void Handle(State state, in SettleDay settle, Outbox events)
    {
        var (reason, given, limit) = Ask(state, settle);
        if (reason != RejectReason.None)
        {
            events.Add(MessageKind.CommandRefused, new CommandRefused(MessageKind.SettleDay, reason, given, limit));
            return;
        }

        var clock = state.Calendars[settle.Calendar - 1];
        if (state.HasLots)
            ClearingDay.Finish(state, clock, events);
        else
            AtOnce(state, clock, events);
    }

    /// <summary>Why a day is not to be settled, or its clearing not to go on.</summary>
    public static (RejectReason Reason, long Given, long Limit) Ask(State state, in SettleDay settle)
    {
        if (settle.Calendar < 1 || settle.Calendar > state.Calendars.Count)
            return (RejectReason.UnknownCalendar, settle.Calendar, state.Calendars.Count);
        var clock = state.Calendars[settle.Calendar - 1];
        if (settle.Day < clock.Day || clock.Ended)
            return (RejectReason.DayAlreadySettled, settle.Day.Days, clock.Day.Days);
        if (settle.Day > clock.Day || !clock.AwaitsSettlement || state.Now < clock.SettlementDue)
            return (RejectReason.DayNotOver, settle.Day.Days, clock.Day.Days);
        for (var i = 0; i < state.Months.Count; i++)
        {
            var instrument = state.Months[i].Instrument;
            if (
                instrument.Calendar != clock.Number
                || instrument.Spread is not null
                || instrument.Expired
                || !instrument.Trading
                || instrument.LastDay != clock.Day
            )
                continue;
            var (_, prints) = Settling.PrintsOf(state, instrument, clock.Calendar);
            if (prints < instrument.Spec.LeastPrints)
                return (RejectReason.PrintsMissing, prints, instrument.Spec.LeastPrints);
        }

        return default;
    }

    public static ulong DigestOf(State state)
    {
        var writer = new StateWriter();
        state.Save(writer);
        return writer.Digest;
    }

    /// <summary>As the first release settled: contract by contract, month by month, each from price to roll.</summary>
    private static void AtOnce(State state, CalendarClock clock, Outbox events)
    {
        for (var i = 0; i < state.Contracts.Count; i++)
        {
            if (state.Contracts[i].Calendar == clock.Number)
                SettleContract(state, state.Contracts[i].Spec, clock, events);
        }

        Spreads.Expire(state, clock, events);
        var day = clock.Day;
        clock.StandBefore(day, state.Now);
        Settling.SetRates(state, clock, clock.Day);
        MarginCalls.Move(state, day, events);
        for (var i = 0; i < state.Contracts.Count; i++)
        {
            if (state.Contracts[i].Calendar == clock.Number)
                Listings.Extend(state, state.Contracts[i].Spec, events);
        }

        Spreads.Extend(state, events);

        for (var currency = 1; currency < Currencies.Count; currency++)
            Must.Hold(state.Ledger.Sum((Currency)currency) == 0);
        events.Add(MessageKind.DaySettled, new DaySettled(clock.Number, day, DigestOf(state)));
    }

    private static void SettleContract(State state, ContractSpec spec, CalendarClock clock, Outbox events)
    {
        var (months, prices) = ContractPrices.Of(state, spec);
        for (var at = 0; at < months.Count; at++)
        {
            var (month, price) = (months[at], prices[at].Price);
            var i = month.Instrument;
            LimitLadder.Step(i, clock.Day, events);
            Settling.TellPrice(state, month, clock.Day, price, prices[at].Tier, events);
            var last = i.LastDay == clock.Day;
            long? units = last ? Settling.SetFinalPrice(state, i, clock, events) : null;
            Settling.PayVariation(state, month, clock.Day, price, units, events);
            (i.Previous, i.Last) = (price, price);
            Settling.ClearDay(i);
            for (var slot = 1; slot < month.Positions.Length; slot++)
                month.Positions[slot].Roll();
            if (!last)
                continue;
            Settling.EndMonth(state, month);
            events.Add(MessageKind.InstrumentExpired, new InstrumentExpired(i.Id, clock.Day));
        }

        ContractPrices.Clear(state, spec);
    }
}
