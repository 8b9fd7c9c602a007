// Tendered lots go to those who asked, in proportion, against the final price.
using Tokenbourse.Market.Delivery;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>
/// Rules DLF-003 and DLF-004, after everything else of the clearing day: every lot of the month has been settled
/// against the final price in cash, and whoever delivers and takes exchanges a certificate for that price on top. So
/// short and long come to the futures prices at which they traded, and a lot that is not delivered has lost nothing.
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
        DropBegun(state, month, events);
        month.Wishes.Sort((a, b) => Number(state, a.Slot).CompareTo(Number(state, b.Slot)));
        month.Tenders.Sort(
            (a, b) =>
                Number(state, a.Slot) is var x && Number(state, b.Slot) is var y && x != y
                    ? x.CompareTo(y)
                    : a.Certificate.CompareTo(b.Certificate)
        );
        // What one long cannot pay is shared out among the others; each time at least one long is left out for good.
        var unpaid = new List<long>();
        while (Round(state, month, perLot, unpaid, events)) { }
        foreach (var tender in month.Tenders)
        {
            var how = unpaid.Contains(tender.Certificate) ? TenderEnd.NotPaid : TenderEnd.NotAllocated;
            Tenders.Free(state, month.Instrument, tender, how, events);
        }
    }

    /// <summary>Shares out what is tendered and requested.</summary>
    /// <param name="unpaid">Certificates that a long could not pay.</param>
    /// <returns>A long missed lots: there may be more to share out.</returns>
    private static bool Round(State state, NoticedMonth month, Money perLot, List<long> unpaid, Outbox events)
    {
        long wanted = 0;
        foreach (var wish in month.Wishes)
            wanted += wish.Lots;
        var chosen = Chosen(state, month.Tenders, long.Min(wanted, month.Tenders.Count));
        var shares = Shares(state, month.Wishes, chosen.Count);
        var (next, missed) = (0, false);
        for (var i = 0; i < shares.Length; i++)
        {
            var taken = 0L;
            while (taken < shares[i] && CanPay(state, month, month.Wishes[i].Slot, perLot, shares[i] - taken, events))
            {
                Deliver(state, month, chosen[next++], month.Wishes[i].Slot, perLot, events);
                taken++;
            }

            var left = taken < shares[i] ? 0 : month.Wishes[i].Lots - taken;
            month.Wishes[i] = month.Wishes[i] with { Lots = left };
            missed |= taken < shares[i];
            for (; taken < shares[i]; taken++)
                unpaid.Add(chosen[next++].Certificate);
        }

        return missed;
    }

    // A month that is cleared so late that a window has begun: nobody is allocated less than a whole one.
    private static void DropBegun(State state, NoticedMonth month, Outbox events)
    {
        for (var i = 0; i < month.Tenders.Count; i++)
        {
            if (DeliveryHours.Begin(state.Certificates.Of(month.Tenders[i].Certificate)!.FirstHour) > state.Now)
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

    // A lot is paid whole or not at all; what is missed is told.
    private static bool CanPay(State state, NoticedMonth month, int to, Money perLot, long left, Outbox events)
    {
        var currency = state.MonthOf(month.Instrument)!.Instrument.Spec.Currency;
        var (reason, given, limit) = SpotMoney.Ask(state, to, currency, perLot);
        if (reason == RejectReason.None)
            return true;
        var lacks = reason == RejectReason.InsufficientFunds ? new Money(given - limit) : Money.Zero;
        events.Add(
            MessageKind.DeliveryMissed,
            new DeliveryMissed(month.Instrument, state.AccountAt(to), new(left), lacks)
        );
        return false;
    }

    private static void Deliver(State state, NoticedMonth month, in Tender tender, int to, Money perLot, Outbox events)
    {
        var certificate = state.Certificates.Of(tender.Certificate)!;
        var currency = state.SpotProducts[certificate.Product - 1].Spec.Currency;
        month.Tenders.Remove(tender);
        SpotMoney.Reserve(state, to, currency, perLot, events);
        SpotMoney.Prepay(state, to, currency, perLot, events);
        certificate.Prepay(perLot);
        (certificate.State, certificate.Owner) = (CertificateState.Issued, to);
        events.Add(
            MessageKind.DeliveryAllocated,
            new DeliveryAllocated(
                month.Instrument,
                certificate.Id,
                state.AccountAt(tender.Slot),
                state.AccountAt(to),
                perLot
            )
        );
    }
}
