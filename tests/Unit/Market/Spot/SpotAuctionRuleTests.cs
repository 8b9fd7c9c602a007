// Each rule of docs/spot/auction.md on an auction worked by hand.
using Tokenbourse.Market.Spot;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market.Spot;

public sealed class SpotAuctionRuleTests
{
    [Fact]
    public void Demand_meets_supply_at_one_price()
    {
        // At 35: 15 lots are wanted above it, 8 are offered below and 8 at it. At 34 only 8 are offered, at 36 all 16
        // must sell and 15 are wanted. So 35, 15 lots, and the seller at 35 sells 7.
        // Welfare: 10 * 50 + 5 * 40 - 8 * 20 - 7 * 35 = 295.
        var outcome = Clear(
            1,
            Buy(1, 0, 10, 50),
            Buy(2, 0, 5, 40),
            Buy(3, 0, 5, 30),
            Sell(4, 0, 8, 20),
            Sell(5, 0, 8, 35)
        );
        Assert.Equal([35], outcome.Prices);
        Assert.Equal([15], outcome.Lots);
        Assert.Equal([10, 5, 0, 8, 7], outcome.Filled);
        Assert.Equal(295, outcome.Welfare);
        Assert.Equal([0], outcome.Unserved);
        Assert.Equal([0], outcome.Unsold);
    }

    [Theory]
    [InlineData(50, 20, 35)] // the middle of 20..50
    [InlineData(51, 20, 35)] // 35.5, down
    [InlineData(-15, -20, -18)] // -17.5, down
    [InlineData(20, 20, 20)]
    public void The_price_is_the_middle_of_what_clears_rounded_down(long buy, long sell, long price)
    {
        AuctionBid[] bids = [Buy(1, 0, 10, buy), Sell(2, 0, 10, sell)];
        Assert.Equal([price], SpotAuction.Clear(bids, 1, -100, 100).Prices);
    }

    [Fact]
    public void An_hour_without_trade_tells_the_middle_and_no_lots()
    {
        // Nobody: everything from 0 to 100 clears. A buyer at 40 alone: from 40 up nothing is wanted.
        var outcome = Clear(2, Buy(1, 1, 10, 40));
        Assert.Equal([50, 70], outcome.Prices);
        Assert.Equal([0, 0], outcome.Lots);
    }

    [Fact]
    public void At_the_cap_what_there_is_goes_in_proportion_and_the_rest_is_told_as_unserved()
    {
        // 4 lots for 5 + 3 + 2: exactly 2, 1.2 and 0.8. Down: 2, 1, 0; the one left goes to 0.8.
        var outcome = Clear(
            1,
            Buy(1, 0, 5, 100),
            Buy(2, 0, 3, 100),
            Buy(3, 0, 2, 100),
            Buy(4, 0, 9, 99),
            Sell(5, 0, 4, 10)
        );
        Assert.Equal([100], outcome.Prices);
        Assert.Equal([2, 1, 1, 0, 4], outcome.Filled);
        Assert.Equal([6], outcome.Unserved);
        Assert.Equal([0], outcome.UnservedInBlocks);
    }

    [Fact]
    public void Equal_remainders_go_by_account_then_reference()
    {
        // 2 lots for three buyers of 1: two thirds each. Account 1 is before 2, its reference 4 before 5.
        AuctionBid[] bids =
        [
            new(2, 1, Side.Buy, 0, 1, 1, 100, false),
            new(1, 5, Side.Buy, 0, 1, 1, 100, false),
            new(1, 4, Side.Buy, 0, 1, 1, 100, false),
            Sell(9, 0, 2, 10),
        ];
        Assert.Equal([0, 1, 1, 2], SpotAuction.Clear(bids, 1, 0, 100).Filled);
    }

    [Fact]
    public void At_the_floor_what_nobody_takes_is_told_as_unsold()
    {
        var outcome = Clear(1, Buy(1, 0, 3, 60), Sell(2, 0, 4, 0), Sell(3, 0, 2, 0));
        // 3 lots of 4 + 2 offered at 0: exactly 2 and 1.
        Assert.Equal([0], outcome.Prices);
        Assert.Equal([3, 2, 1], outcome.Filled);
        Assert.Equal([3], outcome.Unsold);
    }

    [Fact]
    public void A_block_looks_at_the_average_of_its_hours_and_narrows_their_intervals()
    {
        // A seller of 10 lots in both hours at 30 on average. Hour 0: the buyer at 50 clears from 0 to 50, with the
        // seller's 30 from 30 to 50: 40. Hour 1: from 0 to 20, and 30 narrows that as far as it can: 20.
        // 40 + 20 = 2 * 30: honoured. Welfare 10 * (50 + 20 - 2 * 30) = 100.
        var outcome = Clear(2, Buy(1, 0, 10, 50), Buy(2, 1, 10, 20), Block(3, Side.Sell, 0, 2, 10, 30));
        Assert.Equal([40, 20], outcome.Prices);
        Assert.Equal([10, 10, 10], outcome.Filled);
        Assert.Equal(100, outcome.Welfare);
        Assert.True(outcome.Proven);
    }

    [Fact]
    public void A_block_is_filled_whole_or_not_at_all()
    {
        // 10 are wanted, the block brings 11 and no hour can give one back.
        var outcome = Clear(1, Buy(1, 0, 10, 50), Block(2, Side.Sell, 0, 1, 11, 10));
        Assert.Equal([0, 0], outcome.Filled);
        // With one more buyer, even at 10, all 11 are sold: he pays what he can, 10.
        outcome = Clear(1, Buy(1, 0, 10, 50), Block(2, Side.Sell, 0, 1, 11, 10), Buy(3, 0, 1, 10));
        Assert.Equal([10, 11, 1], outcome.Filled);
        Assert.Equal([10], outcome.Prices);
    }

