// The published parameters of crude oil are recovered from curves simulated with them.
using Tokenbourse.Analytics.Curves;
using Xunit;

namespace Tokenbourse.Unit.Curves;

public sealed class SchwartzSmithRecoveryTests
{
    private const int FiveYears = 260;

    [Fact]
    public void Five_years_of_weekly_oil_curves_give_the_published_parameters_back() =>
        Recover(SimulatedCurves.Nymex, SimulatedCurves.NymexYears, SimulatedCurves.NymexDeviations, 20_000);

    [Fact]
    public void Five_years_of_long_dated_oil_curves_give_the_published_parameters_back() =>
        Recover(SimulatedCurves.Enron, SimulatedCurves.LongYears, SimulatedCurves.LongDeviations, 20_001);

    [Fact]
    public void A_third_of_the_prices_missing_and_averaging_months_widen_the_errors_and_no_more() =>
        Recover(
            SimulatedCurves.Nymex,
            SimulatedCurves.NymexYears,
            [0.02, 0.006, 0.003, 0.002, 0.004],
            20_002,
            hole: 0.33,
            length: 1 / 12.0
        );

    [Fact]
    [Trait("Weight", "heavy")]
    public void Over_forty_seeds_the_errors_are_as_large_as_their_standard_errors_say()
    {
        // For a normal estimator the mean square of 40 z's is 1 with a deviation of root 2/40 = 0.22; the bounds are
        // four of these, and 0.5 above for what five years of weeks are short of the asymptotics.
        const int Seeds = 40;
        var z = SchwartzSmith.Names.ToDictionary(n => n, _ => new List<double>());
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var fit = Fit(SimulatedCurves.Nymex, SimulatedCurves.NymexYears, SimulatedCurves.NymexDeviations, seed);
            for (var i = 0; i < SchwartzSmith.Names.Count; i++)
            {
                var e = fit.Estimates[i];
                z[e.Name].Add((e.Value - SimulatedCurves.Nymex.Values[i]) / e.StandardError);
            }
        }

        var output = TestContext.Current.TestOutputHelper;
        foreach (var (name, values) in z)
        {
            var square = values.Average(x => x * x);
            var within = values.Count(x => Math.Abs(x) < 2);
            var told = FormattableString.Invariant($"{name}: mean z {values.Average():0.00}, mean z² {square:0.00}");
            output?.WriteLine(FormattableString.Invariant($"{told}, within two {within} of {Seeds}"));
            Assert.InRange(square, 1 - (4 * 0.22), 1 + (4 * 0.22) + 0.5);
            Assert.InRange(values.Average(), -4 / Math.Sqrt(Seeds), 4 / Math.Sqrt(Seeds));
        }
    }

    [Fact]
    public void What_stands_at_a_bound_has_no_standard_error()
    {
        // One factor moves these curves: the other's volatility goes to the least that is searched, 0.001.
        var truth = new SchwartzSmith(1.5, 1e-6, 0, 0.02, 0.2, 0.01, 0);
        var fit = Fit(truth, [0.1, 0.5, 1], [0.002, 0.002, 0.002], 20_003);
        foreach (var e in fit.Estimates)
            TestContext.Current.TestOutputHelper?.WriteLine($"{e}");
        var chi = fit.Estimates.Single(e => e.Name == "sigma_chi");
        Assert.InRange(chi.Value, 0.0009, 0.00101);
        Assert.True(double.IsNaN(chi.StandardError));
        var xi = fit.Estimates.Single(e => e.Name == "sigma_xi");
        Assert.InRange(xi.Value, 0.17, 0.23);
        Assert.InRange(xi.StandardError, 0.005, 0.02);
    }

    [Fact]
    public void Too_little_to_fit_is_said_with_both_numbers()
    {
        var panel = SimulatedCurves.Weeks(SimulatedCurves.Nymex, [0.1, 0.5], [0.01, 0.01], 20, 1);
        Assert.False(SchwartzSmithFit.TryFit(panel, out _, out var few));
        Assert.Equal("panel: days: needed 30 or more, given 20", few.ToString());
        var one = SimulatedCurves.Weeks(SimulatedCurves.Nymex, [0.1], [0.01], 60, 1);
        Assert.False(SchwartzSmithFit.TryFit(one, out _, out var single));
        Assert.Equal("panel: maturities: needed two or more, given 1", single.ToString());
    }

    private static void Recover(
        SchwartzSmith truth,
        double[] years,
        double[] deviations,
        int seed,
        double hole = 0,
        double length = 0
    )
    {
        var fit = Fit(truth, years, deviations, seed, hole, length);
        var output = TestContext.Current.TestOutputHelper;
        output?.WriteLine($"seed {seed}");
        for (var i = 0; i < fit.Estimates.Count; i++)
        {
            var e = fit.Estimates[i];
            output?.WriteLine(FormattableString.Invariant($"{e.Name} {e.Value:0.#####} ({e.StandardError:0.#####})"));
        }

        Assert.True(fit.Converged);
        // Seven figures within 3.5 of their own standard errors: by chance alone one run in 300 fails; seeds are fixed.
        for (var i = 0; i < SchwartzSmith.Names.Count; i++)
        {
            var e = fit.Estimates[i];
            Assert.True(e.StandardError > 0, e.Name);
            Assert.True(Math.Abs(e.Value - truth.Values[i]) < 3.5 * e.StandardError, e.ToString());
        }

        // The truth is less likely than the estimate.
        var panel = SimulatedCurves.Weeks(truth, years, deviations, FiveYears, seed, hole, length);
        var atTruth = SchwartzSmithFilter.Run(truth, deviations, panel);
        Assert.True(fit.LogLikelihood > atTruth.LogLikelihood);
        Assert.Equal(fit.LogLikelihood, fit.Filter.LogLikelihood, 3);
        // The curves are the model's own, so the surprises are white.
        Assert.All(fit.Filter.Errors, e => Assert.True(e.Whiteness!.P > 1e-4, e.ToString()));
        for (var c = 0; c < deviations.Length; c++)
            Assert.InRange(fit.Deviations[c], 0.7 * deviations[c] - 5e-4, (1.3 * deviations[c]) + 5e-4);
    }

    private static SchwartzSmithFit Fit(
        SchwartzSmith truth,
        double[] years,
        double[] deviations,
        int seed,
        double hole = 0,
        double length = 0
    )
    {
        var panel = SimulatedCurves.Weeks(truth, years, deviations, FiveYears, seed, hole, length);
        Assert.True(SchwartzSmithFit.TryFit(panel, out var fit, out var fault), $"{fault}");
        return fit;
    }
}
