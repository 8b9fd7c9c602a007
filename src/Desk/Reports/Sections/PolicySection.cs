// The policy beside the plan: bands, limits, and each rule that is not kept.
using Tokenbourse.Desk.Plans;
using static Tokenbourse.Desk.Reports.ReportText;

namespace Tokenbourse.Desk.Reports.Sections;

/// <summary>Policy and breaches.</summary>
internal static class PolicySection
{
    public static ReportSection Of(ReportSource source)
    {
        var plan = source.Plan;
        var blocks = new List<ReportBlock> { Breaches(plan.Breaches), Bands(source), Limits(source) };
        if (plan.Policy.Approvals.Count > 0)
            blocks.Add(Approvals(plan.Policy));
        if (plan.Policy.Waivers.Count > 0)
            blocks.Add(Waivers(plan.Policy.Waivers));
        return new("policy", Say("Policy", "政策"), blocks);
    }

    private static ReportBlock Breaches(IReadOnlyList<PolicyBreach> breaches) =>
        breaches.Count == 0
            ? Plain("The plan keeps every rule.", "计划符合全部规则。")
            : new TableBlock(
                "breaches",
                Say("Rules that are not kept (values as recorded)", "不符合的规则（数值为原文）"),
                [
                    Words("Rule", "规则"),
                    Words("Where", "位置"),
                    Words("Plan", "计划值"),
                    Words("Limit", "限额"),
                    Words("Waived until", "豁免至"),
                ],
                [
                    .. breaches.Select(b =>
                        (IReadOnlyList<Cell>)
                            [
                                ReportWords.Name(b.Rule),
                                Cell.Code(b.Where),
                                Cell.Code(b.Value),
                                Cell.Code(b.Limit),
                                b.WaivedUntil is { } day ? Cell.Code(day.ToString()) : Word("not waived", "未豁免"),
                            ]
                    ),
                ]
            );

    private static TableBlock Bands(ReportSource source)
    {
        var months = source.Plan.Exposure.Months;
        var hedges = source.Chosen?.Months ?? [];
        return new(
            "bands",
            Say(
                "Bands by tenor, and the plan's share of the base case in them",
                "各期限套保区间与计划占基准情景的比例"
            ),
            [
                Numbers("From month", "自第几月"),
                Numbers("to month", "至第几月"),
                Numbers("Least", "下限"),
                Numbers("Most", "上限"),
                Numbers("Plan", "计划"),
            ],
            [
                .. source.Plan.Policy.Bands.Select(b =>
                    (IReadOnlyList<Cell>)
                        [
                            ReportFigures.Count(b.FromMonth),
                            ReportFigures.Count(b.ToMonth),
                            ReportFigures.Percent((decimal?)b.Least),
                            ReportFigures.Percent((decimal?)b.Most),
                            ReportFigures.Percent(Share(b)),
                        ]
                ),
            ]
        );

        decimal? Share(PolicyBand band)
        {
            var inside = months.Skip(band.FromMonth - 1).Take(band.ToMonth - band.FromMonth + 1).ToList();
            var volume = inside.Sum(m => m.Base);
            if (volume == 0)
                return null;
            var hedged = hedges.Where(h => inside.Exists(m => m.Month == h.Month)).Sum(h => Math.Abs(h.Units));
            return (hedged + inside.Sum(m => m.Hedged)) / (volume * (decimal)source.Plan.Ratio.Scale);
        }
    }

    private static FactsBlock Limits(ReportSource source)
    {
        var (policy, f, c) = (source.Plan.Policy, source.Figures, source.Currency);
        return new(
            "limits",
            Say("Limits", "限额"),
            [
                Fact("Farthest month", "最远月份", ReportFigures.Count(policy.MostMonths)),
                Fact("Contracts", "可用合约", Cell.Code(string.Join(", ", policy.Contracts))),
                Fact(
                    "Most of a month's open interest",
                    "占单月持仓量上限",
                    ReportFigures.Percent((decimal?)policy.MostOfOpenInterest)
                ),
                Fact(
                    "Most of a day's volume",
                    "占日成交量上限",
                    ReportFigures.Percent((decimal?)policy.MostOfDailyVolume)
                ),
                Fact($"Most cash for margin, {c}", $"保证金资金上限，{c}", f.Money(policy.LiquidityCap)),
                Fact(
                    "Tolerated chance to miss the budget",
                    "可容忍的超预算概率",
                    ReportFigures.Percent((decimal?)policy.OverBudget)
                ),
                Fact($"A loss on futures that hurts, {c}", $"不可承受的期货亏损，{c}", f.Money(policy.HedgeLoss)),
                Fact(
                    "and its tolerated chance",
                    "及其可容忍概率",
                    ReportFigures.Percent((decimal?)policy.HedgeLossChance)
                ),
            ]
        );
    }

    private static TableBlock Approvals(HedgePolicy policy) =>
        new(
            "approvals",
            Say(
                $"Who may agree: {string.Join(", ", policy.Approvers)}",
                $"审批人：{string.Join("、", policy.Approvers)}"
            ),
            [Numbers("Up to lots", "手数上限"), Numbers("Persons beside the proposer", "提议人以外的审批人数")],
            [
                .. policy.Approvals.Select(a =>
                    (IReadOnlyList<Cell>)[ReportFigures.Count(a.MostLots), ReportFigures.Count(a.Approvers)]
                ),
            ]
        );

    private static TableBlock Waivers(IReadOnlyList<Waiver> waivers) =>
        new(
            "waivers",
            Say("Waivers (reasons as recorded)", "豁免（理由为原文）"),
            [Words("Rule", "规则"), Words("Owner", "责任人"), Words("Until", "有效至"), Words("Reason", "理由")],
            [
                .. waivers.Select(w =>
                    (IReadOnlyList<Cell>)
                        [
                            ReportWords.Name(w.Rule),
                            Cell.Code(w.Owner),
                            Cell.Code(w.Until.ToString()),
                            Cell.Code(w.Reason),
                        ]
                ),
            ]
        );
}
