// The words of the quality pages in both languages, definitions apart.
using System.Globalization;
using Tokenbourse.Sim.Quality;

namespace Tokenbourse.Node.Quality;

/// <summary>One language: each word is given in both and the language picks.</summary>
internal sealed class QualityWords(bool chinese)
{
    public static QualityWords English { get; } = new(false);

    public static QualityWords Chinese { get; } = new(true);

    public string Code => Pick("en", "zh-CN");

    public string File => Pick("quality.en.html", "quality.zh.html");

    public QualityWords Other => chinese ? English : Chinese;

    public string Title => Pick("Market quality of a simulated day", "模拟交易日的市场质量");

    /// <summary>Kept in both languages, so that nobody can miss it.</summary>
    public string Stamp => Pick("SIMULATED", "SIMULATED · 模拟数据");

    public string Notice =>
        Pick(
            "SIMULATED: seeded orders from a generator, or from a file, driven through the exchange's own matching "
                + "engine. No person traded, no money moved; these figures describe the stream and the engine, "
                + "not a real market.",
            "SIMULATED（模拟数据）：由随机种子生成（或来自文件）的委托，经由交易所自身的撮合引擎处理。"
                + "没有真人交易，没有资金往来；这些数字描述的是该委托流与撮合引擎，而不是真实市场。"
        );

    public string Switch => Pick("English", "简体中文");

    /// <summary>How messages become time.</summary>
    public string Clock(DayPlan plan) =>
        Pick(
            $"A stream has no clock. Its {Shown.Number(plan.Messages)} messages are spread evenly over {plan.Minutes} "
                + $"session minutes by message number ({Shown.Number((double)plan.Messages / plan.Seconds)} a second), "
                + "so a weight by messages is a weight by time. Depth, cost and queues are looked at once each "
                + "session second.",
            $"委托流没有时钟。{Shown.Number(plan.Messages)} 条消息按消息序号均匀分布在 {plan.Minutes} 个交易分钟内"
                + $"（每秒 {Shown.Number((double)plan.Messages / plan.Seconds)} 条），因此按消息加权即按时间加权。"
                + "深度、成交成本和排队长度每个交易秒取样一次。"
        );

    /// <summary>The letters of the definitions.</summary>
    public string Notation =>
        Pick(
            "Letters: a best ask, b best bid, m = (a + b)/2, p mean price of an incoming order's fills, D = 1 for a "
                + "buyer and −1 for a seller, r = difference of ln m in basis points (m is carried on while a side is "
                + "empty). A trade is all fills of one incoming order.",
            "符号：a 最优卖价，b 最优买价，m = (a + b)/2，p 主动委托各笔成交的均价，D 买方为 1、卖方为 −1，"
                + "r = ln m 之差（基点；一侧为空时沿用前值 m）。一次成交指同一主动委托的全部成交。"
        );

    public string Group(string group) =>
        group switch
        {
            "spread" => Pick("Spread", "价差"),
            "depth" => Pick("Depth, cost to trade, queues", "深度、成交成本与排队"),
            "activity" => Pick("Activity and trade sizes", "活跃度与成交规模"),
            "resiliency" => Pick("Resiliency", "恢复力"),
            "orders" => Pick("Order lifetimes", "委托存续时间"),
            "returns" => Pick("Returns: tails and the way to the normal curve", "收益率：厚尾与趋近正态"),
            "memory" => Pick("Memory: autocorrelation, clustering, volume", "记忆性：自相关、波动聚集与成交量"),
            "walk" => Pick("Variance ratios", "方差比"),
            _ => Pick("Price impact", "价格冲击"),
        };

    public string Unit(string unit) =>
        unit switch
        {
            "ticks" => Pick("ticks", "最小变动价位"),
            "bp" => Pick("basis points", "基点"),
            "share" => Pick("share (0 to 1)", "比例（0 至 1）"),
            "lots" => Pick("lots", "手"),
            "orders" => Pick("orders", "笔委托"),
            "fills" => Pick("fills", "笔成交"),
            "ratio" => Pick("messages per trade", "消息/成交"),
            "messages" => Pick("messages", "条消息"),
            "seconds" => Pick("session seconds", "交易秒"),
            "ticks_per_lot" => Pick("ticks per lot", "价位/手"),
            "ticks_per_root_lot" => Pick("ticks per √lot", "价位/√手"),
            "bp_per_million" => Pick("bp per million tick-lots", "基点/百万（价位×手）"),
            "minute" => Pick("session minute", "交易分钟"),
            "lag_minutes" => Pick("lag, minutes", "滞后（分钟）"),
            "deviations" => Pick("standard deviations", "标准差"),
            "correlation" => Pick("correlation", "相关系数"),
            _ => Pick("number", "数值"),
        };

    public string Reason(Blank blank) =>
        blank switch
        {
            Blank.NothingObserved => Pick("nothing was observed", "没有观测值"),
            Blank.TooFew => Pick("too few observations", "观测值太少"),
            Blank.AllEqual => Pick("all values are equal", "所有值相等"),
            Blank.CovarianceNotBelowZero => Pick("the covariance is not below zero", "协方差不小于零"),
            Blank.DoesNotDecay => Pick("the gap does not close in the time looked at", "缺口在观察期内未收敛"),
            Blank.NotAboveZero => Pick("too few values above zero", "大于零的值太少"),
            _ => "",
        };

    public string Figure => Pick("Figure", "指标");

    public string Value => Pick("Value", "数值");

    public string UnitHead => Pick("Unit", "单位");

    public string Observations => Pick("Observations", "观测数");

    public string Definition => Pick("Definition", "定义");

    public string BlankMark => Pick("blank: ", "空白：");

    public string Minutes => Pick("By session minute (figures)", "按交易分钟（数据）");

    public string Made => Pick("Made by", "生成命令");

    public string Stream(ReportStream s) =>
        Pick(
            $"Stream: shape {s.Shape}, seed {s.Seed}, {Shown.Number(s.Loading)} records fill {s.Instruments} books, "
                + $"{Shown.Number(s.Messages)} messages, instrument {s.Instrument} is watched; digest {s.Digest}, "
                + $"records check (CRC-32C) {s.RecordsCheck}.",
            $"委托流：形态 {s.Shape}，种子 {s.Seed}，{Shown.Number(s.Loading)} 条记录填充 {s.Instruments} 个订单簿，"
                + $"{Shown.Number(s.Messages)} 条消息，观察合约 {s.Instrument}；摘要 {s.Digest}，"
                + $"记录校验（CRC-32C）{s.RecordsCheck}。"
        );

    public string Data =>
        Pick(
            "All numbers and curves, to six significant digits: quality.json. The same stream gives the same bytes.",
            "全部数字与曲线（六位有效数字）见 quality.json。同一委托流得到完全相同的字节。"
        );

    /// <summary>The one that this language says.</summary>
    public string Pick(string english, string inChinese) => chinese ? inChinese : english;

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
