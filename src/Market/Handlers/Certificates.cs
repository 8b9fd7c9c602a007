// Certificates: made by sales and by issuers, passed on, split, redeemed, ended.
using Tokenbourse.Market.Delivery;
using Tokenbourse.Market.Spot;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>A sale on the spot market; the money stands in escrow and in collateral already. Slots, not
/// accounts.</summary>
internal readonly record struct SpotSale(
    SpotVenue Venue,
    int Buyer,
    int Seller,
    long FirstHour,
    int Hours,
    long Lots,
    Money Paid,
    Money Collateral
);

/// <summary>Handles <see cref="IssueCertificate"/>, <see cref="TransferCertificate"/>, <see cref="SplitCertificate"/>
/// and
/// <see cref="RedeemCertificate"/> (rules CRT-001 to CRT-005).</summary>
internal static class Certificates
{
    /// <summary>A sale out of what both sides have set aside.</summary>
    /// <param name="better">What the buyer had set aside beyond the price: it is free again.</param>
    public static void SellReserved(State state, SpotSeries series, in SpotSale sale, Money better, Outbox events)
    {
        var currency = series.Spec.Currency;
        SpotMoney.Prepay(state, sale.Buyer, currency, sale.Paid, events);
        SpotMoney.Deposit(state, sale.Seller, currency, sale.Collateral, events);
        SpotMoney.Free(state, sale.Buyer, currency, better, events);
        Sell(state, series, sale, events);
    }

    /// <summary>A sale and its certificate.</summary>
    public static void Sell(State state, SpotSeries series, in SpotSale sale, Outbox events)
    {
        var certificate = Make(state, series, sale);
        events.Add(
            MessageKind.SpotTraded,
            new SpotTraded(
                ++state.LastSpotTrade,
                series.Name,
                sale.Venue,
                state.AccountAt(sale.Buyer),
                state.AccountAt(sale.Seller),
                sale.FirstHour,
                sale.Hours,
                new(sale.Lots),
                sale.Paid,
                certificate.Id
            )
        );
        Tell(state, certificate, events);
    }

