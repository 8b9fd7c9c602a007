// The walk-forward study as a picture: for each hedger the months' cost over budget, bare and hedged.
using System.Globalization;
using System.Text;
using Tokenbourse.Analytics.Walks;

namespace Tokenbourse.Node.Studies;

/// <summary>Draws a panel for each hedger.</summary>
internal static class WalkPicture
{
    /// <summary>Width of the picture.</summary>
    public const int Width = 980;

    private const int Columns = 2;
    private const int PanelWidth = Width / Columns;
    private const int PanelHeight = 250;
    private const int Head = 64;
    private const int Left = 58;
    private const int Right = 14;
    private const int Top = 48;
    private const int Bottom = 30;

    private static readonly (HedgeStrategy Strategy, string Colour, string Dash)[] _lines =
    [
        (HedgeStrategy.None, "#8a8a8a", ""),
        (HedgeStrategy.Strip, "#0b58c4", ""),
        (HedgeStrategy.StackAndRoll, "#c4560b", " stroke-dasharray=\"5 3\""),
    ];

    /// <summary>Height of the picture.</summary>
    public static int Height(WalkReport report) =>
        Head + ((report.Notes.Count + Columns - 1) / Columns * PanelHeight) + 12;

    /// <summary>The picture.</summary>
    public static string Draw(WalkReport report)
    {
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height(report)}\" font-family=\"sans-serif\" "
                + $"font-size=\"11\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
        );
        Text(
            svg,
            12,
            24,
            "Cost over budget by month, with and without a hedge",
            " font-size=\"15\" font-weight=\"bold\""
        );
        Text(
            svg,
            12,
            42,
            "Real prices, real indices; futures priced by a stated model, since none are listed. Share of the "
                + "budget; above zero hurts.",
            " fill=\"#555\""
        );
        var x = 12;
        foreach (var (strategy, colour, dash) in _lines)
        {
            Line(svg, x, 54, x + 22, 54, $" stroke=\"{colour}\" stroke-width=\"2\"{dash}");
            Text(svg, x + 27, 58, WalkText.Name(strategy), "");
            x += 60 + (7 * WalkText.Name(strategy).Length);
        }

        for (var i = 0; i < report.Notes.Count; i++)
            Panel(svg, report, report.Notes[i], i % Columns * PanelWidth, Head + (i / Columns * PanelHeight));
        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder svg, WalkReport report, WalkNote note, int x, int y)
    {
        var walks = _lines
            .Select(l => report.Walks.FirstOrDefault(w => w.Hedger == note.Hedger && w.Strategy == l.Strategy))
            .ToList();
        var strip = report.Lines.First(l => l.Hedger == note.Hedger && l.Strategy == HedgeStrategy.Strip);
        Text(svg, x + Left, y + 18, $"{note.Hedger} ({note.Contract})", " font-weight=\"bold\"");
        var f = strip.Figures;
        Text(
            svg,
            x + Left,
            y + 34,
            double.IsFinite(f.Reduction)
                ? $"strip: {StudyText.Number(f.Reduction, "0.00")} of the variance gone "
                    + $"({StudyText.Number(f.Low, "0.0")} to {StudyText.Number(f.High, "0.0")}); {strip.Words}"
                : strip.Words,
            " fill=\"#555\""
        );
        var months = walks.OfType<WalkResult>().SelectMany(w => w.Months).Select(m => m.Decision.Month.Index).ToList();
        if (months.Count == 0)
            return;
        var (first, last) = (months.Min(), months.Max());
        var values = walks.OfType<WalkResult>().SelectMany(w => w.Months.Select(m => m.Hedged)).Append(0).ToList();
        var (low, high) = (Math.Min(values.Min(), -0.1), Math.Max(values.Max(), 0.1));
        double X(int month) =>
            x + Left + ((double)(month - first) / Math.Max(1, last - first) * (PanelWidth - Left - Right));
        double Y(double value) => y + Top + ((high - value) / (high - low) * (PanelHeight - Top - Bottom));
        foreach (var value in Marks(low, high))
        {
            Line(
                svg,
                x + Left,
                Y(value),
                x + PanelWidth - Right,
                Y(value),
                $" stroke=\"{(value == 0 ? "#777" : "#e4e4e4")}\""
            );
            Text(svg, x + Left - 6, Y(value) + 4, StudyText.Percent(value), " text-anchor=\"end\" fill=\"#333\"");
        }

        for (var month = first; month <= last; month++)
            if (month % 6 == 0 || (month == first && month % 6 < 3))
                Text(
                    svg,
                    X(month),
                    y + PanelHeight - 12,
                    new Tokenbourse.Model.Numbers.ContractMonth(month).ToString(),
                    $" text-anchor=\"{(month == last ? "end" : "middle")}\" fill=\"#333\""
                );
        for (var i = 0; i < _lines.Length; i++)
            if (walks[i] is { } walk)
                Path(svg, walk, X, Y, _lines[i]);
    }

    // A line breaks where a month has no outcome.
    private static void Path(
        StringBuilder svg,
        WalkResult walk,
        Func<int, double> x,
        Func<double, double> y,
        (HedgeStrategy Strategy, string Colour, string Dash) line
    )
    {
        var path = new StringBuilder();
        var before = int.MinValue;
        foreach (var month in walk.Months)
        {
            var at = month.Decision.Month.Index;
            path.Append(
                CultureInfo.InvariantCulture,
                $"{(at == before + 1 ? 'L' : 'M')}{x(at):0.#} {y(month.Hedged):0.#}"
            );
            before = at;
        }

        svg.Append(
            CultureInfo.InvariantCulture,
            $"<path d=\"{path}\" fill=\"none\" stroke=\"{line.Colour}\" stroke-width=\"2\"{line.Dash}/>\n"
        );
    }

    private static IEnumerable<double> Marks(double low, double high)
    {
        double[] steps = [0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20];
        var step = steps.FirstOrDefault(s => (high - low) / s <= 6, 50);
        for (var k = (int)Math.Ceiling(low / step); k * step <= high; k++)
            yield return k * step;
    }

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2, string more) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\"{more}/>\n"
        );

    private static void Text(StringBuilder svg, double x, double y, string text, string more) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{x:0.#}\" y=\"{y:0.#}\"{more}>{System.Security.SecurityElement.Escape(text)}</text>\n"
        );
}
