// Margin calls: opened by the funds check, met by money, missed at their deadline. Nothing here moves money.
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Rules CAL-001 to CAL-005 and CAL-007.</summary>
internal static class Calls
{
    /// <summary>After the margin of all has moved: calls open, stand at another amount, or are met (invariant
    /// I-11).</summary>
    public static void Follow(State state, CalendarClock clock, Outbox events)
    {
        var terms = state.House.Calls;
        if (terms is null && state.Calls.Count == 0)
            return;
        for (var slot = 1; slot <= state.Accounts.Count; slot++)
        {
            for (var number = 1; number < Currencies.Count; number++)
                Follow(state, clock, terms, slot, (Currency)number, events);
        }

        Prove(state, terms);
        state.CashCame.Clear();
    }

    /// <summary>Free cash of an account may have risen by something that clearing does not do.</summary>
    public static void Note(State state, int slot, Currency currency, PostingReason reason)
    {
        if (
            reason is PostingReason.VariationMargin or PostingReason.FinalSettlement or PostingReason.InitialMargin
            || state.CashCame.Contains((slot, currency))
        )
            return;
        state.CashCame.Add((slot, currency));
    }

    /// <summary>Lots of an account were closed, which counts where it was called within the day.</summary>
    public static void NoteClosed(State state, int slot, Currency currency)
    {
        var at = state.CallAt(state.AccountAt(slot).Value, currency);
        if (at >= 0 && state.Calls[at].Intraday && !state.CashCame.Contains((slot, currency)))
            state.CashCame.Add((slot, currency));
    }

    /// <summary>At the end of a command: who paid, or closed, enough?</summary>
    public static void Meet(State state, Outbox events)
    {
        foreach (var (slot, currency) in state.CashCame)
        {
            var at = state.CallAt(state.AccountAt(slot).Value, currency);
            if (at >= 0)
                MeetOne(state, at, events);
        }

        state.CashCame.Clear();
    }

    /// <summary>The deadline of some calls is now.</summary>
    public static void Miss(State state, Instant due, Outbox events)
    {
        for (var at = 0; at < state.Calls.Count; )
        {
            var call = state.Calls[at];
            if (call.Missed || call.Deadline != due)
            {
                at++;
                continue;
            }

            if (MeetOne(state, at, events))
                continue;
            Miss(state, call, events);
            at++;
        }
    }

    private static void Miss(State state, in OpenCall call, Outbox events)
    {
        var before = state.IsRestricted(call.Slot);
        state.Put(call with { Missed = true });
        var missing = -Has(state, call.Slot, call.Currency, call.Intraday);
        events.Add(MessageKind.CallMissed, new CallMissed(new(call.Account), call.Currency, call.Amount, missing));
        if (before)
            return;
        var reports = new MarketReports(state, events);
        foreach (var month in state.Months)
        {
            state.Engine.CancelAll(
                month.Instrument.Id,
                call.Slot,
                null,
                Side.None,
                OrderFlags.None,
                CancelReason.Restricted,
                ref reports,
                without: OrderFlags.CloseOnly
            );
        }
    }

    /// <summary>What a call is measured against: free cash; within the day the free funds where they are less (rule
    /// CAL-007).</summary>
    public static Money Has(State state, int slot, Currency currency, bool intraday)
    {
        var cash = state.Ledger.Balance(LedgerCode.ClientCash, slot, currency);
        var free = intraday ? Funds.Free(state, slot, currency) : cash;
        return free < cash ? free : cash;
    }

    /// <summary>True: what it asked for is there, and the call is no more.</summary>
    public static bool MeetOne(State state, int at, Outbox events)
    {
        var call = state.Calls[at];
        var has = Has(state, call.Slot, call.Currency, call.Intraday);
        if (has.Minor < 0)
            return false;
        var before = state.IsRestricted(call.Slot);
        state.RemoveCall(at);
        events.Add(MessageKind.CallMet, new CallMet(new(call.Account), call.Currency, call.Amount, has));
        if (before && !state.IsRestricted(call.Slot))
            events.Add(MessageKind.AccountReleased, new AccountReleased(new(call.Account)));
        return true;
    }

    // Free cash below zero and an open call of that amount are the same thing; where cash is there, a call is open only
    // of funds that a loss of a day still traded takes.
    private static void Prove(State state, CallTerms? terms)
    {
        var open = 0;
        for (var slot = 1; slot <= state.Accounts.Count; slot++)
        {
            for (var number = 1; number < Currencies.Count; number++)
            {
                var cash = state.Ledger.Balance(LedgerCode.ClientCash, slot, (Currency)number);
                var at = state.CallAt(state.AccountAt(slot).Value, (Currency)number);
                Must.Hold(
                    at < 0 ? cash.Minor >= 0 || terms is null
                    : state.Calls[at].Intraday
                        ? cash.Minor >= 0 && Has(state, slot, (Currency)number, intraday: true).Minor < 0
                    : cash.Minor < 0 && state.Calls[at].Amount == -cash
                );
                open += at >= 0 ? 1 : 0;
            }
        }

        Must.Hold(open == state.Calls.Count);
    }

    private static void Follow(
        State state,
        CalendarClock clock,
        CallTerms? terms,
        int slot,
        Currency currency,
        Outbox events
    )
    {
        var cash = state.Ledger.Balance(LedgerCode.ClientCash, slot, currency);
        var account = state.AccountAt(slot).Value;
        var at = state.CallAt(account, currency);
        if (cash.Minor >= 0)
        {
            if (at >= 0)
                MeetOne(state, at, events);
            return;
        }

        // A house whose rules name calls no more opens none; those that are open it goes on with.
        if (at < 0 && terms is null)
            return;
        var deadline = at >= 0 ? state.Calls[at].Deadline : DeadlineOf(terms!, clock, state.Now);
        var before = at >= 0 ? state.Calls[at] : default;
        state.Put(
            new(
                account,
                slot,
                currency,
                clock.Number,
                clock.Day,
                -cash,
                deadline,
                before.Missed,
                Intraday: false,
                before.Acknowledged
            )
        );
        events.Add(
            MessageKind.CallOpened,
            new CallOpened(new(account), currency, clock.Number, clock.Day, -cash, deadline)
        );
    }

    private static Instant DeadlineOf(CallTerms terms, CalendarClock clock, Instant now)
    {
        var earliest = now.Plus(terms.NoticeMinutes * Instant.PerMinute);
        var calendar = clock.Calendar;
        if (calendar.OnOrAfter(clock.Day.Plus(1)) is not { } next)
            return earliest;
        var opening = calendar.MomentOf(next, calendar.Timetable[0]);
        var moment = terms.Kind switch
        {
            CallDeadline.BeforeOpening => opening.Plus(-terms.Minutes * Instant.PerMinute),
            CallDeadline.AfterOpening => opening.Plus(terms.Minutes * Instant.PerMinute),
            _ => calendar.MomentOf(next, new(0, terms.Minutes, TradingPhase.Closed)),
        };
        return moment > earliest ? moment : earliest;
    }
}
