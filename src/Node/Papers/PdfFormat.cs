// A paper as PDF pages: tables that run over pages with their heads repeated, and the fingerprint on every foot.
using System.Globalization;

namespace Tokenbourse.Node.Papers;

/// <summary>Lays a layout out on pages.</summary>
internal sealed class PdfFormat
{
    private const double Margin = 36;
    private const double Size = 7.5;
    private const double LeastSize = 4.5;
    private const double Gap = 6;
    private const double Usable = PdfFile.Width - (2 * Margin);
    private const int PairColumns = 3;

    private readonly PdfFile _file;
    private readonly Layout _layout;
    private readonly PaperLanguage _language;
    private PdfPage _page;
    private double _y;

    private PdfFormat(Layout layout, PaperLanguage language)
    {
        (_layout, _language) = (layout, language);
        _file = new(
            $"{layout.Title.In(language)} {string.Join(' ', layout.Heads.Take(2).Select(h => h.Value.In(language)))}"
        );
        _page = _file.Add();
        _y = PdfFile.Height - Margin;
    }

    public static byte[] Of(Layout layout, PaperLanguage language)
    {
        var format = new PdfFormat(layout, language);
        format.Head();
        foreach (var section in layout.Sections)
        {
            if (section is TableSection table)
                format.Table(table);
            else
                format.Pairs((PairSection)section);
        }

        format.Feet();
        return format._file.Bytes();
    }

    private void Head()
    {
        var title = _layout.Title.In(_language);
        _y -= 14;
        _page.Text((PdfFile.Width - PdfFonts.Width(title, 14, true)) / 2, _y, 14, title, bold: true);
        _y -= 8;
        foreach (var (name, value) in _layout.Heads)
        {
            _y -= 11;
            _page.Text(Margin, _y, 8.5, $"{name.In(_language)}: {value.In(_language)}");
        }

        _y -= 6;
    }

    /// <summary>Room for so many points, on this page or on a new one.</summary>
    private bool Need(double points)
    {
        if (_y - points >= Margin + 16)
            return false;
        _page = _file.Add();
        _y = PdfFile.Height - Margin - 10;
        var running = string.Join("   ", _layout.Heads.Take(3).Select(h => h.Value.In(_language)));
        _page.Text(Margin, _y, 7, $"{_layout.Title.In(_language)}   {running}");
        _y -= 8;
        return true;
    }

    private void Title(Say title, bool again)
    {
        _y -= 16;
        _page.Text(Margin, _y, 9, title.In(_language) + (again ? " ..." : ""), bold: true);
        _y -= 4;
    }

    private void Pairs(PairSection section)
    {
        var rows = (section.Pairs.Count + PairColumns - 1) / PairColumns;
        Need(24 + (rows * 12));
        Title(section.Title, again: false);
        _page.Line(Margin, _y, Margin + Usable, _y, 0.6);
        const double Width = Usable / PairColumns;
        for (var i = 0; i < section.Pairs.Count; i++)
        {
            var (name, value) = section.Pairs[i];
            var left = Margin + (i / rows * Width);
            var y = _y - 10 - (i % rows * 12);
            _page.Text(left + 4, y, Size + 0.5, name.In(_language));
            _page.TextRight(left + Width - 16, y, Size + 0.5, value);
        }

        _y -= (rows * 12) + 4;
        _page.Line(Margin, _y, Margin + Usable, _y, 0.6);
    }

    private void Table(TableSection table)
    {
        var heads = table.Columns.Select(c => c.Name.In(_language)).ToList();
        var rows = table.Rows.Select(r => r.Select(c => c.In(_language)).ToList()).ToList();
        var total = table.Total?.Select(c => c.In(_language)).ToList();
        var (size, widths) = Fit(heads, total is null ? rows : [.. rows, total]);
        var height = size * 1.55;
        Need(24 + (3 * height));
        Begin(again: false);
        for (var i = 0; i < rows.Count; i++)
        {
            if (Need(height + 2))
                Begin(again: true);
            if (i % 2 == 1)
                _page.Shade(Margin, _y - height, widths.Sum(), height, 0.96);
            Row(rows[i], bold: false);
        }

        Rule(0.6);
        if (total is null)
            return;
        if (Need(height + 2))
            Begin(again: true);
        Row(total, bold: true);
        Rule(0.6);

        void Begin(bool again)
        {
            Title(table.Title, again);
            Rule(0.6);
            _page.Shade(Margin, _y - height, widths.Sum(), height, 0.88);
            Row(heads, bold: true);
            Rule(0.3);
        }

        void Rule(double width) => _page.Line(Margin, _y, Margin + widths.Sum(), _y, width);

        void Row(List<string> cells, bool bold)
        {
            _y -= height;
            var left = Margin;
            for (var i = 0; i < cells.Count; i++)
            {
                var y = _y + (size * 0.45);
                if (table.Columns[i].Right)
                    _page.TextRight(left + widths[i] - (Gap / 2), y, size, cells[i], bold);
                else
                    _page.Text(left + (Gap / 2), y, size, cells[i], bold);
                left += widths[i];
            }
        }
    }

    /// <summary>The type is made smaller until the table fits; what room is left goes to all columns alike.</summary>
    private static (double Size, List<double> Widths) Fit(List<string> heads, List<List<string>> rows)
    {
        for (var size = Size; ; size -= 0.25)
        {
            var widths = heads.Select(h => PdfFonts.Width(h, size, true)).ToList();
            foreach (var row in rows)
            {
                for (var i = 0; i < widths.Count; i++)
                    widths[i] = double.Max(widths[i], PdfFonts.Width(row[i], size, true));
            }

            var spare = Usable - widths.Sum() - (Gap * widths.Count);
            if (spare >= 0 || size <= LeastSize)
                return (size, [.. widths.Select(w => w + Gap + double.Max(0, spare / widths.Count))]);
        }
    }

    private void Feet()
    {
        for (var i = 0; i < _file.Pages.Count; i++)
        {
            var page = _file.Pages[i];
            page.Line(Margin, Margin + 8, Margin + Usable, Margin + 8, 0.3);
            page.Text(Margin, Margin, 6.5, _layout.Foot);
            var number = string.Create(CultureInfo.InvariantCulture, $"{i + 1} / {_file.Pages.Count}");
            page.TextRight(Margin + Usable, Margin, 6.5, number);
        }
    }
}
