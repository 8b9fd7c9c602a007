// Definitions of the stylised facts and of price impact.
namespace Tokenbourse.Node.Quality;

/// <summary>r: difference of ln m in basis points, m at the end of each second or minute (carried on while a side is
/// empty).</summary>
internal static class ReturnDefinitions
{
    public static IEnumerable<(string Key, DefinedText Text)> All => [.. Facts, .. Impact];

    private static IEnumerable<(string Key, DefinedText Text)> Facts =>
        [
            (
                "returns.deviation",
                new(
                    "Deviation of {0} s returns",
                    "standard deviation of r over {0} session seconds",
                    "{0} 秒收益率标准差",
                    "{0} 个交易秒的 r 的标准差"
                )
            ),
            (
                "returns.kurtosis",
                new(
                    "Excess kurtosis of {0} s returns",
                    "fourth central moment by the squared variance, less 3; falls to 0 as horizons grow where returns "
                        + "become normal",
                    "{0} 秒收益率超额峰度",
                    "四阶中心矩除以方差平方再减 3；随期限增长趋于 0 即趋近正态"
                )
            ),
            (
                "returns.hill",
                new(
                    "Tail index of {0} s returns (Hill)",
                    "one over the mean of ln(|r| / threshold) over the largest 5 % of |r| above zero; "
                        + "markets show about 3; observations: returns in the tail",
                    "{0} 秒收益率尾部指数（Hill）",
                    "|r|（大于零）最大 5 % 的 ln(|r|/阈值) 均值的倒数；真实市场约为 3；观测为尾部个数"
                )
            ),
            (
                "memory.acf_returns",
                new(
                    "Autocorrelation of {0} s returns",
                    "correlation of r with the r before",
                    "{0} 秒收益率自相关",
                    "r 与前一个 r 的相关系数"
                )
            ),
            (
                "memory.acf_sizes",
                new(
                    "Autocorrelation of |{0} s returns|",
                    "correlation of |r| with the |r| before: above zero where volatility clusters",
                    "|{0} 秒收益率| 自相关",
                    "|r| 与前一个 |r| 的相关系数：大于零表示波动聚集"
                )
            ),
            (
                "memory.volume_volatility",
                new(
                    "Volume and volatility, {0} min",
                    "correlation of lots traded and |r| over {0} session minutes",
                    "成交量与波动，{0} 分钟",
                    "{0} 个交易分钟的成交手数与 |r| 的相关系数"
                )
            ),
            (
                "walk.variance_ratio",
                new(
                    "Variance ratio, q = {0}",
                    "variance of {0}-minute returns (overlapping) by {0} times the 1-minute one; 1 for a random walk",
                    "方差比，q = {0}",
                    "{0} 分钟收益率（重叠）方差除以 {0} 倍的 1 分钟方差；随机游走为 1"
                )
            ),
            (
                "walk.variance_ratio_z",
                new(
                    "Lo–MacKinlay z*, q = {0}",
                    "(VR − 1) by its error that is robust to changing variance; beyond ±1.96: not a random walk at 5 %",
                    "Lo–MacKinlay z*，q = {0}",
                    "(VR − 1) 除以异方差稳健标准误；超过 ±1.96 则在 5 % 水平拒绝随机游走"
                )
            ),
        ];

    private static IEnumerable<(string Key, DefinedText Text)> Impact =>
        [
            .. Curve("", "over the order's own message", "在委托自身消息内"),
            .. Curve("_minute", "over a session minute after the order", "在委托之后一个交易分钟内"),
            .. Kyle("", "a + λ · signed lots + e", "a + λ·带符号手数 + e"),
            .. Kyle("_root", "a + λ · sign · √|signed lots| + e", "a + λ·符号·√|带符号手数| + e"),
            (
                "impact.amihud",
                new(
                    "Amihud's ratio",
                    "mean over session minutes with trades of |r| by price × lots traded, times 1,000,000; a stream "
                        + "has no money, so the value is in tick-lots",
                    "Amihud 比率",
                    "有成交的交易分钟内 |r| 除以（价格×成交手数）的均值，乘 1,000,000；委托流没有货币，故以价位×手计"
                )
            ),
        ];

    private static IEnumerable<(string Key, DefinedText Text)> Curve(string suffix, string when, string inChinese) =>
        [
            (
                "impact.square_root" + suffix,
                new(
                    $"Square-root factor, {when}",
                    $"c of D(m after − m before) = c √lots {when}, least squares over the bins of the curve by their "
                        + "orders; observations: bins",
                    $"平方根系数（{inChinese}）",
                    $"D(之后 m − 之前 m) = c √手数 的 c，{inChinese}，对曲线各组按委托数加权最小二乘；观测为组数"
                )
            ),
            (
                "impact.square_root_explained" + suffix,
                new(
                    $"Explained by the square root, {when}",
                    "R² of that fit around the weighted mean; below zero: worse than a constant",
                    $"平方根拟合 R²（{inChinese}）",
                    "该拟合相对加权均值的 R²；小于零表示不如常数"
                )
            ),
            (
                "impact.exponent" + suffix,
                new(
                    $"Exponent of impact, {when}",
                    "slope of ln move on ln lots over bins with a move above zero; 0.5 is the square-root law",
                    $"冲击指数（{inChinese}）",
                    "ln 变动对 ln 手数的斜率（变动大于零的组）；0.5 即平方根律"
                )
            ),
        ];

    private static IEnumerable<(string Key, DefinedText Text)> Kyle(string suffix, string form, string inChinese)
    {
        var root = suffix.Length > 0 ? " (√)" : "";
        yield return (
            "impact.kyle" + suffix,
            new(
                $"Kyle's λ{root}",
                $"Δm = {form} over session minutes, least squares",
                $"Kyle λ{root}",
                $"Δm = {inChinese}，按交易分钟，最小二乘"
            )
        );
        foreach (var (key, name, zh) in new[] { ("low", "lower end", "下界"), ("high", "upper end", "上界") })
        {
            yield return (
                $"impact.kyle_{key}{suffix}",
                new(
                    $"Kyle's λ{root}, {name}",
                    "of the 95 % interval with Newey–West errors, floor(4 (n/100)^(2/9)) lags",
                    $"Kyle λ{root} {zh}",
                    "95 % 区间，Newey–West 标准误，滞后 floor(4 (n/100)^(2/9))"
                )
            );
        }

        yield return (
            "impact.kyle_explained" + suffix,
            new($"Explained by flow{root}", "R² of that line", $"订单流解释度{root}", "该直线的 R²")
        );
    }
}
