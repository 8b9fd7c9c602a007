// The naive market's months that end in certificates: tenders, requests, who delivers to whom (DLF).
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private readonly List<NaiveNotices> _notices = [];

    private NaiveNotices NoticesOf(NaiveInstrument month)
    {
        if (_notices.Find(n => n.Month == month) is { } known)
            return known;
        _notices.Add(new(month));
        return _notices[^1];
    }

    // DLF-001: the month ends in certificates, and it is time.
    private (RejectReason Reason, long Given, long Limit)? WhyNoNotice(InstrumentId id)
    {
        if (LivingMonth(id) is not { Spread: null } month)
            return (RejectReason.UnknownInstrument, id.Value, 0);
        if (month.Terms.Delivery is not { } delivery)
            return (RejectReason.CashOnly, id.Value, 0);
        var first = month.LastDay;
        for (var i = 0; i < delivery.NoticeDays; i++)
            first = month.Calendar.Terms.OnOrBefore(first.Plus(-1)) ?? first;
        return month.Calendar.Day is { } day && day < first ? (RejectReason.NotInNotice, day.Days, first.Days) : null;
    }

    private void Tender(TenderCertificate words)
    {
        var why = WhyNotMine(words.Account, words.Certificate) ?? WhyNoNotice(words.Instrument);
        if (why is null)
            why = WhyNotGood(CertificateOf(words.Certificate)!, LivingMonth(words.Instrument)!, words.Account.Value);
        if (why is { } refusal)
        {
            Refuse(MessageKind.TenderCertificate, refusal.Reason, refusal.Given, refusal.Limit);
            return;
        }

        var certificate = CertificateOf(words.Certificate)!;
        certificate.State = CertificateState.Tendered;
        NoticesOf(LivingMonth(words.Instrument)!).Tenders.Add((words.Account.Value, certificate));
        Say(MessageKind.CertificateTendered, words);
    }

    private (RejectReason Reason, long Given, long Limit)? WhyNotGood(
        NaiveCertificate certificate,
        NaiveInstrument month,
        int account
    )
    {
        var (product, delivery) = (certificate.Product.Terms, month.Terms.Delivery!);
        if (
            (product.Product, product.Contract, product.Currency)
            != (delivery.Product, month.Terms.Contract, month.Terms.Currency)
        )
            return (RejectReason.NotDeliverable, certificate.Id, 0);
        if (certificate.Prepaid || certificate.Issuer != account)
            return (RejectReason.NotOwnIssue, certificate.Id, 0);
        if (certificate.Units != product.UnitsPerFuture)
            return (RejectReason.NotOneLot, certificate.Units, product.UnitsPerFuture);
        var first = DeliveryHours.Of(Instant.At(month.LastDay.Plus(1), product.DayStartMinutes));
        var last = first + (24L * delivery.WindowDays) - 1;
        if (certificate.FirstHour < first)
            return (RejectReason.WindowNotGood, certificate.FirstHour, first);
        if (certificate.FirstHour > last)
            return (RejectReason.WindowNotGood, certificate.FirstHour, last);
        if (certificate.LastHour > last)
            return (RejectReason.WindowNotGood, certificate.LastHour, last);
        var tendered = NoticesOf(month).Tenders.Count(t => t.Account == account);
        var shorts = month.LotsHeld(account, false);
        return tendered + 1 > shorts ? (RejectReason.NoPosition, tendered + 1, shorts) : null;
    }

    private void Withdraw(WithdrawTender words)
    {
        const MessageKind command = MessageKind.WithdrawTender;
        var certificate = CertificateOf(words.Certificate);
        var month = _notices.Find(n => n.Price is null && n.Tenders.Exists(t => t.Certificate == certificate));
        if (!_accounts.ContainsKey(words.Account.Value))
            Refuse(command, RejectReason.UnknownAccount, words.Account.Value, 0);
        else if (certificate is null)
            Refuse(command, RejectReason.UnknownCertificate, words.Certificate, _certificates.Count);
        else if (certificate.Owner != words.Account.Value)
            Refuse(command, RejectReason.NotYourCertificate, words.Certificate, 0);
        else if (month is null)
            Refuse(command, RejectReason.NotTendered, words.Certificate, 0);
        else
            SetFree(month, month.Tenders.Find(t => t.Certificate == certificate), TenderEnd.TakenBack);
    }

    private void SetFree(NaiveNotices month, (int Account, NaiveCertificate Certificate) tender, TenderEnd how)
    {
        month.Tenders.Remove(tender);
        if (tender.Certificate.State == CertificateState.Tendered)
            tender.Certificate.State = CertificateState.Issued;
        Say(
            MessageKind.TenderEnded,
            new TenderEnded(new(tender.Account), tender.Certificate.Id, new(month.Month.Id), how)
        );
    }

    private void AskForDelivery(RequestDelivery words)
    {
        const MessageKind command = MessageKind.RequestDelivery;
        var account = words.Account.Value;
        if (!_accounts.ContainsKey(account))
        {
            Refuse(command, RejectReason.UnknownAccount, account, 0);
            return;
        }

        if (WhyNoNotice(words.Instrument) is { } why)
        {
            Refuse(command, why.Reason, why.Given, why.Limit);
            return;
        }

        var month = LivingMonth(words.Instrument)!;
        var longs = month.LotsHeld(account, true);
        if (words.Lots.Lots < 0)
            Refuse(command, RejectReason.QuantityTooSmall, words.Lots.Lots, 0);
        else if (words.Lots.Lots > longs)
            Refuse(command, RejectReason.NoPosition, words.Lots.Lots, longs);
        else
        {
            NoticesOf(month).Wanted[account] = words.Lots.Lots;
            Say(MessageKind.DeliveryRequested, words);
        }
    }

    // The month ends, its lots are still there: the newest tenders beyond the short lots fall away.
    private void CloseNotices(NaiveInstrument month)
    {
        if (_notices.Find(n => n.Month == month) is not { } notices)
            return;
        notices.Price = (long)((BigInteger)FinalOf(month, PrintsOf(month)) * month.Terms.UnitValueMinor);
        foreach (var account in notices.Tenders.GroupBy(t => t.Account).ToList())
        {
            foreach (var tender in account.Skip((int)month.LotsHeld(account.Key, false)))
                SetFree(notices, tender, TenderEnd.NotShort);
        }

        foreach (var account in notices.Wanted.Keys.ToList())
            notices.Wanted[account] = long.Min(notices.Wanted[account], month.LotsHeld(account, true));
    }

    private void AllocateDeliveries()
    {
        foreach (var month in _notices.Where(n => n.Price is not null).ToList())
        {
            Allocate(month);
            _notices.Remove(month);
        }
    }

    // DLF-003: both sides in proportion, and again what a long could not pay; sellers and buyers by account,
    // certificates by number.
    private void Allocate(NaiveNotices month)
    {
        foreach (var tender in month.Tenders.Where(t => HasBegun(t.Certificate)).ToList())
            SetFree(month, tender, TenderEnd.NotAllocated);
        var unpaid = new List<NaiveCertificate>();
        bool again;
        do
        {
            again = false;
            var shorts = month.Tenders.GroupBy(t => t.Account).OrderBy(g => g.Key).ToList();
            var lots = BigInteger.Min(month.Wanted.Values.Sum(), month.Tenders.Count);
            var given = NaiveSpotAuction.Shared(lots, [.. shorts.Select(g => (long)g.Count())]);
            var taken = NaiveSpotAuction.Shared(lots, [.. month.Wanted.Values]);
            var chosen = new Queue<(int Account, NaiveCertificate Certificate)>(
                shorts.SelectMany((g, i) => g.OrderBy(t => t.Certificate.Id).Take((int)given[i]))
            );
            for (var i = 0; i < taken.Length; i++)
            {
                var buyer = month.Wanted.Keys[i];
                var left = taken[i];
                for (; left > 0 && Delivered(month, chosen.Peek(), buyer); left--)
                    chosen.Dequeue();
                month.Wanted[buyer] -= taken[i];
                if (left == 0)
                    continue;
                Miss(month, buyer, left);
                month.Wanted[buyer] = 0;
                again = true;
                for (; left > 0; left--)
                    unpaid.Add(chosen.Dequeue().Certificate);
            }
        } while (again);

        foreach (var tender in month.Tenders.ToList())
            SetFree(month, tender, unpaid.Contains(tender.Certificate) ? TenderEnd.NotPaid : TenderEnd.NotAllocated);
    }

    private bool HasBegun(NaiveCertificate certificate) => DeliveryHours.Begin(certificate.FirstHour) <= _now;

    private void Miss(NaiveNotices month, int buyer, long lots)
    {
        var why = WhyNotAside(buyer, month.Month.Terms.Currency, month.Price!.Value)!.Value;
        var lacks = why.Reason == RejectReason.InsufficientFunds ? why.Given - why.Limit : 0;
        Say(MessageKind.DeliveryMissed, new DeliveryMissed(new(month.Month.Id), new(buyer), new(lots), new(lacks)));
    }

    private bool Delivered(NaiveNotices month, (int Account, NaiveCertificate Certificate) tender, int buyer)
    {
        var (price, currency) = (month.Price!.Value, month.Month.Terms.Currency);
        if (WhyNotAside(buyer, currency, price) is not null)
            return false;
        var certificate = tender.Certificate;
        month.Tenders.Remove(tender);
        SetAside(buyer, currency, price);
        Prepay(buyer, currency, price);
        certificate.Paid = price;
        certificate.Prepaid = true;
        certificate.State = CertificateState.Issued;
        certificate.Owner = buyer;
        Say(
            MessageKind.DeliveryAllocated,
            new DeliveryAllocated(new(month.Month.Id), certificate.Id, new(tender.Account), new(buyer), new(price))
        );
        return true;
    }
}
