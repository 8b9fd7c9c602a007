// The state of a curve against numbers worked by hand.
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Curves;

public sealed class CurveStateTests
{
    [Fact]
    public void A_roll_yield_is_the_log_ratio_on_365_days()
    {
        // M1 30 January, M2 27 February (28 days): ln(4.00 / 3.80) = 0.0512933, times 365 / 28 = 0.6686.
        // M4 30 April (90 days after M1): ln(4.00 / 3.40) = 0.1625189, times 365 / 90 = 0.6591.
        var state = Measure(CurveMaker.Curve((29, 4.00), (57, 3.80), (88, 3.60), (119, 3.40)));
        Assert.Equal(["M1-M2", "M1-M4"], state.FromFront.Select(y => y.Pair));
        Assert.Equal(0.6686, state.FromFront[0].Yield, 4);
        Assert.Equal(0.6591, state.FromFront[1].Yield, 4);
        Assert.Equal(-0.6686, state.FromFront[0].Carry, 4);
        Assert.Equal(SlopeName.Backwardation, state.Slope);
        Assert.Equal(1, state.Backwardated);
        Assert.Null(state.Curvature);
    }

    [Fact]
    public void Places_are_calendar_months_so_a_quarter_is_no_next_month()
    {
        // January, February, then July 31 (M7) and January 29 of the next year (M13): no M4.
        var state = Measure(CurveMaker.Curve((29, 4.00), (57, 4.20), (211, 4.10), (393, 3.90)));
        Assert.Equal(["M1-M2", "M1-M13"], state.FromFront.Select(y => y.Pair));
        // ln(4.00 / 3.90) * 365 / 364 = 0.0253178 * 1.0027473 = 0.025387
        Assert.Equal(0.025387, state.FromFront[1].Yield, 6);
        Assert.Equal(["M1-M2", "M2-M7", "M7-M13"], state.Adjacent.Select(y => y.Pair));
        Assert.Equal(2.0 / 3, state.Backwardated!.Value, 12);
        Assert.Equal(SlopeName.Mixed, state.Slope);
    }

    [Fact]
    public void Curvature_is_first_less_twice_the_fourth_plus_the_seventh()
    {
        var state = Measure(CurveMaker.Curve((29, 4.00), (119, 3.50), (211, 3.30)));
        Assert.Equal(0.30, state.Curvature!.Value, 12);
    }

    [Fact]
    public void Scarcity_is_the_front_slope_less_the_slope_beyond_half_a_year()
    {
        // Front: ln(5.0 / 4.5) / 0.2 years = 0.1053605 / 0.2 = 0.526803.
        // Trend: ln(4.0 / 3.6) / 0.4 years = 0.1053605 / 0.4 = 0.263401; so scarcity is 0.263401 too.
        // Noise: (0.01 / 5 + 0.01 / 4.5) / 0.2 = 0.021111; a line through two contracts has no standard error, so a tick
        // in either of them counts: (0.01 / 4 + 0.01 / 3.6) / 0.4 = 0.013194. Together 0.034306.
        var state = Measure(CurveMaker.Curve((73, 5.0), (146, 4.5), (219, 4.0), (365, 3.6)));
        var scarcity = state.Scarcity!;
        Assert.Equal(TrendSource.FarContracts, scarcity.Trend.Source);
        Assert.Equal(0.526803, scarcity.Front, 6);
        Assert.Equal(0.263401, scarcity.Trend.Yield, 6);
        Assert.Equal(0.263401, scarcity.Value, 6);
        Assert.Equal(0.034306, scarcity.Noise, 6);
        Assert.Equal(ScarcityReading.ScarceNow, scarcity.Reading);
    }

    [Fact]
    public void A_curve_that_falls_like_its_trend_is_backwardated_and_not_scarce()
    {
        // 4 e^(-0.3 t) all along.
        var points = new[] { 30, 60, 240, 365 }.Select(d => (d, 4 * Math.Exp(-0.3 * d / 365))).ToArray();
        var state = Measure(CurveMaker.Curve(points));
        Assert.Equal(SlopeName.Backwardation, state.Slope);
        Assert.Equal(0, state.Scarcity!.Value, 9);
        Assert.Equal(ScarcityReading.Usual, state.Scarcity.Reading);
    }

