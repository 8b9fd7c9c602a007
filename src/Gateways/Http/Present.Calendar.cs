// From the views to the wire: a day of a calendar.
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

public static partial class Present
{
    private const int MostHolidays = 10;

    /// <summary>Null: there is no calendar of that name.</summary>
    internal static TradingCalendar? Calendar(VenueViews views, string name)
    {
        lock (views.Gate)
            return views.Calendars.Rows.FirstOrDefault(row => row.Calendar.Id == name)?.Calendar;
    }

    /// <summary>A date within the calendar's own.</summary>
    internal static CalendarDayShape CalendarDay(TradingCalendar calendar, TradingDate day)
    {
        var trades = calendar.IsTradingDay(day);
        var phases = new List<DayPhaseShape>();
        for (var i = 0; trades && i < calendar.Timetable.Count; i++)
        {
            var line = calendar.Timetable[i];
            var until = i + 1 < calendar.Timetable.Count ? calendar.Timetable[i + 1] : (TimetableLine?)null;
            phases.Add(
                new(
                    Words.Of(line.Phase),
                    calendar.MomentOf(day, line).ToString(),
                    until is { } next ? calendar.MomentOf(day, next).ToString() : null
                )
            );
        }

        return new(
            calendar.Id,
            calendar.Zone,
            day.ToString(),
            trades,
            calendar.OnOrBefore(day.Plus(-1))?.ToString(),
            calendar.OnOrAfter(day.Plus(1))?.ToString(),
            phases,
            trades ? calendar.MomentOf(day, calendar.Settlement).ToString() : null,
            [
                .. calendar
                    .Holidays.Where(h => h > day && h.Weekday <= 5)
                    .Order()
                    .Take(MostHolidays)
                    .Select(h => h.ToString()),
            ],
            calendar.To.ToString()
        );
    }
}
