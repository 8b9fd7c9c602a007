// A paper as CSV (RFC 4180): one table a section, its name on a line before it, an empty line behind it.
using System.Text;

namespace Tokenbourse.Node.Papers;

/// <summary>Writes layouts and single tables as CSV.</summary>
internal static class CsvFormat
{
    private const string End = "\r\n";

    public static string Of(Layout layout, PaperLanguage language)
    {
        var text = new StringBuilder();
        Row(text, [layout.Title.In(language)]);
        foreach (var (name, value) in layout.Heads)
            Row(text, [name.In(language), value.In(language)]);
        foreach (var section in layout.Sections)
        {
            text.Append(End);
            Row(text, [section.Title.In(language)]);
            if (section is PairSection pairs)
            {
                foreach (var (name, value) in pairs.Pairs)
                    Row(text, [name.In(language), value]);
                continue;
            }

            var table = (TableSection)section;
            Row(text, table.Columns.Select(c => c.Name.In(language)));
            foreach (var row in table.Total is { } total ? [.. table.Rows, total] : table.Rows)
                Row(text, row.Select(c => c.In(language)));
        }

        text.Append(End);
        Row(text, [layout.Foot]);
        return text.ToString();
    }

    /// <summary>Cells that hold a comma, a quote or a line end are quoted.</summary>
    public static void Row(StringBuilder text, IEnumerable<string> cells) =>
        text.AppendJoin(',', cells.Select(Cell)).Append(End);

    private static string Cell(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
