// Contributions to the default fund and the exchange's own layers: money that stands ready for a default.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="MoveFund"/> and <see cref="MoveLayer"/> (rules DEF-001 and DEF-002).</summary>
internal static class DefaultFunds
{
    public static void Handle(State state, in MoveFund move, Outbox events)
    {
        var slot = state.HouseSlotOf(move.Member);
        var (reason, given, limit) = Ask(state, move, slot);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.MoveFund, reason, given, limit, events);
            return;
        }

        var account = state.AccountAt(slot);
        state.Use(account, move.Reference);
        Move(state, LedgerCode.DefaultFund, slot, move.Currency, move.Amount, events);
        var balance = state.Ledger.Balance(LedgerCode.DefaultFund, slot, move.Currency);
        events.Add(
            MessageKind.FundMoved,
            new FundMoved(move.Member, account, move.Currency, move.Amount, balance, move.Reference)
        );
    }

    public static void Handle(State state, in MoveLayer move, Outbox events)
    {
        var (reason, given, limit) = Ask(state, move);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.MoveLayer, reason, given, limit, events);
            return;
        }

        state.Use(default, move.Reference);
        Move(state, move.Layer, 0, move.Currency, move.Amount, events);
        var balance = state.Ledger.Balance(move.Layer, 0, move.Currency);
        events.Add(
            MessageKind.LayerMoved,
            new LayerMoved(move.Layer, move.Currency, move.Amount, balance, move.Reference)
        );
    }

    /// <summary>All that stands ready in a currency, and what a default has left open: zero after it.</summary>
    public static Int128 Ready(State state, Currency currency)
    {
        Int128 sum = state.Ledger.Balance(LedgerCode.ExchangeCapital, 0, currency).Minor;
        sum += state.Ledger.Balance(LedgerCode.RiskReserve, 0, currency).Minor;
        Must.Hold(state.Ledger.Balance(LedgerCode.DefaultLoss, 0, currency).Minor == 0);
        for (var slot = 1; slot <= state.Accounts.Count; slot++)
            sum += state.Ledger.Balance(LedgerCode.DefaultFund, slot, currency).Minor;
        return sum;
    }

    private static void Move(State state, LedgerCode code, int slot, Currency currency, Money amount, Outbox events)
    {
        var journal = state.Ledger.Begin();
        if (amount.Minor > 0)
            Post(LedgerCode.BankCash, 0, code, slot, amount);
        else
            Post(code, slot, LedgerCode.BankCash, 0, -amount);

        void Post(LedgerCode debit, int debitSlot, LedgerCode credit, int creditSlot, Money money) =>
            Postings.Post(
                state,
                journal,
                debit,
                debitSlot,
                credit,
                creditSlot,
                currency,
                money,
                default,
                PostingReason.DefaultFund,
                events
            );
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(State state, in MoveFund move, int slot)
    {
        if (!move.Reference.IsWellFormed)
            return (RejectReason.BadField, 0, 0);
        if (state.MemberNumbered(move.Member) is null)
            return (RejectReason.UnknownMember, move.Member, 0);
        if (slot == 0)
            return (RejectReason.NoHouseAccount, move.Member, 0);
        var (reason, given, limit) = Ask(state, state.AccountAt(slot), move.Currency, move.Amount, move.Reference);
        if (reason != RejectReason.None || move.Amount.Minor > 0)
            return (reason, given, limit);
        return state.DefaultOf(move.Member) is not null
            ? (RejectReason.MemberInDefault, move.Member, 0)
            : AskOut(state, LedgerCode.DefaultFund, slot, move.Currency, move.Amount);
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(State state, in MoveLayer move)
    {
        if (!move.Reference.IsWellFormed)
            return (RejectReason.BadField, 0, 0);
        if (move.Layer is not (LedgerCode.ExchangeCapital or LedgerCode.RiskReserve))
            return (RejectReason.BadField, (long)move.Layer, (long)LedgerCode.ExchangeCapital);
        var (reason, given, limit) = Ask(state, default, move.Currency, move.Amount, move.Reference);
        return reason != RejectReason.None || move.Amount.Minor > 0
            ? (reason, given, limit)
            : AskOut(state, move.Layer, 0, move.Currency, move.Amount);
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        AccountId account,
        Currency currency,
        Money amount,
        in Name24 reference
    )
    {
        if (currency is <= Currency.None or > Currency.EUR)
            return (RejectReason.UnknownCurrency, (long)currency, 0);
        if (amount.Minor == 0)
            return (RejectReason.ZeroAmount, 0, 1);
        if (amount.Minor is > MoveCashHandler.MostMinor or < -MoveCashHandler.MostMinor)
            return (RejectReason.BadField, amount.Minor, MoveCashHandler.MostMinor);
        return state.HasReference(account, reference) ? (RejectReason.DuplicateReference, 0, 0) : default;
    }

    /// <summary>What stands ready for a default that is under way does not leave.</summary>
    private static (RejectReason Reason, long Given, long Limit) AskOut(
        State state,
        LedgerCode code,
        int slot,
        Currency currency,
        Money amount
    )
    {
        if (state.Defaulted.Find(d => !d.IsAllocated) is { } open)
            return (RejectReason.DefaultUnderWay, open.Member, 0);
        var most = state.Ledger.Balance(code, slot, currency).Minor;
        return -amount.Minor > most ? (RejectReason.OverWithdrawal, -amount.Minor, most) : default;
    }
}
