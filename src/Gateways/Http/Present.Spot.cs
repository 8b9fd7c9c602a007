// What readers of the spot market are shown.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Venue;
using Tokenbourse.Views.Spot;

namespace Tokenbourse.Gateways.Http;

/// <summary>Shapes of the spot market, read with the views' gate held.</summary>
internal static class PresentSpot
{
    public static IReadOnlyList<SpotProductShape> Products(IVenue venue)
    {
        var now = venue.Now;
        lock (venue.Views.Gate)
            return [.. venue.Views.Spot.Products.Select(p => Product(p, now))];
    }

    /// <summary>The newest auctions first; null: no such product.</summary>
    public static IReadOnlyList<SpotAuctionShape>? Auctions(VenueViews views, string product, int most)
    {
        lock (views.Gate)
        {
            return views.Spot.Of(product) is { } row
                ? [.. row.Auctions.TakeLast(most).Reverse().Select(a => Auction(row, a.Auction))]
                : null;
        }
    }

    /// <summary>The newest trades first; null: no such product.</summary>
    public static IReadOnlyList<SpotTradeShape>? Trades(VenueViews views, string product, int most)
    {
        lock (views.Gate)
        {
            return views.Spot.Of(product) is { } row ? [.. row.Trades.TakeLast(most).Reverse().Select(Trade)] : null;
        }
    }

    public static CertificateShape? Certificate(VenueViews views, long id)
    {
        lock (views.Gate)
            return views.Spot.Certificate(id) is { } row ? Shape(views.Spot, row) : null;
    }

    /// <summary>Null: no such certificate.</summary>
    public static InvoiceShape? Invoice(VenueViews views, long id)
    {
        lock (views.Gate)
        {
            if (views.Spot.Certificate(id) is not { } row)
                return null;
            var spec = views.Spot.Of(row.Issued.Product.ToString())!.Spec;
            var paid = row.Deliveries.Aggregate(Money.Zero, (sum, d) => sum + d.Paid);
            return new(
                Shape(views.Spot, row),
                $"{spec.Currency}",
                spec.Unit,
                [.. row.Deliveries.Select(Line)],
                row.Deliveries.Sum(d => d.Delivered),
                Words.Of(paid),
                row.Ended is { } e ? Words.Of(e.Refunded) : null,
                row.Ended is { } f ? Words.Of(f.Penalty) : null,
                row.Ended?.Unused,
                row.Ended is { } g ? Words.Of(g.PaidUnused) : null
            );
        }
    }

    private static InvoiceLineShape Line(DeliveryRecorded d) =>
        new(
            d.Meter,
            d.Record,
            Hour(d.Hour),
            d.By.Value,
            d.Delivered,
            d.Failed,
            Words.Of(d.Paid),
            Words.Of(d.TopUp),
            d.Evidence.ToString()
        );

    /// <summary>Null: no such account.</summary>
    public static IReadOnlyList<CertificateShape>? CertificatesOf(VenueViews views, int account)
    {
        lock (views.Gate)
        {
            return views.Statements.Account(new(account)) is null
                ? null
                : [.. views.Spot.CertificatesOf(new(account)).Select(c => Shape(views.Spot, c))];
        }
    }

    /// <summary>Null: no such account.</summary>
    public static IReadOnlyList<SpotBidShape>? BidsOf(VenueViews views, int account)
    {
        lock (views.Gate)
        {
            return views.Statements.Account(new(account)) is null
                ? null
                : [.. views.Spot.Products.SelectMany(p => p.BidsOf(new(account)).Select(b => Bid(p, b)))];
        }
    }

    public static string Hour(long hour) => DeliveryHours.Begin(hour).ToString();

    public static string Of(CertificateState state) =>
        state switch
        {
            CertificateState.Issued => "issued",
            CertificateState.Redeemed => "redeemed",
            CertificateState.Tendered => "tendered",
            _ => "ended",
        };

