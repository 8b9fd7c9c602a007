// A paper in one of its formats.
using System.Text;

namespace Tokenbourse.Node.Papers;

/// <summary>The bytes of a file; text where it is none of the other formats.</summary>
internal static class PaperBytes
{
    /// <param name="json">The paper's data.</param>
    public static byte[] Of(Layout layout, string json, string? format, PaperLanguage language) =>
        format switch
        {
            "json" => Encoding.UTF8.GetBytes(json + "\n"),
            "csv" => Encoding.UTF8.GetBytes(CsvFormat.Of(layout, language)),
            "pdf" => PdfFormat.Of(layout, language),
            _ => Encoding.UTF8.GetBytes(TextFormat.Of(layout, language)),
        };
}
