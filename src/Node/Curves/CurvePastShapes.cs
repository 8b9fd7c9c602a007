// The curve of every settled day, and whether months or weekdays differ, as programs read them.
using System.Text.Json.Serialization;

namespace Tokenbourse.Node.Curves;

internal sealed record CurvePastPointShape(string Symbol, string LastTradingDay, string Settlement);

/// <param name="Shape">single, flat, contango, backwardation or mixed; null: the day has no state.</param>
/// <param name="IndexValue">Of the index on that day; null: no print, or it was withheld.</param>
/// <param name="RollSecondPercent">Roll yield a year from the first to the second month; null: not listed.</param>
internal sealed record CurvePastDayShape(
    string Day,
    string? Shape,
    string? FrontYieldPercent,
    string? TrendPercent,
    string? ScarcityPercent,
    string? BackwardatedPercent,
    string? RollSecondPercent,
    string? RollFourthPercent,
    string? RollThirteenthPercent,
    string? IndexValue,
    IReadOnlyList<CurvePastPointShape> Points
);

internal sealed record CurveBandPointShape(string Symbol, string Low, string High, int Days);

/// <param name="Why">Why there is no range; null when there is one.</param>
internal sealed record CurveBandShape(
    string? Why,
    string LowPercent,
    string HighPercent,
    int Days,
    int LeastDays,
    IReadOnlyList<CurveBandPointShape> Points
);

/// <param name="WeekAgo">The newest settled day that lies a week or more before; null: there is none.</param>
/// <param name="MonthAgo">The newest that lies thirty days or more before.</param>
internal sealed record CurveHistoryShape(
    string Contract,
    string Day,
    string Source,
    bool Simulated,
    string Quote,
    string Tick,
    string? WeekAgo,
    string? MonthAgo,
    CurveBandShape Band,
    IReadOnlyList<CurvePastDayShape> Days
);

internal sealed record CurveSeasonMonthShape(int Month, string Factor, string Low, string High, int Years);

/// <param name="Weekday">1 is Monday.</param>
/// <param name="Days">Settled days of that weekday.</param>
/// <param name="Lots">Mean lots of all months together.</param>
internal sealed record CurveWeekdayShape(int Weekday, int Days, string Lots);

/// <param name="Why">Why months are not compared; null when they are.</param>
/// <param name="Months">Whole months of the index at hand.</param>
/// <param name="EndDays">Settled days among the last three of a calendar month whose end is known.</param>
internal sealed record CurveSeasonShape(
    string Contract,
    string Day,
    string Source,
    bool Simulated,
    string Index,
    string? Why,
    int Months,
    int LeastMonths,
    IReadOnlyList<CurveSeasonMonthShape> Factors,
    IReadOnlyList<CurveWeekdayShape> Weekdays,
    int EndDays,
    string? EndLots,
    int OtherDays,
    string? OtherLots
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CurveHistoryShape))]
[JsonSerializable(typeof(CurveSeasonShape))]
internal sealed partial class CurvePastJson : JsonSerializerContext;
