// Means, variances and covariances of simulated futures against the formulas, and the slow simulator's month averages.
using Tokenbourse.Analytics.Scenarios;
using Tokenbourse.Model.Numbers;
using Xunit;
using static Tokenbourse.Unit.RiskPaths.RiskExamples;

namespace Tokenbourse.Unit.RiskPaths;

public sealed class PathMomentTests
{
    private const int Paths = 40_000;

    private static double[] Logs(ReadOnlySpan<double> values)
    {
        var logs = new double[values.Length];
        for (var i = 0; i < logs.Length; i++)
            logs[i] = Math.Log(values[i]);
        return logs;
    }

    [Theory]
    [InlineData(PathStep.Day)]
    [InlineData(PathStep.Week)]
    [InlineData(PathStep.Month)]
    public void The_mean_of_the_paths_is_todays_curve(PathStep step)
    {
        var model = Plan(12) with { Step = step, Observe = [TradingDate.Of(2026, 12, 1), TradingDate.Of(2027, 3, 10)] };
        var set = TwoFactorPaths.Simulate(model, new(Paths, 11, 2));
        var figures = new SampleFigures();
        for (var m = 0; m < 12; m++)
        {
            var settled = figures.Of(set.Settlement(m).ToArray()).Mean;
            Assert.InRange(settled.Value - model.Curve[m].Price, -4.5 * settled.Error, 4.5 * settled.Error);
            for (var day = 0; day < 2; day++)
            {
                var seen = figures.Of(set.Observed(day, m).ToArray()).Mean;
                Assert.InRange(seen.Value - model.Curve[m].Price, -4.5 * seen.Error, 4.5 * seen.Error);
            }
        }
    }

    [Fact]
    public void Logarithms_of_futures_have_the_variances_and_covariances_of_the_two_factors()
    {
        // Contracts that settle on one day each, so that the formula for a delivery day holds to the digit.
        TradingDate[] deliveries =
        [
            TradingDate.Of(2026, 12, 15),
            TradingDate.Of(2027, 6, 15),
            TradingDate.Of(2028, 6, 15),
        ];
        TradingDate[] seen = [TradingDate.Of(2026, 10, 1), TradingDate.Of(2026, 12, 15)];
        var model = new PathModel
        {
            Today = Today,
            Curve = [.. deliveries.Select(d => new FuturesMonth(ContractMonth.Of(d), 5) { Averaging = [d] })],
            Factors = Factors,
            Observe = seen,
        };
        var set = TwoFactorPaths.Simulate(model, new(Paths, 12, 2, Antithetic: false));
        for (var t = 0; t < seen.Length; t++)
        {
            for (var i = 0; i < deliveries.Length; i++)
            {
                for (var j = i; j < deliveries.Length; j++)
                {
                    // Schwartz and Smith (2000): written out here once more, with the library's functions.
                    double Years(TradingDate d) => (d.Days - Today.Days) / 365.0;
                    var (now, f) = (Years(seen[t]), Factors);
                    var a = Math.Exp(-f.Kappa * (Years(deliveries[i]) - now));
                    var b = Math.Exp(-f.Kappa * (Years(deliveries[j]) - now));
                    var expected =
                        (a * b * f.SigmaChi * f.SigmaChi * (1 - Math.Exp(-2 * f.Kappa * now)) / (2 * f.Kappa))
                        + (f.SigmaXi * f.SigmaXi * now)
                        + ((a + b) * f.Rho * f.SigmaChi * f.SigmaXi * (1 - Math.Exp(-f.Kappa * now)) / f.Kappa);
                    var (x, y) = (Logs(set.Observed(t, i)), Logs(set.Observed(t, j)));
                    var (vx, vy) = (Covariance(x, x), Covariance(y, y));

                    // The error of a covariance of normal numbers: sqrt((vx vy + cov^2) / n).
                    var error = Math.Sqrt(((vx * vy) + (expected * expected)) / Paths);
                    Assert.InRange(Covariance(x, y) - expected, -4.5 * error, 4.5 * error);
                }
            }
        }
    }

    [Fact]
    public void Month_averages_have_the_mean_and_the_deviation_of_the_slow_simulator()
    {
        var model = Plan(6);
        var naive = new NaiveSimulator(model, 5);
        var truth = Enumerable.Range(0, 3_000).Select(_ => naive.Path(new double[6]).Settlements).ToArray();
        var set = TwoFactorPaths.Simulate(model, new(Paths, 13, 2));
        for (var m = 0; m < 6; m += 5)
        {
            var month = m;
            var squares = Mean([.. truth.Select(s => Math.Pow(Math.Log(s[month] / model.Curve[month].Price), 2))]);
            var ours = set.Settlement(m).ToArray().Average(s => Math.Pow(Math.Log(s / model.Curve[month].Price), 2));
            Assert.InRange(ours - squares.Mean, -4.5 * squares.Error, 4.5 * squares.Error);
        }
    }

    [Fact]
    public void Premiums_are_believed_only_when_asked()
    {
        var day = TradingDate.Of(2027, 8, 31);
        var model = OneDay(0.2, day) with
        {
            Factors = new(1.2, 0.3, 0.2, 0.1, MuXi: 0.05, LambdaChi: 0.1, MuXiStar: -0.03),
        };
        var figures = new SampleFigures();
        var fair = figures.Of(TwoFactorPaths.Simulate(model, new(Paths, 14)).Settlement(0).ToArray()).Mean;
        Assert.InRange(fair.Value - 10, -4.5 * fair.Error, 4.5 * fair.Error);

        // One year: lambda (1 - e^-1.2) / 1.2 + (0.05 + 0.03) = 0.0582338 + 0.08.
        var expected = 10 * Math.Exp((0.1 * (1 - Math.Exp(-1.2)) / 1.2) + 0.08);
        var believed = TwoFactorPaths.Simulate(model with { PremiumShare = 1 }, new(Paths, 14));
        var mean = figures.Of(believed.Settlement(0).ToArray()).Mean;
        Assert.InRange(mean.Value - expected, -4.5 * mean.Error, 4.5 * mean.Error);
    }

    [Fact]
    public void The_known_part_of_an_average_does_not_move()
    {
        // 11 September 2026: 9 of September's 22 weekdays are past, their mean was 12; the contract stands at 11.
        var now = TradingDate.Of(2026, 9, 11);
        var september = new FuturesMonth(ContractMonth.Of(2026, 9), 11) { FixedAverage = 12 };
        Assert.Equal(13, september.DaysAfter(now));
        Assert.Equal(12.0 * 9 / 22, september.KnownPart(now), 12);
        Assert.Equal((11 - (12.0 * 9 / 22)) * 22 / 13, september.ForwardOfRest(now), 12);
        var model = Plan(1) with { Today = now, Curve = [september] };
        var set = TwoFactorPaths.Simulate(model, new(Paths, 15));
        var mean = new SampleFigures().Of(set.Settlement(0).ToArray()).Mean;
        Assert.InRange(mean.Value - 11, -4.5 * mean.Error, 4.5 * mean.Error);
        foreach (var settled in set.Settlement(0))
            Assert.True(settled > 12.0 * 9 / 22);
        var still = TwoFactorPaths.Simulate(model with { Factors = new(1, 0, 0, 0) }, new(2, 1));
        Assert.Equal(11, still.Settlement(0)[0], 12);
    }
}
