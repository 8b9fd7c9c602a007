// Strategies, effectiveness and the cumulative offset of the history as panels.
using Tokenbourse.Analytics.Hedging.Accounting;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Desk.Reports.Charts;
using Tokenbourse.Desk.Reports.Sections;

namespace Tokenbourse.Desk.Pages;

/// <summary>Panels of ratio and strategy.</summary>
internal static class RatioFigures
{
    // Sums of a smaller share of the first own price are no verdict.
    private const decimal Small = 0.05m;

    public static DeskFigure Strategies(ReportSource source)
    {
        var (plan, f) = (source.Plan, source.Figures);
        var possible = plan.Strategies.Where(s => s.Possible).ToList();
        var (strip, stack) = (Named("strip"), Named("stack and roll"));
        var chosen = ReportWords.Inline(plan.Chosen);
        var summary =
            strip is null || stack is null
                ? new Said(
                    "Nothing floats that futures may hold, so there is nothing to compare.",
                    "没有可由期货套保的浮动用量，因此无可比较。"
                )
                : new Said(
                    $"Strip: deviation {f.Money(strip.Deviation?.Value).Text}, peak call "
                        + $"{f.Money(strip.PeakCall?.Value).Text}, "
                        + $"cost to trade {f.Money(strip.CostToTrade).Text}. Stack and roll: "
                        + $"{f.Money(stack.Deviation?.Value).Text}, "
                        + $"{f.Money(stack.PeakCall?.Value).Text}, {f.Money(stack.CostToTrade).Text}. Proposed: "
                        + $"{chosen.En}.",
                    $"逐月套保：标准差 {f.Money(strip.Deviation?.Value).Text}，最大追保 {f.Money(strip.PeakCall?.Value).Text}，"
                        + $"交易成本 {f.Money(strip.CostToTrade).Text}。近月堆叠移仓：{f.Money(stack.Deviation?.Value).Text}、"
                        + $"{f.Money(stack.PeakCall?.Value).Text}、{f.Money(stack.CostToTrade).Text}。建议：{chosen.Zh}。"
                );
        return new(
            "strategies",
            new("Strip against stack and roll, on the same paths", "逐月套保与近月堆叠移仓比较（相同路径）"),
            summary,
            possible.Exists(s => s.AtRisk is not null) ? StrategySection.Bars(source, possible) : null,
            StrategySection.Table(source, possible),
            new(
                new(
                    "Strip: each month in its own contract. Stack: what remains in the front month, rolled; "
                        + "roll = Σ lots · "
                        + "(next − near). Variance taken away = 1 − Var(with)/Var(without).",
                    "逐月：每月用各自合约。堆叠：剩余量置于近月并移仓；移仓成本 = Σ 手数 ×（次月 − 近月）。方差减少 = 1 − Var(套保后)/Var(不套保)。"
                ),
                [
                    new(new("Why this one (as recorded)", "选择理由（原文）"), Cell.Code(plan.WhyChosen), From.Plan),
                    .. HeadFigures.Paths(source),
                ]
            )
        );

        StrategyFacts? Named(string name) => possible.FirstOrDefault(s => s.Name == name);
    }

