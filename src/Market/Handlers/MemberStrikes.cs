// The level above accounts: each member's classes are struck, and must add up with the accounts below and the house above.
using Tokenbourse.Market.Ledger;
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Rules MBR-004 to MBR-006 (invariant I-9).</summary>
internal static class MemberStrikes
{
    // What the accounts of a class come to.
    private struct Sum
    {
        public int Accounts;
        public Flow Flows;
        public Money Balance;
        public Money Margin;
    }

    /// <summary>Before the accounts are struck, which forgets what moved them.</summary>
    public static void Strike(State state, CalendarClock clock, Outbox events)
    {
        if (state.Totals.Rows == 0)
            return;
        for (var number = 1; number < Currencies.Count; number++)
        {
            var currency = (Currency)number;
            if (!Strikes.Clears(state, clock, currency))
                continue;
            var sums = SumsOf(state, currency);
            for (var row = 0; row < sums.Length; row++)
                Tell(state, clock, row, currency, sums[row], events);
        }
    }

    /// <summary>Accounts add up to their class, classes and direct accounts to all client money.</summary>
    public static void Reconcile(State state, Currency currency, Int128 clients)
    {
        Int128 all = 0;
        var sums = SumsOf(state, currency);
        for (var row = 0; row < sums.Length; row++)
        {
            ref readonly var total = ref state.Totals.Of(row, currency);
            ref readonly var sum = ref sums[row];
            Must.Hold(total.Before + total.Ported == sum.Flows.Before);
            var since = sum.Flows.Balance - sum.Flows.Before;
            Must.Hold(total.Before + total.Ported + since == sum.Balance);
            all += sum.Balance.Minor;
        }

        for (var slot = 1; slot <= state.Accounts.Count; slot++)
        {
            if (state.RowOf(slot) < 0)
                all += Strikes.Balance(state, slot, currency).Minor;
        }

        Must.Hold(all == clients);
    }

    /// <summary>Notes what the exchange asks for an account's lots: what was asked, or, where its member asks for more,
    /// the same by the same rules without the mark-up.</summary>
    /// <param name="required">What was asked.</param>
    public static void Note(State state, int slot, Currency currency, Money required)
    {
        var row = state.RowOf(slot);
        if (row < 0)
            return;
        var markUp = state.MarkUpOf(slot);
        if (markUp != 0)
        {
            state.SetMarkUp(slot, 0);
            required = MarginCalls.RequiredOf(state, slot, currency);
            state.SetMarkUp(slot, markUp);
        }

        state.Totals.Of(row, currency).ExchangeMargin += required;
    }

    private static Sum[] SumsOf(State state, Currency currency)
    {
        var sums = new Sum[state.Totals.Rows];
        for (var slot = 1; slot <= state.Accounts.Count; slot++)
        {
            var row = state.RowOf(slot);
            if (row < 0)
                continue;
            ref var sum = ref sums[row];
            sum.Accounts++;
            sum.Flows.Add(state.Flows.Of(slot, currency));
            sum.Balance += Strikes.Balance(state, slot, currency);
            sum.Margin += state.Ledger.Balance(LedgerCode.ClientMargin, slot, currency);
        }

        return sums;
    }

    private static void Tell(State state, CalendarClock clock, int row, Currency currency, in Sum sum, Outbox events)
    {
        ref var total = ref state.Totals.Of(row, currency);
        var told = new MemberStruck(
            state.Members[row / MemberTotals.Classes].Terms.Member,
            MemberTotals.ClassOf(row),
            currency,
            clock.Number,
            clock.Day,
            sum.Accounts,
            total.Before,
            total.Ported,
            sum.Flows.Moved,
            sum.Flows.Fees,
            sum.Flows.Variation,
            sum.Balance,
            sum.Margin,
            total.ExchangeMargin
        );
        Must.Hold(told.Before + told.Ported == sum.Flows.Before);
        Must.Hold(told.Before + told.Ported + told.Moved - told.Fees + told.Variation == told.Balance);
        if (told.IsAnything)
            events.Add(MessageKind.MemberStruck, told);
        (total.Before, total.Ported) = (sum.Balance, Money.Zero);
    }
}
