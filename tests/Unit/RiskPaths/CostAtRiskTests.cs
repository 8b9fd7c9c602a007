// Fans over an independently simulated truth, mirror images, scaling, and what a hedge does to the cost.
using MathNet.Numerics.Distributions;
using Tokenbourse.Analytics.Backtests;
using Tokenbourse.Analytics.Scenarios;
using Tokenbourse.Model.Numbers;
using Xunit;
using static Tokenbourse.Unit.RiskPaths.RiskExamples;

namespace Tokenbourse.Unit.RiskPaths;

public sealed class CostAtRiskTests
{
    private static readonly double[] _strip = [60, 60, 50, 40, 30, 20];

    private static PathModel Hedged() =>
        Plan(6) with
        {
            OwnPrice = new(1.3, 0.04, 0.7, 0.12),
            VolumeNoise = new(0.15, 0.5, 0.3),
            Hedge = HedgeSchedule.Strip(_strip),
        };

    [Fact]
    public void Fans_cover_an_independent_truth_as_often_as_they_promise()
    {
        const int Truths = 2_000;
        var model = Hedged();
        var set = TwoFactorPaths.Simulate(model, new(20_000, 21, 2));
        var report = new CostAtRisk().Of(set, new());
        var (inMonth, inTotal, above, inWide) = (0, 0, 0, 0);
        var total = new double[set.Paths];
        for (var m = 0; m < 6; m++)
        {
            for (var p = 0; p < total.Length; p++)
                total[p] += (set.Volume(m)[p] * set.OwnPrice(m)[p]) - set.Gain(m)[p];
        }

        var figures = new SampleFigures().Of(total);
        var (low, high) = (figures.Quantile(0.025), figures.Quantile(0.975));
        var naive = new NaiveSimulator(model, 99);
        for (var i = 0; i < Truths; i++)
        {
            var (costs, sum) = (Costs(model, naive), 0.0);
            foreach (var cost in costs)
                sum += cost;
            inMonth += costs[3] > report.Months[3].With.P5.Value && costs[3] < report.Months[3].With.P95.Value ? 1 : 0;
            inTotal += sum > report.With.Fan.P5.Value && sum < report.With.Fan.P95.Value ? 1 : 0;
            inWide += sum > low && sum < high ? 1 : 0;
            above += sum > report.With.AtConfidence.Value ? 1 : 0;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"of {Truths}: 95 % of the total {inWide}, 90 % {inTotal}, 90 % of a month {inMonth}, above 95 % {above}"
        );

        // Kupiec's ratio is chi-square with one degree of freedom: above 6.63 in one case of a hundred.
        Assert.InRange(CoverageTests.Kupiec(Truths, Truths - inWide, 0.05).Ratio, 0, 6.63);
        Assert.InRange(CoverageTests.Kupiec(Truths, Truths - inTotal, 0.10).Ratio, 0, 6.63);
        Assert.InRange(CoverageTests.Kupiec(Truths, Truths - inMonth, 0.10).Ratio, 0, 6.63);
        Assert.InRange(CoverageTests.Kupiec(Truths, above, 0.05).Ratio, 0, 6.63);

        // And the test can fail: fans of half the volatility are found out at once.
        var quiet = TwoFactorPaths.Simulate(model with { Factors = new(1.5, 0.3, 0.15, -0.2) }, new(4_000, 21, 2));
        var narrow = new CostAtRisk().Of(quiet, new()).Months[3].Without;
        var naiveAgain = new NaiveSimulator(model with { Hedge = HedgeSchedule.None }, 99);
        var outside = Enumerable
            .Range(0, 300)
            .Select(_ => Costs(model with { Hedge = HedgeSchedule.None }, naiveAgain)[3])
            .Count(c => c < narrow.P5.Value || c > narrow.P95.Value);
        Assert.True(CoverageTests.Kupiec(300, outside, 0.10).Ratio > 6.63);
    }

    /// <summary>Monthly costs of one path of the slow simulator, with own basis and volume noise as
    /// documented.</summary>
    private static double[] Costs(PathModel model, NaiveSimulator naive)
    {
        var settled = naive.Path(new double[6]).Settlements;
        var (growth, basis, variance) = (naive.Normal(), model.OwnPrice.BasisToday, 0.0);
        var costs = new double[6];
        for (var m = 0; m < 6; m++)
        {
            var own = model.OwnPrice;
            var fresh = own.Deviation * own.Deviation * (1 - (own.Persistence * own.Persistence));
            basis = (own.Persistence * basis) + (Math.Sqrt(fresh) * naive.Normal());
            variance = (own.Persistence * own.Persistence * variance) + fresh;
            var middle = model.Curve[m].Averaging[(model.Curve[m].Averaging.Count - 1) / 2];
            var years = (middle.Days - model.Today.Days) / 365.0;

            // The slow simulator does not tell the index of the middle day; the month's average stands in for it.
            var f = model.Factors;
            var spread = Math.Sqrt(
                (f.SigmaChi * f.SigmaChi * (1 - Math.Exp(-2 * f.Kappa * years)) / (2 * f.Kappa))
                    + (f.SigmaXi * f.SigmaXi * years)
                    + (2 * f.Rho * f.SigmaChi * f.SigmaXi * (1 - Math.Exp(-f.Kappa * years)) / f.Kappa)
            );
            var shock = (Math.Log(settled[m] / model.Curve[m].Price) + (spread * spread / 2)) / spread;
            var noise = model.VolumeNoise;
            var u =
                (noise.Correlation * shock) + (Math.Sqrt(1 - (noise.Correlation * noise.Correlation)) * naive.Normal());
            var g = noise.GrowthDeviation * years;
            var volume =
                model.Volumes[m]
                * Math.Exp(
                    (noise.Deviation * u) + (g * growth) - (((noise.Deviation * noise.Deviation) + (g * g)) / 2)
                );
            var hedge = model.Hedge.Legs.Count == 0 ? 0 : _strip[m] * (settled[m] - model.Curve[m].Price);
            costs[m] = (volume * own.Factor * settled[m] * Math.Exp(basis - (variance / 2))) - hedge;
        }

        return costs;
    }

