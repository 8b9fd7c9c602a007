// Cash comes in or goes out, once per reference.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="MoveCash"/> (rules CSH-001 and CSH-006).</summary>
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
        if (move.Amount.Minor > 0)
            CashPostings.In(state, slot, move.Currency, move.Amount, events);
        else
            CashPostings.Out(state, LedgerCode.ClientCash, slot, move.Currency, -move.Amount, events);
        if (state.HasMembers)
            Note(ref state.CashDayOf(slot, move.Currency), move.Amount);
        var balance = state.Ledger.Balance(LedgerCode.ClientCash, slot, move.Currency);
        events.Add(
            MessageKind.CashMoved,
            new CashMoved(move.Account, move.Currency, move.Amount, balance, move.Reference)
        );
    }

    private static void Note(ref CashDay day, Money amount)
    {
        if (amount.Minor > 0)
            day.Deposits += amount;
        else
            day.Withdrawals -= amount;
    }

    /// <summary>Why a movement is not taken, asked in order; none: it is.</summary>
    public static (RejectReason Reason, long Given, long Limit) Ask(State state, in MoveCash move, int slot)
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
        return move.Amount.Minor > 0 ? default : Withdrawals.Ask(state, slot, move.Currency, -move.Amount);
    }

    // A million million units: far above any real movement, far below where sums could overflow.
    public const long MostMinor = 100_000_000_000_000;
}
