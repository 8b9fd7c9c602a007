// Measures of prices, usage, outages and lists, each on figures that can be worked by hand.
using Tokenbourse.Analytics.Spot;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.SpotLaboratory;

public sealed class SpotMeasuresTests
{
    /// <summary>Up by the factor 1.1 and back, day after day: moves ±ln 1.1 around a mean near nothing, so 9.53 % a
    /// day, and each move undoes the one before.</summary>
    [Fact]
    public void A_price_that_goes_up_and_back_has_much_volatility_by_days_and_none_by_months()
    {
        var daily = Enumerable.Range(0, 364).Select(d => d % 2 == 0 ? 1.0 : 1.1).ToArray();
        var m = SpotMeasures.Prices("saw", TradingDate.Of(2026, 1, 5), daily);
        Assert.Equal(Math.Log(1.1) * Math.Sqrt(365), m.Day, 2);
        Assert.InRange(m.Month, 0, 0.02);
        Assert.Equal(-1, m.Memory, 1);
        Assert.Equal(1, m.Above5);
        Assert.Equal(0, m.Above20);
        Assert.Equal(0.1, m.Rise, 9);
    }

    [Fact]
    public void Usage_of_one_shape_and_two_free_days_is_measured_exactly()
    {
        var hourly = new double[14 * 24];
        for (var t = 0; t < hourly.Length; t++)
            hourly[t] = (t % 24 < 12 ? 0.5 : 1.5) * (t / 24 % 7 >= 5 ? 0.8 : 1);
        var m = SpotMeasures.Usage("shape", hourly, 1);
        Assert.Equal(0.5, m.Hours[3], 9);
        Assert.Equal(1.5, m.Hours[20], 9);
        Assert.Equal(0.8, m.Weekend, 9);
        Assert.Equal(0, m.Burst, 9);
        Assert.Equal(1, m.Halves, 9);
        Assert.Equal(0.8, SpotMeasures.Usage("unnamed days", hourly, 0).Weekend, 9);
    }

    /// <summary>Ten hours with machines, two without, four with, one without (still open at the end) and no trace more:
    /// three of seventeen hours without; one spell that ended.</summary>
    [Fact]
    public void Outages_are_spells_that_ended()
    {
        var m = SpotMeasures.Outages(
            "runs",
            [
                [(36000, 1), (3600, 0), (3600, 0), (14400, 2), (3600, 0)],
            ]
        );
        Assert.Equal(3.0 / 17, m.None, 12);
        Assert.Equal(2, m.MeanHours, 12);
        Assert.Equal(1 / (17.0 / 24 / 365), m.Spells, 6);
    }

    /// <summary>One offer never moves; one moves twice in 364 steps of days, by +0.2 and -0.1 in logs.</summary>
    [Fact]
    public void Lists_are_counted_by_changes()
    {
        var still = Enumerable.Repeat(2.0, 365).ToArray();
        var moving = new double[365];
        for (var day = 0; day < 365; day++)
            moving[day] = Math.Exp(
                day < 100 ? 0
                : day < 200 ? 0.2
                : 0.1
            );
        var m = SpotMeasures.Lists("two", [still, moving], []);
        Assert.Equal(0.5, m.Still);
        Assert.Equal(1, m.Changes, 9);
        Assert.Equal(0.5, m.Falls);
        Assert.Equal(0.2, m.Step, 9);
        Assert.True(double.IsNaN(m.Follow));
    }

    /// <summary>Eight GPUs told as one and back are two slips, no steps.</summary>
    [Fact]
    public void A_total_of_an_instance_is_no_step_of_a_list()
    {
        double[] list = [2, 2, 16, 2, 2.2];
        Assert.Equal(Math.Log(1.1), SpotMeasures.Lists("slips", [list], []).Step, 9);
    }

    /// <summary>Every quarter one region rises by 0.2 in logs and the other stays: their mean moves by 0.1, each is 0.1
    /// beside it. Over four quarters 8 moves, 4 means: the square root of 8 * 0.01 / (8 - 4), times 2 for a year; half
    /// of the mean square (0.02 of 0.04) is gone.</summary>
    [Fact]
    public void The_basis_of_a_region_is_what_it_moves_beside_the_mean_of_all()
    {
        var rising = Enumerable.Range(0, 13).Select(m => Math.Exp(0.2 * (m / 3))).ToArray();
        var still = Enumerable.Repeat(1.0, 13).ToArray();
        var measured = SpotMeasures.Basis("two", [rising, still], 3);
        Assert.Equal(8, measured.Moves);
        Assert.Equal(0, measured.Market, 9);
        Assert.Equal(2 * Math.Sqrt(0.08 / 4), measured.Basis, 9);
        Assert.Equal(0.5, measured.Gone, 9);
    }

    /// <summary>Each step is half of what the market moved since the step before: the slope is 0.5.</summary>
    [Fact]
    public void A_list_that_takes_over_half_of_the_market_has_the_slope_one_half()
    {
        var market = Enumerable.Range(0, 400).Select(d => Math.Exp(Math.Sin(d / 20.0))).ToArray();
        var list = new double[400];
        var (level, at) = (0.0, 0);
        for (var day = 0; day < 400; day++)
        {
            if (day % 17 == 0 && day > 0)
                (level, at) = (level + (0.5 * Math.Log(market[day] / market[at])), day);
            list[day] = Math.Exp(level);
        }

        Assert.Equal(0.5, SpotMeasures.Lists("half", [list], market).Follow, 9);
    }
}
