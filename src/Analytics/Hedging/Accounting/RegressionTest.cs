// The regression of instrument changes on those of the hypothetical derivative, against the designated numbers.
using static System.FormattableString;

namespace Tokenbourse.Analytics.Hedging.Accounting;

/// <summary>What the regression of dFV instrument on dFV hypothetical found.</summary>
/// <param name="Slope">1 for a perfect instrument; against the hedged item it is the same with the other sign.</param>
/// <param name="Probability">Of F.</param>
/// <param name="Failed">Codes of the rules that were not met; empty when effective.</param>
public sealed record RegressionTestFigures(
    int N,
    double Slope,
    double SlopeError,
    double Low,
    double High,
    double R2,
    double? F,
    double Probability,
    IReadOnlyList<string> Failed
);

/// <summary>Judges regressions.</summary>
internal static class RegressionTest
{
    public static EffectivenessResult Judge(Designation designation, IReadOnlyList<FairValueChange> changes)
    {
        var rules = designation.Rules;
        EffectivenessResult Says(
            EffectivenessOutcome outcome,
            string code,
            string words,
            RegressionTestFigures? figures = null
        ) => new(designation.Name, EffectivenessMethod.Regression, outcome, code, words, null, figures);

        if (changes.Count < Math.Max(3, rules.LeastPeriods))
            return Says(
                EffectivenessOutcome.Inconclusive,
                "too-few-periods",
                Invariant($"inconclusive: {changes.Count} periods, {rules.LeastPeriods} are needed")
            );
        RegressionResult fit;
        try
        {
            fit = Regression.Fit(
                [.. changes.Select(c => (double)c.Instrument)],
                [.. changes.Select(c => (double)c.Hypothetical)]
            );
        }
        catch (HedgingException e)
        {
            return Says(EffectivenessOutcome.Inconclusive, "no-changes", $"inconclusive: {e.Fault}");
        }

        var slope = fit.Slope;
        var failed = new List<string>();
        if (fit.R2 < rules.LeastR2)
            failed.Add("r2");
        // A slope of the wrong sign adds to the risk however steep it is, so it fails with the flat and the steep.
        if (slope.Value < (double)rules.Low || slope.Value > (double)rules.High)
            failed.Add("slope");
        if (fit.FProbability >= rules.MostProbability)
            failed.Add("f");
        var figures = new RegressionTestFigures(
            fit.N,
            slope.Value,
            slope.StandardError,
            slope.Low,
            slope.High,
            fit.R2,
            fit.F,
            fit.FProbability,
            failed
        );
        var words =
            Invariant($"R² {fit.R2:0.000} (at least {rules.LeastR2:0.00}), slope {slope.Value:0.000} ")
            + Invariant($"({rules.Low:0.00} to {rules.High:0.00}), p of F {fit.FProbability:0.0000} ")
            + Invariant($"(below {rules.MostProbability:0.00}), {fit.N} periods");
        return failed.Count == 0
            ? Says(EffectivenessOutcome.Effective, "regression-passed", words, figures)
            : Says(EffectivenessOutcome.NotEffective, "regression-failed", words, figures);
    }
}
