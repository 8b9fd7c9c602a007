// Notices of delivery on futures months: tenders of shorts, requests of longs, and what of them stands at the end.
using Tokenbourse.Market.Delivery;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="TenderCertificate"/>, <see cref="WithdrawTender"/> and <see cref="RequestDelivery"/>
/// (rules DLF-001 and DLF-002).</summary>
internal static class Tenders
{
    public static void Handle(State state, in TenderCertificate tender, Outbox events)
    {
        var (reason, given, limit) = Certificates.AskOwned(
            state,
            tender.Account,
            tender.Certificate,
            out var certificate
        );
        var slot = state.SlotOf(tender.Account);
        if (reason == RejectReason.None)
            (reason, given, limit) = AskMonth(state, tender.Instrument, out var month, out var terms)
                is { Reason: not RejectReason.None } refused
                ? refused
                : AskGood(state, certificate!, month!, terms!, slot);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.TenderCertificate, reason, given, limit, events);
            return;
        }

        certificate!.State = CertificateState.Tendered;
        state.Notices.Of(tender.Instrument).Tenders.Add(new(slot, certificate.Id));
        events.Add(MessageKind.CertificateTendered, tender);
    }

    public static void Handle(State state, in WithdrawTender withdraw, Outbox events)
    {
        var slot = state.SlotOf(withdraw.Account);
        var certificate = state.Certificates.Of(withdraw.Certificate);
        var month = state.Notices.OfCertificate(withdraw.Certificate);
        var (reason, given, limit) =
            slot == 0 ? (RejectReason.UnknownAccount, (long)withdraw.Account.Value, 0L)
            : certificate is null ? (RejectReason.UnknownCertificate, withdraw.Certificate, state.Certificates.Count)
            : certificate.Owner != slot ? (RejectReason.NotYourCertificate, withdraw.Certificate, 0)
            : month is null || month.PerLot is not null ? (RejectReason.NotTendered, withdraw.Certificate, 0)
            : default;
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.WithdrawTender, reason, given, limit, events);
            return;
        }

        var id = withdraw.Certificate;
        month!.Tenders.RemoveAll(t => t.Certificate == id);
        Free(state, month.Instrument, new(slot, id), TenderEnd.TakenBack, events);
    }

    public static void Handle(State state, in RequestDelivery request, Outbox events)
    {
        var slot = state.SlotOf(request.Account);
        var (reason, given, limit) =
            slot == 0
                ? (RejectReason.UnknownAccount, (long)request.Account.Value, 0L)
                : AskMonth(state, request.Instrument, out _, out _);
        if (reason == RejectReason.None)
        {
            var held = state.MonthOf(request.Instrument)!.Positions[slot].Long.Lots;
            if (request.Lots.Lots < 0)
                (reason, given, limit) = (RejectReason.QuantityTooSmall, request.Lots.Lots, 0);
            else if (request.Lots.Lots > held)
                (reason, given, limit) = (RejectReason.NoPosition, request.Lots.Lots, held);
        }

        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.RequestDelivery, reason, given, limit, events);
            return;
        }

        var wishes = state.Notices.Of(request.Instrument).Wishes;
        wishes.RemoveAll(w => w.Slot == slot);
        if (request.Lots.Lots > 0)
            wishes.Add(new(slot, request.Lots.Lots));
        events.Add(MessageKind.DeliveryRequested, request);
    }

    /// <summary>The month ends: what stands behind no lot any more falls away. Positions are still there.</summary>
    /// <param name="finalUnits">The final price.</param>
    public static void Close(State state, Month month, long finalUnits, Outbox events)
    {
        if (state.Notices.Find(month.Instrument.Id) is not { } notices)
            return;
        notices.PerLot = Money.OfMove(finalUnits, 1, month.Instrument.Spec.UnitValueMinor);
        var kept = new List<Tender>();
        foreach (var tender in notices.Tenders)
        {
            var before = 0;
            foreach (var other in kept)
                before += other.Slot == tender.Slot ? 1 : 0;
            if (before < month.Positions[tender.Slot].Short.Lots)
                kept.Add(tender);
            else
                Free(state, notices.Instrument, tender, TenderEnd.NotShort, events);
        }

        notices.Tenders.Clear();
        notices.Tenders.AddRange(kept);
        for (var i = notices.Wishes.Count - 1; i >= 0; i--)
        {
            var wish = notices.Wishes[i];
            var lots = long.Min(wish.Lots, month.Positions[wish.Slot].Long.Lots);
            if (lots == 0)
                notices.Wishes.RemoveAt(i);
            else
                notices.Wishes[i] = wish with { Lots = lots };
        }
    }

    /// <summary>A certificate is its owner's to use again.</summary>
    public static void Free(State state, InstrumentId instrument, in Tender tender, TenderEnd how, Outbox events)
    {
        var certificate = state.Certificates.Of(tender.Certificate)!;
        if (certificate.State == CertificateState.Tendered)
            certificate.State = CertificateState.Issued;
        events.Add(
            MessageKind.TenderEnded,
            new TenderEnded(state.AccountAt(tender.Slot), tender.Certificate, instrument, how)
        );
    }

    // The month takes notices now.
    private static (RejectReason Reason, long Given, long Limit) AskMonth(
        State state,
        InstrumentId instrument,
        out Month? month,
        out DeliveryTerms? terms
    )
    {
        month = state.MonthOf(instrument);
        terms = month?.Instrument.Spec.Delivery;
        if (month is null || month.Legs is not null || month.Instrument.Expired)
            return (RejectReason.UnknownInstrument, instrument.Value, 0);
        if (terms is null)
            return (RejectReason.CashOnly, instrument.Value, 0);
        var clock = state.ClockOf(month.Instrument);
        var first = FirstDayOfNotice(clock.Calendar, month.Instrument.LastDay, terms.NoticeDays);
        return clock.Day < first ? (RejectReason.NotInNotice, clock.Day.Days, first.Days) : default;
    }

    private static TradingDate FirstDayOfNotice(TradingCalendar calendar, TradingDate last, int days)
    {
        var day = last;
        for (var i = 0; i < days; i++)
            day = calendar.OnOrBefore(day.Plus(-1)) ?? day;
        return day;
    }

    private static (RejectReason Reason, long Given, long Limit) AskGood(
        State state,
        Certificate certificate,
        Month month,
        DeliveryTerms terms,
        int slot
    )
    {
        var product = state.SpotProducts[certificate.Product - 1].Spec;
        var spec = month.Instrument.Spec;
        if (product.Product != terms.Product || product.Contract != spec.Contract || product.Currency != spec.Currency)
            return (RejectReason.NotDeliverable, certificate.Id, 0);
        // The lot's price waits for its issuer alone; what was prepaid protects nobody who pays more.
        if (certificate.Issuer != slot || certificate.Prepaid)
            return (RejectReason.NotOwnIssue, certificate.Id, 0);
        if (certificate.Units != product.UnitsPerFuture)
            return (RejectReason.NotOneLot, certificate.Units, product.UnitsPerFuture);
        var first = DeliveryHours.Of(Instant.At(month.Instrument.LastDay.Plus(1), product.DayStartMinutes));
        var last = first + (terms.WindowDays * 24L) - 1;
        if (certificate.FirstHour < first || certificate.FirstHour > last)
            return (RejectReason.WindowNotGood, certificate.FirstHour, certificate.FirstHour < first ? first : last);
        if (certificate.LastHour > last)
            return (RejectReason.WindowNotGood, certificate.LastHour, last);
        long tendered = 0;
        foreach (var tender in state.Notices.Find(month.Instrument.Id)?.Tenders ?? [])
            tendered += tender.Slot == slot ? 1 : 0;
        var held = month.Positions[slot].Short.Lots;
        return tendered >= held ? (RejectReason.NoPosition, tendered + 1, held) : default;
    }
}
