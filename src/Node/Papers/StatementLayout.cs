// A statement laid out as a Chinese settlement statement (结算单): account, trades, closed lots, lots, positions.
namespace Tokenbourse.Node.Papers;

/// <summary>From the data of a statement to sections.</summary>
internal static partial class StatementLayout
{
    public static Layout Of(SealedStatement paperSealed)
    {
        var paper = paperSealed.Statement;
        var house = paper.Owner.IsOfSeveral;
        var sections = new List<Section>();
        foreach (var currency in paper.Currencies)
        {
            sections.Add(Summary(currency));
            sections.Add(ByTrade(currency));
            if (house)
            {
                sections.Add(StatementClasses.Table(currency, Title("Members", "会员汇总", currency)));
                sections.Add(Clients(currency));
            }

            if (currency.Transactions.Count > 0)
                sections.Add(Transactions(currency, house));
            if (currency.PositionClosed.Count > 0)
                sections.Add(Closed(currency, house));
            if (currency.Expired.Count > 0)
                sections.Add(Expired(currency, house));
            if (currency.PositionsDetail.Count > 0)
                sections.Add(Lots(currency, house));
            if (currency.Positions.Count > 0)
                sections.Add(Positions(currency, house));
            if (currency.MarginGroups.Count > 0)
                sections.Add(Groups(currency, house));
        }

        return new(
            new("SETTLEMENT STATEMENT", "交易结算单"),
            [
                (StatementWords.Kind(paper.Owner), StatementWords.Owner(paper.Owner)),
                .. paper.Owner.Member is null
                    ? Array.Empty<(Say, Say)>()
                    : [(new Say("Member", "会员"), StatementWords.Member(paper.Owner))],
                (new("Date", "日期"), paper.Day),
                (new("Participant", "账户类别"), StatementWords.Simulated(paper.Simulated)),
                .. paper.Currencies.Count == 0
                    ? [(new Say("Balance, trades and positions", "资金、成交与持仓"), StatementWords.Nothing)]
                    : Array.Empty<(Say, Say)>(),
            ],
            sections,
            $"sha256 {paperSealed.Sha256}"
        );
    }

    private static Say Title(string english, string chinese, PaperCurrency c) =>
        new($"{english} ({c.Currency})", $"{chinese}（{c.Currency}）");

    private static PairSection Summary(PaperCurrency c)
    {
        var s = c.Summary;
        return new(
            Title("Account Summary, by date", "资金状况 逐日盯市", c),
            [
                (new("Balance b/f", "期初结存"), s.BalanceBroughtForward),
                (new("Deposit", "入金"), s.Deposits),
                (new("Withdrawal", "出金"), s.Withdrawals),
                .. Corrections(s.Corrections),
                .. StatementSpot.Pairs(s.Spot),
                (new("Realized P/L", "平仓盈亏"), s.RealizedProfit),
                (new("MTM P/L", "持仓盯市盈亏"), s.MarkToMarket),
                (new("Delivery P/L", "交割盈亏"), s.DeliveryProfit),
                (new("Commission", "手续费"), s.Commission),
                (new("Balance c/f", "期末结存"), s.BalanceCarriedForward),
                (new("Client Equity", "客户权益"), s.ClientEquity),
                (new("Initial Margin", "持仓保证金"), s.InitialMargin),
                .. StatementGroups.Pairs(s.Groups),
                (new("Margin Offset", "保证金减收"), s.MarginOffset),
                (new("Margin Occupied", "保证金占用"), s.MarginOccupied),
                .. Pledge(s.Pledge),
                (new("Fund Avail.", "可用资金"), s.FundsAvailable),
                (new("Risk Degree", "风险度"), s.RiskDegreePercent is { } degree ? $"{degree}%" : "-"),
                (new("Margin Call", "应追加资金"), s.MarginCall),
            ]
        );
    }