    [Fact]
    public void A_seller_is_the_mirror_image_of_a_buyer()
    {
        var buyer = Hedged();
        var seller = buyer with { Hedge = buyer.Hedge.Times(-1) };
        var bought = TwoFactorPaths.Simulate(buyer, new(4_000, 5));
        var sold = TwoFactorPaths.Simulate(seller, new(4_000, 5));
        for (var m = 0; m < 6; m++)
        {
            for (var p = 0; p < 4_000; p++)
                Assert.Equal(-bought.Gain(m)[p], sold.Gain(m)[p], 9);
        }

        // The same paths: what is left to pay is what is left to be paid, so quantiles agree and risks look the
        // other way.
        var cost = new CostAtRisk().Of(bought, new() { Budget = 7_000 });
        var revenue = new CostAtRisk().Of(sold, new() { Side = HedgerSide.Seller, Budget = 7_000 });
        Assert.Equal(cost.With.Fan.P5.Value, revenue.With.Fan.P5.Value, 6);
        Assert.Equal(cost.With.Fan.P95.Value, revenue.With.Fan.P95.Value, 6);
        Assert.Equal(1, cost.With.BeyondBudget!.Value.Value + revenue.With.BeyondBudget!.Value.Value, 9);
        Assert.Equal(revenue.With.Fan.P5.Value, revenue.With.AtConfidence.Value, 6);
        Assert.Equal(revenue.With.Fan.P50.Value - revenue.With.Fan.P5.Value, revenue.With.AtRisk.Value, 6);
        Assert.Equal(cost.With.Fan.P95.Value - cost.With.Fan.P50.Value, cost.With.AtRisk.Value, 6);
        Assert.True(revenue.With.Shortfall.Value < revenue.With.AtConfidence.Value);
        Assert.True(cost.With.Shortfall.Value > cost.With.AtConfidence.Value);

        // Minus the revenue is a cost: its numbers with the other sign, upside down.
        var minus = new double[4_000];
        for (var m = 0; m < 6; m++)
        {
            for (var p = 0; p < minus.Length; p++)
                minus[p] -= (sold.Volume(m)[p] * sold.OwnPrice(m)[p]) + sold.Gain(m)[p];
        }

        var asCost = new SampleFigures().Of(minus);
        Assert.Equal(-asCost.Quantile(0.95), revenue.With.AtConfidence.Value, 6);
        Assert.Equal(-asCost.Shortfall(0.95).Value, revenue.With.Shortfall.Value, 6);
        Assert.Equal(asCost.AboveReference(0.95, median: true).Value, revenue.With.AtRisk.Value, 6);
    }

    [Fact]
    public void Money_scales_with_prices_and_the_hedge_with_its_size()
    {
        var model = Hedged() with { Margin = new(0.3) };
        var one = TwoFactorPaths.Simulate(model, new(2_000, 5));
        var cost = new CostAtRisk().Of(one, new());
        var dear = model with { Curve = [.. model.Curve.Select(m => m with { Price = 10 * m.Price })] };
        var tenfold = new CostAtRisk().Of(TwoFactorPaths.Simulate(dear, new(2_000, 5)), new());
        Assert.Equal(10, tenfold.With.AtRisk.Value / cost.With.AtRisk.Value, 9);
        Assert.Equal(10, tenfold.With.AtRisk.Error / cost.With.AtRisk.Error, 6);
        var twice = TwoFactorPaths.Simulate(model with { Hedge = model.Hedge.Times(2) }, new(2_000, 5));
        for (var p = 0; p < 2_000; p++)
        {
            Assert.Equal(2 * one.Gain(4)[p], twice.Gain(4)[p], 8);
            Assert.Equal(2 * one.WorstOutflow[p], twice.WorstOutflow[p], 8);
            Assert.Equal(2 * one.WorstNeed[p], twice.WorstNeed[p], 8);
        }
    }

