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
        Routes.Get(app, "/v1/curve/{contract}/history", (c, q) => Paper(c, q, CurvePaper.History));
        Routes.Get(app, "/v1/curve/{contract}/fits", (c, q) => Paper(c, q, CurvePaper.Fits));
        Routes.Get(app, "/v1/curve/{contract}/components", (c, q) => Paper(c, q, CurvePaper.Components));
        Routes.Get(app, "/v1/curve/{contract}/season", (c, q) => Paper(c, q, CurvePaper.Season));
        Routes.Get(app, "/v1/curve/{contract}/inference", Inference);
    }

    private Reply Paper(HttpContext context, QueryReader query, CurvePaper paper)
    {
        var day = query.Date("day");
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var contract = Routes.Part(context, "contract");
        return readers?.Papers(paper, contract, day) is { } json ? Reply.Raw(json) : Missing(contract, day);
    }

    private Reply Inference(HttpContext context, QueryReader query)
    {
        var day = query.Date("day");
        var asked = new InferenceAsked(
            query.Number("throughput", 0.001m, 1_000_000m),
            query.Number("utilisation", 0.01m, 1m),
            query.Number("rate", 0.0001m, 1_000_000m),
            query.Number("otherCost", 0m, 1_000_000m),
            query.Number("millions", 1m, 1_000_000_000_000m)
        );
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var contract = Routes.Part(context, "contract");
        return readers?.Inference(contract, day, asked) is { } json ? Reply.Raw(json) : Missing(contract, day);
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
