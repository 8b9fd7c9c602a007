// Deposits that are announced, withdrawals that are asked for, and the bank's word that ends them.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="AskCash"/> (rule CSH-002).</summary>
internal static class AskCashHandler
{
    public static void Handle(State state, in AskCash ask, Outbox events)
    {
        var slot = state.SlotOf(ask.Account);
        var move = new MoveCash(ask.Account, ask.Currency, ask.Amount, ask.Reference);
        var (reason, given, limit) = MoveCashHandler.Ask(state, move, slot);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.AskCash, reason, given, limit, events);
            return;
        }

        state.Use(ask.Account, ask.Reference);
        state.AddPending(new(slot, ask.Currency, ask.Amount, ask.Reference, state.StrikesIn(ask.Currency)));
        if (ask.Amount.Minor < 0)
        {
            state.CashDayOf(slot, ask.Currency).Withdrawals -= ask.Amount;
            CashPostings.Inside(state, slot, ask.Currency, -ask.Amount, asked: true, events);
        }

        var balance = state.Ledger.Balance(LedgerCode.ClientCash, slot, ask.Currency);
        events.Add(MessageKind.CashAsked, new CashAsked(ask.Account, ask.Currency, ask.Amount, balance, ask.Reference));
    }
}

/// <summary>Handles <see cref="ConfirmCash"/> (rule CSH-003).</summary>
internal static class ConfirmCashHandler
{
    public static void Handle(State state, in ConfirmCash confirm, Outbox events)
    {
        var slot = state.SlotOf(confirm.Account);
        var (reason, given, limit) = Ask(state, confirm, slot);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.ConfirmCash, reason, given, limit, events);
            return;
        }

        var pending = state.PendingOf(slot, confirm.Reference)!.Value;
        state.RemovePending(pending);
        if (confirm.Outcome == CashOutcome.Paid)
            Pay(state, pending, confirm.BankReference, events);
        else if (pending.Amount.Minor < 0)
            GiveBack(state, pending, events);
        events.Add(
            MessageKind.CashDone,
            new CashDone(
                confirm.Account,
                pending.Currency,
                pending.Amount,
                confirm.Outcome,
                state.Ledger.Balance(LedgerCode.ClientCash, slot, pending.Currency),
                confirm.Reference,
                confirm.BankReference
            )
        );
    }

    private static void Pay(State state, in PendingCash pending, in Name24 bankReference, Outbox events)
    {
        state.UseBankReference(bankReference);
        var (slot, currency, amount) = (pending.Slot, pending.Currency, pending.Amount);
        if (amount.Minor < 0)
        {
            CashPostings.Out(state, LedgerCode.WithdrawalPending, slot, currency, -amount, events);
            return;
        }

        state.CashDayOf(slot, currency).Deposits += amount;
        CashPostings.In(state, slot, currency, amount, events);
    }

    private static void GiveBack(State state, in PendingCash pending, Outbox events)
    {
        if (state.StrikesIn(pending.Currency) == pending.Strikes)
            state.CashDayOf(pending.Slot, pending.Currency).Withdrawals += pending.Amount;
        CashPostings.Inside(state, pending.Slot, pending.Currency, -pending.Amount, asked: false, events);
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(State state, in ConfirmCash confirm, int slot)
    {
        var bank = confirm.BankReference;
        if (!confirm.Reference.IsWellFormed || !(bank.IsWellFormed || bank == default))
            return (RejectReason.BadField, 0, 0);
        if (confirm.Outcome is < CashOutcome.Paid or > CashOutcome.TakenBack)
            return (RejectReason.BadField, (long)confirm.Outcome, (long)CashOutcome.TakenBack);
        if (slot == 0)
            return (RejectReason.UnknownAccount, confirm.Account.Value, 0);
        if (state.PendingOf(slot, confirm.Reference) is not { } pending)
        {
            return state.HasReference(confirm.Account, confirm.Reference)
                ? (RejectReason.AlreadyDone, 0, 0)
                : (RejectReason.UnknownReference, 0, 0);
        }

        if (confirm.Outcome != CashOutcome.Paid)
            return default;
        if (bank.IsEmpty)
            return (RejectReason.BankReferenceMissing, 0, 0);
        if (state.HasBankReference(bank))
            return (RejectReason.BankReferenceUsed, 0, 0);
        // What was asked for before the default does not leave either (rule DEF-004).
        return pending.Amount.Minor < 0 && Defaults.HoldsBack(state, slot) is > 0 and var member
            ? (RejectReason.MemberInDefault, member, 0)
            : default;
    }
}

/// <summary>The postings of money that comes, waits and goes.</summary>
internal static class CashPostings
{
    public static void In(State state, int slot, Currency currency, Money amount, Outbox events) =>
        Post(
            state,
            LedgerCode.BankCash,
            0,
            LedgerCode.ClientCash,
            slot,
            currency,
            amount,
            PostingReason.Deposit,
            events
        );

    /// <param name="from">Free cash, or withdrawals pending.</param>
    public static void Out(State state, LedgerCode from, int slot, Currency currency, Money amount, Outbox events) =>
        Post(state, from, slot, LedgerCode.BankCash, 0, currency, amount, PostingReason.Withdrawal, events);

    /// <summary>Between free cash and withdrawals pending.</summary>
    /// <param name="asked">False: it comes back.</param>
    public static void Inside(State state, int slot, Currency currency, Money amount, bool asked, Outbox events)
    {
        var (from, to) = asked
            ? (LedgerCode.ClientCash, LedgerCode.WithdrawalPending)
            : (LedgerCode.WithdrawalPending, LedgerCode.ClientCash);
        Post(state, from, slot, to, slot, currency, amount, PostingReason.WithdrawalPending, events);
    }

    private static void Post(
        State state,
        LedgerCode debit,
        int debitSlot,
        LedgerCode credit,
        int creditSlot,
        Currency currency,
        Money amount,
        PostingReason reason,
        Outbox events
    ) =>
        Postings.Post(
            state,
            state.Ledger.Begin(),
            debit,
            debitSlot,
            credit,
            creditSlot,
            currency,
            amount,
            default,
            reason,
            events
        );
}
