// Usage records of GPUs: which node was there from when to when, for a reconciliation with what was sold.
using System.Globalization;
using System.IO.Compression;
using Tokenbourse.Metering.Delivery;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds.Usage;

/// <summary>Reader of <c>node,start,end,gpus,certificate</c>; the certificate may be empty or its column missing, other
/// columns are passed over.</summary>
public static class GpuIntervalTable
{
    /// <summary>Most GPUs of one node.</summary>
    public const int MostGpus = 1_000_000;

    /// <summary>Most days of one record.</summary>
    public const int MostDays = 366;

    private const int Required = 4;

    private static readonly string[] _columns = ["node", "start", "end", "gpus", "certificate"];

    /// <summary>Reads a file (.gz is unpacked).</summary>
    /// <param name="path">The file.</param>
    /// <param name="take">Takes each good record, in the order of the file; its row is the line in the file.</param>
    /// <exception cref="FeedException">The file cannot be read at all, or lacks a column.</exception>
    public static ImportReport Read(string path, Action<GpuInterval> take)
    {
        using var table = CsvTable.Open(Open(path), Path.GetFileName(path), _columns, Required);
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
            var node = table[0];
            if (node.Length is 0 or > 80 || char.IsWhiteSpace(node[0]) || char.IsWhiteSpace(node[^1]))
                row.Refuse(0, "must be 1 to 80 characters without blanks at the ends");
            var (start, end) = (row.Time(1), row.Time(2));
            if (!row.Bad && end <= start)
                row.Refuse(2, $"must lie after the start, {start}");
            if (!row.Bad && end.Nanoseconds - start.Nanoseconds > MostDays * Instant.PerDay)
                row.Refuse(2, $"must lie at most {MostDays} days after the start");
            var gpus = Whole(table[3]);
            if (gpus is null or < 1 or > MostGpus)
                row.Refuse(3, $"must be a whole number from 1 to {MostGpus}");
            var certificate = table[4].Length == 0 ? 0 : Whole(table[4]);
            if (certificate is null || (table[4].Length > 0 && certificate < 1))
                row.Refuse(4, "must be the number of a certificate, or empty");
            if (row.Bad)
                continue;
            take(new(table.Line, node, start, end, (int)gpus!.Value, certificate!.Value));
            report.Use();
        }

        report.Observations = report.Used;
        return report;
    }

    private static long? Whole(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static Stream Open(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new GZipStream(file, CompressionMode.Decompress)
                : file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FeedException(
                new CsvFault(Path.GetFileName(path), 0, "", "", "must be a file that can be opened")
            );
        }
    }
}
