// The addresses by which the house's day is changed: prices by hand, corrections, margin calls within it.
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Gateways.Http.Days;

namespace Tokenbourse.Gateways.Http;

/// <summary>Routes to <see cref="SettlementDoor"/> and <see cref="MarginCallDoor"/>.</summary>
internal sealed partial class OrderRoutes
{
    private void MapDays(IEndpointRouteBuilder app)
    {
        const string Calls = "/v1/margin-calls/";
        app.MapPost(Calls + "runs", Json(body => MarginCallDoor.Run(venue, body), Wire.CallRunShape));
        app.MapPost(Calls + "{account}/{currency}/acknowledgement", (RequestDelegate)Acknowledge);
        const string Day = "/v1/settlements/{day}/";
        app.MapPost(
            Day + "overrides",
            OfDay((day, body) => SettlementDoor.Propose(venue, day, body), Wire.OverrideShape)
        );
        app.MapPost(
            Day + "overrides/approve",
            OfDay((day, body) => SettlementDoor.Approve(venue, day, body), Wire.OverrideShape)
        );
        app.MapPost(
            Day + "amendments",
            OfDay((day, body) => SettlementDoor.Amend(venue, day, body), Wire.AmendmentShape)
        );
        app.MapPost(
            Day + "amendments/approve",
            OfDay((day, body) => SettlementDoor.ApproveAmendment(venue, day, body), Wire.AmendmentShape)
        );
    }

    /// <summary>The same with the day of the address.</summary>
    private RequestDelegate OfDay<T>(Func<string, ReadOnlyMemory<byte>, (T?, WireFault?)> answer, JsonTypeInfo<T> type)
        where T : class =>
        context =>
        {
            var day = Routes.Part(context, "day");
            return Answer(context, body => answer(day, body), type, null);
        };
}
