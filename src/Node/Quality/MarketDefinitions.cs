// Definitions of spreads, depth, activity, resiliency and lifetimes.
namespace Tokenbourse.Node.Quality;

/// <summary>Keys are group and key of a figure. a: best ask, b: best bid, m: their middle, p: mean price of an
/// incoming order's fills, D: 1 for a buyer and -1 for a seller.</summary>
internal static class MarketDefinitions
{
    public static IEnumerable<(string Key, DefinedText Text)> All => [.. Spreads, .. Depth, .. Activity, .. Rest];

    private static IEnumerable<(string Key, DefinedText Text)> Spreads =>
        [
            (
                "spread.quoted",
                new(
                    "Quoted spread",
                    "a − b after each message, weighted by time, while both sides are there; in basis points of m",
                    "报价价差",
                    "每条消息之后的 a − b，按时间加权，仅计双边均有报价时；基点以 m 为基准"
                )
            ),
            (
                "spread.effective",
                new(
                    "Effective spread",
                    "2D(p − m), m before the order; weighted by lots; one observation an incoming order that traded",
                    "有效价差",
                    "2D(p − m)，m 取委托到达之前；按手数加权；每笔成交的主动委托为一个观测"
                )
            ),
            (
                "spread.effective_equal",
                new(
                    "Effective spread, orders equal",
                    "the same, each order weighted alike",
                    "有效价差（等权）",
                    "同上，每笔委托等权"
                )
            ),
            (
                "spread.realised",
                new(
                    "Realised spread after {0} messages",
                    "2D(p − m after {0} messages), weighted by lots: what the resting side keeps",
                    "{0} 条消息后的已实现价差",
                    "2D(p − {0} 条消息后的 m)，按手数加权：被动方留下的部分"
                )
            ),
            (
                "spread.impact",
                new(
                    "Price impact after {0} messages",
                    "effective less realised: 2D(m after {0} messages − m before), weighted by lots",
                    "{0} 条消息后的价格冲击",
                    "有效减已实现：2D({0} 条消息后的 m − 之前的 m)，按手数加权"
                )
            ),
            (
                "spread.roll",
                new(
                    "Roll's estimate",
                    "2√−Cov(Δp, Δp before) of successive trades' last prices over the day; "
                        + "blank unless the covariance is below zero",
                    "Roll 估计",
                    "2√−Cov(Δp, 前一 Δp)，取全日相继成交的最后价；协方差不小于零则空白"
                )
            ),
            (
                "spread.roll_valid",
                new(
                    "Minutes in which Roll's estimate exists",
                    "share of session minutes with three price changes or more whose covariance is below zero",
                    "Roll 估计有效的分钟",
                    "至少三次价格变动的交易分钟中协方差小于零的比例"
                )
            ),
            (
                "spread.two_sided",
                new(
                    "Time two-sided",
                    "share of messages after which both sides have an order",
                    "双边报价时间",
                    "双边均有委托的消息（时间）比例"
                )
            ),
        ];

    private static IEnumerable<(string Key, DefinedText Text)> Depth =>
        [
            (
                "depth.depth_best",
                new(
                    "Depth at best",
                    "visible lots at the best price, mean of both sides",
                    "最优价深度",
                    "最优价可见手数，双边平均"
                )
            ),
            (
                "depth.depth_levels",
                new(
                    "Depth, first {0} prices",
                    "visible lots at the first {0} prices that have orders, mean of both sides",
                    "前 {0} 档深度",
                    "前 {0} 个有委托价位的可见手数，双边平均"
                )
            ),
            (
                "depth.depth_ticks",
                new(
                    "Depth within {0} ticks",
                    "visible lots at most {0} ticks behind the side's best price, mean of both sides",
                    "{0} 个价位以内的深度",
                    "距本方最优价不超过 {0} 个价位的可见手数，双边平均"
                )
            ),
            (
                "depth.cost",
                new(
                    "Cost to trade {0} lot(s)",
                    "mean price of taking so many lots from the ladder, less m (a sale: m less it); "
                        + "both sides; left out when they are not there",
                    "成交 {0} 手的成本",
                    "从订单簿吃掉 {0} 手的均价减 m（卖出则反之）；双边；数量不足时不计"
                )
            ),
            (
                "depth.queue_mean",
                new(
                    "Queue at best, mean",
                    "orders at the best price of a side",
                    "最优价排队均值",
                    "一方最优价上的委托笔数"
                )
            ),
            (
                "depth.queue_quantile",
                new(
                    "Queue at best, {0} %",
                    "at most so many orders in {0} % of looks",
                    "最优价排队 {0} % 分位",
                    "{0} % 的取样中不超过此笔数"
                )
            ),
        ];

