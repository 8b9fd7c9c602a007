// Spreads between generations and regions: the newest day that both have.
using Tokenbourse.Analytics.Curves;
using Xunit;

namespace Tokenbourse.Unit.Curves;

public sealed class LegSpreadTests
{
    [Fact]
    public void The_newest_day_with_both_prices_counts()
    {
        var day = CurveMaker.Day;
        var newer = ("B200", new List<IndexValue> { new(day, 4.0), new(day.Plus(1), 4.5), new(day.Plus(2), 5.0) });
        var older = ("H100", new List<IndexValue> { new(day, 2.0), new(day.Plus(1), 2.5), new(day.Plus(2), 0.0) });
        var spread = LegSpread.Newest(newer, older, day.Plus(9))!;
        // A price of zero is none, so the second day it is: 4.5 - 2.5 and 4.5 / 2.5.
        Assert.Equal((day.Plus(1), 2.0, 1.8), (spread.Day, spread.Difference, spread.Ratio));
        Assert.Equal(day, LegSpread.Newest(newer, older, day)!.Day);
        Assert.Null(LegSpread.Newest(newer, ("A100", []), day));
    }
}
