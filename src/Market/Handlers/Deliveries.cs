// What meters tell: units delivered are paid for, units that failed are remembered until the end.
using Tokenbourse.Market.Delivery;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="RecordDelivery"/> (rules DLV-001 to DLV-004).</summary>
internal static class Deliveries
{
    public static void Handle(State state, in RecordDelivery record, Outbox events)
    {
        var certificate = state.Certificates.Of(record.Certificate);
        var (reason, given, limit) = Ask(state, record, certificate);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.RecordDelivery, reason, given, limit, events);
            return;
        }

        state.Certificates.Tell(record.Meter, record.Record);
        var series = state.SpotProducts[certificate!.Product - 1];
        var currency = series.Spec.Currency;
        var by = record.By.Value == 0 ? certificate.Issuer : state.SlotOf(record.By);
        Money? cost = by == certificate.Issuer ? null : CostOf(series.StandbyOf(by), series.Spec, record.Delivered);
        var drawing = certificate.Draw(record.Delivered, cost);
        certificate.Fail(record.Failed);
        SpotMoney.Pay(state, by, currency, drawing.Paid, PostingReason.SpotPayment, events);
        SpotMoney.Penalise(state, certificate.Issuer, by, currency, drawing.TopUp, events);
        SpotMoney.Release(state, certificate.Issuer, currency, drawing.Released, events);
        events.Add(
            MessageKind.DeliveryRecorded,
            new DeliveryRecorded(
                record.Meter,
                record.Record,
                record.Certificate,
                record.Hour,
                state.AccountAt(by),
                record.Delivered,
                record.Failed,
                record.Evidence,
                certificate.Drawn,
                drawing.Paid,
                drawing.TopUp,
                drawing.Released
            )
        );
        if (certificate.Drawn < certificate.Units)
            return;
        Certificates.End(state, certificate, events);
        state.RefreshSpotDue();
    }

    // Rounded up: whoever stands in is not paid less than it asked.
    private static Money CostOf(long ticks, Model.Specs.SpotProduct spec, long units) =>
        new(Rounding.ToLong((Int128)ticks * spec.TickValueMinor * units, spec.UnitsPerLot, RoundingMode.Up));

    private static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        in RecordDelivery record,
        Certificate? certificate
    )
    {
        if (record.Meter <= 0)
            return (RejectReason.BadField, record.Meter, 1);
        if (record.Delivered < 0 || record.Failed < 0)
            return (RejectReason.BadField, long.Min(record.Delivered, record.Failed), 0);
        if (record.Delivered == 0 && record.Failed == 0)
            return (RejectReason.ZeroAmount, 0, 1);
        if (!record.Evidence.IsWellFormed)
            return (RejectReason.BadField, 0, 0);
        if (certificate is null)
            return (RejectReason.UnknownCertificate, record.Certificate, state.Certificates.Count);
        var last = state.Certificates.LastRecordOf(record.Meter);
        if (record.Record == last && last > 0)
            return (RejectReason.AlreadyDone, record.Record, last);
        if (record.Record < last || record.Record <= 0)
            return (RejectReason.RecordOutOfOrder, record.Record, last + 1);
        if (certificate.Meter == 0)
            return certificate.State == CertificateState.Ended
                ? (RejectReason.CertificateEnded, record.Certificate, 0)
                : (RejectReason.NotRedeemed, record.Certificate, 0);
        if (certificate.Meter != record.Meter)
            return (RejectReason.AnotherMeter, record.Meter, certificate.Meter);
        if (certificate.State == CertificateState.Ended)
            return (RejectReason.CertificateEnded, record.Certificate, 0);
        if (record.Hour < certificate.FirstHour || record.Hour > certificate.LastHour)
            return (
                RejectReason.OutsideWindow,
                record.Hour,
                record.Hour < certificate.FirstHour ? certificate.FirstHour : certificate.LastHour
            );
        if (DeliveryHours.Begin(record.Hour) > state.Now)
            return (RejectReason.OutsideWindow, record.Hour, DeliveryHours.Of(state.Now));
        var left = certificate.Units - certificate.Drawn;
        if (record.Delivered > left)
            return (RejectReason.OverDraw, record.Delivered, left);
        if (record.Failed > certificate.Units)
            return (RejectReason.OverDraw, record.Failed, certificate.Units);
        return AskBy(state, record, certificate);
    }

    private static (RejectReason Reason, long Given, long Limit) AskBy(
        State state,
        in RecordDelivery record,
        Certificate certificate
    )
    {
        if (record.By.Value == 0)
            return default;
        var by = state.SlotOf(record.By);
        if (by == 0)
            return (RejectReason.UnknownAccount, record.By.Value, 0);
        if (by == certificate.Issuer)
            return default;
        // The owner names the meter: for himself he would fetch the issuer's collateral at a price of his own.
        var forItself = state.GroupOf(by) == state.GroupOf(certificate.Owner);
        return forItself || state.SpotProducts[certificate.Product - 1].StandbyOf(by) < 0
            ? (RejectReason.NotStandingIn, record.By.Value, 0)
            : default;
    }
}
