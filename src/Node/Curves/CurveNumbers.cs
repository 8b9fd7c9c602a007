// Numbers and dates of the curve's studies between text and binary fractions.
using System.Globalization;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Curves;

/// <summary>Reading and showing.</summary>
internal static class CurveNumbers
{
    /// <summary>A date that was written by this program.</summary>
    /// <exception cref="VerbException">It is none.</exception>
    public static TradingDate Date(string text) =>
        TradingDate.TryParse(text, out var date) ? date : throw new VerbException($"'{text}': must be yyyy-MM-dd", 2);

    /// <summary>A decimal number.</summary>
    /// <exception cref="VerbException">It is none.</exception>
    public static double Read(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var value)
            ? (double)value
            : throw new VerbException($"'{text}': must be a decimal number", 2);

    /// <summary>With so many decimals; a rounded zero has no sign.</summary>
    public static string Show(double value, int decimals)
    {
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0 : rounded).ToString(
            "F" + decimals.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );
    }

    public static string? Show(double? value, int decimals) => value is { } v ? Show(v, decimals) : null;

    /// <summary>A share as percent with one decimal.</summary>
    public static string Percent(double share) => Show(100 * share, 1);

    public static string? Percent(double? share) => share is { } s ? Percent(s) : null;

    /// <summary>As <see cref="Show(double, int)"/>, with a plus in front of what is above zero.</summary>
    public static string Signed(double value, int decimals)
    {
        var text = Show(value, decimals);
        return text[0] != '-' && text.AsSpan().ContainsAnyInRange('1', '9') ? "+" + text : text;
    }
}
