// The fits of the curve as text.
using System.Text;
using Tokenbourse.Analytics.Curves;

namespace Tokenbourse.Node.Curves;

/// <summary>Each fit, or why there is none.</summary>
internal static class CurveFits
{
    /// <summary>Calendar days between two settled days that still make one change: a holiday week.</summary>
    private const int LongestGap = 12;

    private static readonly double[] _maturities = [1 / 12.0, 2 / 12.0, 3 / 12.0, 4 / 12.0, 5 / 12.0];

    public static string NelsonSiegel(CurveAnalysis a, CurveWords words)
    {
        var text = new StringBuilder("Nelson-Siegel\n");
        if (a.Fit is not { } fit)
            return text.Append("  ").Append(a.NoFit).Append("\n\n").ToString();
        var shape = fit.Shape;
        CurveText.Say(
            text,
            $"  level {CurveNumbers.Show(shape.Level, 4)}  slope {CurveNumbers.Signed(shape.Slope, 4)}  curvature {CurveNumbers.Signed(shape.Curvature, 4)}  lambda {CurveNumbers.Show(shape.Lambda, 3)}{(fit.LambdaAtEdge ? words.Say(" (at the end of its range: no hump)", "（处于区间端点：无驼峰）") : "")}"
        );
        CurveText.Say(
            text,
            $"  rmse {CurveNumbers.Show(fit.Rmse / a.Curve.Tick, 2)} {words.Say("ticks", "跳")}, {fit.Residuals.Count} {words.Say("contracts", "个合约")}, {fit.FreeParameters} {words.Say("parameters", "个参数")}; {(fit.Weighted ? words.Say("weights 1 / spread²", "权重 1/价差²") : words.Say("no two-sided markets: all weigh alike", "无双边报价：等权"))}\n"
        );
        text.Append(
            CurveText.Columns(
                [
                    words.Say("contract", "合约"),
                    words.Say("settle", "结算价"),
                    words.Say("fit", "拟合"),
                    words.Say("ticks", "偏离(跳)"),
                    "",
                ],
                [
                    .. fit.Residuals.Select(r =>
                        (IReadOnlyList<string>)
                            [
                                r.Contract,
                                CurveNumbers.Show(r.Price, a.Book.PriceDecimals),
                                CurveNumbers.Show(r.Fitted, a.Book.PriceDecimals + 1),
                                CurveNumbers.Signed(r.Ticks, 1),
                                Math.Abs(r.Ticks) < 1 ? ""
                                : r.Ticks > 0 ? words.Say("rich", "偏贵")
                                : words.Say("cheap", "偏便宜"),
                            ]
                    ),
                ],
                1
            )
        );
        return text.Append('\n').ToString();
    }

    /// <summary>Monthly means of the smoothest daily curve: what each month's open days cost, listed or not.</summary>
    public static string Forward(CurveAnalysis a, CurveWords words)
    {
        var title = words.Say(
            "smoothest forward curve whose means are the settlements (averaging contracts)",
            "最平滑远期曲线（均值等于均价合约的结算价）"
        );
        var text = new StringBuilder(title).Append('\n');
        if (!ForwardCurve.TryFit(a.Curve, a.Curve.Tick, out var forward, out var fault))
            return text.Append("  ").Append(fault).Append("\n\n").ToString();
        var months = forward.Daily().GroupBy(d => d.Day.ToString()[..7]);
        text.Append(
            CurveText.Columns(
                [
                    words.Say("month", "月份"),
                    words.Say("days", "天数"),
                    words.Say("mean", "均值"),
                    words.Say("lowest", "最低"),
                    words.Say("highest", "最高"),
                ],
                [
                    .. months.Select(m =>
                        (IReadOnlyList<string>)
                            [
                                m.Key,
                                CurveText.Whole(m.Count()),
                                CurveNumbers.Show(m.Average(d => d.Price), 4),
                                CurveNumbers.Show(m.Min(d => d.Price), 4),
                                CurveNumbers.Show(m.Max(d => d.Price), 4),
                            ]
                    ),
                ],
                1
            )
        );
        if (forward.Lowest <= 0)
        {
            var below = words.Say("it goes below zero: no curve of prices", "曲线低于零：不能作为价格");
            CurveText.Say(text, $"  {below}");
        }

        return text.Append('\n').ToString();
    }

    public static string Factors(CurveAnalysis a, CurveWords words)
    {
        var text = new StringBuilder("Schwartz-Smith\n");
        if (
            !LogCurvePanel.TryOf(a.History, _maturities, 20 / FuturesCurve.DaysPerYear, out var panel, out var fault)
            || !SchwartzSmithFit.TryFit(panel, out var fit, out fault)
        )
            return text.Append("  ").Append(fault).Append('\n').ToString();
        CurveText.Say(
            text,
            $"  {panel.Days.Count} {words.Say("days", "天")}, {panel.Observations} {words.Say("prices", "个价格")}; log L {CurveNumbers.Show(fit.LogLikelihood, 1)}{(fit.Converged ? "" : words.Say("; not converged", "；未收敛"))}\n"
        );
        text.Append(
            CurveText.Columns(
                [words.Say("parameter", "参数"), words.Say("estimate", "估计"), words.Say("standard error", "标准误")],
                [
                    .. fit.Estimates.Select(e =>
                        (IReadOnlyList<string>)
                            [
                                e.Name,
                                CurveNumbers.Show(e.Value, 4),
                                double.IsFinite(e.StandardError) ? CurveNumbers.Show(e.StandardError, 4) : "–",
                            ]
                    ),
                ],
                1
            )
        );
        return text.Append('\n').ToString();
    }

    public static string Components(CurveAnalysis a, CurveWords words)
    {
        var text = new StringBuilder();
        var rows = ConstantMaturities.Of(a.History, _maturities);
        if (!CurvePca.TryFit(rows, LongestGap, out var pca, out var fault))
        {
            CurveText.Say(text, $"{words.Say("no components", "无主成分")}: {fault}");
            return text.ToString();
        }

        var shown = pca.Components.Take(3).ToList();
        text.Append(
            CurveText.Columns(
                [words.Say("maturity", "期限"), .. shown.Select((_, i) => $"PC{i + 1}")],
                [
                    .. pca.Years.Select(
                        (y, m) =>
                            (IReadOnlyList<string>)
                                [
                                    $"{CurveNumbers.Show(12 * y, 0)} m",
                                    .. shown.Select(c => CurveNumbers.Signed(c.Loadings[m], 3)),
                                ]
                    ),
                    [words.Say("share %", "占比 %"), .. shown.Select(c => CurveNumbers.Percent(c.Share))],
                    [
                        words.Say("deviation %", "标准差 %"),
                        .. shown.Select(c => CurveNumbers.Show(100 * c.Deviation, 2)),
                    ],
                ],
                1
            )
        );
        CurveText.Say(
            text,
            $"\n{pca.Steps} {words.Say("changes of ln F at constant maturities", "个定期限 ln F 变动")}, {CurveNumbers.Percent(pca.StretchedShare)} % {words.Say("of the cells interpolated", "的单元为插值")}"
        );
        if (pca.TooFewSteps)
            CurveText.Say(
                text,
                $"{words.Say($"WARNING: fewer than {CurvePca.FewSteps} changes: chance may be all there is", $"警告：少于 {CurvePca.FewSteps} 个变动，可能只是偶然")}"
            );
        if (pca.TooStretched)
            CurveText.Say(
                text,
                $"{words.Say("WARNING: more than a fifth of the cells are interpolated", "警告：超过五分之一的单元为插值")}"
            );
        return text.ToString();
    }
}
