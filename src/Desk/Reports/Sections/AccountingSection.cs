// The accounting annex: memo, changes of value, the designated test and what it says, the reserve.
using Tokenbourse.Analytics.Hedging.Accounting;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports.Charts;
using static Tokenbourse.Desk.Reports.ReportText;

namespace Tokenbourse.Desk.Reports.Sections;

/// <summary>Accounting annex.</summary>
internal static class AccountingSection
{
    public static ReportSection Of(ReportSource source)
    {
        var blocks = new List<ReportBlock> { new TextBlock(TextTone.Warning, ReportBuilder.NotAdvice) };
        if (source.Designations.Count == 0)
            blocks.Add(
                Plain(
                    "No designation is in the desk's folder: hedge accounting has not begun, and "
                        + "gains and losses of the futures "
                        + "go to profit and loss as they come.",
                    "套保文件夹中没有指定文件：套期会计尚未开始，期货损益随发生计入当期损益。"
                )
            );
        else
            Designated(source, source.Designations[^1], blocks);
        return new("accounting", Say("Accounting annex", "会计附件"), blocks);
    }

    private static void Designated(ReportSource source, HedgeDesignation designation, List<ReportBlock> blocks)
    {
        var figures = AccountingFigures.Of(source.Plan, designation);
        blocks.Add(Head(source, designation, figures));
        blocks.Add(Memo(designation));
        blocks.Add(Months(source, designation));
        blocks.Add(
            Plain(
                "The hypothetical derivative has the terms of the hedged item and is worth nothing "
                    + "at designation. Its forward "
                    + "price is the futures price of the item's month plus the basis that was last known; money is not "
                    + "discounted, as futures are settled daily.",
                "假想衍生工具的条款与被套期项目一致，指定时价值为零。其远期价格为相应月份期货价格加最近已知基差；因期货逐日结算，不作折现。"
            )
        );
        if (figures.History is { } history)
            blocks.Add(
                Test(
                    "test-before",
                    Say(
                        "Before designation: the designated method on past changes (hindsight)",
                        "指定前：以指定方法检验历史变动（事后回看）"
                    ),
                    history
                )
            );
        if (figures.Since is { } since)
        {
            blocks.Add(
                Test("test-since", Say("Since designation: the designated method", "指定后：以指定方法检验"), since)
            );
            blocks.Add(Changes(source, figures.Changes, since));
            blocks.Add(new ChartBlock(Cumulative(source, figures.Reserve)));
            blocks.Add(Reserve(source, designation, figures.Reserve));
        }
        else
            blocks.Add(
                Plain(
                    "No month has ended since designation for which settlement prices and own prices "
                        + "are both known: there is "
                        + "nothing to measure yet.",
                    "自指定日起尚无结算价与自身价格均已知的完整月份，暂无可计量内容。"
                )
            );
    }

    private static FactsBlock Head(ReportSource source, HedgeDesignation designation, AccountingFigures figures)
    {
        var facts = new List<Fact>
        {
            Fact("Designated on", "指定日", Cell.Code(designation.On.ToString())),
            Fact("Signed by", "签署人", Cell.Code(designation.By)),
            Fact(
                "Rules",
                "适用准则",
                Cell.Code(designation.Standard == AccountingStandard.Ifrs9 ? "IFRS 9" : "ASC 815")
            ),
            Fact("Method, fixed at inception", "方法（指定时固定）", Cell.Of(ReportWords.Method(designation.Method))),
            Fact(
                $"Value of the hedged item at designation, {source.Plan.Market.Currency}",
                $"指定时被套期项目价值，{source.Plan.Market.Currency}",
                source.Figures.Money(figures.Notional)
            ),
            Fact("Number of designations", "指定文件数量", ReportFigures.Count(source.Designations.Count)),
            Fact("Digest of the designation", "指定文件摘要", Cell.Code(designation.Digest)),
            Fact("Digest of the plan it was made from", "所依据计划的摘要", Cell.Code(designation.PlanDigest)),
        };
        if (designation is { Replaces: { } former, Reason: { } reason })
        {
            facts.Add(Fact("Replaces", "取代", Cell.Code(former)));
            facts.Add(Fact("Why the former ended (as recorded)", "前次终止原因（原文）", Cell.Code(reason)));
        }

        return new("designation", Say("Designation", "指定"), facts);
    }

