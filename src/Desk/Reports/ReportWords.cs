// The names that documents of the desk use, as words in both languages.
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;

namespace Tokenbourse.Desk.Reports;

/// <summary>Names of strategies, methods, rules and units in two languages. What is not known here is shown as it
/// stands, as a quotation.</summary>
internal static class ReportWords
{
    private static readonly Dictionary<string, string> _names = new(StringComparer.Ordinal)
    {
        // Strategies.
        ["none"] = "不套保",
        ["strip"] = "逐月套保",
        ["stack and roll"] = "近月堆叠展期",
        ["cross hedge"] = "交叉套保",
        ["prepay"] = "预付锁价",
        // How a hedge ratio was found.
        ["by contract"] = "按合同约定",
        ["daily changes"] = "日变动",
        ["weekly changes"] = "周变动",
        ["monthly changes"] = "月变动",
        ["event aligned"] = "按调价事件对齐",
        ["Dimson lags"] = "迪姆森滞后项之和",
        ["error correction"] = "误差修正",
        // Rules of a policy.
        ["band"] = "套保比例区间",
        ["tenor"] = "最长期限",
        ["instrument"] = "可用合约",
        ["open interest"] = "占持仓量比例",
        ["daily volume"] = "占日成交量比例",
        ["liquidity"] = "流动性上限",
        ["over budget"] = "超预算概率",
        ["hedge loss"] = "套保亏损概率",
        ["blackout"] = "禁止交易日",
        ["authority"] = "审批权限",
    };

    private static readonly (string En, string Zh)[] _units =
    [
        ("million standard tokens", "百万标准词元"),
        ("GPU hours", "GPU 小时"),
        ("GPU-hours", "GPU 小时"),
        ("GPU hour", "GPU 小时"),
        ("GPU-hour", "GPU 小时"),
    ];

    /// <summary>A name of the plan, or itself as a quotation.</summary>
    public static Cell Name(string name) =>
        _names.TryGetValue(name, out var zh) ? Cell.Of(new(name, zh)) : Cell.Code(name);

    /// <summary>A name inside a sentence.</summary>
    public static Said Inline(string name) => new(name, _names.GetValueOrDefault(name, name));

    /// <summary>What a method of finding the ratio does.</summary>
    public static Said RatioMethod(string method) =>
        method switch
        {
            "by contract" => new(
                "The price is written on the index by contract; nothing needed to be estimated.",
                "价格按合同与指数挂钩，无须估计。"
            ),
            "daily changes" or "weekly changes" => new(
                "The slope of changes at the frequency of the data, taken when the own price moves often enough.",
                "以数据频率的变动求斜率，适用于自身价格变动足够频繁的情形。"
            ),
            "monthly changes" => new(
                "The slope of changes from month to month: the own price stands still on most days, "
                    + "and shorter changes would "
                    + "draw the slope towards zero.",
                "以逐月变动求斜率：自身价格多数日子不变，更短的变动会使斜率偏向零。"
            ),
            "event aligned" => new(
                "The slope of changes between the days on which the seller changed his list: on "
                    + "other days the own price "
                    + "cannot follow.",
                "以卖方调价日之间的变动求斜率：其他日子自身价格无从跟随。"
            ),
            "Dimson lags" => new(
                "The sum of the slopes on earlier, same and later changes of the index: the own price follows late.",
                "对指数先前、同期与其后变动的斜率求和：自身价格滞后跟随。"
            ),
            "error correction" => new(
                "The slope of the long-run relation towards which the own price returns.",
                "自身价格所回归的长期关系的斜率。"
            ),
            _ => new("No slope could be estimated.", "未能估计斜率。"),
        };

    /// <summary>What a strategy is; its particulars are the plan's own words.</summary>
    public static Said Strategy(string name) =>
        name switch
        {
            "none" => new("Nothing is traded; all that is open floats.", "不交易，未套保部分随价格浮动。"),
            "strip" => new(
                "Each month in the futures of that month, held to settlement.",
                "各月使用当月期货并持有至结算。"
            ),
            "stack and roll" => new(
                "Near futures for all months, moved forward before they settle.",
                "以近月期货覆盖全部月份，结算前向后展期。"
            ),
            "cross hedge" => new("Futures of another good that moves alike.", "使用走势相近的另一品种期货。"),
            "prepay" => new("Paid now for later use, at a discount.", "以折扣价预付未来用量。"),
            _ => new(name, name),
        };

    /// <summary>A unit, as <c>CNY per million standard tokens</c>.</summary>
    public static Said Unit(string unit)
    {
        foreach (var (en, zh) in _units)
        {
            if (unit.EndsWith(en, StringComparison.Ordinal))
            {
                var front = unit[..^en.Length];
                return new(
                    unit,
                    front.EndsWith(" per ", StringComparison.Ordinal) ? $"{front[..^5]}/{zh}" : front + zh
                );
            }
        }

        return new(unit, unit);
    }

    /// <summary>Who hedges.</summary>
    public static Said Side(HedgerSide side) =>
        side switch
        {
            HedgerSide.Buyer => new("buyer: a higher price hurts", "买方：涨价不利"),
            HedgerSide.Seller => new("seller: a lower price hurts", "卖方：跌价不利"),
            _ => new("lender: a fall of the index hurts", "贷款方：指数下跌不利"),
        };

    /// <summary>How a price is written.</summary>
    public static Said Basis(PriceBasis basis) =>
        basis switch
        {
            PriceBasis.ListPrice => new("list price", "挂牌价"),
            PriceBasis.IndexLinked => new("index-linked", "挂钩指数"),
            PriceBasis.Fixed => new("fixed", "固定价"),
            _ => new("spot", "现货"),
        };

    /// <summary>How a designation is assessed.</summary>
    public static Said Method(AssessmentMethod method) =>
        method == AssessmentMethod.Regression
            ? new("regression", "回归法")
            : new("cumulative dollar offset", "累计价值变动比率法");
}
