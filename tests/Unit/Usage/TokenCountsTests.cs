// Sellers count input with the cached tokens or without: the classes here never overlap.
using Tokenbourse.Metering.Usage;
using Xunit;

namespace Tokenbourse.Unit.Usage;

public sealed class TokenCountsTests
{
    [Fact]
    public void Parts_are_taken_out_of_figures_that_hold_them()
    {
        Assert.Equal("", TokenCounts.Inclusive(1000, 800, 500, 300, out var counts));
        Assert.Equal(new TokenCounts(200, 800, 200, 300), counts);
        Assert.Equal((1000, 500), (counts.AllInput, counts.AllOutput));
    }

    [Fact]
    public void A_part_greater_than_its_whole_is_no_count()
    {
        Assert.Equal("cached", TokenCounts.Inclusive(800, 801, 500, 0, out _));
        Assert.Equal("reasoning", TokenCounts.Inclusive(800, 800, 500, 501, out _));
        Assert.Equal("", TokenCounts.Inclusive(800, 800, 500, 500, out var all));
        Assert.Equal(new TokenCounts(0, 800, 0, 500), all);
    }

    [Fact]
    public void What_stands_beside_the_input_is_not_taken_out_of_it()
    {
        Assert.True(TokenCounts.Exclusive(100, 30, 5000, 40, out var counts));
        Assert.Equal(new TokenCounts(130, 5000, 40, 0), counts);
        Assert.False(TokenCounts.Exclusive(long.MaxValue, 1, 0, 0, out _));
    }

    [Fact]
    public void Sums_of_a_record_that_do_not_fit_are_refused()
    {
        Assert.Throws<OverflowException>(() => new TokenCounts(long.MaxValue, 1, 0, 0).AllInput);
        Assert.Throws<OverflowException>(() => new TokenCounts(0, 0, 1, long.MaxValue).AllOutput);
    }
}
