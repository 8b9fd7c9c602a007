// Numbers as upstream files print them: binary fractions written out, exponents, trailing zeros.
using System.Globalization;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>Reading of upstream numbers, and medians.</summary>
public static class Prices
{
    // 0.15000000000000002 is 0.15 that went through a binary fraction: ten decimals are more than any list has.
    private const int Decimals = 10;

    /// <summary>The number to ten decimals, without trailing zeros.</summary>
    public static bool TryRead(string text, out decimal value)
    {
        const NumberStyles styles =
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent;
        if (!decimal.TryParse(text, styles, CultureInfo.InvariantCulture, out value))
            return false;
        value = decimal.Round(value, Decimals, MidpointRounding.ToEven) / 1.0000000000000000000000000000m;
        return true;
    }

    /// <summary>The middle one, or the mean of the two middle ones. The list is sorted by it and must hold
    /// something.</summary>
    public static decimal Median(List<decimal> values)
    {
        values.Sort();
        var half = values.Count / 2;
        return values.Count % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
