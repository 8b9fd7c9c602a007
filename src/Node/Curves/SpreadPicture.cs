// The calendar-spread matrix as a picture: settlements on the diagonal, prices below, scores above with a tint.
using System.Globalization;
using System.Security;
using System.Text;

namespace Tokenbourse.Node.Curves;

/// <summary>Blue where a spread is high for its past, orange where it is low.</summary>
internal static class SpreadPicture
{
    private const int Left = 90;
    private const int Top = 84;
    private const int Row = 30;

    /// <summary>Height of the picture.</summary>
    public static int Height(CurveAnalysis a) => Top + (a.Matrix.Contracts.Count * Row) + 44;

    public static string Draw(CurveAnalysis a, CurveWords words)
    {
        var shape = CurvePresent.Of(a);
        var names = shape.Spreads.Contracts;
        var cell = Math.Clamp((CurvePicture.Width - Left - 20) / Math.Max(1, names.Count), 44, 90);
        var height = Height(a);
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {CurvePicture.Width} {height}\" "
                + $"width=\"{CurvePicture.Width}\" height=\"{height}\" {CurvePicture.Fonts} "
                + $"font-size=\"11\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
        );
        var title = words.Say("calendar spreads", "跨期价差");
        Text(svg, 16, 22, $"{a.Book.Contract}  {a.Curve.Day}  {title}", " font-size=\"16\" font-weight=\"bold\"");
        Text(svg, 16, 40, CurvePictures.Note(a, words), " fill=\"#666\"");
        var pairs = shape.Spreads.Spreads.ToDictionary(s => (s.Near, s.Far));
        for (var i = 0; i < names.Count; i++)
        {
            Text(svg, Left + (i * cell) + (cell / 2), Top - 10, names[i].Split('-')[^1], " text-anchor=\"middle\"");
            Text(svg, Left - 8, Top + (i * Row) + 19, names[i], " text-anchor=\"end\"");
            for (var j = 0; j < names.Count; j++)
            {
                var pair = i == j ? null : pairs[i > j ? (names[j], names[i]) : (names[i], names[j])];
                var (said, fill) =
                    pair is null ? (shape.Months[i].Settlement, "#e9e9e9")
                    : i > j ? (pair.Price, "#ffffff")
                    : (pair.Z ?? "·", Tint(pair.Z));
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<rect x=\"{Left + (j * cell)}\" y=\"{Top + (i * Row)}\" width=\"{cell - 2}\" "
                        + $"height=\"{Row - 2}\" fill=\"{fill}\" stroke=\"#ddd\"/>\n"
                );
                Text(svg, Left + (j * cell) + (cell / 2) - 1, Top + (i * Row) + 19, said, " text-anchor=\"middle\"");
            }
        }

        var under = words.Say(
            $"below the diagonal: near less far; above: z over {shape.Spreads.Window} days; a dot: not enough history",
            $"对角线下：近减远；上：{shape.Spreads.Window} 天 z 值；圆点：历史不足"
        );
        Text(svg, 16, Top + (names.Count * Row) + 26, under, " fill=\"#555\"");
        return svg.Append("</svg>\n").ToString();
    }

    private static string Tint(string? z)
    {
        if (z is null)
            return "#ffffff";
        var score = Math.Clamp(CurveNumbers.Read(z), -3, 3) / 3;
        var fade = (int)(255 - (Math.Abs(score) * 110));
        return score > 0
            ? $"#{fade:x2}{fade + ((255 - fade) / 2):x2}ff"
            : $"#ff{fade + ((255 - fade) / 2):x2}{fade:x2}";
    }

    private static void Text(StringBuilder svg, int x, int y, string text, string more) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{x}\" y=\"{y}\"{more}>{SecurityElement.Escape(text)}</text>\n"
        );
}