    private static IEnumerable<(string Key, DefinedText Text)> Activity =>
        [
            (
                "activity.takes",
                new(
                    "Trades",
                    "incoming orders that traded; all fills of one order are one trade",
                    "成交次数",
                    "发生成交的主动委托；同一委托的全部成交计一次"
                )
            ),
            ("activity.fills", new("Fills", "pairs of orders that met", "撮合笔数", "相遇的委托对数")),
            ("activity.volume", new("Volume", "lots traded, one side", "成交量", "成交手数（单边）")),
            (
                "activity.order_to_trade",
                new(
                    "Order-to-trade ratio",
                    "messages (new, cancel, amend, refused ones included) by trades",
                    "委托成交比",
                    "消息数（新增、撤单、改单，含被拒）除以成交次数"
                )
            ),
            (
                "activity.cancel_ratio",
                new("Cancel ratio", "cancels taken by new orders taken", "撤单率", "有效撤单除以有效新委托")
            ),
            (
                "activity.cancel_resting",
                new(
                    "Cancel ratio of day orders",
                    "cancels taken by new orders taken that may rest",
                    "当日委托撤单率",
                    "有效撤单除以可挂单的有效新委托"
                )
            ),
            (
                "activity.refused",
                new("Refused", "share of messages that the book refused", "被拒比例", "被拒消息的比例")
            ),
            ("activity.trade_mean", new("Trade size, mean", "lots of a trade", "成交规模均值", "每次成交的手数")),
            (
                "activity.trade_quantile",
                new(
                    "Trade size, {0} %",
                    "{0} % of trades have at most so many lots",
                    "成交规模 {0} % 分位",
                    "{0} % 的成交不超过此手数"
                )
            ),
        ];

    private static IEnumerable<(string Key, DefinedText Text)> Rest =>
        [
            (
                "resiliency.half_life",
                new(
                    "Half-life of the gap, mean curve",
                    "after a trade that takes at least half of the best level's lots: where the mean gap "
                        + "(spread less its running mean of a session minute) is first half of what it was at once",
                    "缺口半衰期（均值曲线）",
                    "成交吃掉最优价一半以上手数之后，平均缺口（价差减其一分钟滑动均值）首次降至初值一半之处"
                )
            ),
            (
                "resiliency.half_life_ar",
                new(
                    "Half-life of the gap, AR(1)",
                    "−10 ln 2 / ln φ, φ of the gap on itself 10 messages earlier over 200 messages after such a trade; "
                        + "observations are pairs",
                    "缺口半衰期（AR(1)）",
                    "−10 ln 2 / ln φ，φ 为此类成交后 200 条消息内缺口对 10 条消息前自身的回归系数；观测为配对数"
                )
            ),
            (
                "resiliency.first_gap",
                new("Gap at once", "mean gap right after such a trade", "初始缺口", "此类成交之后即刻的平均缺口")
            ),
            (
                "resiliency.recovered",
                new(
                    "Closed after {0} s",
                    "share of the first mean gap closed {0} session seconds later; above 1: narrower than usual",
                    "{0} 秒后恢复",
                    "{0} 个交易秒后已弥合的初始平均缺口比例；大于 1 表示比平常更窄"
                )
            ),
            (
                "orders.life_filled",
                new(
                    "Life of filled orders, {0} %",
                    "from entering the book to the last fill; orders of the loading left out; below a session second: "
                        + "message numbers times seconds a message",
                    "全部成交委托的存续 {0} % 分位",
                    "从进入订单簿到最后一笔成交；不含填充委托；时间由消息序号折算"
                )
            ),
            (
                "orders.life_cancelled",
                new(
                    "Life of cancelled orders, {0} %",
                    "from entering the book to leaving it with untraded lots",
                    "撤销委托的存续 {0} % 分位",
                    "从进入订单簿到带着未成交手数离开"
                )
            ),
            (
                "orders.still_resting",
                new(
                    "Still resting at the end",
                    "orders of the day whose life was cut off by its end",
                    "收盘仍在簿",
                    "存续被收盘截断的当日委托"
                )
            ),
        ];
}
