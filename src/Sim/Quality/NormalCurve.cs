// The normal distribution and its inverse, for plots of quantiles.
namespace Tokenbourse.Sim.Quality;

/// <summary>Mean zero, deviation one.</summary>
public static class NormalCurve
{
    /// <summary>The share below x: the density times the series x + x^3/3 + x^5/15 + ..., plus a half.</summary>
    public static double Below(double x)
    {
        if (Math.Abs(x) > 8)
            return x > 0 ? 1 : 0;
        var (sum, term) = (x, x);
        for (var i = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum) && i < 400; i += 2)
        {
            term *= x * x / i;
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }

    /// <summary>The x with this share below it.</summary>
    /// <param name="share">Above 0 and below 1.</param>
    public static double Quantile(double share)
    {
        var (low, high) = (-8.0, 8.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (Below(middle) < share)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
    }
}
