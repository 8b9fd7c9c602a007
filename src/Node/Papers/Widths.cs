// How wide a text is on a terminal: Chinese characters take two columns.
namespace Tokenbourse.Node.Papers;

/// <summary>Column arithmetic for monospaced paper.</summary>
internal static class Widths
{
    public static int Of(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
            width += IsWide(rune.Value) ? 2 : 1;
        return width;
    }

    /// <summary>Filled up with spaces to a width.</summary>
    public static string Fill(string text, int width, bool right)
    {
        var spaces = new string(' ', int.Max(0, width - Of(text)));
        return right ? spaces + text : text + spaces;
    }

    // East Asian wide and full-width blocks that names and labels are written in.
    private static bool IsWide(int rune) =>
        rune
            is (>= 0x1100 and <= 0x115F)
                or (>= 0x2E80 and <= 0x303E)
                or (>= 0x3041 and <= 0x33FF)
                or (>= 0x3400 and <= 0x4DBF)
                or (>= 0x4E00 and <= 0x9FFF)
                or (>= 0xAC00 and <= 0xD7A3)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0xFE30 and <= 0xFE4F)
                or (>= 0xFF00 and <= 0xFF60)
                or (>= 0xFFE0 and <= 0xFFE6)
                or (>= 0x1F300 and <= 0x1FAFF)
                or (>= 0x20000 and <= 0x3FFFD);
}
