// Figures as reports print them: rounded here, once, half to even, and kept unrounded beside it.
using System.Globalization;
using Tokenbourse.Desk.Plans;

namespace Tokenbourse.Desk.Reports;

/// <summary>Makes cells of numbers. Thousands are separated by commas, the point is a point, in both
/// languages.</summary>
/// <param name="moneyDecimals">Decimals of money: 0 for plans of a hundred thousand and more, else 2.</param>
/// <param name="priceDecimals">Decimals of a price, those of the contract's tick.</param>
/// <param name="unitDecimals">Decimals of volumes in contract units.</param>
public sealed class ReportFigures(int moneyDecimals, int priceDecimals, int unitDecimals)
{
    private static readonly CultureInfo _culture = CultureInfo.InvariantCulture;

    /// <summary>Money in the programme's currency.</summary>
    public Cell Money(decimal? value) => Fixed(value, moneyDecimals);

    /// <inheritdoc cref="Money(decimal?)"/>
    public Cell Money(double? value) => Fixed(value, moneyDecimals);

    /// <summary>Money with the standard error of the simulation.</summary>
    public Cell Money(Estimated? value) => WithError(value, moneyDecimals, 1, "");

    /// <summary>A price in the contract's quote.</summary>
    public Cell Price(decimal? value) => Fixed(value, priceDecimals);

    /// <inheritdoc cref="Price(decimal?)"/>
    public Cell Price(double? value) => Fixed(value, priceDecimals);

    /// <summary>Volume in contract units.</summary>
    public Cell Units(decimal? value) => Fixed(value, unitDecimals);

    /// <summary>A share of 1 as a percentage.</summary>
    public static Cell Percent(decimal? value) =>
        value is { } v ? new(CellKind.Figure, Text(v * 100, 1) + "%", Raw: Raw(v)) : Cell.Absent;

    /// <inheritdoc cref="Percent(decimal?)"/>
    public static Cell Percent(double? value) =>
        value is { } v && Shown(v) ? new(CellKind.Figure, Text((decimal)v * 100, 1) + "%", Raw: Raw(v)) : Cell.Absent;

    /// <summary>A probability with the standard error of the simulation.</summary>
    public static Cell Percent(Estimated? value) => WithError(value, 1, 100, "%");

    /// <summary>A whole number.</summary>
    public static Cell Count(long? value) => Fixed((decimal?)value, 0);

    /// <summary>A figure without a unit of its own.</summary>
    /// <param name="decimals">How many are shown.</param>
    public static Cell Fixed(decimal? value, int decimals) =>
        value is { } v ? new(CellKind.Figure, Text(v, decimals), Raw: Raw(v)) : Cell.Absent;

    /// <inheritdoc cref="Fixed(decimal?, int)"/>
    public static Cell Fixed(double? value, int decimals) =>
        value is { } v && Shown(v) ? new(CellKind.Figure, Text((decimal)v, decimals), Raw: Raw(v)) : Cell.Absent;

    /// <summary>A number as text without a loss.</summary>
    public static string Raw(decimal value) => value.ToString(_culture);

    /// <inheritdoc cref="Raw(decimal)"/>
    public static string Raw(double value) => value.ToString("R", _culture);

    private static Cell WithError(Estimated? value, int decimals, int scale, string sign)
    {
        if (value is null || !Shown(value.Value))
            return Cell.Absent;
        var text = Text((decimal)value.Value * scale, decimals) + sign;
        if (Shown(value.Error) && value.Error > 0)
            text += $" ± {Text((decimal)value.Error * scale, decimals)}{sign}";
        return new(CellKind.Figure, text, Raw: Raw(value.Value), Error: Raw(value.Error));
    }

    private static string Text(decimal value, int decimals)
    {
        var rounded = decimal.Round(value, decimals, MidpointRounding.ToEven);
        // A small negative rounds to zero, and zero has no sign.
        return (rounded == 0 ? 0m : rounded).ToString("N" + decimals.ToString(_culture), _culture);
    }

    // Beyond these no figure of a plan is meant.
    private static bool Shown(double value) => double.IsFinite(value) && Math.Abs(value) < 1e24;
}