    public static void Handle(State state, in IssueCertificate issue, Outbox events)
    {
        var slot = state.SlotOf(issue.Account);
        var series = state.SpotNamed(issue.Product);
        var (reason, given, limit) = Ask(state, issue, slot, series);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.IssueCertificate, reason, given, limit, events);
            return;
        }

        state.Use(issue.Account, issue.Reference);
        var currency = series!.Spec.Currency;
        var collateral = CollateralOf(series, issue);
        SpotMoney.Reserve(state, slot, currency, collateral, events);
        SpotMoney.Deposit(state, slot, currency, collateral, events);
        var sale = new SpotSale(
            SpotVenue.None,
            slot,
            slot,
            issue.FirstHour,
            issue.Hours,
            issue.Lots.Lots,
            Money.Zero,
            collateral
        );
        Tell(state, Make(state, series, sale), events);
        state.RefreshSpotDue();
    }

    public static void Handle(State state, in TransferCertificate transfer, Outbox events)
    {
        var (reason, given, limit) = AskOwned(state, transfer.Account, transfer.Certificate, out var certificate);
        var to = state.SlotOf(transfer.To);
        if (reason == RejectReason.None && to == 0)
            (reason, given) = (RejectReason.UnknownAccount, transfer.To.Value);
        if (reason == RejectReason.None && Defaults.ShutOut(state, to) is > 0 and var member)
            (reason, given) = (RejectReason.MemberInDefault, member);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.TransferCertificate, reason, given, limit, events);
            return;
        }

        certificate!.Owner = to;
        events.Add(MessageKind.CertificateTransferred, transfer);
    }

    public static void Handle(State state, in SplitCertificate split, Outbox events)
    {
        var (reason, given, limit) = AskOwned(state, split.Account, split.Certificate, out var certificate);
        if (reason == RejectReason.None && split.Lots.Lots <= 0)
            (reason, given, limit) = (RejectReason.QuantityTooSmall, split.Lots.Lots, 1);
        if (reason == RejectReason.None && split.Lots.Lots >= certificate!.Lots)
            (reason, given, limit) = (RejectReason.NothingLeftToSplit, split.Lots.Lots, certificate.Lots - 1);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.SplitCertificate, reason, given, limit, events);
            return;
        }

        var part = certificate!.Split(state.Certificates.Count + 1, split.Lots.Lots);
        state.Certificates.Add(part);
        events.Add(
            MessageKind.CertificateSplit,
            new CertificateSplit(
                certificate.Id,
                new(certificate.Lots),
                certificate.Units,
                certificate.Paid,
                certificate.Collateral,
                part.Id
            )
        );
        Tell(state, part, events);
    }

    public static void Handle(State state, in RedeemCertificate redeem, Outbox events)
    {
        var (reason, given, limit) = AskOwned(state, redeem.Account, redeem.Certificate, out var certificate);
        if (redeem.Meter <= 0)
            (reason, given, limit) = (RejectReason.BadField, redeem.Meter, 1);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.RedeemCertificate, reason, given, limit, events);
            return;
        }

        (certificate!.State, certificate.Meter) = (CertificateState.Redeemed, redeem.Meter);
        events.Add(MessageKind.CertificateRedeemed, redeem);
    }

    /// <summary>Drawn to the last unit, or its time has passed (rule DLV-005).</summary>
    public static void End(State state, Certificate certificate, Outbox events)
    {
        var currency = state.SpotProducts[certificate.Product - 1].Spec.Currency;
        var end = certificate.EndNow();
        state.Certificates.Leave(certificate);
        var (issuer, owner) = (certificate.Issuer, certificate.Owner);
        SpotMoney.Pay(state, issuer, currency, end.PaidUnused, PostingReason.SpotPayment, events);
        SpotMoney.Pay(state, owner, currency, end.Refunded, PostingReason.SpotRefund, events);
        SpotMoney.Penalise(state, issuer, owner, currency, end.Penalty, events);
        SpotMoney.Release(state, issuer, currency, end.Released, events);
        events.Add(
            MessageKind.CertificateEnded,
            new CertificateEnded(
                certificate.Id,
                certificate.Drawn,
                end.Failed,
                end.Unused,
                end.PaidUnused,
                end.Refunded,
                end.Penalty,
                end.Released
            )
        );
    }

    private static Certificate Make(State state, SpotSeries series, in SpotSale sale)
    {
        var certificate = new Certificate
        {
            Id = state.Certificates.Count + 1,
            Product = state.SpotProducts.IndexOf(series) + 1,
            Issuer = sale.Seller,
            Owner = sale.Buyer,
            FirstHour = sale.FirstHour,
            Hours = sale.Hours,
            Lots = sale.Lots,
            Units = checked(sale.Lots * sale.Hours * series.Spec.UnitsPerLot),
            Prepaid = sale.Venue != SpotVenue.None,
            GraceHours = series.Spec.GraceHours,
            PenaltyPpm = series.Spec.PenaltyPpm,
            Unused = series.Spec.Unused,
        };
        certificate.Fund(sale.Paid, sale.Collateral);
        state.Certificates.Add(certificate);
        return certificate;
    }

    private static void Tell(State state, Certificate c, Outbox events) =>
        events.Add(
            MessageKind.CertificateIssued,
            new CertificateIssued(
                c.Id,
                state.SpotProducts[c.Product - 1].Name,
                state.AccountAt(c.Issuer),
                state.AccountAt(c.Owner),
                c.FirstHour,
                c.Hours,
                new(c.Lots),
                c.Units,
                c.Paid,
                c.Collateral,
                c.From
            )
        );

    private static Money CollateralOf(SpotSeries series, in IssueCertificate issue) =>
        series.Worth(series.Spec.CollateralTicks, checked(issue.Lots.Lots * issue.Hours));

    private static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        in IssueCertificate issue,
        int slot,
        SpotSeries? series
    )
    {
        if (!issue.Reference.IsWellFormed)
            return (RejectReason.BadField, 0, 0);
        if (slot == 0)
            return (RejectReason.UnknownAccount, issue.Account.Value, 0);
        if (series is null)
            return (RejectReason.UnknownProduct, 0, 0);
        if (state.HasReference(issue.Account, issue.Reference))
            return (RejectReason.DuplicateReference, 0, 0);
        var spec = series.Spec;
        if (issue.Hours < 1 || issue.Hours > SpotProduct.MostHours)
            return (RejectReason.TooManyHours, issue.Hours, issue.Hours < 1 ? 1 : SpotProduct.MostHours);
        var next = DeliveryHours.Of(state.Now) + 1;
        if (issue.FirstHour < next)
            return (RejectReason.HoursOutside, issue.FirstHour, next);
        if (issue.FirstHour > next + MostAhead)
            return (RejectReason.HoursOutside, issue.FirstHour, next + MostAhead);
        if (issue.Lots.Lots <= 0)
            return (RejectReason.QuantityTooSmall, issue.Lots.Lots, 1);
        if (issue.Lots.Lots > spec.MaxLots)
            return (RejectReason.QuantityTooLarge, issue.Lots.Lots, spec.MaxLots);
        var room = SpotBids.IssuerRoom(state, series, slot);
        var lotHours = issue.Lots.Lots * issue.Hours;
        if (lotHours > room)
            return (RejectReason.IssuerLimit, lotHours, long.Max(0, room));
        return SpotMoney.Ask(state, slot, spec.Currency, CollateralOf(series, issue));
    }

    /// <summary>Hours from the next one to the first one of a certificate: three years.</summary>
    public const long MostAhead = 3 * 366 * 24;

    /// <summary>What every command of an owner asks: it is there, his, alive and not redeemed.</summary>
    public static (RejectReason Reason, long Given, long Limit) AskOwned(
        State state,
        AccountId account,
        long id,
        out Certificate? certificate
    )
    {
        certificate = state.Certificates.Of(id);
        var slot = state.SlotOf(account);
        if (slot == 0)
            return (RejectReason.UnknownAccount, account.Value, 0);
        if (certificate is null)
            return (RejectReason.UnknownCertificate, id, state.Certificates.Count);
        if (certificate.Owner != slot)
            return (RejectReason.NotYourCertificate, id, 0);
        if (certificate.State == CertificateState.Ended)
            return (RejectReason.CertificateEnded, id, 0);
        if (certificate.State == CertificateState.Redeemed)
            return (RejectReason.CertificateRedeemed, id, certificate.Meter);
        if (certificate.State == CertificateState.Tendered)
            return (RejectReason.CertificateTendered, id, 0);
        var hour = DeliveryHours.Of(state.Now);
        if (hour > certificate.LastHour)
            return (RejectReason.WindowPassed, hour, certificate.LastHour);
        return Defaults.ShutOut(state, slot) is > 0 and var member
            ? (RejectReason.MemberInDefault, member, 0)
            : default;
    }
}
