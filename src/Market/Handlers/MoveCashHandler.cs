// Cash comes in or goes out, once per reference.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="MoveCash"/> (rule CSH-001).</summary>
internal static class MoveCashHandler
{
    public static void Handle(State state, in MoveCash move, Outbox events)
    {
        var slot = state.SlotOf(move.Account);
        var (reason, given, limit) = Ask(state, move, slot);
        if (reason != RejectReason.None)
        {
            events.Add(MessageKind.CommandRefused, new CommandRefused(MessageKind.MoveCash, reason, given, limit));
            return;
        }

        state.Use(move.Account, move.Reference);
        var journal = state.Ledger.Begin();
        if (move.Amount.Minor > 0)
        {
            Postings.Post(
                state,
                journal,
                LedgerCode.BankCash,
                0,
                LedgerCode.ClientCash,
                slot,
                move.Currency,
                move.Amount,
                default,
                PostingReason.Deposit,
                events
            );
        }
        else
        {
            Postings.Post(
                state,
                journal,
                LedgerCode.ClientCash,
                slot,
                LedgerCode.BankCash,
                0,
                move.Currency,
                -move.Amount,
                default,
                PostingReason.Withdrawal,
                events
            );
        }

        var balance = state.Ledger.Balance(LedgerCode.ClientCash, slot, move.Currency);
        events.Add(
            MessageKind.CashMoved,
            new CashMoved(move.Account, move.Currency, move.Amount, balance, move.Reference)
        );
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(State state, in MoveCash move, int slot)
    {
        if (!move.Reference.IsWellFormed)
            return (RejectReason.BadField, 0, 0);
        if (slot == 0)
            return (RejectReason.UnknownAccount, move.Account.Value, 0);
        if (move.Currency is <= Currency.None or > Currency.EUR)
            return (RejectReason.UnknownCurrency, (long)move.Currency, 0);
        if (move.Amount.Minor == 0)
            return (RejectReason.ZeroAmount, 0, 1);
        if (move.Amount.Minor is > MostMinor or < -MostMinor)
            return (RejectReason.BadField, move.Amount.Minor, MostMinor);
        if (state.HasReference(move.Account, move.Reference))
            return (RejectReason.DuplicateReference, 0, 0);
        if (move.Amount.Minor > 0)
            return default;
        if (Defaults.HoldsBack(state, slot) is > 0 and var member)
            return (RejectReason.MemberInDefault, member, 0);
        var cash = state.Ledger.Balance(LedgerCode.ClientCash, slot, move.Currency);
        var free = Funds.Free(state, slot, move.Currency);
        var most = long.Max(0, long.Min(cash.Minor, free.Minor));
        return -move.Amount.Minor > most ? (RejectReason.OverWithdrawal, -move.Amount.Minor, most) : default;
    }

    // A million million units: far above any real movement, far below where sums could overflow.
    private const long MostMinor = 100_000_000_000_000;
}
