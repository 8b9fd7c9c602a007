// Figures over many seeded paths: mean, interval of the mean, the worst, and how many reach a bar.
using MathNet.Numerics.Distributions;

namespace Tokenbourse.Analytics.Spot;

/// <summary>One figure over paths.</summary>
/// <param name="Paths">Paths on which it could be computed.</param>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="Low">Lower end of the 95 % interval of the mean (Student).</param>
/// <param name="High">Upper end.</param>
/// <param name="Least">The worst path.</param>
/// <param name="Most">The best path.</param>
/// <param name="Reach">Share of paths at the bar or above it.</param>
public sealed record SpotFigure(
    int Paths,
    double Mean,
    double Low,
    double High,
    double Least,
    double Most,
    double Reach
)
{
    /// <summary>The bar that hedges are held against.</summary>
    public const double Bar = 0.8;

    /// <summary>Of one value a path.</summary>
    public static SpotFigure Of(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
            return new(0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        var mean = values.Average();
        var half =
            values.Count < 2
                ? double.NaN
                : StudentT.InvCDF(0, 1, values.Count - 1, 0.975)
                    * Studies.SeriesFigures.Deviation(values)
                    / Math.Sqrt(values.Count);
        return new(
            values.Count,
            mean,
            mean - half,
            mean + half,
            values.Min(),
            values.Max(),
            (double)values.Count(v => v >= Bar) / values.Count
        );
    }
}
