// The addresses of market makers' obligations: of one account, and of all for the market's operators.
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http.Obligations;

/// <summary>Routes to the presenter beside it.</summary>
internal sealed class ObligationRoutes(VenueViews views)
{
    private static WireJson Wire => WireJson.Wire;

    public void Map(IEndpointRouteBuilder app)
    {
        Routes.Get(app, "/v1/accounts/{account}/obligations", OfAccount);
        Routes.Get(app, "/v1/operations/obligations", OfAll);
    }

    private Reply OfAccount(HttpContext context, QueryReader query)
    {
        if (!TryMonth(query, out var month, out var fault))
            return Reply.Of(fault!);
        return Routes.OfAccount(
            context,
            query,
            account => ObligationPresenter.Of(views, account, month),
            Wire.ObligationsShape
        );
    }

    private Reply OfAll(HttpContext context, QueryReader query)
    {
        if (!TryMonth(query, out var month, out var fault))
            return Reply.Of(fault!);
        return query.Done() is { } other
            ? Reply.Of(other)
            : Reply.Of(ObligationPresenter.All(views, month), Wire.MakerObligationsShape);
    }

    private static bool TryMonth(QueryReader query, out ContractMonth? month, out WireFault? fault)
    {
        (month, fault) = (null, null);
        if (query.Text("month") is not { } text)
            return true;
        if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
            month = ContractMonth.Of(first.Year, first.Month);
        else
            fault = WireFault.BadType("month", text, "Must be a month, yyyy-MM.");
        return fault is null;
    }
}
