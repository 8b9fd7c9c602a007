// What stands outside the bounds of the screen is never printed, not even while what came after it waits.
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class ScreenBoundsTests
{
    private const string Screen =
        """{"step":"screen","least":"0.3","most":"40","factor":"3","observations":2,"days":7}""";

    private static readonly string Text = Rules.Gpu(Screen, Rules.Convert, Rules.Mean);

    [Fact]
    public void An_instance_total_outside_the_bounds_does_not_come_in_on_the_day_of_its_correction()
    {
        // The first price of a is a total of eight: 55.04, above 40. The day after it is put right: 6.88.
        var run = new IndexRun()
            .Define("2025-03-03T00:00:00Z", Text)
            .Price("2025-03-03T01:00:00Z", "a", "h100", 55.04m)
            .Price("2025-03-03T01:00:00Z", "b", "h100", 2m)
            .Tick("2025-03-03T12:00:00Z");
        Assert.Equal(2.0000m, run.Last.Value);
        run.Price("2025-03-04T01:00:00Z", "a", "h100", 6.88m).Tick("2025-03-04T12:00:00Z");
        Assert.DoesNotContain(run.Last.Used, u => u.Value is > 40m or < 0.3m);
        // Nothing within the bounds was trusted before: 6.88 is the first such price. (6.88 + 2) / 2.
        Assert.Equal(4.4400m, run.Last.Value);
    }

    [Fact]
    public void A_placeholder_below_the_bounds_is_not_what_a_waiting_price_is_replaced_by()
    {
        // 2, then a placeholder of 0.05 seen twice, then 2.2: the placeholder was never usable, so 2.2 follows on 2.
        var run = new IndexRun()
            .Define("2025-03-03T00:00:00Z", Text)
            .Price("2025-03-03T01:00:00Z", "a", "h100", 2m)
            .Tick("2025-03-03T12:00:00Z")
            .Price("2025-03-04T01:00:00Z", "a", "h100", 0.05m)
            .Price("2025-03-05T01:00:00Z", "a", "h100", 0.05m)
            .Tick("2025-03-05T12:00:00Z");
        Assert.Null(run.Last.Value);
        run.Price("2025-03-06T01:00:00Z", "a", "h100", 2.2m).Tick("2025-03-06T12:00:00Z");
        Assert.Equal(2.2000m, run.Last.Value);
        Assert.Empty(run.Last.LeftOut);
    }

    [Fact]
    public void A_snapshot_in_between_changes_nothing()
    {
        var run = new IndexRun().Define("2025-03-03T00:00:00Z", Text);
        run.Price("2025-03-03T01:00:00Z", "a", "h100", 55.04m).Tick("2025-03-03T12:00:00Z").Reload();
        run.Price("2025-03-04T01:00:00Z", "a", "h100", 6.88m).Reload().Tick("2025-03-04T12:00:00Z");
        Assert.Equal(6.8800m, run.Last.Value);
        // A thousandfold slip within the bounds' reach waits as before, and 6.88 stands meanwhile.
        run.Price("2025-03-05T01:00:00Z", "a", "h100", 39m).Reload().Tick("2025-03-05T12:00:00Z");
        Assert.Equal(6.8800m, run.Last.Value);
    }
}
