// Spreads, shortage, inference, carry and history as tables of text.
using System.Text;
using Tokenbourse.Analytics.Curves;

namespace Tokenbourse.Node.Curves;

/// <summary>Below the head of <see cref="CurveText"/>.</summary>
internal static class CurveTables
{
    /// <summary>Diagonal: settlements; below it near less far; above it the score of the same pair.</summary>
    public static string Matrix(CurveSpreadsShape spreads, CurveAnalyticsShape whole, CurveWords words)
    {
        var names = spreads.Contracts;
        var pairs = spreads.Spreads.ToDictionary(s => (s.Near, s.Far));
        var rows = names.Select(
            (row, i) =>
                (IReadOnlyList<string>)
                    [
                        row,
                        .. names.Select(
                            (column, j) =>
                                i == j ? whole.Months[i].Settlement
                                : i > j ? pairs[(column, row)].Price
                                : pairs[(row, column)].Z ?? "·"
                        ),
                    ]
        );
        var text = new StringBuilder(CurveText.Columns(["", .. names], [.. rows], 1));
        var few = spreads.Spreads.Count(s => s.Z is null);
        var under = words.Say(
            $"below the diagonal near less far, above it the z-score over {spreads.Window} days",
            $"对角线下：近月减远月；上：{spreads.Window} 天 z 值"
        );
        CurveText.Say(text, $"\n{under}");
        if (few > 0)
        {
            var said = words.Say(
                $"· {few} pairs have not enough history ({spreads.LeastDays} days) or never moved",
                $"· {few} 对历史不足（{spreads.LeastDays} 天）或从未变动"
            );
            CurveText.Say(text, $"{said}");
        }

        if (spreads.Butterflies.Count > 0)
        {
            text.Append('\n');
            string[] heads =
            [
                words.Say("butterfly", "蝶式"),
                words.Say("price", "价格"),
                "z",
                words.Say("days", "天数"),
            ];
            text.Append(
                CurveText.Columns(
                    heads,
                    [
                        .. spreads.Butterflies.Select(b =>
                            (IReadOnlyList<string>)
                                [$"{b.Near} - 2 {b.Middle} + {b.Far}", b.Price, b.Z ?? "·", CurveText.Whole(b.Days)]
                        ),
                    ],
                    1
                )
            );
        }

        return text.ToString();
    }

    public static string Shortage(ShortageMonitor monitor, CurveShortageShape shape, CurveWords words)
    {
        var text = new StringBuilder();
        var of = $"{shape.Available} / {shape.Signs.Count}";
        var state = words.Name(monitor.State).ToUpperInvariant();
        var composite = $"{words.Say("composite", "综合")} {shape.Composite ?? "–"}";
        var available = $"{words.Say("signs available", "可得指标")} {of}";
        CurveText.Say(text, $"{words.Say("shortage monitor", "短缺监测")}: {state}  {composite}  {available}\n");
        string[] heads =
        [
            words.Say("sign", "指标"),
            words.Say("today", "今日"),
            "z",
            words.Say("days", "天数"),
            words.Say("source, or why it is not available", "来源或不可得原因"),
        ];
        var rows = shape.Signs.Select(s =>
            (IReadOnlyList<string>)[s.Name, s.Value ?? "–", s.Z ?? "–", CurveText.Whole(s.Days), s.Why ?? s.Source]
        );
        // The last column holds words, so it is written behind the numbers by hand.
        foreach (var row in rows.Prepend(heads))
            CurveText.Say(text, $"{row[0], -14}{row[1], 12}{row[2], 8}{row[3], 6}  {row[4]}");
        var rule = words.Say(
            "z is robust (median, 1.4826 MAD), above zero tighter than usual; composite: their mean; "
                + "normal < 1 <= tight < 2 <= short",
            "z 为稳健值（中位数、1.4826 MAD），大于零表示比通常更紧；综合为其平均；正常 < 1 ≤ 偏紧 < 2 ≤ 短缺"
        );
        CurveText.Say(text, $"\n{rule}");
        return text.ToString();
    }

