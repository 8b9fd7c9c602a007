// Margin against the losses that followed, as SVG: one panel a series, and the share of breaches by model below.
using System.Globalization;
using System.Text;
using Tokenbourse.Analytics.Backtests;

namespace Tokenbourse.Node.Margins;

/// <summary>Draws a report.</summary>
internal static class BacktestPicture
{
    private const int Width = 900;
    private const int PanelHeight = 200;
    private const int Left = 60;
    private const int Right = 20;
    private const int BarHeight = 16;

    // More points than pixels say nothing.
    private const int MostPoints = 400;
    private const int MostPanels = 5;

    private static readonly (string Model, string Colour)[] Shown =
    [
        ("historical VaR", "#8a8a8a"),
        ("filtered", "#e08a00"),
        (BacktestModels.Whole, "#0b62c4"),
    ];

    /// <param name="subjects">Series with their warm-up; panels are drawn of copper, or the first, and of the venue's
    /// own.</param>
    public static string Draw(BacktestReport report, IReadOnlyList<(BacktestSubject Subject, int WarmUp)> subjects)
    {
        var futures = subjects.Where(s => s.Subject.Group == BacktestSubjects.Shanghai).ToList();
        var first = futures.Where(s => s.Subject.Series.Name == "cu").Concat(futures).Take(1);
        var panels = first
            .Concat(subjects.Where(s => s.Subject.Group != BacktestSubjects.Shanghai))
            .Where(s => report.Results.Any(r => r.Series == s.Subject.Series.Name))
            .Take(MostPanels)
            .ToList();
        var groups = report.Groups.GroupBy(g => g.Group).ToList();
        var height = (panels.Count * PanelHeight) + groups.Sum(g => 50 + (g.Count() * BarHeight)) + 20;
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family="
                + $"\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
        );
        for (var i = 0; i < panels.Count; i++)
            Panel(svg, report, panels[i].Subject.Series, panels[i].WarmUp, i * PanelHeight);
        var top = panels.Count * PanelHeight;
        foreach (var group in groups)
        {
            Bars(svg, group.Key, [.. group], top);
            top += 50 + (group.Count() * BarHeight);
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder svg, BacktestReport report, PriceSeries series, int warmUp, int top)
    {
        var lines = Shown
            .Select(s => (s.Model, s.Colour, Result: Long(report, series.Name, s.Model)))
            .Where(s => s.Result is not null)
            .ToList();
        var count = lines.Max(l => l.Result!.Rates.Count);
        var losses = new double[count];
        for (var i = 0; i < count; i++)
        {
            var t = warmUp - 1 + i;
            losses[i] = Math.Max(0, 1 - (series.Prices[t + report.Horizon] / series.Prices[t]));
        }

        var high = Math.Max(0.01, Math.Max(losses.Max(), lines.Max(l => l.Result!.Rates.Max())));
        var step = Math.Max(1, (count + MostPoints - 1) / MostPoints);
        double X(int i) => Left + ((double)i / Math.Max(1, count - 1) * (Width - Left - Right));
        double Y(double rate) => top + 40 + ((high - rate) / high * (PanelHeight - 65));
        Head(svg, report, series, warmUp, top, count, lines.Select(l => (l.Model, l.Colour)));
        foreach (var mark in (double[])[0, high / 2, high])
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(mark):0.0}\" y2=\"{Y(mark):0.0}\""
                    + $" stroke=\"#ddd\"/><text x=\"{Left - 6}\" y=\"{Y(mark) + 4:0.0}\" text-anchor=\"end\""
                    + $" fill=\"#555\">{mark * 100:0.0}%</text>\n"
            );
        var bars = new StringBuilder();
        for (var i = 0; i < count; i += step)
        {
            var worst = losses.AsSpan(i, Math.Min(step, count - i)).ToArray().Max();
            if (worst > 0)
                bars.Append(CultureInfo.InvariantCulture, $"M{X(i):0.0} {Y(0):0.0}V{Y(worst):0.0}");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{bars}\" stroke=\"#c9a3a3\" stroke-width=\"1\"/>\n");
        foreach (var (_, colour, result) in lines)
        {
            var path = new StringBuilder();
            for (var i = 0; i < count; i += step)
                path.Append(
                    CultureInfo.InvariantCulture,
                    $"{(i == 0 ? "M" : "L")}{X(i):0.0} {Y(result!.Rates[i]):0.0}"
                );
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.4\"/>\n"
            );
        }

        foreach (var breach in lines[^1].Result!.BreachList)
        {
            var i = Index(series.Days, breach.Day) - warmUp + 1;
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<circle cx=\"{X(i):0.0}\" cy=\"{Y(breach.Loss):0.0}\" r=\"3\" fill=\"#c41a1a\"/>\n"
            );
        }
    }

    private static void Head(
        StringBuilder svg,
        BacktestReport report,
        PriceSeries series,
        int warmUp,
        int top,
        int count,
        IEnumerable<(string Model, string Colour)> lines
    )
    {
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{Left}\" y=\"{top + 20}\" font-weight=\"bold\">{series.Name}</text><text x=\""
                + $"{Left}\" y=\"{top + 35}\" fill=\"#555\">margin of a long position and its loss over "
                + $"{report.Horizon} day{(report.Horizon > 1 ? "s" : "")}, {series.Days[warmUp - 1]} to "
                + $"{series.Days[warmUp + count - 2]}</text>\n"
        );
        var x = 470;
        foreach (
            var (model, colour) in lines
                .Append(("loss", "#c9a3a3"))
                .Append(("loss above " + BacktestModels.Whole, "#c41a1a"))
        )
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{x}\" y=\"{top + 12}\" width=\"10\" height=\"10\" fill=\"{colour}\"/><text"
                    + $" x=\"{x + 14}\" y=\"{top + 21}\" fill=\"#555\">{model}</text>\n"
            );
            x += 28 + (model.Length * 6);
        }
    }

    private static void Bars(StringBuilder svg, string group, GroupLine[] lines, int top)
    {
        const int From = 200;
        const double Most = 0.04;
        double X(double share) => From + (Math.Min(share, Most) / Most * (Width - From - 120));
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{Left}\" y=\"{top + 26}\" font-weight=\"bold\">Share of losses "
                + $"above the margin: {group}</text>\n"
        );
        for (var i = 0; i < lines.Length; i++)
        {
            var y = top + 38 + (i * BarHeight);
            var share = 1 - lines[i].Coverage;
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text x=\"{From - 8}\" y=\"{y + 10}\" text-anchor=\"end\">{lines[i].Model}</text>"
                    + $"<rect x=\"{From}\" y=\"{y}\" width=\"{X(share) - From:0.0}\" height=\"11\" fill=\""
                    + $"{(share > 0.01 ? "#c96a6a" : "#6a9ac9")}\"/><text x=\"{X(share) + 5:0.0}\" y=\""
                    + $"{y + 10}\" fill=\"#555\">{share * 100:0.00} % of {lines[i].Days}</text>\n"
            );
        }

        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line x1=\"{X(0.01):0.0}\" x2=\"{X(0.01):0.0}\" y1=\"{top + 32}\" y2=\""
                + $"{top + 38 + (lines.Length * BarHeight)}\" stroke=\"#222\" stroke-dasharray=\"3 2\"/>\n"
        );
    }

    private static BacktestResult? Long(BacktestReport report, string series, string model) =>
        report.Results.FirstOrDefault(r => r.Series == series && r.Model == model && r.Side == "long");

    private static int Index(IReadOnlyList<string> days, string day)
    {
        for (var i = 0; i < days.Count; i++)
        {
            if (days[i] == day)
                return i;
        }

        throw new ArgumentException($"{day}: not a day of the series", nameof(day));
    }
}