    private static TableBlock Memo(HedgeDesignation designation) =>
        new(
            "memo",
            Say("Designation memo", "套期指定备忘录"),
            [Words("Field", "项目"), Words("What was declared", "声明内容")],
            [.. designation.Memo.Select(m => (IReadOnlyList<Cell>)[Cell.Of(m.Name), Cell.Of(m.Text)])]
        );

    private static TableBlock Months(ReportSource source, HedgeDesignation designation) =>
        new(
            "designated",
            Say(
                $"Item and instrument; volumes in {source.Unit.En}, prices in {source.Quote.En}",
                $"被套期项目与套期工具；数量单位 {source.Unit.Zh}，价格单位 {source.Quote.Zh}"
            ),
            [
                Words("Month", "月份"),
                Numbers("First so many units", "最先发生的数量"),
                Words("Futures", "期货"),
                Numbers("Lots", "手数"),
                Numbers("Price at designation", "指定时价格"),
            ],
            [
                .. designation.Months.Select(m =>
                    (IReadOnlyList<Cell>)
                        [
                            Cell.Code(m.Month.ToString()),
                            source.Figures.Units(m.First),
                            Cell.Code(m.Symbol),
                            ReportFigures.Count(m.Lots),
                            source.Figures.Price(m.Price),
                        ]
                ),
            ]
        );

    private static FactsBlock Test(string id, Said title, EffectivenessResult result)
    {
        var facts = new List<Fact> { Fact("Outcome", "结论", Cell.Of(Outcome(result))) };
        if (result.Regression is { } r)
        {
            facts.Add(Fact("Periods", "期间数", ReportFigures.Count(r.N)));
            facts.Add(Fact("Slope", "斜率", ReportFigures.Fixed(r.Slope, 3)));
            facts.Add(Fact("95% interval, from", "95% 区间下限", ReportFigures.Fixed(r.Low, 3)));
            facts.Add(Fact("95% interval, to", "95% 区间上限", ReportFigures.Fixed(r.High, 3)));
            facts.Add(Fact("R²", "R²", ReportFigures.Fixed(r.R2, 3)));
            facts.Add(Fact("F", "F 值", ReportFigures.Fixed(r.F, 1)));
            facts.Add(Fact("p of F", "F 检验 p 值", ReportFigures.Fixed(r.Probability, 4)));
        }

        if (result.Offset is { } o)
        {
            var last = o.Lines[^1];
            facts.Add(Fact("Cumulative dollar offset", "累计价值变动比率", ReportFigures.Percent(last.Ratio)));
            facts.Add(Fact("Change of the item", "被套期项目累计变动", ReportFigures.Fixed(last.Item, 2)));
            facts.Add(
                Fact("Smallest change that says something", "可作结论的最小变动", ReportFigures.Fixed(o.Threshold, 2))
            );
        }

        return new(id, title, facts);
    }

    // The arithmetic's code in words; its figures stand beside it.
    private static Said Outcome(EffectivenessResult result) =>
        result.Code switch
        {
            "small-changes" => new("inconclusive: small changes", "不作结论：变动过小"),
            "offset-in-band" => new("within 80% to 125%", "处于 80% 至 125% 之间"),
            "offset-outside-band" => new("outside 80% to 125%", "超出 80% 至 125%"),
            "too-few-periods" => new("inconclusive: fewer than 30 periods", "不作结论：少于 30 个期间"),
            "no-changes" => new("inconclusive: values did not move", "不作结论：价值没有变动"),
            "regression-passed" => new("every line of the regression is met", "回归各项标准均满足"),
            "regression-failed" => new(
                $"not met: {string.Join(", ", result.Regression!.Failed.Select(c => Line(c).En))}",
                $"未满足：{string.Join("、", result.Regression.Failed.Select(c => Line(c).Zh))}"
            ),
            _ => new("refused: another method was designated", "拒绝：指定的是另一种方法"),
        };

    private static Said Line(string code) =>
        code switch
        {
            "r2" => new("R² of 0.80 or more", "R² 不低于 0.80"),
            "slope" => new("slope from 0.80 to 1.25", "斜率在 0.80 至 1.25 之间"),
            _ => new("p of F below 0.05", "F 检验 p 值低于 0.05"),
        };

