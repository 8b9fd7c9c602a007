// A PDF file: pages of text, lines and shades. The same calls give the same bytes; there is no date in it.
using System.Globalization;
using System.Text;

namespace Tokenbourse.Node.Papers;

/// <summary>One page. The origin is at the lower left; measures are in points.</summary>
internal sealed class PdfPage
{
    internal StringBuilder Content { get; } = new();

    public void Text(double x, double y, double size, string text, bool bold = false) =>
        PdfFonts.Show(Content, x, y, size, text, bold);

    public void TextRight(double right, double y, double size, string text, bool bold = false) =>
        Text(right - PdfFonts.Width(text, size, bold), y, size, text, bold);

    public void Line(double x1, double y1, double x2, double y2, double width) =>
        Content.Append(CultureInfo.InvariantCulture, $"{width:F2} w {x1:F2} {y1:F2} m {x2:F2} {y2:F2} l S\n");

    /// <param name="grey">0 black to 1 white.</param>
    public void Shade(double x, double y, double width, double height, double grey) =>
        Content.Append(CultureInfo.InvariantCulture, $"q {grey:F2} g {x:F2} {y:F2} {width:F2} {height:F2} re f Q\n");
}

/// <summary>The door of the writer: add pages, then take the bytes.</summary>
/// <param name="standing">Pages stand and may hold pictures with pale areas; else they lie.</param>
internal sealed class PdfFile(string title, bool standing = false)
{
    // A4, lying.
    public const double Width = 841.89;
    public const double Height = 595.28;

    private const int FirstFont = 4;
    private readonly List<PdfPage> _pages = [];

    public IReadOnlyList<PdfPage> Pages => _pages;

    public PdfPage Add()
    {
        _pages.Add(new());
        return _pages[^1];
    }

    /// <summary>Catalogue, page tree, information, fonts, then each page and its content.</summary>
    public byte[] Bytes()
    {
        var fonts = PdfFonts.Objects(FirstFont);
        var first = FirstFont + fonts.Count;
        var kids = string.Join(' ', _pages.Select((_, i) => $"{first + (2 * i)} 0 R"));
        var objects = new List<string>
        {
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Kids [{kids}] /Count {_pages.Count} >>",
            $"<< /Title {Unicode(title)} /Producer (Tokenbourse) >>",
        };
        objects.AddRange(fonts);
        for (var i = 0; i < _pages.Count; i++)
        {
            var content = _pages[i].Content.ToString();
            var (wide, high) = standing ? (Height, Width) : (Width, Height);
            var place = string.Create(CultureInfo.InvariantCulture, $"[0 0 {wide:F2} {high:F2}]");
            var pale = standing ? " /ExtGState << /Pale << /ca 0.28 >> >>" : "";
            objects.Add(
                $"<< /Type /Page /Parent 2 0 R /MediaBox {place} /Resources << /Font << /F1 {FirstFont} 0 R"
                    + $" /F2 {FirstFont + 1} 0 R /F3 {FirstFont + 2} 0 R >>{pale} >> /Contents {first + (2 * i) + 1} 0 R >>"
            );
            objects.Add($"<< /Length {content.Length} >>\nstream\n{content}endstream");
        }

        return Encoding.ASCII.GetBytes(Assemble(objects));
    }

    // All content is ASCII, so that a character is a byte and places can be counted in characters.
    private static string Assemble(List<string> objects)
    {
        var file = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        for (var i = 0; i < objects.Count; i++)
        {
            places.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            file.Append(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n");
        file.Append(
            CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n{table}\n%%EOF\n"
        );
        return file.ToString();
    }

    private static string Unicode(string text) =>
        $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";
}