    public static string Inference(CurveInferenceShape i, CurveWords words)
    {
        var text = new StringBuilder();
        if (i.Why is { } why)
        {
            CurveText.Say(text, $"{words.Say("no inference spread", "无推理价差")}: {why}");
            return text.ToString();
        }

        CurveText.Say(text, $"u H = {i.Throughput} x {i.Utilisation} M tokens / GPU h ({i.ThroughputSource})");
        CurveText.Say(text, $"heat rate 1 / (u H) = {i.HeatRate} GPU h / M tokens");
        CurveText.Say(text, $"{i.TokenCurrency} / {i.GpuCurrency} = {i.Rate} ({i.RateSource})\n");
        string[] heads =
        [
            words.Say("month", "月份"),
            $"{i.Months[0].Token.Split('-')[0]} {i.TokenCurrency}/M",
            $"{i.Months[0].Gpu.Split('-')[0]} {i.GpuCurrency}/h",
            $"IS {i.GpuCurrency}/M",
            $"IS {i.GpuCurrency}/h",
            "H* M/h",
        ];
        text.Append(
            CurveText.Columns(
                heads,
                [
                    .. i.Months.Select(m =>
                        (IReadOnlyList<string>)[m.Month, m.TokenPrice, m.GpuPrice, m.PerMillion, m.PerHour, m.BreakEven]
                    ),
                ],
                1
            )
        );
        if (i is { TokenLeg: { } token, GpuLeg: { } gpu })
        {
            var title = words.Say(
                $"for {i.Millions} M tokens a month: sell tokens, buy GPU hours (a buyer of tokens the other way)",
                $"每月锁定 {i.Millions} 百万词元：卖出词元、买入 GPU 小时（词元买方反向）"
            );
            CurveText.Say(text, $"\n{title}");
            var left = words.Say("left unhedged", "未对冲余量");
            CurveText.Say(text, $"  {token.Contract}: {token.Lots} lots ({token.Exact}), {left} {token.Left} M tokens");
            CurveText.Say(text, $"  {gpu.Contract}: {gpu.Lots} lots ({gpu.Exact}), {left} {gpu.Left} GPU h");
            var listed = words.Say(
                $"of which {i.Spreads} x {i.Spread} ({i.SpreadTokenLots} : {i.SpreadGpuLots}) as one order",
                $"其中 {i.Spreads} 手 {i.Spread}（{i.SpreadTokenLots} : {i.SpreadGpuLots}）可一笔下单"
            );
            CurveText.Say(text, $"  {listed}");
            var open = words.Say(
                $"the {i.TokenCurrency} of the token leg stays open against {i.GpuCurrency}",
                $"词元腿的 {i.TokenCurrency} 对 {i.GpuCurrency} 的汇率敞口仍在"
            );
            CurveText.Say(text, $"  {open}");
        }

        return text.ToString();
    }

    /// <summary>Roll yield and carry of every neighbouring pair.</summary>
    public static string Carry(CurveState state, CurveWords words) =>
        CurveText.Columns(
            [
                words.Say("pair", "合约对"),
                words.Say("near", "近月"),
                words.Say("far", "远月"),
                words.Say("roll yield %", "展期收益 %"),
                words.Say("carry %", "持有成本 %"),
            ],
            [
                .. state
                    .Adjacent.Concat(state.FromFront.Where(y => state.Adjacent.All(n => n.Pair != y.Pair)))
                    .Select(y =>
                        (IReadOnlyList<string>)
                            [
                                y.Pair,
                                y.Near,
                                y.Far,
                                CurveNumbers.Signed(100 * y.Yield, 1),
                                CurveNumbers.Signed(100 * y.Carry, 1),
                            ]
                    ),
            ],
            3
        );

    /// <summary>One line a settled day.</summary>
    public static string History(IReadOnlyList<CurvePastShape> days, CurveWords words) =>
        CurveText.Columns(
            [
                words.Say("day", "日期"),
                words.Say("shape", "形态"),
                words.Say("pairs falling %", "下降对 %"),
                words.Say("front %", "近端 %"),
                words.Say("trend %", "趋势 %"),
                words.Say("scarcity %", "稀缺 %"),
            ],
            [
                .. days.Select(d =>
                    (IReadOnlyList<string>)
                        [
                            d.Day,
                            d.Shape,
                            d.BackwardatedPercent ?? "–",
                            d.FrontYieldPercent ?? "–",
                            d.TrendPercent ?? "–",
                            d.ScarcityPercent ?? "–",
                        ]
                ),
            ],
            2
        );
}
