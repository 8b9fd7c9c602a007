// The auction against the plain one that tries everything, on thousands of small cases.
using System.Numerics;
using Tokenbourse.Market.Spot;
using Xunit;

namespace Tokenbourse.Unit.Market.Spot;

public sealed class SpotAuctionOracleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_auction_is_the_plain_one_that_tries_everything(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 1000; i++)
            Same(AuctionCases.Make(random, 5), $"seed {seed}, case {i}");
    }

    [Fact]
    public void More_blocks_than_hours_can_bear_are_chosen_as_the_plain_auction_chooses()
    {
        var random = new Random(5);
        for (var i = 0; i < 60; i++)
            Same(AuctionCases.Make(random, 9), $"case {i}");
    }

    [Fact]
    public void Blocks_alone_trade_with_each_other()
    {
        var random = new Random(6);
        for (var i = 0; i < 300; i++)
            Same(AuctionCases.Make(random, 6, 0), $"case {i}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(2000)]
    public void A_search_that_ends_early_keeps_the_rules_and_tells_a_bound_that_holds(long effort)
    {
        var random = new Random(7);
        var unproven = 0;
        for (var i = 0; i < 300; i++)
        {
            var @case = AuctionCases.Make(random, 7);
            var best = NaiveAuction.Clear(@case.Bids, @case.Hours, @case.Floor, @case.Cap);
            var outcome = SpotAuction.Clear(@case.Bids, @case.Hours, @case.Floor, @case.Cap, effort);
            AuctionAudit.Hold(@case, outcome);
            Assert.True((BigInteger)outcome.Welfare <= best.Welfare);
            Assert.True((BigInteger)outcome.Bound >= best.Welfare);
            if (outcome.Proven)
                Assert.Equal(best.Welfare, (BigInteger)outcome.Welfare);
            else
                unproven++;
        }

        if (effort == 0)
            Assert.True(unproven > 10);
    }

    private static void Same(AuctionCase @case, string what)
    {
        var expected = NaiveAuction.Clear(@case.Bids, @case.Hours, @case.Floor, @case.Cap);
        var outcome = @case.Clear();
        Assert.True(outcome.Proven, what);
        Assert.True(expected.Welfare == (BigInteger)outcome.Welfare, $"{what}: {expected.Welfare} {outcome.Welfare}");
        Assert.Equal(outcome.Welfare, outcome.Bound);
        Assert.True(expected.Filled.SequenceEqual(outcome.Filled), what);
        Assert.Equal(expected.Prices, outcome.Prices);
        Assert.Equal(expected.Lots, outcome.Lots);
        Assert.Equal(expected.Unserved, outcome.Unserved);
        Assert.Equal(expected.Unsold, outcome.Unsold);
        Assert.Equal(expected.Paradoxical, outcome.ParadoxicallyRejected);
        AuctionAudit.Hold(@case, outcome);
    }
}
