// The clearing reports of a day as tables: every row a line of the books, every table with its control totals.
using System.Globalization;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Reports;

/// <summary>A report: its file's name without the ending, columns, rows, and sums that a reader can add up
/// again.</summary>
internal sealed record ReportTable(
    string Name,
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    SortedDictionary<string, string> Controls
);

/// <summary>Draws up the reports of a scope. What is about members is left out of an account's, what is about others'
/// positions of everybody's but the house's.</summary>
internal sealed partial class ReportTables(ClearingBooks books, TradingDate day, ReportScope scope)
{
    private readonly IReadOnlyList<AccountDay> _days = scope.Of(books, day);

    public IReadOnlyList<ReportTable> All() =>
        [
            Trades(),
            Positions(),
            Lots(),
            Margins(),
            MarginGroups(),
            Variation(),
            Cash(),
            .. scope.Account is null ? [Members()] : Array.Empty<ReportTable>(),
            SettlementPrices(),
            .. scope.IsHouse ? [LargeTraders()] : Array.Empty<ReportTable>(),
        ];

    private ReportTable Trades()
    {
        var lines = _days.SelectMany(d => d.Trades).OrderBy(t => t.Trade.Value).ThenBy(t => t.Side).ToList();
        return new(
            "trades",
            [
                "trade",
                "time",
                "day",
                "account",
                "product",
                "instrument",
                "currency",
                "side",
                "price",
                "lots",
                "opened",
                "closedToday",
                "closedPrevious",
                "turnover",
                "fee",
                "realizedByDate",
                "realizedByTrade",
            ],
            [
                .. lines.Select(
                    IReadOnlyList<string> (t) =>
                    {
                        var terms = books.Terms(t.Instrument);
                        return
                        [
                            Whole(t.Trade.Value),
                            t.Time.ToString(),
                            t.Day.ToString(),
                            Whole(t.Account.Value),
                            terms.Contract,
                            terms.Symbol,
                            terms.Currency.ToString(),
                            Figures.Of(t.Side),
                            Figures.Of(t.Price, terms),
                            Whole(t.Lots),
                            Whole(t.Opened),
                            Whole(t.ClosedToday),
                            Whole(t.ClosedCarried),
                            Figures.Of(t.Turnover),
                            Figures.Of(t.Fee),
                            Figures.Of(t.ByDate),
                            Figures.Of(t.ByTrade),
                        ];
                    }
                ),
            ],
            Controls(
                lines,
                t => t.Instrument,
                [
                    ("turnover", t => t.Turnover),
                    ("fee", t => t.Fee),
                    ("realizedByDate", t => t.ByDate),
                    ("realizedByTrade", t => t.ByTrade),
                ],
                ("bought", lines.Where(t => t.Side == Side.Buy).Sum(t => t.Lots)),
                ("sold", lines.Where(t => t.Side == Side.Sell).Sum(t => t.Lots))
            )
        );
    }

    private ReportTable Positions()
    {
        var lines = _days.SelectMany(d => d.Positions).ToList();
        return new(
            "positions",
            [
                "account",
                "product",
                "instrument",
                "currency",
                "long",
                "averageLong",
                "short",
                "averageShort",
                "previousSettlement",
                "settlement",
                "heldByDate",
                "floatByTrade",
                "margin",
            ],
            [
                .. lines.Select(
                    IReadOnlyList<string> (p) =>
                    {
                        var terms = books.Terms(p.Instrument);
                        return
                        [
                            Whole(p.Account.Value),
                            terms.Contract,
                            terms.Symbol,
                            terms.Currency.ToString(),
                            Whole(p.Long),
                            Figures.Average(p.LongTicks, p.Long, terms) ?? "",
                            Whole(p.Short),
                            Figures.Average(p.ShortTicks, p.Short, terms) ?? "",
                            Figures.Of(p.Previous, terms),
                            Figures.Of(p.Settlement, terms),
                            Figures.Of(p.HeldByDate),
                            Figures.Of(p.FloatByTrade),
                            p.InGroup ? "" : Figures.Of(p.Margin),
                        ];
                    }
                ),
            ],
            Controls(
                lines,
                p => p.Instrument,
                [("heldByDate", p => p.HeldByDate), ("floatByTrade", p => p.FloatByTrade), ("margin", p => p.Margin)],
                ("long", lines.Sum(p => p.Long)),
                ("short", lines.Sum(p => p.Short))
            )
        );
    }

    private ReportTable Lots()
    {
        var lines = _days.SelectMany(d => d.Held).ToList();
        return new(
            "lots",
            [
                "account",
                "instrument",
                "currency",
                "side",
                "openTrade",
                "openDay",
                "opened",
                "lots",
                "openPrice",
                "previousSettlement",
                "mark",
                "ended",
                "heldByDate",
                "floatByTrade",
                "margin",
            ],
            [
                .. lines.Select(
                    IReadOnlyList<string> (h) =>
                    {
                        var terms = books.Terms(h.Instrument);
                        return
                        [
                            Whole(h.Account.Value),
                            terms.Symbol,
                            terms.Currency.ToString(),
                            Figures.Of(h.Side),
                            Whole(h.OpenTrade.Value),
                            Figures.Date(h.OpenDay) ?? "",
                            Whole(h.Opened),
                            Whole(h.Lots),
                            Figures.Of(h.OpenPrice, terms),
                            Figures.Of(h.Previous, terms),
                            h.Ended ? Figures.Final(h.MarkUnits, terms) : Figures.Of(h.Settlement, terms),
                            h.Ended ? "1" : "0",
                            Figures.Of(h.HeldByDate),
                            Figures.Of(h.FloatByTrade),
                            h.InGroup ? "" : Figures.Of(h.Margin),
                        ];
                    }
                ),
            ],
            Controls(
                lines,
                h => h.Instrument,
                [("heldByDate", h => h.HeldByDate), ("floatByTrade", h => h.FloatByTrade), ("margin", h => h.Margin)],
                ("long", lines.Where(h => h.Side == Side.Buy).Sum(h => h.Lots)),
                ("short", lines.Where(h => h.Side == Side.Sell).Sum(h => h.Lots))
            )
        );
    }

