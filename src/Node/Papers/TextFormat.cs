// A paper as text for a terminal or a printer: boxes of lines and bars, every column as wide as its widest cell.
using System.Text;

namespace Tokenbourse.Node.Papers;

/// <summary>Writes a layout as monospaced text.</summary>
internal static class TextFormat
{
    private const int PairColumns = 2;
    private const int LeastWidth = 80;

    public static string Of(Layout layout, PaperLanguage language)
    {
        var blocks = layout.Sections.Select(s => (s.Title.In(language), Lines: Lines(s, language))).ToList();
        var text = new StringBuilder();
        Centre(text, layout.Title.In(language), LeastWidth);
        foreach (var (name, value) in layout.Heads)
            Line(text, $"{name.In(language)}: {value.In(language)}");
        foreach (var (title, lines) in blocks)
        {
            Line(text, "");
            Centre(text, title, lines.Max(Widths.Of));
            foreach (var line in lines)
                Line(text, line);
        }

        Line(text, "");
        Line(text, layout.Foot);
        return text.ToString();
    }

    private static List<string> Lines(Section section, PaperLanguage language) =>
        section is TableSection table ? Box(table, language) : Pairs((PairSection)section, language);

    /// <summary>Two pairs a line, names at the left and figures at the right.</summary>
    private static List<string> Pairs(PairSection section, PaperLanguage language)
    {
        var names = section.Pairs.Select(p => p.Name.In(language)).ToList();
        var nameWidth = names.Max(Widths.Of);
        var valueWidth = section.Pairs.Max(p => Widths.Of(p.Value));
        var lines = new List<string>();
        var rows = (section.Pairs.Count + PairColumns - 1) / PairColumns;
        var rule = new string('-', PairColumns * (nameWidth + valueWidth + 2) + (4 * (PairColumns - 1)));
        lines.Add(rule);
        for (var row = 0; row < rows; row++)
        {
            var line = new StringBuilder();
            for (var column = 0; column < PairColumns; column++)
            {
                var at = (column * rows) + row;
                if (at >= section.Pairs.Count)
                    continue;
                if (column > 0)
                    line.Append("    ");
                line.Append(Widths.Fill(names[at], nameWidth, right: false))
                    .Append("  ")
                    .Append(Widths.Fill(section.Pairs[at].Value, valueWidth, right: true));
            }

            lines.Add(line.ToString());
        }

        lines.Add(rule);
        return lines;
    }

    private static List<string> Box(TableSection table, PaperLanguage language)
    {
        var heads = Heads(table, language);
        var rows = table.Rows.Select(r => Cells(r, language)).ToList();
        var total = table.Total is { } sums ? Cells(sums, language) : null;
        var widths = table.Columns.Select(_ => 0).ToList();
        foreach (var row in total is null ? [.. heads, .. rows] : heads.Concat(rows).Append(total))
        {
            for (var i = 0; i < widths.Count; i++)
                widths[i] = int.Max(widths[i], Widths.Of(row[i]));
        }

        var rule = new string('-', widths.Sum() + (3 * widths.Count) + 1);
        var lines = new List<string> { rule };
        lines.AddRange(heads.Select(h => Row(h, table.Columns, widths)));
        lines.Add(rule);
        lines.AddRange(rows.Select(r => Row(r, table.Columns, widths)));
        if (rows.Count > 0)
            lines.Add(rule);
        if (total is not null)
        {
            lines.Add(Row(total, table.Columns, widths));
            lines.Add(rule);
        }

        return lines;
    }

    /// <summary>In both languages the heads take two lines, as on the papers that traders know.</summary>
    private static List<List<string>> Heads(TableSection table, PaperLanguage language)
    {
        PaperLanguage[] lines =
            language == PaperLanguage.Both ? [PaperLanguage.Chinese, PaperLanguage.English] : [language];
        return [.. lines.Select(line => table.Columns.Select(c => c.Name.In(line)).ToList())];
    }

    private static List<string> Cells(IReadOnlyList<Say> row, PaperLanguage language) =>
        [.. row.Select(c => c.In(language))];

    private static string Row(List<string> cells, IReadOnlyList<Column> columns, List<int> widths)
    {
        var line = new StringBuilder("|");
        for (var i = 0; i < cells.Count; i++)
            line.Append(' ').Append(Widths.Fill(cells[i], widths[i], columns[i].Right)).Append(" |");
        return line.ToString();
    }

    private static void Centre(StringBuilder text, string line, int width) =>
        Line(text, new string(' ', int.Max(0, (width - Widths.Of(line)) / 2)) + line);

    private static void Line(StringBuilder text, string line) => text.Append(line.TrimEnd()).Append('\n');
}
