// Constructions side by side as SVG: levels rebased to 100, and what prices and what the panel did to each naive one.
using System.Globalization;
using System.Text;
using Tokenbourse.Analytics.Comparisons;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Indexes;

/// <summary>Draws a comparison.</summary>
internal static class ComparisonPicture
{
    public const int Width = 960;
    private const int PanelHeight = 300;
    private const int SplitHeight = 190;
    private const int Left = 64;
    private const int Right = 24;
    private const int Head = 62;
    private const int Foot = 26;

    private static readonly string[] Colours =
    [
        "#0b62c4",
        "#1b8a5a",
        "#7a3fb0",
        "#c4760b",
        "#c41a1a",
        "#777777",
        "#b0307a",
        "#00808a",
    ];

    /// <summary>One panel a group; with <paramref name="split"/> one more for each naive construction.</summary>
    public static (string Svg, int Height) Draw(IReadOnlyList<Construction> constructions, bool split)
    {
        var groups = constructions.GroupBy(c => c.Group).ToList();
        var splits = split ? constructions.Where(c => c.Split.Count > 1).ToList() : [];
        var height = (groups.Count * PanelHeight) + (splits.Count * SplitHeight) + 12;
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\""
                + $" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
        );
        var top = 0;
        foreach (var group in groups)
        {
            Levels(svg, [.. group], top);
            top += PanelHeight;
        }

        foreach (var c in splits)
        {
            Split(svg, c, top);
            top += SplitHeight;
        }

