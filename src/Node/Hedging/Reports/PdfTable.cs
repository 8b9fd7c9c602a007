// A table on standing pages: figures keep their line, words wrap, heads come again on each page.
using Tokenbourse.Desk.Reports;
using Tokenbourse.Desk.Reports.Charts;

namespace Tokenbourse.Node.Hedging.Reports;

/// <summary>Draws tables.</summary>
internal static class PdfTable
{
    private const double Largest = 8;
    private const double Smallest = 5;
    private const double Gap = 10;

    // A table that is no higher than this is not cut by the end of a page.
    private const double Whole = 330;
    private const double Line = 1.3;

    public static void Draw(PdfFlow flow, TableBlock table, ReportLanguage language)
    {
        var heads = table.Columns.Select(c => language == ReportLanguage.Chinese ? c.Name.Zh : c.Name.En).ToList();
        IReadOnlyList<IReadOnlyList<Cell>> all = table.Total is { } t ? [.. table.Rows, t] : table.Rows;
        var cells = all.Select(r => r.Select(c => c.In(language)).ToList()).ToList();
        var (size, widths) = Fit(table.Columns, heads, cells);
        var head = Wrapped(heads, widths, size, true);
        var high = 44 + Height(head, size) + cells.Sum(r => Height(Wrapped(r, widths, size, true), size));
        if (!flow.Has(high <= Whole ? high : 44 + Height(head, size) + (4 * size * Line)))
            flow.Turn();
        var title = language == ReportLanguage.Chinese ? table.Title.Zh : table.Title.En;
        Begin(title);
        for (var i = 0; i < cells.Count; i++)
        {
            var isTotal = table.Total is not null && i == cells.Count - 1;
            var lines = Wrapped(cells[i], widths, size, isTotal);
            if (!flow.Has(Height(lines, size)))
            {
                flow.Turn();
                Begin(title + " ...");
            }

            if (isTotal)
                flow.Rule(0.5);
            else if (i % 2 == 1)
                flow.Box(Height(lines, size), 0.97);
            Row(flow, table, lines, widths, size, isTotal);
        }

        flow.Rule(0.6);
        flow.Down(8);

        void Begin(string name)
        {
            flow.Down(6);
            foreach (var line in PdfText.Lines(name, PdfFlow.Usable, 9.5, bold: true))
            {
                flow.Down(9.5 * 1.35);
                flow.Write(PdfFlow.Margin, 2, 9.5, line, bold: true);
            }

            flow.Down(2);
            flow.Rule(0.6);
            flow.Box(Height(head, size), 0.92);
            Row(flow, table, head, widths, size, bold: true);
            flow.Rule(0.3);
        }
    }

    private static void Row(
        PdfFlow flow,
        TableBlock table,
        List<List<string>> cells,
        double[] widths,
        double size,
        bool bold
    )
    {
        var height = Height(cells, size);
        flow.Down(height);
        var left = PdfFlow.Margin;
        for (var c = 0; c < widths.Length; c++)
        {
            for (var l = 0; l < cells[c].Count; l++)
            {
                var above = height - 2 - ((l + 1) * size * Line) + (0.3 * size);
                if (table.Columns[c].Figures)
                    flow.Write(left + widths[c] - (Gap / 2), above, size, cells[c][l], bold, right: true);
                else
                    flow.Write(left + (Gap / 2), above, size, cells[c][l], bold, ChartTone.Ink);
            }

            left += widths[c];
        }
    }

    private static double Height(List<List<string>> cells, double size) => (cells.Max(c => c.Count) * size * Line) + 4;

    private static List<List<string>> Wrapped(List<string> cells, double[] widths, double size, bool bold) =>
        [.. cells.Select((c, i) => PdfText.Lines(c, widths[i] - Gap, size, bold))];

    /// <summary>Figures take what they need; words share the rest by how long they are. The type is made smaller until
    /// no figure and no word is cut.</summary>
    private static (double Size, double[] Widths) Fit(
        IReadOnlyList<TableColumn> columns,
        List<string> heads,
        List<List<string>> rows
    )
    {
        for (var size = Largest; ; size -= 0.25)
        {
            var least = new double[columns.Count];
            var wish = new double[columns.Count];
            for (var c = 0; c < columns.Count; c++)
            {
                var (at, s) = (c, size);
                var full = rows.Select(r => Node.Papers.PdfFonts.Width(r[at], s, true)).DefaultIfEmpty(0).Max();
                var word = rows.Select(r => PdfText.WidestPiece(r[at], s, true)).DefaultIfEmpty(0).Max();
                var head = PdfText.WidestPiece(heads[c], size, true);
                // Long codes may be cut: beyond this a word is no reason to make a table small.
                least[c] = Gap + double.Max(head, columns[c].Figures ? full : double.Min(word, 90));
                wish[c] = double.Max(least[c], Gap + double.Min(full, 320));
            }

            if (least.Sum() > PdfFlow.Usable && size > Smallest)
                continue;
            var spare = double.Max(0, PdfFlow.Usable - least.Sum());
            var wanted = wish.Sum() - least.Sum();
            var share = wanted > 0 ? double.Min(1, spare / wanted) : 0;
            var widths = least.Select((w, c) => w + ((wish[c] - w) * share)).ToArray();
            var rest = double.Max(0, PdfFlow.Usable - widths.Sum()) / widths.Length;
            return (size, [.. widths.Select(w => w + rest)]);
        }
    }
}
