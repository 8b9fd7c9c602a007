// Principal components against a case worked by hand and against factors that are known.
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Curves;

public sealed class CurvePcaTests
{
    private static readonly TradingDate _day = TradingDate.Of(2026, 1, 1);

    [Fact]
    public void Two_maturities_have_the_components_worked_by_hand()
    {
        // Changes (3,3), (-3,-3), (1,-1), (-1,1) in percent: squares 20, products 16, over three: variances 20/3 and
        // covariance 16/3 of percent squared. Components: both alike with 12, against each other with 4/3.
        var pca = Fit(
            [1, 2],
            [
                [0.03, 0.03],
                [-0.03, -0.03],
                [0.01, -0.01],
                [-0.01, 0.01],
            ]
        );
        var half = Math.Sqrt(0.5);
        Assert.Equal([half, half], pca.Components[0].Loadings, Close);
        Assert.Equal([half, -half], pca.Components[1].Loadings, Close);
        Assert.Equal([0.9, 0.1], pca.Components.Select(c => c.Share), Close);
        Assert.Equal(Math.Sqrt(12) / 100, pca.Components[0].Deviation, 12);
        Assert.Equal(
            [0.03 / half, 0, 0],
            [pca.Scores[0].Scores[0], pca.Scores[0].Scores[1], pca.Scores[2].Scores[0]],
            Close
        );
        Assert.Equal(0.01 / half, pca.Scores[2].Scores[1], 12);
        Assert.True(pca.TooFewSteps);
        Assert.False(pca.TooStretched);
        Assert.Equal(4, pca.Steps);
        // Between its maturities a loading is straight, beyond them it holds.
        Assert.Equal([half, 0, -half], new[] { 0.5, 1.5, 9 }.Select(y => pca.Loading(1, y)), Close);
    }

    [Fact]
    public void A_scenario_moves_the_curve_along_a_component_and_a_spread_has_no_exposure_to_level()
    {
        var pca = Fit(
            [1, 2],
            [
                [0.03, 0.03],
                [-0.03, -0.03],
                [0.01, -0.01],
                [-0.01, 0.01],
            ]
        );
        var curve = new FuturesCurve("TK", _day, 0.01, [new("A", _day.Plus(365), 100), new("B", _day.Plus(731), 100)]);
        // Two deviations of the level: e^(2 · root 12 / 100 · root 1/2) - 1 = e^0.0489898 - 1.
        var up = pca.Scenario(curve, 0, 2);
        Assert.Equal(100 * Math.Exp(2 * Math.Sqrt(6) / 100), up[0].Price, 9);
        Assert.Equal(up[0].Price, up[1].Price, 9);
        Assert.True(pca.Scenario(curve, 0, -2)[0].Price < 100);
        // Over four steps the same number of deviations reaches twice as far in logs.
        Assert.Equal(100 * Math.Exp(4 * Math.Sqrt(6) / 100), pca.Scenario(curve, 0, 2, 4)[0].Price, 9);
        var exposures = pca.Exposure(curve, [("A", 10), ("B", -10)]);
        Assert.Equal(0, exposures.Sum(e => e.ByComponent[0]), 9);
        // Against each other: e^(root(4/3) root(1/2) / 100) up and down.
        var tilt = Math.Sqrt(2.0 / 3) / 100;
        Assert.Equal(1000 * (Math.Exp(tilt) - Math.Exp(-tilt)), exposures.Sum(e => e.ByComponent[1]), 9);
        Assert.Throws<ArgumentException>(() => pca.Exposure(curve, [("C", 1)]));
    }

