// The one rounding function of the house; every use names its mode.
namespace Tokenbourse.Model.Numbers;

/// <summary>Which whole number a fraction becomes.</summary>
public enum RoundingMode : byte
{
    /// <summary>Towards minus infinity.</summary>
    Down = 1,

    /// <summary>Towards plus infinity.</summary>
    Up = 2,

    /// <summary>To the nearest; a half goes away from zero.</summary>
    HalfUp = 3,

    /// <summary>To the nearest; a half goes to the even neighbour.</summary>
    HalfEven = 4,
}

/// <summary>Whole-number division with a named rounding.</summary>
public static class Rounding
{
    /// <summary>numerator / denominator as a whole number.</summary>
    /// <param name="numerator">Any sign.</param>
    /// <param name="denominator">Above zero.</param>
    /// <param name="mode">How the fraction goes.</param>
    public static Int128 Divide(Int128 numerator, Int128 denominator, RoundingMode mode)
    {
        Machine.Must.Hold(denominator > 0);
        var floor = numerator / denominator;
        var rest = numerator % denominator;
        if (rest == 0)
            return floor;
        if (rest < 0)
        {
            floor -= 1;
            rest += denominator;
        }

        // From here the value lies between floor and floor + 1, rest / denominator above the floor.
        return mode switch
        {
            RoundingMode.Down => floor,
            RoundingMode.Up => floor + 1,
            RoundingMode.HalfUp => Twice(rest, denominator) > 0 || (Twice(rest, denominator) == 0 && numerator > 0)
                ? floor + 1
                : floor,
            RoundingMode.HalfEven => Twice(rest, denominator) > 0
            || (Twice(rest, denominator) == 0 && !Int128.IsEvenInteger(floor))
                ? floor + 1
                : floor,
            _ => throw new Machine.InvariantBrokenException("rounding mode"),
        };
    }

    /// <summary>As <see cref="Divide"/>, for results that fit a long.</summary>
    public static long ToLong(Int128 numerator, Int128 denominator, RoundingMode mode) =>
        checked((long)Divide(numerator, denominator, mode));

    /// <summary>a * b * c * ppm / 1,000,000 as a whole number. Small factors (all that markets are made of) stay in a
    /// register.</summary>
    /// <param name="ppm">Parts per million; not below zero.</param>
    public static long PartsPerMillion(long a, long b, long c, int ppm, RoundingMode mode)
    {
        // Each step proves that the next product fits, so nothing can overflow.
        if (IsSmall(a) && IsSmall(b) && IsSmall(c))
        {
            var product = a * b;
            if (product <= int.MaxValue)
            {
                product *= c;
                if (product <= MostForMillion)
                    return Millionth(product * ppm, mode);
            }
        }

        return ToLong((Int128)a * b * c * ppm, Million, mode);
    }

    private static bool IsSmall(long factor) => factor is >= 0 and <= int.MaxValue;

    private const long Million = 1_000_000;

    // Times the greatest int it still fits a long.
    private const long MostForMillion = long.MaxValue / int.MaxValue;

    /// <summary>A number that is not below zero, divided by a million.</summary>
    private static long Millionth(long product, RoundingMode mode)
    {
        var floor = product / Million;
        var rest = product - (floor * Million);
        var up = mode switch
        {
            RoundingMode.Down => false,
            RoundingMode.Up => rest > 0,
            RoundingMode.HalfUp => rest >= Million / 2,
            RoundingMode.HalfEven => rest > Million / 2 || (rest == Million / 2 && floor % 2 != 0),
            _ => throw new Machine.InvariantBrokenException("rounding mode"),
        };
        return up ? floor + 1 : floor;
    }

    private static int Twice(Int128 rest, Int128 denominator) => rest.CompareTo(denominator - rest);
}
