// Whole-number arithmetic of any size, written again from the definition and not shared with the market: the
// auditor's own pencil.
using System.Numerics;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

/// <summary>Fractions to whole numbers by comparing, never by the market's rounding function.</summary>
internal static class Exact
{
    public static readonly BigInteger Million = 1_000_000;

    public static long Round(BigInteger numerator, BigInteger denominator, RoundingMode mode) =>
        mode switch
        {
            RoundingMode.Down => Floor(numerator, denominator),
            RoundingMode.Up => Ceiling(numerator, denominator),
            RoundingMode.HalfUp => HalfUp(numerator, denominator),
            _ => HalfEven(numerator, denominator),
        };

    /// <summary>The greatest whole number that is not above the fraction; the denominator is above zero.</summary>
    public static long Floor(BigInteger numerator, BigInteger denominator)
    {
        var whole = BigInteger.Divide(numerator, denominator);
        return (long)(whole * denominator > numerator ? whole - 1 : whole);
    }

    public static long Ceiling(BigInteger numerator, BigInteger denominator) => -Floor(-numerator, denominator);

    /// <summary>To the nearest; a half goes away from zero.</summary>
    public static long HalfUp(BigInteger numerator, BigInteger denominator) =>
        numerator < 0 ? -HalfUp(-numerator, denominator) : Floor((numerator * 2) + denominator, denominator * 2);

    private static long HalfEven(BigInteger numerator, BigInteger denominator)
    {
        var below = Floor(numerator, denominator);
        var twice = ((numerator - (denominator * below)) * 2).CompareTo(denominator);
        return twice > 0 || (twice == 0 && below % 2 != 0) ? below + 1 : below;
    }

    public static BigInteger Ten(int power) => BigInteger.Pow(10, power);
}
