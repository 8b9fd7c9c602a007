// Tables of settlement prices and of plain series: good rows are used, bad ones answered with field, value and rule.
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Feeds;

public sealed class SettlementCsvTests : IDisposable
{
    private readonly Tables _tables = new();

    public void Dispose() => _tables.Dispose();

    [Fact]
    public void Good_rows_are_used_and_each_bad_one_says_why()
    {
        var (rows, report) = SettlementCsv.Read(
            _tables.Write(
                "s.csv",
                "day,symbol,last_trading_day,price,bid,ask,oi,volume",
                "2026-03-02,TK-J26,2026-04-30,3.412,3.410,3.416,120,7",
                "2026-03-02,TK-K26,2026-05-29,3.300,,,,",
                "2026-03-02,TK-M26,2026-06-30,0,,,,",
                "2026-03-02,TK-N26,2026-07-31,-1.5,,,,",
                "2026-03-02,TK-Q26,2026-02-27,3.1,,,,",
                "2026-03-02,TK-U26,2026-09-30,3.1,3.2,3.0,,",
                "2026-03-02,TK-V26,2026-10-30,3.1,,,1.5,",
                "2026-03-02,TKX26,2026-10-30,3.1,,,,",
                "2026-03-02,TK-J26,2026-04-30,3.5,,,,"
            )
        );
        Assert.Equal(["TK-J26", "TK-K26"], rows.Select(r => r.Symbol));
        Assert.Equal(
            (3.412m, 3.410m, 3.416m, 120L, 7L),
            (rows[0].Price, rows[0].Bid, rows[0].Ask, rows[0].OpenInterest, rows[0].Volume)
        );
        Assert.Equal(("TK", TradingDate.Of(2026, 4, 30)), (rows[0].Contract, rows[0].LastTradingDay));
        Assert.Null(rows[1].Bid);
        Assert.Equal((9, 2, 7), (report.Rows, report.Used, report.Refused));
        Assert.Equal(
            ["price", "price", "last_trading_day", "ask", "oi", "symbol", "symbol"],
            report.Faults.Select(f => f.Field)
        );
        Assert.Contains(
            "s.csv:4: price '0': must be a plain decimal number above zero",
            report.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Quotes_may_be_missing_and_a_price_may_not()
    {
        var (rows, report) = SettlementCsv.Read(
            _tables.Write("s.csv", "day,symbol,last_trading_day,price", "2026-03-02,GH-J26,2026-04-30,2.1")
        );
        Assert.True(report.Clean);
        Assert.Equal("GH", Assert.Single(rows).Contract);
        Assert.Contains(
            "price",
            SettlementCsv.Read(_tables.Write("t.csv", "day,symbol,last_trading_day", "x,y,z")).Report.Stopped,
            StringComparison.Ordinal
        );
        Assert.NotEmpty(SettlementCsv.Read(Path.Combine(Path.GetTempPath(), "is-not-there.csv")).Report.Stopped);
    }

    [Fact]
    public void A_series_may_have_days_without_a_value_and_several_names()
    {
        var (rows, report) = SeriesCsv.Read(
            _tables.Write(
                "i.csv",
                "index,day,value",
                "A,2026-03-02,1.5",
                "A,2026-03-03,",
                "B,2026-03-02,0",
                "B,x,1",
                "B,2026-03-03,-1",
                "B,2026-03-04,1e3"
            )
        );
        Assert.Equal([("A", 1.5m), ("B", 0m), ("B", -1m)], rows.Select(r => (r.Series, r.Value)));
        Assert.Equal((6, 4, 2), (report.Rows, report.Used, report.Refused));
    }
}
