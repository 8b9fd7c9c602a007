// Words of the report in both languages with their meaning.
using Tokenbourse.Desk.Plans;
using static Tokenbourse.Desk.Reports.ReportText;

namespace Tokenbourse.Desk.Reports.Sections;

/// <summary>Glossary.</summary>
internal static class GlossarySection
{
    private static readonly (string En, string Zh, Said Meaning)[] _words =
    [
        (
            "standard token",
            "标准词元",
            new(
                "bundle of input, cached input and output in fixed shares, of one grade",
                "同一等级、按固定比例组成的输入、缓存输入与输出"
            )
        ),
        ("index-equivalent volume", "折算用量", new("own volume in contract units", "以合约单位表示的自身用量")),
        ("exposure", "敞口", new("volume whose price is not fixed yet", "价格尚未固定的用量")),
        (
            "floating share",
            "浮动占比",
            new("share of volume whose price moves with the market", "价格随市场变动的用量占比")
        ),
        ("lot", "手", new("the contract's unit of trading", "合约的交易单位")),
        ("hedge ratio", "套保比例", new("units of futures for one unit of own volume", "每单位自身用量对应的期货数量")),
        ("basis", "基差", new("own price less index", "自身价格减指数")),
        (
            "cost at risk",
            "在险成本",
            new("how far cost may lie above its median at the confidence told", "在所述置信水平下成本高出中位数的幅度")
        ),
        ("expected shortfall", "预期尾部损失", new("mean of what lies beyond that level", "超出该水平部分的均值")),
        ("strip", "逐月套保", new("each month hedged with the futures of that month", "各月以当月期货套保")),
        (
            "stack and roll",
            "近月堆叠展期",
            new("all months hedged in near futures that are moved forward", "以近月期货套保全部月份并逐期展期")
        ),
        ("cross hedge", "交叉套保", new("hedged with futures of another good", "以另一品种期货套保")),
        ("roll", "展期", new("closing a near month and opening a later one", "平近月、开远月")),
        ("margin call", "追加保证金", new("cash that is due after a loss of the day", "当日亏损后应补缴的资金")),
        ("initial margin", "初始保证金", new("cash that is held for a position", "持仓所占用的资金")),
        ("open interest", "持仓量", new("lots that are open", "未平仓手数")),
        ("settlement price", "结算价", new("the day's official price of a month", "某月合约的当日官方价格")),
        ("contango", "正向市场", new("later months dearer than near ones", "远月价格高于近月")),
        ("backwardation", "反向市场", new("later months cheaper than near ones", "远月价格低于近月")),
        (
            "designation",
            "套期指定",
            new("the written declaration with which hedge accounting begins", "套期会计开始时的书面指定文件")
        ),
        (
            "hypothetical derivative",
            "假想衍生工具",
            new(
                "a derivative with the terms of the hedged item, worth zero at designation",
                "条款与被套期项目一致、指定时价值为零的衍生工具"
            )
        ),
        (
            "dollar offset",
            "价值变动比率",
            new(
                "change of the instrument against change of the hypothetical derivative",
                "套期工具与假想衍生工具价值变动之比"
            )
        ),
        (
            "cash-flow hedge reserve",
            "现金流量套期储备",
            new("the part of the instrument's change that waits in equity", "计入权益、待转出的套期工具价值变动")
        ),
        ("other comprehensive income", "其他综合收益", new("income outside profit and loss", "不计入当期损益的收益")),
    ];

    public static ReportSection Of() =>
        new(
            "glossary",
            Say("Glossary", "术语表"),
            [
                new TableBlock(
                    "glossary",
                    Say("Words in both languages", "中英对照"),
                    [Words("English", "英文"), Words("Chinese", "中文"), Words("Meaning", "含义")],
                    [.. _words.Select(w => (IReadOnlyList<Cell>)[Cell.Code(w.En), Cell.Code(w.Zh), Cell.Of(w.Meaning)])]
                ),
            ]
        );
}