    [Fact]
    public void A_full_strip_of_a_floating_price_takes_the_price_risk_away()
    {
        var model = Plan(6) with { Hedge = HedgeSchedule.Strip([100, 101, 102, 103, 104, 105]) };
        var report = new CostAtRisk().Of(TwoFactorPaths.Simulate(model, new(2_000, 5)), new());
        Assert.True(report.Without.AtRisk.Value > 500);
        Assert.Equal(0, report.With.AtRisk.Value, 6);
        Assert.Equal(model.Curve.Select((m, i) => m.Price * model.Volumes[i]).Sum(), report.With.Mean.Value, 6);
        Assert.All(report.Months, m => Assert.Equal(0, m.OverHedged.Value));
    }

    [Fact]
    public void Over_hedging_has_the_chance_of_a_disappointing_volume()
    {
        // ln V = ln 100 - s^2 / 2 + s e: below 90 with chance N((ln 0.9 + s^2 / 2) / s).
        var model = OneDay(0.3, Today.Plus(365)) with
        {
            Volumes = [100],
            VolumeNoise = new(0.2, 0.5),
        };
        var hedged = model with { Hedge = HedgeSchedule.Strip([90]) };
        var set = TwoFactorPaths.Simulate(hedged, new(40_000, 6, 2));
        var month = new CostAtRisk().Of(set, new()).Months[0];
        var expected = Normal.CDF(0, 1, (Math.Log(0.9) + 0.02) / 0.2);
        Assert.InRange(month.OverHedged.Value - expected, -4.5 * month.OverHedged.Error, 4.5 * month.OverHedged.Error);
    }

    [Fact]
    public void Volume_moves_with_the_price_as_much_as_it_is_told()
    {
        var model = OneDay(0.3, Today.Plus(365)) with { Volumes = [100], VolumeNoise = new(0.2, 0.5, 0.1) };
        var set = TwoFactorPaths.Simulate(model, new(40_000, 6, 2, Antithetic: false));
        var (volume, price) = (Logs(set.Volume(0)), Logs(set.Settlement(0)));
        var spread = Math.Sqrt(Covariance(volume, volume));
        Assert.InRange(spread, 0.99 * Math.Sqrt(0.05), 1.01 * Math.Sqrt(0.05));
        var correlation = Covariance(volume, price) / spread / Math.Sqrt(Covariance(price, price));
        Assert.InRange(correlation, (0.1 / Math.Sqrt(0.05)) - 0.02, (0.1 / Math.Sqrt(0.05)) + 0.02);
        Assert.InRange(set.Volume(0).ToArray().Average(), 99.5, 100.5);
    }

    [Fact]
    public void A_list_price_moves_as_often_as_announced_and_then_to_the_index()
    {
        var model = Plan(12) with { OwnPrice = new(2) { Sticky = new(25, 0) } };
        var still = TwoFactorPaths.Simulate(model, new(200, 6));
        Assert.All(still.OwnPrice(11).ToArray(), price => Assert.Equal(25, price, 9));
        var often = TwoFactorPaths.Simulate(model with { OwnPrice = new(2) { Sticky = new(25, 1e6) } }, new(200, 6));
        for (var p = 0; p < 200; p++)
            Assert.Equal(2 * often.Settlement(5)[p], often.OwnPrice(5)[p], 9);

        // Two steps a year: unmoved at the end of the first twelve months with chance exp(-2).
        var some = TwoFactorPaths.Simulate(model with { OwnPrice = new(2) { Sticky = new(25, 2) } }, new(40_000, 6));
        var unmoved = some.OwnPrice(11).ToArray().Count(price => Math.Abs(price - 25) < 1e-9) / 40_000.0;
        var years = (model.Curve[11].Averaging[^1].Days - Today.Days) / 365.0;

        // The two of a pair share their announcements: 20,000 independent ones.
        var error = Math.Sqrt(Math.Exp(-2 * years) * (1 - Math.Exp(-2 * years)) / 20_000);
        Assert.InRange(unmoved - Math.Exp(-2 * years), -4.5 * error, 4.5 * error);
    }

    [Fact]
    public void The_basis_is_an_autoregression_around_zero()
    {
        var model = Plan(12) with { OwnPrice = new(1.5, 0.2, 0.8, 0.1) };
        var set = TwoFactorPaths.Simulate(model, new(40_000, 6, 2));
        var basis = new double[set.Paths];
        for (var p = 0; p < basis.Length; p++)
            basis[p] = Math.Log(set.OwnPrice(5)[p] / set.Settlement(5)[p] / 1.5);

        // Six months from August: 0.2 * 0.8^6 less half of the variance 0.01 (1 - 0.8^12).
        var variance = 0.01 * (1 - Math.Pow(0.8, 12));
        Assert.Equal((0.2 * Math.Pow(0.8, 6)) - (variance / 2), basis.Average(), 3);
        Assert.InRange(Covariance(basis, basis) / variance, 0.97, 1.03);
    }

    private static double[] Logs(ReadOnlySpan<double> values)
    {
        var logs = new double[values.Length];
        for (var i = 0; i < logs.Length; i++)
            logs[i] = Math.Log(values[i]);
        return logs;
    }
}
