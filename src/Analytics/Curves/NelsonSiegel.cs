// The Nelson-Siegel shape of a futures curve: level, slope and one hump.
using MathNet.Numerics.Integration;

namespace Tokenbourse.Analytics.Curves;

/// <summary>
/// F(t) = b0 + b1 (1 - e^-x) / x + b2 [(1 - e^-x) / x - e^-x] with x = lambda t, t in years (Nelson and Siegel
/// 1987; the three loadings are called level, slope and curvature since Diebold and Li 2006).
/// </summary>
/// <param name="Level">b0: the price far out.</param>
/// <param name="Slope">b1: the front is b0 + b1, so above zero is a falling curve.</param>
/// <param name="Curvature">b2: the hump.</param>
/// <param name="Lambda">Decay a year, above zero; the hump stands at 1.793 / lambda years.</param>
public sealed record NelsonSiegel(double Level, double Slope, double Curvature, double Lambda)
{
    /// <summary>Where the curvature loading is largest, times lambda: the root of x² + x + 1 = e^x above
    /// zero.</summary>
    public const double Hump = 1.7932821329007610;

    private const int Nodes = 8;

    /// <summary>The price for one day.</summary>
    /// <param name="years">From now, zero or more.</param>
    public double At(double years) => Level + (Slope * Decay(years)) + (Curvature * Bend(years));

    /// <summary>The price of an average over an interval of years.</summary>
    public double Mean(double from, double until)
    {
        var (slope, curvature) = Loadings(Lambda, from, until);
        return Level + (Slope * slope) + (Curvature * curvature);
    }

    /// <summary>Means of the slope and curvature loadings over an interval, by Gauss-Legendre with eight nodes; at a
    /// point when both ends are the same.</summary>
    public static (double Slope, double Curvature) Loadings(double lambda, double from, double until)
    {
        if (until - from <= 0)
            return (First(lambda * until), Second(lambda * until));
        var length = until - from;
        return (
            GaussLegendreRule.Integrate(t => First(lambda * t), from, until, Nodes) / length,
            GaussLegendreRule.Integrate(t => Second(lambda * t), from, until, Nodes) / length
        );
    }

    private double Decay(double years) => First(Lambda * years);

    private double Bend(double years) => Second(Lambda * years);

    // Below 1e-5 the series is exact to twelve digits where the quotient is not.
    private static double First(double x) => x < 1e-5 ? 1 - (0.5 * x) : (1 - Math.Exp(-x)) / x;

    private static double Second(double x) => First(x) - Math.Exp(-x);
}
