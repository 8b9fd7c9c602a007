// The page for those who read one page: what is exposed, proposed, changed and needed, in sentences.
using Tokenbourse.Desk.Plans;
using static Tokenbourse.Desk.Reports.ReportText;

namespace Tokenbourse.Desk.Reports.Sections;

/// <summary>Summary in plain sentences.</summary>
internal static class SummarySection
{
    // Below these a hedge is called poor in so many words: under half of variance explained is no hedge of a price.
    private const double PoorFit = 0.5;

    public static ReportSection Of(ReportSource source)
    {
        var blocks = new List<ReportBlock>();
        Exposure(source, blocks);
        Proposal(source, blocks);
        Ratio(source, blocks);
        Risk(source, blocks);
        Cash(source, blocks);
        Policy(source, blocks);
        return new("summary", Say("Summary", "摘要"), blocks);
    }

    private static void Exposure(ReportSource source, List<ReportBlock> blocks)
    {
        var months = source.Plan.Exposure.Months;
        if (months.Count == 0)
        {
            blocks.Add(Warning("The exposure holds no month to come.", "敞口表中没有未来月份。"));
            return;
        }

        var f = source.Figures;
        var (first, last) = (months[0].Month, months[^1].Month);
        var (all, low, high) = (f.Units(source.Sum(m => m.Base)).Text, Low(), High());
        var open = f.Units(source.Sum(m => m.Open)).Text;
        blocks.Add(
            Plain(
                $"From {first} to {last} ({months.Count} months) the base case is {all} "
                    + $"{source.Unit.En}; the low case is "
                    + $"{low} and the high case {high}. Of the base case {open} floats with the price "
                    + "and is not hedged yet.",
                $"{first} 至 {last}（{months.Count} 个月）基准情景为 {all} {source.Unit.Zh}，低情景 {low}，高情景 {high}。"
                    + $"其中 {open} 随价格浮动且尚未套保。"
            )
        );

        string Low() => f.Units(source.Sum(m => m.Low)).Text;
        string High() => f.Units(source.Sum(m => m.High)).Text;
    }

    private static void Proposal(ReportSource source, List<ReportBlock> blocks)
    {
        var plan = source.Plan;
        var name = ReportWords.Inline(plan.Chosen);
        if (source.Chosen is not { Months.Count: > 0 } chosen)
        {
            blocks.Add(
                Plain($"The plan proposes: {name.En}. Nothing is traded.", $"计划建议：{name.Zh}。不进行交易。")
            );
            return;
        }

        var lots = ReportFigures.Count(chosen.Months.Sum(m => Math.Abs(m.Lots))).Text;
        var units = chosen.Months.Sum(m => Math.Abs(m.Units));
        var total = source.Sum(m => m.Base);
        var share = ReportFigures.Percent(total == 0 ? null : units / total).Text;
        var (verb, verbZh) = chosen.Months.Sum(m => m.Lots) >= 0 ? ("bought", "买入") : ("sold", "卖出");
        blocks.Add(
            Plain(
                $"The plan proposes: {name.En}. {lots} lots are {verb}, which is {source.Figures.Units(units).Text} "
                    + $"{source.Unit.En} or {share} of the base case.",
                $"计划建议：{name.Zh}。{verbZh} {lots} 手，合 {source.Figures.Units(units).Text} {source.Unit.Zh}，"
                    + $"占基准情景的 {share}。"
            )
        );
    }

