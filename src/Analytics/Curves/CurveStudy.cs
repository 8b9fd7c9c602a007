// One product's history through every model of this room: what the docs tabulate.
using System.Diagnostics.CodeAnalysis;

namespace Tokenbourse.Analytics.Curves;

/// <summary>What was found.</summary>
/// <param name="Curves">Days with a curve.</param>
/// <param name="Components">Of daily changes at the study's maturities.</param>
/// <param name="TwoFactors">Fitted to weekly curves.</param>
/// <param name="Weeks">Weeks behind it.</param>
/// <param name="Shapes">Nelson-Siegel over the weekly curves with one lambda.</param>
/// <param name="ShapeError">Median over weeks of the root mean square residual as a share of the first contract's
/// price.</param>
/// <param name="Backwardated">Share of neighbouring contract pairs of which the nearer was dearer.</param>
public sealed record CurveStudy(
    string Product,
    int Curves,
    CurvePca Components,
    SchwartzSmithFit TwoFactors,
    int Weeks,
    DynamicNelsonSiegel Shapes,
    double ShapeError,
    double Backwardated
)
{
    /// <summary>Calendar days over which a change still counts as one step: the longest Chinese holiday.</summary>
    public const int LongestGap = 12;

    /// <summary>Runs the models.</summary>
    /// <param name="years">Maturities in years, ascending: those of the components and of the two-factor panel.</param>
    public static bool TryRun(
        CurveHistory history,
        IReadOnlyList<double> years,
        [NotNullWhen(true)] out CurveStudy? study,
        [NotNullWhen(false)] out CurveFault? fault
    )
    {
        study = null;
        var constant = ConstantMaturities.Of(history.Curves, years);
        if (!CurvePca.TryFit(constant, LongestGap, out var pca, out fault))
            return false;
        var weeks = history.Weekly();
        // Half the distance of two targets, so that no contract is nearer to another one.
        var tolerance = 0.5 * years.Zip(years.Skip(1), (a, b) => b - a).Min();
        if (!LogCurvePanel.TryOf(weeks, years, tolerance, out var panel, out fault))
            return false;
        if (!SchwartzSmithFit.TryFit(panel, out var twoFactors, out fault))
            return false;
        if (!DynamicNelsonSiegel.TryFit(weeks, null, out var shapes, out fault))
            return false;
        var front = weeks.ToDictionary(w => w.Day, w => w.Points[0].Price);
        var errors = shapes.Days.Select(d => d.Rmse / front[d.Day]).Order().ToArray();
        var pairs = history
            .Curves.SelectMany(c => c.Points.Zip(c.Points.Skip(1), (near, far) => near.Price > far.Price))
            .ToList();
        study = new(
            history.Curves[0].Product,
            history.Curves.Count,
            pca,
            twoFactors,
            weeks.Count,
            shapes,
            errors[errors.Length / 2],
            (double)pairs.Count(b => b) / pairs.Count
        );
        return true;
    }
}
