// Copies a chart's drawing into SVG; colours are classes, so that a page can be light or dark.
using System.Globalization;
using System.Text;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Desk.Reports.Charts;

namespace Tokenbourse.Node.Hedging.Reports;

/// <summary>Writes charts as SVG elements.</summary>
internal static class SvgChart
{
    private const int TitleHeight = 24;

    public static string Of(ReportChart chart, ReportLanguage language)
    {
        var drawing = ChartDrawing.Of(chart, language);
        var title = language == ReportLanguage.Chinese ? chart.Title.Zh : chart.Title.En;
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {drawing.Width:0.##} {drawing.Height:0.##}\" role=\"img\" "
                + $"xmlns=\"http://www.w3.org/2000/svg\">\n"
        );
        svg.Append(CultureInfo.InvariantCulture, $"<title>{Html.Escape(title)}</title>\n");
        foreach (var part in drawing.Parts)
            Draw(svg, part);
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>A chart as a file of its own: its title above, its colours inside.</summary>
    public static string Alone(ReportChart chart, ReportLanguage language)
    {
        var drawing = ChartDrawing.Of(chart, language);
        var title = language == ReportLanguage.Chinese ? chart.Title.Zh : chart.Title.En;
        var svg = Of(chart, language);
        var open = svg.IndexOf('>', StringComparison.Ordinal);
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"<rect y=\"-{TitleHeight}\" width=\"{drawing.Width:0.##}\" height=\"{drawing.Height + TitleHeight:0.##}\" "
                + $"fill=\"var(--ground)\"/>\n<text class=\"a ink\" x=\"8\" y=\"-8\" font-size=\"10\" "
                + $"font-weight=\"600\">{Html.Escape(title)}</text>\n"
        );
        var box = string.Create(
            CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 -{TitleHeight} {drawing.Width:0.##} {drawing.Height + TitleHeight:0.##}\" role=\"img\" "
                + $"xmlns=\"http://www.w3.org/2000/svg\" font-family=\"system-ui,sans-serif\">\n"
                + $"<style>\n{HtmlStyle.Colours()}</style>\n"
        );
        return box + words + svg[(open + 2)..];
    }

    private static void Draw(StringBuilder svg, Drawn part)
    {
        var tone = ReportColours.Name(part.Tone);
        switch (part)
        {
            case DrawnLine line:
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<path class=\"l {tone}\" stroke-width=\"{line.Width:0.##}\" d=\"{Path(line.Spots)}\""
                );
                svg.Append(line.Broken ? " stroke-dasharray=\"4 3\"/>\n" : "/>\n");
                break;
            case DrawnArea area:
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<path class=\"a {tone}{(area.Pale ? " pale" : "")}\" d=\"{Path(area.Spots)}Z\"/>\n"
                );
                break;
            case DrawnDot dot:
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<circle class=\"a {tone}\" cx=\"{dot.At.X:F2}\" cy=\"{dot.At.Y:F2}\" r=\"{dot.Radius:0.##}\"/>\n"
                );
                break;
            case DrawnWords words:
                var anchor = words.Anchor switch
                {
                    WordAnchor.Start => "start",
                    WordAnchor.Middle => "middle",
                    _ => "end",
                };
                var turn = words.Up ? " transform=\"rotate(-90)\"" : "";
                var (x, y) = words.Up ? (-words.At.Y, words.At.X) : (words.At.X, words.At.Y);
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<text class=\"a {tone}\" x=\"{x:F2}\" y=\"{y:F2}\" font-size=\"{words.Size:0.##}\" "
                        + $"text-anchor=\"{anchor}\"{turn}>{Html.Escape(words.Text)}</text>\n"
                );
                break;
            default:
                throw new InvalidOperationException($"no way to draw {part.GetType().Name}");
        }
    }

    private static string Path(IReadOnlyList<Tokenbourse.Desk.Reports.Charts.Spot> spots) =>
        string.Concat(
            spots.Select(
                (s, i) => string.Create(CultureInfo.InvariantCulture, $"{(i == 0 ? "M" : "L")}{s.X:F2} {s.Y:F2}")
            )
        );
}
