// The state of the spot market: products with what waits for their auctions, and certificates.
using Tokenbourse.Market.Delivery;
using Tokenbourse.Market.Spot;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market;

internal sealed partial class State
{
    /// <summary>There is a spot market (rule SPT-001).</summary>
    public bool HasSpot => Release >= Releases.Spot;

    // A release's snapshots hold the ledger codes that it had, so that its logs verify for ever.
    private int LedgerCodesSaved =>
        HasSpot ? Market.Ledger.Ledger.SpotCodes
        : HasMembers ? Market.Ledger.Ledger.MemberCodes
        : Market.Ledger.Ledger.EarlyCodes;

    /// <summary>Product 1 first; index = number - 1.</summary>
    public List<SpotSeries> SpotProducts { get; } = [];

    public CertificateBook Certificates { get; } = new();

    public SupplyBook Supplies { get; } = new();

    /// <summary>Open requests for quotes.</summary>
    public SpotRequests SpotRequests { get; } = new();

    /// <summary>Tenders and requests of months that end in certificates.</summary>
    public DeliveryNotices Notices { get; } = new();

    public long LastSpotTrade { get; set; }

    /// <summary>When an auction is held, or a certificate, a block's orders or a request ends next.</summary>
    public Instant SpotDue { get; private set; } = Instant.Never;

    public SpotSeries? SpotNamed(in Name24 product)
    {
        foreach (var series in SpotProducts)
        {
            if (series.Name == product)
                return series;
        }

        return null;
    }

    /// <summary>To be called when a gate, a certificate, an order or a request changed.</summary>
    public void RefreshSpotDue()
    {
        var due = Certificates.NextEnd;
        due = Supplies.NextDue < due ? Supplies.NextDue : due;
        if (SpotRequests.NextEnd < due)
            due = SpotRequests.NextEnd;
        foreach (var series in SpotProducts)
        {
            var next = series.Book.NextBegin < series.Gate ? series.Book.NextBegin : series.Gate;
            due = next < due ? next : due;
        }

        SpotDue = due;
    }

    private void SaveSpot(StateWriter w)
    {
        w.Long(LastSpotTrade);
        w.Int(SpotProducts.Count);
        foreach (var series in SpotProducts)
            series.Save(w);
        Certificates.Save(w);
        Supplies.Save(w);
        Notices.Save(w);
        foreach (var series in SpotProducts)
            series.Book.Save(w);
        SpotRequests.Save(w);
    }

    private void LoadSpot(StateReader r)
    {
        LastSpotTrade = r.Long();
        for (var count = r.Count(); count > 0; count--)
            SpotProducts.Add(SpotSeries.Load(r));
        Certificates.Load(r);
        Supplies.Load(r, SlotOf);
        Notices.Load(r);
        foreach (var series in SpotProducts)
            series.Book.Load(r);
        SpotRequests.Load(r);
        RefreshSpotDue();
    }
}