    [Fact]
    public void A_block_that_would_break_its_own_price_stays_out_and_is_told_as_paradoxically_rejected()
    {
        // Without the block 10 are wanted at 50 and 6 offered at 20: 50, above the block's 30. With its 8 lots only 2
        // are wanted from the seller at 20, so 20: a loss to the block. It cannot be in, and looks as if it should.
        var outcome = Clear(1, Buy(1, 0, 10, 50), Sell(2, 0, 6, 20), Block(3, Side.Sell, 0, 1, 8, 30));
        Assert.Equal([50], outcome.Prices);
        Assert.Equal([6, 6, 0], outcome.Filled);
        Assert.Equal([2], outcome.ParadoxicallyRejected);
        Assert.True(outcome.Proven);
        Assert.Equal(outcome.Welfare, outcome.Bound);
    }

    [Fact]
    public void Blocks_trade_with_blocks_at_the_middle_of_their_limits()
    {
        var outcome = Clear(3, Block(1, Side.Buy, 0, 3, 5, 80), Block(2, Side.Sell, 0, 3, 5, 60));
        Assert.Equal([70, 70, 70], outcome.Prices);
        Assert.Equal([5, 5], outcome.Filled);
        Assert.Equal(5 * 3 * 20, outcome.Welfare);
    }

    [Fact]
    public void The_set_with_the_highest_welfare_wins()
    {
        // 10 lots are wanted at 90 in both hours. One seller over both hours at 40 gains 10 * 2 * 50 = 1000; two
        // sellers of an hour each at 30 gain 10 * 60 twice = 1200.
        var outcome = Clear(
            2,
            Buy(1, 0, 10, 90),
            Buy(2, 1, 10, 90),
            Block(3, Side.Sell, 0, 2, 10, 40),
            Block(4, Side.Sell, 0, 1, 10, 30),
            Block(5, Side.Sell, 1, 1, 10, 30)
        );
        Assert.Equal([10, 10, 0, 10, 10], outcome.Filled);
        Assert.Equal(1200, outcome.Welfare);
        Assert.Equal([60, 60], outcome.Prices);
        Assert.Equal([2], outcome.ParadoxicallyRejected);
    }

    [Fact]
    public void Of_sets_with_the_same_welfare_the_one_with_the_earlier_block_wins()
    {
        AuctionBid[] bids =
        [
            Buy(9, 0, 10, 50),
            new(2, 1, Side.Sell, 0, 1, 10, 30, true),
            new(1, 8, Side.Sell, 0, 1, 10, 30, true),
            new(1, 7, Side.Sell, 0, 1, 10, 30, true),
        ];
        Assert.Equal([10, 0, 0, 10], SpotAuction.Clear(bids, 1, 0, 100).Filled);
    }

    [Fact]
    public void A_block_that_pays_the_cap_and_stays_out_is_unserved_in_its_own_column()
    {
        var outcome = Clear(1, Buy(1, 0, 5, 100), Sell(2, 0, 4, 10), Block(3, Side.Buy, 0, 1, 5, 100));
        Assert.Equal([4, 4, 0], outcome.Filled);
        Assert.Equal([1], outcome.Unserved);
        Assert.Equal([5], outcome.UnservedInBlocks);
        Assert.Empty(outcome.ParadoxicallyRejected);
    }

    [Fact]
    public void The_page_of_the_auction_is_worked_right()
    {
        // docs/spot/auction.md, "Worked": A 1, B 2, C 3, D 4, E 5.
        AuctionBid[] bids =
        [
            Buy(1, 0, 10, 60),
            Buy(1, 1, 10, 60) with
            {
                Reference = 2,
            },
            Buy(1, 2, 12, 100) with
            {
                Reference = 3,
            },
            Buy(2, 0, 6, 40),
            Buy(2, 2, 9, 100) with
            {
                Reference = 2,
            },
            Sell(3, 0, 8, 20),
            Sell(3, 1, 3, 20) with
            {
                Reference = 2,
            },
            Sell(3, 2, 5, 30) with
            {
                Reference = 3,
            },
            Block(4, Side.Sell, 0, 2, 6, 45),
            Block(5, Side.Sell, 1, 1, 7, 50),
        ];
        var outcome = Clear(3, bids);
        Assert.Equal([40, 60, 100], outcome.Prices);
        Assert.Equal([14, 9, 5], outcome.Lots);
        Assert.Equal([10, 9, 3, 4, 2, 8, 3, 5, 6, 0], outcome.Filled);
        Assert.Equal([0, 0, 16], outcome.Unserved);
        Assert.Equal([9], outcome.ParadoxicallyRejected);
        Assert.Equal(890, outcome.Welfare);
        // Without D, E is in at 55; without both, nobody moves the price from 60.
        var other = Clear(3, [.. bids[..8], bids[9]]);
        Assert.Equal([60, 55, 100], other.Prices);
        Assert.Equal(510 + 350, other.Welfare);
        Assert.Equal([60, 60, 100], Clear(3, bids[..8]).Prices);
        Assert.Equal(440 + 350, Clear(3, bids[..8]).Welfare);
    }

    private static AuctionOutcome Clear(int hours, params AuctionBid[] bids) => SpotAuction.Clear(bids, hours, 0, 100);

    private static AuctionBid Buy(int account, int hour, long lots, long limit) =>
        new(account, 1, Side.Buy, hour, 1, lots, limit, false);

    private static AuctionBid Sell(int account, int hour, long lots, long limit) =>
        new(account, 1, Side.Sell, hour, 1, lots, limit, false);

    private static AuctionBid Block(int account, Side side, int first, int hours, long lots, long limit) =>
        new(account, 1, side, first, hours, lots, limit, true);
}
