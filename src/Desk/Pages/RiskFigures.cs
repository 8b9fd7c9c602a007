// Fan, scenarios and the distribution of variation calls as panels: chart, sentence, table, and how.
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Desk.Reports.Charts;
using Tokenbourse.Desk.Reports.Sections;

namespace Tokenbourse.Desk.Pages;

/// <summary>Panels of risk.</summary>
internal static class RiskFigures
{
    public static DeskFigure Fan(ReportSource source)
    {
        var (risk, f, c) = (source.Plan.Risk, source.Figures, source.Currency);
        if (risk.Before.Count == 0)
            return DeskFigure.Nothing(
                "fan",
                Title(source),
                new("No month is left to simulate.", "没有可模拟的月份。"),
                How(source)
            );
        var (b, a) = (risk.Before[^1], risk.After[^1]);
        var budget = source.Plan.Programme.Budget is { } sum
            ? new Said(
                $" The budget of {f.Money(sum).Text} is missed on "
                    + $"{ReportFigures.Percent(risk.OverBudgetBefore).Text} of "
                    + $"the paths without it and on {ReportFigures.Percent(risk.OverBudgetAfter).Text} with it.",
                $"预算 {f.Money(sum).Text}：不套保时有 {ReportFigures.Percent(risk.OverBudgetBefore).Text} 的路径超出，"
                    + $"套保后为 {ReportFigures.Percent(risk.OverBudgetAfter).Text}。"
            )
            : new Said("", "");
        return new(
            "fan",
            Title(source),
            new(
                $"By {a.Month} nine tenths of the paths cost {c} {f.Money(b.P5).Text} to {f.Money(b.P95).Text} "
                    + $"without the "
                    + $"hedge and {f.Money(a.P5).Text} to {f.Money(a.P95).Text} with it.{budget.En}",
                $"至 {a.Month}，九成路径的累计金额（{c}）：不套保为 {f.Money(b.P5).Text} 至 {f.Money(b.P95).Text}，"
                    + $"套保后为 {f.Money(a.P5).Text} 至 {f.Money(a.P95).Text}。{budget.Zh}"
            ),
            RiskSection.Fan(source),
            RiskSection.Quantiles(source, "fan-after", new("With the hedge", "套保后"), risk.After),
            How(source)
        );
    }

    public static DeskFigure Scenarios(ReportSource source)
    {
        var (list, f, c) = (source.Plan.Risk.Scenarios, source.Figures, source.Currency);
        var title = new Said($"Scenarios, {c}", $"情景分析，{c}");
        var how = new How(
            new(
                "Net = Σ V·S under the shock, less (buyer) or plus (seller) Σ H·(F_shock − F_0); the worst call "
                    + "is the most "
                    + "variation paid on the way.",
                "净额 = 冲击下的 Σ V·S，买方减、卖方加 Σ H·(F冲击 − F_0)；最大追保为途中累计支付的变动保证金。"
            ),
            [new(new("Model", "模型"), Cell.Code(source.Plan.Risk.Model), From.Plan)]
        );
        if (list.Count == 0)
            return DeskFigure.Nothing("scenarios", title, new("No scenario was played.", "未计算情景。"), how);
        var worst = source.Buys ? list.MaxBy(s => s.Net)! : list.MinBy(s => s.Net)!;
        var name = ScenarioSection.Name(worst.Name);
        return new(
            "scenarios",
            title,
            new(
                $"The worst of {list.Count} scenarios is \"{name.Text}\": {f.Money(worst.Physical).Text} "
                    + $"without the hedge, "
                    + $"{f.Money(worst.Net).Text} with it.",
                $"{list.Count} 个情景中最不利的是“{name.In(ReportLanguage.Chinese)}”：不套保 {f.Money(worst.Physical).Text}，"
                    + $"套保后 {f.Money(worst.Net).Text}。"
            ),
            new(
                "scenarios",
                title,
                new("scenario", "情景"),
                new(c, c),
                [.. list.Select(s => ScenarioSection.Name(s.Name))],
                [
                    Bars(new("without the hedge", "不套保"), ChartTone.Before, s => s.Physical),
                    Bars(new("with it", "套保后"), ChartTone.After, s => s.Net),
                ],
                FromZero: true
            ),
            ScenarioSection.Of(source).Blocks.OfType<TableBlock>().First(),
            how
        );

        ChartSeries Bars(Said series, ChartTone tone, Func<ScenarioFacts, double> of) =>
            new(series, ChartMark.Bars, tone, [.. list.Select((s, i) => new ChartPoint(i, of(s)))]);
    }

