// Figures of market quality against sums that were worked out by hand.
using Tokenbourse.Sim.Quality;
using Xunit;

namespace Tokenbourse.Unit.Quality;

public sealed class StatisticsTests
{
    private const double Near = 1e-9;

    [Fact]
    public void Autocorrelation_is_the_shared_sum_over_the_whole_sum()
    {
        // Mean 3; deviations -2 -1 0 1 2; lag 1: 2+0+0+2 = 4 of 10; lag 2: 0-1+0 = -1 of 10.
        double[] series = [1, 2, 3, 4, 5];
        Assert.Equal(0.4, Statistics.Autocorrelation(series, 1).Value!.Value, Near);
        Assert.Equal(-0.1, Statistics.Autocorrelation(series, 2).Value!.Value, Near);
        Assert.Equal(4, Statistics.Autocorrelation(series, 1).Observations);
        Assert.Equal(Blank.TooFew, Statistics.Autocorrelation(series, 3).Blank);
        Assert.Equal(Blank.AllEqual, Statistics.Autocorrelation([7, 7, 7, 7, 7], 1).Blank);
    }

    [Fact]
    public void Kurtosis_of_two_points_is_one_and_its_excess_is_minus_two()
    {
        Assert.Equal(-2, Statistics.ExcessKurtosis([1, -1, 1, -1, 1, -1, 1, -1]).Value!.Value, Near);
        // One 9 among nine zeros and -... : mean 0.9; second (8.1^2 + 9*0.81)/10 = 7.29; fourth
        // (8.1^4 + 9*0.6561)/10 = 431.0577; over 7.29^2 = 53.1441 is 8.1111, less 3.
        double[] spike = [9, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal((431.0577 / 53.1441) - 3, Statistics.ExcessKurtosis(spike).Value!.Value, Near);
        Assert.Equal(Blank.TooFew, Statistics.ExcessKurtosis([1, 2, 3]).Blank);
    }

    [Fact]
    public void Hill_finds_the_index_of_a_geometric_tail()
    {
        // 200 values; the ten largest are e above a threshold of 1: the mean logarithm is 1, the index 1.
        double[] values = [.. Enumerable.Repeat(1.0, 190), .. Enumerable.Repeat(-Math.E, 10)];
        var index = Statistics.Hill(values, 0.05);
        Assert.Equal(1, index.Value!.Value, Near);
        Assert.Equal(10, index.Observations);
        Assert.Equal(Blank.TooFew, Statistics.Hill(values.AsSpan(0, 150), 0.05).Blank);
        Assert.Equal(Blank.AllEqual, Statistics.Hill([.. Enumerable.Repeat(2.0, 400)], 0.05).Blank);
    }

    [Fact]
    public void Correlation_of_a_line_is_one_and_of_a_constant_is_blank()
    {
        Assert.Equal(1, Statistics.Correlation([1, 2, 3], [5, 7, 9]).Value!.Value, Near);
        Assert.Equal(-1, Statistics.Correlation([1, 2, 3], [9, 7, 5]).Value!.Value, Near);
        Assert.Equal(Blank.AllEqual, Statistics.Correlation([1, 2, 3], [4, 4, 4]).Blank);
    }

    [Fact]
    public void The_variance_ratio_of_returns_that_turn_each_time_is_nearly_zero()
    {
        // +1 -1 six times over: each sum of two is zero.
        double[] turning = [1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1];
        var (ratio, z) = VarianceRatio.Of(turning, 2);
        Assert.Equal(0, ratio.Value!.Value, Near);
        // delta_1 = 11 products of one over 12 squared; z = -1 / sqrt(11/144).
        Assert.Equal(-12 / Math.Sqrt(11), z.Value!.Value, Near);
    }

    [Fact]
    public void The_variance_ratio_of_four_returns_is_as_by_hand()
    {
        // 1 1 -1 -1: mean 0, squares 4, one = 4/3. Sums of two: 2 0 -2, squares 8; m = 2*3*(1/2) = 3; 8/3 by 4/3 is 2.
        var (ratio, z) = VarianceRatio.Of([1, 1, -1, -1], 2);
        Assert.Equal(2, ratio.Value!.Value, Near);
        // delta = 3 products of one over 16; z = 1 / sqrt(3/16).
        Assert.Equal(4 / Math.Sqrt(3), z.Value!.Value, Near);
        Assert.Equal(Blank.TooFew, VarianceRatio.Of([1, 1, -1, -1], 4).Ratio.Blank);
        Assert.Equal(Blank.AllEqual, VarianceRatio.Of([1, 1, 1, 1, 1], 2).Ratio.Blank);
    }

    [Fact]
    public void A_line_gives_slope_error_and_share_explained()
    {
        // x 0 1 2 3, y 0 2 1 3: slope 4/5, residuals -0.3 0.9 -0.9 0.3, scores 0.45 -0.45 -0.45 0.45.
        var line = Regression.Of([0, 1, 2, 3], [0, 2, 1, 3], 0);
        Assert.Equal(0.8, line.Slope.Value!.Value, Near);
        Assert.Equal(Math.Sqrt(4 * 0.2025) / 5, line.Error.Value!.Value, Near);
        Assert.Equal(1 - (1.8 / 5), line.Explained.Value!.Value, Near);
        // One lag with weight a half: 2 * 0.5 * (-0.2025 + 0.2025 - 0.2025) comes on top.
        var lagged = Regression.Of([0, 1, 2, 3], [0, 2, 1, 3], 1);
        Assert.Equal(Math.Sqrt((4 * 0.2025) - 0.2025) / 5, lagged.Error.Value!.Value, Near);
        Assert.Equal(Blank.AllEqual, Regression.Of([1, 1, 1, 1], [1, 2, 3, 4]).Slope.Blank);
    }

    [Fact]
    public void The_square_root_law_is_found_where_it_holds()
    {
        double[] lots = [1, 4, 9, 16];
        double[] moves = [0.5, 1, 1.5, 2];
        var (factor, explained) = Regression.SquareRoot(lots, moves, [4, 3, 2, 1]);
        Assert.Equal(0.5, factor.Value!.Value, Near);
        Assert.Equal(1, explained.Value!.Value, Near);
        Assert.Equal(0.5, Regression.Power(lots, moves).Slope.Value!.Value, Near);
        Assert.Equal(Blank.NotAboveZero, Regression.Power(lots, [-1, 1, 2, 3]).Slope.Blank);
    }

    [Fact]
    public void Roll_reads_a_bounce_and_is_blank_on_a_trend()
    {
        var bounce = new RollSpread();
        foreach (var price in (double[])[10, 12, 10, 12, 10, 12])
            bounce.Add(price);
        // Changes 2 -2 2 -2 2: four pairs with product -4, firsts and seconds sum to 0: covariance -16/3.
        Assert.Equal(2 * Math.Sqrt(16.0 / 3), bounce.Estimate().Value!.Value, Near);
        Assert.Equal(4, bounce.Estimate().Observations);
        var trend = new RollSpread();
        foreach (var price in (double[])[1, 2, 4, 7, 11])
            trend.Add(price);
        Assert.Equal(Blank.CovarianceNotBelowZero, trend.Estimate().Blank);
        Assert.Null(trend.Estimate().Value);
        Assert.Equal(Blank.TooFew, new RollSpread().Estimate().Blank);
    }

    [Fact]
    public void A_gap_that_halves_each_step_has_a_half_life_of_a_step()
    {
        var life = new HalfLife();
        for (double gap = 1024; gap > 0.5; gap /= 2)
            life.Add(gap, gap / 2);
        Assert.Equal(10, life.Estimate(10).Value!.Value, Near);
        var grows = new HalfLife();
        for (var i = 0; i < 12; i++)
            grows.Add(1, 1.1);
        Assert.Equal(Blank.DoesNotDecay, grows.Estimate(10).Blank);
        // 4 at once, 3 after 10, 1 after 20: two is reached half way between.
        Assert.Equal(15, HalfLife.Of([new(0, 4, 9), new(10, 3, 9), new(20, 1, 9)]).Value!.Value, Near);
        Assert.Equal(Blank.DoesNotDecay, HalfLife.Of([new(0, 4, 9), new(10, 3, 9)]).Blank);
        Assert.Equal(Blank.NotAboveZero, HalfLife.Of([new(0, -1, 9), new(10, 3, 9)]).Blank);
    }

    [Fact]
    public void A_histogram_is_exact_to_255_and_fine_beyond()
    {
        var lots = new CountHistogram();
        for (var i = 1; i <= 100; i++)
            lots.Add(i);
        Assert.Equal(50.5, lots.Mean.Value!.Value, Near);
        Assert.Equal((50, 90, 100), (lots.Quantile(0.5).Value, lots.Quantile(0.9).Value, lots.Quantile(1).Value));
        foreach (var value in (long[])[255, 256, 257, 1000, 123_456, 9_876_543_210, long.MaxValue])
        {
            var one = new CountHistogram();
            one.Add(value);
            Assert.InRange(one.Quantile(0.5).Value!.Value, value * (1 - (1 / 128.0)), value);
        }

        Assert.Equal(Blank.NothingObserved, new CountHistogram().Quantile(0.5).Blank);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1.959963985, 0.975)]
    [InlineData(-1, 0.158655254)]
    [InlineData(3, 0.998650102)]
    public void The_normal_curve_is_the_tables(double x, double share)
    {
        Assert.Equal(share, NormalCurve.Below(x), 1e-8);
        Assert.Equal(x, NormalCurve.Quantile(share), 1e-6);
    }
}
