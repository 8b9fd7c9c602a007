// The rules that documents and bills are held to, in Chinese, and the nearest value that a rule would take.
using System.Globalization;
using System.Text.RegularExpressions;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;

namespace Tokenbourse.Desk.Pages;

/// <summary>Words of rules. A rule that is not known here is told as it stands.</summary>
public static partial class RuleWords
{
    private static readonly (Regex Rule, string Zh)[] _rules =
    [
        .. new[]
        {
            (@"must be from (\S+) to (\S+)", "须在 $1 至 $2 之间"),
            (@"must be from (\S+) to (\S+) times the last month", "须为上一账单月的 $1 至 $2 倍"),
            (@"must be (\d+) to (\d+) characters", "长度须为 $1 至 $2 个字符"),
            ("must be a currency code of three letters.*", "须为三个字母的币种代码（有金额时必填）"),
            ("must be a contract's code, as TK", "须为合约代码，例如 TK"),
            ("must be a contract of rulebook/contracts", "须为规则手册中已有的合约"),
            ("must be above zero, or null", "须大于零，或留空"),
            ("must be above zero", "须大于零"),
            ("must be above 0 to 1 with method factor, else null", "采用系数法时须大于 0 且不超过 1，否则留空"),
            ("must be an item's name, or \\*", "须为项目名称，或 *"),
            (
                "must be price, standard token, factor",
                "须为 price（按价格）、standard token（标准词元）或 factor（系数）"
            ),
            ("must be flat, monthly, s-curve", "须为 flat（持平）、monthly（按月复合）或 s-curve（S 形曲线）"),
            ("must be null unless the method is factor", "仅系数法可填，否则留空"),
            ("must be null unless the price is index-linked", "仅指数联动定价可填，否则留空"),
            ("must be null unless the curve is s-curve", "仅 S 形曲线可填，否则留空"),
            ("must be null unless a lender hedges", "仅贷款方可填，否则留空"),
            ("must be given by a lender", "贷款方必须填写"),
            ("must be flat for a lender.*", "贷款方须为 flat：用量由约定条款确定"),
            ("must not exceed monthlyGrowth, nor that highGrowth", "低情景增速不得高于基准，基准不得高于高情景"),
            ("must be 0 with a flat curve", "持平曲线的增速须为 0"),
            ("must be entered once", "同一月份只能填写一次"),
            ("must not be below zero( for the method price)?", "不得小于零"),
            ("must lie between low and high", "须介于低情景与高情景之间"),
            (@"must lie from (\S+) to (\S+); not used", "须在 $1 至 $2 之间；未采用"),
            ("must be named by a line of the mapping", "映射表中没有该项目"),
            ("must be told for the method price", "按价格折算时必须有金额"),
            (
                @"must have a tokenizer that (.+) knows, or method price",
                "该模型的分词器不在标准词元版本 $1 中；请改用按价格折算"
            ),
            (@"must be (\S+), or USD or CNY with a rate of that month", "须为 $1，或当月有汇率的美元、人民币"),
            (@"must be a month in which (\S+) was printed", "当月 $1 没有发布"),
            ("must be billed: it lies between billed months", "前后月份都有账单，该月缺账单"),
            ("must be billed: it is over; .*", "该月已结束但没有账单：增长照算，实际用量未知"),
            (@"must be over by (\S+): shown, no base of the forecast", "截至 $1 该月尚未结束：仅展示，不作预测基准"),
            ("must be entered by hand: no billed month could be used", "没有可用的账单月份，须手工填写"),
            ("must come from a billed month; without one, all floats", "须来自账单月份；没有账单时视为全部浮动"),
            ("must be an item of the last billed month", "须为最近一个账单月中的项目"),
            (
                @"must be a contract on (.+): hours and tokens are not added up",
                "GPU 小时与词元不能相加，须换用另一类合约"
            ),
            (@"must be a whole number from 0 to (\d+)", "须为 0 至 $1 的整数"),
            (
                @"must be a quantity from 0 that is a whole number of tokens, at most (\d+)",
                "须为不小于 0 的整数词元数，至多 $1"
            ),
            ("must be a moment, ISO 8601.*", "须为 2020 至 2099 年间的 ISO 8601 时间（无时区按 UTC）"),
            (@"must be a number from (\S+) to (\S+)", "须为 $1 至 $2 之间的数"),
            ("must be a unit of tokens that token_units.csv knows", "不认识的计量单位"),
            ("must be a meter that token_skus.csv knows", "不认识的计费项目（SKU）"),
            (@"must not exceed (\S+), which holds it", "不得超过包含它的 $1"),
            (@"must be a date,? yyyy-MM-dd", "须为日期，格式 yyyy-MM-dd"),
            (@"must be of a known shape: (.+)", "不是可识别的用量文件；可识别的格式：$1"),
            ("must be readable|must be a file that can be (opened|read).*", "文件无法读取"),
            (@"must have the columns? (.+)", "缺少列：$1"),
            ("must be a file whose header names its columns.*", "首行须为列名"),
            (@"(\S+): waits for the answer to an earlier order", "$1：等待前一委托的回报"),
            (@"(\S+): is not listed any more; (\S+) lots stay open", "$1：已摘牌，剩余 $2 手未成交"),
            (@"(\S+): (\S+); orders are sent in continuous trading only", "$1：当前阶段 $2；仅在连续交易时段下单"),
            (
                @"(\S+): (\S+) lots a day are allowed and done; (\S+) are left for the next trading days",
                "$1：每日限额 $2 手已用完，余 $3 手留待后续交易日"
            ),
            (
                @"(\S+): buy (\S+) at (\S+) or better: (\S+) filled(?: at (\S+))?, (.+)",
                "$1：买入 $2 手，限价 $3；成交 $4 手，状态 $6"
            ),
            (
                @"(\S+): sell (\S+) at (\S+) or better: (\S+) filled(?: at (\S+))?, (.+)",
                "$1：卖出 $2 手，限价 $3；成交 $4 手，状态 $6"
            ),
            (@"(\S+): the plan knows no price", "$1：方案中没有价格"),
            ("must be whole; the file is cut off or damaged.*", "文件不完整或已损坏"),
        }.Select(r => (new Regex($"^(?:{r.Item1})$", RegexOptions.CultureInvariant), r.Item2)),
    ];

