// The hedge ratio and the basis: changes as a scatter with slope and interval, the method and why; basis by month.
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports.Charts;
using static Tokenbourse.Desk.Reports.ReportText;

namespace Tokenbourse.Desk.Reports.Sections;

/// <summary>Ratio and basis.</summary>
internal static class RatioSection
{
    public static ReportSection Of(ReportSource source)
    {
        var plan = source.Plan;
        var blocks = new List<ReportBlock>
        {
            Plain(
                "The hedge ratio says how many units of the futures go with one unit of the own "
                    + "purchase or sale. It is 1 "
                    + "where the price is written on the index; else the slope of relative changes, "
                    + "drawn towards 1 when the "
                    + "sample is small, times own price over index.",
                "套保比例表示每单位自身采购（或销售）对应多少单位期货。价格按指数约定时为 1；否则为相对变动的斜率（样本小时向 1 收缩）乘以自身价格与指数之比。"
            ),
            new TextBlock(TextTone.Plain, ReportWords.RatioMethod(plan.Ratio.Method)),
            Facts(plan.Ratio),
        };
        if (plan.Ratio.Points.Count > 1)
        {
            blocks.Add(new ChartBlock(Scatter(plan.Ratio)));
            blocks.Add(Points(plan.Ratio));
        }
        else
            blocks.Add(Note("There are too few pairs of changes for a scatter.", "可配对的价格变动太少，不作散点图。"));

        if (plan.Basis.Count > 0)
        {
            blocks.Add(
                Plain(
                    "The basis is the own price less the index. It is what the futures do not hedge: "
                        + "another mix of models, "
                        + "another time of billing, another currency.",
                    "基差为自身价格减指数，是期货无法套保的部分：模型组合不同、计费时间不同、币种不同。"
                )
            );
            blocks.Add(new ChartBlock(BasisBand(source)));
            blocks.Add(Basis(source));
        }

        return new("ratio", Say("Hedge ratio and basis", "套保比例与基差"), blocks);
    }

    private static FactsBlock Facts(RatioFacts ratio) =>
        new(
            "ratio",
            Say("Hedge ratio", "套保比例"),
            [
                Fact("Ratio used", "所用比例", ReportFigures.Fixed(ratio.Ratio, 3)),
                Fact(
                    "Slope of relative changes, before shrinking",
                    "相对变动的斜率（收缩前）",
                    ReportFigures.Fixed(ratio.Raw, 3)
                ),
                Fact(
                    "95% interval, from (Newey-West)",
                    "95% 区间下限（Newey-West）",
                    ReportFigures.Fixed(ratio.Low, 3)
                ),
                Fact("95% interval, to (Newey-West)", "95% 区间上限（Newey-West）", ReportFigures.Fixed(ratio.High, 3)),
                Fact("Weight of the estimate against 1", "估计值相对 1 的权重", ReportFigures.Fixed(ratio.Weight, 3)),
                Fact("Changes used", "所用变动数", ReportFigures.Count(ratio.Observations)),
                Fact("R² in the sample", "样本内 R²", ReportFigures.Fixed(ratio.RSquared, 3)),
                Fact("Effectiveness outside the sample", "样本外有效性", ReportFigures.Fixed(ratio.OutOfSample, 3)),
                Fact("Method", "方法", ratio.Method == "none" ? Word("none", "无") : ReportWords.Name(ratio.Method)),
                Fact("Why this method (as recorded)", "选用理由（原文）", Cell.Code(ratio.Why)),
            ]
        );

