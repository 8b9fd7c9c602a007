// Margin money follows the requirement, and what is missing is called.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>After settlement the margin account holds exactly what is required and not covered by collateral (rules
/// MRG-001, MRG-002, COL-006).</summary>
internal static class MarginCalls
{
    /// <returns>How many calls were made.</returns>
    public static (long Count, long Total) Move(State state, TradingDate day, Outbox events)
    {
        long calls = 0;
        state.Totals.ClearMargins();
        // Newer haircuts hold from here on (rule COL-006).
        foreach (var asset in state.Assets)
            asset.Renew();
        for (var slot = 1; slot <= state.Accounts.Count; slot++)
        {
            for (var number = 1; number < Currencies.Count; number++)
                calls += Move(state, slot, (Currency)number, day, events) ? 1 : 0;
        }

        MarginTrace.Tell(state, day, events);
        return (calls, 0);
    }

    /// <summary>What the lots of an account require now.</summary>
    public static Money RequiredOf(State state, int slot, Currency currency)
    {
        var required = Money.Zero;
        var holds = false;
        for (var i = 0; i < state.Months.Count; i++)
        {
            var instrument = state.Months[i].Instrument;
            if (instrument.Spec.Currency != currency || instrument.Expired)
                continue;
            holds |= !state.Months[i].Positions[slot].IsIdle;
            if (!instrument.OnDemand)
                required += Funds.Required(state, state.Months[i], slot, 0, 0);
        }

        required += Funds.OnDemand(state, slot, currency, withOrders: false);
        // Nothing held asks nothing, and no margin is below zero (invariant I-15).
        Must.Hold(holds ? required.Minor >= 0 : required.Minor == 0);
        return required;
    }

    /// <summary>True: a call was made.</summary>
    private static bool Move(State state, int slot, Currency currency, TradingDate day, Outbox events)
    {
        var required = RequiredOf(state, slot, currency);
        MemberStrikes.Note(state, slot, currency, required);
        var covered = Cover.Count(state, slot, currency, day, required, events);
        var held = state.Ledger.Balance(LedgerCode.ClientMargin, slot, currency);
        if (
            required.Minor == 0
            && held.Minor == 0
            && state.Ledger.Balance(LedgerCode.ClientCash, slot, currency).Minor >= 0
        )
            return false;
        var more = required - covered - held;
        if (more.Minor > 0)
            Post(state, LedgerCode.ClientCash, LedgerCode.ClientMargin, slot, currency, more, events);
        else if (more.Minor < 0)
            Post(state, LedgerCode.ClientMargin, LedgerCode.ClientCash, slot, currency, -more, events);
        events.Add(MessageKind.MarginRequired, new MarginRequired(state.AccountAt(slot), currency, day, required));
        var cash = state.Ledger.Balance(LedgerCode.ClientCash, slot, currency);
        if (cash.Minor >= 0)
            return false;
        events.Add(MessageKind.MarginCalled, new MarginCalled(state.AccountAt(slot), currency, day, -cash));
        return true;
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
