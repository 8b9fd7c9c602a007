// Strategies side by side, and the months of the one that is proposed.
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports.Charts;
using static Tokenbourse.Desk.Reports.ReportText;

namespace Tokenbourse.Desk.Reports.Sections;

/// <summary>Strategies.</summary>
internal static class StrategySection
{
    public static ReportSection Of(ReportSource source)
    {
        var plan = source.Plan;
        var possible = plan.Strategies.Where(s => s.Possible).ToList();
        var name = ReportWords.Inline(plan.Chosen);
        var blocks = new List<ReportBlock>
        {
            Plain(
                $"Proposed: {name.En}. The rule: the smallest hedge that keeps the chance to miss the "
                    + "budget, the chance to "
                    + "lose too much on futures, and the cash for margin within the policy; of equal "
                    + "size, the one that costs "
                    + "less to trade and to roll; without a budget, the one that takes most variance away.",
                $"建议方案：{name.Zh}。规则：在超预算概率、期货亏损概率与保证金资金均符合政策的方案中取规模最小者；"
                    + "规模相同取交易与展期成本较低者；未设预算时取降低方差最多者。"
            ),
            new FactsBlock(
                "choice",
                Say("The choice", "选择"),
                [
                    Fact("Proposed strategy", "建议策略", ReportWords.Name(plan.Chosen)),
                    Fact("By which rule (as recorded)", "依据规则（原文）", Cell.Code(plan.WhyChosen)),
                ]
            ),
            Table(source, possible),
        };
        if (possible.Exists(s => s.AtRisk is not null))
            blocks.Add(new ChartBlock(Bars(source, possible)));
        blocks.Add(Notes(plan));
        if (source.Chosen is { Months.Count: > 0 } chosen)
            blocks.Add(Months(source, chosen));
        return new("strategies", Say("Strategies", "策略"), blocks);
    }

    // Turned on its side: a paper is narrow and measures are many.
    internal static TableBlock Table(ReportSource source, List<StrategyFacts> strategies)
    {
        var (f, c) = (source.Figures, source.Currency);
        return new(
            "strategies",
            Say("Strategies compared; ± is the standard error of the simulation", "策略比较；± 为模拟标准误"),
            [Words("Measure", "指标"), .. strategies.Select(s => new TableColumn(ReportWords.Inline(s.Name), true))],
            [
                Row(Word($"Expected {source.Money.En}, {c}", $"预期{source.Money.Zh}，{c}"), s => f.Money(s.Expected)),
                Row(Word($"Standard deviation, {c}", $"标准差，{c}"), s => f.Money(s.Deviation)),
                Row(Word("Variance taken away", "方差降低"), s => ReportFigures.Percent(s.Reduction)),
                Row(
                    Word(
                        $"{char.ToUpperInvariant(source.AtRisk.En[0])}{source.AtRisk.En[1..]} at "
                            + $"{source.Confidence}, {c}",
                        $"{source.AtRisk.Zh}（{source.Confidence}），{c}"
                    ),
                    s => f.Money(s.AtRisk)
                ),
                Row(Word("Chance to miss the budget", "超预算概率"), s => ReportFigures.Percent(s.OverBudget)),
                Row(Word($"Expected cost of rolling, {c}", $"预期展期成本，{c}"), s => f.Money(s.Roll)),
                Row(Word($"Worst margin call at 99%, {c}", $"最大累计追保（99%），{c}"), s => f.Money(s.PeakCall)),
                Row(Word($"Cost to trade, {c}", $"交易成本，{c}"), s => f.Money(s.CostToTrade)),
                Row(
                    Word("Lots beyond the visible book", "超出可见订单簿的手数"),
                    s => ReportFigures.Count(s.LotsBeyond)
                ),
            ]
        );

        IReadOnlyList<Cell> Row(Cell name, Func<StrategyFacts, Cell> of) => [name, .. strategies.Select(of)];
    }

    internal static ReportChart Bars(ReportSource source, List<StrategyFacts> strategies)
    {
        return new(
            "strategies",
            Say("What is left to risk, by strategy", "各策略的剩余风险"),
            Say("strategy", "策略"),
            Say(source.Currency, source.Currency),
            [.. strategies.Select(s => ReportWords.Name(s.Name))],
            [
                Of(Say("standard deviation", "标准差"), ChartTone.Before, s => s.Deviation),
                Of(source.AtRisk, ChartTone.After, s => s.AtRisk),
                Of(Say("worst margin call", "最大累计追保"), ChartTone.Third, s => s.PeakCall),
            ],
            FromZero: true
        );

        ChartSeries Of(Said name, ChartTone tone, Func<StrategyFacts, Estimated?> of) =>
            new(name, ChartMark.Bars, tone, [.. strategies.Select((s, i) => new ChartPoint(i, of(s)?.Value ?? 0))]);
    }

    private static TableBlock Notes(HedgePlan plan) =>
        new(
            "strategy-notes",
            Say("What each strategy is", "各策略说明"),
            [
                Words("Strategy", "策略"),
                Words("Possible", "可行"),
                Words("What it is", "含义"),
                Words("Particulars (as recorded)", "具体说明（原文）"),
            ],
            [
                .. plan.Strategies.Select(s =>
                    (IReadOnlyList<Cell>)
                        [
                            ReportWords.Name(s.Name),
                            s.Possible ? Word("yes", "是") : Word("no", "否"),
                            Cell.Of(ReportWords.Strategy(s.Name)),
                            s.Note.Length == 0 ? Cell.Absent : Cell.Code(s.Note),
                        ]
                ),
            ]
        );

    private static TableBlock Months(ReportSource source, StrategyFacts chosen)
    {
        var f = source.Figures;
        return new(
            "hedges",
            Say(
                $"The proposed hedge by month; units in {source.Unit.En}, prices in {source.Quote.En}",
                $"建议套保逐月明细；数量单位 {source.Unit.Zh}，价格单位 {source.Quote.Zh}"
            ),
            [
                Words("Month", "月份"),
                Words("Futures", "期货"),
                Numbers("Lots", "手数"),
                Numbers("Units", "数量"),
                Numbers("Share of base", "占基准"),
                Numbers("Price in the book", "订单簿成交价"),
                Numbers("Lots beyond the book", "超出订单簿手数"),
                Numbers("Chance of too much", "过度套保概率"),
            ],
            [
                .. chosen.Months.Select(m =>
                    (IReadOnlyList<Cell>)
                        [
                            Cell.Code(m.Month.ToString()),
                            Cell.Code(m.Symbol),
                            ReportFigures.Count(m.Lots),
                            f.Units(m.Units),
                            ReportFigures.Percent(m.Share),
                            f.Price(m.Price),
                            ReportFigures.Count(m.BeyondBook),
                            ReportFigures.Percent((double?)m.OverHedge),
                        ]
                ),
            ],
            [
                Word("Together", "合计"),
                Cell.Absent,
                ReportFigures.Count(chosen.Months.Sum(m => m.Lots)),
                f.Units(chosen.Months.Sum(m => m.Units)),
                Cell.Absent,
                Cell.Absent,
                ReportFigures.Count(chosen.Months.Sum(m => m.BeyondBook)),
                Cell.Absent,
            ]
        );
    }
}
