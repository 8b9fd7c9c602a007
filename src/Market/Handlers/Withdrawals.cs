// How much an account may take out: what is free, and of that the house's quota.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Rules CSH-001 and CSH-006.</summary>
internal static class Withdrawals
{
    /// <summary>Why a withdrawal is refused; none: it is taken.</summary>
    /// <param name="amount">Above zero.</param>
    public static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        int slot,
        Currency currency,
        Money amount
    )
    {
        if (state.IsRestricted(slot))
            return (RejectReason.AccountRestricted, state.AccountAt(slot).Value, 0);
        if (Defaults.HoldsBack(state, slot) is > 0 and var member)
            return (RejectReason.MemberInDefault, member, 0);
        var plain = Plain(state, slot, currency, Money.Zero);
        var most = Most(state, slot, currency, plain);
        if (amount <= most)
            return default;
        var reason = amount > plain ? RejectReason.OverWithdrawal : RejectReason.OverQuota;
        return (reason, amount.Minor, most.Minor);
    }

    /// <summary>The lower of cash and free funds, not below zero.</summary>
    private static Money Plain(State state, int slot, Currency currency, Money gains)
    {
        var cash = state.Ledger.Balance(LedgerCode.ClientCash, slot, currency);
        var free = Funds.Free(state, slot, currency) - gains;
        var least = cash < free ? cash : free;
        return least.Minor > 0 ? least : Money.Zero;
    }

    private static Money Most(State state, int slot, Currency currency, Money plain)
    {
        if (!state.HasMembers || state.House.Withdrawals is not { } rules || !IsStruck(state, currency))
            return plain;
        ref readonly var day = ref state.CashDayOf(slot, currency);
        var available = rules.DayGains ? plain : Plain(state, slot, currency, UsedGains(state, slot, currency));
        if (!rules.DayDeposits)
            available -= day.Deposits;
        available += day.Withdrawals;
        if (available.Minor <= 0)
            return Money.Zero;
        var most =
            new Money(Rounding.PartsPerMillion(available.Minor, 1, 1, rules.QuotaPpm, RoundingMode.Down))
            - day.Withdrawals;
        return most > plain ? plain
            : most.Minor > 0 ? most
            : Money.Zero;
    }

    /// <summary>By how much the day's gains of closing have kept the losses of lots held from counting.</summary>
    private static Money UsedGains(State state, int slot, Currency currency)
    {
        long result = 0,
            closed = 0;
        foreach (var month in state.Months)
        {
            var instrument = month.Instrument;
            if (instrument.Spec.Currency != currency || instrument.Expired)
                continue;
            ref readonly var position = ref month.Positions[slot];
            var value = instrument.Spec.TickValueMinor;
            result += checked(position.ResultTicks(instrument.Last, instrument.Previous) * value);
            closed += checked(position.ClosedTicks * value);
        }

        return closed <= 0 ? Money.Zero : new(long.Min(0, result) - long.Min(0, result - closed));
    }

    /// <summary>Is there a contract whose clearing strikes accounts in the currency?</summary>
    private static bool IsStruck(State state, Currency currency)
    {
        foreach (var contract in state.Contracts)
        {
            if (contract.Spec.Currency == currency)
                return true;
        }

        return false;
    }
}
