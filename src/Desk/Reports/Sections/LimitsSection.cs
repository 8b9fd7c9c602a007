// What the contract hedges and what it does not, said before anybody finds out.
using Tokenbourse.Desk.Exposures;
using static Tokenbourse.Desk.Reports.ReportText;

namespace Tokenbourse.Desk.Reports.Sections;

/// <summary>What is hedged and what is not.</summary>
internal static class LimitsSection
{
    public static ReportSection Of(ReportSource source)
    {
        var plan = source.Plan;
        var lot = source.Figures.Units(plan.Market.LotSize).Text;
        var blocks = new List<ReportBlock>
        {
            Plain(
                $"One lot of {plan.Market.Contract} is {lot} {source.Unit.En}. It settles in cash on "
                    + "the average of the index "
                    + $"{plan.Market.Index}. It hedges prices that are written on that index.",
                $"{plan.Market.Contract} 一手为 {lot} {source.Unit.Zh}，按指数 {plan.Market.Index} 的均值现金结算，套保的是按该指数约定的价格。"
            ),
        };
        var bases = plan.Programme.Mapping.Select(m => m.Basis).ToHashSet();
        if (bases.Contains(PriceBasis.ListPrice))
            blocks.Add(
                Warning(
                    "Part of this programme pays list prices. They move in steps when a seller announces, and need not "
                        + "follow the index in the months that are hedged.",
                    "本方案部分按挂牌价支付。挂牌价在卖方公告时阶梯式调整，在套保月份内未必跟随指数。"
                )
            );
        if (bases.Contains(PriceBasis.Fixed))
            blocks.Add(
                Plain(
                    "What is bought or sold at a fixed price is no exposure and is not hedged.",
                    "按固定价格买卖的部分不构成敞口，不予套保。"
                )
            );
        foreach (var warning in plan.Warnings)
            blocks.Add(new TextBlock(TextTone.Warning, warning));
        blocks.Add(
            Plain(
                "Not hedged: a change of the own mix of models, volume that turns out other than "
                    + "expected, the time between "
                    + "billing and settlement, currencies, the failure of a supplier, and quality.",
                "未套保：自身模型组合的变化、用量与预期不符、计费与结算的时间差、汇率、供应商违约以及质量。"
            )
        );
        return new(
            "limits",
            Say("What the contract hedges and what it does not", "合约能套保与不能套保的内容"),
            blocks
        );
    }
}