        return (svg.Append("</svg>\n").ToString(), height);
    }

    private static void Levels(StringBuilder svg, List<Construction> group, int top)
    {
        // What is known for weeks only has no place beside years; its parts are drawn below.
        var longest = group.Max(c => c.Levels.Count);
        group = group.FindAll(c => c.Levels.Count * 10 > longest);
        var first = First(group);
        var basis = Rebased(group[0].Levels, first, []);
        var lines = group.ConvertAll(c => (c.Name, c.Naive, Points: Rebased(c.Levels, first, basis)));
        var all = lines.SelectMany(l => l.Points).ToList();
        var frame = new Frame(top, PanelHeight, all);
        Title(
            svg,
            top,
            group[0].Group == "gpu" ? "GPU hours" : "Tokens",
            $"{first} = 100, log scale; a line that begins later begins on {group[0].Name}"
        );
        Marks(svg, frame, x => Math.Log(x), Decades(frame.Low, frame.High));
        for (var i = 0; i < lines.Count; i++)
        {
            var colour = Colours[i % Colours.Length];
            Legend(svg, i, top, lines[i].Name + (lines[i].Naive ? " (naive)" : ""), colour);
            Path(svg, frame, lines[i].Points, colour, lines[i].Naive ? 1.1 : 2.0, lines[i].Naive ? "4 2" : "");
        }
    }

    private static void Split(StringBuilder svg, Construction c, int top)
    {
        var (total, matched, panel) = (new List<(int, double)>(), new List<(int, double)>(), new List<(int, double)>());
        var (sumMatched, sumPanel) = (0.0, 0.0);
        foreach (var day in c.Split)
        {
            sumMatched += day.Matched;
            sumPanel += day.Panel;
            var at = Days(day.Day);
            matched.Add((at, sumMatched));
            panel.Add((at, sumPanel));
            total.Add((at, sumMatched + sumPanel));
        }

        var frame = new Frame(top, SplitHeight, [.. total, .. matched, .. panel]);
        Title(svg, top, c.Name, "cumulated log change and its two parts");
        Marks(svg, frame, x => x, Even(frame.Low, frame.High));
        (string Name, List<(int, double)> Points, string Colour)[] lines =
        [
            ("whole change", total, "#222222"),
            ("prices of matched offers", matched, "#0b62c4"),
            (c.Name.StartsWith("unit", StringComparison.Ordinal) ? "mix" : "panel", panel, "#c41a1a"),
        ];
        for (var i = 0; i < lines.Length; i++)
        {
            Legend(svg, i, top, lines[i].Name, lines[i].Colour);
            Path(svg, frame, lines[i].Points, lines[i].Colour, 1.4, "");
        }
    }

    // The first day of all indices that have at least half of the longest one's days: a shadow of some months does not
    // cut years off the others.
    private static string First(List<Construction> group)
    {
        var indices = group.Where(c => !c.Naive).DefaultIfEmpty(group[0]).ToList();
        var most = indices.Max(c => c.Levels.Count);
        return indices.Where(c => c.Levels.Count * 2 >= most).Max(c => c.Levels[0].Day)!;
    }

    /// <param name="basis">Points of the first index; empty: every line begins at 100.</param>
    private static List<(int Day, double Value)> Rebased(
        IReadOnlyList<LevelDay> levels,
        string first,
        List<(int Day, double Value)> basis
    )
    {
        var at = levels.FirstOrDefault(l => string.CompareOrdinal(l.Day, first) >= 0) ?? levels[0];
        var hundred = Math.Log(100);
        var on = basis.FindLastIndex(b => b.Day <= Days(at.Day));
        var begin = on < 0 ? hundred : basis[on].Value;
        return
        [
            .. levels
                .Where(l => string.CompareOrdinal(l.Day, first) >= 0)
                .Select(l => (Days(l.Day), begin + Math.Log(l.Level / at.Level))),
        ];
    }

    private static void Title(StringBuilder svg, int top, string title, string beside) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{Left}\" y=\"{top + 22}\" font-weight=\"bold\" font-size=\"14\">{title}</text>"
                + $"<text x=\"{Width - Right}\" y=\"{top + 22}\" text-anchor=\"end\" fill=\"#555\">{beside}</text>\n"
        );

    private static void Legend(StringBuilder svg, int number, int top, string name, string colour)
    {
        var (x, y) = (Left + (number % 4 * 222), top + 38 + (number / 4 * 15));
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line x1=\"{x}\" x2=\"{x + 18}\" y1=\"{y - 4}\" y2=\"{y - 4}\" stroke=\"{colour}\" stroke-width=\"3\"/>"
                + $"<text x=\"{x + 23}\" y=\"{y}\" fill=\"#333\" font-size=\"11\">{name}</text>\n"
        );
    }

    private static void Marks(StringBuilder svg, Frame frame, Func<double, double> scale, IEnumerable<double> marks)
    {
        foreach (var mark in marks)
        {
            var y = frame.Y(scale(mark));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:0.0}\" y2=\"{y:0.0}\" stroke=\"#ddd\"/>"
                    + $"<text x=\"{Left - 6}\" y=\"{y + 4:0.0}\" text-anchor=\"end\" fill=\"#555\">{mark:0.##}</text>\n"
            );
        }

        var months = frame.Last - frame.First > 200 ? 6 : 1;
        for (
            var month = ContractMonth.Of(new TradingDate(frame.First));
            month.First.Days <= frame.Last;
            month = month.Plus(1)
        )
        {
            if (month.First.Days < frame.First || (month.Month - 1) % months != 0)
                continue;
            var x = frame.X(month.First.Days);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{x:0.0}\" x2=\"{x:0.0}\" y1=\"{frame.Top + Head}\" y2=\"{frame.Bottom}\" stroke=\"#eee\"/>"
                    + $"<text x=\"{x:0.0}\" y=\"{frame.Bottom + 15}\" text-anchor=\"middle\""
                    + $" fill=\"#555\">{month}</text>\n"
            );
        }
    }

    private static void Path(
        StringBuilder svg,
        Frame frame,
        List<(int Day, double Value)> points,
        string colour,
        double width,
        string dashes
    )
    {
        var line = new StringBuilder();
        var before = int.MinValue;
        foreach (var (day, value) in points)
        {
            // A gap is shown as a gap.
            line.Append(
                CultureInfo.InvariantCulture,
                $"{(before == int.MinValue || day - before > 4 ? "M" : "L")}{frame.X(day):0.0} {frame.Y(value):0.0}"
            );
            before = day;
        }

        var dash = dashes.Length > 0 ? $" stroke-dasharray=\"{dashes}\"" : "";
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<path d=\"{line}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width:0.0}\"{dash}/>\n"
        );
    }

    private static IEnumerable<double> Decades(double low, double high)
    {
        for (var power = Math.Pow(10, Math.Floor(low / Math.Log(10))); power <= Math.Exp(high); power *= 10)
        {
            foreach (var step in (double[])[1, 1.5, 2, 3, 5, 7])
            {
                if (Math.Log(power * step) >= low && Math.Log(power * step) <= high)
                    yield return power * step;
            }
        }
    }

    private static IEnumerable<double> Even(double low, double high)
    {
        var step = Math.Pow(10, Math.Floor(Math.Log10(high - low)));
        if ((high - low) / step < 3)
            step /= 2;
        for (var mark = Math.Ceiling(low / step) * step; mark <= high; mark += step)
            yield return Math.Abs(mark) < step / 10 ? 0 : mark;
    }

    private static int Days(string day) => TradingDate.TryParse(day, out var date) ? date.Days : 0;

    /// <summary>Where a day and a value lie in a panel.</summary>
    private sealed class Frame
    {
        private readonly int _height;

        public Frame(int top, int height, List<(int Day, double Value)> points)
        {
            Top = top;
            _height = height;
            First = points.Count > 0 ? points.Min(p => p.Day) : 0;
            Last = Math.Max(First + 1, points.Count > 0 ? points.Max(p => p.Day) : 1);
            Low = points.Count > 0 ? points.Min(p => p.Value) : 0;
            High = points.Count > 0 ? points.Max(p => p.Value) : 1;
            if (High - Low < 0.05)
                (Low, High) = (Low - 0.05, High + 0.05);
        }

        public int Top { get; }

        public int First { get; }

        public int Last { get; }

        public double Low { get; }

        public double High { get; }

        public int Bottom => Top + _height - Foot;

        public double X(int day) => Left + ((double)(day - First) / (Last - First) * (Width - Left - Right));

        public double Y(double value) =>
            Top + Head + 6 + ((High - value) / (High - Low) * (_height - Head - Foot - 10));
    }
}
