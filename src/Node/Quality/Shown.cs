// How numbers are shown: rounded, in the invariant culture, the same on every page.
using System.Globalization;

namespace Tokenbourse.Node.Quality;

/// <summary>Numbers as text, and text as HTML.</summary>
internal static class Shown
{
    /// <summary>Rounded to so many significant digits; zero has no sign.</summary>
    public static double Rounded(double value, int digits)
    {
        if (value == 0 || !double.IsFinite(value))
            return 0;
        // Through text: the nearest decimal, without the error of a division by a power of ten.
        var text = value.ToString($"E{digits - 1}", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>Four significant digits; whole numbers in full.</summary>
    public static string Number(double value)
    {
        if (value == Math.Floor(value) && Math.Abs(value) < 1e15)
            return value.ToString("#,0", CultureInfo.InvariantCulture);
        var rounded = Rounded(value, 4);
        if (Math.Abs(rounded) is > 0 and < 1e-4)
            return rounded.ToString("0.###e0", CultureInfo.InvariantCulture);
        return rounded.ToString("#,0.########", CultureInfo.InvariantCulture);
    }

    public static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A place in a picture.</summary>
    public static string Place(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    public static string Html(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);
}
