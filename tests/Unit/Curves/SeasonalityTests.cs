// Seasonal factors: recovered where they were put in, refused where years are missing.
using Tokenbourse.Analytics.Curves;
using Xunit;

namespace Tokenbourse.Unit.Curves;

public sealed class SeasonalityTests
{
    [Fact]
    public void Factors_that_were_put_in_come_out()
    {
        // Level 10 all along; March costs a fifth more, September a fifth less: over twelve months they cancel, so the
        // moving average is 10 everywhere.
        var means = Enumerable.Range(0, 48).Select(i => 10 * Season((i + 4) % 12)).ToList();
        Assert.True(Seasonality.TryMeasure("TK", 5, means, out var factors, out _));
        for (var month = 1; month <= 12; month++)
        {
            Assert.Equal(Season(month - 1), factors[month - 1].Factor, 12);
            Assert.Equal(3, factors[month - 1].Years);
        }
    }

    [Fact]
    public void Two_years_are_not_enough_history()
    {
        Assert.False(Seasonality.TryMeasure("TK", 1, [.. Enumerable.Repeat(1.0, 35)], out _, out var fault));
        Assert.Contains("not enough history", fault.What, StringComparison.Ordinal);
        Assert.Equal(("36 months", "35"), (fault.Needed, fault.Given));
    }

    [Fact]
    public void A_mean_of_zero_is_refused()
    {
        var means = Enumerable.Repeat(1.0, 40).ToArray();
        means[7] = 0;
        Assert.False(Seasonality.TryMeasure("TK", 1, means, out _, out var fault));
        Assert.Equal("monthly mean", fault.What);
    }

    private static double Season(int monthFromZero) =>
        monthFromZero switch
        {
            2 => 1.2,
            8 => 0.8,
            _ => 1.0,
        };
}
