// Cumulative cost or revenue without and with the hedge: fans, figures at risk with their error, cash for margin.
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports.Charts;
using static Tokenbourse.Desk.Reports.ReportText;

namespace Tokenbourse.Desk.Reports.Sections;

/// <summary>Fan and figures at risk.</summary>
internal static class RiskSection
{
    public static ReportSection Of(ReportSource source)
    {
        var risk = source.Plan.Risk;
        var paths = ReportFigures.Count(risk.Paths).Text;
        var blocks = new List<ReportBlock>
        {
            Plain(
                $"The bands hold the middle 90% of {paths} simulated paths (5% to 95%), the lines are "
                    + "the medians. Grey is "
                    + $"the cumulative {source.Money.En} without the hedge, blue with it.",
                $"色带为 {paths} 条模拟路径的中间 90%（5% 至 95%），线为中位数。灰色为不套保的累计{source.Money.Zh}，蓝色为套保后。"
            ),
            new ChartBlock(Fan(source)),
            Note(
                "The futures curve moves by two factors, one that fades and one that stays; own "
                    + "price, volume and margin go with "
                    + "it. Parameters and what is assumed stand below in the plan's own words.",
                "期货曲线由两个因子驱动，一个逐步消退，一个长期保留；自身价格、用量与保证金随之变动。参数与假设见下方计划原文。"
            ),
            Figures(source),
            Quantiles(source, "fan-before", Say("Without the hedge", "不套保"), risk.Before),
            Quantiles(source, "fan-after", Say("With the hedge", "套保后"), risk.After),
        };
        if (risk.BreachChance.Count > 0)
            blocks.Add(Covenant(source));
        return new("risk", Say("Cost and revenue ahead", "未来成本与收入"), blocks);
    }

    internal static ReportChart Fan(ReportSource source)
    {
        var risk = source.Plan.Risk;
        var series = new List<ChartSeries>
        {
            Band(Say("without, 90%", "不套保，90%"), ChartTone.Before, risk.Before),
            Band(Say("with, 90%", "套保后，90%"), ChartTone.After, risk.After),
            Median(Say("without, median", "不套保，中位数"), ChartMark.Dashes, ChartTone.Before, risk.Before),
            Median(Say("with, median", "套保后，中位数"), ChartMark.Line, ChartTone.After, risk.After),
        };
        if (source.Plan.Programme.Budget is { } budget && risk.Before.Count > 0)
            series.Add(
                new(
                    Say("budget for all months", "全部月份的预算"),
                    ChartMark.Dashes,
                    ChartTone.Limit,
                    [new(-0.5, (double)budget), new(risk.Before.Count - 0.5, (double)budget)]
                )
            );
        return new(
            "fan",
            Say($"Cumulative {source.Money.En} without and with the hedge", $"套保前后的累计{source.Money.Zh}"),
            Say("month", "月份"),
            Say($"{source.Currency}, cumulative", $"{source.Currency}，累计"),
            [.. risk.Before.Select(m => Cell.Code(m.Month.ToString()))],
            series,
            FromZero: true
        );
    }

    private static ChartSeries Band(Said name, ChartTone tone, IReadOnlyList<FanMonth> fan) =>
        new(name, ChartMark.Band, tone, [.. fan.Select((m, i) => new ChartPoint(i, m.P95, m.P5))]);

    private static ChartSeries Median(Said name, ChartMark mark, ChartTone tone, IReadOnlyList<FanMonth> fan) =>
        new(name, mark, tone, [.. fan.Select((m, i) => new ChartPoint(i, m.P50))]);

    private static FactsBlock Figures(ReportSource source)
    {
        var (risk, f, c) = (source.Plan.Risk, source.Figures, source.Currency);
        var facts = new List<Fact>
        {
            Fact(
                $"{Capital(source.AtRisk.En)} without, {c}",
                $"{source.AtRisk.Zh}，不套保，{c}",
                f.Money(risk.AtRiskBefore)
            ),
            Fact(
                $"{Capital(source.AtRisk.En)} with, {c}",
                $"{source.AtRisk.Zh}，套保后，{c}",
                f.Money(risk.AtRiskAfter)
            ),
            Fact($"Expected shortfall with, {c}", $"预期尾部损失，套保后，{c}", f.Money(risk.Shortfall)),
            Fact(
                "Chance to miss the budget without",
                "超预算概率，不套保",
                ReportFigures.Percent(risk.OverBudgetBefore)
            ),
            Fact("Chance to miss the budget with", "超预算概率，套保后", ReportFigures.Percent(risk.OverBudgetAfter)),
            Fact(
                $"Cash for margin, 10 days at 99%, {c}",
                $"保证金资金需求，10 日、99%，{c}",
                f.Money(risk.LiquidityTenDays)
            ),
            Fact($"Initial margin at the start, {c}", $"期初初始保证金，{c}", f.Money(risk.InitialMargin)),
            Fact("Model (as recorded)", "模型（原文）", Cell.Code(risk.Model)),
        };
        return new(
            "risk",
            Say(
                $"Figures at {source.Confidence} against the median; ± is the standard error of the simulation",
                $"{source.Confidence} 水平、相对中位数的数字；± 为模拟标准误"
            ),
            facts
        );
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    internal static TableBlock Quantiles(ReportSource source, string id, Said title, IReadOnlyList<FanMonth> fan)
    {
        var f = source.Figures;
        return new(
            id,
            Say(
                $"{title.En}: cumulative {source.Money.En}, {source.Currency}",
                $"{title.Zh}：累计{source.Money.Zh}，{source.Currency}"
            ),
            [
                Words("Month", "月份"),
                Numbers("5%", "5%"),
                Numbers("25%", "25%"),
                Numbers("Median", "中位数"),
                Numbers("75%", "75%"),
                Numbers("95%", "95%"),
            ],
            [
                .. fan.Select(m =>
                    (IReadOnlyList<Cell>)
                        [
                            Cell.Code(m.Month.ToString()),
                            f.Money(m.P5),
                            f.Money(m.P25),
                            f.Money(m.P50),
                            f.Money(m.P75),
                            f.Money(m.P95),
                        ]
                ),
            ]
        );
    }

    private static TableBlock Covenant(ReportSource source)
    {
        var (risk, months) = (source.Plan.Risk, source.Plan.Risk.Before);
        return new(
            "covenant",
            Say("Chance that the covenant is broken", "触发约定条款的概率"),
            [Words("Month", "月份"), Numbers("Chance", "概率")],
            [
                .. risk.BreachChance.Select(
                    (p, i) =>
                        (IReadOnlyList<Cell>)
                            [
                                i < months.Count ? Cell.Code(months[i].Month.ToString()) : Cell.Absent,
                                ReportFigures.Percent(p),
                            ]
                ),
            ]
        );
    }
}
