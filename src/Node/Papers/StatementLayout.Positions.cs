// The tables of what is held at the close and of what ended that day.
namespace Tokenbourse.Node.Papers;

internal static partial class StatementLayout
{
    private static TableSection Expired(PaperCurrency c, bool house) =>
        With(
            house,
            new(
                Title("Final Settlement", "到期现金交割", c),
                [
                    new(new("Product", "品种")),
                    new(new("Instrument", "合约")),
                    new(new("Open Date", "开仓日期")),
                    new(new("Open No.", "开仓序号"), true),
                    new(new("B/S", "买/卖")),
                    new(new("Lots", "手数"), true),
                    new(new("Pos. Open Price", "开仓价"), true),
                    new(new("Prev. Sttl", "昨结算"), true),
                    new(new("Final Price", "最后结算价"), true),
                    new(new("Delivery P/L", "交割盈亏"), true),
                    new(new("P/L by Trade", "逐笔交割盈亏"), true),
                ],
                [
                    .. c.Expired.Select(
                        IReadOnlyList<Say> (r) =>
                            [
                                r.Product,
                                r.Instrument,
                                StatementWords.Date(r.OpenDate),
                                Whole(r.OpenTrade),
                                StatementWords.Side(r.Side),
                                Whole(r.Lots),
                                r.OpenPrice,
                                r.PreviousSettlement,
                                r.FinalPrice,
                                r.DeliveryProfit,
                                r.DeliveryByTrade,
                            ]
                    ),
                ],
                [
                    Total,
                    "",
                    "",
                    "",
                    "",
                    Whole(c.Totals.ExpiredLots),
                    "",
                    "",
                    "",
                    c.Summary.DeliveryProfit,
                    c.ByTrade.DeliveryProfit,
                ]
            ),
            c.Expired.Select(r => r.Account)
        );

    private static Say Margin(string? own) => own ?? StatementGroups.InGroup;

    private static TableSection Lots(PaperCurrency c, bool house) =>
        With(
            house,
            new(
                Title("Positions Detail", "持仓明细", c),
                [
                    new(new("Product", "品种")),
                    new(new("Instrument", "合约")),
                    new(new("Open Date", "开仓日期")),
                    new(new("Open No.", "开仓序号"), true),
                    new(new("B/S", "买/卖")),
                    new(new("Opened", "开仓量"), true),
                    new(new("Positions", "持仓量"), true),
                    new(new("Pos. Open Price", "开仓价"), true),
                    new(new("Prev. Sttl", "昨结算"), true),
                    new(new("Sttl Price", "结算价"), true),
                    new(new("Accum. P/L", "浮动盈亏"), true),
                    new(new("MTM P/L", "盯市盈亏"), true),
                    new(new("Margin", "保证金"), true),
                ],
                [
                    .. c.PositionsDetail.Select(
                        IReadOnlyList<Say> (r) =>
                            [
                                r.Product,
                                r.Instrument,
                                StatementWords.Date(r.OpenDate),
                                Whole(r.OpenTrade),
                                StatementWords.Side(r.Side),
                                Whole(r.OpenedLots),
                                Whole(r.Lots),
                                r.OpenPrice,
                                r.PreviousSettlement,
                                r.Settlement,
                                r.AccumulatedProfit,
                                r.MarkToMarket,
                                Margin(r.Margin),
                            ]
                    ),
                ],
                [
                    Total,
                    "",
                    "",
                    "",
                    "",
                    "",
                    Whole(c.Totals.LongLots + c.Totals.ShortLots),
                    "",
                    "",
                    "",
                    c.ByTrade.FloatingProfit,
                    c.Summary.MarkToMarket,
                    c.Summary.InitialMargin,
                ]
            ),
            c.PositionsDetail.Select(r => r.Account)
        );

    private static TableSection Positions(PaperCurrency c, bool house) =>
        With(
            house,
            new(
                Title("Positions", "持仓汇总", c),
                [
                    new(new("Product", "品种")),
                    new(new("Instrument", "合约")),
                    new(new("Long Pos.", "买持"), true),
                    new(new("Avg Buy Price", "买均价"), true),
                    new(new("Short Pos.", "卖持"), true),
                    new(new("Avg Sell Price", "卖均价"), true),
                    new(new("Prev. Sttl", "昨结算"), true),
                    new(new("Sttl Today", "今结算"), true),
                    new(new("MTM P/L", "持仓盯市盈亏"), true),
                    new(new("Margin Occupied", "保证金"), true),
                ],
                [
                    .. c.Positions.Select(
                        IReadOnlyList<Say> (r) =>
                            [
                                r.Product,
                                r.Instrument,
                                Whole(r.Long),
                                r.AverageLong ?? "",
                                Whole(r.Short),
                                r.AverageShort ?? "",
                                r.PreviousSettlement,
                                r.Settlement,
                                r.MarkToMarket,
                                Margin(r.Margin),
                            ]
                    ),
                ],
                [
                    Total,
                    "",
                    Whole(c.Totals.LongLots),
                    "",
                    Whole(c.Totals.ShortLots),
                    "",
                    "",
                    "",
                    c.Summary.MarkToMarket,
                    c.Summary.InitialMargin,
                ]
            ),
            c.Positions.Select(r => r.Account)
        );
}
