// The two-factor model's formulas and filter against quadrature and a dense Gaussian likelihood.
using MathNet.Numerics.LinearAlgebra;
using Tokenbourse.Analytics.Curves;
using Xunit;

namespace Tokenbourse.Unit.Curves;

public sealed class SchwartzSmithTests
{
    private static readonly SchwartzSmith _oil = SimulatedCurves.Nymex;

    [Theory]
    [InlineData(0.25)]
    [InlineData(1)]
    [InlineData(5)]
    public void The_adjustment_is_the_drift_in_prices_and_half_the_variance_to_maturity(double years)
    {
        // ln F = E*[ln S] + Var[ln S] / 2, and the variance of ln S is the integral of the volatility of F squared.
        var variance = CurveExamples.Mean(u => Math.Pow(_oil.Volatility(u), 2), 0, years) * years;
        var drift = (0.0115 * years) - (0.157 / 1.49 * (1 - Math.Exp(-1.49 * years)));
        Assert.Equal(drift + (variance / 2), _oil.Adjustment(years), 7);
    }

    [Fact]
    public void An_averaging_contract_has_the_mean_of_the_log_price_over_its_days()
    {
        var mean = CurveExamples.Mean(t => _oil.LogPrice(0.2, 3, t), 0.5, 0.75);
        Assert.Equal(mean, _oil.LogPrice(0.2, 3, 0.5, 0.75), 9);
        // The price is the log of the mean; the documented bound is (slope times length)² / 24, curvature aside.
        var month = 31 / FuturesCurve.DaysPerYear;
        var price = CurveExamples.Mean(t => _oil.Price(0.4, 3, t), 0.1, 0.1 + month);
        var gap = Math.Log(price) - _oil.LogPrice(0.4, 3, 0.1, 0.1 + month);
        var slope = (_oil.LogPrice(0.4, 3, 0.1 + month) - _oil.LogPrice(0.4, 3, 0.1)) / month;
        Assert.Equal(Math.Pow(slope * month, 2) / 24, gap, 6);
        Assert.InRange(gap, 0, 1e-4);
    }

    [Fact]
    public void Half_of_a_deviation_is_left_after_the_half_life()
    {
        // ln 2 / 1.49 = 0.4652 years, five and a half months.
        Assert.Equal(0.4652, _oil.HalfLife, 4);
        var (near, far) = (_oil.LogPrice(1, 0, _oil.HalfLife), _oil.LogPrice(0, 0, _oil.HalfLife));
        Assert.Equal(0.5, near - far, 12);
    }

