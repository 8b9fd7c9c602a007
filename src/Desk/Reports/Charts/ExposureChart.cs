// The picture of an exposure: each month's base case, what is hedged of it, and its low and high case.
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using static Tokenbourse.Desk.Reports.ReportText;

namespace Tokenbourse.Desk.Reports.Charts;

/// <summary>Draws exposures.</summary>
public static class ExposureChart
{
    /// <summary>The chart of the months to come.</summary>
    /// <param name="title">What is seen.</param>
    /// <param name="months">The months.</param>
    /// <param name="hedged">Contract units that are hedged, by month, without sign.</param>
    /// <param name="unit">Of one contract unit.</param>
    public static ReportChart Of(
        Said title,
        IReadOnlyList<ExposureMonth> months,
        IReadOnlyList<decimal> hedged,
        Said unit
    ) =>
        new(
            "exposure",
            title,
            Say("month", "月份"),
            unit,
            [.. months.Select(m => Cell.Code(m.Month.ToString()))],
            [
                new(
                    Say("base case", "基准情景"),
                    ChartMark.Bars,
                    ChartTone.Before,
                    [.. months.Select((m, i) => new ChartPoint(i, (double)m.Base))]
                ),
                new(
                    Say("hedged", "已套保"),
                    ChartMark.Bars,
                    ChartTone.After,
                    [.. hedged.Select((v, i) => new ChartPoint(i, (double)v))]
                ),
                new(
                    Say("low to high", "低至高"),
                    ChartMark.Whiskers,
                    ChartTone.Ink,
                    [.. months.Select((m, i) => new ChartPoint(i, (double)m.High, (double)m.Low))]
                ),
            ],
            FromZero: true
        );

    /// <summary>The chart of an exposure without a plan: what is hedged is what the table says.</summary>
    public static ReportChart Of(ExposureTable table) =>
        Of(
            Say(
                $"{table.Programme}: expected volume by month with its low and high case"
                    + (table.Simulated ? "; SIMULATED prices" : ""),
                $"{table.Programme}：各月预计用量（含低、高情景）" + (table.Simulated ? "；价格为模拟数据" : "")
            ),
            table.Months,
            [.. table.Months.Select(m => m.Hedged)],
            ReportWords.Unit(table.Unit)
        );
}
