// Each account's balance is struck at the end of a clearing day, and the books of all are held against each other.
using Tokenbourse.Market.Ledger;
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Rule CLD-004 and the reconciliation of step 12 (invariants I-6 and I-9).</summary>
internal static class Strikes
{
    /// <summary>Strikes every account in the currencies of the calendar's contracts.</summary>
    public static (long Count, long Total) Strike(State state, CalendarClock clock, Outbox events)
    {
        MemberStrikes.Strike(state, clock, events);
        long count = 0;
        for (var slot = 1; slot <= state.Accounts.Count; slot++)
        {
            for (var number = 1; number < Currencies.Count; number++)
            {
                if (Clears(state, clock, (Currency)number))
                    count += Strike(state, clock, slot, (Currency)number, events) ? 1 : 0;
            }
        }

        for (var number = 1; number < Currencies.Count && state.HasMembers; number++)
        {
            if (Clears(state, clock, (Currency)number))
                state.EndCashDays((Currency)number);
        }

        return (count, 0);
    }

    /// <summary>Three ways to the same figures: the ledger, the flows since the last strike, and what the accounts hold
    /// together.</summary>
    public static (long Count, long Total) Reconcile(State state)
    {
        for (var number = 1; number < Currencies.Count; number++)
        {
            var currency = (Currency)number;
            Must.Hold(state.Ledger.Sum(currency) == 0);
            Must.Hold(state.Ledger.Balance(LedgerCode.VariationSuspense, 0, currency).Minor == 0);
            // Money is posted when the bank has moved it (rule CSH-004).
            Must.Hold(state.Ledger.Balance(LedgerCode.PaymentsInTransit, 0, currency).Minor == 0);
            Int128 clients = 0;
            for (var slot = 1; slot <= state.Accounts.Count; slot++)
            {
                var balance = Balance(state, slot, currency);
                Must.Hold(state.Flows.Of(slot, currency).Balance == balance);
                Must.Hold(state.Ledger.Balance(LedgerCode.WithdrawalPending, slot, currency).Minor >= 0);
                clients += balance.Minor;
            }

            var bank = state.Ledger.Balance(LedgerCode.BankCash, 0, currency).Minor;
            var fees = state.Ledger.Balance(LedgerCode.FeeIncome, 0, currency).Minor;
            var penalties = state.Ledger.Balance(LedgerCode.Penalties, 0, currency).Minor;
            var spot = SpotMoney.Prove(state, currency).Minor;
            Must.Hold(clients + bank + fees + penalties + spot + DefaultFunds.Ready(state, currency) == 0);
            MemberStrikes.Reconcile(state, currency, clients);
        }

        state.ProveCollateral();
        return (Currencies.Count - 1, 0);
    }

    private static bool Strike(State state, CalendarClock clock, int slot, Currency currency, Outbox events)
    {
        ref var flows = ref state.Flows.Of(slot, currency);
        var balance = Balance(state, slot, currency);
        Must.Hold(flows.Balance == balance);
        var margin = state.Ledger.Balance(LedgerCode.ClientMargin, slot, currency);
        // From release 3 on also whoever has nothing but margin, and owes as much.
        var told = flows.IsAnything || balance.Minor != 0 || (state.HasMembers && margin.Minor != 0);
        if (told)
        {
            events.Add(
                MessageKind.AccountStruck,
                new AccountStruck(
                    state.AccountAt(slot),
                    currency,
                    clock.Number,
                    clock.Day,
                    flows.Before,
                    flows.Moved,
                    flows.Fees,
                    flows.Variation,
                    balance,
                    margin
                )
            );
        }

        if (state.HasMembers)
            state.GainOf(slot, currency) = flows.Variation;
        flows = new() { Before = balance };
        return told;
    }

    public static Money Balance(State state, int slot, Currency currency) =>
        state.Ledger.Balance(LedgerCode.ClientCash, slot, currency)
        + state.Ledger.Balance(LedgerCode.ClientMargin, slot, currency)
        + state.Ledger.Balance(LedgerCode.WithdrawalPending, slot, currency);

    public static bool Clears(State state, CalendarClock clock, Currency currency)
    {
        for (var i = 0; i < state.Contracts.Count; i++)
        {
            if (state.Contracts[i].Calendar == clock.Number && state.Contracts[i].Spec.Currency == currency)
                return true;
        }

        return false;
    }
}
