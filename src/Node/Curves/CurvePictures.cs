// Which picture each study of the curve has.
using Tokenbourse.Analytics.Curves;

namespace Tokenbourse.Node.Curves;

/// <summary>Panels for <see cref="CurvePicture"/>.</summary>
internal static class CurvePictures
{
    private const string Blue = "#0b62c4";
    private const string Orange = "#c46a0b";
    private const string Grey = "#8a8a8a";
    private const string Green = "#2b8a4b";

    /// <summary>The curve with quotes, fit, and the curve a week and a month of trading before.</summary>
    public static string Curve(CurveAnalysis a, CurveWords words)
    {
        var dots = a.Curve.Points.Select(p => new CurvePicturePoint(
            p.LastTradingDay,
            p.Price,
            0,
            p.Contract.Split('-')[^1]
        ));
        var bars = a
            .Curve.Points.Where(p => p is { Bid: not null, Ask: not null })
            .Select(p => new CurvePicturePoint(p.LastTradingDay, p.Bid!.Value, p.Ask!.Value));
        var fit = (a.Fit?.Residuals ?? []).Select(r => new CurvePicturePoint(
            a.Curve.Points.First(p => p.Contract == r.Contract).LastTradingDay,
            r.Fitted
        ));
        var panel = new CurvePanel(
            words.Say("Settlements by last trading day", "按最后交易日的结算价"),
            a.Book.Quote,
            false,
            [
                Before(a, 20, words.Say("20 trading days before", "20 个交易日前"), "#cfcfcf"),
                Before(a, 5, words.Say("5 trading days before", "5 个交易日前"), Grey),
                new(words.Say("Nelson-Siegel fit", "Nelson-Siegel 拟合"), Blue, CurveMark.Line, [.. fit]),
                new(words.Say("bid to ask", "买价至卖价"), Orange, CurveMark.Bars, [.. bars]),
                new(words.Say("settlement", "结算价"), "#222", CurveMark.Dots, [.. dots]),
            ]
        );
        return CurvePicture.Draw($"{a.Book.Contract}  {a.Curve.Day}", Note(a, words), [panel]);
    }

    /// <summary>Front, trend and scarcity by day, and the share of pairs that fall.</summary>
    public static string History(CurveAnalysis a, CurveWords words)
    {
        var known = a.States.Where(s => s.Scarcity is not null).ToList();
        var slopes = new CurvePanel(
            words.Say("Slope at the front, split", "近端斜率的拆分"),
            words.Say("percent a year, above zero falling", "年化百分比，大于零为下降"),
            true,
            [
                Line(words.Say("front", "近端"), Grey, CurveMark.Line, known, s => 100 * s.Scarcity!.Front),
                Line(words.Say("trend", "趋势"), Orange, CurveMark.Dashes, known, s => 100 * s.Scarcity!.Trend.Yield),
                Line(words.Say("scarcity", "稀缺"), Blue, CurveMark.Line, known, s => 100 * s.Scarcity!.Value),
            ]
        );
        var pairs = new CurvePanel(
            words.Say("Neighbouring pairs that fall", "下降的相邻合约对"),
            "%",
            true,
            [
                Line(
                    words.Say("share", "占比"),
                    Green,
                    CurveMark.Line,
                    [.. a.States.Where(s => s.Backwardated is not null)],
                    s => 100 * s.Backwardated!.Value
                ),
            ]
        );
        return CurvePicture.Draw($"{a.Book.Contract}", Note(a, words), [slopes, pairs]);
    }

    /// <summary>The spread along the curve, and throughput against break-even.</summary>
    public static string Inference(CurveAnalysis a, CurveWords words)
    {
        if (a.Inference.Spread is not { } spread)
            throw new VerbException($"no inference spread to draw: {a.Inference.Why}", 2);
        IReadOnlyList<CurvePicturePoint> Points(Func<InferenceMonth, double> of) =>
            [.. spread.Months.Select(m => new CurvePicturePoint(CurveNumbers.Date(m.Month + "-01"), of(m)))];
        var hour = new CurvePanel(
            words.Say("Inference spread by month", "各月推理价差"),
            $"{a.Inference.GpuCurrency} / GPU h",
            true,
            [
                new("IS", Blue, CurveMark.Line, Points(m => m.PerHour)),
                new("", Blue, CurveMark.Dots, Points(m => m.PerHour)),
            ]
        );
        var heat = new CurvePanel(
            words.Say("Break-even throughput against the measured one", "盈亏平衡产出率与实测产出率"),
            words.Say("million tokens an hour", "百万词元/小时"),
            true,
            [
                new("u H", Green, CurveMark.Dashes, Points(_ => spread.Terms.Made)),
                new(
                    words.Say("H* = (P + other) / S", "H* = (P + 其他成本) / S"),
                    Orange,
                    CurveMark.Line,
                    Points(m => m.BreakEven)
                ),
            ]
        );
        return CurvePicture.Draw(
            words.Say("Inference spread", "推理价差") + $"  {a.Curve.Day}",
            Note(a, words),
            [hour, heat]
        );
    }

    /// <summary>Source and label.</summary>
    public static string Note(CurveAnalysis a, CurveWords words) =>
        (a.Book.Simulated ? words.Simulated + " · " : "") + a.Book.Source;

    private static CurveLine Before(CurveAnalysis a, int days, string name, string colour)
    {
        var then = a.History.Count > days ? a.History[^(days + 1)].Points : [];
        return new(
            name,
            colour,
            CurveMark.Dashes,
            [.. then.Select(p => new CurvePicturePoint(p.LastTradingDay, p.Price))]
        );
    }

    private static CurveLine Line(
        string name,
        string colour,
        CurveMark mark,
        IReadOnlyList<CurveState> states,
        Func<CurveState, double> of
    ) => new(name, colour, mark, [.. states.Select(s => new CurvePicturePoint(s.Day, of(s)))]);
}