    private static void Ratio(ReportSource source, List<ReportBlock> blocks)
    {
        var ratio = source.Plan.Ratio;
        var used = ReportFigures.Fixed(ratio.Ratio, 3).Text;
        if (ratio.Method == PlanRatio.ByContract)
        {
            blocks.Add(
                Plain(
                    $"The hedge ratio used is {used}: the price is written on the index by contract, for all of the "
                        + $"floating volume or for the part that is hedged. {ratio.Why}",
                    $"所用套保比例为 {used}：全部浮动用量或所套保部分的价格按合同与指数挂钩。原文：{ratio.Why}"
                )
            );
            return;
        }

        if (ratio.Observations == 0 || ratio.RSquared is null)
        {
            blocks.Add(
                Warning(
                    $"The hedge ratio used is {used}. It could not be estimated from own prices, so "
                        + "how well the futures "
                        + "follow what is really paid is not known.",
                    $"所用套保比例为 {used}。该比例无法由自身价格估计，因此期货与实际支付价格的跟随程度未知。"
                )
            );
            return;
        }

        var fit = ReportFigures.Percent(ratio.RSquared).Text;
        var n = ReportFigures.Count(ratio.Observations).Text;
        blocks.Add(
            Plain(
                $"The hedge ratio used is {used}, from {n} changes. In that sample the index explains {fit} of the "
                    + "variance of the own price"
                    + (Outside(ratio) is { } o ? $"; outside the sample the hedge's effectiveness was {o}." : "."),
                $"所用套保比例为 {used}，由 {n} 个变动得出。样本内指数解释自身价格方差的 {fit}"
                    + (Outside(ratio) is { } z ? $"；样本外套保有效性为 {z}。" : "。")
            )
        );
        if (ratio.RSquared < PoorFit || ratio.OutOfSample is <= 0)
            blocks.Add(
                Warning(
                    "This is a poor hedge: most of what the own price does is not in the index. Futures may lose while "
                        + "the price paid does not fall.",
                    "这是一个较差的套保：自身价格的大部分波动不在指数之中。期货可能亏损，而实际支付价格并未下降。"
                )
            );
    }

    private static string? Outside(RatioFacts ratio) =>
        ratio.OutOfSample is { } value ? ReportFigures.Percent(value).Text : null;

    private static void Risk(ReportSource source, List<ReportBlock> blocks)
    {
        var (risk, f) = (source.Plan.Risk, source.Figures);
        var (before, after) = (f.Money(risk.AtRiskBefore).Text, f.Money(risk.AtRiskAfter).Text);
        blocks.Add(
            Plain(
                $"At {source.Confidence} the {source.AtRisk.En} against the median is "
                    + $"{source.Currency} {before} without "
                    + $"the hedge and {source.Currency} {after} with it.",
                $"在 {source.Confidence} 置信水平下，相对中位数的{source.AtRisk.Zh}：不套保为 {source.Currency} {before}，"
                    + $"套保后为 {source.Currency} {after}。"
            )
        );
        if (risk.OverBudgetBefore is not { } over || source.Plan.Programme.Budget is not { } budget)
            return;
        var (p, q) = (ReportFigures.Percent(over).Text, ReportFigures.Percent(risk.OverBudgetAfter).Text);
        blocks.Add(
            Plain(
                $"The chance to miss the budget of {source.Currency} {f.Money(budget).Text} is {p} "
                    + "without the hedge and "
                    + $"{q} with it.",
                $"超出 {source.Currency} {f.Money(budget).Text} 预算（卖方为达不到预算）的概率：不套保为 {p}，套保后为 {q}。"
            )
        );
    }

    private static void Cash(ReportSource source, List<ReportBlock> blocks)
    {
        var (risk, f) = (source.Plan.Risk, source.Figures);
        var needs = f.Money(risk.LiquidityTenDays).Text;
        var cap = f.Money(source.Plan.Policy.LiquidityCap).Text;
        blocks.Add(
            Plain(
                $"Margin may need {source.Currency} {needs} of cash (initial margin and the worst 10 days at 99%); the "
                    + $"treasury's cap is {source.Currency} {cap}.",
                $"保证金可能占用资金 {source.Currency} {needs}（初始保证金加上 99% 水平下最坏 10 日的流出）；"
                    + $"资金部门上限为 {source.Currency} {cap}。"
            )
        );
    }

    private static void Policy(ReportSource source, List<ReportBlock> blocks)
    {
        var breaches = source.Plan.Breaches;
        var waived = breaches.Count(b => b.WaivedUntil is not null);
        blocks.Add(
            breaches.Count == 0
                ? Plain("The plan keeps every rule of the policy.", "计划符合政策的全部规则。")
                : Warning(
                    $"Rules of the policy that are not kept: {breaches.Count}, of which waived for a time: {waived}.",
                    $"不符合政策的规则：{breaches.Count} 条，其中已获临时豁免 {waived} 条。"
                )
        );
    }
}
