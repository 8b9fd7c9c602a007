// The naive market's money of the spot market: what is set aside, in escrow and deposited (SPT-007).
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    // Why money comes from the spot market or goes there.
    private static readonly PostingReason[] _spotReasons =
    [
        PostingReason.SpotReserve,
        PostingReason.SpotPrepayment,
        PostingReason.SpotCollateral,
        PostingReason.SpotPayment,
        PostingReason.SpotRefund,
        PostingReason.SpotPenalty,
        PostingReason.SupplyPayment,
    ];

    private (RejectReason Reason, long Given, long Limit)? WhyShut(int account)
    {
        if (IsRestricted(account))
            return (RejectReason.AccountRestricted, account, 0);
        return DefaultOfAccount(account) is { } shut ? (RejectReason.MemberInDefault, shut.Member, 0) : null;
    }

    // At most its cash, and at most what is free of margin.
    private (RejectReason Reason, long Given, long Limit)? WhyNotAside(int account, Currency currency, long amount)
    {
        if (WhyShut(account) is { } shut)
            return shut;
        var cash = Ledger.Of(LedgerCode.ClientCash, account, currency);
        var least = BigInteger.Min(cash, Free(account, currency));
        return amount > least ? (RejectReason.InsufficientFunds, amount, (long)BigInteger.Max(0, least)) : null;
    }

    // Lot-hours that an account may still issue or offer.
    private long IssuerRoom(NaiveProduct product, int account) =>
        product.Terms.IssuerLimit
        - product.Bids.Where(b => b.Side == Side.Sell && b.Account.Value == account).Sum(b => b.Lots.Lots * b.Hours)
        - product
            .Orders.Where(o => o.Words.Side == Side.Sell && o.Words.Account.Value == account)
            .Sum(o => o.Left * o.Words.Hours)
        - _quotes
            .Where(q => q.Open && q.Account == account && q.Request.Product == product)
            .Where(q => Answering(q.Request) == Side.Sell)
            .Sum(q => q.Request.LotHours)
        - _certificates.Where(c => c.Lives && c.Product == product && c.Issuer == account).Sum(c => c.Lots * c.Hours);

    private void SetAside(int account, Currency currency, long amount) =>
        PostSpot(
            (LedgerCode.ClientCash, account),
            (LedgerCode.SpotReserve, account),
            currency,
            amount,
            PostingReason.SpotReserve
        );

    private void SetFree(int account, Currency currency, long amount) =>
        PostSpot(
            (LedgerCode.SpotReserve, account),
            (LedgerCode.ClientCash, account),
            currency,
            amount,
            PostingReason.SpotReserve
        );

    // What a buyer has set aside goes into escrow.
    private void Prepay(int buyer, Currency currency, long amount) =>
        PostSpot(
            (LedgerCode.SpotReserve, buyer),
            (LedgerCode.SpotEscrow, 0),
            currency,
            amount,
            PostingReason.SpotPrepayment
        );

    // What a seller has set aside is its collateral.
    private void Secure(int seller, Currency currency, long amount) =>
        PostSpot(
            (LedgerCode.SpotReserve, seller),
            (LedgerCode.SpotCollateral, seller),
            currency,
            amount,
            PostingReason.SpotCollateral
        );

    private void PayOut(int to, Currency currency, long amount, PostingReason reason) =>
        PostSpot((LedgerCode.SpotEscrow, 0), (LedgerCode.ClientCash, to), currency, amount, reason);

    // From an issuer to another by way of the house (MBR-007).
    private void Penalise(int issuer, int to, Currency currency, long amount)
    {
        PostSpot(
            (LedgerCode.SpotCollateral, issuer),
            (LedgerCode.SpotEscrow, 0),
            currency,
            amount,
            PostingReason.SpotPenalty
        );
        PayOut(to, currency, amount, PostingReason.SpotPenalty);
    }

    private void GiveBack(int issuer, Currency currency, long amount) =>
        PostSpot(
            (LedgerCode.SpotCollateral, issuer),
            (LedgerCode.ClientCash, issuer),
            currency,
            amount,
            PostingReason.SpotCollateral
        );

    // What stands outside an account's balance has no owner in what its balance moved by.
    private void PostSpot(
        (LedgerCode Code, int Owner) debit,
        (LedgerCode Code, int Owner) credit,
        Currency currency,
        long amount,
        PostingReason reason
    )
    {
        if (amount == 0)
            return;
        Post(debit.Code, debit.Owner, credit.Code, credit.Owner, currency, amount, 0, reason);
        var whole = _postings[^1];
        _postings[^1] = whole with
        {
            DebitOwner = debit.Code == LedgerCode.ClientCash ? whole.DebitOwner : default,
            CreditOwner = credit.Code == LedgerCode.ClientCash ? whole.CreditOwner : default,
        };
    }
}
