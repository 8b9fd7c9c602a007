// The naive market's deliveries: what is drawn, who is paid for it, and how a certificate ends (DLV).
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    // The last record of each meter.
    private readonly SortedList<int, long> _records = [];

    private void Record(RecordDelivery words)
    {
        var certificate = CertificateOf(words.Certificate);
        if (WhyNotRecorded(words, certificate) is { } why)
        {
            Refuse(MessageKind.RecordDelivery, why.Reason, why.Given, why.Limit);
            return;
        }

        _records[words.Meter] = words.Record;
        var by = words.By.Value == 0 ? certificate!.Issuer : words.By.Value;
        var draw = DrawnBy(certificate!, by, words.Delivered);
        certificate!.Failed += words.Failed;
        certificate.Draws.Add(draw);
        var (issuer, currency) = (certificate.Issuer, certificate.Product.Terms.Currency);
        PayOut(by, currency, draw.Paid, PostingReason.SpotPayment);
        Penalise(issuer, by, currency, draw.TopUp);
        GiveBack(issuer, currency, draw.Released);
        Say(
            MessageKind.DeliveryRecorded,
            new DeliveryRecorded(
                words.Meter,
                words.Record,
                words.Certificate,
                words.Hour,
                new(by),
                words.Delivered,
                words.Failed,
                words.Evidence,
                certificate.Drawn,
                new(draw.Paid),
                new(draw.TopUp),
                new(draw.Released)
            )
        );
        if (certificate.Drawn == certificate.Units)
            EndCertificate(certificate);
    }

    private static NaiveDraw DrawnBy(NaiveCertificate certificate, int by, long units)
    {
        var (before, after) = (certificate.Drawn, certificate.Drawn + units);
        var paid = certificate.PartOf(certificate.Paid, after) - certificate.PartOf(certificate.Paid, before);
        if (by == certificate.Issuer)
        {
            var share =
                certificate.PartOf(certificate.Collateral, after) - certificate.PartOf(certificate.Collateral, before);
            return new(units, paid, 0, long.Min(share, certificate.Deposit));
        }

        var terms = certificate.Product.Terms;
        var asked = Exact.Ceiling(
            (BigInteger)certificate.Product.Standby[by] * terms.TickValueMinor * units,
            terms.UnitsPerLot
        );
        return new(units, paid, long.Clamp(asked - paid, 0, certificate.Deposit), 0);
    }

    private (RejectReason Reason, long Given, long Limit)? WhyNotRecorded(
        RecordDelivery words,
        NaiveCertificate? certificate
    )
    {
        if (words.Meter < 1)
            return (RejectReason.BadField, words.Meter, 1);
        if (words.Delivered < 0 || words.Failed < 0)
            return (RejectReason.BadField, long.Min(words.Delivered, words.Failed), 0);
        if (words is { Delivered: 0, Failed: 0 })
            return (RejectReason.ZeroAmount, 0, 1);
        if (!words.Evidence.IsWellFormed)
            return (RejectReason.BadField, 0, 0);
        if (certificate is null)
            return (RejectReason.UnknownCertificate, words.Certificate, _certificates.Count);
        var last = _records.GetValueOrDefault(words.Meter);
        if (words.Record >= 1 && words.Record == last)
            return (RejectReason.AlreadyDone, words.Record, last);
        if (words.Record <= last)
            return (RejectReason.RecordOutOfOrder, words.Record, last + 1);
        if (certificate.State is CertificateState.Issued or CertificateState.Tendered)
            return (RejectReason.NotRedeemed, words.Certificate, 0);
        if (certificate.Meter == 0)
            return (RejectReason.CertificateEnded, words.Certificate, 0);
        if (certificate.Meter != words.Meter)
            return (RejectReason.AnotherMeter, words.Meter, certificate.Meter);
        if (certificate.State == CertificateState.Ended)
            return (RejectReason.CertificateEnded, words.Certificate, 0);
        if (words.Hour < certificate.FirstHour)
            return (RejectReason.OutsideWindow, words.Hour, certificate.FirstHour);
        if (words.Hour > certificate.LastHour)
            return (RejectReason.OutsideWindow, words.Hour, certificate.LastHour);
        if (words.Hour > DeliveryHours.Of(_now))
            return (RejectReason.OutsideWindow, words.Hour, DeliveryHours.Of(_now));
        var left = certificate.Units - certificate.Drawn;
        if (words.Delivered > left)
            return (RejectReason.OverDraw, words.Delivered, left);
        if (words.Failed > certificate.Units)
            return (RejectReason.OverDraw, words.Failed, certificate.Units);
        if (words.By.Value == 0 || words.By.Value == certificate.Issuer)
            return null;
        if (!_accounts.ContainsKey(words.By.Value))
            return (RejectReason.UnknownAccount, words.By.Value, 0);
        var others = !GroupOf(certificate.Owner).Contains(words.By.Value);
        return others && certificate.Product.Standby.ContainsKey(words.By.Value)
            ? null
            : (RejectReason.NotStandingIn, words.By.Value, 0);
    }

    // DLV-005.
    private void EndCertificate(NaiveCertificate certificate)
    {
        var terms = certificate.Terms;
        var (escrow, deposit) = (certificate.Escrow, certificate.Deposit);
        var left = certificate.Units - certificate.Drawn;
        long failed = 0;
        if (certificate.State == CertificateState.Redeemed)
            failed = terms.Unused == UnusedRule.Refunded ? left : (long)BigInteger.Min(left, certificate.Failed);
        var back = failed == 0 ? 0 : Exact.Floor((BigInteger)escrow * failed, left);
        var penalty = certificate.Prepaid
            ? Exact.Floor(back * (BigInteger)terms.PenaltyPpm, Exact.Million)
            : certificate.PartOf(certificate.Collateral, failed);
        penalty = long.Min(penalty, deposit);
        certificate.State = CertificateState.Ended;
        PayOut(certificate.Issuer, terms.Currency, escrow - back, PostingReason.SpotPayment);
        PayOut(certificate.Owner, terms.Currency, back, PostingReason.SpotRefund);
        Penalise(certificate.Issuer, certificate.Owner, terms.Currency, penalty);
        GiveBack(certificate.Issuer, terms.Currency, deposit - penalty);
        Say(
            MessageKind.CertificateEnded,
            new CertificateEnded(
                certificate.Id,
                certificate.Drawn,
                failed,
                left - failed,
                new(escrow - back),
                new(back),
                new(penalty),
                new(deposit - penalty)
            )
        );
    }
}
