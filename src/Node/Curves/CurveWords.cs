// The words of the curve's state in English and Chinese.
using Tokenbourse.Analytics.Curves;

namespace Tokenbourse.Node.Curves;

/// <summary>One language.</summary>
internal sealed record CurveWords(bool Chinese)
{
    /// <summary>The languages that a verb takes.</summary>
    public static readonly string[] Languages = ["en", "zh"];

    public static CurveWords Of(string language) => new(language == "zh");

    public string Simulated => Say("SIMULATED: no prices of a real market", "模拟：并非真实市场的价格");

    /// <summary>The shape's name.</summary>
    public string Name(SlopeName slope) =>
        slope switch
        {
            SlopeName.Single => Say("one month: no shape", "仅一个月份：无形态"),
            SlopeName.Flat => Say("flat", "持平"),
            SlopeName.Contango => Say("contango", "远月升水"),
            SlopeName.Backwardation => Say("backwardation", "远月贴水"),
            _ => Say("mixed", "涨跌互现"),
        };

    /// <summary>What the shape means for a good that cannot be stored and gets cheaper by itself.</summary>
    public string Meaning(SlopeName slope) =>
        slope switch
        {
            SlopeName.Contango => Say(
                "Later months cost more: the market expects a shortage, for the good itself gets cheaper with time.",
                "远月更贵：商品本身随时间降价，因此市场预期短缺。"
            ),
            SlopeName.Backwardation => Say(
                "Near months cost more. A falling curve is the normal state here; only what exceeds the usual decline "
                    + "speaks of overheated demand or disrupted supply.",
                "近月更贵。下降的曲线在此是常态；只有超过通常降价速度的部分才表示需求过热或供给中断。"
            ),
            SlopeName.Mixed => Say(
                "The curve rises in places and falls in others: look at the pairs.",
                "曲线有升有降：请逐对查看。"
            ),
            SlopeName.Flat => Say(
                "All months cost the same: the market expects none of the usual decline.",
                "各月同价：市场预期不出现通常的降价。"
            ),
            _ => "",
        };

    /// <summary>What the split says.</summary>
    public string Meaning(ScarcityReading reading) =>
        reading switch
        {
            ScarcityReading.ScarceNow => Say(
                "Near months cost more than the usual decline explains: demand overheats or supply is disrupted now.",
                "近月价格高于通常降价所能解释的水平：当前需求过热或供给中断。"
            ),
            ScarcityReading.ShortageExpected => Say(
                "Later months cost more than the usual decline explains: a shortage is expected.",
                "远月价格高于通常降价所能解释的水平：预期出现短缺。"
            ),
            _ => Say(
                "The front falls as prices fall anyway: no sign of scarcity beyond the noise.",
                "近端的下降与通常降价一致：除噪声外无稀缺迹象。"
            ),
        };

    public string Trend(CurveTrend trend) =>
        trend.Source == TrendSource.FarContracts
            ? Say($"from {trend.Points} contracts beyond half a year", $"取自半年以外的 {trend.Points} 个合约")
            : Say($"from {trend.Points} days of the index", $"取自指数的 {trend.Points} 天");

    public string Name(Tightness state) =>
        state switch
        {
            Tightness.Normal => Say("normal", "正常"),
            Tightness.Tight => Say("tight", "偏紧"),
            Tightness.Short => Say("short", "短缺"),
            _ => Say("not available", "不可得"),
        };

    /// <summary>The sentence in this language.</summary>
    public string Say(string english, string chinese) => Chinese ? chinese : english;
}
