// The spot study as a picture: a path, a week by hours, usage beside data, effectiveness, and what it hangs on.
using System.Globalization;
using System.Text;
using Tokenbourse.Analytics.Spot;

namespace Tokenbourse.Node.Studies;

/// <summary>Draws five panels.</summary>
internal static class SpotPicture
{
    public const int Width = 980;

    // Panels of lines, then two lists with a line for each buyer and each assumption.
    private const int Drawn = 550;
    private const int BarStep = 20;
    private const int HangStep = 14;

    private static readonly string[] _colours = ["#0b58c4", "#c4560b", "#8a8a8a"];

    /// <summary>The picture.</summary>
    public static string Draw(SpotReport report)
    {
        var svg = new StringBuilder();
        var hangs = Drawn + 70 + (report.Hedges.Count * BarStep);
        var height = hangs + (report.Sensitivities.Count == 0 ? 0 : 60 + (report.Sensitivities.Count * HangStep));
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" "
                + $"font-size=\"11\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
        );
        var q = report.Question;
        Text(
            svg,
            12,
            24,
            "A simulated spot market and whom its futures hedge",
            " font-size=\"15\" font-weight=\"bold\""
        );
        Text(
            svg,
            12,
            42,
            $"Simulated: seeds {q.Seed} to {q.Seed + q.Paths - 1}, {q.Years} years each; participants are invented, "
                + "calibrated on public data. Futures are priced by a stated model.",
            " fill=\"#555\""
        );
        if (report.Example is { } example)
        {
            Lines(
                svg,
                (0, 56, Width, 240),
                "First path: spot print of a GPU hour, a seller's list price (USD), the token print (CNY per million)",
                [("GPU hour", example.Compute), ("tokens", example.Tokens), ("a list price", example.List)],
                $"days from {example.Day}"
            );
            Lines(
                svg,
                (0, 300, Width / 2, 230),
                "A week of hours: price of a GPU hour, USD",
                [("auction", example.Week)],
                "hours"
            );
        }

        Lines(
            svg,
            (Width / 2, 300, Width / 2, 230),
            "Usage by hour of the day, mean 1",
            [
                .. report.Simulation.Usage.Take(1).Select(u => ("simulated, all zones", u.Hours)),
                .. (report.Measured?.Usage ?? []).Take(1).Select(u => ("data: m-small, one zone", u.Hours)),
            ],
            "hours"
        );
        Bars(svg, report.Hedges, 12, Drawn);
        Hangs(svg, report.Sensitivities, 12, hangs);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Lines(
        StringBuilder svg,
        (int X, int Y, int Width, int Height) box,
        string title,
        IReadOnlyList<(string Name, double[] Values)> series,
        string below
    )
    {
        var (left, right, top, bottom) = (box.X + 56, box.X + box.Width - 14, box.Y + 44, box.Y + box.Height - 24);
        Text(svg, left, box.Y + 16, title, " font-weight=\"bold\"");
        var all = series.SelectMany(s => s.Values).Where(double.IsFinite).ToList();
        if (all.Count == 0)
            return;
        var (low, high) = (Math.Min(0, all.Min()), all.Max() * 1.05);
        double Y(double v) => bottom - ((v - low) / (high - low) * (bottom - top));
        for (var i = 0; i <= 4; i++)
        {
            var value = low + ((high - low) * i / 4);
            Line(svg, left, Y(value), right, Y(value), " stroke=\"#e4e4e4\"");
            Text(svg, left - 6, Y(value) + 4, StudyText.Number(value, "0.0"), " text-anchor=\"end\" fill=\"#333\"");
        }

        for (var s = 0; s < series.Count; s++)
        {
            var (name, values) = series[s];
            Line(
                svg,
                left + (s * 160),
                box.Y + 32,
                left + (s * 160) + 20,
                box.Y + 32,
                $" stroke=\"{_colours[s]}\" stroke-width=\"2\""
            );
            Text(svg, left + (s * 160) + 25, box.Y + 36, name, "");
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<polyline fill=\"none\" stroke=\"{_colours[s]}\" stroke-width=\"1.2\" points=\""
            );
            // Three points a pixel are enough.
            var step = Math.Max(1, values.Length / ((right - left) * 3));
            for (var i = 0; i < values.Length; i += step)
                if (double.IsFinite(values[i]))
                    svg.Append(
                        CultureInfo.InvariantCulture,
                        $"{left + ((double)i / Math.Max(1, values.Length - 1) * (right - left)):0.0},"
                            + $"{Y(values[i]):0.0} "
                    );
            svg.Append("\"/>\n");
        }

