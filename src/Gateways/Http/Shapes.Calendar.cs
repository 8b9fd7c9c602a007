// What goes over the wire of a day of a calendar: its timetable, its neighbours, the days without trading.
namespace Tokenbourse.Gateways.Http;

/// <summary>A part of the timetable. Both moments are on the wire's clock.</summary>
/// <param name="Start">When the phase begins; on the date before the trading day for a night session.</param>
/// <param name="Until">When the next one begins; null: it lasts to the next trading day.</param>
public sealed record DayPhaseShape(string Phase, string Start, string? Until);

/// <summary>A day of a calendar as its document says it; an operator's halts stand with the instruments.</summary>
/// <param name="Zone">Name of the zone whose local time the timetable is written in.</param>
/// <param name="TradingDay">Whether it is a trading day; if not, <paramref name="Phases"/> is empty.</param>
/// <param name="PreviousDay">The trading day before; null: the calendar begins after.</param>
/// <param name="NextDay">The trading day after; null: the calendar ends before.</param>
/// <param name="SettlementDue">When the day may be settled; null on a day without trading.</param>
/// <param name="Holidays">The next weekdays without trading after the day, oldest first, at most ten.</param>
/// <param name="ValidTo">The last date of the calendar's document.</param>
public sealed record CalendarDayShape(
    string Calendar,
    string Zone,
    string Day,
    bool TradingDay,
    string? PreviousDay,
    string? NextDay,
    IReadOnlyList<DayPhaseShape> Phases,
    string? SettlementDue,
    IReadOnlyList<string> Holidays,
    string ValidTo
);
