// Engle and Granger's test, Dimson's sum and the error correction on truths that were simulated.
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Analytics.Studies;
using Xunit;

namespace Tokenbourse.Unit.Hedging;

public sealed class CointegrationTests
{
    [Fact]
    public void Critical_values_are_the_published_surface()
    {
        // MacKinnon (2010), two variables with a constant: -3.33613 - 6.1101 / T - 6.823 / T² at 5 %, with T = 100:
        // -3.33613 - 0.061101 - 0.0006823 = -3.3979133; at 10 %: -3.04445 - 0.042412 - 0.000272 = -3.087134.
        var random = new SplitMix(1);
        var (own, index) = (HedgingExamples.Walk(101, 0.1, random), HedgingExamples.Walk(101, 0.1, random));
        var test = Cointegration.Test(own, index);
        Assert.Equal(-3.3979133, test.Critical5, 7);
        Assert.Equal(-3.087134, test.Critical10, 6);
        Assert.Throws<HedgingException>(() => Cointegration.Test([1, 2, 3], [1, 2, 4]));
    }

    [Fact]
    public void Wanderers_that_know_nothing_of_each_other_pass_about_as_often_as_the_level_says()
    {
        var passed = 0;
        const int Draws = 400;
        var random = new SplitMix(77);
        for (var draw = 0; draw < Draws; draw++)
        {
            var own = Logs(HedgingExamples.Walk(250, 0.03, random));
            passed += Cointegration.Test(own, Logs(HedgingExamples.Walk(250, 0.03, random))).Together ? 1 : 0;
        }

        // 5 % and three Monte Carlo errors of 1.1 %; regressing them in levels would call most of them related.
        Assert.InRange((double)passed / Draws, 0.017, 0.083);
    }

    [Fact]
    public void A_steep_return_to_a_common_path_is_found()
    {
        var found = 0;
        for (ulong seed = 0; seed < 50; seed++)
        {
            var random = new SplitMix(seed);
            var index = Logs(HedgingExamples.Walk(400, 0.03, random));
            found += Cointegration.Test(Follower(index, 0.8, 0.3, -0.15, 0.01, random), index).Together ? 1 : 0;
        }

        Assert.InRange(found, 48, 50);
    }

    [Fact]
    public void The_error_correction_finds_the_long_run_slope_and_the_adjustment()
    {
        var (slopes, adjustments, covered) = (new List<double>(), new List<double>(), 0);
        for (ulong seed = 0; seed < 60; seed++)
        {
            var random = new SplitMix(900 + seed);
            var index = Logs(HedgingExamples.Walk(600, 0.03, random));
            var own = Follower(index, 0.8, 0.3, -0.08, 0.01, random);
            var estimate = HedgeRatio.Estimate(HedgingExamples.Daily(Prices(own), Prices(index)));
            var found = estimate.Candidates.Single(c => c.Method == RatioMethod.ErrorCorrection);
            slopes.Add(found.Slope!.Value);
            adjustments.Add(found.ErrorCorrection!.Adjustment);
            covered += found.Low <= 0.8 && found.High >= 0.8 ? 1 : 0;
            Assert.InRange(found.ErrorCorrection.ShortRun, 0.24, 0.36);
        }

        // Means over sixty histories; the adjustment of a finite sample leans a little beyond the truth.
        Assert.Equal(0.8, slopes.Average(), 0.03);
        Assert.Equal(-0.08, adjustments.Average(), 0.015);
        Assert.InRange(covered, 50, 60);
    }

    [Fact]
    public void Dimsons_sum_finds_what_comes_late()
    {
        // A third of the move at once, a third a day later, a third two days later.
        var (sums, plain, covered) = (new List<double>(), new List<double>(), 0);
        for (ulong seed = 0; seed < 60; seed++)
        {
            var random = new SplitMix(300 + seed);
            var index = Logs(HedgingExamples.Walk(400, 0.03, random));
            var own = new double[400];
            for (var t = 1; t < 400; t++)
                own[t] =
                    own[t - 1] + (0.01 * random.Normal()) + Enumerable.Range(0, 3).Sum(k => Moved(index, t - k) * 0.3);
            var estimate = HedgeRatio.Estimate(
                HedgingExamples.Daily(Prices(own), Prices(index)),
                new() { DimsonLags = 3 }
            );
            var dimson = estimate.Candidates.Single(c => c.Method == RatioMethod.DimsonLags);
            Assert.Equal(399 - 6, dimson.N);
            sums.Add(dimson.Slope!.Value);
            covered += dimson.Low <= 0.9 && dimson.High >= 0.9 ? 1 : 0;
            plain.Add(estimate.Candidates.Single(c => c.Method == RatioMethod.DailyChanges).Slope!.Value);
        }

        Assert.Equal(0.9, sums.Average(), 0.02);
        Assert.Equal(0.3, plain.Average(), 0.02);
        Assert.InRange(covered, 50, 60);
    }

    private static double Moved(double[] index, int t) => t < 1 ? 0 : index[t] - index[t - 1];

    /// <summary>dS = b dF + g (S - lambda F)_-1 + e.</summary>
    private static double[] Follower(double[] index, double lambda, double b, double g, double noise, SplitMix random)
    {
        var own = new double[index.Length];
        own[0] = lambda * index[0];
        for (var t = 1; t < index.Length; t++)
        {
            own[t] =
                own[t - 1]
                + (b * Moved(index, t))
                + (g * (own[t - 1] - (lambda * index[t - 1])))
                + (noise * random.Normal());
        }

        return own;
    }

    private static double[] Logs(double[] prices) => [.. prices.Select(p => Math.Log(p))];

    private static double[] Prices(double[] logs) => [.. logs.Select(l => Math.Exp(l))];
}
