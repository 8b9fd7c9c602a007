// Maximum likelihood for the two-factor model, with standard errors from the curvature at the maximum.
using System.Diagnostics.CodeAnalysis;

namespace Tokenbourse.Analytics.Curves;

/// <summary>One estimated figure.</summary>
/// <param name="StandardError">Not a number when the figure stands at a bound or the curvature says nothing.</param>
public sealed record Estimate(string Name, double Value, double StandardError);

/// <summary>A fitted model.</summary>
/// <param name="Model">The seven parameters.</param>
/// <param name="Deviations">Measurement deviation by column, in logs.</param>
/// <param name="Estimates">The seven, half_life, then one measurement deviation a column, with standard
/// errors.</param>
/// <param name="Maxima">Log-likelihood reached from each start, best first: whether other starts came to the
/// same.</param>
/// <param name="Converged">The best search ended because nothing was left to gain.</param>
/// <param name="Exact">Columns whose measurement deviation went to its floor: the model meets them exactly.</param>
/// <param name="Filter">Factors and errors at the estimates.</param>
public sealed record SchwartzSmithFit(
    SchwartzSmith Model,
    IReadOnlyList<double> Deviations,
    IReadOnlyList<Estimate> Estimates,
    double LogLikelihood,
    IReadOnlyList<double> Maxima,
    bool Converged,
    IReadOnlyList<string> Exact,
    SchwartzSmithFilter Filter
)
{
    /// <summary>Least measurement deviation, in logs: a hundredth of a percent.</summary>
    public const double Floor = 1e-4;

    /// <summary>Fewest days.</summary>
    public const int LeastDays = 30;

    private const double Tolerance = 1e-7;
    private const int Steps = 200;

    /// <summary>
    /// Maximises the exact likelihood over kappa, both volatilities, the correlation and one measurement deviation a
    /// column (premium and drifts follow in closed form): from three speeds of reversion, then from the best again
    /// once for each column with that column taken as exact, since the likelihood is apt to have a maximum for each.
    /// Standard errors come from the inverse of the observed information in logarithms (and the inverse hyperbolic
    /// tangent of rho), carried over by the delta method.
    /// </summary>
    public static bool TryFit(
        LogCurvePanel panel,
        [NotNullWhen(true)] out SchwartzSmithFit? fit,
        [NotNullWhen(false)] out CurveFault? fault
    )
    {
        fit = null;
        fault = Check(panel);
        if (fault is not null)
            return false;
        var space = new SchwartzSmithSpace(panel);
        var searches = space.Starts().Select(s => QuasiNewton.Find(space.Loss, s, Tolerance, Steps)).ToList();
        var leader = searches.MinBy(s => s.Value)!;
        searches.AddRange(space.ExactStarts(leader.At).Select(s => QuasiNewton.Find(space.Loss, s, Tolerance, Steps)));
        searches.Sort((a, b) => a.Value.CompareTo(b.Value));
        var best = searches[0];
        if (!double.IsFinite(best.Value))
        {
            fault = new("panel", "likelihood", "curves that tell the three drifts apart", "a flat likelihood");
            return false;
        }

        var (model, deviations) = space.Complete(best.At);
        var exact = panel.Columns.Where((_, i) => SchwartzSmithSpace.IsExact(best.At, i)).ToList();
        fit = new(
            model,
            deviations,
            space.Estimates(best.At),
            -best.Value,
            [.. searches.Select(s => -s.Value)],
            best.Converged,
            exact,
            SchwartzSmithFilter.Run(model, deviations, panel)
        );
        return true;
    }

    private static CurveFault? Check(LogCurvePanel panel)
    {
        if (panel.FirstFault() is { } fault)
            return fault;
        var counts = panel.Columns.Select((_, c) => panel.Days.Sum(d => d.Prices.Count(p => p.Column == c))).ToList();
        if (panel.Columns.Count < 2)
            return new("panel", "maturities", "two or more", CurveFault.Number(panel.Columns.Count));
        if (panel.Days.Count < LeastDays)
            return new("panel", "days", $"{LeastDays} or more", CurveFault.Number(panel.Days.Count));
        for (var c = 0; c < counts.Count; c++)
        {
            if (counts[c] < LeastDays)
                return new(panel.Columns[c], "prices", $"{LeastDays} or more", CurveFault.Number(counts[c]));
        }

        return null;
    }
}
