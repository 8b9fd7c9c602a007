// Gain against cost of moving a print, with the figures of the design study.
using Tokenbourse.Analytics.Manipulation;
using Xunit;

namespace Tokenbourse.Unit.Analytics;

public sealed class ManipulationEconomicsTests
{
    // 6.4 yuan per million, lots of 10,000 million, a quarter of the weight, 20 % for 5 of 21 prints.
    private static readonly ManipulationCase _study = new(6.4, 10_000, 0.2, 5, 21);

    [Fact]
    public void The_study_of_a_quarter_weight_comes_out()
    {
        var sum = ManipulationEconomics.Of(0.25, _study, new(0, 0, 0, 0));
        // 0.25 ln 1.2 = 4.558 %; times 5/21 = 1.085 %, which the study rounds to 1.09 %; 64,000 * 1.085 % = 694.6.
        Assert.Equal(0.0456, sum.IndexMove, 4);
        Assert.Equal(0.0109, sum.SettlementMove, 4);
        Assert.Equal(694.6, sum.GainPerLot, 1);
        Assert.InRange(sum.GainPerLot, 698 * 0.995, 698 * 1.005);
        Assert.InRange(sum.Gain(300), 0.205e6, 0.215e6);
        Assert.InRange(sum.Gain(1200), 0.83e6, 0.845e6);
        Assert.Equal(double.PositiveInfinity, sum.Ratio(300));
        Assert.Equal(0L, sum.Limit);
    }

    [Fact]
    public void The_limit_is_the_last_lot_at_which_gain_is_below_cost()
    {
        // Sales of 10,000 million tokens a day at 6.4 with 20 % off for 5 days: 64,000; penalty 1,000,000 at 10 %.
        var sum = ManipulationEconomics.Of(0.25, _study, new(10_000, 25.6, 1_000_000, 0.1));
        Assert.Equal(164_000, sum.FixedCost, 6);
        // 164,000 / (694.57 - 25.6) = 245.2
        Assert.Equal(245L, sum.Limit);
        Assert.True(sum.Ratio(245) < 1);
        Assert.True(sum.Ratio(246) > 1);
    }

    [Fact]
    public void A_limit_at_which_both_are_equal_is_not_below()
    {
        // One lot of one unit at 1 with weight 1: ln(1 + (e - 1)) = 1 a lot; cost 7.
        var sum = ManipulationEconomics.Of(1, new(1, 1, Math.E - 1, 1, 1), new(0, 0, 7, 1));
        Assert.Equal(6L, sum.Limit);
    }

    [Fact]
    public void Fees_above_the_gain_need_no_limit_and_more_days_than_prints_are_all_prints()
    {
        Assert.Null(ManipulationEconomics.Of(0.25, _study, new(0, 700, 0, 0)).Limit);
        var all = ManipulationEconomics.Of(0.25, _study with { Days = 30 }, new(0, 0, 0, 0));
        Assert.Equal(all.IndexMove, all.SettlementMove, 12);
    }
}
