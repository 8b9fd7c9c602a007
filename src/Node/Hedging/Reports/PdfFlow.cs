// The place on the page that is written next: text, rules, boxes and pictures go down from it, over pages.
using System.Globalization;
using Tokenbourse.Desk.Reports.Charts;
using Tokenbourse.Node.Papers;

namespace Tokenbourse.Node.Hedging.Reports;

/// <summary>A running place on standing A4 pages.</summary>
internal sealed class PdfFlow
{
    public const double Margin = 42;
    public const double Usable = High - (2 * Margin);

    // A4 that stands is A4 that lies, turned.
    private const double High = PdfFile.Height;
    private const double Top = PdfFile.Width - 44;
    private const double Least = 56;

    private PdfPage _page;
    private double _y = Top;

    public PdfFlow(string title)
    {
        File = new(title, standing: true);
        _page = File.Add();
    }

    public PdfFile File { get; }

    /// <summary>So many points are left on this page.</summary>
    public bool Has(double points) => _y - points >= Least;

    /// <summary>A new page.</summary>
    public void Turn()
    {
        _page = File.Add();
        _y = Top;
    }

    public void Down(double points) => _y -= points;

    /// <summary>A line of its own.</summary>
    public void Put(double size, string text, bool bold = false, ChartTone tone = ChartTone.Ink)
    {
        foreach (var line in PdfText.Lines(text, Usable, size, bold))
        {
            Down(size * 1.25);
            Write(Margin, 0.2 * size, size, line, bold, tone);
        }
    }

    /// <summary>Text at a place, so many points above the running one.</summary>
    public void Write(
        double x,
        double above,
        double size,
        string text,
        bool bold = false,
        ChartTone tone = ChartTone.Ink,
        bool right = false
    )
    {
        // The Chinese face has no bold: a line of both would be bold in pieces.
        bold = bold && !text.Any(c => c >= 0x2E80);
        _page.Content.Append(CultureInfo.InvariantCulture, $"q {ReportColours.Pdf(tone)} rg\n");
        if (right)
            _page.TextRight(x, _y + above, size, text, bold);
        else
            _page.Text(x, _y + above, size, text, bold);
        _page.Content.Append("Q\n");
    }

    /// <summary>A line across.</summary>
    public void Rule(double width, ChartTone tone = ChartTone.Ink)
    {
        _page.Content.Append(CultureInfo.InvariantCulture, $"q {ReportColours.Pdf(tone)} RG\n");
        _page.Line(Margin, _y, Margin + Usable, _y, width);
        _page.Content.Append("Q\n");
    }

    /// <summary>A shade under what is written next.</summary>
    /// <param name="edge">A bar of this colour at its left; null: none.</param>
    public void Box(double height, double grey, ChartTone? edge = null, double width = Usable)
    {
        _page.Shade(Margin, _y - height, width, height, grey);
        if (edge is { } tone)
            _page.Content.Append(
                CultureInfo.InvariantCulture,
                $"q {ReportColours.Pdf(tone)} rg {Margin:F2} {_y - height:F2} 3.00 {height:F2} re f Q\n"
            );
    }

    /// <summary>A chart.</summary>
    public void Picture(ChartDrawing drawing)
    {
        PdfChart.Draw(_page, drawing, Margin, _y);
        Down(drawing.Height);
    }
}
