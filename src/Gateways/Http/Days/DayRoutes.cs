// The addresses of a day: its settlement run, its clearing, its rankings.
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Http.Days;

/// <summary>Routes to the desk; without one nothing is found.</summary>
internal sealed class DayRoutes(IDayDesk? desk)
{
    private static WireJson Wire => WireJson.Wire;

    public void Map(IEndpointRouteBuilder app)
    {
        Routes.Get(
            app,
            "/v1/settlements/{day}",
            (c, q) => Of(c, q, false, static (d, day) => d.Settlement(day), Wire.SettlementDayShape)
        );
        Routes.Get(
            app,
            "/v1/end-of-day/{day}",
            (c, q) => Of(c, q, false, static (d, day) => d.EndOfDay(day), Wire.EndOfDayShape)
        );
        Routes.Get(
            app,
            "/v1/bulletins/{day}/rankings",
            (c, q) => Of(c, q, true, static (d, day) => d.Rankings(day), Wire.RankingsShape)
        );
    }

    private Reply Of<T>(
        HttpContext context,
        QueryReader query,
        bool settled,
        Func<IDayDesk, TradingDate, T?> ask,
        JsonTypeInfo<T> type
    )
        where T : class
    {
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        if (!Routes.TryDay(context, out var day, out fault))
            return Reply.Of(fault!);
        if (desk is null)
            return Reply.Of(WireFault.NotFound(null, null, "This venue has no desk of the day."));
        return ask(desk, day) is { } shape ? Reply.Of(shape, type) : Reply.Of(NoDay(desk, day, settled));
    }

    private static WireFault NoDay(IDayDesk desk, TradingDate day, bool settled) =>
        WireFault.NotFound(
            "day",
            day.ToString(),
            settled ? "No calendar has settled that day." : "No calendar has begun that day.",
            desk.Nearest(day, settled) is { Length: > 0 } near ? near : null
        );
}
