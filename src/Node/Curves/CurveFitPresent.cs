// From fits to what programs read.
using Tokenbourse.Analytics.Curves;

namespace Tokenbourse.Node.Curves;

/// <summary>Rounds and spells.</summary>
internal static class CurveFitPresent
{
    /// <param name="factors">Fit the two factors too.</param>
    public static CurveFitsShape Fits(CurveAnalysis a, bool factors) =>
        new(
            a.Book.Contract,
            a.Curve.Day.ToString(),
            a.Book.Source,
            a.Book.Simulated,
            CurvePresent.Of(a).Fit,
            [
                .. (a.Fit?.Residuals ?? []).Select(r => new CurveResidualShape(
                    r.Contract,
                    CurveNumbers.Show(r.Price, a.Book.PriceDecimals),
                    CurveNumbers.Show(r.Fitted, a.Book.PriceDecimals + 1),
                    CurveNumbers.Signed(r.Ticks, 1)
                )),
            ],
            Forward(a),
            factors ? Factors(a) : null
        );

    public static CurveComponentsShape Components(CurveAnalysis a)
    {
        _ = CurveFits.TryComponents(a, out var pca, out var fault);
        return new(
            a.Book.Contract,
            a.Curve.Day.ToString(),
            a.Book.Source,
            a.Book.Simulated,
            fault?.ToString(),
            [.. (pca?.Years ?? []).Select(y => CurveNumbers.Show(12 * y, 0))],
            [
                .. (pca?.Components ?? []).Select(c => new CurveComponentShape(
                    [.. c.Loadings.Select(l => CurveNumbers.Show(l, 4))],
                    CurveNumbers.Percent(c.Share),
                    CurveNumbers.Show(100 * c.Deviation, 3)
                )),
            ],
            pca?.Steps ?? 0,
            pca?.TooFewSteps ?? true,
            CurveNumbers.Percent(pca?.StretchedShare ?? 0),
            pca?.TooStretched ?? false
        );
    }

    public static CurveInferenceAnswerShape Inference(
        CurveAnalysis a,
        IReadOnlyList<LegSpread> generations,
        IReadOnlyList<LegSpread> regions
    ) =>
        new(
            a.Book.Contract,
            a.Curve.Day.ToString(),
            a.Book.Source,
            a.Book.Simulated,
            CurvePresent.Of(a).Inference,
            [.. generations.Select(Leg)],
            [.. regions.Select(Leg)]
        );

    private static CurveForwardShape Forward(CurveAnalysis a)
    {
        if (!CurveFits.TryForward(a, out var forward, out var fault))
            return new(fault.ToString(), []);
        return new(
            null,
            [
                .. forward
                    .Daily()
                    .GroupBy(d => d.Day.ToString()[..7])
                    .Select(m => new CurveForwardMonthShape(
                        m.Key,
                        m.Count(),
                        CurveNumbers.Show(m.Average(d => d.Price), 4),
                        CurveNumbers.Show(m.Min(d => d.Price), 4),
                        CurveNumbers.Show(m.Max(d => d.Price), 4)
                    )),
            ]
        );
    }

    private static CurveFactorsShape Factors(CurveAnalysis a) =>
        CurveFits.TryFactors(a, out var panel, out var fit, out var fault)
            ? new(
                null,
                panel.Days.Count,
                panel.Observations,
                CurveNumbers.Show(fit.LogLikelihood, 1),
                fit.Converged,
                [
                    .. fit.Estimates.Select(e => new CurveEstimateShape(
                        e.Name,
                        CurveNumbers.Show(e.Value, 4),
                        double.IsFinite(e.StandardError) ? CurveNumbers.Show(e.StandardError, 4) : null
                    )),
                ]
            )
            : new(fault.ToString(), 0, 0, null, false, []);

    private static CurveLegSpreadShape Leg(LegSpread s) =>
        new(
            s.First,
            s.Second,
            s.Day.ToString(),
            CurveNumbers.Show(s.FirstPrice, 4),
            CurveNumbers.Show(s.SecondPrice, 4),
            CurveNumbers.Signed(s.Difference, 4),
            CurveNumbers.Show(s.Ratio, 3)
        );
}