    [Fact]
    public void Three_known_factors_are_found_with_their_shares()
    {
        // Level, slope and curvature of five maturities, orthonormal, with deviations 3, 1 and 0.4 percent, 1,000
        // steps, seed 5: shares 9, 1 and 0.16 of 10.16. A share's standard error is about root(2/n) times it.
        double[][] truth =
        [
            [.. Enumerable.Repeat(1 / Math.Sqrt(5), 5)],
            [.. new[] { 2.0, 1, 0, -1, -2 }.Select(x => x / Math.Sqrt(10))],
            [.. new[] { 2.0, -1, -2, -1, 2 }.Select(x => x / Math.Sqrt(14))],
        ];
        double[] deviations = [0.03, 0.01, 0.004];
        var random = new MersenneTwister(5);
        var changes = new double[1000][];
        for (var t = 0; t < changes.Length; t++)
        {
            var scores = deviations.Select(d => d * Normal.Sample(random, 0, 1)).ToArray();
            changes[t] = [.. Enumerable.Range(0, 5).Select(i => truth.Select((l, k) => l[i] * scores[k]).Sum())];
        }

        var pca = Fit([0.1, 0.25, 0.5, 0.75, 1], changes);
        double[] shares = [9 / 10.16, 1 / 10.16, 0.16 / 10.16];
        for (var k = 0; k < 3; k++)
        {
            Assert.Equal(truth[k], pca.Components[k].Loadings, (a, b) => Math.Abs(a - b) < 0.05);
            Assert.InRange(pca.Components[k].Share, shares[k] * 0.8, shares[k] * 1.2);
        }

        Assert.Equal(1, pca.Components.Sum(c => c.Share), 12);
        Assert.False(pca.TooFewSteps);
    }

    [Fact]
    public void Maturities_are_read_between_contracts_and_stretched_cells_are_counted()
    {
        // Contracts at 30, 60 and 150 days: logs 0, 1 and 4.
        FuturesCurve Curve(int shift) =>
            new("TK", _day.Plus(shift), 0.01, [Point("A", 30, 0), Point("B", 60, 1), Point("C", 150, 4)]);
        CurvePoint Point(string name, int days, double log)
        {
            // The middle of one day is half a day before its date.
            var period = new DeliveryPeriod(_day.Plus(days), _day.Plus(days + 1));
            return new(name, period.Last, Math.Exp(log)) { Delivery = period };
        }

        double[] years = [10 / 365.0, 45 / 365.0, 90 / 365.0, 150 / 365.0];
        var read = ConstantMaturities.Of([Curve(0), Curve(200)], years);
        var row = Assert.Single(read.Rows);
        Assert.Equal([0, 0.5, 2, 4], row.LogPrices, (a, b) => Math.Abs(a - b) < 1e-9);
        // The first is held before the first contract, the third bridges ninety days; the last stands on a contract.
        Assert.Equal(2, row.Stretched);
        Assert.Equal(0.5, read.StretchedShare);
        Assert.Equal(_day.Plus(200), Assert.Single(read.Skipped));
        // Forty days beyond an end is too far.
        Assert.Empty(ConstantMaturities.Of([Curve(0)], [190 / 365.0]).Rows);
    }

    [Fact]
    public void Warnings_are_facts_and_too_few_changes_are_refused()
    {
        var rows = Enumerable.Range(0, 61).Select(t => new MaturityRow(_day.Plus(t), [t % 3, t % 2], 1)).ToList();
        Assert.True(CurvePca.TryFit(new([0.1, 0.2], rows, []), 12, out var pca, out _));
        Assert.False(pca.TooFewSteps);
        Assert.True(pca.TooStretched);
        Assert.False(CurvePca.TryFit(new([0.1, 0.2], rows[..3], []), 12, out _, out var fault));
        Assert.Equal(
            "history: changes: needed two maturities and more than 2 changes, given 2 and 2",
            fault.ToString()
        );
        // A gap of thirteen days is no daily change.
        rows[60] = rows[60] with
        {
            Day = _day.Plus(72),
        };
        Assert.True(CurvePca.TryFit(new([0.1, 0.2], rows, []), 12, out var gap, out _));
        Assert.Equal(59, gap.Steps);
    }

    private static CurvePca Fit(double[] years, double[][] changes)
    {
        var rows = new List<MaturityRow> { new(_day, new double[years.Length], 0) };
        foreach (var change in changes)
        {
            var before = rows[^1];
            rows.Add(new(before.Day.Plus(1), [.. before.LogPrices.Select((x, i) => x + change[i])], 0));
        }

        Assert.True(CurvePca.TryFit(new(years, rows, []), 12, out var pca, out var fault), $"{fault}");
        return pca;
    }

    private static bool Close(double a, double b) => Math.Abs(a - b) < 1e-9;
}
