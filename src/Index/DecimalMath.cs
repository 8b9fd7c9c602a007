// Natural logarithm and exponential in decimal: the only transcendental arithmetic of the machines.
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Index;

/// <summary>
/// ln and exp by argument reduction and series. For ln of values from 1e-15 to 1e15 and exp of arguments from -30 to 30
/// the error is
/// at most 1e-24 (ln: absolute; exp: relative for results from 1 up, absolute below): decimal carries 28 digits and a
/// few are lost on the way.
/// Same digits on every computer: decimal arithmetic is defined to the last digit.
/// </summary>
public static class DecimalMath
{
    /// <summary>Arguments of <see cref="Exp"/> lie within plus and minus this.</summary>
    public const decimal MostExponent = 60m;

    private const decimal Ln2 = 0.6931471805599453094172321215m;
    private const decimal Ln10 = 2.3025850929940456840179914547m;

    /// <summary>The natural logarithm of a value above zero.</summary>
    public static decimal Ln(decimal value)
    {
        Must.Hold(value > 0m);
        if (value == 1m)
            return 0m;
        var tens = 0;
        var m = value;

        // Tens first: moving the point loses nothing. Then at most three halvings or doublings bring m near one.
        for (; m >= 10m; tens++)
            m /= 10m;
        for (; m < 1m; tens--)
            m *= 10m;
        var twos = 0;
        for (; m > 1.4142135623730950488m; twos++)
            m /= 2m;

        // ln m = 2 (z + z^3/3 + z^5/5 + …), z = (m - 1)/(m + 1), |z| <= 0.172: each term adds 1.5 digits.
        var z = (m - 1m) / (m + 1m);
        var square = z * z;
        var power = z;
        var sum = z;
        for (var n = 3; n < 60; n += 2)
        {
            power *= square;
            if (power == 0m)
                break;
            sum += power / n;
        }

        return (2m * sum) + (twos * Ln2) + (tens * Ln10);
    }

    /// <summary>e to the power of an argument from -60 to 60.</summary>
    public static decimal Exp(decimal argument)
    {
        Must.Hold(argument >= -MostExponent && argument <= MostExponent);
        if (argument == 0m)
            return 1m;
        var twos = (int)decimal.Round(argument / Ln2, MidpointRounding.ToEven);
        var rest = argument - (twos * Ln2);

        // |rest| <= 0.347: 1 + r + r^2/2! + …
        var term = 1m;
        var sum = 1m;
        for (var n = 1; n < 60; n++)
        {
            term = term * rest / n;
            if (term == 0m)
                break;
            sum += term;
        }

        for (; twos > 0; twos--)
            sum *= 2m;
        for (; twos < 0; twos++)
            sum /= 2m;
        return sum;
    }
}
