// Copies a chart's drawing onto a PDF page as paths and text.
using System.Globalization;
using System.Text;
using Tokenbourse.Desk.Reports.Charts;
using Tokenbourse.Node.Papers;

namespace Tokenbourse.Node.Hedging.Reports;

/// <summary>Draws charts on pages.</summary>
internal static class PdfChart
{
    /// <param name="left">Where the picture begins.</param>
    /// <param name="top">Its upper edge; the page's origin is at the lower left.</param>
    public static void Draw(PdfPage page, ChartDrawing drawing, double left, double top)
    {
        foreach (var part in drawing.Parts)
        {
            var content = page.Content;
            content.Append("q\n");
            switch (part)
            {
                case DrawnLine line:
                    content.Append(
                        CultureInfo.InvariantCulture,
                        $"{ReportColours.Pdf(line.Tone)} RG {line.Width:F2} w 1 J 1 j "
                            + $"{(line.Broken ? "[4 3] 0 d" : "")}\n"
                    );
                    Path(content, line.Spots, left, top).Append("S\n");
                    break;
                case DrawnArea area:
                    content.Append(CultureInfo.InvariantCulture, $"{ReportColours.Pdf(area.Tone)} rg\n");
                    if (area.Pale)
                        content.Append("/Pale gs\n");
                    Path(content, area.Spots, left, top).Append("h f\n");
                    break;
                case DrawnDot dot:
                    content.Append(CultureInfo.InvariantCulture, $"{ReportColours.Pdf(dot.Tone)} rg\n");
                    Circle(content, left + dot.At.X, top - dot.At.Y, dot.Radius);
                    break;
                case DrawnWords words:
                    Words(page, words, left, top);
                    break;
                default:
                    throw new InvalidOperationException($"no way to draw {part.GetType().Name}");
            }

            content.Append("Q\n");
        }
    }

    private static StringBuilder Path(
        StringBuilder content,
        IReadOnlyList<Tokenbourse.Desk.Reports.Charts.Spot> spots,
        double left,
        double top
    )
    {
        for (var i = 0; i < spots.Count; i++)
            content.Append(
                CultureInfo.InvariantCulture,
                $"{left + spots[i].X:F2} {top - spots[i].Y:F2} {(i == 0 ? "m" : "l")}\n"
            );
        return content;
    }

    // Four curves; 0.5523 is the usual length of their handles for a circle of radius 1.
    private static void Circle(StringBuilder content, double x, double y, double r)
    {
        var h = r * 0.5523;
        content.Append(
            CultureInfo.InvariantCulture,
            $"{x + r:F2} {y:F2} m {x + r:F2} {y + h:F2} {x + h:F2} {y + r:F2} {x:F2} {y + r:F2} c "
        );
        content.Append(
            CultureInfo.InvariantCulture,
            $"{x - h:F2} {y + r:F2} {x - r:F2} {y + h:F2} {x - r:F2} {y:F2} c "
        );
        content.Append(
            CultureInfo.InvariantCulture,
            $"{x - r:F2} {y - h:F2} {x - h:F2} {y - r:F2} {x:F2} {y - r:F2} c "
        );
        content.Append(
            CultureInfo.InvariantCulture,
            $"{x + h:F2} {y - r:F2} {x + r:F2} {y - h:F2} {x + r:F2} {y:F2} c f\n"
        );
    }

    private static void Words(PdfPage page, DrawnWords words, double left, double top)
    {
        var content = page.Content;
        content.Append(CultureInfo.InvariantCulture, $"{ReportColours.Pdf(words.Tone)} rg\n");
        var width = PdfFonts.Width(words.Text, words.Size, false);
        var back = words.Anchor switch
        {
            WordAnchor.Start => 0,
            WordAnchor.Middle => width / 2,
            _ => width,
        };
        var (x, y) = (left + words.At.X, top - words.At.Y);
        if (words.Up)
        {
            content.Append(CultureInfo.InvariantCulture, $"0 1 -1 0 {x:F2} {y:F2} cm\n");
            page.Text(-back, 0, words.Size, words.Text);
        }
        else
            page.Text(x - back, y, words.Size, words.Text);
    }
}
