// Who tenders and who asks, month by month, until the month has ended and its lots are allocated.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Delivery;

/// <summary>A certificate tendered for one lot.</summary>
internal readonly record struct Tender(int Slot, long Certificate);

/// <summary>Lots that an account asks for.</summary>
internal readonly record struct DeliveryWish(int Slot, long Lots);

/// <summary>One month's notices.</summary>
internal sealed class NoticedMonth(InstrumentId instrument)
{
    public InstrumentId Instrument { get; } = instrument;

    /// <summary>In the order in which they came.</summary>
    public List<Tender> Tenders { get; } = [];

    public List<DeliveryWish> Wishes { get; } = [];

    /// <summary>Final price of one lot, minor units; null until the month has ended.</summary>
    public Money? PerLot { get; set; }
}

/// <summary>All months that have notices.</summary>
internal sealed class DeliveryNotices
{
    public List<NoticedMonth> Months { get; } = [];

    public NoticedMonth? Find(InstrumentId instrument)
    {
        foreach (var month in Months)
        {
            if (month.Instrument == instrument)
                return month;
        }

        return null;
    }

    public NoticedMonth Of(InstrumentId instrument)
    {
        if (Find(instrument) is { } known)
            return known;
        var month = new NoticedMonth(instrument);
        Months.Add(month);
        return month;
    }

    /// <summary>The month in which a certificate is tendered; null: in none.</summary>
    public NoticedMonth? OfCertificate(long certificate)
    {
        foreach (var month in Months)
        {
            foreach (var tender in month.Tenders)
            {
                if (tender.Certificate == certificate)
                    return month;
            }
        }

        return null;
    }

    public void Save(StateWriter w)
    {
        w.Int(Months.Count);
        foreach (var month in Months)
        {
            w.Int(month.Instrument.Value);
            w.Bool(month.PerLot is not null);
            w.Long(month.PerLot?.Minor ?? 0);
            w.Int(month.Tenders.Count);
            foreach (var tender in month.Tenders)
            {
                w.Int(tender.Slot);
                w.Long(tender.Certificate);
            }

            w.Int(month.Wishes.Count);
            foreach (var wish in month.Wishes)
            {
                w.Int(wish.Slot);
                w.Long(wish.Lots);
            }
        }
    }

    public void Load(StateReader r)
    {
        for (var months = r.Count(); months > 0; months--)
        {
            var month = Of(new(r.Int()));
            var ended = r.Bool();
            var perLot = r.Long();
            month.PerLot = ended ? new Money(perLot) : null;
            for (var count = r.Count(); count > 0; count--)
                month.Tenders.Add(new(r.Int(), r.Long()));
            for (var count = r.Count(); count > 0; count--)
                month.Wishes.Add(new(r.Int(), r.Long()));
        }
    }
}