    private static TableBlock Changes(
        ReportSource source,
        IReadOnlyList<FairValueChange> changes,
        EffectivenessResult since
    )
    {
        var f = source.Figures;
        var columns = new List<TableColumn>
        {
            Words("Period from", "期间自"),
            Words("to", "至"),
            Numbers("Instrument", "套期工具"),
            Numbers("Hypothetical derivative", "假想衍生工具"),
        };
        if (since.Offset is not null)
        {
            columns.Add(Numbers("Cumulative offset", "累计比率"));
            columns.Add(Words("Says", "结论"));
        }

        return new(
            "fair-values",
            Say(
                $"Changes of fair value since designation, {source.Plan.Market.Currency}",
                $"指定以来的公允价值变动，{source.Plan.Market.Currency}"
            ),
            columns,
            [.. changes.Select((c, i) => Row(c, since.Offset?.Lines[i]))]
        );

        IReadOnlyList<Cell> Row(FairValueChange c, OffsetLine? line)
        {
            var cells = new List<Cell>
            {
                Cell.Code(c.From.ToString()),
                Cell.Code(c.To.ToString()),
                f.Money(c.Instrument),
                f.Money(c.Hypothetical),
            };
            if (line is not null)
            {
                cells.Add(ReportFigures.Percent(line.Ratio));
                cells.Add(
                    line.Small ? Word("inconclusive: small changes", "不作结论：变动过小")
                    : line.Ratio is >= 0.80m and <= 1.25m ? Word("within 80% to 125%", "处于 80% 至 125% 之间")
                    : Word("outside 80% to 125%", "超出 80% 至 125%")
                );
            }

            return cells;
        }
    }

    private static ReportChart Cumulative(ReportSource source, IReadOnlyList<ReserveLine> lines) =>
        new(
            "reserve",
            Say("Cumulative changes of value and the reserve", "累计价值变动与储备"),
            Say("month", "月份"),
            Say(source.Plan.Market.Currency, source.Plan.Market.Currency),
            [.. lines.Select(l => Cell.Code(l.To.ToString()[..7]))],
            [
                new(
                    Say("instrument", "套期工具"),
                    ChartMark.Line,
                    ChartTone.After,
                    [.. lines.Select((l, i) => new ChartPoint(i, (double)l.CumulativeInstrument))]
                ),
                new(
                    Say("hypothetical derivative", "假想衍生工具"),
                    ChartMark.Dashes,
                    ChartTone.Third,
                    [.. lines.Select((l, i) => new ChartPoint(i, (double)l.CumulativeHypothetical))]
                ),
                new(
                    Say("reserve", "储备"),
                    ChartMark.Bars,
                    ChartTone.Before,
                    [.. lines.Select((l, i) => new ChartPoint(i, (double)l.Reserve))]
                ),
            ],
            FromZero: true
        );

    private static TableBlock Reserve(
        ReportSource source,
        HedgeDesignation designation,
        IReadOnlyList<ReserveLine> lines
    )
    {
        var f = source.Figures;
        var rule =
            designation.Standard == AccountingStandard.Ifrs9
                ? Say(
                    "Cash-flow reserve: the lower, in absolute amounts, of both cumulative changes",
                    "现金流量套期储备：两项累计变动中绝对额较低者"
                )
                : Say(
                    "Other comprehensive income: the whole change of the instrument while the hedge "
                        + "is highly effective",
                    "其他综合收益：套期高度有效期间套期工具的全部变动"
                );
        return new(
            "reserve",
            Say($"{rule.En}, {source.Plan.Market.Currency}", $"{rule.Zh}，{source.Plan.Market.Currency}"),
            [
                Words("Period to", "期间至"),
                Numbers("Instrument, cumulative", "套期工具累计"),
                Numbers("Hypothetical, cumulative", "假想衍生工具累计"),
                Numbers("To reserve", "计入储备"),
                Numbers("To profit and loss", "计入损益"),
                Numbers("Reserve", "储备余额"),
            ],
            [
                .. lines.Select(l =>
                    (IReadOnlyList<Cell>)
                        [
                            Cell.Code(l.To.ToString()),
                            f.Money(l.CumulativeInstrument),
                            f.Money(l.CumulativeHypothetical),
                            f.Money(l.ToReserve),
                            f.Money(l.ToProfit),
                            f.Money(l.Reserve),
                        ]
                ),
            ]
        );
    }
}
