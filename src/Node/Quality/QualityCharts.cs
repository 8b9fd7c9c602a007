// Which charts stand in which part of the page.
using Tokenbourse.Sim.Quality;

namespace Tokenbourse.Node.Quality;

/// <summary>Charts of a report in one language.</summary>
internal sealed class QualityCharts(QualityReport report, QualityWords words)
{
    /// <summary>The charts of a group, drawn.</summary>
    public IEnumerable<string> Of(string group) =>
        (
            group switch
            {
                "spread" => [Spread(), Mid()],
                "depth" => [Profile(), DepthByMinute()],
                "activity" => [Volume()],
                "resiliency" => [Gap()],
                "returns" => [Quantiles()],
                "memory" => [Memory(), Sizes()],
                "walk" => [Ratios()],
                "impact" => [Impact(), LaterImpact()],
                _ => (IEnumerable<Chart>)[],
            }
        )
            .Select(c => c.Draw())
            .Where(c => c.Length > 0);

    private Chart Spread() =>
        Make(
            words.Pick("Spread by session minute", "按交易分钟的价差"),
            "minute",
            "ticks",
            [
                Series(words.Pick("quoted", "报价"), Mark.Line, "spread_by_minute"),
                Series(words.Pick("effective", "有效"), Mark.Line, "effective_by_minute"),
            ]
        ) with
        {
            FromZero = true,
        };

    private Chart Mid() =>
        Make(
            words.Pick("Mid at the end of each session minute", "每交易分钟末的中间价"),
            "minute",
            "ticks",
            [Series("", Mark.Line, "mid_by_minute")]
        );

    private Chart Profile() =>
        Make(
            words.Pick("Depth profile: mean lots behind the best price", "深度分布：距最优价各价位的平均手数"),
            words.Pick(
                "place from the side's best price, ticks (1: at best; bids to the left)",
                "距本方最优价的位置（价位；1 为最优价；买方在左）"
            ),
            words.Unit("lots"),
            [
                new(
                    words.Pick("bids", "买方"),
                    Mark.Bars,
                    [.. Points("depth_profile_bid").Select(p => (-p.X - 1, p.Y))]
                ),
                new(
                    words.Pick("asks", "卖方"),
                    Mark.Bars,
                    [.. Points("depth_profile_ask").Select(p => (p.X + 1, p.Y))]
                ),
            ],
            true
        ) with
        {
            FromZero = true,
        };

    private Chart DepthByMinute() =>
        Make(
            words.Pick("Depth at best by session minute", "按交易分钟的最优价深度"),
            "minute",
            "lots",
            [Series("", Mark.Line, "depth_by_minute")]
        ) with
        {
            FromZero = true,
        };

    private Chart Volume() =>
        Make(
            words.Pick("Lots traded by session minute", "按交易分钟的成交手数"),
            "minute",
            "lots",
            [Series("", Mark.Line, "lots_by_minute")]
        ) with
        {
            FromZero = true,
        };

    private Chart Gap() =>
        Make(
            words.Pick(
                "Gap of the spread after a trade that takes half of the best level or more",
                "吃掉最优价一半以上的成交之后的价差缺口"
            ),
            words.Pick("messages after the trade (logarithmic)", "成交后的消息数（对数）"),
            words.Unit("ticks"),
            [Series("", Mark.Line, "gap")],
            true
        ) with
        {
            LogX = true,
            FromZero = true,
        };

    private Chart Quantiles()
    {
        var ends = Points("qq_minute").Concat(Points("qq_second")).Select(p => Math.Abs(p.X)).DefaultIfEmpty(3).Max();
        return Make(
            words.Pick("Quantiles of returns against the normal curve", "收益率分位数与正态分布对照"),
            words.Pick("normal quantile, standard deviations", "正态分位数（标准差）"),
            words.Pick("standardised return", "标准化收益率"),
            [
                Series(words.Pick("1 s", "1 秒"), Mark.Dots, "qq_second"),
                Series(words.Pick("1 min", "1 分钟"), Mark.Dots, "qq_minute"),
                new(words.Pick("normal", "正态"), Mark.Dashes, [(-ends, -ends), (ends, ends)]),
            ],
            true
        );
    }

