// Reader of a price history that a would-be source hands in: date,price and, where there are several, series and seen.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>One row of a history.</summary>
/// <param name="Seen">When it was written down; null: the file does not say.</param>
public readonly record struct HistoryRow(string Series, TradingDate Day, decimal Price, TradingDate? Seen);

/// <summary>Bad rows are reported and left out; without <c>seen</c> a day of a series stands once.</summary>
public static class HistoryCsv
{
    // Whole of the longest history that is judged: a hundred series of forty years.
    private const int MostRows = 1_500_000;

    /// <summary>Reads a file.</summary>
    public static (IReadOnlyList<HistoryRow> Rows, IntakeReport Report) Read(string path)
    {
        var name = Path.GetFileName(path);
        var report = new IntakeReport(name, "history");
        var (series, seen) = (Has(path, "series"), Has(path, "seen"));
        string[] columns = ["date", "price"];
        if (series)
            columns = [.. columns, "series"];
        if (seen)
            columns = [.. columns, "seen"];
        var rows = new List<HistoryRow>();
        var days = new HashSet<(string, int)>();
        TableIntake.Walk(
            () => CsvTable.Open(path, columns, exact: true),
            report,
            table =>
            {
                var fault = Fault(table, series, seen, out var row);
                if (fault is null && !seen && !days.Add((row.Series, row.Day.Days)))
                    fault = table.Fault(0, "must stand once in a series, when the file does not say when it was seen");
                if (fault is null && rows.Count >= MostRows)
                    fault = table.Fault(0, $"must be one of at most {MostRows} rows");
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

    private static CsvFault? Fault(CsvTable table, bool series, bool seen, out HistoryRow row)
    {
        row = default;
        if (!table.TryDate(0, out var day))
            return table.Fault(0, "must be a date yyyy-MM-dd");
        if (!table.TryDecimal(1, out var price))
            return table.Fault(1, "must be a plain decimal number");
        if (price is <= 0 or > 1_000_000_000_000m || price < 0.000000000001m)
            return table.Fault(1, "must lie between 1e-12 and 1e12");
        var name = series ? table[2] : "history";
        if (name.Length is 0 or > 200)
            return table.Fault(2, "must be 1 to 200 characters");
        TradingDate? when = null;
        if (seen)
        {
            if (!table.TryDate(series ? 3 : 2, out var at) || at < day)
                return table.Fault(series ? 3 : 2, "must be a date yyyy-MM-dd, not before the date");
            when = at;
        }

        row = new(name, day, price, when);
        return null;
    }

    private static bool Has(string path, string column)
    {
        try
        {
            using var table = CsvTable.Open(path, [column]);
            return true;
        }
        catch (FeedException)
        {
            return false;
        }
    }
}
