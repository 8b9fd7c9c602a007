// The money of the spot market: set aside at the bid, in escrow from the trade on, paid as it is delivered.
using Tokenbourse.Market.Delivery;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Rule SPT-007. Everything stands on the ledger: what is set aside for the spot market is no part of an
/// account's balance, cannot be withdrawn and covers no margin.</summary>
internal static class SpotMoney
{
    /// <summary>May the account set so much aside? It is at most its cash and at most what is free of margin.</summary>
    public static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        int slot,
        Currency currency,
        Money amount
    )
    {
        if (state.IsRestricted(slot))
            return (RejectReason.AccountRestricted, state.AccountAt(slot).Value, 0);
        if (Defaults.ShutOut(state, slot) is > 0 and var member)
            return (RejectReason.MemberInDefault, member, 0);
        var cash = state.Ledger.Balance(LedgerCode.ClientCash, slot, currency);
        var free = Funds.Free(state, slot, currency);
        var least = cash < free ? cash : free;
        return amount > least ? (RejectReason.InsufficientFunds, amount.Minor, long.Max(0, least.Minor)) : default;
    }

    public static void Reserve(State state, int slot, Currency currency, Money amount, Outbox events) =>
        Post(
            state,
            (LedgerCode.ClientCash, slot),
            (LedgerCode.SpotReserve, slot),
            currency,
            amount,
            PostingReason.SpotReserve,
            events
        );

    public static void Free(State state, int slot, Currency currency, Money amount, Outbox events) =>
        Post(
            state,
            (LedgerCode.SpotReserve, slot),
            (LedgerCode.ClientCash, slot),
            currency,
            amount,
            PostingReason.SpotReserve,
            events
        );

    /// <summary>A buyer's reserve becomes a prepayment.</summary>
    public static void Prepay(State state, int buyer, Currency currency, Money amount, Outbox events) =>
        Post(
            state,
            (LedgerCode.SpotReserve, buyer),
            (LedgerCode.SpotEscrow, 0),
            currency,
            amount,
            PostingReason.SpotPrepayment,
            events
        );

    /// <summary>A seller's reserve becomes its collateral.</summary>
    public static void Deposit(State state, int seller, Currency currency, Money amount, Outbox events) =>
        Post(
            state,
            (LedgerCode.SpotReserve, seller),
            (LedgerCode.SpotCollateral, seller),
            currency,
            amount,
            PostingReason.SpotCollateral,
            events
        );

    /// <summary>Collateral comes back.</summary>
    public static void Release(State state, int seller, Currency currency, Money amount, Outbox events) =>
        Post(
            state,
            (LedgerCode.SpotCollateral, seller),
            (LedgerCode.ClientCash, seller),
            currency,
            amount,
            PostingReason.SpotCollateral,
            events
        );

    /// <summary>Out of escrow: a payment or a refund.</summary>
    public static void Pay(State state, int to, Currency currency, Money amount, PostingReason reason, Outbox events) =>
        Post(state, (LedgerCode.SpotEscrow, 0), (LedgerCode.ClientCash, to), currency, amount, reason, events);

    /// <summary>Out of an issuer's collateral to another, by way of the house: what is a client's goes to no other
    /// account at once (rule MBR-007).</summary>
    public static void Penalise(State state, int issuer, int to, Currency currency, Money amount, Outbox events)
    {
        Post(
            state,
            (LedgerCode.SpotCollateral, issuer),
            (LedgerCode.SpotEscrow, 0),
            currency,
            amount,
            PostingReason.SpotPenalty,
            events
        );
        Post(
            state,
            (LedgerCode.SpotEscrow, 0),
            (LedgerCode.ClientCash, to),
            currency,
            amount,
            PostingReason.SpotPenalty,
            events
        );
    }

    /// <summary>What the ledger holds for the spot market is what bids, orders, quotes, certificates and supply
    /// contracts say it holds.</summary>
    public static Money Prove(State state, Currency currency)
    {
        var (escrow, deposits, reserves) = (Money.Zero, Money.Zero, Money.Zero);
        foreach (var certificate in state.Certificates.All)
        {
            if (state.SpotProducts[certificate.Product - 1].Spec.Currency != currency)
                continue;
            escrow += certificate.Escrow;
            deposits += certificate.Deposit;
        }

        deposits += state.Supplies.SecurityIn(currency);
        foreach (var series in state.SpotProducts)
        {
            if (series.Spec.Currency != currency)
                continue;
            foreach (var bid in series.Bids)
                reserves += series.ReserveOf(bid.Words);
            foreach (var order in series.Book.All())
                reserves += SpotOrders.ReserveOf(series, order.Words, order.LotHours);
        }

        foreach (var request in state.SpotRequests.Open)
        {
            var series = state.SpotProducts[request.Product - 1];
            foreach (var quote in request.Quotes)
            {
                if (series.Spec.Currency == currency)
                    reserves += SpotQuotes.ReserveOf(series, quote);
            }
        }

        var held = state.Ledger.Balance(LedgerCode.SpotEscrow, 0, currency);
        Must.Hold(held == escrow);
        var (deposited, reserved) = (Money.Zero, Money.Zero);
        for (var slot = 1; slot <= state.Accounts.Count; slot++)
        {
            deposited += state.Ledger.Balance(LedgerCode.SpotCollateral, slot, currency);
            reserved += state.Ledger.Balance(LedgerCode.SpotReserve, slot, currency);
        }

        Must.Hold(deposited == deposits && reserved == reserves);
        return held + deposited + reserved;
    }

    private static void Post(
        State state,
        (LedgerCode Code, int Slot) debit,
        (LedgerCode Code, int Slot) credit,
        Currency currency,
        Money amount,
        PostingReason reason,
        Outbox events
    )
    {
        if (amount.Minor == 0)
            return;
        Postings.Post(
            state,
            state.Ledger.Begin(),
            debit.Code,
            debit.Slot,
            credit.Code,
            credit.Slot,
            currency,
            amount,
            default,
            reason,
            events
        );
    }
}
