// Our own bill of GPU hours, for renters and for sellers of capacity: no export of a known shape tells them.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds.Usage;

/// <summary>Hours of one GPU on one day.</summary>
/// <param name="Item">The GPU by our naming rules; as written, in small letters, when no rule knows it.</param>
/// <param name="Cost">What was paid or earned; null when not told.</param>
public readonly record struct GpuHoursRow(
    TradingDate Day,
    string Item,
    string Seller,
    decimal Hours,
    decimal? Cost,
    string Currency
);

/// <summary>Reader of <c>day,gpu,seller,hours,cost,currency</c>; no other column may be there. Cost and currency may
/// be empty together.</summary>
public static class GpuHoursTable
{
    /// <summary>Most hours of one row: ten million GPUs for a year are fewer.</summary>
    public const decimal MostHours = 100_000_000_000m;

    private static readonly string[] _columns = ["day", "gpu", "seller", "hours", "cost", "currency"];

    /// <summary>True when the file's first line names these columns.</summary>
    public static bool Fits(string header) =>
        header.Trim('\uFEFF', '\r', '\n', ' ').Replace("\"", "", StringComparison.Ordinal).Split(',') is var names
        && names.Contains("gpu")
        && names.Contains("hours");

    /// <summary>Reads a file (.gz is unpacked).</summary>
    /// <param name="path">The file.</param>
    /// <param name="take">Takes each good row, in the order of the file.</param>
    /// <param name="rules">How GPUs and sellers are called.</param>
    /// <exception cref="FeedException">The file cannot be read at all, or has other columns.</exception>
    public static ImportReport Read(string path, Action<GpuHoursRow> take, NamingRules? rules = null)
    {
        rules ??= NamingRules.Shipped;
        using var table = CsvTable.Open(path, _columns, exact: true);
        var report = new ImportReport(table.File);
        while (table.Read())
        {
            report.Row();
            if (table.RowFault.Length > 0)
            {
                report.Fault(table.FaultOfRow());
                continue;
            }

            var row = new UsageRow(table, report);
            var at = row.Time(0);
            var gpu = table[1];
            if (gpu.Length is 0 or > 80)
                row.Refuse(1, "must be 1 to 80 characters");
            if (!table.TryDecimal(3, out var hours) || hours is < 0 or > MostHours)
                row.Refuse(3, "must be a number from 0 to 100000000000");
            var cost = row.Cost(4);
            if (cost is null != (table[5].Length == 0) || (cost is not null && !BillTable.IsCode(table[5])))
                row.Refuse(5, "must be a currency code of three letters where a cost is told, else empty");
            if (row.Bad)
                continue;
            take(new(at.Date, rules.GpuItem(gpu), Seller(table[2], rules), hours, cost, cost is null ? "" : table[5]));
            report.Use();
        }

        report.Observations = report.Used;
        return report;
    }

    private static string Seller(string name, NamingRules rules)
    {
        if (name.Length == 0)
            return "";
        var seller = rules.Seller(name).Seller;
        return seller.Length > 0 ? seller : name;
    }
}
