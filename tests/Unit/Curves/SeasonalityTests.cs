// Seasonal factors: recovered where they were put in, refused where years are missing.
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;
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

    [Fact]
    public void Only_whole_months_of_the_newest_run_count()
    {
        // From 15 January 2020: that month has no beginning, June 2020 no print at all, and of May 2021 there are six
        // days. The newest run of whole months is July 2020 to April 2021.
        var values = Enumerable
            .Range(0, 478)
            .Select(d => new IndexValue(TradingDate.Of(2020, 1, 15).Plus(d), 1 + (0.001 * d)))
            .Where(v => ContractMonth.Of(v.Day) != ContractMonth.Of(2020, 6))
            .ToList();
        Assert.Equal(TradingDate.Of(2021, 5, 6), values[^1].Day);
        var means = Seasonality.WholeMonths(values, out var first);
        Assert.Equal((7, 10), (first, means.Count));
        // July 2020 is days 168 to 198 after the beginning: their middle is 183; April 2021's is 456.5.
        Assert.Equal(1.183, means[0], 12);
        Assert.Equal(1.4565, means[^1], 12);
        Assert.Empty(Seasonality.WholeMonths([], out _));
    }

    private static double Season(int monthFromZero) =>
        monthFromZero switch
        {
            2 => 1.2,
            8 => 0.8,
            _ => 1.0,
        };
}