    public static DeskFigure Calls(ReportSource source)
    {
        var (f, c, plan) = (source.Figures, source.Currency, source.Plan);
        var title = new Said($"Variation calls, {c}", $"变动保证金追缴，{c}");
        var how = new How(
            new(
                "By path: the most variation paid, net, up to any moment, and within any ten trading days; "
                    + "quantiles over "
                    + "all paths. Beyond the cap: ten days and the most initial margin together.",
                "逐路径：任一时点前累计净支付的变动保证金最大值，以及任意十个交易日内的最大值；再取全部路径的分位数。"
                    + "超上限：十日追缴与最高初始保证金之和。"
            ),
            [
                new(new($"Cap, {c}", $"上限，{c}"), f.Money(plan.Policy.LiquidityCap), From.Policy),
                .. HeadFigures.Paths(source),
            ]
        );
        if (plan.Risk.Calls is not { } calls)
            return DeskFigure.Nothing(
                "calls",
                title,
                new("The chosen strategy has no margin, so nothing is called.", "所选策略不涉及保证金，因此没有追缴。"),
                how
            );
        var (half, most) = (calls.Quantiles.First(q => q.Share == 0.5), calls.Quantiles[^1]);
        var beyond = ReportFigures.Percent(calls.BeyondCap).Text;
        return new(
            "calls",
            title,
            new(
                $"On half of the paths ten days never call more than {c} {f.Money(half.TenDays).Text}, on 99% "
                    + $"not more than "
                    + $"{f.Money(most.TenDays).Text}; the cap of {f.Money(plan.Policy.LiquidityCap).Text} is "
                    + $"exceeded on "
                    + $"{beyond}.",
                $"半数路径的十日追缴不超过 {c} {f.Money(half.TenDays).Text}，99% 的路径不超过 {f.Money(most.TenDays).Text}；"
                    + $"超出上限 {f.Money(plan.Policy.LiquidityCap).Text} 的路径占 {beyond}。"
            ),
            new(
                "calls",
                title,
                new("share of the paths that need no more", "不超过该金额的路径占比"),
                new(c, c),
                [.. calls.Quantiles.Select(q => ReportFigures.Percent((double?)q.Share))],
                [
                    Line(new("worst so far", "累计最大"), ChartTone.Before, q => q.Worst),
                    Line(new("worst ten days", "最坏十日"), ChartTone.After, q => q.TenDays),
                ],
                FromZero: true
            ),
            new(
                "calls",
                title,
                [
                    new(new("Paths that need no more", "路径占比"), true),
                    new(new("Worst so far", "累计最大"), true),
                    new(new("Worst ten days", "最坏十日"), true),
                ],
                [
                    .. calls.Quantiles.Select(q =>
                        (IReadOnlyList<Cell>)
                            [ReportFigures.Percent((double?)q.Share), f.Money(q.Worst), f.Money(q.TenDays)]
                    ),
                ]
            ),
            how
        );

        ChartSeries Line(Said name, ChartTone tone, Func<CallQuantile, double> of) =>
            new(name, ChartMark.Bars, tone, [.. calls.Quantiles.Select((q, i) => new ChartPoint(i, of(q)))]);
    }

    private static Said Title(ReportSource source) =>
        new(
            $"Cumulative {source.Money.En}, P5 to P95, before and after, {source.Currency}",
            $"累计{source.Money.Zh} P5–P95，套保前后，{source.Currency}"
        );

    private static How How(ReportSource source) =>
        new(
            new(
                "C = Σ V·S − Σ H·(F_settle − F_0) + roll + fees, summed month by month on each path; the bands are its "
                    + "quantiles.",
                "C = Σ V·S − Σ H·(F结算 − F_0) + 移仓 + 费用，逐路径逐月累计；色带为其分位数。"
            ),
            HeadFigures.Paths(source)
        );
}
