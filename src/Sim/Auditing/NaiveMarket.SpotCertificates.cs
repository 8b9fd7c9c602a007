// The naive market's certificates: made, passed on, split, redeemed (CRT).
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    // CRT-002: at most so many hours ahead, three years.
    private const long MostAhead = 3 * 366 * 24;

    private readonly List<NaiveCertificate> _certificates = [];
    private long _lastSpotTrade;

    private NaiveCertificate? CertificateOf(long id) => _certificates.Find(c => c.Id == id);

    private NaiveCertificate Make(NaiveCertificate certificate)
    {
        _certificates.Add(certificate);
        Say(
            MessageKind.CertificateIssued,
            new CertificateIssued(
                certificate.Id,
                Name24.Of(certificate.Product.Terms.Product),
                new(certificate.Issuer),
                new(certificate.Owner),
                certificate.FirstHour,
                certificate.Hours,
                new(certificate.Lots),
                certificate.Units,
                new(certificate.Paid),
                new(certificate.Collateral),
                certificate.From
            )
        );
        return certificate;
    }

    private void Issue(IssueCertificate words)
    {
        var product = ProductOf(words.Product);
        if (WhyNotIssued(words, product) is { } why)
        {
            Refuse(MessageKind.IssueCertificate, why.Reason, why.Given, why.Limit);
            return;
        }

        var account = words.Account.Value;
        var lotHours = words.Lots.Lots * words.Hours;
        var collateral = product!.Worth(product.Terms.CollateralTicks, lotHours);
        _references.Add($"{account} {words.Reference}");
        PostSpot(
            (LedgerCode.ClientCash, account),
            (LedgerCode.SpotCollateral, account),
            product.Terms.Currency,
            collateral,
            PostingReason.SpotCollateral
        );
        Make(
            new()
            {
                Id = _certificates.Count + 1,
                Product = product,
                Issuer = account,
                Owner = account,
                FirstHour = words.FirstHour,
                Hours = words.Hours,
                Lots = words.Lots.Lots,
                Units = lotHours * product.Terms.UnitsPerLot,
                Paid = 0,
                Collateral = collateral,
                Prepaid = false,
                Terms = product.Terms,
            }
        );
    }

    private (RejectReason Reason, long Given, long Limit)? WhyNotIssued(IssueCertificate words, NaiveProduct? product)
    {
        var account = words.Account.Value;
        if (!words.Reference.IsWellFormed)
            return (RejectReason.BadField, 0, 0);
        if (!_accounts.ContainsKey(account))
            return (RejectReason.UnknownAccount, account, 0);
        if (product is null)
            return (RejectReason.UnknownProduct, 0, 0);
        if (_references.Contains($"{account} {words.Reference}"))
            return (RejectReason.DuplicateReference, 0, 0);
        if (words.Hours < 1)
            return (RejectReason.TooManyHours, words.Hours, 1);
        if (words.Hours > SpotProduct.MostHours)
            return (RejectReason.TooManyHours, words.Hours, SpotProduct.MostHours);
        var next = DeliveryHours.Of(_now) + 1;
        if (words.FirstHour < next)
            return (RejectReason.HoursOutside, words.FirstHour, next);
        if (words.FirstHour > next + MostAhead)
            return (RejectReason.HoursOutside, words.FirstHour, next + MostAhead);
        if (words.Lots.Lots < 1)
            return (RejectReason.QuantityTooSmall, words.Lots.Lots, 1);
        if (words.Lots.Lots > product.Terms.MaxLots)
            return (RejectReason.QuantityTooLarge, words.Lots.Lots, product.Terms.MaxLots);
        var room = IssuerRoom(product, account);
        var lotHours = words.Lots.Lots * words.Hours;
        if (lotHours > room)
            return (RejectReason.IssuerLimit, lotHours, long.Max(0, room));
        var collateral = product.Worth(product.Terms.CollateralTicks, lotHours);
        return WhyNotAside(account, product.Terms.Currency, collateral);
    }

    // What every owner's command asks.
    private (RejectReason Reason, long Given, long Limit)? WhyNotMine(AccountId account, long id)
    {
        if (!_accounts.ContainsKey(account.Value))
            return (RejectReason.UnknownAccount, account.Value, 0);
        if (CertificateOf(id) is not { } certificate)
            return (RejectReason.UnknownCertificate, id, _certificates.Count);
        if (certificate.Owner != account.Value)
            return (RejectReason.NotYourCertificate, id, 0);
        switch (certificate.State)
        {
            case CertificateState.Ended:
                return (RejectReason.CertificateEnded, id, 0);
            case CertificateState.Redeemed:
                return (RejectReason.CertificateRedeemed, id, certificate.Meter);
            case CertificateState.Tendered:
                return (RejectReason.CertificateTendered, id, 0);
        }

        if (_now >= DeliveryHours.Begin(certificate.LastHour + 1))
            return (RejectReason.WindowPassed, DeliveryHours.Of(_now), certificate.LastHour);
        return DefaultOfAccount(account.Value) is { } shut ? (RejectReason.MemberInDefault, shut.Member, 0) : null;
    }

    private void PassOn(TransferCertificate words)
    {
        var why = WhyNotMine(words.Account, words.Certificate);
        if (why is null && !_accounts.ContainsKey(words.To.Value))
            why = (RejectReason.UnknownAccount, words.To.Value, 0);
        if (why is null && DefaultOfAccount(words.To.Value) is { } shut)
            why = (RejectReason.MemberInDefault, shut.Member, 0);
        if (why is { } refusal)
        {
            Refuse(MessageKind.TransferCertificate, refusal.Reason, refusal.Given, refusal.Limit);
            return;
        }

        CertificateOf(words.Certificate)!.Owner = words.To.Value;
        Say(MessageKind.CertificateTransferred, words);
    }

    private void Split(SplitCertificate words)
    {
        var lots = words.Lots.Lots;
        var why = WhyNotMine(words.Account, words.Certificate);
        var whole = CertificateOf(words.Certificate);
        if (why is null && lots < 1)
            why = (RejectReason.QuantityTooSmall, lots, 1);
        if (why is null && lots > whole!.Lots - 1)
            why = (RejectReason.NothingLeftToSplit, lots, whole.Lots - 1);
        if (why is { } refusal)
        {
            Refuse(MessageKind.SplitCertificate, refusal.Reason, refusal.Given, refusal.Limit);
            return;
        }

        var units = lots * whole!.Hours * whole.Product.Terms.UnitsPerLot;
        var part = new NaiveCertificate
        {
            Id = _certificates.Count + 1,
            Product = whole.Product,
            Issuer = whole.Issuer,
            Owner = whole.Owner,
            FirstHour = whole.FirstHour,
            Hours = whole.Hours,
            Lots = lots,
            Units = units,
            Paid = whole.PartOf(whole.Paid, units),
            Collateral = whole.PartOf(whole.Collateral, units),
            Prepaid = whole.Prepaid,
            Terms = whole.Terms,
            From = whole.Id,
        };
        whole.Lots -= part.Lots;
        whole.Units -= part.Units;
        whole.Paid -= part.Paid;
        whole.Collateral -= part.Collateral;
        Say(
            MessageKind.CertificateSplit,
            new CertificateSplit(
                whole.Id,
                new(whole.Lots),
                whole.Units,
                new(whole.Paid),
                new(whole.Collateral),
                part.Id
            )
        );
        Make(part);
    }

    private void Redeem(RedeemCertificate words)
    {
        var why =
            words.Meter < 1 ? (RejectReason.BadField, words.Meter, 1) : WhyNotMine(words.Account, words.Certificate);
        if (why is { } refusal)
        {
            Refuse(MessageKind.RedeemCertificate, refusal.Reason, refusal.Given, refusal.Limit);
            return;
        }

        var certificate = CertificateOf(words.Certificate)!;
        certificate.State = CertificateState.Redeemed;
        certificate.Meter = words.Meter;
        Say(MessageKind.CertificateRedeemed, words);
    }
}
