// The addresses of the curve's studies: what they rest on, and the studies.
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Http;

/// <summary>Passes on JSON that a reader makes.</summary>
internal sealed class CurveRoutes(CurveReaders? readers)
{
    public void Map(IEndpointRouteBuilder app)
    {
        Routes.Get(app, "/v1/curve/{contract}/days", Days);
        Routes.Get(app, "/v1/curve/{contract}/analytics", Analytics);
    }

    private Reply Days(HttpContext context, QueryReader query)
    {
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var contract = Routes.Part(context, "contract");
        return readers?.Days(contract) is { } json ? Reply.Raw(json) : Missing(contract, null);
    }

    private Reply Analytics(HttpContext context, QueryReader query)
    {
        var day = query.Date("day");
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var contract = Routes.Part(context, "contract");
        return readers?.Analytics(contract, day) is { } json ? Reply.Raw(json) : Missing(contract, day);
    }

    private static Reply Missing(string contract, TradingDate? day) =>
        Reply.Of(
            day is { } asked
                ? WireFault.NotFound("day", asked.ToString(), "The contract has no settled day of that date.")
                : WireFault.NotFound("contract", contract, "The contract has no settled day.")
        );
}
