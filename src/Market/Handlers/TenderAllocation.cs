// Tendered lots go to those who asked, in proportion, against the final price.
using Tokenbourse.Market.Delivery;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>
/// Rules DLF-003 and DLF-004, after everything else of the clearing day: every lot of the month has been settled
/// against
/// the final price in cash, and whoever delivers and takes exchanges a certificate for that price on top. So short and
/// long come to the futures prices at which they traded, and a lot that is not delivered has lost nothing.
/// </summary>
internal static class TenderAllocation
{
    public static void Run(State state, Outbox events)
    {
        for (var i = 0; i < state.Notices.Months.Count; i++)
        {
            var month = state.Notices.Months[i];
            if (month.PerLot is not { } perLot)
                continue;
            Allocate(state, month, perLot, events);
            state.Notices.Months.RemoveAt(i--);
        }
    }

    private static void Allocate(State state, NoticedMonth month, Money perLot, Outbox events)
    {
        DropEnded(state, month, events);
        month.Wishes.Sort((a, b) => Number(state, a.Slot).CompareTo(Number(state, b.Slot)));
        month.Tenders.Sort(
            (a, b) =>
                Number(state, a.Slot) is var x && Number(state, b.Slot) is var y && x != y
                    ? x.CompareTo(y)
                    : a.Certificate.CompareTo(b.Certificate)
        );
        long wanted = 0;
        foreach (var wish in month.Wishes)
            wanted += wish.Lots;
        var lots = long.Min(wanted, month.Tenders.Count);
        var good = Chosen(state, month.Tenders, lots);
        var shares = Shares(state, month.Wishes, lots);
        var next = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            for (var lot = 0L; lot < shares[i]; lot++)
            {
                if (!Deliver(state, month, good[next++], month.Wishes[i].Slot, perLot, shares[i] - lot, events))
                {
                    for (lot++; lot < shares[i]; lot++)
                        Tenders.Free(state, month.Instrument, good[next++], TenderEnd.NotPaid, events);
                }
            }
        }

        foreach (var tender in month.Tenders)
        {
            if (!good.Contains(tender))
                Tenders.Free(state, month.Instrument, tender, TenderEnd.NotAllocated, events);
        }
    }

    // A month that is cleared so late that the window has passed: nobody is allocated what is no more.
    private static void DropEnded(State state, NoticedMonth month, Outbox events)
    {
        for (var i = 0; i < month.Tenders.Count; i++)
        {
            if (state.Certificates.Of(month.Tenders[i].Certificate)!.State == CertificateState.Tendered)
                continue;
            Tenders.Free(state, month.Instrument, month.Tenders[i], TenderEnd.NotAllocated, events);
            month.Tenders.RemoveAt(i--);
        }
    }

    // Of more tenders than lots asked for each account's part, its certificates in the order of their numbers.
    private static List<Tender> Chosen(State state, List<Tender> tenders, long lots)
    {
        var (slots, counts) = (new List<int>(), new List<long>());
        foreach (var tender in tenders)
        {
            if (slots.Count == 0 || slots[^1] != tender.Slot)
            {
                slots.Add(tender.Slot);
                counts.Add(0);
            }

            counts[^1]++;
        }

        var shares = Share(state, lots, slots, counts);
        var chosen = new List<Tender>();
        foreach (var tender in tenders)
        {
            var at = slots.IndexOf(tender.Slot);
            if (shares[at]-- > 0)
                chosen.Add(tender);
        }

        return chosen;
    }

    private static long[] Shares(State state, List<DeliveryWish> wishes, long lots)
    {
        var (slots, counts) = (new List<int>(), new List<long>());
        foreach (var wish in wishes)
        {
            slots.Add(wish.Slot);
            counts.Add(wish.Lots);
        }

        return Share(state, lots, slots, counts);
    }

    private static long[] Share(State state, long lots, List<int> slots, List<long> weights)
    {
        var keys = new UInt128[slots.Count];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = (UInt128)Number(state, slots[i]);
        return ProRata.Share(lots, weights.ToArray(), RemainderRule.LargestFraction, keys);
    }

    private static int Number(State state, int slot) => state.AccountAt(slot).Value;

    private static bool Deliver(
        State state,
        NoticedMonth month,
        in Tender tender,
        int to,
        Money perLot,
        long left,
        Outbox events
    )
    {
        var certificate = state.Certificates.Of(tender.Certificate)!;
        var currency = state.SpotProducts[certificate.Product - 1].Spec.Currency;
        var (reason, given, limit) = SpotMoney.Ask(state, to, currency, perLot);
        if (reason != RejectReason.None)
        {
            var lacks = reason == RejectReason.InsufficientFunds ? new Money(given - limit) : Money.Zero;
            events.Add(
                MessageKind.DeliveryMissed,
                new DeliveryMissed(month.Instrument, state.AccountAt(to), new(left), lacks)
            );
            Tenders.Free(state, month.Instrument, tender, TenderEnd.NotPaid, events);
            return false;
        }

        SpotMoney.Reserve(state, to, currency, perLot, events);
        SpotMoney.Prepay(state, to, currency, perLot, events);
        var escrow = certificate.Paid.Minor == 0;
        if (escrow)
            certificate.Prepay(perLot);
        else
            SpotMoney.Pay(state, tender.Slot, currency, perLot, PostingReason.SpotPayment, events);
        (certificate.State, certificate.Owner) = (CertificateState.Issued, to);
        events.Add(
            MessageKind.DeliveryAllocated,
            new DeliveryAllocated(
                month.Instrument,
                certificate.Id,
                state.AccountAt(tender.Slot),
                state.AccountAt(to),
                perLot,
                escrow ? (byte)1 : (byte)0
            )
        );
        return true;
    }
}
