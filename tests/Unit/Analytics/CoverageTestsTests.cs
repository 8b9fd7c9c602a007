// The tests of coverage against printed figures and against sums by hand.
using Tokenbourse.Analytics.Backtests;
using Xunit;

namespace Tokenbourse.Unit.Analytics;

public sealed class CoverageTestsTests
{
    [Theory]
    [InlineData(30, 7, 32.34, true)]
    [InlineData(250, 0, 5.03, true)]
    [InlineData(250, 7, 5.50, true)]
    [InlineData(1000, 4, 4.71, true)]
    [InlineData(1000, 17, 4.09, true)]
    [InlineData(250, 3, 0.09, false)]
    public void Kupiec_gives_the_printed_ratios(int n, int x, double ratio, bool rejected)
    {
        var kupiec = CoverageTests.Kupiec(n, x, 0.01);
        Assert.Equal(ratio, Math.Round(kupiec.Ratio, 2, MidpointRounding.AwayFromZero));
        Assert.Equal(rejected, kupiec.Ratio > CoverageTests.RejectOne);
        Assert.Equal(rejected, kupiec.Probability < 0.05);
    }

    [Fact]
    public void Three_breaches_of_250_are_0_0949_and_not_the_0_189_of_a_public_page() =>
        Assert.Equal(0.0949, CoverageTests.Kupiec(250, 3, 0.01).Ratio, 4);

    [Theory]
    [InlineData(250, 1, 6)]
    [InlineData(1000, 5, 16)]
    public void Kupiec_accepts_the_printed_ranges_and_nothing_beside_them(int n, int least, int most)
    {
        for (var x = 0; x <= 3 * most; x++)
            Assert.Equal(x >= least && x <= most, CoverageTests.Kupiec(n, x, 0.01).Ratio <= CoverageTests.RejectOne);
    }

    [Fact]
    public void Kupiec_takes_none_and_all()
    {
        Assert.Equal(-2 * 10 * Math.Log(0.99), CoverageTests.Kupiec(10, 0, 0.01).Ratio, 10);
        Assert.Equal(-2 * 10 * Math.Log(0.01), CoverageTests.Kupiec(10, 10, 0.01).Ratio, 10);
        Assert.Equal(0, CoverageTests.Kupiec(100, 1, 0.01).Ratio, 10);
    }

    [Fact]
    public void Transitions_count_pairs_of_neighbouring_days() =>
        Assert.Equal(new Transitions(2, 2, 1, 1), Transitions.Of([false, false, true, true, false, false, true]));

    [Fact]
    public void Independence_is_the_ratio_worked_out_by_hand()
    {
        // pi01 = 2/10, pi11 = 3/5, pi = 5/15.
        var ratio = CoverageTests.Independence(new(8, 2, 2, 3)).Ratio;
        var alike = (10 * Math.Log(10.0 / 15)) + (5 * Math.Log(5.0 / 15));
        var apart = (8 * Math.Log(0.8)) + (2 * Math.Log(0.2)) + (2 * Math.Log(0.4)) + (3 * Math.Log(0.6));
        Assert.Equal(-2 * (alike - apart), ratio, 10);
    }

    [Fact]
    public void Breaches_in_a_row_are_told_from_breaches_apart()
    {
        var apart = Enumerable.Range(0, 500).Select(t => t % 50 == 7).ToList();
        var clustered = Enumerable.Range(0, 500).Select(t => t is >= 200 and < 210).ToList();
        Assert.True(CoverageTests.Independence(Transitions.Of(apart)).Ratio < CoverageTests.RejectOne);
        var independence = CoverageTests.Independence(Transitions.Of(clustered));
        Assert.True(independence.Ratio > CoverageTests.RejectOne);
        var kupiec = CoverageTests.Kupiec(500, 10, 0.01);
        var both = CoverageTests.Conditional(kupiec, independence);
        Assert.Equal(kupiec.Ratio + independence.Ratio, both.Ratio, 10);
        Assert.True(both.Ratio > CoverageTests.RejectTwo);
    }

    [Fact]
    public void Without_breaches_independence_says_nothing() =>
        Assert.Equal(0, CoverageTests.Independence(Transitions.Of(new bool[300])).Ratio);

    [Fact]
    public void The_traffic_light_of_250_days_changes_at_5_and_10()
    {
        for (var x = 0; x <= 15; x++)
        {
            var zone =
                x < 5 ? Zone.Green
                : x < 10 ? Zone.Yellow
                : Zone.Red;
            Assert.Equal(zone, CoverageTests.TrafficLight(250, x, 0.01));
        }
    }
}