    private static SpotProductShape Product(SpotProductRow row, Instant now)
    {
        var spec = row.Spec;
        var gate = spec.NextGate(now);
        return new(
            spec.Product,
            spec.Version,
            spec.NameEn,
            spec.NameZh,
            spec.Kind == SpotKind.Compute ? "compute" : "tokens",
            $"{spec.Currency}",
            spec.Unit,
            spec.UnitsPerLot,
            Words.Plain(spec.TickSize),
            row.PriceOf(spec.FloorTicks),
            row.PriceOf(spec.CapTicks),
            spec.MaxLots,
            row.PriceOf(spec.CollateralTicks),
            Words.Scaled(spec.PenaltyPpm, 6),
            spec.Unused == UnusedRule.Paid ? "paid" : "refunded",
            gate.ToString(),
            Hour(spec.FirstHourAfter(gate)),
            spec.AuctionHours,
            spec.Contract,
            spec.UnitsPerFuture > 0 && spec.UnitsPerFuture % spec.UnitsPerLot == 0
                ? spec.UnitsPerFuture / spec.UnitsPerLot
                : null,
            spec.StandardHours,
            new SortedDictionary<string, string>(
                spec.Traits.ToDictionary(t => t.Name, t => t.Value),
                StringComparer.Ordinal
            )
        );
    }

    public static SpotAuctionShape Auction(SpotProductRow row, SpotAuctionDocument a)
    {
        var hours = new List<SpotHourShape>(a.Prices.Count);
        for (var i = 0; i < a.Prices.Count; i++)
        {
            var availability = a.Asked[i] == 0 ? (decimal?)null : (decimal)a.Offered[i] / a.Asked[i];
            hours.Add(
                new(
                    Hour(a.FirstHour + i),
                    row.PriceOf(a.Prices[i]),
                    a.Lots[i],
                    a.Offered[i],
                    a.Asked[i],
                    a.Unserved[i],
                    a.UnservedInBlocks[i],
                    a.Unsold[i],
                    a.Sellers[i],
                    availability?.ToString("0.00", CultureInfo.InvariantCulture)
                )
            );
        }

        return new(a.Product, a.Gate, a.Bids, a.Rejected.Count, a.Welfare, a.Bound, a.Proven, hours);
    }

    public static SpotTradeShape Trade(SpotTradeRow row)
    {
        var t = row.Trade;
        return new(
            t.Trade,
            row.Time.ToString(),
            t.Venue switch
            {
                SpotVenue.Auction => "auction",
                SpotVenue.Book => "book",
                _ => "quote",
            },
            t.Buyer.Value,
            t.Seller.Value,
            Hour(t.FirstHour),
            t.Hours,
            t.Lots.Lots,
            Words.Of(t.Paid),
            t.Certificate
        );
    }

    private static SpotBidShape Bid(SpotProductRow row, WaitingBid bid)
    {
        var w = bid.Words;
        return new(
            w.Reference,
            row.Spec.Product,
            Words.Of(w.Side),
            Hour(w.FirstHour),
            w.Hours,
            w.Lots.Lots,
            row.PriceOf(w.Limit.Ticks),
            w.AllOrNone == 1,
            Words.Of(w.Reserved),
            bid.Time.ToString()
        );
    }

    public static CertificateShape Shape(SpotBoard board, CertificateRow row)
    {
        var c = row.Issued;
        var perLot = board.Of(c.Product.ToString())!.Spec.UnitsPerLot;
        return new(
            c.Certificate,
            c.Product.ToString(),
            c.Issuer.Value,
            row.Owner.Value,
            Hour(c.FirstHour),
            c.Hours,
            row.Lots,
            row.Units,
            ((row.Lots * perLot) + 59) / 60,
            row.Drawn,
            row.Failed,
            Words.Of(row.Paid),
            Words.Of(row.Delivered),
            Of(row.State),
            row.Meter,
            row.LastRecord,
            c.From
        );
    }
}
