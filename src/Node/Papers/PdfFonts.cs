// The three fonts of a paper: widths of Helvetica for Latin, and a standard Chinese font that readers bring with them.
using System.Globalization;
using System.Text;

namespace Tokenbourse.Node.Papers;

/// <summary>Text as runs of one font each. Nothing is embedded: Helvetica is among the fonts that every reader has, and
/// STSong-Light with the encoding UniGB-UCS2-H is a predefined Chinese one, for which a reader puts its own Song
/// face.</summary>
internal static class PdfFonts
{
    // Thousandths of the font size, from the space to the tilde.
    private static readonly short[] Plain = Read(
        """
        278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556
        556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778
        667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556
        556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584
        """
    );

    private static readonly short[] Bold = Read(
        """
        278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556
        556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778
        667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611
        611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584
        """
    );

    // Signs beyond the tilde that Helvetica has: their code in WinAnsi and their width, the same in bold.
    private static readonly Dictionary<char, (int Code, int Width)> Signs = new()
    {
        ['–'] = (0x96, 556),
        ['¥'] = (0xA5, 556),
        ['±'] = (0xB1, 584),
        ['²'] = (0xB2, 333),
        ['³'] = (0xB3, 333),
        ['·'] = (0xB7, 278),
        ['×'] = (0xD7, 584),
    };

    private const int Wide = 1000;

    /// <summary>Width in points.</summary>
    public static double Width(string text, double size, bool bold)
    {
        var sum = 0;
        foreach (var c in text)
            sum +=
                Signs.TryGetValue(c, out var sign) ? sign.Width
                : IsLatin(c) ? (bold ? Bold : Plain)[c - ' ']
                : Wide;
        return sum * size / 1000;
    }

    /// <summary>The operators that show a text at a place: one run for each change of font.</summary>
    public static void Show(StringBuilder page, double x, double y, double size, string text, bool bold)
    {
        page.Append(CultureInfo.InvariantCulture, $"BT {x:F2} {y:F2} Td\n");
        for (var at = 0; at < text.Length; )
        {
            var latin = IsLatin(text[at]);
            var end = at;
            while (end < text.Length && IsLatin(text[end]) == latin)
                end++;
            var font = latin ? (bold ? "F2" : "F1") : "F3";
            page.Append(CultureInfo.InvariantCulture, $"/{font} {size:F2} Tf ");
            if (latin)
                Latin(page, text.AsSpan(at, end - at));
            else
                Chinese(page, text.AsSpan(at, end - at));
            at = end;
        }

        page.Append("ET\n");
    }

    /// <summary>The font objects; the first has the number <paramref name="first"/>.</summary>
    public static IReadOnlyList<string> Objects(int first) =>
        [
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H"
                + $" /DescendantFonts [{first + 3} 0 R] >>",
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
                + " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000"
                + $" /FontDescriptor {first + 4} 0 R >>",
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
                + " /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        ];

    private static short[] Read(string widths) =>
        [
            .. widths
                .Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
                .Select(w => short.Parse(w, CultureInfo.InvariantCulture)),
        ];

    private static bool IsLatin(char c) => c is >= ' ' and <= '~' || Signs.ContainsKey(c);

    private static void Latin(StringBuilder page, ReadOnlySpan<char> text)
    {
        page.Append('(');
        foreach (var c in text)
        {
            if (Signs.TryGetValue(c, out var sign))
            {
                page.Append('\\').Append(Convert.ToString(sign.Code, 8));
                continue;
            }

            if (c is '(' or ')' or '\\')
                page.Append('\\');
            page.Append(c);
        }

        page.Append(") Tj\n");
    }

    // The encoding knows sixteen bits; what lies above them becomes the mark for a missing character.
    private static void Chinese(StringBuilder page, ReadOnlySpan<char> text)
    {
        page.Append('<');
        foreach (var c in text)
            page.Append(((int)(char.IsSurrogate(c) ? '〓' : c)).ToString("X4", CultureInfo.InvariantCulture));
        page.Append("> Tj\n");
    }
}
