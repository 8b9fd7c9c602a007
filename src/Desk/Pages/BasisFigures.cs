// The history of the basis as panels: own price against index by month and season, index against futures by days left.
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Desk.Reports.Charts;
using Tokenbourse.Desk.Reports.Sections;

namespace Tokenbourse.Desk.Pages;

/// <summary>Panels of basis.</summary>
internal static class BasisFigures
{
    // Last days of the buckets of days to expiry.
    private static readonly int[] _ends = [30, 60, 90, 120, 180, 270, 365];

    // Fewer years of a calendar month say nothing about a season.
    private const int LeastYears = 3;

    public static DeskFigure Own(ReportSource source)
    {
        var (basis, f) = (source.Plan.Basis, source.Figures);
        var title = new Said(
            $"Basis: own price less index, {source.Quote.En}",
            $"基差：自身价格减指数，{source.Quote.Zh}"
        );
        var how = new How(
            new(
                "b = S − I by billed month; S is cost by contract unit, I the mean of the prints on weekdays. "
                    + "Band: 5 % and "
                    + "95 % of the months. Split into mix, timing of billing, currency.",
                "逐账单月 b = S − I；S 为每合约单位成本，I 为工作日指数均值。区间为各月的 5% 与 95% 分位。分解为组合、计费时间与币种。"
            ),
            [new(new("Billed lines", "账单行数"), ReportFigures.Count(source.Plan.Exposure.Actual.Count), From.Bills)]
        );
        if (basis.Count == 0)
            return DeskFigure.Nothing(
                "basis",
                title,
                new("No billed month has both a cost and a print of the index.", "没有同时具备成本与指数的账单月份。"),
                how
            );
        var values = basis.Select(b => b.Own - b.Index).ToList();
        var (low, high) = (RatioSection.Quantile(values, 0.05), RatioSection.Quantile(values, 0.95));
        return new(
            "basis",
            title,
            new(
                $"Over {basis.Count} months the own price stood {f.Price(low).Text} to {f.Price(high).Text} "
                    + $"above the index "
                    + $"nine times out of ten; in {basis[^1].Month} it was {f.Price(values[^1]).Text}.",
                $"{basis.Count} 个月中有九成时间自身价格高出指数 {f.Price(low).Text} 至 {f.Price(high).Text}；"
                    + $"{basis[^1].Month} 为 {f.Price(values[^1]).Text}。"
            ),
            RatioSection.BasisBand(source),
            RatioSection.Basis(source),
            how
        );
    }

    public static DeskFigure Season(ReportSource source)
    {
        var (basis, f) = (source.Plan.Basis, source.Figures);
        var title = new Said(
            $"Season of the basis, by calendar month, {source.Quote.En}",
            $"基差的季节性，按日历月份，{source.Quote.Zh}"
        );
        var how = new How(
            new(
                "Mean of b over the years of each calendar month, with its lowest and highest.",
                "各日历月份历年 b 的均值，以及最低与最高。"
            ),
            [new(new("Months", "月份数"), ReportFigures.Count(basis.Count), From.Bills)]
        );
        if (basis.Count == 0)
            return DeskFigure.Nothing(
                "season",
                title,
                new("No billed month has a basis.", "没有可用的账单月份。"),
                how
            );
        var seasons = basis
            .GroupBy(b => b.Month.Month)
            .OrderBy(g => g.Key)
            .Select(g => (Month: g.Key, Values: g.Select(b => b.Own - b.Index).ToList()))
            .ToList();
        var years = seasons.Min(s => s.Values.Count);
        var top = seasons.MaxBy(s => s.Values.Average());
        var summary =
            years < LeastYears || seasons.Count < 12
                ? new Said(
                    $"{basis.Count} months are too few for a season: each calendar month needs {LeastYears} "
                        + $"years. What there "
                        + "is, is shown.",
                    $"{basis.Count} 个月不足以判断季节性：每个日历月份须有 {LeastYears} 年。以下仅展示已有数据。"
                )
                : new Said(
                    $"The basis is widest in month {top.Month}, at {f.Price(top.Values.Average()).Text} on "
                        + $"average over "
                        + $"{years} years.",
                    $"{top.Month} 月基差最大，{years} 年平均为 {f.Price(top.Values.Average()).Text}。"
                );
        return new(
            "season",
            title,
            summary,
            new(
                "season",
                title,
                new("calendar month", "日历月份"),
                source.Quote,
                [.. seasons.Select(s => Cell.Code($"{s.Month}"))],
                [
                    new(
                        new("mean", "均值"),
                        ChartMark.Bars,
                        ChartTone.After,
                        [.. seasons.Select((s, i) => new ChartPoint(i, s.Values.Average()))]
                    ),
                    new(
                        new("lowest to highest", "最低至最高"),
                        ChartMark.Whiskers,
                        ChartTone.Ink,
                        [.. seasons.Select((s, i) => new ChartPoint(i, s.Values.Max(), s.Values.Min()))]
                    ),
                ],
                FromZero: true
            ),
            new(
                "season",
                title,
                [
                    new(new("Calendar month", "日历月份"), false),
                    new(new("Mean", "均值"), true),
                    new(new("Lowest", "最低"), true),
                    new(new("Highest", "最高"), true),
                    new(new("Years", "年数"), true),
                ],
                [
                    .. seasons.Select(s =>
                        (IReadOnlyList<Cell>)
                            [
                                Cell.Code($"{s.Month}"),
                                f.Price(s.Values.Average()),
                                f.Price(s.Values.Min()),
                                f.Price(s.Values.Max()),
                                ReportFigures.Count(s.Values.Count),
                            ]
                    ),
                ]
            ),
            how
        );
    }

