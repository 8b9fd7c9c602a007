// The shortage monitor worked by hand.
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Curves;

public sealed class ShortageMonitorTests
{
    // Median 11; distances 0, 1, 1, 2, 2, ... 10, 10, of which the eleventh is 5: scale 1.4826 * 5 = 7.413.
    private static readonly double[] _past = [.. Enumerable.Range(1, 21).Select(i => (double)i)];

    [Fact]
    public void Scores_are_robust_and_the_composite_is_the_mean_of_those_there_are()
    {
        var monitor = ShortageMonitor.Of([
            Sign("scarcity", 22, _past),
            Sign("ask-depth", 4, _past, low: true),
            Sign("limit-up", 3, [1, 2, 3]),
            Sign("availability", null, []),
        ]);
        Assert.Equal(11 / 7.413, monitor.Signs[0].Score!.Value, 9);
        Assert.Equal(7 / 7.413, monitor.Signs[1].Score!.Value, 9);
        Assert.Equal("not enough history: 3 of 20 days", monitor.Signs[2].Why);
        Assert.Equal("nobody publishes it", monitor.Signs[3].Why);
        // (1.483880 + 0.944287) / 2
        Assert.Equal(1.214083, monitor.Composite!.Value, 6);
        Assert.Equal(Tightness.Tight, monitor.State);
    }

    [Theory]
    // Today = 11 + z * 7.413.
    [InlineData(18.4, Tightness.Normal)]
    [InlineData(18.42, Tightness.Tight)]
    [InlineData(25.8, Tightness.Tight)]
    [InlineData(25.83, Tightness.Short)]
    [InlineData(-50, Tightness.Normal)]
    public void States_change_at_one_and_two(double today, Tightness state) =>
        Assert.Equal(state, ShortageMonitor.Of([Sign("scarcity", today, _past)]).State);

    [Fact]
    public void What_never_moves_has_no_scale_and_nothing_available_has_no_state()
    {
        var monitor = ShortageMonitor.Of([Sign("withdrawn", 0, [.. Enumerable.Repeat(0.0, 40)])]);
        Assert.Contains("no scale", monitor.Signs[0].Why, StringComparison.Ordinal);
        Assert.Null(monitor.Composite);
        Assert.Equal(Tightness.Unknown, monitor.State);
    }

    [Fact]
    public void A_value_of_last_month_is_not_todays()
    {
        var day = TradingDate.Of(2026, 3, 31);
        IReadOnlyList<IndexValue> Until(int age) =>
            [.. Enumerable.Range(0, 30).Select(i => new IndexValue(day.Plus(i - 29 - age), i))];
        var fresh = ShortageSign.Newest("withdrawn", "the index", Until(7), day, false, "no print");
        Assert.Equal((29.0, 29), (fresh.Today!.Value, fresh.Past.Count));
        var stale = ShortageSign.Newest("withdrawn", "the index", Until(8), day, false, "no print");
        Assert.Null(stale.Today);
        Assert.Equal("its newest value is of 2026-03-23", stale.Missing);
        // Days to come are not known, and without any the reason is the caller's.
        var ahead = ShortageSign.Newest("withdrawn", "the index", Until(-10), day, false, "no print");
        Assert.Equal(19, ahead.Today);
        Assert.Equal("no print", ShortageSign.Newest("withdrawn", "the index", [], day, false, "no print").Missing);
    }

    private static ShortageSign Sign(string name, double? today, double[] past, bool low = false) =>
        new(name, "by hand", today, past, low, today is null ? "nobody publishes it" : null);
}
