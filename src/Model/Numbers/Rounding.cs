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

    private static int Twice(Int128 rest, Int128 denominator) => rest.CompareTo(denominator - rest);
}