    public static DeskFigure Futures(ReportSource source)
    {
        var (market, f) = (source.Plan.Market, source.Figures);
        var title = new Said(
            $"Basis: index less futures, by days to expiry, {source.Quote.En}",
            $"基差：指数减期货，按距到期天数，{source.Quote.Zh}"
        );
        var how = new How(
            new(
                "b = I − F on each settled day of each listed month, in buckets of days to its last trading "
                    + "day; quantiles "
                    + "between order statistics.",
                "每个结算日、每个上市月份 b = I − F，按距最后交易日天数分组；分位数在次序统计量之间线性插值。"
            ),
            [
                new(new("Settled days", "结算日数"), ReportFigures.Count(market.Settlements.Count), From.Market),
                new(new("Prints", "指数发布数"), ReportFigures.Count(market.IndexHistory.Count), From.Market),
            ]
        );
        var points = Points(market);
        var buckets = BasisBand.Of(points, _ends, least: 5).Where(b => b.Quantiles is not null).ToList();
        if (buckets.Count == 0)
            return DeskFigure.Nothing(
                "basis-futures",
                title,
                new(
                    "Nothing to show: a model of a curve has no settlement prices, and a young market too few.",
                    "暂无数据：模型曲线没有结算价，新上市的合约结算价太少。"
                ),
                how
            );
        var (first, count) = (buckets[0], points.Count);
        return new(
            "basis-futures",
            title,
            new(
                $"{count} settled prices; up to {first.To} days before the end the index stood "
                    + $"{f.Price(first.Quantiles![0]).Text} "
                    + $"to {f.Price(first.Quantiles[^1]).Text} above the futures nine times out of ten.",
                $"共 {count} 个结算价；距到期 {first.To} 天以内，九成时间指数高出期货 {f.Price(first.Quantiles[0]).Text} 至 "
                    + $"{f.Price(first.Quantiles[^1]).Text}。"
            ),
            new(
                "basis-futures",
                title,
                new("days to expiry", "距到期天数"),
                source.Quote,
                [.. buckets.Select(b => Cell.Code($"{b.From}–{b.To}"))],
                [
                    Band(new("5 % to 95 %", "5% 至 95%"), 0, 4, ChartTone.Before),
                    Band(new("25 % to 75 %", "25% 至 75%"), 1, 3, ChartTone.After),
                    new(
                        new("median", "中位数"),
                        ChartMark.Line,
                        ChartTone.Ink,
                        [.. buckets.Select((b, i) => new ChartPoint(i, b.Quantiles![2]))]
                    ),
                ],
                FromZero: true
            ),
            new(
                "basis-futures",
                title,
                [
                    new(new("Days to expiry", "距到期天数"), false),
                    new(new("5 %", "5%"), true),
                    new(new("25 %", "25%"), true),
                    new(new("Median", "中位数"), true),
                    new(new("75 %", "75%"), true),
                    new(new("95 %", "95%"), true),
                    new(new("Prices", "价格数"), true),
                ],
                [
                    .. buckets.Select(b =>
                        (IReadOnlyList<Cell>)
                            [
                                Cell.Code($"{b.From}–{b.To}"),
                                .. b.Quantiles!.Select(q => f.Price((double?)q)),
                                ReportFigures.Count(b.N),
                            ]
                    ),
                ]
            ),
            how
        );

        ChartSeries Band(Said name, int low, int high, ChartTone tone) =>
            new(
                name,
                ChartMark.Band,
                tone,
                [.. buckets.Select((b, i) => new ChartPoint(i, b.Quantiles![high], b.Quantiles[low]))]
            );
    }

    private static List<BasisPoint> Points(MarketSnapshot market)
    {
        var prints = market.IndexHistory.GroupBy(d => d.Day).ToDictionary(g => g.Key, g => g.Last().Value);
        var ends = market.Months.ToDictionary(m => m.Symbol, m => m.LastTradingDay, StringComparer.Ordinal);
        return
        [
            .. from day in market.Settlements
            where prints.ContainsKey(day.Day)
            from month in day.Months
            where ends.ContainsKey(month.Symbol) && month.Price > 0
            let left = ends[month.Symbol].Days - day.Day.Days
            where left >= 0
            select new BasisPoint(left, (double)(prints[day.Day] - month.Price)),
        ];
    }
}