    private static (Say Name, string Value)[] Pledge(PaperPledge? p) =>
        p is null
            ? []
            :
            [
                (new("Chg in Pledge", "质押变化金额"), p.PledgeChange),
                (new("Pledge Amount", "质押金"), p.PledgeAmount),
                (new("Pledge for Margin", "充抵保证金"), p.PledgeCounted),
                (new("Pending Withdrawal", "出金冻结"), p.WithdrawalsPending),
            ];

    private static PairSection ByTrade(PaperCurrency c)
    {
        var s = c.ByTrade;
        return new(
            Title("Account Summary, by trade", "资金状况 逐笔对冲", c),
            [
                (new("Balance b/f", "期初结存"), s.BalanceBroughtForward),
                (new("Deposit", "入金"), s.Deposits),
                (new("Withdrawal", "出金"), s.Withdrawals),
                .. Corrections(s.Corrections),
                .. StatementSpot.Pairs(s.Spot),
                (new("Realized P/L", "平仓盈亏"), s.RealizedProfit),
                (new("Delivery P/L", "交割盈亏"), s.DeliveryProfit),
                (new("Commission", "手续费"), s.Commission),
                (new("Balance c/f", "期末结存"), s.BalanceCarriedForward),
                (new("Accum. P/L", "浮动盈亏"), s.FloatingProfit),
                (new("Client Equity", "客户权益"), s.ClientEquity),
            ]
        );
    }

    // A line of its own, on days that have one.
    private static (Say Name, string Value)[] Corrections(string? amount) =>
        amount is null ? [] : [(new("Correction", "更正"), amount)];

    private static TableSection Clients(PaperCurrency c)
    {
        var s = c.Summary;
        // Corrections of two clients may come to nothing together.
        var corrected = s.Corrections is not null || c.Clients.Any(r => r.Corrections is not null);
        var spot = s.Spot is not null || c.Clients.Any(r => r.Spot is not null);
        return new(
            Title("Clients", "客户明细", c),
            [
                new(new("Account", "客户号")),
                new(new("Name", "名称")),
                new(new("Member", "会员")),
                new(new("Balance b/f", "期初结存"), true),
                new(new("Deposit", "入金"), true),
                new(new("Withdrawal", "出金"), true),
                .. corrected ? [new Column(new("Correction", "更正"), true)] : Array.Empty<Column>(),
                .. spot ? [new Column(new("Spot", "现货市场"), true)] : Array.Empty<Column>(),
                new(new("Realized P/L", "平仓盈亏"), true),
                new(new("MTM P/L", "盯市盈亏"), true),
                new(new("Delivery P/L", "交割盈亏"), true),
                new(new("Commission", "手续费"), true),
                new(new("Balance c/f", "期末结存"), true),
                new(new("Margin", "保证金占用"), true),
                new(new("Avail.", "可用资金"), true),
                new(new("Margin Call", "追加资金"), true),
            ],
            [.. c.Clients.Select(Row)],
            [
                Total,
                "",
                "",
                s.BalanceBroughtForward,
                s.Deposits,
                s.Withdrawals,
                .. Corrected(s.Corrections),
                .. Spot(s.Spot?.Total),
                s.RealizedProfit,
                s.MarkToMarket,
                s.DeliveryProfit,
                s.Commission,
                s.BalanceCarriedForward,
                s.MarginOccupied,
                s.FundsAvailable,
                s.MarginCall,
            ]
        );

        IReadOnlyList<Say> Corrected(string? amount) => corrected ? [amount ?? "0.00"] : [];

        IReadOnlyList<Say> Spot(string? amount) => spot ? [amount ?? "0.00"] : [];

        IReadOnlyList<Say> Row(PaperClient r) =>
            [
                Whole(r.Account),
                r.Name,
                r.Member == 0 ? "" : Whole(r.Member),
                r.BalanceBroughtForward,
                r.Deposits,
                r.Withdrawals,
                .. Corrected(r.Corrections),
                .. Spot(r.Spot),
                r.RealizedProfit,
                r.MarkToMarket,
                r.DeliveryProfit,
                r.Commission,
                r.BalanceCarriedForward,
                r.MarginOccupied,
                r.FundsAvailable,
                r.MarginCall,
            ];
    }

