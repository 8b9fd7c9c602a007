// Exponential and logarithm from additions and multiplications only, so that a seed gives the same digits everywhere.
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tokenbourse.Analytics.Scenarios;

/// <summary>
/// The library functions differ between operating systems and processors in their last digits; IEEE additions,
/// multiplications and divisions do not. One number or a vector of them: the same operations, the same bits.
/// </summary>
/// <remarks>Relative error below 4e-16 (exponential) and absolute error below 4e-16 times the larger of 1 and the
/// result (logarithm); the tests compare both with the library over their range.</remarks>
public static class PortableMath
{
    /// <summary>Beyond it (either sign) the argument is cut off: the result stays a normal number.</summary>
    public const double MostExponent = 700;

    // 1.5 * 2^52: added to a number below 2^51, it leaves the nearest whole number in the lowest bits.
    private const double Magic = 6755399441055744.0;
    private const double BinaryLogarithmOfE = 1.4426950408889634;

    // ln 2 in two parts; the first has so few digits that a product with an exponent is exact.
    private const double LogTwoHigh = 6.93147180369123816490e-01;
    private const double LogTwoLow = 1.90821492927058770002e-10;

    // 1/13!, 1/12!, ... 1/2!: on |r| <= ln 2 / 2 the rest of the series is below 5e-18.
    private const double C13 = 1.0 / 6_227_020_800;
    private const double C12 = 1.0 / 479_001_600;
    private const double C11 = 1.0 / 39_916_800;
    private const double C10 = 1.0 / 3_628_800;
    private const double C9 = 1.0 / 362_880;
    private const double C8 = 1.0 / 40_320;
    private const double C7 = 1.0 / 5_040;
    private const double C6 = 1.0 / 720;
    private const double C5 = 1.0 / 120;
    private const double C4 = 1.0 / 24;
    private const double C3 = 1.0 / 6;

    /// <summary>e to the power of <paramref name="x"/>; arguments beyond ±700 count as ±700.</summary>
    public static double Exp(double x)
    {
        x = Math.Max(-MostExponent, Math.Min(MostExponent, x));
        var shifted = (x * BinaryLogarithmOfE) + Magic;
        var power = shifted - Magic;
        var r = x - (power * LogTwoHigh) - (power * LogTwoLow);
        var p = (C13 * r) + C12;
        p = (p * r) + C11;
        p = (p * r) + C10;
        p = (p * r) + C9;
        p = (p * r) + C8;
        p = (p * r) + C7;
        p = (p * r) + C6;
        p = (p * r) + C5;
        p = (p * r) + C4;
        p = (p * r) + C3;
        p = (p * r) + 0.5;
        p = (p * r) + 1;
        p = (p * r) + 1;
        unchecked
        {
            var bits = BitConverter.DoubleToInt64Bits(p) + (BitConverter.DoubleToInt64Bits(shifted) << 52);
            return BitConverter.Int64BitsToDouble(bits);
        }
    }

    /// <summary>The same of several numbers at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Exp(Vector<double> x)
    {
        x = Vector.Max(new Vector<double>(-MostExponent), Vector.Min(new Vector<double>(MostExponent), x));
        var magic = new Vector<double>(Magic);
        var shifted = (x * BinaryLogarithmOfE) + magic;
        var power = shifted - magic;
        var r = x - (power * LogTwoHigh) - (power * LogTwoLow);
        var p = (r * C13) + new Vector<double>(C12);
        p = (p * r) + new Vector<double>(C11);
        p = (p * r) + new Vector<double>(C10);
        p = (p * r) + new Vector<double>(C9);
        p = (p * r) + new Vector<double>(C8);
        p = (p * r) + new Vector<double>(C7);
        p = (p * r) + new Vector<double>(C6);
        p = (p * r) + new Vector<double>(C5);
        p = (p * r) + new Vector<double>(C4);
        p = (p * r) + new Vector<double>(C3);
        p = (p * r) + new Vector<double>(0.5);
        p = (p * r) + Vector<double>.One;
        p = (p * r) + Vector<double>.One;
        var bits = Vector.AsVectorInt64(p) + Vector.ShiftLeft(Vector.AsVectorInt64(shifted), 52);
        return Vector.AsVectorDouble(bits);
    }

    /// <summary>The natural logarithm of a normal number above zero.</summary>
    public static double Log(double x)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(x, 2.3e-308);
        var bits = BitConverter.DoubleToInt64Bits(x);
        var power = (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            power++;
        }

        // ln m = 2 artanh((m - 1) / (m + 1)); the quotient is below 0.172, so ten squares reach below 1e-16.
        var s = (m - 1) / (m + 1);
        var square = s * s;
        var sum = 1.0 / 23;
        for (var k = 21; k >= 1; k -= 2)
            sum = (sum * square) + (1.0 / k);
        return (power * LogTwoHigh) + ((2 * s * sum) + (power * LogTwoLow));
    }
}
