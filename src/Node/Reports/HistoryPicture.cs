// Index histories as a picture: SVG that needs nothing but a browser.
using System.Globalization;
using System.Text;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Verbs;

namespace Tokenbourse.Node.Reports;

/// <summary>One panel an index, logarithmic, over the same dates.</summary>
internal static class HistoryPicture
{
    private const int Width = 900;
    private const int PanelHeight = 190;
    private const int Left = 70;
    private const int Right = 20;

    public static string Draw(IReadOnlyList<IndexDay> days)
    {
        var valued = days.Where(d => d.Value is > 0).ToList();
        var panels = valued.GroupBy(d => d.Index).ToList();
        var first = Days(valued.Count > 0 ? valued.Min(d => d.Day)! : "2024-01-01");
        var last = Days(valued.Count > 0 ? valued.Max(d => d.Day)! : "2024-01-02");
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {(panels.Count * PanelHeight) + 20}\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
        );
        for (var i = 0; i < panels.Count; i++)
            Panel(svg, panels[i].Key, [.. panels[i]], i * PanelHeight, first, int.Max(last, first + 1));
        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder svg, string index, List<IndexDay> days, int top, int first, int last)
    {
        var low = Math.Log((double)days.Min(d => d.Value!.Value));
        var high = Math.Log((double)days.Max(d => d.Value!.Value));
        if (high - low < 0.05)
            (low, high) = (low - 0.05, high + 0.05);
        double X(int day) => Left + ((double)(day - first) / (last - first) * (Width - Left - Right));
        double Y(double value) => top + 40 + ((high - Math.Log(value)) / (high - low) * (PanelHeight - 65));
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{Left}\" y=\"{top + 24}\" font-weight=\"bold\">{index}</text><text x=\"{Left + 110}\" y=\"{top + 24}\" fill=\"#555\">{days[0].Unit} (log scale)</text>\n"
        );
        foreach (var mark in Marks(Math.Exp(low), Math.Exp(high)))
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(mark):0.0}\" y2=\"{Y(mark):0.0}\" stroke=\"#ddd\"/><text x=\"{Left - 6}\" y=\"{Y(mark) + 4:0.0}\" text-anchor=\"end\" fill=\"#555\">{mark:0.###}</text>\n"
            );
        }

        for (
            var year = TradingDate.Of(2023, 1, 1);
            year.Days < last;
            year = TradingDate.Of(year.Month == 1 ? year.Year : year.Year + 1, year.Month == 1 ? 7 : 1, 1)
        )
        {
            if (year.Days < first)
                continue;
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{X(year.Days):0.0}\" x2=\"{X(year.Days):0.0}\" y1=\"{top + 36}\" y2=\"{top + PanelHeight - 22}\" stroke=\"#eee\"/><text x=\"{X(year.Days):0.0}\" y=\"{top + PanelHeight - 8}\" text-anchor=\"middle\" fill=\"#555\">{year.ToString()[..7]}</text>\n"
            );
        }

        var line = new StringBuilder();
        var before = first - 1000L;
        foreach (var day in days)
        {
            var at = Days(day.Day);
            // A gap of more than four days is shown as a gap: nothing was printed there.
            line.Append(
                CultureInfo.InvariantCulture,
                $"{(at - before > 4 ? "M" : "L")}{X(at):0.0} {Y((double)day.Value!.Value):0.0}"
            );
            before = at;
        }

        svg.Append(
            CultureInfo.InvariantCulture,
            $"<path d=\"{line}\" fill=\"none\" stroke=\"#0b62c4\" stroke-width=\"1.5\"/>\n"
        );
    }

    private static IEnumerable<double> Marks(double low, double high)
    {
        // Over less than a factor of three the steps are even; over more they follow the decades.
        if (high < low * 3)
        {
            var step = Math.Pow(10, Math.Floor(Math.Log10(high - low)));
            if ((high - low) / step < 3)
                step /= 2;
            for (var mark = Math.Ceiling(low / step) * step; mark <= high; mark += step)
                yield return mark;
            yield break;
        }

        for (var power = Math.Pow(10, Math.Floor(Math.Log10(low))); power <= high; power *= 10)
        {
            foreach (var step in (double[])[1, 2, 3, 5, 7])
            {
                if (power * step >= low && power * step <= high)
                    yield return power * step;
            }
        }
    }

    private static int Days(string day) => TradingDate.TryParse(day, out var date) ? date.Days : 0;
}