    private static TableSection Transactions(PaperCurrency c, bool house) =>
        With(
            house,
            new(
                Title("Transaction Record", "成交记录", c),
                [
                    new(new("Date", "成交日期")),
                    new(new("Trade No.", "成交序号"), true),
                    new(new("Product", "品种")),
                    new(new("Instrument", "合约")),
                    new(new("B/S", "买/卖")),
                    new(new("S/H", "投/保")),
                    new(new("Price", "成交价"), true),
                    new(new("Lots", "手数"), true),
                    new(new("Turnover", "成交额"), true),
                    new(new("O/C", "开平")),
                    new(new("Fee", "手续费"), true),
                    new(new("Realized P/L", "平仓盈亏"), true),
                ],
                [
                    .. c.Transactions.Select(
                        IReadOnlyList<Say> (t) =>
                            [
                                t.Date,
                                Whole(t.Trade),
                                t.Product,
                                t.Instrument,
                                StatementWords.Side(t.Side),
                                StatementWords.Purpose(t.Hedge),
                                t.Price,
                                Whole(t.Lots),
                                t.Turnover,
                                StatementWords.Offset(t),
                                t.Commission,
                                t.RealizedProfit,
                            ]
                    ),
                ],
                [
                    Total,
                    Whole(c.Totals.Transactions),
                    "",
                    "",
                    "",
                    "",
                    "",
                    Whole(c.Totals.TransactionLots),
                    c.Totals.Turnover,
                    "",
                    c.Summary.Commission,
                    c.Summary.RealizedProfit,
                ]
            ),
            c.Transactions.Select(t => t.Account)
        );

    private static TableSection Closed(PaperCurrency c, bool house) =>
        With(
            house,
            new(
                Title("Position Closed", "平仓明细", c),
                [
                    new(new("Close Date", "平仓日期")),
                    new(new("Trade No.", "成交序号"), true),
                    new(new("Product", "品种")),
                    new(new("Instrument", "合约")),
                    new(new("Open Date", "开仓日期")),
                    new(new("Open No.", "开仓序号"), true),
                    new(new("B/S", "买/卖")),
                    new(new("Lots", "手数"), true),
                    new(new("Pos. Open Price", "开仓价"), true),
                    new(new("Prev. Sttl", "昨结算"), true),
                    new(new("Trans. Price", "成交价"), true),
                    new(new("Realized P/L", "平仓盈亏"), true),
                    new(new("P/L by Trade", "逐笔平仓盈亏"), true),
                ],
                [
                    .. c.PositionClosed.Select(
                        IReadOnlyList<Say> (r) =>
                            [
                                r.CloseDate,
                                Whole(r.Trade),
                                r.Product,
                                r.Instrument,
                                StatementWords.Date(r.OpenDate),
                                Whole(r.OpenTrade),
                                StatementWords.Side(r.Side),
                                Whole(r.Lots),
                                r.OpenPrice,
                                r.PreviousSettlement,
                                r.ClosePrice,
                                r.RealizedProfit,
                                r.RealizedByTrade,
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
                    "",
                    Whole(c.Totals.ClosedLots),
                    "",
                    "",
                    "",
                    c.Summary.RealizedProfit,
                    c.ByTrade.RealizedProfit,
                ]
            ),
            c.PositionClosed.Select(r => r.Account)
        );

    private static TableSection Groups(PaperCurrency c, bool house) =>
        With(
            house,
            StatementGroups.Table(c, Title("Margin by Groups", "组合保证金明细", c)),
            c.MarginGroups.Select(g => g.Account)
        );

    private static Say Total => new("Total", "合计");

    private static string Whole(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>On a member's paper each line says whose it is.</summary>
    private static TableSection With(bool house, TableSection table, IEnumerable<int> accounts) =>
        house
            ? table with
            {
                Columns = [new(new("Account", "客户号")), .. table.Columns],
                Rows = [.. table.Rows.Zip(accounts, IReadOnlyList<Say> (row, account) => [Whole(account), .. row])],
                Total = ["", .. table.Total!],
            }
            : table;
}
