// The clearing day of a calendar as fourteen steps: each a logged command, each done once, in order.
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="ClearingStep"/> (rules CLD-001 to CLD-003). What a step decides was decided when the
/// first one was taken: nothing here can be refused.</summary>
internal static class ClearingDay
{
    public static void Handle(State state, in ClearingStep step, Outbox events)
    {
        var settle = new SettleDay(step.Calendar, step.Day);
        var (reason, given, limit) = SettleDayHandler.Ask(state, settle);
        if (reason == RejectReason.None)
        {
            var next = state.Calendars[step.Calendar - 1].Step + 1;
            if ((int)step.Step != next)
                (reason, given, limit) = (RejectReason.StepOutOfOrder, (long)step.Step, next);
        }

        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.ClearingStep, reason, given, limit, events);
            return;
        }

        Take(state, state.Calendars[step.Calendar - 1], step.Step, events);
    }

    /// <summary>Takes all steps that are left.</summary>
    public static void Finish(State state, CalendarClock clock, Outbox events)
    {
        for (var step = clock.Step + 1; step <= ClearingSteps.Last; step++)
            Take(state, clock, (ClearingStepNumber)step, events);
    }

    private static void Take(State state, CalendarClock clock, ClearingStepNumber step, Outbox events)
    {
        var day = clock.Day;
        var (count, total) = step switch
        {
            ClearingStepNumber.CloseTrading => CloseTrading(state, clock),
            ClearingStepNumber.LimitLadder => ClimbLadders(state, clock, events),
            ClearingStepNumber.FreezeTrades => FreezeTrades(state, clock),
            ClearingStepNumber.SettlementPrices => SettlementPrices(state, clock, events),
            ClearingStepNumber.VerifyLots => VerifyLots(state, clock),
            ClearingStepNumber.MarkToMarket => MarkToMarket(state, clock, events),
            ClearingStepNumber.Fees => Fees(state),
            ClearingStepNumber.Expire => Expire(state, clock, events),
            ClearingStepNumber.MarginRates => MarginRates(state, clock, events),
            ClearingStepNumber.FundsCheck => CheckFunds(state, clock, events),
            ClearingStepNumber.Statements => Strikes.Strike(state, clock, events),
            ClearingStepNumber.Reconcile => Strikes.Reconcile(state),
            ClearingStepNumber.Roll => Roll(state, clock),
            _ => Publish(state, clock, events),
        };
        clock.Step = step == ClearingStepNumber.Publish ? 0 : (int)step;
        events.Add(MessageKind.ClearingStepDone, new ClearingStepDone(clock.Number, day, step, count, total));
        if (step == ClearingStepNumber.Publish)
            events.Add(MessageKind.DaySettled, new DaySettled(clock.Number, day, SettleDayHandler.DigestOf(state)));
    }

    /// <summary>Outright months of a calendar whose trading has begun: contracts in the order of definition, months in
    /// the order of time.</summary>
    private static List<Month> MonthsOf(State state, CalendarClock clock)
    {
        var all = new List<Month>();
        for (var i = 0; i < state.Contracts.Count; i++)
        {
            if (state.Contracts[i].Calendar == clock.Number)
                all.AddRange(ContractPrices.MonthsOf(state, state.Contracts[i].Spec));
        }

        return all;
    }

    private static (long Count, long Total) CloseTrading(State state, CalendarClock clock)
    {
        long orders = 0;
        foreach (var month in MonthsOf(state, clock))
        {
            Must.Hold(!state.Engine.PhaseOf(month.Instrument.Id).TakesOrders());
            orders += state.Engine.OrdersOf(month.Instrument.Id);
            state.ClearForced(month.Instrument.Id);
        }

        return (orders, state.LastTrade);
    }

    private static (long Count, long Total) ClimbLadders(State state, CalendarClock clock, Outbox events)
    {
        long count = 0,
            lots = 0;
        foreach (var month in MonthsOf(state, clock))
        {
            var side = LimitLadder.IsToReduce(month.Instrument, clock.Day) ? month.Instrument.LockedAtClose : Side.None;
            LimitLadder.Step(month.Instrument, clock.Day, events);
            count += month.Instrument.LadderStep > 0 ? 1 : 0;
            if (side != Side.None)
                lots += Reductions.Reduce(state, month, clock.Day, side, events);
        }

        return (count, lots);
    }

    // Every trade has two sides (invariants I-1 and I-2).
    private static (long Count, long Total) FreezeTrades(State state, CalendarClock clock)
    {
        long traded = 0;
        var months = MonthsOf(state, clock);
        foreach (var month in months)
        {
            traded += month.Instrument.Volume;
            long sum = 0,
                ticks = 0;
            for (var slot = 1; slot < month.Positions.Length; slot++)
            {
                sum += month.Positions[slot].Net;
                ticks += month.Positions[slot].TodayTicks;
            }

            Must.Hold(sum == 0 && ticks == 0 && month.LongLots == Settling.OpenInterest(state, month));
        }

        return (months.Count, traded);
    }

    private static (long Count, long Total) SettlementPrices(State state, CalendarClock clock, Outbox events)
    {
        long count = 0;
        for (var i = 0; i < state.Contracts.Count; i++)
        {
            if (state.Contracts[i].Calendar == clock.Number)
                count += Settling.SetPrices(state, state.Contracts[i].Spec, clock, events);
        }

        return (count, 0);
    }

    private static (long Count, long Total) VerifyLots(State state, CalendarClock clock)
    {
        long count = 0,
            lots = 0;
        foreach (var month in MonthsOf(state, clock))
        {
            var instrument = month.Instrument;
            for (var slot = 1; slot < month.Positions.Length; slot++)
            {
                ref readonly var position = ref month.Positions[slot];
                if (position.IsIdle)
                    continue;
                Books.Prove(state, position, instrument.Settled!.Value, instrument.Previous);
                count++;
                lots += position.Long.Lots;
            }

            if (state.HasMembers)
                Limits.Prove(state, month);
        }

        return (count, lots);
    }

    private static (long Count, long Total) MarkToMarket(State state, CalendarClock clock, Outbox events)
    {
        long count = 0,
            lots = 0;
        foreach (var month in MonthsOf(state, clock))
        {
            var instrument = month.Instrument;
            if (instrument.LastDay == clock.Day)
                continue;
            var price = instrument.Settled!.Value;
            Settling.PayVariation(state, month, clock.Day, price, null, events);
            var (marked, held) = Books.Mark(state, month, clock.Day, price, null, events);
            (count, lots) = (count + marked, lots + held);
            for (var slot = 1; slot < month.Positions.Length; slot++)
            {
                if (month.Positions[slot].IsIdle)
                    continue;
                month.Positions[slot].Roll();
                month.Positions[slot].Marked(price);
            }

            (instrument.Previous, instrument.Last) = (price, price);
            Settling.Refresh(state, month);
        }

        return (count, lots);
    }

    // Fees are posted with the trades that they are for (FEE-001): nothing may wait.
    private static (long Count, long Total) Fees(State state)
    {
        for (var currency = 1; currency < Currencies.Count; currency++)
            Must.Hold(state.Ledger.Balance(LedgerCode.FeeSuspense, 0, (Currency)currency).Minor == 0);
        return default;
    }

    private static (long Count, long Total) Expire(State state, CalendarClock clock, Outbox events)
    {
        long count = 0;
        foreach (var month in MonthsOf(state, clock))
        {
            var instrument = month.Instrument;
            if (instrument.LastDay != clock.Day)
                continue;
            count++;
            var units = Settling.SetFinalPrice(state, instrument, clock, events);
            if (state.HasSpot)
                Tenders.Close(state, month, units, events);
            Settling.PayVariation(state, month, clock.Day, instrument.Settled!.Value, units, events);
            Books.Mark(state, month, clock.Day, instrument.Settled.Value, units, events);
            Settling.EndMonth(state, month);
            events.Add(MessageKind.InstrumentExpired, new InstrumentExpired(instrument.Id, clock.Day));
        }

        Spreads.Expire(state, clock, events);
        return (count, 0);
    }

    private static (long Count, long Total) MarginRates(State state, CalendarClock clock, Outbox events)
    {
        var next = clock.Calendar.OnOrAfter(clock.Day.Plus(1)) ?? clock.Day.Plus(1);
        Members.PutMarkUpsInForce(state);
        MarginTables.Set(state, clock, next);
        var totals = Settling.SetRates(state, clock, next);
        foreach (var month in state.Months)
        {
            var i = month.Instrument;
            if (month.Legs is not null || i.Calendar != clock.Number || i.Expired)
                continue;
            events.Add(
                MessageKind.MarginRateSet,
                new MarginRateSet(i.Id, clock.Day, i.RatePpm, i.LargerSide ? (byte)1 : (byte)0)
            );
            if (state.HasMembers && i.HedgeRatePpm != i.RatePpm)
                events.Add(MessageKind.HedgeRateSet, new HedgeRateSet(i.Id, clock.Day, i.HedgeRatePpm));
        }

        LimitDocuments.SetAll(state, clock, next, events);
        return totals;
    }

    private static (long Count, long Total) CheckFunds(State state, CalendarClock clock, Outbox events)
    {
        var totals = MarginCalls.Move(state, clock.Day, events);
        if (state.HasMembers)
            Calls.Follow(state, clock, events);
        return totals;
    }

    private static (long Count, long Total) Roll(State state, CalendarClock clock)
    {
        long count = 0;
        foreach (var month in MonthsOf(state, clock))
        {
            for (var slot = 1; slot < month.Positions.Length; slot++)
            {
                ref var position = ref month.Positions[slot];
                if (position.IsIdle)
                    continue;
                position.RollLots(state.Lots);
                count++;
            }

            Settling.ClearDay(month.Instrument);
            if (!state.HasMembers)
                continue;
            month.Limits.ClearOpened();
            Limits.Recount(state, month);
        }

        return (count, 0);
    }

    private static (long Count, long Total) Publish(State state, CalendarClock clock, Outbox events)
    {
        var before = state.Months.Count;
        LimitReports.Tell(state, clock, MonthsOf(state, clock), events);
        if (state.HasSpot)
            TenderAllocation.Run(state, events);
        clock.StandBefore(clock.Day, state.Now, day => state.HasSpot && AnyEnds(state, clock, day));
        for (var i = 0; i < state.Contracts.Count; i++)
        {
            if (state.Contracts[i].Calendar == clock.Number)
                Listings.Extend(state, state.Contracts[i].Spec, events);
        }

        Spreads.Extend(state, events);
        return (state.Months.Count - before, 0);
    }

    // A day that is left out would leave its months without an end.
    private static bool AnyEnds(State state, CalendarClock clock, TradingDate day)
    {
        foreach (var month in state.Months)
        {
            var instrument = month.Instrument;
            if (instrument.Calendar == clock.Number && instrument.LastDay == day && !instrument.Expired)
                return true;
        }

        return false;
    }
}
