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
            case >= MessageKind.PlaceSpotOrder and <= MessageKind.WithdrawSpotQuote:
                return SubmitDealing(kind, command);
            case >= MessageKind.DefineSupply and <= MessageKind.EndSupply:
                return SubmitSupply(kind, command);
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

    // Between auctions: the book and quotes.
    private bool SubmitDealing(MessageKind kind, LogEntry command)
    {
        switch (kind)
        {
            case MessageKind.PlaceSpotOrder:
                TakeSpotOrder(command.As<PlaceSpotOrder>());
                return true;
            case MessageKind.CancelSpotOrder:
                TakeBack(command.As<CancelSpotOrder>());
                return true;
            case MessageKind.AskSpotQuote:
                Ask(command.As<AskSpotQuote>());
                return true;
            case MessageKind.GiveSpotQuote:
                Give(command.As<GiveSpotQuote>());
                return true;
            case MessageKind.TakeSpotQuote:
                Accept(command.As<TakeSpotQuote>());
                return true;
            case MessageKind.WithdrawSpotQuote:
                Withdraw(command.As<WithdrawSpotQuote>());
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
        else
            EndDealings(known);
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
        : known.Terms.Contract is { } contract
        && (terms.Contract != contract || terms.UnitsPerFuture != known.Terms.UnitsPerFuture)
            ? "future"
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
        SetAside(words.Account.Value, product.Terms.Currency, reserve);
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
        if (WhyNoAmount(product, words.Lots, words.Limit) is { } amount)
            return amount;
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

    private static (RejectReason Reason, long Given, long Limit)? WhyNoAmount(
        NaiveProduct product,
        Quantity lots,
        Price price
    )
    {
        var terms = product.Terms;
        if (lots.Lots < 1)
            return (RejectReason.QuantityTooSmall, lots.Lots, 1);
        if (lots.Lots > terms.MaxLots)
            return (RejectReason.QuantityTooLarge, lots.Lots, terms.MaxLots);
        if (price.Ticks > terms.CapTicks)
            return (RejectReason.PriceAboveLimit, price.Ticks, terms.CapTicks);
        return price.Ticks < terms.FloorTicks ? (RejectReason.PriceBelowLimit, price.Ticks, terms.FloorTicks) : null;
    }

    private static IEnumerable<long> HoursOf(PlaceSpotBid bid) =>
        Enumerable.Range(0, bid.Hours).Select(h => bid.FirstHour + h);

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
            Prepay(account, currency, used);
        else
            Secure(account, currency, used);
        SetFree(account, currency, freed);
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
}
