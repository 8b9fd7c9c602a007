// The stylised facts in words: what each says, and the bar that decides.
using Tokenbourse.Sim.Quality;

namespace Tokenbourse.Node.Quality;

/// <summary>A fact as both pages and quality.json tell it.</summary>
internal sealed record ReportFact(
    string Key,
    string Name,
    double? Value,
    double? Bar,
    long Observations,
    string Verdict,
    string Definition
)
{
    public static ReportFact Of(StylisedFact fact, QualityWords words)
    {
        var (name, definition) = FactWords.Of(fact.Key, words);
        return new(
            fact.Key,
            name,
            Rounded(fact.Figure),
            Rounded(fact.Bar),
            fact.Figure.Observations,
            FactWords.Of(fact.Verdict, words),
            definition
        );
    }

    private static double? Rounded(Estimate estimate) => estimate.Value is { } value ? Shown.Rounded(value, 6) : null;
}

/// <summary>Names, definitions and verdicts.</summary>
internal static class FactWords
{
    public static string Heading(QualityWords words) =>
        words.Pick("Stylised facts: which of them this day shows", "典型事实：本日出现了哪些");

    public static string Bar(QualityWords words) => words.Pick("Bar", "界限");

    public static string Seen(QualityWords words) => words.Pick("Seen", "是否出现");

    public static string Of(Verdict verdict, QualityWords words) =>
        verdict switch
        {
            Verdict.Seen => words.Pick("seen", "出现"),
            Verdict.NotSeen => words.Pick("not seen", "未出现"),
            _ => words.Pick("cannot be told", "无法判断"),
        };

    public static (string Name, string Definition) Of(string key, QualityWords words) =>
        key switch
        {
            "heavy_tails" => (
                words.Pick("Heavy tails", "厚尾"),
                words.Pick("excess kurtosis of 1 s returns above 1.96 √(24/n)", "1 秒收益率超额峰度大于 1.96 √(24/n)")
            ),
            "no_memory" => (
                words.Pick("Returns without memory", "收益率无记忆"),
                words.Pick(
                    "autocorrelation of 1-minute returns at lag 1 within ±1.96/√n",
                    "1 分钟收益率一阶自相关在 ±1.96/√n 以内"
                )
            ),
            "clustering" => (
                words.Pick("Volatility clusters", "波动聚集"),
                words.Pick(
                    "autocorrelation of |1-minute returns| at lag 1 above 1.96/√n",
                    "|1 分钟收益率| 一阶自相关大于 1.96/√n"
                )
            ),
            "volume_volatility" => (
                words.Pick("Volume goes with volatility", "量与波动相随"),
                words.Pick(
                    "correlation of lots and |return| by minute above 1.96/√n",
                    "每分钟成交手数与 |收益率| 的相关系数大于 1.96/√n"
                )
            ),
            "aggregation" => (
                words.Pick("Longer returns are more normal", "期限越长越接近正态"),
                words.Pick(
                    "excess kurtosis of 5-minute returns nearer to zero than that of 1 s returns (the bar, above zero)",
                    "5 分钟超额峰度比 1 秒（界限，大于零）更接近零"
                )
            ),
            "concave_impact" => (
                words.Pick("Impact is concave in size", "冲击对规模呈凹形"),
                words.Pick(
                    "exponent of impact over the order's own message above 0 and below 1",
                    "委托自身消息内的冲击指数大于 0 且小于 1"
                )
            ),
            _ => (
                words.Pick("The mid walks at random", "中间价随机游走"),
                words.Pick(
                    "the largest |z*| of the variance ratios (q = 2, 4, 8, 16) within 1.96",
                    "方差比（q = 2、4、8、16）最大的 |z*| 不超过 1.96"
                )
            ),
        };
}