        Text(svg, right, bottom + 16, below, " text-anchor=\"end\" fill=\"#555\"");
    }

    private static void Bars(StringBuilder svg, IReadOnlyList<SpotHedgeLine> lines, int x, int y)
    {
        Text(
            svg,
            x + 44,
            y + 12,
            "Variance that a future takes away (dot: price; ring: whole bill; bar: 95 % of the mean)",
            " font-weight=\"bold\""
        );
        Scale(svg, x, y + 20, y + 24 + (lines.Count * BarStep));
        for (var i = 0; i < lines.Count; i++)
        {
            var at = y + 34 + (i * BarStep);
            var figure = lines[i].Kind == SpotHedgerKind.List ? lines[i].Full : lines[i].Price;
            Text(
                svg,
                x + 320,
                at + 4,
                $"{lines[i].Contract}: {lines[i].Buyer}"
                    + (lines[i].Kind == SpotHedgerKind.List ? " (one for one)" : ""),
                " text-anchor=\"end\""
            );
            Mark(svg, figure, x, at, _colours[(int)lines[i].Kind], true);
            if (lines[i].Kind != SpotHedgerKind.List)
                Mark(svg, lines[i].Bill, x, at + 5, _colours[(int)lines[i].Kind], false);
        }
    }

    private static void Hangs(StringBuilder svg, IReadOnlyList<SpotVariantLine> variants, int x, int y)
    {
        if (variants.Count == 0)
            return;
        Text(
            svg,
            x + 44,
            y + 12,
            "GH, price: what the answer hangs on (blue: contract, orange: auction)",
            " font-weight=\"bold\""
        );
        Scale(svg, x, y + 20, y + 24 + (variants.Count * HangStep));
        for (var i = 0; i < variants.Count; i++)
        {
            var at = y + 32 + (i * HangStep);
            Text(svg, x + 320, at + 3, variants[i].Assumption, " text-anchor=\"end\" font-size=\"10\"");
            Mark(svg, variants[i].Lines[0].Price, x, at - 2, _colours[0], true);
            Mark(svg, variants[i].Lines[1].Price, x, at + 2, _colours[1], true);
        }
    }

    // From -1 to 1; what lies below is drawn at the left end.
    private static double Place(int x, double value) => x + 330 + ((Math.Clamp(value, -1, 1) + 1) / 2 * 610);

    private static void Scale(StringBuilder svg, int x, int top, int bottom)
    {
        foreach (var value in new[] { -1, -0.5, 0, 0.5, SpotFigure.Bar, 1 })
        {
            var bar = value == SpotFigure.Bar;
            Line(
                svg,
                Place(x, value),
                top,
                Place(x, value),
                bottom,
                bar ? " stroke=\"#1b8a5a\" stroke-dasharray=\"4 3\"" : " stroke=\"#ddd\""
            );
            Text(
                svg,
                Place(x, value),
                bottom + 12,
                value == -1 ? "-1 and below" : StudyText.Number(value, "0.0"),
                " text-anchor=\"middle\" fill=\"#555\""
            );
        }
    }

    private static void Mark(StringBuilder svg, SpotFigure figure, int x, double y, string colour, bool full)
    {
        if (figure.Paths == 0)
            return;
        if (double.IsFinite(figure.Low))
            Line(svg, Place(x, figure.Low), y, Place(x, figure.High), y, $" stroke=\"{colour}\" stroke-width=\"2\"");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<circle cx=\"{Place(x, figure.Mean):0.0}\" cy=\"{y:0.0}\" r=\"3\" stroke=\"{colour}\" "
                + $"fill=\"{(full ? colour : "white")}\"/>\n"
        );
    }

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2, string style) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line x1=\"{x1:0.0}\" y1=\"{y1:0.0}\" x2=\"{x2:0.0}\" y2=\"{y2:0.0}\"{style}/>\n"
        );

    private static void Text(StringBuilder svg, double x, double y, string text, string style) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{x:0.0}\" y=\"{y:0.0}\"{style}>{System.Security.SecurityElement.Escape(text)}</text>\n"
        );
}
