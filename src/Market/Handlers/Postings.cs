// Money moves and is told in one step.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Posts and tells in one step, so that the log has every posting.</summary>
internal static class Postings
{
    public static void Post(
        State state,
        long journal,
        LedgerCode debit,
        int debitSlot,
        LedgerCode credit,
        int creditSlot,
        Currency currency,
        Money amount,
        InstrumentId instrument,
        PostingReason reason,
        Outbox events
    )
    {
        // What is a client's goes to the house or stays its own, never to another account (rule MBR-007), but where
        // two persons have signed that it was another's (rule COR-002).
        Must.Hold(
            creditSlot == 0
                || creditSlot == debitSlot
                || !state.IsClient(debitSlot)
                || reason == PostingReason.Correction
        );
        state.Ledger.Post(debit, debitSlot, credit, creditSlot, currency, amount);
        if (state.HasLots)
        {
            if (!debit.IsOutsideBalance())
                state.Flows.Note(debitSlot, currency, reason, -amount);
            if (!credit.IsOutsideBalance())
                state.Flows.Note(creditSlot, currency, reason, amount);
        }

        if (credit == LedgerCode.ClientCash && state.Calls.Count > 0)
            Calls.Note(state, creditSlot, currency, reason);
        events.Add(
            MessageKind.Posted,
            new Posted(
                journal,
                debit,
                Owner(state, debitSlot),
                credit,
                Owner(state, creditSlot),
                currency,
                amount,
                instrument,
                reason
            )
        );
    }

    private static AccountId Owner(State state, int slot) => slot == 0 ? default : state.AccountAt(slot);
}
