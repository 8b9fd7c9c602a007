// Reader of a table of settlement prices: one row a contract month and day, as an exchange's daily file has them.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>One row.</summary>
/// <param name="Contract">The symbol up to its first hyphen, as TK of TK-Z26.</param>
public readonly record struct SettlementRow(
    TradingDate Day,
    string Symbol,
    string Contract,
    TradingDate LastTradingDay,
    decimal Price,
    decimal? Bid,
    decimal? Ask,
    long? OpenInterest,
    long? Volume
);

/// <summary>Bad rows are reported and left out; a month stands once a day.</summary>
public static class SettlementCsv
{
    private const int Required = 4;
    private const int MostRows = 2_000_000;

    private static readonly string[] _columns =
    [
        "day",
        "symbol",
        "last_trading_day",
        "price",
        "bid",
        "ask",
        "oi",
        "volume",
    ];

    /// <summary>Reads a file whose first four columns must be there.</summary>
    public static (IReadOnlyList<SettlementRow> Rows, IntakeReport Report) Read(string path)
    {
        var report = new IntakeReport(Path.GetFileName(path), "settlements");
        var rows = new List<SettlementRow>();
        var seen = new HashSet<(int, string)>();
        TableIntake.Walk(
            () => SeriesCsv.Open(path, _columns, Required),
            report,
            table =>
            {
                var fault = Fault(table, out var row);
                if (fault is null && !seen.Add((row.Day.Days, row.Symbol)))
                    fault = table.Fault(1, "must stand once a day");
                if (fault is null && rows.Count >= MostRows)
                    fault = table.Fault(1, $"must be one of at most {MostRows} rows");
                if (fault is not null)
                    report.Fault(fault);
                else
                {
                    report.Used++;
                    rows.Add(row);
                }
            }
        );
        report.Observations = rows.Count;
        return (rows, report);
    }

    private static CsvFault? Fault(CsvTable table, out SettlementRow row)
    {
        row = default;
        if (!table.TryDate(0, out var day))
            return table.Fault(0, "must be a date yyyy-MM-dd");
        var symbol = table[1];
        var hyphen = symbol.IndexOf('-', StringComparison.Ordinal);
        if (hyphen < 1 || symbol.Length > 24)
            return table.Fault(1, "must be a contract and a month with a hyphen between, as TK-Z26");
        if (!table.TryDate(2, out var last) || last < day)
            return table.Fault(2, "must be a date yyyy-MM-dd, not before the day");
        if (!table.TryDecimal(3, out var price) || price is <= 0 or > 1_000_000_000m)
            return table.Fault(3, "must be a plain decimal number above zero");
        if (!Price(table, 4, out var bid))
            return table.Fault(4, "must be empty or a plain decimal number above zero");
        if (!Price(table, 5, out var ask) || bid > ask)
            return table.Fault(5, "must be empty or a plain decimal number above zero, not below the bid");
        if (!Count(table, 6, out var interest))
            return table.Fault(6, "must be empty or a whole number, zero or more");
        if (!Count(table, 7, out var volume))
            return table.Fault(7, "must be empty or a whole number, zero or more");
        row = new(day, symbol, symbol[..hyphen], last, price, bid, ask, interest, volume);
        return null;
    }

    private static bool Price(CsvTable table, int column, out decimal? price)
    {
        price = null;
        if (table[column].Length == 0)
            return true;
        if (!table.TryDecimal(column, out var value) || value is <= 0 or > 1_000_000_000m)
            return false;
        price = value;
        return true;
    }

    private static bool Count(CsvTable table, int column, out long? count)
    {
        count = null;
        if (table[column].Length == 0)
            return true;
        if (!table.TryDecimal(column, out var value) || value < 0 || value > int.MaxValue || value % 1 != 0)
            return false;
        count = (long)value;
        return true;
    }
}