    public static DeskFigure Effectiveness(ReportSource source)
    {
        var ratio = source.Plan.Ratio;
        var title = new Said("Effectiveness: own price against index", "有效性：自身价格与指数");
        var how = new How(
            new(
                "h = Cov(ΔS, ΔF)/Var(ΔF) by least squares; 95 % interval by Newey and West with "
                    + "⌊4(n/100)^(2/9)⌋ lags; drawn "
                    + "towards one by w = τ²/(τ² + SE²).",
                "h = Cov(ΔS, ΔF)/Var(ΔF)，最小二乘；95% 区间采用 Newey-West，滞后阶数 ⌊4(n/100)^(2/9)⌋；以 w = τ²/(τ² + SE²) 向 1 收缩。"
            ),
            [
                new(new("Ratio used", "所用套保比率"), ReportFigures.Fixed(ratio.Ratio, 3), From.Plan),
                new(new("Slope", "斜率"), ReportFigures.Fixed(ratio.Raw, 3), From.Plan),
                new(new("Interval, from", "区间下限"), ReportFigures.Fixed(ratio.Low, 3), From.Plan),
                new(new("Interval, to", "区间上限"), ReportFigures.Fixed(ratio.High, 3), From.Plan),
                new(new("R²", "R²"), ReportFigures.Fixed(ratio.RSquared, 3), From.Plan),
                new(new("Outside the sample", "样本外有效性"), ReportFigures.Fixed(ratio.OutOfSample, 3), From.Plan),
                new(new("Why this method (as recorded)", "选用理由（原文）"), Cell.Code(ratio.Why), From.Plan),
            ]
        );
        if (ratio.Points.Count < 2)
            return DeskFigure.Nothing(
                "effectiveness",
                title,
                new(
                    "There are too few months with both prices for a scatter: import bills of more months.",
                    "同时具备两种价格的月份太少：请导入更多月份的账单。"
                ),
                how
            );
        var used = ReportFigures.Fixed(ratio.Ratio, 3).Text;
        var summary = ratio.Raw is null
            ? new Said(
                $"{ratio.Points.Count} changes; the ratio used is {used} ({ratio.Method}).",
                $"{ratio.Points.Count} 个变动；所用套保比率为 {used}（{ReportWords.Inline(ratio.Method).Zh}）。"
            )
            : new Said(
                $"{ratio.Observations} changes give a slope of {ReportFigures.Fixed(ratio.Raw, 3).Text}, between "
                    + $"{ReportFigures.Fixed(ratio.Low, 3).Text} and {ReportFigures.Fixed(ratio.High, 3).Text} "
                    + $"at 95 %, R² "
                    + $"{ReportFigures.Fixed(ratio.RSquared, 3).Text}; the ratio used is {used}.",
                $"{ratio.Observations} 个变动的斜率为 {ReportFigures.Fixed(ratio.Raw, 3).Text}，95% 区间 "
                    + $"{ReportFigures.Fixed(ratio.Low, 3).Text} 至 {ReportFigures.Fixed(ratio.High, 3).Text}，R² 为 "
                    + $"{ReportFigures.Fixed(ratio.RSquared, 3).Text}；所用套保比率为 {used}。"
            );
        return new("effectiveness", title, summary, RatioSection.Scatter(ratio), Methods(ratio), how);
    }

