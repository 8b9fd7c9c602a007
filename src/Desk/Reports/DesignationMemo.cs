// The memo's fields in our own words, honest about what is doubtful: who pays list prices has no clear risk component.
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using static Tokenbourse.Desk.Reports.ReportText;

namespace Tokenbourse.Desk.Reports;

/// <summary>Writes a memo. The fields are those that IFRS 9, 6.4.1, and practice under ASC 815 ask for.</summary>
internal static class DesignationMemo
{
    public static IReadOnlyList<MemoField> Of(
        ReportSource source,
        DesignationChoice choice,
        IReadOnlyList<DesignatedMonth> months
    ) =>
        [
            Objective(source),
            Field(
                "type",
                "Type of hedge",
                "套期类型",
                "Cash-flow hedge of highly probable forecast transactions.",
                "对很可能发生的预期交易的现金流量套期。"
            ),
            Item(source, months),
            Component(source),
            Identifiable(source),
            Measurable(source),
            Instrument(source, months),
            Ratio(source),
            Method(choice),
            Field(
                "credit",
                "Credit risk",
                "信用风险",
                "The clearing house stands between buyer and seller, and losses are paid daily; "
                    + "credit risk is not expected "
                    + "to dominate the changes of value.",
                "结算机构居于买卖双方之间，亏损逐日结清；信用风险预计不主导价值变动。"
            ),
            Field(
                "ineffectiveness",
                "Sources of ineffectiveness",
                "无效部分的来源",
                "Another mix of models than the index has; billing months against the month's "
                    + "average; currency; whole lots; "
                    + "rolling; volume below the hedged volume; steps of list prices.",
                "自身模型组合与指数不同；计费月份与当月均值的差异；币种；整手取整；展期；用量低于被套期数量；挂牌价的阶梯变动。"
            ),
            Field(
                "rebalancing",
                "Rebalancing",
                "再平衡",
                "When the hedge ratio of a new plan differs because the relation of own price and "
                    + "index changed, quantities "
                    + "are adjusted and the change is recorded; lots are not moved to make a test pass.",
                "若因自身价格与指数关系变化导致新计划的套保比例不同，则调整数量并记录；不为通过测试而改动手数。"
            ),
            Field(
                "end",
                "When it ends",
                "终止",
                "When the instrument expires or is closed, or the forecast is no longer highly "
                    + "probable. A new designation "
                    + "is a new document and begins anew.",
                "当套期工具到期或平仓，或预期交易不再很可能发生时终止。重新指定须另立文件并重新开始。"
            ),
            Probability(source, choice, months),
        ];

    private static MemoField Objective(ReportSource source) =>
        source.Buys
            ? Field(
                "objective",
                "Objective and strategy",
                "目标与策略",
                $"To fix the index component of what {source.Plan.Programme.Entity} will pay, so that "
                    + "its cost stays near the "
                    + "plan; futures are bought as the policy allows and held to the month of purchase.",
                $"固定 {source.Plan.Programme.Entity} 未来付款中的指数部分，使成本接近计划；按政策买入期货并持有至采购月份。"
            )
            : Field(
                "objective",
                "Objective and strategy",
                "目标与策略",
                $"To fix the index component of what {source.Plan.Programme.Entity} will earn, so "
                    + "that its revenue stays near "
                    + "the plan; futures are sold as the policy allows and held to the month of sale.",
                $"固定 {source.Plan.Programme.Entity} 未来收入中的指数部分，使收入接近计划；按政策卖出期货并持有至销售月份。"
            );

    private static MemoField Item(ReportSource source, IReadOnlyList<DesignatedMonth> months)
    {
        var list = string.Join(
            "; ",
            months.GroupBy(m => m.Month).Select(g => $"{g.Key}: {Amount(source, g.Sum(m => m.First))}")
        );
        var (en, zh) = source.Buys ? ("purchases", "采购") : ("sales", "销售");
        return Field(
            "item",
            "Hedged item",
            "被套期项目",
            $"The first so many {source.Unit.En} of forecast {en} in each month, in the order of billing: {list}.",
            $"各月预期{zh}中按计费顺序最先发生的下列数量（{source.Unit.Zh}）：{list}。"
        );
    }

    private static MemoField Component(ReportSource source) =>
        Field(
            "component",
            "Risk component",
            "风险成分",
            $"The part of the price that moves with the index {source.Plan.Market.Index}.",
            $"价格中随指数 {source.Plan.Market.Index} 变动的部分。"
        );

    private static MemoField Identifiable(ReportSource source)
    {
        var bases = source.Plan.Programme.Mapping.Select(m => m.Basis).ToHashSet();
        // Of a bill of both kinds only what is written on the index is hedged, and so designated.
        var contract = source.Plan.Ratio.Method == PlanRatio.ByContract;
        if (!contract && bases.Contains(PriceBasis.ListPrice))
            return Field(
                "identifiable",
                "Separately identifiable",
                "是否可单独识别",
                "Doubtful for what is paid at list prices: no contract names the index, and sellers "
                    + "change their lists when they "
                    + "choose. A market in which lists follow the index would have to be shown; an "
                    + "auditor may refuse it, "
                    + "and then the whole price is the item.",
                "对按挂牌价支付的部分存疑：合同未约定该指数，卖方可自行调整价目。须证明挂牌价在市场结构上跟随指数；"
                    + "审计师可能不予认可，届时被套期项目应为全部价格。"
            );
        return !contract && bases.Contains(PriceBasis.Spot)
            ? Field(
                "identifiable",
                "Separately identifiable",
                "是否可单独识别",
                "Not named in a contract: it rests on how the spot market is built, and evidence for "
                    + "it must be kept. Without it "
                    + "the whole price is the item.",
                "合同未予约定：取决于现货市场的结构，须保存相应证据；缺乏证据时被套期项目应为全部价格。"
            )
            : Field(
                "identifiable",
                "Separately identifiable",
                "是否可单独识别",
                "Yes: the supply contract names the index and the spread beyond it.",
                "是：供应合同约定了该指数及其加价。"
            );
    }

