// A calendar's day over the REST door.
using System.Text.Json;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class CalendarDoorTests
{
    [Fact]
    public async Task A_day_of_a_calendar_tells_its_timetable_and_its_neighbours()
    {
        await using var floor = await Floor.Open();
        var day = await floor.Get("/v1/calendars/T/days/2026-03-06");
        Assert.True(day.GetProperty("tradingDay").GetBoolean());
        Assert.Equal(
            [
                "auction 2026-03-06T08:00:00Z 2026-03-06T09:00:00Z",
                "continuous 2026-03-06T09:00:00Z 2026-03-06T12:00:00Z",
                "pause 2026-03-06T12:00:00Z 2026-03-06T13:00:00Z",
                "continuous 2026-03-06T13:00:00Z 2026-03-06T15:00:00Z",
                "closed 2026-03-06T15:00:00Z ",
            ],
            day.GetProperty("phases")
                .EnumerateArray()
                .Select(p => $"{p.Text("phase")} {p.Text("start")} {p.GetProperty("until").GetString()}")
        );
        Assert.Equal(
            ("UTC", "2026-03-05", "2026-03-09", "2026-03-06T16:00:00Z", "2026-12-31"),
            (
                day.Text("zone"),
                day.Text("previousDay"),
                day.Text("nextDay"),
                day.Text("settlementDue"),
                day.Text("validTo")
            )
        );
        var sunday = await floor.Get("/v1/calendars/T/days/2026-03-08");
        Assert.False(sunday.GetProperty("tradingDay").GetBoolean());
        Assert.Empty(sunday.GetProperty("phases").EnumerateArray());
        Assert.Equal(("2026-03-06", "2026-03-09"), (sunday.Text("previousDay"), sunday.Text("nextDay")));
        Assert.Equal(
            JsonValueKind.Null,
            (await floor.Get("/v1/calendars/T/days/2026-12-31")).GetProperty("nextDay").ValueKind
        );
    }

    [Fact]
    public async Task A_calendar_or_a_day_that_is_not_there_is_told_by_its_field()
    {
        await using var floor = await Floor.Open();
        foreach (
            var (path, code, field) in new[]
            {
                ("/v1/calendars/NO/days/2026-03-02", "NOT_FOUND", "calendar"),
                ("/v1/calendars/T/days/1999-01-01", "NOT_FOUND", "day"),
                ("/v1/calendars/T/days/today", "BAD_TYPE", "day"),
                ("/v1/calendars/T/days/2026-03-02?x=1", "UNKNOWN_FIELD", "x"),
            }
        )
        {
            var fault = await floor.Fault("GET", path);
            Assert.Equal((path, code, field), (path, fault.Code, fault.Error.Text("field")));
        }
    }
}
