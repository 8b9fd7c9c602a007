// The mark of a month whose average is partly known, by hand.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market.Clearing;

public sealed class AveragingMonthTests
{
    [Fact]
    public void Known_prints_are_fixed_and_open_ones_are_the_forward()
    {
        // 20 prints, 5 known at 6.4000 and 5 at 6.4400 (a tick is 0.0020, 20 units); forward 6.500: 3,250 ticks.
        const long Known = (5 * 64_000) + (5 * 64_400);
        // (642,000 + 10 * 65,000) / 20 = 64,600 units = 3,230 ticks.
        Assert.Equal(3230, AveragingMonth.Mark(Known, 20, 10, 20, new(3250), RoundingMode.Down));
        // Ten ticks more in the forward are five in the mark.
        Assert.Equal(3235, AveragingMonth.Mark(Known, 20, 10, 20, new(3260), RoundingMode.Down));
    }

    [Fact]
    public void With_nothing_known_the_mark_is_the_forward_and_with_everything_known_the_mean()
    {
        Assert.Equal(3250, AveragingMonth.Mark(0, 20, 0, 20, new(3250), RoundingMode.HalfUp));
        // 64,010 units are 3,200.5 ticks.
        Assert.Equal(3201, AveragingMonth.Mark(2 * 64_010, 20, 2, 2, new(9999), RoundingMode.HalfUp));
        Assert.Equal(3200, AveragingMonth.Mark(2 * 64_010, 20, 2, 2, new(9999), RoundingMode.Down));
    }

    [Fact]
    public void The_rate_falls_with_the_open_share_down_to_its_floor()
    {
        Assert.Equal(160_000, AveragingMonth.RatePpm(160_000, 0, 20, 20_000));
        Assert.Equal(80_000, AveragingMonth.RatePpm(160_000, 10, 20, 20_000));
        Assert.Equal(53_334, AveragingMonth.RatePpm(160_000, 2, 3, 20_000));
        Assert.Equal(20_000, AveragingMonth.RatePpm(160_000, 19, 20, 20_000));
    }
}
