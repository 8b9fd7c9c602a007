// The figures that a treasurer reads first, each with its formula and inputs; nothing of them is left to the page.
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports;

namespace Tokenbourse.Desk.Pages;

/// <summary>Makes the head of the page.</summary>
internal static class HeadFigures
{
    public static IReadOnlyList<HeadFigure> Of(ReportSource source)
    {
        var (plan, f, c) = (source.Plan, source.Figures, source.Currency);
        var none = plan.Strategies.FirstOrDefault(s => s.Name == "none");
        var figures = new List<HeadFigure>
        {
            new(
                "expected",
                new($"Expected {source.Money.En}, {c}", $"预期{source.Money.Zh}，{c}"),
                f.Money(source.Chosen?.Expected),
                f.Money(none?.Expected),
                null,
                false,
                new(
                    new(
                        "C = Σ V·S − Σ H·(F_settle − F_0) + roll + fees by path; the mean of all paths.",
                        "C = Σ V·S − Σ H·(F结算 − F_0) + 移仓 + 费用，逐路径计算后取均值。"
                    ),
                    [Volume(source), .. Paths(source)]
                )
            ),
            new(
                "at-risk",
                new(
                    $"{char.ToUpperInvariant(source.AtRisk.En[0])}{source.AtRisk.En[1..]} {source.Confidence}, {c}",
                    $"{source.AtRisk.Zh} {source.Confidence}，{c}"
                ),
                f.Money(plan.Risk.AtRiskAfter),
                f.Money(plan.Risk.AtRiskBefore),
                null,
                false,
                new(
                    new(
                        "The bad quantile of C less its median; ± is √(α(1−α)/n)/f(Q).",
                        "C 的不利分位数减中位数；± 为 √(α(1−α)/n)/f(Q)。"
                    ),
                    [
                        new(
                            new("Confidence", "置信水平"),
                            ReportFigures.Percent((decimal?)plan.Policy.Confidence),
                            From.Policy
                        ),
                        .. Paths(source),
                    ]
                )
            ),
        };
        if (plan.Programme.Budget is { } budget)
            figures.Add(
                new(
                    "over-budget",
                    new("Chance to miss the budget", "超预算概率"),
                    ReportFigures.Percent(plan.Risk.OverBudgetAfter),
                    ReportFigures.Percent(plan.Risk.OverBudgetBefore),
                    Limit(ReportFigures.Percent((decimal?)plan.Policy.OverBudget)),
                    (decimal?)plan.Risk.OverBudgetAfter?.Value > plan.Policy.OverBudget,
                    new(
                        new("Share of the paths on which C is worse than the budget.", "C 劣于预算的路径占比。"),
                        [
                            new(
                                new($"Budget, {c}", $"预算，{c}"),
                                f.Money(budget),
                                new("programme.json", "programme.json")
                            ),
                            .. Paths(source),
                        ]
                    )
                )
            );
        figures.Add(Hedged(source));
        figures.Add(
            new(
                "breaches",
                new("Policy rules not kept", "违反政策项数"),
                ReportFigures.Count(plan.Breaches.Count),
                null,
                null,
                plan.Breaches.Count > 0,
                new(
                    new(
                        "Each rule of the policy is held against the plan; a waived one counts.",
                        "逐条以政策核对方案；已豁免者也计入。"
                    ),
                    [
                        .. plan.Breaches.Select(b => new HowInput(
                            new($"{b.Rule} at {b.Where}", $"{ReportWords.Inline(b.Rule).Zh}，{b.Where}"),
                            Cell.Code($"{b.Value} ({b.Limit})"),
                            From.Policy
                        )),
                    ]
                )
            )
        );
        figures.Add(Liquidity(source));
        return figures;
    }

    /// <summary>Futures held and planned, over what all of the volume would need.</summary>
    public static (decimal Before, decimal After) Shares(HedgePlan plan)
    {
        var whole = plan.Exposure.Months.Sum(m => m.Base) * (decimal)plan.Ratio.Scale;
        if (whole == 0)
            return (0, 0);
        var held = plan.Exposure.Months.Sum(m => m.Hedged);
        var chosen = plan.Strategies.FirstOrDefault(s => s.Name == plan.Chosen)?.Months ?? [];
        return (held / whole, (held + chosen.Sum(h => Math.Abs(h.Units))) / whole);
    }

    private static HeadFigure Hedged(ReportSource source)
    {
        var (plan, f) = (source.Plan, source.Figures);
        var (before, after) = Shares(plan);
        return new(
            "hedged",
            new("Hedged", "套保比例"),
            ReportFigures.Percent((decimal?)after),
            ReportFigures.Percent((decimal?)before),
            null,
            false,
            new(
                new("Σ H / (ratio · Σ V), earlier hedges included.", "Σ H /（套保比率 · Σ V），含此前已套保部分。"),
                [
                    new(
                        new($"H planned, {source.Unit.En}", $"计划套保量 H，{source.Unit.Zh}"),
                        f.Units(source.Chosen?.Months.Sum(m => Math.Abs(m.Units)) ?? 0),
                        From.Plan
                    ),
                    new(
                        new($"H held, {source.Unit.En}", $"已有套保量 H，{source.Unit.Zh}"),
                        f.Units(source.Sum(m => m.Hedged)),
                        From.Journal
                    ),
                    Volume(source),
                    new(new("Ratio", "套保比率"), ReportFigures.Fixed(plan.Ratio.Scale, 3), From.Plan),
                ]
            )
        );
    }

    private static HeadFigure Liquidity(ReportSource source)
    {
        var (plan, f, c) = (source.Plan, source.Figures, source.Currency);
        return new(
            "liquidity",
            new($"Cash for margin, P99, {c}", $"保证金资金需求 P99，{c}"),
            f.Money(plan.Risk.LiquidityTenDays),
            null,
            Limit(f.Money(plan.Policy.LiquidityCap)),
            (decimal)plan.Risk.LiquidityTenDays.Value > plan.Policy.LiquidityCap,
            new(
                new(
                    "Q99 of the worst ten trading days' variation, plus Q99 of the most initial margin.",
                    "最坏十个交易日变动保证金的 Q99，加最高初始保证金的 Q99。"
                ),
                [
                    new(
                        new($"Initial margin today, {c}", $"当前初始保证金，{c}"),
                        f.Money(plan.Risk.InitialMargin),
                        From.Plan
                    ),
                    new(new($"Cap, {c}", $"上限，{c}"), f.Money(plan.Policy.LiquidityCap), From.Policy),
                    .. Paths(source),
                ]
            )
        );
    }

    private static Said Limit(Cell limit) => new($"limit {limit.Text}", $"上限 {limit.Text}");

    private static HowInput Volume(ReportSource source) =>
        new(
            new($"V, base case, {source.Unit.En}", $"用量 V，基准情景，{source.Unit.Zh}"),
            source.Figures.Units(source.Sum(m => m.Base)),
            From.Exposure
        );

    /// <summary>What every simulated figure rests on.</summary>
    public static IReadOnlyList<HowInput> Paths(ReportSource source) =>
        [
            new(new("Paths", "路径数"), ReportFigures.Count(source.Plan.Risk.Paths), From.Plan),
            new(new("Seed", "随机种子"), Cell.Code($"{source.Plan.Risk.Seed}"), From.Plan),
            new(
                new("Curve: day, event", "曲线：日期、事件序号"),
                Cell.Code($"{source.Plan.Market.Day}, {source.Plan.Market.AsOf}"),
                From.Market
            ),
        ];
}