    [Fact]
    public void Two_days_of_one_price_are_filtered_as_by_hand()
    {
        // One contract at maturity zero: ln F = chi + xi. sigma_chi = 0.2 and kappa = 2 give chi a variance of
        // 0.04 / 4 = 0.01; xi has 100 round the first price, so the first price 3 surprises nobody (v = 0,
        // f = 100.01 + 0.0001 = 100.0101). After it: var chi = 0.01 - 0.0001 / f, cov = -0.01 · 100 / f,
        // var xi = 100 - 10000 / f. A year on: chi decays by e^-2 and both variances grow by 0.01 (1 - e^-4) and 0.01;
        // the covariance is only multiplied by e^-2 (rho = 0); the mean of xi moves by mu = 0.1.
        var model = new SchwartzSmith(2, 0.2, 0, 0.1, 0.1, 0, 0);
        LogCurveDay Day(int t, double value) => new(CurveExamples.Day.Plus(365 * t), t, [new(0, 0, 0, value)]);
        var panel = new LogCurvePanel(["spot"], [Day(0, 3), Day(1, 3.3)]);
        var filter = SchwartzSmithFilter.Run(model, [0.01], panel);
        const double F = 100.0101;
        var (chi, both, xi) = (0.01 - (0.0001 / F), -1 / F, 100 - (10_000 / F));
        var decay = Math.Exp(-2);
        (chi, both, xi) = ((chi * decay * decay) + (0.01 * (1 - Math.Exp(-4))), both * decay, xi + 0.01);
        var f = chi + (2 * both) + xi + 0.0001;
        var likelihood = -0.5 * (Math.Log(2 * Math.PI * F) + Math.Log(2 * Math.PI * f) + (0.2 * 0.2 / f));
        Assert.Equal(likelihood, filter.LogLikelihood, 8);
        Assert.Equal((chi + both) / f * 0.2, filter.Factors[1].Chi, 8);
        Assert.Equal(3.1 + ((both + xi) / f * 0.2), filter.Factors[1].Xi, 8);
        Assert.Equal(Math.Sqrt(chi - (Math.Pow(chi + both, 2) / f)), filter.Factors[1].ChiDeviation, 6);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.4, 0)]
    [InlineData(0.2, 0.1)]
    public void Both_filters_give_the_likelihood_of_the_joint_normal_distribution(double hole, double length)
    {
        double[] deviations = [0.02, 0.01, 0.005];
        var panel = SimulatedCurves.Weeks(_oil, [0.1, 0.5, 1.2], deviations, 14, 11, hole, length);
        panel = panel with { Days = [.. panel.Days.Where(d => d.Prices.Count > 0)] };
        panel = panel with { Days = [.. panel.Days.Select(d => d with { Years = d.Years - panel.Days[0].Years })] };
        var dense = Dense(_oil, deviations, panel);
        Assert.Equal(dense, SchwartzSmithFilter.Run(_oil, deviations, panel).LogLikelihood, 5);
        var terms = new SchwartzSmithLikelihood(panel).Run(_oil, deviations);
        Assert.Equal(dense, terms.At(_oil.LambdaChi, _oil.MuXi, _oil.MuStarXi), 5);
        // The drifts that the quadratic calls best are better than their neighbours.
        var best = terms.Best()!;
        var top = terms.At(best[0], best[1], best[2]);
        Assert.True(top > dense);
        Assert.True(top > terms.At(best[0] + 0.01, best[1], best[2]));
        Assert.True(top > terms.At(best[0], best[1], best[2] - 0.001));
    }

    [Fact]
    public void An_alternating_series_is_not_white_by_the_number_worked_by_hand()
    {
        // +1, -1, ... ten times: r_1 = -9/10, Q = 10 · 12 · 0.81 / 9 = 10.8; chi-squared with one degree: 0.00102.
        var test = LjungBox.Of([.. Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? 1.0 : -1)], 1);
        Assert.Equal(10.8, test.Q, 9);
        Assert.Equal(0.00102, test.P, 5);
    }

    /// <summary>Slow and straight: mean and covariance of every price, one normal distribution.</summary>
    private static double Dense(SchwartzSmith p, double[] deviations, LogCurvePanel panel)
    {
        var seen = panel.Days.SelectMany(d => d.Prices.Select(y => (d.Years, Price: y))).ToArray();
        var n = seen.Length;
        var level = panel.Days[0].Prices.Average(y => y.Value);
        double Decay(LogPrice y) =>
            y.Until > y.From
                ? CurveExamples.Mean(t => Math.Exp(-p.Kappa * t), y.From, y.Until)
                : Math.Exp(-p.Kappa * y.From);
        double Adjustment(LogPrice y) =>
            y.Until > y.From ? CurveExamples.Mean(p.Adjustment, y.From, y.Until) : p.Adjustment(y.From);
        var decays = seen.Select(s => Decay(s.Price)).ToArray();
        var error = Vector<double>.Build.Dense(
            n,
            i => seen[i].Price.Value - level - (p.MuXi * seen[i].Years) - Adjustment(seen[i].Price)
        );
        var covariance = Matrix<double>.Build.Dense(
            n,
            n,
            (i, j) =>
            {
                var (s, t) = (Math.Min(seen[i].Years, seen[j].Years), Math.Max(seen[i].Years, seen[j].Years));
                var (a, b) = (decays[i], decays[j]);
                var chi = p.StationaryVariance * Math.Exp(-p.Kappa * (t - s));
                var xi = 100 + (p.SigmaXi * p.SigmaXi * s);
                // Chi at one time and xi at another share the shocks until the earlier; those of chi have decayed.
                double Cross(double ofChi, double ofXi)
                {
                    var until = Math.Min(ofChi, ofXi);
                    var integral = (Math.Exp(-p.Kappa * (ofChi - until)) - Math.Exp(-p.Kappa * ofChi)) / p.Kappa;
                    return p.Rho * p.SigmaChi * p.SigmaXi * integral;
                }

                var both = (a * Cross(seen[i].Years, seen[j].Years)) + (b * Cross(seen[j].Years, seen[i].Years));
                var noise = i == j ? Math.Pow(deviations[seen[i].Price.Column], 2) : 0;
                return (a * b * chi) + both + xi + noise;
            }
        );
        var cholesky = covariance.Cholesky();
        return -0.5 * ((n * Math.Log(2 * Math.PI)) + cholesky.DeterminantLn + error.DotProduct(cholesky.Solve(error)));
    }
}
