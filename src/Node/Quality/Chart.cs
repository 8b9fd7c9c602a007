// Charts as plain SVG: colours come from the page's style, so that they are readable in light and dark.
using System.Text;

namespace Tokenbourse.Node.Quality;

/// <summary>How a series is drawn.</summary>
internal enum Mark
{
    Line,
    Bars,
    Dots,
    Dashes,
}

/// <summary>One series of a chart; its colour is its place among the others.</summary>
internal sealed record Series(string Name, Mark Mark, IReadOnlyList<(double X, double Y)> Points);

/// <summary>A chart with two axes.</summary>
/// <param name="Level">A line drawn across at plus and minus this value; zero: none.</param>
/// <param name="FromZero">The vertical axis begins at zero or below.</param>
/// <param name="LogX">The horizontal axis is logarithmic (values above zero; a zero is drawn at the left end).</param>
internal sealed record Chart(
    string Title,
    string XLabel,
    string YLabel,
    IReadOnlyList<Series> Series,
    bool FromZero = false,
    bool LogX = false,
    double Level = 0
)
{
    private const int Width = 640;
    private const int Height = 300;
    private const int Left = 78;
    private const int Right = 14;
    private const int Top = 46;
    private const int Bottom = 46;

    private (double Low, double High) _x;
    private (double Low, double High) _y;

    /// <summary>The picture, or nothing when no series has a point.</summary>
    public string Draw()
    {
        var points = Series.SelectMany(s => s.Points).ToList();
        if (points.Count == 0)
            return "";
        _x = Range(points.Select(p => Along(p.X)), false, Series.Any(s => s.Mark == Mark.Bars) ? 0.5 : 0);
        var heights = points.Select(p => p.Y);
        // Room for the level lines too, where there are any.
        _y = Range(Level > 0 ? heights.Append(Level * 1.2).Append(-Level * 1.2) : heights, FromZero || Level > 0, 0);
        var svg = new StringBuilder();
        svg.Append($"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\">\n");
        svg.Append($"<title>{Shown.Html(Title)}</title>\n");
        svg.Append($"<text class=\"head\" x=\"{Left}\" y=\"16\">{Shown.Html(Title)}</text>\n");
        Legend(svg);
        Axes(svg);
        for (var i = 0; i < Series.Count; i++)
            Draw(svg, Series[i], i);
        return svg.Append("</svg>\n").ToString();
    }

    private static (double Low, double High) Range(IEnumerable<double> values, bool zero, double margin)
    {
        var list = values.ToList();
        var (low, high) = (list.Min() - margin, list.Max() + margin);
        if (zero)
            (low, high) = (double.Min(low, 0), double.Max(high, 0));
        if (high - low < 1e-12)
            (low, high) = (low - 0.5, high + 0.5);
        return margin > 0 ? (low, high)
            : zero && low == 0 ? (low, high * 1.05)
            : (low, high);
    }

    private double Along(double x) => LogX ? Math.Log10(double.Max(x, 0.5)) : x;

    private string X(double x) =>
        Shown.Place(Left + ((Along(x) - _x.Low) / (_x.High - _x.Low) * (Width - Left - Right)));

    private string Y(double y) =>
        Shown.Place(Height - Bottom - ((y - _y.Low) / (_y.High - _y.Low) * (Height - Top - Bottom)));

    private void Legend(StringBuilder svg)
    {
        if (Series.Count < 2)
            return;
        var at = Left;
        for (var i = 0; i < Series.Count; i++)
        {
            svg.Append($"<rect class=\"fill{i}\" x=\"{at}\" y=\"25\" width=\"12\" height=\"4\"/>");
            svg.Append($"<text class=\"note\" x=\"{at + 17}\" y=\"31\">{Shown.Html(Series[i].Name)}</text>\n");
            at += 36 + Series[i].Name.Sum(c => c > 0x2000 ? 12 : 7);
        }
    }

    private void Axes(StringBuilder svg)
    {
        foreach (var mark in Marks(_y.Low, _y.High, 5))
        {
            var y = Y(mark);
            svg.Append($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y}\" y2=\"{y}\"/>");
            svg.Append($"<text class=\"note\" x=\"{Left - 6}\" y=\"{y}\" dy=\"4\" text-anchor=\"end\">");
            svg.Append($"{Shown.Number(mark)}</text>\n");
        }

        foreach (var mark in LogX ? Decades() : Marks(_x.Low, _x.High, 8))
        {
            svg.Append($"<text class=\"note\" x=\"{X(mark)}\" y=\"{Height - Bottom + 16}\" text-anchor=\"middle\">");
            svg.Append($"{(mark < 1 && LogX ? "0" : Shown.Number(mark))}</text>\n");
        }

        foreach (var level in Level > 0 ? (double[])[Level, -Level] : [])
        {
            var y = Y(level);
            svg.Append($"<line class=\"level\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y}\" y2=\"{y}\"/>\n");
        }

        var middle = (Left + Width - Right) / 2;
        svg.Append($"<text class=\"note\" x=\"{middle}\" y=\"{Height - 8}\" text-anchor=\"middle\">");
        svg.Append($"{Shown.Html(XLabel)}</text>\n");
        var centre = (Top + Height - Bottom) / 2;
        svg.Append($"<text class=\"note\" transform=\"translate(16 {centre}) rotate(-90)\" text-anchor=\"middle\">");
        svg.Append($"{Shown.Html(YLabel)}</text>\n");
    }

    private void Draw(StringBuilder svg, Series series, int place)
    {
        if (series.Mark is Mark.Line or Mark.Dashes)
        {
            var path = string.Join(' ', series.Points.Select((p, i) => $"{(i == 0 ? "M" : "L")}{X(p.X)} {Y(p.Y)}"));
            var dashes = series.Mark == Mark.Dashes ? " stroke-dasharray=\"5 4\"" : "";
            svg.Append($"<path class=\"line{place}\" d=\"{path}\"{dashes}/>\n");
            return;
        }

        var bars = Series.Count(s => s.Mark == Mark.Bars);
        var width = double.Max(1, (Width - Left - Right) / (_x.High - _x.Low) * 0.7 / int.Max(1, bars));
        var zero = double.Parse(Y(double.Clamp(0, _y.Low, _y.High)), System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (px, py) in series.Points)
        {
            if (series.Mark == Mark.Dots)
            {
                svg.Append($"<circle class=\"fill{place}\" cx=\"{X(px)}\" cy=\"{Y(py)}\" r=\"2.4\"/>");
                continue;
            }

            var x = double.Parse(X(px), System.Globalization.CultureInfo.InvariantCulture);
            var y = double.Parse(Y(py), System.Globalization.CultureInfo.InvariantCulture);
            x += (place - (bars / 2.0)) * width;
            svg.Append($"<rect class=\"fill{place}\" x=\"{Shown.Place(x)}\" y=\"{Shown.Place(double.Min(y, zero))}\" ");
            svg.Append($"width=\"{Shown.Place(width)}\" height=\"{Shown.Place(Math.Abs(y - zero))}\"/>");
        }

        svg.Append('\n');
    }

    private IEnumerable<double> Decades()
    {
        if (_x.Low < 0)
            yield return 0.5;
        for (var power = Math.Ceiling(_x.Low); power <= _x.High; power++)
        {
            yield return Math.Pow(10, power);
            if (_x.High - _x.Low < 2.5 && Math.Log10(3) + power <= _x.High)
                yield return 3 * Math.Pow(10, power);
        }
    }

    private static IEnumerable<double> Marks(double low, double high, int about)
    {
        var rough = (high - low) / about;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = (rough / power) switch
        {
            < 1.5 => power,
            < 3.5 => 2 * power,
            < 7.5 => 5 * power,
            _ => 10 * power,
        };
        for (var count = Math.Ceiling(low / step); count * step <= high + (step * 1e-9); count++)
            yield return Shown.Rounded(count * step, 6);
    }
}
