// A paper as CSV (RFC 4180): one table a section, its name on a line before it, an empty line behind it.
using System.Text;
using Tokenbourse.Gateways.Reports;

namespace Tokenbourse.Node.Papers;

/// <summary>Writes layouts and single tables as CSV.</summary>
internal static class CsvFormat
{
    private const string End = CsvRows.End;

    public static string Of(Layout layout, PaperLanguage language)
    {
        var text = new StringBuilder();
        CsvRows.Row(text, [layout.Title.In(language)]);
        foreach (var (name, value) in layout.Heads)
            CsvRows.Row(text, [name.In(language), value.In(language)]);
        foreach (var section in layout.Sections)
        {
            text.Append(End);
            CsvRows.Row(text, [section.Title.In(language)]);
            if (section is PairSection pairs)
            {
                foreach (var (name, value) in pairs.Pairs)
                    CsvRows.Row(text, [name.In(language), value]);
                continue;
            }

            var table = (TableSection)section;
            CsvRows.Row(text, table.Columns.Select(c => c.Name.In(language)));
            foreach (var row in table.Total is { } total ? [.. table.Rows, total] : table.Rows)
                CsvRows.Row(text, row.Select(c => c.In(language)));
        }

        text.Append(End);
        CsvRows.Row(text, [layout.Foot]);
        return text.ToString();
    }
}
