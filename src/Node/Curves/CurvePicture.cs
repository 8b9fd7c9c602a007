// Pictures of the curve as SVG that needs nothing but a browser: lines, dots and bars over dates.
using System.Globalization;
using System.Security;
using System.Text;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Curves;

/// <summary>How a series is drawn.</summary>
internal enum CurveMark
{
    Line,
    Dashes,
    Dots,

    /// <summary>A bar from Value to Other, as from bid to ask.</summary>
    Bars,
}

/// <summary>One point of a series.</summary>
internal readonly record struct CurvePicturePoint(TradingDate Day, double Value, double Other = 0, string Label = "");

/// <summary>One series of a panel.</summary>
internal sealed record CurveLine(string Name, string Colour, CurveMark Mark, IReadOnlyList<CurvePicturePoint> Points);

/// <summary>One chart.</summary>
/// <param name="Zero">A line is drawn at zero, which is always in view.</param>
internal sealed record CurvePanel(string Title, string Unit, bool Zero, IReadOnlyList<CurveLine> Lines);

/// <summary>Panels one above the other.</summary>
internal static class CurvePicture
{
    public const int Width = 900;

    /// <summary>Letters of both languages, whichever of them a machine has.</summary>
    public const string Fonts = "font-family=\"'Noto Sans CJK SC', 'Noto Sans', sans-serif\"";

    private const int Panel = 320;
    private const int Left = 76;
    private const int Right = 24;
    private const int Top = 64;
    private const int Bottom = 34;
    private const int Head = 44;

    /// <summary>Height of the picture.</summary>
    public static int Height(int panels) => Head + (panels * Panel) + 8;

