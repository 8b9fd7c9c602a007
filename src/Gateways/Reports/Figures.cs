// Minor units, ticks and averages as papers and reports print them. Nothing is rounded but averages, which say so.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Reports;

/// <summary>Formatting for papers: a point, no separators of thousands, so that programs read it too.</summary>
public static class Figures
{
    // An average is shown this much finer than the price.
    private const int AverageDecimals = 2;

    public static string Of(Money money) => Minor(money.Minor);

    public static string Minor(Int128 minor)
    {
        var size = Int128.Abs(minor);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(minor < 0 ? "-" : "")}{size / Currencies.MinorPerUnit}.{(int)(size % Currencies.MinorPerUnit):00}"
        );
    }

    public static string Of(Price price, InstrumentDocument terms) =>
        Fixed(price.Ticks * terms.TickSize, terms.PriceDecimals);

    /// <summary>A price in units of the final price.</summary>
    public static string Final(long units, InstrumentDocument terms)
    {
        decimal value = units;
        for (var i = 0; i < terms.FinalDecimals; i++)
            value /= 10;
        return Fixed(value, terms.FinalDecimals);
    }

    /// <summary>Average open price, half up to two decimals more than the price has; null without lots.</summary>
    public static string? Average(Int128 ticksTimesLots, long lots, InstrumentDocument terms)
    {
        if (lots == 0)
            return null;
        var decimals = terms.PriceDecimals + AverageDecimals;
        var exact = (decimal)ticksTimesLots * terms.TickSize / lots;
        return Fixed(decimal.Round(exact, decimals, MidpointRounding.AwayFromZero), decimals);
    }

    /// <summary>Hundredths of a percent as a percentage.</summary>
    public static string? Percent(long? basisPoints) => basisPoints is { } points ? Minor(points) : null;

    public static string? Date(TradingDate day) => day.Days == 0 ? null : day.ToString();

    public static string Of(Side side) => side == Side.Buy ? "buy" : "sell";

    private static string Fixed(decimal value, int decimals) =>
        value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