    /// <summary>One row an account and month that held or closed anything: both books' results of the day.</summary>
    private ReportTable Variation()
    {
        SortedDictionary<(int Account, int Instrument), (Money Closed, Money Held)> sums = [];
        foreach (var line in _days.SelectMany(d => d.Closed))
        {
            var key = (line.Account.Value, line.Instrument.Value);
            var sum = sums.GetValueOrDefault(key);
            sums[key] = sum with { Closed = sum.Closed + line.ByDate };
        }

        foreach (var line in _days.SelectMany(d => d.Held))
        {
            var key = (line.Account.Value, line.Instrument.Value);
            var sum = sums.GetValueOrDefault(key);
            sums[key] = sum with { Held = sum.Held + line.HeldByDate };
        }

        return new(
            "variation",
            ["account", "instrument", "currency", "closedByDate", "heldByDate", "variation"],
            [
                .. sums.Select(
                    IReadOnlyList<string> (s) =>
                    {
                        var terms = books.Terms(new(s.Key.Instrument));
                        return
                        [
                            Whole(s.Key.Account),
                            terms.Symbol,
                            terms.Currency.ToString(),
                            Figures.Of(s.Value.Closed),
                            Figures.Of(s.Value.Held),
                            Figures.Of(s.Value.Closed + s.Value.Held),
                        ];
                    }
                ),
            ],
            Controls(
                [.. sums],
                s => new(s.Key.Instrument),
                [
                    ("closedByDate", s => s.Value.Closed),
                    ("heldByDate", s => s.Value.Held),
                    ("variation", s => s.Value.Closed + s.Value.Held),
                ]
            )
        );
    }

    private ReportTable Margins() =>
        Money(
            "margins",
            [
                ("initialMargin", d => d.OwnMargin),
                ("groupMargin", d => d.GroupMargin),
                ("otherCalendars", d => d.MarginElsewhere),
                ("marginOffset", d => d.MarginOffset),
                ("marginRequired", d => d.Money.Margin),
                ("available", d => d.Money.Available),
                ("marginCall", d => d.Money.MarginCall),
            ]
        );

    /// <summary>Money by account and currency; control totals by currency too, for currencies do not add up.</summary>
    private ReportTable Money(string name, (string Name, Func<AccountDay, Money> Of)[] figures)
    {
        var lines = _days.Where(d => d.Money != new DayMoney()).ToList();
        var controls = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var currency in lines.GroupBy(d => d.Currency))
        {
            foreach (var (column, of) in figures)
                controls[$"{column}.{currency.Key}"] = Sum(currency, of);
        }

        return new(
            name,
            ["account", "currency", .. figures.Select(f => f.Name), "member", "class"],
            [
                .. lines.Select(
                    IReadOnlyList<string> (d) =>
                        [
                            Whole(d.Account.Value),
                            d.Currency.ToString(),
                            .. figures.Select(f => Figures.Of(f.Of(d))),
                            Whole(d.Member),
                            ReportWords.Of(d.Class),
                        ]
                ),
            ],
            controls
        );
    }

    private ReportTable SettlementPrices()
    {
        var months = books.PricesOn(day);
        return new(
            "settlement-prices",
            [
                "instrument",
                "product",
                "currency",
                "previousSettlement",
                "settlement",
                "step",
                "volume",
                "openInterest",
                "finalPrice",
                "prints",
            ],
            [
                .. months.Select(
                    IReadOnlyList<string> (m) =>
                    {
                        var terms = books.Terms(m.Set.Instrument);
                        return
                        [
                            terms.Symbol,
                            terms.Contract,
                            terms.Currency.ToString(),
                            Figures.Of(m.Set.Previous, terms),
                            Figures.Of(m.Set.Price, terms),
                            m.Set.Tier.ToString(),
                            Whole(m.Set.Volume.Lots),
                            Whole(m.Set.OpenInterest.Lots),
                            m.Final is { } final ? Figures.Final(final.Value, terms) : "",
                            m.Final is { } last ? Whole(last.Prints) : "",
                        ];
                    }
                ),
            ],
            new(StringComparer.Ordinal)
            {
                ["volume"] = Whole(months.Sum(m => m.Set.Volume.Lots)),
                ["openInterest"] = Whole(months.Sum(m => m.Set.OpenInterest.Lots)),
            }
        );
    }

    /// <summary>Lots add up over all lines, money by currency: NAME.CURRENCY.</summary>
    private SortedDictionary<string, string> Controls<T>(
        IReadOnlyList<T> lines,
        Func<T, InstrumentId> instrument,
        (string Name, Func<T, Money> Of)[] figures,
        params (string Name, long Lots)[] counts
    )
    {
        var controls = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, lots) in counts)
            controls[name] = Whole(lots);
        foreach (var currency in lines.GroupBy(line => books.Terms(instrument(line)).Currency))
        {
            foreach (var (name, of) in figures)
                controls[$"{name}.{currency.Key}"] = Sum(currency, of);
        }

        return controls;
    }

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Sum<T>(IEnumerable<T> lines, Func<T, Money> of) =>
        Figures.Minor(lines.Aggregate((Int128)0, (sum, line) => sum + of(line).Minor));
}
