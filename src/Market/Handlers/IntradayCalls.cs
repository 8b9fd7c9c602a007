// Margin calls within the day, and the acknowledgement of calls. Nothing here moves money.
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="CallIntraday"/> (rules CAL-006 to CAL-008) and <see cref="AcknowledgeCall"/> (rule
/// CAL-009).</summary>
internal static class IntradayCalls
{
    public static void Handle(State state, in CallIntraday words, Outbox events)
    {
        var (reason, given, limit) = Ask(state, words);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.CallIntraday, reason, given, limit, events);
            return;
        }

        var clock = state.Calendars[words.Calendar - 1];
        var deadline = state.Now.Plus(state.House.Calls!.IntradayMinutes!.Value * Instant.PerMinute);
        var (opened, repeated, met) = (0, 0, 0);
        foreach (var slot in ByNumber(state))
        {
            for (var number = 1; number < Currencies.Count; number++)
            {
                var currency = (Currency)number;
                var at = state.CallAt(state.AccountAt(slot).Value, currency);
                if (Funds.Free(state, slot, currency).Minor >= 0)
                {
                    met += at >= 0 && state.Calls[at].Intraday && Calls.MeetOne(state, at, events) ? 1 : 0;
                    continue;
                }

                opened += at < 0 ? 1 : 0;
                repeated += at < 0 ? 0 : 1;
                var before = at < 0 ? default : state.Calls[at];
                Open(state, clock, slot, currency, at < 0 ? deadline : before.Deadline, before, events);
            }
        }

        events.Add(
            MessageKind.IntradayCallsMade,
            new IntradayCallsMade(clock.Number, clock.Day, state.Accounts.Count, opened, repeated, met)
        );
    }

    public static void Handle(State state, in AcknowledgeCall words, Outbox events)
    {
        var slot = state.SlotOf(words.Account);
        var at = state.CallAt(words.Account.Value, words.Currency);
        var (reason, given, limit) = Ask(state, words, slot, at);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.AcknowledgeCall, reason, given, limit, events);
            return;
        }

        var call = state.Calls[at];
        state.Put(call with { Acknowledged = call.Amount });
        events.Add(
            MessageKind.CallAcknowledged,
            new CallAcknowledged(words.Account, words.Currency, call.Amount, words.Person)
        );
    }

    private static IEnumerable<int> ByNumber(State state) =>
        Enumerable.Range(1, state.Accounts.Count).OrderBy(slot => state.AccountAt(slot).Value);

    private static void Open(
        State state,
        CalendarClock clock,
        int slot,
        Currency currency,
        Instant deadline,
        in OpenCall before,
        Outbox events
    )
    {
        var account = state.AccountAt(slot);
        var amount = -Calls.Has(state, slot, currency, intraday: true);
        state.Put(
            new(
                account.Value,
                slot,
                currency,
                clock.Number,
                clock.Day,
                amount,
                deadline,
                before.Missed,
                Intraday: true,
                before.Acknowledged
            )
        );
        events.Add(
            MessageKind.IntradayCallOpened,
            new CallOpened(account, currency, clock.Number, clock.Day, amount, deadline)
        );
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(State state, in CallIntraday words)
    {
        if (words.Calendar < 1 || words.Calendar > state.Calendars.Count)
            return (RejectReason.UnknownCalendar, words.Calendar, state.Calendars.Count);
        if (state.House.Calls is not { IntradayMinutes: not null })
            return (RejectReason.IntradayCallsOff, words.Calendar, 0);
        var phase = state.Calendars[words.Calendar - 1].Phase;
        return phase == TradingPhase.Closed ? (RejectReason.NotTrading, (long)phase, 0) : default;
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        in AcknowledgeCall words,
        int slot,
        int at
    )
    {
        if (!words.Person.IsWellFormed)
            return (RejectReason.PersonMissing, 0, 0);
        if (slot == 0)
            return (RejectReason.UnknownAccount, words.Account.Value, 0);
        if ((int)words.Currency is < 1 or >= Currencies.Count)
            return (RejectReason.UnknownCurrency, (long)words.Currency, 0);
        if (at < 0)
            return (RejectReason.NoOpenCall, words.Account.Value, 0);
        var call = state.Calls[at];
        return call.Acknowledged >= call.Amount
            ? (RejectReason.CallAcknowledged, call.Amount.Minor, call.Acknowledged.Minor)
            : default;
    }
}