    internal static ReportChart Scatter(RatioFacts ratio)
    {
        var points = ratio.Points.Select(p => new ChartPoint(p.Index, p.Own)).ToList();
        var (meanX, meanY) = (points.Average(p => p.X), points.Average(p => p.Y));
        var (from, to) = (points.Min(p => p.X), points.Max(p => p.X));
        var series = new List<ChartSeries> { new(Say("months", "各月"), ChartMark.Dots, ChartTone.After, points) };
        if (ratio is { Raw: { } raw, Low: { } low, High: { } high })
        {
            series.Add(Slope(Say("slope before shrinking", "斜率（收缩前）"), ChartMark.Line, ChartTone.Ink, raw));
            series.Add(Slope(Say("95% interval, from", "95% 区间下限"), ChartMark.Dashes, ChartTone.Limit, low));
            series.Add(Slope(Say("95% interval, to", "95% 区间上限"), ChartMark.Dashes, ChartTone.Third, high));
        }
        else
            series.Add(Slope(Say("one for one", "一比一"), ChartMark.Line, ChartTone.Ink, 1));

        return new(
            "scatter",
            Say("Changes of the own price against changes of the index, by month", "各月自身价格变动与指数变动"),
            Say("change of the logarithm of the index", "指数对数变动"),
            Say("of the own price", "自身价格对数变动"),
            [],
            series,
            FromZero: true
        );

        // Through the middle of the points, as a fitted line goes.
        ChartSeries Slope(Said name, ChartMark mark, ChartTone tone, double slope) =>
            new(
                name,
                mark,
                tone,
                [new(from, meanY + (slope * (from - meanX))), new(to, meanY + (slope * (to - meanX)))]
            );
    }

    private static TableBlock Points(RatioFacts ratio) =>
        new(
            "ratio-points",
            Say("Changes of logarithms, by month", "各月对数变动"),
            [Words("Day", "日期"), Numbers("Index", "指数"), Numbers("Own price", "自身价格")],
            [
                .. ratio.Points.Select(p =>
                    (IReadOnlyList<Cell>)
                        [Cell.Code(p.Day.ToString()), ReportFigures.Fixed(p.Index, 4), ReportFigures.Fixed(p.Own, 4)]
                ),
            ]
        );

    internal static ReportChart BasisBand(ReportSource source)
    {
        var basis = source.Plan.Basis;
        var values = basis.Select(b => b.Own - b.Index).ToList();
        var (low, high) = (Quantile(values, 0.05), Quantile(values, 0.95));
        return new(
            "basis",
            Say(
                "Basis by month, with the band that held nine tenths of the months",
                "各月基差及容纳十分之九月份的区间"
            ),
            Say("month", "月份"),
            source.Quote,
            [.. basis.Select(b => Cell.Code(b.Month.ToString()))],
            [
                new(
                    Say("band", "区间"),
                    ChartMark.Band,
                    ChartTone.Before,
                    [new(-0.5, high, low), new(basis.Count - 0.5, high, low)]
                ),
                Line(Say("basis", "基差"), ChartTone.Ink, ChartMark.Line, b => b.Own - b.Index),
                Line(Say("mix", "组合"), ChartTone.After, ChartMark.Dashes, b => b.Mix),
                Line(Say("timing", "时间"), ChartTone.Third, ChartMark.Dashes, b => b.Timing),
                Line(Say("currency", "币种"), ChartTone.Fourth, ChartMark.Dashes, b => b.Currency),
            ],
            FromZero: true
        );

        ChartSeries Line(Said name, ChartTone tone, ChartMark mark, Func<BasisMonth, double> of) =>
            new(name, mark, tone, [.. basis.Select((b, i) => new ChartPoint(i, of(b)))]);
    }

    // Between order statistics, the usual way: place p(n − 1).
    internal static double Quantile(List<double> values, double p)
    {
        var sorted = values.Order().ToList();
        var place = p * (sorted.Count - 1);
        var below = (int)Math.Floor(place);
        var above = int.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    internal static TableBlock Basis(ReportSource source)
    {
        var f = source.Figures;
        return new(
            "basis",
            Say($"Basis by month, {source.Quote.En}", $"各月基差，{source.Quote.Zh}"),
            [
                Words("Month", "月份"),
                Numbers("Own price", "自身价格"),
                Numbers("Index", "指数"),
                Numbers("Basis", "基差"),
                Numbers("of it mix", "其中组合"),
                Numbers("timing", "时间"),
                Numbers("currency", "币种"),
            ],
            [
                .. source.Plan.Basis.Select(b =>
                    (IReadOnlyList<Cell>)
                        [
                            Cell.Code(b.Month.ToString()),
                            f.Price(b.Own),
                            f.Price(b.Index),
                            f.Price(b.Own - b.Index),
                            f.Price(b.Mix),
                            f.Price(b.Timing),
                            f.Price(b.Currency),
                        ]
                ),
            ]
        );
    }
}
