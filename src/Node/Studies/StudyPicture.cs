// Hedge quality as a picture: for each construction and type of hedger a cell, red where the hedge adds risk.
using System.Globalization;
using System.Text;
using Tokenbourse.Analytics.Studies;

namespace Tokenbourse.Node.Studies;

/// <summary>Draws two tables of cells: R² and strip effectiveness.</summary>
internal static class StudyPicture
{
    private const int Left = 330;
    private const int Cell = 92;
    private const int Row = 19;

    /// <param name="periods">What R² is of: months or weeks.</param>
    public static string Draw(
        string title,
        string periods,
        IReadOnlyList<(string Book, IReadOnlyList<ConstructionLine> Lines, IReadOnlyList<PlaceboFigure> Placebo)> books
    )
    {
        var columns = books.Max(b => b.Lines.Count == 0 ? 0 : b.Lines[0].Hedges.Count);
        var width = Left + (columns * Cell) + 20;
        var height = 50 + books.Sum(b => 2 * (96 + ((b.Lines.Count + 1) * Row)));
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" "
                + $"font-size=\"11\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
                + $"<text x=\"12\" y=\"24\" font-size=\"15\" font-weight=\"bold\">{title}</text>\n"
        );
        var top = 40;
        foreach (var (book, lines, placebo) in books)
        {
            top = Table(
                svg,
                $"{book}: R² of changes between {periods}",
                lines,
                h => h.R2,
                [.. placebo.Select(p => p.R2Mean)],
                top
            );
            top = Table(
                svg,
                $"{book}: share of variance that a strip of six {periods} takes away (below zero it adds risk)",
                lines,
                h => h.Strip,
                [.. placebo.Select(p => p.StripMean)],
                top
            );
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static int Table(
        StringBuilder svg,
        string title,
        IReadOnlyList<ConstructionLine> lines,
        Func<HedgeFigure, double> figure,
        double[] placebo,
        int top
    )
    {
        if (lines.Count == 0)
            return top;
        Text(svg, 12, top + 18, title, " font-weight=\"bold\"");
        var names = lines[0].Hedges.Select(h => h.Hedger).ToList();
        for (var c = 0; c < names.Count; c++)
        {
            var words = names[c].Split(", ", 2);
            Text(svg, Left + (c * Cell) + (Cell / 2), top + 42, words[0], " text-anchor=\"middle\" fill=\"#333\"");
            if (words.Length > 1)
                Text(svg, Left + (c * Cell) + (Cell / 2), top + 55, words[1], " text-anchor=\"middle\" fill=\"#333\"");
        }

        var y = top + 62;
        foreach (var line in lines)
        {
            var set = line.Set.Contains("all models", StringComparison.Ordinal) ? " (all models)" : "";
            Text(svg, Left - 8, y + 13, line.Name + set + (line.Assumed ? " [assumed]" : ""), " text-anchor=\"end\"");
            for (var c = 0; c < line.Hedges.Count; c++)
                Square(svg, c, y, figure(line.Hedges[c].Figure));
            y += Row;
        }

        Text(
            svg,
            Left - 8,
            y + 13,
            "random index (mean of 200)",
            " text-anchor=\"end\" fill=\"#777\" font-style=\"italic\""
        );
        for (var c = 0; c < placebo.Length; c++)
            Square(svg, c, y, placebo[c]);
        return y + Row + 14;
    }

    private static void Square(StringBuilder svg, int column, int y, double value)
    {
        var x = Left + (column * Cell);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<rect x=\"{x + 1}\" y=\"{y + 1}\" width=\"{Cell - 2}\" height=\"{Row - 2}\" fill=\"{Colour(value)}\"/>"
        );
        Text(
            svg,
            x + (Cell / 2),
            y + 13,
            value < -9.95 ? "below -10" : StudyText.Number(value, "0.00"),
            value > 0.7 ? " text-anchor=\"middle\" fill=\"white\"" : " text-anchor=\"middle\""
        );
    }

    // White at nothing, blue towards one, red below zero.
    private static string Colour(double value)
    {
        if (!double.IsFinite(value))
            return "#f2f2f2";
        if (value >= 0)
        {
            var share = Math.Min(1, value);
            return $"#{255 - (int)(share * 244):x2}{255 - (int)(share * 157):x2}{255 - (int)(share * 59):x2}";
        }

        var red = Math.Min(1, -value);
        return $"#{255 - (int)(red * 20):x2}{255 - (int)(red * 120):x2}{255 - (int)(red * 120):x2}";
    }

    private static void Text(StringBuilder svg, int x, int y, string text, string more) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{x}\" y=\"{y}\"{more}>{System.Security.SecurityElement.Escape(text)}</text>\n"
        );
}
