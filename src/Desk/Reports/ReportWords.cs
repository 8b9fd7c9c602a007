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
        ["none possible"] = "无法估计",
        ["daily changes"] = "日变动",
        ["weekly changes"] = "周变动",
        ["monthly changes"] = "月变动",
        ["event changes"] = "按调价事件对齐的变动",
        ["event aligned"] = "按调价事件对齐的变动",
        ["event-aligned changes"] = "按调价事件对齐的变动",
        ["dimson"] = "迪姆森滞后项之和",
        ["Dimson lags"] = "迪姆森滞后项之和",
        ["error correction"] = "误差修正斜率",
        ["index-linked"] = "按指数约定，比例为合同所定",
        // Rules of a policy.
        ["band"] = "套保比例区间",
        ["tenor"] = "最长期限",
        ["months"] = "最长期限",
        ["contract"] = "可用合约",
        ["open interest"] = "占持仓量比例",
        ["daily volume"] = "占日成交量比例",
        ["liquidity"] = "流动性上限",
        ["over budget"] = "超预算概率",
        ["hedge loss"] = "套保亏损概率",
        ["blackout"] = "禁止交易日",
        ["approval"] = "审批",
        ["approvers"] = "审批人数",
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
