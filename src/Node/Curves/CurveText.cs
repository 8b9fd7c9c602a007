// The curve of a day as a person reads it in a terminal: table, plot, state in words.
using System.Globalization;
using System.Text;
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Curves;

/// <summary>Text of the studies.</summary>
internal static class CurveText
{
    /// <summary>Contract, day, source and what is simulated: above every table.</summary>
    public static string Head(CurveAnalysis a, CurveWords words)
    {
        var book = a.Book;
        var text = new StringBuilder();
        Say(text, $"{book.Contract}  {a.Curve.Day}  {book.Quote}, {words.Say("tick", "最小变动价位")} {book.Tick}");
        Say(text, $"{words.Say("source", "来源")}: {book.Source}");
        if (book.Simulated)
            Say(text, $"{words.Simulated}");
        return text.Append('\n').ToString();
    }

    /// <summary>The curve: table, plot and state.</summary>
    public static string Show(CurveAnalysis a, CurveWords words) =>
        Head(a, words) + Table(CurvePresent.Of(a), words) + "\n" + Plot(a, words) + "\n" + State(a, words);

    public static string State(CurveAnalysis a, CurveWords words)
    {
        var text = new StringBuilder();
        if (a.State is not { } state)
        {
            Say(text, $"{words.Say("no state", "无状态")}: {a.NoState}");
            return text.ToString();
        }

        Say(text, $"{words.Say("state", "状态")}: {words.Name(state.Slope).ToUpperInvariant()}");
        Say(text, $"  {words.Meaning(state.Slope)}");
        if (state.Backwardated is { } share)
        {
            var falling = state.Adjacent.Count(y => y.Yield > 0);
            var of = words.Say("neighbouring pairs fall", "对相邻合约下降");
            Say(text, $"  {falling} / {state.Adjacent.Count} {of} ({CurveNumbers.Percent(share)} %)");
        }

        foreach (var y in state.FromFront)
        {
            var earns = words.Say("roll yield a year", "年化展期收益");
            var carry = words.Say("implied carry", "隐含持有成本");
            Say(
                text,
                $"  {y.Pair, -8}{y.Near} - {y.Far}: {earns} {CurveNumbers.Signed(100 * y.Yield, 1)} %, "
                    + $"{carry} {CurveNumbers.Signed(100 * y.Carry, 1)} %"
            );
        }

        if (state.Curvature is { } curvature)
            Say(text, $"  F1 - 2 F4 + F7 = {CurveNumbers.Signed(curvature, a.Book.PriceDecimals)}");
        Scarcity(text, state, words);
        foreach (var p in state.Averaging)
        {
            var known = p.Known!;
            var said = words.Say(
                $"{CurveNumbers.Percent(known.Share)} % of its average is known ({CurveNumbers.Show(known.Mean, 4)} "
                    + $"through {known.Through}); its price says {CurveNumbers.Show(p.OpenPrice, 4)} of the open days",
                $"其均价的 {CurveNumbers.Percent(known.Share)} % 已知（截至 {known.Through} 为 "
                    + $"{CurveNumbers.Show(known.Mean, 4)}）；价格隐含其余日期为 {CurveNumbers.Show(p.OpenPrice, 4)}"
            );
            Say(text, $"  {p.Contract}: {said}");
        }

        return text.ToString();
    }

    private static void Scarcity(StringBuilder text, CurveState state, CurveWords words)
    {
        if (state.Scarcity is not { } s)
        {
            Say(text, $"  {words.Say("no split into trend and scarcity", "无法拆分趋势与稀缺")}: {state.NoScarcity}");
            return;
        }

        static string P(double v) => CurveNumbers.Signed(100 * v, 1) + " %";
        Say(text, $"  {words.Say("front slope", "近端斜率")} {s.Near} - {s.Far}  {P(s.Front)}");
        Say(text, $"  {words.Say("trend", "趋势")}  {P(s.Trend.Yield)}  {words.Trend(s.Trend)}");
        var noise = $"{words.Say("noise", "噪声")} ± {CurveNumbers.Percent(s.Noise)} %";
        Say(text, $"  {words.Say("scarcity", "稀缺")}  {P(s.Value)}  {noise}");
        Say(text, $"  {words.Meaning(s.Reading)}");
    }

    public static string Table(CurveAnalyticsShape shape, CurveWords words)
    {
        string[] heads = words.Chinese
            ?
            [
                "合约",
                "最后交易日",
                "天数",
                "买价",
                "卖价",
                "结算价",
                "涨跌",
                "拟合",
                "偏离(跳)",
                "持仓",
                "成交",
                "展期%",
            ]
            :
            [
                "contract",
                "last day",
                "days",
                "bid",
                "ask",
                "settle",
                "change",
                "fit",
                "ticks",
                "OI",
                "volume",
                "roll %",
            ];
        var rows = shape
            .Months.Select(m =>
                new[]
                {
                    m.Symbol,
                    m.LastTradingDay,
                    Whole(m.Days),
                    m.Bid ?? "–",
                    m.Ask ?? "–",
                    m.Settlement,
                    m.Change ?? "–",
                    m.Fit ?? "–",
                    m.ResidualTicks ?? "–",
                    m.OpenInterest is { } o ? Whole(o) : "–",
                    m.Volume is { } v ? Whole(v) : "–",
                    m.RollPercent ?? "–",
                }
            )
            .ToList();
        return Columns(heads, rows, 2);
    }

    public static string Plot(CurveAnalysis a, CurveWords words)
    {
        var dots = new PlotSeries('●', [.. a.Curve.Points.Select(p => (p.LastTradingDay, p.Price))]);
        var fit = new PlotSeries(
            '·',
            [
                .. (a.Fit?.Residuals ?? []).Select(r =>
                    (a.Curve.Points.First(p => p.Contract == r.Contract).LastTradingDay, r.Fitted)
                ),
            ]
        );
        var legend = words.Say("● settlement   · Nelson-Siegel fit", "● 结算价   · Nelson-Siegel 拟合");
        return CurvePlot.Draw([fit, dots], a.Book.PriceDecimals) + $"            {legend}\n";
    }

    /// <summary>A table in columns as wide as they need; so many columns from the left hold words.</summary>
    public static string Columns(IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows, int words)
    {
        var widths = heads.Select((h, i) => rows.Select(r => Wide(r[i])).Append(Wide(h)).Max()).ToList();
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(heads))
        {
            for (var i = 0; i < row.Count; i++)
            {
                var pad = new string(' ', widths[i] - Wide(row[i]));
                text.Append(i == 0 ? "" : "  ").Append(i < words ? row[i] + pad : pad + row[i]);
            }

            text.Length = text.ToString().TrimEnd().Length;
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>One line.</summary>
    public static void Say(StringBuilder text, string line) => text.Append(line).Append('\n');

    public static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    // Chinese letters are two columns wide.
    private static int Wide(string text) => text.Sum(c => c is >= '⺀' and <= '￠' ? 2 : 1);
}
