// The addresses of the spot market.
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

/// <summary>Reads; the commands are with <see cref="OrderRoutes"/>.</summary>
internal sealed class SpotRoutes(IVenue venue)
{
    private readonly VenueViews _views = venue.Views;

    private static WireJson Wire => WireJson.Wire;

    public void Map(IEndpointRouteBuilder app)
    {
        Routes.Get(
            app,
            "/v1/spot/products",
            (_, q) =>
                q.Done() is { } f
                    ? Reply.Of(f)
                    : Reply.Of(PresentSpot.Products(venue), Wire.IReadOnlyListSpotProductShape)
        );
        Routes.Get(app, "/v1/spot/products/{product}/auctions", Auctions);
        Routes.Get(app, "/v1/spot/products/{product}/trades", Trades);
        Routes.Get(app, "/v1/spot/products/{product}/book", Book);
        Routes.Get(
            app,
            "/v1/spot/certificates/{certificate}",
            (c, q) => OfCertificate(c, q, id => PresentSpot.Certificate(_views, id), Wire.CertificateShape)
        );
        Routes.Get(
            app,
            "/v1/spot/certificates/{certificate}/invoice",
            (c, q) => OfCertificate(c, q, id => PresentSpot.Invoice(_views, id), Wire.InvoiceShape)
        );
        Routes.Get(
            app,
            "/v1/accounts/{account}/certificates",
            (c, q) =>
                Routes.OfAccount(c, q, a => PresentSpot.CertificatesOf(_views, a), Wire.IReadOnlyListCertificateShape)
        );
        Routes.Get(
            app,
            "/v1/accounts/{account}/spot-bids",
            (c, q) => Routes.OfAccount(c, q, a => PresentSpot.BidsOf(_views, a), Wire.IReadOnlyListSpotBidShape)
        );
        Routes.Get(
            app,
            "/v1/accounts/{account}/spot-orders",
            (c, q) =>
                Routes.OfAccount(c, q, a => PresentSpotDealing.OrdersOf(_views, a), Wire.IReadOnlyListSpotOrderShape)
        );
        Routes.Get(
            app,
            "/v1/accounts/{account}/spot-quotes",
            (c, q) =>
                Routes.OfAccount(
                    c,
                    q,
                    a => PresentSpotDealing.RequestsFor(_views, a),
                    Wire.IReadOnlyListSpotRequestShape
                )
        );
        MapSupplies(app);
    }

    private void MapSupplies(IEndpointRouteBuilder app)
    {
        Routes.Get(
            app,
            "/v1/accounts/{account}/supplies",
            (c, q) => Routes.OfAccount(c, q, a => PresentSupply.Of(_views, a), Wire.IReadOnlyListSupplyShape)
        );
        Routes.Get(
            app,
            "/v1/spot/supplies/{supply}",
            (c, q) =>
                Numbered(
                    c,
                    q,
                    "supply",
                    RejectReason.UnknownSupply,
                    id => PresentSupply.Detail(_views, id),
                    shape => Reply.Of(shape, Wire.SupplyDetailShape)
                )
        );
        Routes.Get(app, "/v1/spot/supplies/{supply}/invoices/{month}", SupplyInvoice);
    }

    private Reply SupplyInvoice(HttpContext context, QueryReader query)
    {
        var text = Routes.Part(context, "month");
        if (!TradingDate.TryParse($"{text}-01", out var day))
            return Reply.Of(WireFault.BadType("month", text, "Must be a month, yyyy-MM."));
        return Numbered(
            context,
            query,
            "supply",
            RejectReason.UnknownSupply,
            id => PresentSupply.Detail(_views, id),
            shape =>
                PresentSupply.Invoice(_views, shape.Contract.Supply, ContractMonth.Of(day)) is { } invoice
                    ? Reply.Raw(invoice)
                    : Reply.Of(WireFault.NotFound("month", text, "That month has no invoice."))
        );
    }

    private Reply Auctions(HttpContext context, QueryReader query)
    {
        var limit = query.Whole("limit", 1, Views.Spot.SpotProductRow.MostAuctions) ?? 1;
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var product = Routes.Part(context, "product");
        return PresentSpot.Auctions(_views, product, (int)limit) is { } shape
            ? Reply.Of(shape, Wire.IReadOnlyListSpotAuctionShape)
            : Reply.Of(NoProduct(product));
    }

    private Reply Trades(HttpContext context, QueryReader query)
    {
        var limit = query.Whole("limit", 1, Views.Spot.SpotProductRow.MostTrades) ?? 100;
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var product = Routes.Part(context, "product");
        return PresentSpot.Trades(_views, product, (int)limit) is { } shape
            ? Reply.Of(shape, Wire.IReadOnlyListSpotTradeShape)
            : Reply.Of(NoProduct(product));
    }

    private Reply Book(HttpContext context, QueryReader query)
    {
        var (first, hours) = (query.Hour("firstHour"), query.Whole("hours", 1, 10_000));
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var product = Routes.Part(context, "product");
        return PresentSpotDealing.Book(_views, product, first, hours) is { } shape
            ? Reply.Of(shape, Wire.IReadOnlyListSpotBlockShape)
            : Reply.Of(NoProduct(product));
    }

    private static Reply OfCertificate<T>(
        HttpContext context,
        QueryReader query,
        Func<long, T?> read,
        JsonTypeInfo<T> type
    )
        where T : class =>
        Numbered(context, query, "certificate", RejectReason.UnknownCertificate, read, shape => Reply.Of(shape, type));

    // What the market numbers from one on.
    private static Reply Numbered<T>(
        HttpContext context,
        QueryReader query,
        string name,
        RejectReason unknown,
        Func<long, T?> read,
        Func<T, Reply> tell
    )
        where T : class
    {
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var text = Routes.Part(context, name);
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return Reply.Of(WireFault.BadType(name, text, "Must be a whole number from 1 on."));
        return read(id) is { } shape ? tell(shape) : Reply.Of(WireFault.Refused(unknown, name, text));
    }

    private static WireFault NoProduct(string product) =>
        WireFault.Refused(RejectReason.UnknownProduct, "product", product);
}
