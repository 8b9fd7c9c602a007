// The addresses of what the market's operators watch.
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Gateways.Watch;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Operating;

/// <summary>Routes to the presenters beside it.</summary>
/// <param name="watch">Null: nothing is counted.</param>
internal sealed class OperatingRoutes(IVenue venue, DoorWatch? watch, VenueReaders readers)
{
    private const string Address = "/v1/operations/";
    private static readonly string _sizes = string.Join(", ", QuotedTime.Sizes);

    private static WireJson Wire => WireJson.Wire;

    public void Map(IEndpointRouteBuilder app)
    {
        Routes.Get(
            app,
            Address + "board",
            (_, q) =>
                q.Done() is { } fault
                    ? Reply.Of(fault)
                    : Reply.Of(BoardPresenter.Board(venue, watch?.Book?.Read()), Wire.OperatingBoardShape)
        );
        Routes.Get(
            app,
            Address + "health",
            (_, q) =>
                q.Done() is { } fault
                    ? Reply.Of(fault)
                    : Reply.Of(HealthPresenter.Health(venue, watch, readers), Wire.OperatingHealthShape)
        );
        Routes.Get(app, Address + "reach/{contract}", Reach);
        Routes.Get(app, Address + "quality", Quality);
        Routes.Get(app, Address + "limits/{contract}", Limits);
    }

    private Reply Reach(HttpContext context, QueryReader query)
    {
        var symbol = query.Text("symbol");
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var contract = Routes.Part(context, "contract");
        if (ReachPresenter.Reach(venue.Views, contract, symbol) is { } shape)
            return Reply.Of(shape, Wire.ReachShape);
        return symbol is null
            ? Reply.Of(WireFault.NotFound("contract", contract, "No month of that contract is listed."))
            : Reply.Of(WireFault.NotFound("symbol", symbol, "The contract has no live month or spread of that name."));
    }

    private Reply Limits(HttpContext context, QueryReader query)
    {
        var (symbol, limit) = (query.Text("symbol"), query.Text("limit"));
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var (shape, refused) = PriceLimitDoor.Ask(venue, Routes.Part(context, "contract"), symbol, limit);
        return shape is null ? Reply.Of(refused!) : Reply.Of(shape, Wire.PriceLimitsShape);
    }

    private Reply Quality(HttpContext context, QueryReader query)
    {
        var spread = query.Whole("spread", 1, QuotedTime.WidestSpread) ?? 10;
        var lots = query.Word("lots", Size, _sizes) ?? 1;
        return query.Done() is { } fault
            ? Reply.Of(fault)
            : Reply.Of(QualityPresenter.Quality(venue.Views, (int)spread, lots), Wire.QualityShape);
    }

    private static int? Size(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var lots)
        && QuotedTime.Sizes.Contains(lots)
            ? lots
            : null;
}