    private static MemoField Measurable(ReportSource source)
    {
        var ratio = source.Plan.Ratio;
        if (ratio.Method == PlanRatio.ByContract)
            return Field(
                "measurable",
                "Reliably measurable",
                "能否可靠计量",
                "The index is published with its method and sources, and the contract's price is that index and a "
                    + "spread: nothing has to be estimated.",
                "指数连同方法与来源公开发布；合同价格为该指数加价，无需估计。"
            );
        var fit = ReportFigures.Fixed(ratio.RSquared, 2).Text;
        var n = ReportFigures.Count(ratio.Observations).Text;
        return Field(
            "measurable",
            "Reliably measurable",
            "能否可靠计量",
            $"The index is published with its method and sources. Against own prices: R² {fit} over "
                + $"{n} changes. A low figure "
                + "speaks against designating the component.",
            $"指数连同方法与来源公开发布。与自身价格比较：{n} 个变动的 R² 为 {fit}。数值偏低不利于指定该成分。"
        );
    }

    private static MemoField Instrument(ReportSource source, IReadOnlyList<DesignatedMonth> months)
    {
        var lots = string.Join("; ", months.Select(m => $"{m.Symbol} {ReportFigures.Count(m.Lots).Text}"));
        var trades = string.Join(", ", source.Trades.Select(t => t.Reference));
        return trades.Length == 0
            ? Field(
                "instrument",
                "Hedging instrument",
                "套期工具",
                $"Futures, whole, lots: {lots}. No trade is in the journal yet.",
                $"期货全部，手数：{lots}。日志中尚无成交。"
            )
            : Field(
                "instrument",
                "Hedging instrument",
                "套期工具",
                $"Futures, whole, lots: {lots}. Trades: {trades}.",
                $"期货全部，手数：{lots}。成交编号：{trades}。"
            );
    }

    private static MemoField Ratio(ReportSource source)
    {
        var used = ReportFigures.Fixed(source.Plan.Ratio.Ratio, 3).Text;
        return Field(
            "ratio",
            "Hedge ratio",
            "套期比率",
            $"{used}: the quantity of futures actually held for each unit of the hedged item, the "
                + "same that risk management uses.",
            $"{used}：每单位被套期项目实际持有的期货数量，与风险管理所用相同。"
        );
    }

    private static MemoField Method(DesignationChoice choice) =>
        choice.Method == AssessmentMethod.Regression
            ? Field(
                "method",
                "Assessment of effectiveness, fixed today",
                "有效性评估方法（自今日固定）",
                "Regression of the instrument's changes of value on those of a hypothetical "
                    + "derivative with the terms of the item: "
                    + "at least 30 periods that do not overlap, R² of 0.80 or more, slope from 0.80 to "
                    + "1.25, p of F below 0.05. "
                    + "These lines are practice, not the text of a standard; IFRS 9 asks for an economic relationship.",
                "以套期工具价值变动对假想衍生工具（条款与被套期项目一致）价值变动作回归：不少于 30 个不重叠期间，"
                    + "R² 不低于 0.80，斜率在 0.80 至 1.25 之间，F 检验 p 值低于 0.05。上述界线为实务惯例而非准则条文；IFRS 9 要求存在经济关系。"
            )
            : Field(
                "method",
                "Assessment of effectiveness, fixed today",
                "有效性评估方法（自今日固定）",
                "Cumulative dollar offset: the instrument's change of value since designation "
                    + "against that of a hypothetical "
                    + "derivative with the terms of the item, 80% to 125%; a change of the item smaller than "
                    + $"{ReportFigures.Percent((decimal?)choice.SmallChange).Text} of the notional says "
                    + "nothing and is called inconclusive. "
                    + "The band is practice, not the text of IFRS 9, which asks for an economic relationship.",
                "累计价值变动比率法：自指定日起套期工具价值变动与假想衍生工具（条款与被套期项目一致）价值变动之比，80% 至 125%；"
                    + $"被套期项目变动小于名义金额的 {ReportFigures.Percent((decimal?)choice.SmallChange).Text} 时不作结论。"
                    + "该区间为实务惯例，并非 IFRS 9 条文，后者要求存在经济关系。"
            );

    private static MemoField Probability(
        ReportSource source,
        DesignationChoice choice,
        IReadOnlyList<DesignatedMonth> months
    )
    {
        var low = source.Plan.Exposure.Months.ToDictionary(m => m.Month, m => m.Low);
        var grouped = months.GroupBy(m => m.Month).ToList();
        var above = grouped.Count(g => g.Sum(m => m.First) > low.GetValueOrDefault(g.Key));
        return Field(
            "probability",
            "Evidence that the forecast is highly probable",
            "预期交易很可能发生的证据",
            $"In the company's words: {choice.Evidence}. Designated volume is above the low case in "
                + $"{above} of {grouped.Count} "
                + "months.",
            $"公司原文：{choice.Evidence}。指定数量高于低情景的月份：{above} / {grouped.Count}。"
        );
    }

    private static string Amount(ReportSource source, decimal units) => source.Figures.Units(units).Text;

    private static MemoField Field(string key, string name, string nameZh, string en, string zh) =>
        new(key, Say(name, nameZh), Say(en, zh));
}
