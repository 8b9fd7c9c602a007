// From what is fitted to the whole history (one lambda, two factors) to what programs read.
using Tokenbourse.Analytics.Curves;

namespace Tokenbourse.Node.Curves;

/// <summary>Rounds and spells.</summary>
internal static class CurveFactorPresent
{
    public static CurveDynamicShape Dynamic(CurveAnalysis a)
    {
        if (!DynamicNelsonSiegel.TryFit(a.History, null, out var fit, out var fault))
            return new(fault.ToString(), DynamicNelsonSiegel.LeastDays, null, [], []);
        return new(
            null,
            DynamicNelsonSiegel.LeastDays,
            CurveNumbers.Show(fit.Lambda, 3),
            [Reversion("level", fit.Level), Reversion("slope", fit.Slope), Reversion("curvature", fit.Curvature)],
            [
                .. fit.Days.Select(d => new CurveDynamicDayShape(
                    d.Day.ToString(),
                    CurveNumbers.Show(d.Shape.Level, 4),
                    CurveNumbers.Show(d.Shape.Slope, 4),
                    CurveNumbers.Show(d.Shape.Curvature, 4),
                    CurveNumbers.Show(d.Rmse / a.Curve.Tick, 2)
                )),
            ]
        );
    }

    public static CurveFactorsShape Factors(CurveAnalysis a)
    {
        if (!CurveFits.TryFactors(a, out var panel, out var fit, out var fault))
            return Without(fault.ToString(), panel?.Days.Count ?? a.History.Count);
        return new(
            null,
            panel.Days.Count,
            SchwartzSmithFit.LeastDays,
            panel.Observations,
            CurveNumbers.Show(fit.LogLikelihood, 1),
            fit.Converged,
            [
                .. fit.Estimates.Select(e => new CurveEstimateShape(
                    e.Name,
                    CurveNumbers.Show(e.Value, 4),
                    double.IsFinite(e.StandardError) ? CurveNumbers.Show(e.StandardError, 4) : null
                )),
            ],
            [
                .. fit.Filter.Errors.Select(e => new CurveFactorErrorShape(
                    e.Column,
                    e.Count,
                    CurveNumbers.Show(100 * e.Rmse, 3),
                    CurveNumbers.Show(e.Whiteness?.P, 3)
                )),
            ],
            [
                .. fit.Filter.Factors.Select(d => new CurveFactorDayShape(
                    d.Day.ToString(),
                    CurveNumbers.Show(100 * d.Chi, 2),
                    CurveNumbers.Show(Math.Exp(d.Xi), a.Book.PriceDecimals)
                )),
            ]
        );
    }

    /// <summary>No estimate, and why.</summary>
    public static CurveFactorsShape Without(string why, int days) =>
        new(why, days, SchwartzSmithFit.LeastDays, 0, null, false, [], [], []);

    private static CurveReversionShape Reversion(string beta, Reversion r) =>
        new(
            beta,
            CurveNumbers.Show(r.Mean, 4),
            CurveNumbers.Show(r.Persistence, 3),
            CurveNumbers.Show(r.NoiseDeviation, 4)
        );
}
