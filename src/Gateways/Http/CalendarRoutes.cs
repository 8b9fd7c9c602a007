// The address of a day of a calendar.
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

/// <summary>What a day's timetable is, also of days to come.</summary>
internal sealed class CalendarRoutes(VenueViews views)
{
    public void Map(IEndpointRouteBuilder app) => Routes.Get(app, "/v1/calendars/{calendar}/days/{day}", Day);

    private Reply Day(HttpContext context, QueryReader query)
    {
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        if (!Routes.TryDay(context, out var day, out fault))
            return Reply.Of(fault!);
        var name = Routes.Part(context, "calendar");
        if (Present.Calendar(views, name) is not { } calendar)
            return Reply.Of(WireFault.NotFound("calendar", name, "There is no calendar of that name."));
        return day < calendar.From || day > calendar.To
            ? Reply.Of(WireFault.NotFound("day", day.ToString(), "The calendar says nothing of that day."))
            : Reply.Of(Present.CalendarDay(calendar, day), WireJson.Wire.CalendarDayShape);
    }
}
