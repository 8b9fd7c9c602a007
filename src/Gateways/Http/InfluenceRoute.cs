// The address of a print's influence: what it would be without each constituent.
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tokenbourse.Gateways.Http;

/// <summary>Routes to the desk; without one nothing is found.</summary>
internal sealed class InfluenceRoute(IInfluenceDesk? desk)
{
    public void Map(IEndpointRouteBuilder app) => Routes.Get(app, "/v1/indexes/{index}/prints/{day}/influence", Answer);

    private Reply Answer(HttpContext context, QueryReader query)
    {
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        if (!Routes.TryDay(context, out var day, out fault))
            return Reply.Of(fault!);
        if (desk is null)
            return Reply.Of(WireFault.NotFound(null, null, "This venue has no desk of the index administrator."));
        return desk.Of(Routes.Part(context, "index"), day) is { } shape
            ? Reply.Of(shape, WireJson.Wire.InfluenceShape)
            : Reply.Of(WireFault.NotFound("day", day.ToString(), "The index has no print of that day."));
    }
}
