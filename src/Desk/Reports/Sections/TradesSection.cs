// Trades of the journal and the months that they were allocated to.
using static Tokenbourse.Desk.Reports.ReportText;

namespace Tokenbourse.Desk.Reports.Sections;

/// <summary>Trades and allocation.</summary>
internal static class TradesSection
{
    public static ReportSection Of(ReportSource source)
    {
        var trades = source.Trades;
        if (trades.Count == 0)
            return new("trades", Say("Trades", "成交"), [Plain("The journal holds no trade.", "日志中没有成交。")]);
        var f = source.Figures;
        var table = new TableBlock(
            "trades",
            Say(
                $"Trades and allocation, prices in {source.Quote.En}, fees at the market's rate in "
                    + $"{source.Plan.Market.Currency}",
                $"成交与分配，价格单位 {source.Quote.Zh}，按市场费率计算的费用，单位 {source.Plan.Market.Currency}"
            ),
            [
                Words("Day", "日期"),
                Words("Futures", "期货"),
                Words("For month", "分配月份"),
                Numbers("Lots", "手数"),
                Numbers("Price", "价格"),
                Numbers("Fee", "费用"),
                Words("Trade", "成交编号"),
                Words("Proposed and agreed by", "提议人与审批人"),
            ],
            [
                .. trades.Select(t =>
                    (IReadOnlyList<Cell>)
                        [
                            Cell.Code(t.Day),
                            Cell.Code(t.Symbol),
                            Cell.Code(t.Month),
                            ReportFigures.Count(t.Lots),
                            f.Price(t.Price),
                            ReportFigures.Fixed(Fee(t), 2),
                            Cell.Code(t.Reference),
                            Cell.Code(t.Persons),
                        ]
                ),
            ],
            [
                Word("Together", "合计"),
                Cell.Absent,
                Cell.Absent,
                ReportFigures.Count(trades.Sum(t => t.Lots)),
                Cell.Absent,
                ReportFigures.Fixed(trades.Sum(Fee), 2),
                Cell.Absent,
                Cell.Absent,
            ]
        );
        return new("trades", Say("Trades", "成交"), [table]);

        decimal Fee(ReportTrade t) =>
            Math.Abs(t.Lots)
            * (source.Plan.Market.FeePerLot + (source.Plan.Market.LotSize * t.Price * source.Plan.Market.FeeRate));
    }
}
