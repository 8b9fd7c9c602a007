// The end of a trading day: prices, variation margin, expiry, margin, the next day. Refused whole or done whole.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Listing;
using Tokenbourse.Market.Risk;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="SettleDay"/> (rules STL, MTM, EXP, MRG, DAY).</summary>
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
        for (var i = 0; i < state.Contracts.Count; i++)
        {
            if (state.Contracts[i].Calendar == clock.Number)
                SettleContract(state, state.Contracts[i].Spec, clock, events);
        }

        Spreads.Expire(state, clock, events);
        var day = clock.Day;
        clock.StandBefore(day, state.Now);
        SetRates(state, clock);
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

    private static (RejectReason Reason, long Given, long Limit) Ask(State state, in SettleDay settle)
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
            var (_, prints) = PrintsOf(state, instrument, clock.Calendar);
            if (prints < instrument.Spec.LeastPrints)
                return (RejectReason.PrintsMissing, prints, instrument.Spec.LeastPrints);
        }

        return default;
    }

    private static void SettleContract(State state, ContractSpec spec, CalendarClock clock, Outbox events)
    {
        var (months, prices) = ContractPrices.Of(state, spec);
        for (var at = 0; at < months.Count; at++)
        {
            var month = months[at];
            var i = month.Instrument;
            LimitLadder.Step(i, clock.Day, events);
            events.Add(
                MessageKind.SettlementPriceSet,
                new SettlementPriceSet(
                    i.Id,
                    clock.Day,
                    prices[at].Price,
                    i.Previous,
                    prices[at].Tier,
                    new(i.Volume),
                    new(OpenInterest(month)),
                    i.TicksTimesLots
                )
            );
            if (state.Release >= Releases.Lots)
                events.Add(MessageKind.SettlementEvidence, prices[at].Evidence with { Day = clock.Day });
            Mark(state, month, clock, prices[at].Price, events);
        }

        ContractPrices.Clear(state, spec);
    }

    private static long OpenInterest(Month month)
    {
        long lots = 0;
        for (var slot = 1; slot < month.Positions.Length; slot++)
            lots += long.Max(0, month.Positions[slot].Net);
        return lots;
    }

    private static void Mark(State state, Month month, CalendarClock clock, Price price, Outbox events)
    {
        var i = month.Instrument;
        var last = i.LastDay == clock.Day;
        long finalUnits = 0;
        if (last)
        {
            var (sum, prints) = PrintsOf(state, i, clock.Calendar);
            finalUnits = FinalPrice.Of(
                sum,
                (Int128)prints * IndexPrints.FinestPer(i.Spec.FinalDecimals),
                i.Spec.UnitsPerTick,
                i.Spec.FinalToTick
            );
            events.Add(
                MessageKind.FinalPriceSet,
                new FinalPriceSet(i.Id, clock.Day, finalUnits, (byte)i.Spec.FinalDecimals, prints)
            );
        }

        var journal = state.Ledger.Begin();
        // Losers first: what is paid out has been collected (rule MTM-002).
        for (var pass = -1; pass <= 1; pass += 2)
        {
            for (var slot = 1; slot < month.Positions.Length; slot++)
            {
                ref readonly var position = ref month.Positions[slot];
                if (position.IsIdle)
                    continue;
                var amount = last
                    ? VariationMargin.ToFinal(
                        position,
                        finalUnits,
                        i.Previous,
                        i.Spec.UnitsPerTick,
                        i.Spec.UnitValueMinor
                    )
                    : VariationMargin.To(position, price, i.Previous, i.Spec.TickValueMinor);
                if (long.Sign(amount.Minor) != pass && !(pass == 1 && amount.Minor == 0))
                    continue;
                Pay(
                    state,
                    i,
                    slot,
                    amount,
                    journal,
                    last ? PostingReason.FinalSettlement : PostingReason.VariationMargin,
                    events
                );
                events.Add(
                    MessageKind.VariationPaid,
                    new VariationPaid(state.AccountAt(slot), i.Id, clock.Day, new(position.Net), amount)
                );
            }
        }

        Must.Hold(state.Ledger.Balance(LedgerCode.VariationSuspense, 0, i.Spec.Currency).Minor == 0);
        Roll(month, price, last);
        if (last)
            events.Add(MessageKind.InstrumentExpired, new InstrumentExpired(i.Id, clock.Day));
    }

    private static void Pay(
        State state,
        Instrument i,
        int slot,
        Money amount,
        long journal,
        PostingReason reason,
        Outbox events
    )
    {
        var currency = i.Spec.Currency;
        if (amount.Minor < 0)
            Postings.Post(
                state,
                journal,
                LedgerCode.ClientCash,
                slot,
                LedgerCode.VariationSuspense,
                0,
                currency,
                -amount,
                i.Id,
                reason,
                events
            );
        else if (amount.Minor > 0)
            Postings.Post(
                state,
                journal,
                LedgerCode.VariationSuspense,
                0,
                LedgerCode.ClientCash,
                slot,
                currency,
                amount,
                i.Id,
                reason,
                events
            );
    }

    private static void Roll(Month month, Price price, bool expired)
    {
        var i = month.Instrument;
        (i.Previous, i.Last) = (price, price);
        (i.Volume, i.TicksTimesLots) = (0, 0);
        (i.ClosingBid, i.ClosingAsk) = (null, null);
        i.Expired = expired;
        if (expired)
            i.Trading = false;
        for (var slot = 1; slot < month.Positions.Length; slot++)
        {
            ref var reserve = ref month.Reserves[slot];
            if (expired)
                Must.Hold(reserve.Buys == 0 && reserve.Sells == 0 && reserve.Fees.Minor == 0);
            if (expired)
                (month.Positions[slot], reserve) = (default, default);
            else
                month.Positions[slot].Roll();
        }
    }

    /// <summary>Rates of the next trading day and the requirement at the new settlement.</summary>
    private static void SetRates(State state, CalendarClock clock)
    {
        for (var i = 0; i < state.Months.Count; i++)
        {
            var month = state.Months[i];
            var instrument = month.Instrument;
            if (instrument.Calendar != clock.Number || instrument.Expired)
                continue;
            if (instrument.Spread is not null)
                continue;
            instrument.RatePpm = state.MarginsOf(instrument.Spec.Contract)!.RateOn(clock.Day, instrument.Month);
            if (instrument.LadderStep > 0)
                instrument.RatePpm = int.Max(instrument.RatePpm, LimitLadder.LeastRatePpm(instrument));
            for (var slot = 1; slot < month.Positions.Length; slot++)
            {
                if (!month.Positions[slot].IsIdle || !month.Reserves[slot].IsIdle)
                    Funds.Refresh(month, slot);
            }
        }
    }

    private static (Int128 Sum, int Count) PrintsOf(State state, Instrument i, TradingCalendar calendar) =>
        state.PrintsOf(i.Spec.Index) is { } prints
            ? prints.Over(
                i.Month.First,
                i.LastDay,
                d => i.Spec.PrintDays == PrintDays.EveryDay || calendar.IsTradingDay(d),
                IndexPrints.Finest
            )
            : (0, 0);

    private static ulong DigestOf(State state)
    {
        var writer = new StateWriter();
        state.Save(writer);
        return writer.Digest;
    }
}