    /// <summary>A rule in both languages.</summary>
    public static Said Of(string rule)
    {
        foreach (var (known, zh) in _rules)
        {
            var match = known.Match(rule);
            if (match.Success)
                return new(rule, match.Result(zh));
        }

        return new(rule, rule);
    }

    /// <summary>A fault of a document or a bill as a page shows it.</summary>
    public static DeskFault Of(string code, ExposureFault fault) =>
        new(
            code,
            Of(fault.Rule),
            fault.Where.StartsWith('$') ? fault.Where : $"{fault.Where} {fault.Field}".Trim(),
            fault.Value,
            fault.Rule.StartsWith("must ", StringComparison.Ordinal) ? fault.Rule["must ".Length..] : fault.Rule,
            Nearest(fault)
        );

    private static string? Nearest(ExposureFault fault)
    {
        var range = Range().Match(fault.Rule);
        var given = decimal.TryParse(fault.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var value);
        if (range.Success && given)
        {
            var low = decimal.Parse(range.Groups[1].Value, CultureInfo.InvariantCulture);
            var high = decimal.Parse(range.Groups[2].Value, CultureInfo.InvariantCulture);
            return decimal.Clamp(value, low, high).ToString(CultureInfo.InvariantCulture);
        }

        return fault.Rule.StartsWith("must not be below zero", StringComparison.Ordinal) ? "0" : null;
    }

    [GeneratedRegex(@"^must be(?: a number)? from (-?[\d.]+) to (-?[\d.]+)")]
    private static partial Regex Range();
}
