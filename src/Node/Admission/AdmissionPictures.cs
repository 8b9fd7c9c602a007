// Pictures of the admission test: a history with its verdict, and the plane in which made and observed part.
using System.Globalization;
using System.Text;
using Tokenbourse.Analytics.Admission;

namespace Tokenbourse.Node.Admission;

/// <summary>SVG that needs nothing but a browser.</summary>
internal static class AdmissionPictures
{
    private const int Width = 900;
    private const int Panel = 190;
    private const int Left = 70;
    private const int Right = 20;
    private const int MostPanels = 12;

    /// <summary>One panel a series, the refused first.</summary>
    public static string Histories(SourceVerdict verdict, IReadOnlyList<PriceHistory> series)
    {
        var byName = series.ToDictionary(s => s.Name, StringComparer.Ordinal);
        var shown = verdict.Series.OrderByDescending(v => v.Verdict).Take(MostPanels).ToList();
        var svg = Begin((shown.Count * Panel) + 20);
        for (var i = 0; i < shown.Count; i++)
            History(svg, shown[i], byName[shown[i].Series], i * Panel);
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>Turning points across, what the curve leaves upwards; the thresholds as lines.</summary>
    public static string Plane(IReadOnlyList<AdmissionDot> dots)
    {
        const int height = 520;
        const int top = 60;
        const int bottom = 50;
        var svg = Begin(height);
        double X(double share) => Left + (Math.Clamp(share, 0, 0.85) / 0.85 * (Width - Left - Right));
        double Y(double rest) => top + ((1 - Math.Clamp(rest, -0.4, 1)) / 1.4 * (height - top - bottom));
        Text(svg, Left, 22, "Observed and fabricated histories, one dot each", "bold");
        Text(
            svg,
            Left,
            42,
            "blue: observed (40 changes or more); red: FABRICATED, seeded; dashed: thresholds",
            "normal"
        );
        foreach (var share in (double[])[0, 0.2, 0.4, 0.5, 0.6, 0.8])
        {
            Line(svg, X(share), top, X(share), height - bottom, "#eee", false);
            Text(
                svg,
                X(share) - 8,
                height - bottom + 16,
                share.ToString("0.0", CultureInfo.InvariantCulture),
                "normal"
            );
        }

        foreach (var rest in (double[])[-0.4, 0, 0.4, 0.8, 1])
        {
            Line(svg, Left, Y(rest), Width - Right, Y(rest), "#eee", false);
            Text(svg, Left - 32, Y(rest) + 4, rest.ToString("0.0", CultureInfo.InvariantCulture), "normal");
        }

        // The observed on top: were a fabricated one hidden, it would be one that the eye could not tell either.
        foreach (var fabricated in (bool[])[true, false])
        {
            svg.Append("<path d=\"");
            foreach (var dot in dots.Where(d => d.Fabricated == fabricated))
                svg.Append(CultureInfo.InvariantCulture, $"M{X(dot.Turning):0.0} {Y(dot.Rest):0.0}h0");
            svg.Append(
                $"\" stroke=\"{(fabricated ? "#c43b0b" : "#0b62c4")}\" stroke-width=\"4\" stroke-linecap=\"round\" stroke-opacity=\"0.5\"/>\n"
            );
        }

        foreach (var share in (double[])[AdmissionTest.SmoothTurning, AdmissionTest.NoiseTurning])
            Line(svg, X(share), top, X(share), height - bottom, "#555", true);
        Line(svg, Left, Y(AdmissionTest.CurveRest), Width - Right, Y(AdmissionTest.CurveRest), "#555", true);
        Text(
            svg,
            Left + 180,
            height - 12,
            "share of changes that turn (walk 0.5, independent noise 0.67, smooth curve 0)",
            "normal"
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text transform=\"translate(16 {height - 120}) rotate(-90)\" fill=\"#333\">correlation of neighbours in what trend and two waves leave</text>\n"
        );
        return svg.Append("</svg>\n").ToString();
    }

    private static void History(StringBuilder svg, SeriesVerdict verdict, PriceHistory history, int top)
    {
        var colour = verdict.Verdict switch
        {
            Verdict.Admitted => "#0b7a3b",
            Verdict.Probation => "#a06a00",
            _ => "#c43b0b",
        };
        Text(svg, Left, top + 22, $"{verdict.Series}: {verdict.Verdict}", "bold");
        var words = string.Join("; ", verdict.Findings.Select(f => $"{f.Test}: {f.Words}"));
        Text(svg, Left, top + 38, words.Length == 0 ? "nothing speaks against it" : words, "normal");
        if (history.Points.Count < 2)
            return;
        var (low, high) = (history.Logs.Min(), history.Logs.Max());
        if (high - low < 0.02)
            (low, high) = (low - 0.01, high + 0.01);
        var (first, last) = (history.Points[0].Day.Days, history.Points[^1].Day.Days);
        double X(int day) => Left + ((double)(day - first) / Math.Max(1, last - first) * (Width - Left - Right));
        double Y(double log) => top + 50 + ((high - log) / (high - low) * (Panel - 75));
        Text(svg, 4, Y(high) + 10, Math.Exp(high).ToString("G4", CultureInfo.InvariantCulture), "normal");
        Text(svg, 4, Y(low), Math.Exp(low).ToString("G4", CultureInfo.InvariantCulture), "normal");
        Text(svg, Left, top + Panel - 8, history.Points[0].Day.ToString(), "normal");
        Text(svg, Width - Right - 70, top + Panel - 8, history.Points[^1].Day.ToString(), "normal");
        var path = new StringBuilder();
        for (var i = 0; i < history.Points.Count; i++)
            path.Append(
                CultureInfo.InvariantCulture,
                $"{(i == 0 ? "M" : "L")}{X(history.Points[i].Day.Days):0.0} {Y(history.Logs[i]):0.0}"
            );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.3\"/>\n"
        );
    }

    private static StringBuilder Begin(int height) =>
        new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
        );

    private static void Line(
        StringBuilder svg,
        double x1,
        double y1,
        double x2,
        double y2,
        string colour,
        bool dashed
    ) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line x1=\"{x1:0.0}\" y1=\"{y1:0.0}\" x2=\"{x2:0.0}\" y2=\"{y2:0.0}\" stroke=\"{colour}\"{(dashed ? " stroke-dasharray=\"5 4\"" : "")}/>\n"
        );

    private static void Text(StringBuilder svg, double x, double y, string text, string weight)
    {
        var shown = text.Length <= 140 ? text : text[..137] + "...";
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{x:0.0}\" y=\"{y:0.0}\" font-weight=\"{weight}\" fill=\"#333\">{System.Net.WebUtility.HtmlEncode(shown)}</text>\n"
        );
    }
}
