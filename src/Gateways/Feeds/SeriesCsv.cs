// Reader of plain series: day,value and, where a file holds several, index.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>One value of a series.</summary>
/// <param name="Series">Empty when the file holds one series without a name.</param>
public readonly record struct SeriesRow(string Series, TradingDate Day, decimal Value);

/// <summary>Bad rows are reported and left out; a day without a value is no fault and no row.</summary>
public static class SeriesCsv
{
    private static readonly string[] _columns = ["day", "value", "index"];

    /// <summary>Reads a file, such as what <c>index observatory --csv</c> writes.</summary>
    public static (IReadOnlyList<SeriesRow> Rows, IntakeReport Report) Read(string path)
    {
        var report = new IntakeReport(Path.GetFileName(path), "series");
        var rows = new List<SeriesRow>();
        TableIntake.Walk(
            () => Open(path, _columns, 2),
            report,
            table =>
            {
                if (!table.TryDate(0, out var day))
                    report.Fault(table.Fault(0, "must be a date yyyy-MM-dd"));
                else if (table[1].Length == 0)
                    report.Used++;
                else if (!table.TryDecimal(1, out var value))
                    report.Fault(table.Fault(1, "must be empty or a plain decimal number"));
                else
                {
                    report.Used++;
                    rows.Add(new(table[2], day, value));
                }
            }
        );
        report.Observations = rows.Count;
        return (rows, report);
    }

    /// <summary>Opens a table some of whose columns may be missing.</summary>
    /// <exception cref="FeedException">The file is missing or no such table.</exception>
    internal static CsvTable Open(string path, string[] columns, int required)
    {
        var name = Path.GetFileName(path);
        try
        {
            return CsvTable.Open(File.OpenRead(path), name, columns, required);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FeedException(new CsvFault(name, 0, "", "", "must be a file that can be opened"));
        }
    }
}
