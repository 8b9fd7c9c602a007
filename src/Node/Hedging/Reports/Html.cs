// Text inside HTML and SVG.
using System.Text;

namespace Tokenbourse.Node.Hedging.Reports;

/// <summary>Escapes what the markup means otherwise; everything else stays as it is.</summary>
internal static class Html
{
    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            safe.Append(
                c switch
                {
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '&' => "&amp;",
                    '"' => "&quot;",
                    _ => c.ToString(),
                }
            );
        }

        return safe.ToString();
    }
}
