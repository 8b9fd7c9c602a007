// Growth curves at points that can be worked by hand.
using Tokenbourse.Desk.Exposures;
using Xunit;
using static Tokenbourse.Unit.Desk.SmallDesk;

namespace Tokenbourse.Unit.Desk;

public sealed class GrowthForecastTests
{
    [Fact]
    public void A_flat_curve_stays() =>
        Assert.Equal(
            [100m, 100m, 100m],
            Enumerable.Range(1, 3).Select(t => 100 * GrowthForecast.Multiple("flat", 0, null, t))
        );

    [Fact]
    public void Monthly_growth_compounds() =>
        // 100 · 1.1 = 110, · 1.1 = 121, · 1.1 = 133.1
        Assert.Equal(
            [110m, 121m, 133.1m],
            Enumerable.Range(1, 3).Select(t => 100 * GrowthForecast.Multiple("monthly", 0.1m, null, t))
        );

    [Fact]
    public void An_s_curve_doubles_its_odds_each_month_when_growth_is_one_hundred_percent() =>
        // Ceiling 3, growth 100 %: 3/(1+2/2) = 1.5, 3/(1+2/4) = 2, 3/(1+2/8) = 2.4, 3/(1+2/16) = 8/3.
        Assert.Equal(
            [1.5m, 2m, 2.4m, 2.666667m],
            Enumerable.Range(1, 4).Select(t => decimal.Round(GrowthForecast.Multiple("s-curve", 1m, 3m, t), 6))
        );

    [Fact]
    public void An_s_curve_ends_at_its_ceiling_and_begins_at_one()
    {
        Assert.Equal(1m, GrowthForecast.Multiple("s-curve", 0.5m, 4m, 0));
        Assert.Equal(4m, decimal.Round(GrowthForecast.Multiple("s-curve", 0.5m, 4m, 60), 6));
        Assert.Equal(1m, GrowthForecast.Multiple("s-curve", 0.5m, 1m, 12));
    }

    [Fact]
    public void Each_case_has_its_own_growth_and_an_entered_month_moves_no_other()
    {
        var settings = new ForecastSettings(3, "monthly", 0.1m, 0, 0.5m, null, [new(July.Plus(2), 1, 2, 3)]);
        var programme = Programme(Maps("m", "factor", 1)) with { Forecast = settings };
        var months = Table(programme, Billed(July, "m", 100)).Months;
        Assert.Equal(["2026-08", "2026-09", "2026-10"], months.Select(month => month.Month.ToString()));
        Assert.Equal([100m, 1m, 100m], months.Select(month => month.Low));
        Assert.Equal([110m, 2m, 133.1m], months.Select(month => month.Base));
        Assert.Equal([150m, 3m, 337.5m], months.Select(month => month.High));
    }
}
