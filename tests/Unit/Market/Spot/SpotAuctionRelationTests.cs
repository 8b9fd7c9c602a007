// How outcomes of related auctions must be related.
using Tokenbourse.Market.Spot;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market.Spot;

public sealed class SpotAuctionRelationTests
{
    [Fact]
    public void The_order_of_arrival_changes_nothing()
    {
        var random = new Random(11);
        for (var i = 0; i < 500; i++)
        {
            var @case = AuctionCases.Make(random, 8, 30);
            var shuffled = @case with { Bids = [.. @case.Bids] };
            random.Shuffle(shuffled.Bids);
            var (one, other) = (@case.Clear(), shuffled.Clear());
            Assert.Equal(one.Prices, other.Prices);
            Assert.Equal(@case.Fills(one), shuffled.Fills(other));
            Assert.Equal(
                one.ParadoxicallyRejected.Select(b => @case.Bids[b]),
                other.ParadoxicallyRejected.Select(b => shuffled.Bids[b])
            );
            Assert.Equal((one.Welfare, one.Bound, one.Nodes), (other.Welfare, other.Bound, other.Nodes));
        }
    }

    [Fact]
    public void Without_a_block_that_stayed_out_all_is_as_before()
    {
        var random = new Random(12);
        for (var i = 0; i < 500; i++)
        {
            var @case = AuctionCases.Make(random, 8);
            var outcome = @case.Clear();
            var rest = @case with
            {
                Bids = [.. @case.Bids.Where((bid, b) => !bid.AllOrNone || outcome.Filled[b] > 0 || random.Next(2) > 0)],
            };
            var after = rest.Clear();
            Assert.Equal(outcome.Prices, after.Prices);
            Assert.Equal(outcome.Welfare, after.Welfare);
            Assert.Equal(@case.Fills(outcome).Where(f => f.Lots > 0), rest.Fills(after).Where(f => f.Lots > 0));
        }
    }

    [Fact]
    public void A_block_more_never_makes_welfare_less()
    {
        var random = new Random(13);
        for (var i = 0; i < 500; i++)
        {
            var @case = AuctionCases.Make(random, 8);
            var fewer = @case with { Bids = [.. @case.Bids.Where(bid => !bid.AllOrNone || random.Next(3) > 0)] };
            Assert.True(@case.Clear().Welfare >= fewer.Clear().Welfare);
        }
    }

    [Fact]
    public void An_hourly_bid_that_the_price_has_left_behind_changes_nothing_where_there_are_no_blocks()
    {
        var random = new Random(14);
        for (var i = 0; i < 500; i++)
        {
            var @case = AuctionCases.Make(random, 0, 20);
            var outcome = @case.Clear();
            // What the lowest clearing price is, a seller at the price's own limit and better ones tell: a buyer below
            // every seller is behind it, and so is a seller above every buyer.
            var sells = @case.Bids.Where(b => b.Side == Side.Sell).Select(b => b.LimitTicks).ToList();
            var least = sells.Count == 0 ? @case.Floor : sells.Min();
            if (least == @case.Floor || Enumerable.Range(0, @case.Hours).Any(h => outcome.Lots[h] == 0))
                continue;
            var more = @case with
            {
                Bids = [.. @case.Bids, new(99, 1, Side.Buy, random.Next(@case.Hours), 1, 5, least - 1, false)],
            };
            var after = more.Clear();
            Assert.Equal(outcome.Prices, after.Prices);
            Assert.Equal([.. outcome.Filled, 0], after.Filled);
        }
    }

