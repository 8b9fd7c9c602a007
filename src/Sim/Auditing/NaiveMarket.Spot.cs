// The naive market's spot market: products, bids and what is set aside for them (SPT, DLV-004).
using System.Numerics;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private const int MostProducts = 1000;

    // Why money comes from the spot market or goes there.
    private static readonly PostingReason[] _spotReasons =
    [
        PostingReason.SpotReserve,
        PostingReason.SpotPrepayment,
        PostingReason.SpotCollateral,
        PostingReason.SpotPayment,
        PostingReason.SpotRefund,
        PostingReason.SpotPenalty,
    ];

    private readonly List<NaiveProduct> _products = [];

    private bool HasSpot => _release >= Releases.Spot;

    private bool SubmitSpot(MessageKind kind, LogEntry command)
    {
        switch (kind)
        {
            case MessageKind.DefineSpotProduct:
                DefineProduct(command.Payload);
                return true;
            case MessageKind.PlaceSpotBid:
                Bid(command.As<PlaceSpotBid>());
                return true;
            case MessageKind.CancelSpotBid:
                TakeBack(command.As<CancelSpotBid>());
                return true;
            case MessageKind.SetStandby:
                StandIn(command.As<SetStandby>());
                return true;
            case MessageKind.IssueCertificate:
                Issue(command.As<IssueCertificate>());
                return true;
            case MessageKind.TransferCertificate:
                PassOn(command.As<TransferCertificate>());
                return true;
            case MessageKind.SplitCertificate:
                Split(command.As<SplitCertificate>());
                return true;
            case MessageKind.RedeemCertificate:
                Redeem(command.As<RedeemCertificate>());
                return true;
            case MessageKind.RecordDelivery:
                Record(command.As<RecordDelivery>());
                return true;
            case MessageKind.TenderCertificate:
                Tender(command.As<TenderCertificate>());
                return true;
            case MessageKind.WithdrawTender:
                Withdraw(command.As<WithdrawTender>());
                return true;
            case MessageKind.RequestDelivery:
                AskForDelivery(command.As<RequestDelivery>());
                return true;
            default:
                return false;
        }
    }

    private NaiveProduct? ProductOf(Name24 name) => _products.Find(p => p.Terms.Product == name.ToString());

    private void DefineProduct(ReadOnlyMemory<byte> json)
    {
        var faults = new List<SpecFault>();
        if (SpotProduct.Read(json, faults) is not { } terms)
        {
            RefuseDocument(MessageKind.DefineSpotProduct, faults);
            return;
        }

        var known = _products.Find(p => p.Terms.Product == terms.Product);
        if (known is null && _products.Count >= MostProducts)
            faults.Add(new("product", terms.Product, "is one too many"));
        if (known is not null && WhatMustStay(known, terms) is { } field)
            faults.Add(new(field, "", "does not follow"));
        if (terms.Contract is { } contract && !_contracts.Any(c => c.Contract == contract))
            faults.Add(new("future", contract, "is no contract"));
        if (faults.Count > 0)
        {
            RefuseDocument(MessageKind.DefineSpotProduct, faults);
            return;
        }

        if (known is null)
            _products.Add(known = new() { Terms = terms });
        known.Terms = terms;
        known.StandBeforeGate(_now);
        SayDocument(MessageKind.SpotProductDefined, json);
    }

    private static string? WhatMustStay(NaiveProduct known, SpotProduct terms) =>
        terms.Version <= known.Terms.Version ? "version"
        : terms.Kind != known.Terms.Kind ? "kind"
        : terms.Currency != known.Terms.Currency ? "currency"
        : terms.UnitsPerLot != known.Terms.UnitsPerLot ? "unitsPerLot"
        : terms.TickSize != known.Terms.TickSize ? "tick"
        : known.Bids.Count > 0 ? "product"
        : null;

    private void Bid(PlaceSpotBid words)
    {
        var product = ProductOf(words.Product);
        if (WhyNoBid(words, product) is { } why)
        {
            Refuse(MessageKind.PlaceSpotBid, why.Reason, why.Given, why.Limit);
            return;
        }

        var reserve = product!.Reserve(words);
        product.Bids.Add(words);
        PostSpot(
            (LedgerCode.ClientCash, words.Account.Value),
            (LedgerCode.SpotReserve, words.Account.Value),
            product.Terms.Currency,
            reserve,
            PostingReason.SpotReserve
        );
        Say(
            MessageKind.SpotBidTaken,
            new SpotBidTaken(
                words.Account,
                words.Product,
                words.Side,
                words.Reference,
                words.FirstHour,
                words.Hours,
                words.Lots,
                words.Limit,
                words.AllOrNone,
                new(reserve)
            )
        );
    }

    private (RejectReason Reason, long Given, long Limit)? WhyNoBid(PlaceSpotBid words, NaiveProduct? product)
    {
        var account = words.Account.Value;
        if (words.Side is not (Side.Buy or Side.Sell))
            return (RejectReason.BadField, (long)words.Side, 2);
        if (words.AllOrNone is not (0 or 1))
            return (RejectReason.BadField, words.AllOrNone, 1);
        if (words.Reference < 1)
            return (RejectReason.BadField, words.Reference, 1);
        if (!_accounts.ContainsKey(account))
            return (RejectReason.UnknownAccount, account, 0);
        if (product is null)
            return (RejectReason.UnknownProduct, 0, 0);
        if (product.Bids.Any(b => b.Account == words.Account && b.Reference == words.Reference))
            return (RejectReason.DuplicateBid, words.Reference, 0);
        var mostHours = words.AllOrNone == 1 ? product.Hours : 1;
        if (words.Hours < 1)
            return (RejectReason.TooManyHours, words.Hours, 1);
        if (words.Hours > mostHours)
            return (RejectReason.TooManyHours, words.Hours, mostHours);
        if (words.FirstHour < product.FirstHour)
            return (RejectReason.HoursOutside, words.FirstHour, product.FirstHour);
        var latest = product.FirstHour + product.Hours - words.Hours;
        if (words.FirstHour > latest)
            return (RejectReason.HoursOutside, words.FirstHour, latest);
        var terms = product.Terms;
        if (words.Lots.Lots < 1)
            return (RejectReason.QuantityTooSmall, words.Lots.Lots, 1);
        if (words.Lots.Lots > terms.MaxLots)
            return (RejectReason.QuantityTooLarge, words.Lots.Lots, terms.MaxLots);
        if (words.Limit.Ticks > terms.CapTicks)
            return (RejectReason.PriceAboveLimit, words.Limit.Ticks, terms.CapTicks);
        if (words.Limit.Ticks < terms.FloorTicks)
            return (RejectReason.PriceBelowLimit, words.Limit.Ticks, terms.FloorTicks);
        var owners = GroupOf(account);
        if (
            product.Bids.Any(b =>
                owners.Contains(b.Account.Value) && b.Side != words.Side && HoursOf(b).Intersect(HoursOf(words)).Any()
            )
        )
            return (RejectReason.MeetsOwnBid, words.FirstHour, 0);
        var lotHours = words.Lots.Lots * words.Hours;
        if (words.Side == Side.Sell && lotHours > IssuerRoom(product, account))
            return (RejectReason.IssuerLimit, lotHours, long.Max(0, IssuerRoom(product, account)));
        return WhyNotAside(account, terms.Currency, product.Reserve(words));
    }

    private static IEnumerable<long> HoursOf(PlaceSpotBid bid) =>
        Enumerable.Range(0, bid.Hours).Select(h => bid.FirstHour + h);

    // Lot-hours that an account may still issue or offer.
    private long IssuerRoom(NaiveProduct product, int account) =>
        product.Terms.IssuerLimit
        - product.Bids.Where(b => b.Side == Side.Sell && b.Account.Value == account).Sum(b => b.Lots.Lots * b.Hours)
        - _certificates.Where(c => c.Lives && c.Product == product && c.Issuer == account).Sum(c => c.Lots * c.Hours);

    // SPT-007: at most its cash, and at most what is free of margin.
    private (RejectReason Reason, long Given, long Limit)? WhyNotAside(int account, Currency currency, long amount)
    {
        if (IsRestricted(account))
            return (RejectReason.AccountRestricted, account, 0);
        if (DefaultOfAccount(account) is { } shut)
            return (RejectReason.MemberInDefault, shut.Member, 0);
        var cash = Ledger.Of(LedgerCode.ClientCash, account, currency);
        var least = BigInteger.Min(cash, Free(account, currency));
        return amount > least ? (RejectReason.InsufficientFunds, amount, (long)BigInteger.Max(0, least)) : null;
    }

    private void TakeBack(CancelSpotBid words)
    {
        const MessageKind command = MessageKind.CancelSpotBid;
        var product = ProductOf(words.Product);
        var at = product?.Bids.FindIndex(b => b.Account == words.Account && b.Reference == words.Reference) ?? -1;
        if (!_accounts.ContainsKey(words.Account.Value))
            Refuse(command, RejectReason.UnknownAccount, words.Account.Value, 0);
        else if (product is null)
            Refuse(command, RejectReason.UnknownProduct, 0, 0);
        else if (at < 0)
            Refuse(command, RejectReason.UnknownBid, words.Reference, 0);
        else
            EndBid(product, product.Bids[at], SpotBidEnd.TakenBack, 0, 0, 0);
    }

    // A bid ends: what it used goes where it belongs, the rest is free again.
    private void EndBid(NaiveProduct product, PlaceSpotBid bid, SpotBidEnd how, long lots, long paid, long used)
    {
        product.Bids.Remove(bid);
        var account = bid.Account.Value;
        var currency = product.Terms.Currency;
        var freed = product.Reserve(bid) - used;
        if (bid.Side == Side.Buy)
            PostSpot(
                (LedgerCode.SpotReserve, account),
                (LedgerCode.SpotEscrow, 0),
                currency,
                used,
                PostingReason.SpotPrepayment
            );
        else
            PostSpot(
                (LedgerCode.SpotReserve, account),
                (LedgerCode.SpotCollateral, account),
                currency,
                used,
                PostingReason.SpotCollateral
            );
        PostSpot(
            (LedgerCode.SpotReserve, account),
            (LedgerCode.ClientCash, account),
            currency,
            freed,
            PostingReason.SpotReserve
        );
        Say(
            MessageKind.SpotBidEnded,
            new SpotBidEnded(bid.Account, bid.Product, bid.Reference, how, new(lots), new(paid), new(freed))
        );
    }

    private void StandIn(SetStandby words)
    {
        const MessageKind command = MessageKind.SetStandby;
        var product = ProductOf(words.Product);
        if (words.Offered is not (0 or 1))
            Refuse(command, RejectReason.BadField, words.Offered, 1);
        else if (!_accounts.ContainsKey(words.Account.Value))
            Refuse(command, RejectReason.UnknownAccount, words.Account.Value, 0);
        else if (product is null)
            Refuse(command, RejectReason.UnknownProduct, 0, 0);
        else if (words.Price.Ticks > product.Terms.CapTicks)
            Refuse(command, RejectReason.PriceAboveLimit, words.Price.Ticks, product.Terms.CapTicks);
        else if (words.Price.Ticks < product.Terms.FloorTicks)
            Refuse(command, RejectReason.PriceBelowLimit, words.Price.Ticks, product.Terms.FloorTicks);
        else
        {
            product.Standby.Remove(words.Account.Value);
            if (words.Offered == 1)
                product.Standby.Add(words.Account.Value, words.Price.Ticks);
            Say(MessageKind.StandbySet, words);
        }
    }

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