/// <summary>After settlement the margin account holds exactly what is required (rules MRG-001, MRG-002).</summary>
internal static class MarginCalls
{
    public static void Move(State state, TradingDate day, Outbox events)
    {
        for (var slot = 1; slot <= state.Accounts.Count; slot++)
        {
            for (var number = 1; number < Currencies.Count; number++)
                Move(state, slot, (Currency)number, day, events);
        }
    }

    private static void Move(State state, int slot, Currency currency, TradingDate day, Outbox events)
    {
        var required = Money.Zero;
        for (var i = 0; i < state.Months.Count; i++)
        {
            var instrument = state.Months[i].Instrument;
            if (instrument.Spec.Currency != currency || instrument.Expired)
                continue;
            required += RequiredMargin.Of(
                long.Abs(state.Months[i].Positions[slot].Net),
                instrument.Previous,
                instrument.Spec.TickValueMinor,
                instrument.RatePpm
            );
        }

        var held = state.Ledger.Balance(LedgerCode.ClientMargin, slot, currency);
        if (
            required == held
            && required.Minor == 0
            && state.Ledger.Balance(LedgerCode.ClientCash, slot, currency).Minor >= 0
        )
            return;
        var more = required - held;
        if (more.Minor > 0)
            Post(state, LedgerCode.ClientCash, LedgerCode.ClientMargin, slot, currency, more, events);
        else if (more.Minor < 0)
            Post(state, LedgerCode.ClientMargin, LedgerCode.ClientCash, slot, currency, -more, events);
        events.Add(MessageKind.MarginRequired, new MarginRequired(state.AccountAt(slot), currency, day, required));
        var cash = state.Ledger.Balance(LedgerCode.ClientCash, slot, currency);
        if (cash.Minor < 0)
            events.Add(MessageKind.MarginCalled, new MarginCalled(state.AccountAt(slot), currency, day, -cash));
    }

    private static void Post(
        State state,
        LedgerCode debit,
        LedgerCode credit,
        int slot,
        Currency currency,
        Money amount,
        Outbox events
    ) =>
        Postings.Post(
            state,
            state.Ledger.Begin(),
            debit,
            slot,
            credit,
            slot,
            currency,
            amount,
            default,
            PostingReason.InitialMargin,
            events
        );
}