    public static DeskFigure Offset(ReportSource source)
    {
        var basis = source.Plan.Basis;
        var title = new Said("Cumulative dollar offset of the history", "历史累计美元抵销比率");
        var how = new How(
            new(
                "DO = −Σ ΔFV(futures) / Σ ΔFV(item), from the first month on, at the ratio used. Below the "
                    + "smallest sum it is "
                    + "no verdict; 80 % to 125 % is practice, not IFRS 9. Calculation support, not accounting advice.",
                "DO = −Σ ΔFV(期货) / Σ ΔFV(被套期项目)，自首月累计，按所用套保比率。低于最小金额时不作结论；80% 至 125% 为惯例，并非 IFRS 9 要求。"
                    + "仅为计算支持，不构成会计意见。"
            ),
            [
                new(
                    new("Smallest sum, share of the first own price", "最小金额占首月自身价格"),
                    ReportFigures.Percent((decimal?)Small),
                    From.Plan
                ),
                new(new("Ratio", "套保比率"), ReportFigures.Fixed(source.Plan.Ratio.Scale, 3), From.Plan),
            ]
        );
        if (basis.Count < 2)
            return DeskFigure.Nothing(
                "offset",
                title,
                new("Two billed months are needed.", "至少需要两个账单月份。"),
                how
            );
        // What a buyer pays more is what its hypothetical derivative gains.
        var changes = basis
            .Zip(basis.Skip(1))
            .Select(p => new FairValueChange(
                p.First.Month.Last,
                p.Second.Month.Last,
                (decimal)(source.Plan.Ratio.Scale * (p.Second.Index - p.First.Index)),
                (decimal)(p.Second.Own - p.First.Own)
            ))
            .ToList();
        var figures = DollarOffset.Cumulative(changes, (decimal)basis[0].Own, Small);
        var last = figures.Lines[^1];
        var shown = ReportFigures.Percent(last.Ratio).Text;
        return new(
            "offset",
            title,
            last.Small
                ? new(
                    "Inconclusive: small changes. The item moved too little since the first month to divide by.",
                    "无法判断：变动过小。自首月以来被套期项目变动太小，不宜作除数。"
                )
                : new(
                    $"Over {changes.Count} months the futures would have offset {shown} of the item's change "
                        + (last.Ratio is >= 0.8m and <= 1.25m ? "(within 80 % to 125 %)." : "(outside 80 % to 125 %)."),
                    $"{changes.Count} 个月累计，期货可抵销被套期项目变动的 {shown}"
                        + (
                            last.Ratio is >= 0.8m and <= 1.25m
                                ? "（在 80% 至 125% 之内）。"
                                : "（在 80% 至 125% 之外）。"
                        )
                ),
            new(
                "offset",
                title,
                new("month", "月份"),
                source.Quote,
                [.. figures.Lines.Select(l => Cell.Code(l.To.ToString()))],
                [
                    new(
                        new("futures", "期货"),
                        ChartMark.Line,
                        ChartTone.After,
                        [.. figures.Lines.Select((l, i) => new ChartPoint(i, (double)l.Instrument))]
                    ),
                    new(
                        new("item, the other way", "被套期项目（反向）"),
                        ChartMark.Dashes,
                        ChartTone.Before,
                        [.. figures.Lines.Select((l, i) => new ChartPoint(i, (double)-l.Item))]
                    ),
                ],
                FromZero: true
            ),
            new(
                "offset",
                title,
                [
                    new(new("To", "截至"), false),
                    new(new("Futures", "期货"), true),
                    new(new("Item", "被套期项目"), true),
                    new(new("Offset", "抵销比率"), true),
                    new(new("Verdict", "判断"), false),
                ],
                [
                    .. figures.Lines.Select(l =>
                        (IReadOnlyList<Cell>)
                            [
                                Cell.Code(l.To.ToString()),
                                source.Figures.Price(l.Instrument),
                                source.Figures.Price(l.Item),
                                ReportFigures.Percent(l.Ratio),
                                l.Small ? Cell.Of(new("small changes", "变动过小"))
                                : l.Ratio is >= 0.8m and <= 1.25m ? Cell.Of(new("within", "之内"))
                                : Cell.Of(new("outside", "之外")),
                            ]
                    ),
                ]
            ),
            how
        );
    }

    /// <summary>Every method on the sample, for the step of the ratio.</summary>
    public static TableBlock Methods(RatioFacts ratio) =>
        new(
            "ratio-methods",
            new("Methods on the sample", "样本上的各种方法"),
            [
                new(new("Method", "方法"), false),
                new(new("Changes", "变动数"), true),
                new(new("From", "起"), false),
                new(new("To", "止"), false),
                new(new("Slope", "斜率"), true),
                new(new("95 %, from", "95% 下限"), true),
                new(new("to", "上限"), true),
                new(new("R²", "R²"), true),
                new(new("Left out", "剔除"), true),
                new(new("Used", "采用"), false),
            ],
            [
                .. (ratio.Sample?.Lines ?? []).Select(l =>
                    (IReadOnlyList<Cell>)
                        [
                            ReportWords.Name(l.Method),
                            ReportFigures.Count(l.Changes),
                            l.From is { } from ? Cell.Code($"{from}") : Cell.Absent,
                            l.To is { } to ? Cell.Code($"{to}") : Cell.Absent,
                            ReportFigures.Fixed(l.Slope, 3),
                            ReportFigures.Fixed(l.Low, 3),
                            ReportFigures.Fixed(l.High, 3),
                            ReportFigures.Fixed(l.RSquared, 3),
                            ReportFigures.Count(l.Excluded),
                            l.Chosen ? Cell.Of(new("yes", "是"))
                            : l.WhyNot is { } why ? Cell.Code(why)
                            : Cell.Of(new("no", "否")),
                        ]
                ),
            ]
        );
}
