// The fits of the curve as text.
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Tokenbourse.Analytics.Curves;

namespace Tokenbourse.Node.Curves;

/// <summary>Each fit, or why there is none.</summary>
internal static class CurveFits
{
    /// <summary>Calendar days between two settled days that still make one change: a holiday week.</summary>
    private const int LongestGap = 12;

    /// <summary>How far a contract may be from the maturity that it stands for.</summary>
    private const double NearestYears = 20 / FuturesCurve.DaysPerYear;

    private static readonly double[] _maturities = [1 / 12.0, 2 / 12.0, 3 / 12.0, 4 / 12.0, 5 / 12.0];

    /// <summary>The smoothest forward curve through the settlements, within a tick where months say the same.</summary>
    public static bool TryForward(
        CurveAnalysis a,
        [NotNullWhen(true)] out ForwardCurve? forward,
        [NotNullWhen(false)] out CurveFault? fault
    ) => ForwardCurve.TryFit(a.Curve, a.Curve.Tick, out forward, out fault);

    /// <summary>Two factors over the whole history.</summary>
    public static bool TryFactors(
        CurveAnalysis a,
        [NotNullWhen(true)] out LogCurvePanel? panel,
        [NotNullWhen(true)] out SchwartzSmithFit? fit,
        [NotNullWhen(false)] out CurveFault? fault
    )
    {
        fit = null;
        return LogCurvePanel.TryOf(a.History, _maturities, NearestYears, out panel, out fault)
            && SchwartzSmithFit.TryFit(panel, out fit, out fault);
    }

    /// <summary>Components of the changes at one to five months.</summary>
    public static bool TryComponents(
        CurveAnalysis a,
        [NotNullWhen(true)] out CurvePca? pca,
        [NotNullWhen(false)] out CurveFault? fault
    ) => CurvePca.TryFit(ConstantMaturities.Of(a.History, _maturities), LongestGap, out pca, out fault);

    public static string NelsonSiegel(CurveAnalysis a, CurveWords words)
    {
        var text = new StringBuilder("Nelson-Siegel\n");
        if (a.Fit is not { } fit)
            return text.Append("  ").Append(a.NoFit).Append("\n\n").ToString();
        var shape = fit.Shape;
        var edge = fit.LambdaAtEdge ? words.Say(" (at the end of its range: no hump)", "（处于区间端点：无驼峰）") : "";
        var weights = fit.Weighted
            ? words.Say("weights 1 / spread²", "权重 1/价差²")
            : words.Say("no two-sided markets: all weigh alike", "无双边报价：等权");
        var (level, slope) = (CurveNumbers.Show(shape.Level, 4), CurveNumbers.Signed(shape.Slope, 4));
        var (bend, decay) = (CurveNumbers.Signed(shape.Curvature, 4), CurveNumbers.Show(shape.Lambda, 3));
        CurveText.Say(text, $"  level {level}  slope {slope}  curvature {bend}  lambda {decay}{edge}");
        var off = CurveNumbers.Show(fit.Rmse / a.Curve.Tick, 2);
        var counted = words.Say(
            $"{fit.Residuals.Count} contracts, {fit.FreeParameters} parameters",
            $"{fit.Residuals.Count} 个合约，{fit.FreeParameters} 个参数"
        );
        CurveText.Say(text, $"  rmse {off} {words.Say("ticks", "跳")}, {counted}; {weights}\n");
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
        if (!TryForward(a, out var forward, out var fault))
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
        if (!TryFactors(a, out var panel, out var fit, out var fault))
            return text.Append("  ").Append(fault).Append('\n').ToString();
        var counted = words.Say(
            $"{panel.Days.Count} days, {panel.Observations} prices",
            $"{panel.Days.Count} 天，{panel.Observations} 个价格"
        );
        var ended = fit.Converged ? "" : words.Say("; not converged", "；未收敛");
        CurveText.Say(text, $"  {counted}; log L {CurveNumbers.Show(fit.LogLikelihood, 1)}{ended}\n");
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
        if (!TryComponents(a, out var pca, out var fault))
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
        var stretched = CurveNumbers.Percent(pca.StretchedShare);
        var rests = words.Say(
            $"{pca.Steps} changes of ln F at constant maturities, {stretched} % of the cells interpolated",
            $"{pca.Steps} 个定期限 ln F 变动，{stretched} % 的单元为插值"
        );
        CurveText.Say(text, $"\n{rests}");
        var few = words.Say(
            $"WARNING: fewer than {CurvePca.FewSteps} changes: chance may be all there is",
            $"警告：少于 {CurvePca.FewSteps} 个变动，可能只是偶然"
        );
        var much = words.Say(
            "WARNING: more than a fifth of the cells are interpolated",
            "警告：超过五分之一的单元为插值"
        );
        if (pca.TooFewSteps)
            CurveText.Say(text, few);
        if (pca.TooStretched)
            CurveText.Say(text, much);
        return text.ToString();
    }
}
