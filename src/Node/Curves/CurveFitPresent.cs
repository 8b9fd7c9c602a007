// From fits to what programs read.
using Tokenbourse.Analytics.Curves;

namespace Tokenbourse.Node.Curves;

/// <summary>Rounds and spells.</summary>
internal static class CurveFitPresent
{
    /// <summary>Components whose scores and scenarios are told.</summary>
    private const int Shown = 3;

    /// <summary>How far a scenario moves.</summary>
    private const double Deviations = 2;

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
            factors ? CurveFactorPresent.Dynamic(a) : null,
            factors ? CurveFactorPresent.Factors(a) : null
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
            CurvePca.FewSteps,
            pca?.TooFewSteps ?? true,
            CurveNumbers.Percent(pca?.StretchedShare ?? 0),
            pca?.TooStretched ?? false,
            [
                .. (pca?.Scores ?? []).Select(d => new CurveScoreDayShape(
                    d.Day.ToString(),
                    [.. d.Scores.Take(Shown).Select(s => CurveNumbers.Show(100 * s, 3))]
                )),
            ],
            pca is null ? [] : Scenarios(a, pca)
        );
    }

    private static List<CurveScenarioShape> Scenarios(CurveAnalysis a, CurvePca pca)
    {
        var moved = new List<CurveScenarioShape>();
        for (var k = 0; k < Math.Min(Shown, pca.Components.Count); k++)
        {
            var (down, up) = (pca.Scenario(a.Curve, k, -Deviations), pca.Scenario(a.Curve, k, Deviations));
            moved.AddRange(
                down.Zip(
                    up,
                    (low, high) =>
                        new CurveScenarioShape(
                            low.Contract,
                            k + 1,
                            CurveNumbers.Show(low.Price, a.Book.PriceDecimals),
                            CurveNumbers.Show(high.Price, a.Book.PriceDecimals)
                        )
                )
            );
        }

        return moved;
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
            [.. regions.Select(Leg)],
            []
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