    [Fact]
    public void All_limits_higher_by_the_same_ticks_make_all_prices_higher_by_them()
    {
        var random = new Random(15);
        for (var i = 0; i < 500; i++)
        {
            var @case = AuctionCases.Make(random, 7);
            var shift = random.NextInt64(-1_000_000, 1_000_000);
            var moved = new AuctionCase(
                [.. @case.Bids.Select(b => b with { LimitTicks = b.LimitTicks + shift })],
                @case.Hours,
                @case.Floor + shift,
                @case.Cap + shift
            );
            var (one, other) = (@case.Clear(), moved.Clear());
            Assert.Equal(one.Prices.Select(p => p + shift), other.Prices);
            Assert.Equal(one.Filled, other.Filled);
            // What one side gives more, the other asks more.
            Assert.Equal(one.Welfare, other.Welfare);
        }
    }

    [Fact]
    public void Lots_times_seven_make_welfare_times_seven_at_the_same_prices()
    {
        var random = new Random(16);
        for (var i = 0; i < 500; i++)
        {
            var @case = AuctionCases.Make(random, 7);
            var larger = @case with { Bids = [.. @case.Bids.Select(b => b with { Lots = b.Lots * 7 })] };
            var (one, other) = (@case.Clear(), larger.Clear());
            Assert.Equal(one.Prices, other.Prices);
            Assert.Equal(one.Welfare * 7, other.Welfare);
            Assert.Equal(one.Lots.Select(l => l * 7), other.Lots);
            Assert.Equal(one.Unserved.Select(l => l * 7), other.Unserved);
        }
    }

    [Fact]
    public void Hours_in_reverse_make_prices_in_reverse()
    {
        var random = new Random(17);
        for (var i = 0; i < 500; i++)
        {
            var @case = AuctionCases.Make(random, 7);
            var back = @case with
            {
                Bids = [.. @case.Bids.Select(b => b with { FirstHour = @case.Hours - b.FirstHour - b.Hours })],
            };
            var (one, other) = (@case.Clear(), back.Clear());
            Assert.Equal(one.Prices.Reverse(), other.Prices);
            Assert.Equal(one.Filled, other.Filled);
        }
    }

    [Fact]
    public void A_wide_band_clears_as_a_narrow_one_whose_ticks_it_stretches()
    {
        // Limits doubled a billion times take the path that sorts by digits; hours without odd middles agree exactly.
        const long Stretch = 1_000_000_000;
        var random = new Random(18);
        for (var i = 0; i < 300; i++)
        {
            var @case = AuctionCases.Make(random, 0, 200);
            var even = @case with
            {
                Bids = [.. @case.Bids.Select(b => b with { LimitTicks = b.LimitTicks * 2 })],
                Floor = @case.Floor * 2,
                Cap = @case.Cap * 2,
            };
            var wide = new AuctionCase(
                [.. even.Bids.Select(b => b with { LimitTicks = b.LimitTicks * Stretch })],
                even.Hours,
                even.Floor * Stretch,
                even.Cap * Stretch
            );
            var (one, other) = (even.Clear(), wide.Clear());
            Assert.Equal(one.Prices.Select(p => p * Stretch), other.Prices);
            Assert.Equal(one.Filled, other.Filled);
            Assert.Equal(one.Welfare * Stretch, other.Welfare);
        }
    }

    [Fact]
    public void Many_blocks_keep_every_rule_and_come_near_the_bound()
    {
        var random = new Random(19);
        var bids = new List<AuctionBid>();
        for (var i = 0; i < 3000; i++)
        {
            var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            var block = random.Next(10) == 0;
            var first = random.Next(45);
            var limit = 500 + random.Next(-200, 200) + (side == Side.Buy ? 50 : -50);
            bids.Add(
                new(
                    i % 40,
                    i,
                    side,
                    block ? first : random.Next(48),
                    block ? random.Next(2, 5) : 1,
                    random.Next(1, 30),
                    limit,
                    block
                )
            );
        }

        var @case = new AuctionCase([.. bids], 48, 0, 1000);
        var outcome = SpotAuction.Clear(@case.Bids, 48, 0, 1000, 5_000_000);
        AuctionAudit.Hold(@case, outcome);
        Assert.True(outcome.Bound - outcome.Welfare <= outcome.Bound / 200, $"{outcome.Welfare} of {outcome.Bound}");
    }
}
