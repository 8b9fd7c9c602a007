// Where the answer is known by hand: no chance at all, one lognormal price, one Brownian margin account.
using MathNet.Numerics.Distributions;
using Tokenbourse.Analytics.Scenarios;
using Tokenbourse.Model.Numbers;
using Xunit;
using static Tokenbourse.Unit.RiskPaths.RiskExamples;

namespace Tokenbourse.Unit.RiskPaths;

public sealed class ClosedFormTests
{
    private static readonly TradingDate _inAYear = Today.Plus(365);

    [Fact]
    public void Without_chance_the_cost_is_arithmetic()
    {
        // Volumes 100 and 200 at 10 and 8, own price 1.5 times the index; 60 and 100 bought at 9 and 8.5; costs 5
        // and 7.
        var model = Plan(2) with
        {
            Curve = [new(ContractMonth.Of(2026, 9), 10), new(ContractMonth.Of(2026, 10), 8)],
            Factors = new(1, 0, 0, 0),
            Volumes = [100, 200],
            OwnPrice = new(1.5),
            Hedge = HedgeSchedule.Strip([60, 100], [9, 8.5]),
            Margin = new(0.4),
        };
        var set = TwoFactorPaths.Simulate(model, new(10, 1));
        var terms = new CostTerms { Costs = [5, 7], Budget = 3_900 };
        var report = new CostAtRisk().Of(set, terms);

        // 1500 + 2400; profit 60 * 1 and 100 * -0.5.
        Assert.Equal(3_900, report.Without.Mean.Value, 9);
        Assert.Equal(3_900 - 60 + 50 + 12, report.With.Mean.Value, 9);
        Assert.Equal(1_500 - 60 + 5, report.Months[0].With.P95.Value, 9);
        Assert.Equal(3_900 - 60 + 50 + 12, report.Months[1].CumulativeWith.P5.Value, 9);
        Assert.Equal(0, report.With.AtRisk.Value, 9);
        Assert.Equal(0, report.With.Deviation, 9);
        Assert.Equal(1, report.With.BeyondBudget!.Value.Value);
        Assert.Equal(10 - 12, report.Hedge.Mean.Value, 9);
        var liquidity = new MarginLiquidity().Of(set);
        Assert.Equal(0, liquidity.WorstOutflow.Value, 9);
        Assert.Equal(0.4 * ((60 * 10) + (100 * 8)), liquidity.MostNeed.Value, 9);
        Assert.Equal(liquidity.InitialToday, liquidity.MostNeed.Value, 9);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Quantiles_of_one_lognormal_price_are_known(bool antithetic)
    {
        const double Sigma = 0.4;
        var set = TwoFactorPaths.Simulate(OneDay(Sigma, _inAYear), new(50_000, 3, 2, antithetic));
        var figures = new SampleFigures().Of(set.Settlement(0).ToArray());
        foreach (var p in new[] { 0.01, 0.05, 0.25, 0.75, 0.95, 0.99 })
        {
            var expected = 10 * Math.Exp((Sigma * Normal.InvCDF(0, 1, p)) - (Sigma * Sigma / 2));
            var found = figures.QuantileWithError(p);
            Assert.InRange(found.Value - expected, -4.5 * found.Error, 4.5 * found.Error);
        }

        // Mean of the five percent above the 95 % point: 10 N(sigma - z) / 0.05 (Black and Scholes' first term).
        var beyond = 10 * Normal.CDF(0, 1, Sigma - Normal.InvCDF(0, 1, 0.95)) / 0.05;
        var shortfall = figures.Shortfall(0.95);
        Assert.InRange(shortfall.Value - beyond, -4.5 * shortfall.Error, 4.5 * shortfall.Error);

        var above = figures.ShareAbove(12);
        var chance = 1 - Normal.CDF(0, 1, (Math.Log(1.2) + (Sigma * Sigma / 2)) / Sigma);
        Assert.InRange(above.Value - chance, -4.5 * above.Error, 4.5 * above.Error);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_errors_are_the_spread_over_two_hundred_seeds(bool antithetic)
    {
        const int Seeds = 200;
        var model = OneDay(0.4, _inAYear);
        var figures = new SampleFigures();
        PathSet? set = null;
        var found = new List<Estimate>[6];
        for (var k = 0; k < found.Length; k++)
            found[k] = [];
        for (var seed = 0; seed < Seeds; seed++)
        {
            set = TwoFactorPaths.Simulate(model, new(2_000, seed, 1, antithetic), set);
            figures.Of(set.Settlement(0).ToArray());
            found[0].Add(figures.QuantileWithError(0.95));
            found[1].Add(figures.QuantileWithError(0.75));
            found[2].Add(figures.Mean);
            found[3].Add(figures.ShareAbove(12));
            found[4].Add(figures.Shortfall(0.95));
            found[5].Add(figures.AboveReference(0.95, median: true));
        }

        foreach (var estimates in found)
        {
            var mean = estimates.Average(e => e.Value);
            var spread = Math.Sqrt(estimates.Sum(e => (e.Value - mean) * (e.Value - mean)) / (Seeds - 1));

            // A deviation out of 200 is known to five percent: four of these, and the kernel's bias.
            Assert.InRange(estimates.Average(e => e.Error) / spread, 0.8, 1.25);
        }
    }

    [Fact]
    public void Without_pairs_the_error_of_a_quantile_is_the_textbooks()
    {
        var set = TwoFactorPaths.Simulate(OneDay(0.4, _inAYear), new(20_000, 3, 1, Antithetic: false));
        var figures = new SampleFigures().Of(set.Settlement(0).ToArray());
        var z = Normal.InvCDF(0, 1, 0.95);
        var at = 10 * Math.Exp((0.4 * z) - 0.08);
        var density = Normal.PDF(0, 1, z) / (0.4 * at);
        var textbook = Math.Sqrt(0.95 * 0.05 / 20_000) / density;
        Assert.InRange(figures.QuantileWithError(0.95).Error / textbook, 0.93, 1.07);
        Assert.InRange(figures.EffectivePaths(0.95)!.Value, 19_000, 21_000);
    }

    [Fact]
    public void The_worst_outflow_of_a_quiet_martingale_follows_the_reflection_principle()
    {
        // 100 units of a price of 10 with 1 % volatility: nearly a Brownian motion of deviation 10 a year. Its
        // lowest point lies below -c with chance 2 N(-c / 10); seen once a weekday the barrier is 0.5826 daily
        // deviations further off (Broadie, Glasserman and Kou 1997).
        var model = OneDay(0.01, _inAYear) with
        {
            Step = PathStep.Day,
            Hedge = HedgeSchedule.Strip([100]),
        };
        var set = TwoFactorPaths.Simulate(model, new(40_000, 9, 2));
        var worst = new SampleFigures().Of(set.WorstOutflow.ToArray()).QuantileWithError(0.95);
        var expected = 10 * (Normal.InvCDF(0, 1, 0.975) - (0.5826 / Math.Sqrt(261)));
        Assert.InRange(worst.Value / expected, 0.97, 1.03);
    }

    [Fact]
    public void A_covenants_chances_are_those_of_the_lognormal()
    {
        var set = TwoFactorPaths.Simulate(OneDay(0.4, _inAYear), new(40_000, 4, 2));
        var month = Assert.Single(Covenant.Of(set, [7]));
        var expected = Normal.CDF(0, 1, (Math.Log(0.7) + 0.08) / 0.4);
        Assert.InRange(month.Below.Value - expected, -4.5 * month.Below.Error, 4.5 * month.Below.Error);
        Assert.Equal(month.Below.Value, month.First.Value);
        Assert.Equal(month.Below.Value, month.ByThen.Value);
        var year = Covenant.Of(TwoFactorPaths.Simulate(Plan(12), new(4_000, 4)), [.. Enumerable.Repeat(7.0, 12)]);
        Assert.Equal(year[^1].ByThen.Value, year.Sum(m => m.First.Value), 12);
        Assert.All(year, m => Assert.True(m.ByThen.Value >= m.Below.Value));
        Assert.Throws<ArgumentException>(() => Covenant.Of(set, [0]));
        Assert.Throws<ArgumentException>(() => Covenant.Of(set, []));
    }
}