    [Fact]
    public void A_flat_front_over_a_falling_trend_says_that_a_shortage_is_expected()
    {
        var state = Measure(CurveMaker.Curve((30, 4.0), (90, 4.0), (240, 4.0), (365, 3.0)));
        Assert.True(state.Scarcity!.Value < 0);
        Assert.Equal(ScarcityReading.ShortageExpected, state.Scarcity.Reading);
    }

    [Fact]
    public void Without_far_contracts_the_trend_is_the_index_s_own()
    {
        // The index falls by half a logarithmic unit a year, every day: the line is exact and so has no error.
        var index = Enumerable
            .Range(0, 100)
            .Select(i => new IndexValue(CurveMaker.Day.Plus(-i), 3 * Math.Exp(0.5 * i / 365)))
            .Reverse()
            .ToList();
        var state = Measure(CurveMaker.Curve((30, 4.0), (60, 3.9)), index);
        Assert.Equal(TrendSource.Index, state.Scarcity!.Trend.Source);
        Assert.Equal(0.5, state.Scarcity.Trend.Yield, 9);
        Assert.Equal(100, state.Scarcity.Trend.Points);
        Assert.True(state.Scarcity.Trend.Error < 1e-6);
    }

    [Fact]
    public void Days_after_the_curve_s_are_not_looked_at()
    {
        var index = Enumerable.Range(1, 200).Select(i => new IndexValue(CurveMaker.Day.Plus(i), 3.0)).ToList();
        var state = Measure(CurveMaker.Curve((30, 4.0), (60, 3.9)), index);
        Assert.Null(state.Scarcity);
        Assert.Equal("trend", state.NoScarcity!.What);
    }

    [Fact]
    public void A_contract_that_averages_already_is_no_front_month()
    {
        var curve = CurveMaker.Curve((20, 4.0), (50, 3.9), (80, 3.7), (240, 3.0), (365, 2.8));
        var points = curve.Points.ToList();
        var known = new AverageSoFar(CurveMaker.Day, 1.0 / 21, 4.1);
        points[0] = points[0] with { Delivery = new(CurveMaker.Day, CurveMaker.Day.Plus(20)), Known = known };
        var state = Measure(curve with { Points = points });
        Assert.Equal(("TK-050", "TK-080"), (state.Scarcity!.Near, state.Scarcity.Far));
        Assert.Equal("TK-020", Assert.Single(state.Averaging).Contract);
        points[0] = points[0] with { Delivery = new(CurveMaker.Day.Plus(1), CurveMaker.Day.Plus(20)), Known = null };
        Assert.Equal("TK-020", Measure(curve with { Points = points }).Scarcity!.Near);
    }

    [Fact]
    public void One_month_has_no_shape_and_no_pairs()
    {
        var state = Measure(CurveMaker.Curve((30, 4.0)));
        Assert.Equal(SlopeName.Single, state.Slope);
        Assert.Empty(state.FromFront);
        Assert.Null(state.Backwardated);
        Assert.Equal("front slope", state.NoScarcity!.What);
    }

    [Fact]
    public void An_empty_curve_is_refused() => Refused("contracts", CurveMaker.Curve());

    [Theory]
    [InlineData(0)]
    [InlineData(-2.5)]
    [InlineData(double.NaN)]
    public void A_price_that_is_not_above_zero_is_refused(double price) =>
        Refused("price", CurveMaker.Curve((30, 4.0), (60, price)));

    [Fact]
    public void Two_contracts_of_one_last_trading_day_are_refused()
    {
        var curve = CurveMaker.Curve((30, 4.0));
        var twice = curve with { Points = [curve.Points[0], curve.Points[0] with { Contract = "TK-030B" }] };
        Refused("last trading day", twice);
    }

    private static CurveState Measure(FuturesCurve curve, IReadOnlyList<IndexValue>? index = null)
    {
        Assert.True(CurveState.TryMeasure(curve, index ?? [], out var state, out var fault), $"{fault}");
        return state;
    }

    private static void Refused(string what, FuturesCurve curve)
    {
        Assert.False(CurveState.TryMeasure(curve, [], out _, out var fault));
        Assert.Equal(what, fault.What);
    }
}