    /// <param name="note">What is simulated and where it comes from, under the title.</param>
    public static string Draw(string title, string note, IReadOnlyList<CurvePanel> panels)
    {
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height(panels.Count)}\" "
                + $"width=\"{Width}\" height=\"{Height(panels.Count)}\" {Fonts} font-size=\"12\">\n"
        );
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        Text(svg, 16, 22, title, " font-size=\"16\" font-weight=\"bold\"");
        Text(svg, 16, 40, note, " fill=\"#666\"");
        for (var i = 0; i < panels.Count; i++)
            Draw(svg, panels[i], Head + (i * Panel));
        return svg.Append("</svg>\n").ToString();
    }

    private static void Draw(StringBuilder svg, CurvePanel panel, int top)
    {
        Text(svg, Left, top + 22, panel.Title, " font-weight=\"bold\"");
        Text(svg, Width - Right, top + 22, panel.Unit, " fill=\"#666\" text-anchor=\"end\"");
        var points = panel.Lines.SelectMany(l => l.Points.Select(p => (l.Mark, Point: p))).ToList();
        if (points.Count == 0)
            return;
        var values = points.SelectMany(p =>
            p.Mark == CurveMark.Bars ? [p.Point.Value, p.Point.Other] : new[] { p.Point.Value }
        );
        var (low, high) = Range(panel.Zero ? values.Append(0) : values);
        var (first, last) = (points.Min(p => p.Point.Day.Days), points.Max(p => p.Point.Day.Days));
        if (first == last)
            (first, last) = (first - 1, last + 1);
        double X(TradingDate day) =>
            Left + 10 + ((double)(day.Days - first) / (last - first) * (Width - Left - Right - 20));
        double Y(double v) => top + Top + ((high - v) / (high - low) * (Panel - Top - Bottom));
        Legend(svg, panel, top);
        foreach (var mark in Marks(low, high))
        {
            var stroke = panel.Zero && Math.Abs(mark) < 1e-12 ? "#888" : "#e4e4e4";
            Line(svg, Left, Y(mark), Width - Right, Y(mark), stroke, 1);
            Text(
                svg,
                Left - 8,
                Y(mark) + 4,
                CurveNumbers.Show(mark, Decimals(high - low)),
                " fill=\"#555\" text-anchor=\"end\""
            );
        }

        foreach (var (day, label) in Dates(first, last))
            Text(svg, X(day), top + Panel - 14, label, " fill=\"#555\" text-anchor=\"middle\"");
        foreach (var line in panel.Lines)
            Draw(svg, line, X, Y);
    }

    private static void Draw(StringBuilder svg, CurveLine line, Func<TradingDate, double> x, Func<double, double> y)
    {
        if (line.Mark is CurveMark.Line or CurveMark.Dashes)
        {
            var path = new StringBuilder();
            foreach (var p in line.Points)
                path.Append(
                    CultureInfo.InvariantCulture,
                    $"{(path.Length == 0 ? "M" : "L")}{x(p.Day):0.0} {y(p.Value):0.0}"
                );
            var dash = line.Mark == CurveMark.Dashes ? " stroke-dasharray=\"6 4\"" : "";
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<path d=\"{path}\" fill=\"none\" stroke=\"{line.Colour}\" stroke-width=\"1.8\"{dash}/>\n"
            );
            return;
        }

        foreach (var p in line.Points)
        {
            if (line.Mark == CurveMark.Bars)
            {
                Line(svg, x(p.Day), y(p.Value), x(p.Day), y(p.Other), line.Colour, 3);
                continue;
            }

            svg.Append(
                CultureInfo.InvariantCulture,
                $"<circle cx=\"{x(p.Day):0.0}\" cy=\"{y(p.Value):0.0}\" r=\"4\" fill=\"{line.Colour}\"/>\n"
            );
            if (p.Label.Length > 0)
                Text(svg, x(p.Day), y(p.Value) - 9, p.Label, " fill=\"#333\" font-size=\"10\" text-anchor=\"middle\"");
        }
    }

    private static void Legend(StringBuilder svg, CurvePanel panel, int top)
    {
        double at = Left;
        foreach (var line in panel.Lines.Where(l => l is { Points.Count: > 0, Name.Length: > 0 }))
        {
            if (line.Mark == CurveMark.Dots)
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<circle cx=\"{at + 9:0}\" cy=\"{top + 39}\" r=\"4\" fill=\"{line.Colour}\"/>"
                );
            else
                Line(svg, at, top + 39, at + 18, top + 39, line.Colour, 3);
            Text(svg, at + 24, top + 43, line.Name, " fill=\"#333\"");
            at += 46 + line.Name.Sum(c => c > 0x2000 ? 12.0 : 6.6);
        }
    }

    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        var list = values.ToList();
        var (low, high) = (list.Min(), list.Max());
        var room = high - low < 1e-9 ? Math.Max(Math.Abs(high), 1) * 0.05 : (high - low) * 0.08;
        return (low - room, high + room);
    }

    private static IEnumerable<double> Marks(double low, double high)
    {
        var step = Math.Pow(10, Math.Floor(Math.Log10(high - low)));
        while ((high - low) / step < 4)
            step /= 2;
        for (var i = Math.Ceiling(low / step); i * step <= high; i++)
            yield return i * step;
    }

    private static int Decimals(double range) => Math.Clamp(2 - (int)Math.Floor(Math.Log10(range)), 0, 5);

    private static IEnumerable<(TradingDate Day, string Label)> Dates(int first, int last)
    {
        // About eight labels, at beginnings of months; a range of weeks has its days instead.
        var months = Math.Max(1, (int)Math.Ceiling((last - first) / 30.4 / 8));
        if (last - first < 62)
        {
            for (var d = first; d <= last; d += Math.Max(1, (last - first) / 8))
                yield return (new(d), new TradingDate(d).ToString()[5..]);
            yield break;
        }

        for (var m = ContractMonth.Of(new TradingDate(first)).Plus(1); m.First.Days <= last; m = m.Plus(months))
            yield return (m.First, m.ToString());
    }

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2, string stroke, int width) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line x1=\"{x1:0.0}\" y1=\"{y1:0.0}\" x2=\"{x2:0.0}\" y2=\"{y2:0.0}\" "
                + $"stroke=\"{stroke}\" stroke-width=\"{width}\"/>\n"
        );

    private static void Text(StringBuilder svg, double x, double y, string text, string more) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{x:0.0}\" y=\"{y:0.0}\"{more}>{SecurityElement.Escape(text)}</text>\n"
        );
}
