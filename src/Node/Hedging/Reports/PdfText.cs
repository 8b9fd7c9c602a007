// Breaks text into lines: English between words, Chinese between characters, no line begins with closing punctuation.
using Tokenbourse.Node.Papers;

namespace Tokenbourse.Node.Hedging.Reports;

/// <summary>Line breaking for PDF pages.</summary>
internal static class PdfText
{
    private const string Closing = "，。；：、）》」！？％";
    private const string Opening = "（《「";

    /// <summary>Lines that are no wider than told; a word wider than that is cut.</summary>
    public static List<string> Lines(string text, double width, double size, bool bold = false)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var piece in Pieces(text))
        {
            if (PdfFonts.Width(line + piece.TrimEnd(), size, bold) <= width)
            {
                line += piece;
                continue;
            }

            if (line.Length > 0)
                lines.Add(line.TrimEnd());
            line = piece;
            while (PdfFonts.Width(line.TrimEnd(), size, bold) > width && line.Length > 1)
            {
                var fits = line.Length - 1;
                while (fits > 1 && PdfFonts.Width(line[..fits], size, bold) > width)
                    fits--;
                lines.Add(line[..fits]);
                line = line[fits..];
            }
        }

        if (line.Length > 0 || lines.Count == 0)
            lines.Add(line.TrimEnd());
        return lines;
    }

    /// <summary>The width of the widest piece that is not cut gladly.</summary>
    public static double WidestPiece(string text, double size, bool bold) =>
        Pieces(text).Select(p => PdfFonts.Width(p.TrimEnd(), size, bold)).DefaultIfEmpty(0).Max();

    private static List<string> Pieces(string text)
    {
        var pieces = new List<string>();
        var piece = "";
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (piece.Length > 0 && Breaks(piece[^1], c))
            {
                pieces.Add(piece);
                piece = "";
            }

            piece += c;
        }

        if (piece.Length > 0)
            pieces.Add(piece);
        return pieces;
    }

    private static bool Breaks(char before, char after)
    {
        if (after == ' ' || Closing.Contains(after, StringComparison.Ordinal))
            return false;
        if (Opening.Contains(before, StringComparison.Ordinal))
            return false;
        return before == ' ' || IsChinese(before) || IsChinese(after) || before == '/';
    }

    private static bool IsChinese(char c) => c >= 0x2E80;
}
