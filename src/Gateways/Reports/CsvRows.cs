// Rows of CSV (RFC 4180): a comma between cells, CR LF behind a row, quotes where a cell needs them.
using System.Text;

namespace Tokenbourse.Gateways.Reports;

/// <summary>Writes rows of CSV.</summary>
public static class CsvRows
{
    public const string End = "\r\n";

    /// <summary>Cells that hold a comma, a quote or a line end are quoted.</summary>
    public static void Row(StringBuilder text, IEnumerable<string> cells)
    {
        ArgumentNullException.ThrowIfNull(text);
        text.AppendJoin(',', cells.Select(Cell)).Append(End);
    }

    private static string Cell(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