    private Chart Memory() =>
        Make(
            words.Pick("Autocorrelation of 1-minute returns (lines: ±1.96/√n)", "1 分钟收益率自相关（线：±1.96/√n）"),
            "lag_minutes",
            "correlation",
            [Series(words.Pick("r", "r"), Mark.Bars, "acf_returns"), Series("|r|", Mark.Bars, "acf_sizes")]
        ) with
        {
            Level = 1.96 / Math.Sqrt(report.SessionMinutes),
        };

    private Chart Sizes() =>
        Make(
            words.Pick("Autocorrelation of |1-second returns|", "|1 秒收益率| 自相关"),
            words.Pick("lag, session seconds", "滞后（交易秒）"),
            words.Unit("correlation"),
            [Series("", Mark.Bars, "acf_sizes_second")],
            true
        ) with
        {
            Level = 1.96 / Math.Sqrt(report.SessionMinutes * 60.0),
        };

    private Chart Ratios()
    {
        var ratios = Rows("variance_ratio");
        var scores = Rows("variance_ratio_z");
        // The error that z* was divided by gives the band back: VR is 1 give or take 1.96 errors.
        var errors = ratios
            .Where(r => scores.TryGetValue(r.Key, out var z) && z != 0)
            .ToDictionary(r => r.Key, r => (r.Value - 1) / scores[r.Key]);
        return Make(
            words.Pick("Variance ratio with its 95 % band", "方差比及其 95 % 区间"),
            words.Pick("q, minutes", "q（分钟）"),
            words.Unit("number"),
            [
                new("VR", Mark.Line, [.. ratios.Select(r => (r.Key, r.Value))]),
                new("+1.96", Mark.Dashes, [.. errors.Select(e => (e.Key, 1 + (1.96 * e.Value)))]),
                new("−1.96", Mark.Dashes, [.. errors.Select(e => (e.Key, 1 - (1.96 * e.Value)))]),
            ],
            true
        );
    }

    private SortedDictionary<double, double> Rows(string key)
    {
        var rows = new SortedDictionary<double, double>();
        foreach (var figure in report.Figures.Where(f => f.Key == key && f.Value is not null))
            rows[double.Parse(figure.Parameter, System.Globalization.CultureInfo.InvariantCulture)] = figure
                .Value!
                .Value;
        return rows;
    }

    private Chart Impact() => ImpactOf("impact", "square_root", words.Pick("own message", "自身消息内"));

    private Chart LaterImpact() =>
        ImpactOf("impact_minute", "square_root_minute", words.Pick("a session minute later", "一个交易分钟之后"));

    private Chart ImpactOf(string curve, string fit, string when)
    {
        var points = Points(curve);
        var factor = report.Figures.FirstOrDefault(f => f.Key == fit)?.Value;
        return Make(
            words.Pick($"Impact by lots of the order: {when}", $"按委托手数的价格冲击：{when}"),
            words.Pick("lots of the order", "委托手数"),
            words.Pick("ticks, the order's way", "价位（顺委托方向）"),
            [
                new(
                    words.Pick("mean move of the mid", "中间价平均变动"),
                    Mark.Dots,
                    [.. points.Select(p => (p.X, p.Y))]
                ),
                new("c √lots", Mark.Dashes, factor is { } c ? [.. points.Select(p => (p.X, c * Math.Sqrt(p.X)))] : []),
            ],
            true
        ) with
        {
            FromZero = true,
        };
    }

    private IReadOnlyList<CurvePoint> Points(string key) => report.Curves.First(c => c.Key == key).Points;

    private Series Series(string name, Mark mark, string key) =>
        new(name, mark, [.. Points(key).Select(p => (p.X, p.Y))]);

    private Chart Make(string title, string x, string y, IReadOnlyList<Series> series, bool inWords = false) =>
        new(title, inWords ? x : words.Unit(x), inWords ? y : words.Unit(y), series);
}
