// The range of the past: quantiles of prices at one time to maturity, and only with days enough.
using Tokenbourse.Analytics.Curves;
using Xunit;

namespace Tokenbourse.Unit.Curves;

public sealed class CurveBandTests
{
    /// <summary>Contracts by their days to maturity, so many days after the newest curve.</summary>
    private static FuturesCurve Curve(int day, params (int Days, double Price)[] points)
    {
        var date = CurveMaker.Day.Plus(day);
        return new(
            "TK",
            date,
            0.01,
            [.. points.Select(p => new CurvePoint($"in {p.Days}", date.Plus(p.Days), p.Price))]
        );
    }

    /// <summary>A hundred days on which the contract of thirty days cost 1 to 100: a tenth of them lies below 10.9,
    /// nine tenths below 90.1.</summary>
    [Fact]
    public void It_holds_four_fifths_of_the_past_prices_at_the_same_time_to_maturity()
    {
        var past = Enumerable.Range(1, 100).Select(i => Curve(i - 101, (30, i), (60, 200))).ToList();
        var today = Curve(0, (30, 50), (60, 200));
        Assert.True(CurveBand.TryMeasure(today, [.. past, today], out var band, out _));
        Assert.Equal(100, band.Days);
        Assert.Equal(["in 30", "in 60"], band.Points.Select(p => p.Contract));
        Assert.Equal(10.9, band.Points[0].Low, 9);
        Assert.Equal(90.1, band.Points[0].High, 9);
        Assert.Equal((200.0, 200.0), (Math.Round(band.Points[1].Low, 9), Math.Round(band.Points[1].High, 9)));
    }

    [Fact]
    public void A_maturity_that_the_past_did_not_reach_has_none()
    {
        var past = Enumerable.Range(1, 80).Select(i => Curve(i - 81, (30, 5), (60, 6)));
        var today = Curve(0, (30, 5), (200, 7));
        Assert.True(CurveBand.TryMeasure(today, [.. past], out var band, out _));
        Assert.Equal(["in 30"], band.Points.Select(p => p.Contract));
    }

    [Fact]
    public void A_short_past_says_how_short_it_is_and_later_days_do_not_count()
    {
        var days = Enumerable.Range(1, 90).Select(i => Curve(i - 60, (30, 5))).ToList();
        Assert.False(CurveBand.TryMeasure(Curve(0, (30, 5)), days, out _, out var fault));
        Assert.Equal("TK: past days: needed 60 or more, given 59", $"{fault}");
    }
}
