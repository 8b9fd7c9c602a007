// What is exposed: billed months in raw and equivalent units, months to come in three cases, and what was not used.
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Reports.Charts;
using static Tokenbourse.Desk.Reports.ReportText;

namespace Tokenbourse.Desk.Reports.Sections;

/// <summary>Exposure.</summary>
internal static class ExposureSection
{
    private const decimal Million = 1_000_000;

    public static ReportSection Of(ReportSource source)
    {
        var exposure = source.Plan.Exposure;
        var blocks = new List<ReportBlock>
        {
            Plain(
                $"Volumes are in {source.Unit.En}. Raw volume is what the bill counts; the equivalent "
                    + "is what the contract "
                    + "can hedge. Both stand side by side, and how one became the other is told for each line.",
                $"数量单位为{source.Unit.Zh}。原始用量为账单所计，折算用量为合约所能套保的数量；两者并列，并逐行说明折算方式。"
            ),
            new ChartBlock(Bars(source)),
            Months(source),
            Actual(source),
        };
        if (exposure.Faults.Count > 0)
            blocks.Add(Faults(exposure.Faults));
        return new("exposure", Say("Exposure", "敞口"), blocks);
    }

    internal static ReportChart Bars(ReportSource source)
    {
        var months = source.Plan.Exposure.Months;
        var hedges = source.Chosen?.Months ?? [];
        var hedged = months.Select(m => hedges.Where(h => h.Month == m.Month).Sum(h => Math.Abs(h.Units)) + m.Hedged);
        return ExposureChart.Of(
            Say(
                "Expected volume by month with its low and high case, and what the plan hedges",
                "各月预计用量（含低、高情景）与计划套保量"
            ),
            months,
            [.. hedged],
            source.Unit
        );
    }

    private static TableBlock Months(ReportSource source)
    {
        var (months, f) = (source.Plan.Exposure.Months, source.Figures);
        var tokens = !source.Plan.Exposure.Unit.Contains("GPU", StringComparison.OrdinalIgnoreCase);
        return new(
            "exposure-months",
            Say("Months to come", "未来月份"),
            [
                Words("Month", "月份"),
                tokens
                    ? Numbers("Raw, million tokens", "原始用量，百万词元")
                    : Numbers("Raw, GPU hours", "原始用量，GPU 小时"),
                Numbers("Low", "低情景"),
                Numbers("Base", "基准"),
                Numbers("High", "高情景"),
                Numbers("Floating share", "浮动占比"),
                Numbers("Hedged before", "此前已套保"),
                Numbers("Open", "未套保"),
            ],
            [
                .. months.Select(m =>
                    (IReadOnlyList<Cell>)
                        [
                            Cell.Code(m.Month.ToString()),
                            f.Units(m.Raw),
                            f.Units(m.Low),
                            f.Units(m.Base),
                            f.Units(m.High),
                            ReportFigures.Percent(m.Floating),
                            f.Units(m.Hedged),
                            f.Units(m.Open),
                        ]
                ),
            ],
            [
                Word("Together", "合计"),
                f.Units(source.Sum(m => m.Raw)),
                f.Units(source.Sum(m => m.Low)),
                f.Units(source.Sum(m => m.Base)),
                f.Units(source.Sum(m => m.High)),
                Cell.Absent,
                f.Units(source.Sum(m => m.Hedged)),
                f.Units(source.Sum(m => m.Open)),
            ]
        );
    }

    private static TableBlock Actual(ReportSource source)
    {
        var f = source.Figures;
        return new(
            "exposure-actual",
            Say("Billed months", "已入账月份"),
            [
                Words("Month", "月份"),
                Words("Item", "项目"),
                Numbers("Raw", "原始用量"),
                Numbers("Equivalent", "折算用量"),
                Numbers("Cost", "成本"),
                Numbers("Own price", "自身价格"),
                Words("Price is", "计价方式"),
                Words("How it was mapped (as recorded)", "折算方式（原文）"),
            ],
            [
                .. source.Plan.Exposure.Actual.Select(a =>
                    (IReadOnlyList<Cell>)
                        [
                            Cell.Code(a.Month.ToString()),
                            Cell.Code(a.Item),
                            ReportFigures.Fixed(a.Raw, a.Raw >= Million ? 0 : 2),
                            a.Equivalent is { } e
                                ? ReportFigures.Fixed(e, e >= Million ? 0 : 2)
                                : Word("not mapped", "未折算"),
                            f.Money(a.Cost),
                            f.Price(a.OwnPrice),
                            Cell.Of(ReportWords.Basis(a.Basis)),
                            Cell.Code(a.Method),
                        ]
                ),
            ]
        );
    }

    private static TableBlock Faults(IReadOnlyList<ExposureFault> faults) =>
        new(
            "exposure-faults",
            Say("What was not used, and why (as recorded)", "未采用的数据及原因（原文）"),
            [Words("Where", "位置"), Words("Field", "字段"), Words("Value", "值"), Words("Rule", "规则")],
            [
                .. faults.Select(x =>
                    (IReadOnlyList<Cell>)[Cell.Code(x.Where), Cell.Code(x.Field), Cell.Code(x.Value), Cell.Code(x.Rule)]
                ),
            ]
        );
}
