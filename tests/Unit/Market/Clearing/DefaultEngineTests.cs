// Auction, liquidation, queue and the steps of a default: worked cases and what must hold of every one.
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market.Clearing;

public sealed class DefaultEngineTests
{
    private static readonly InstrumentId _month = new(1);

    [Fact]
    public void All_winners_pay_the_worst_price_that_won()
    {
        var result = DefaultAuction.Of(
            [new(_month, Side.Buy, 100, new(80))],
            [Bid(1, 50, 95), Bid(2, 30, 90), Bid(3, 40, 85), Bid(4, 500, 79)],
            []
        );
        var month = Assert.Single(result.Months);
        Assert.Equal(new Price(85), month.Price);
        Assert.Equal([new(new(1), 50), new(new(2), 30), new(new(3), 20)], month.Awards);
        Assert.Equal(0, month.Unsold);
    }

    [Fact]
    public void At_the_last_price_bids_share_by_size_and_ties_go_to_the_lowest_account()
    {
        var result = DefaultAuction.Of(
            [new(_month, Side.Buy, 10, new(1))],
            [Bid(3, 5, 90), Bid(2, 5, 90), Bid(1, 5, 90)],
            []
        );
        Assert.Equal([new(new(1), 4), new(new(2), 3), new(new(3), 3)], result.Months[0].Awards);
    }

    [Fact]
    public void Shorts_are_taken_over_by_the_lowest_offers_and_the_rest_stays_unsold()
    {
        var result = DefaultAuction.Of(
            [new(_month, Side.Sell, 100, new(120))],
            [Bid(1, 30, 110), Bid(2, 30, 105), Bid(3, 30, 121)],
            []
        );
        Assert.Equal(
            (new Price(110), 60L, 40L),
            (result.Months[0].Price, result.Months[0].Sold, result.Months[0].Unsold)
        );
    }

    [Fact]
    public void Who_bids_too_little_or_beyond_the_worst_price_failed_to_bid()
    {
        AuctionLots[] portfolio = [new(_month, Side.Buy, 100, new(80))];
        var duties = DefaultAuction.Duties(
            portfolio,
            [new(new(1), new(600), false), new(new(2), new(300), false), new(new(3), new(100), false)],
            500_000
        );
        Assert.Equal([30, 15, 5], duties.Select(d => d.Lots));
        var result = DefaultAuction.Of(portfolio, [Bid(1, 30, 80), Bid(2, 15, 79), Bid(3, 4, 90)], duties);
        Assert.Equal([new(2), new(3)], result.FailedToBid);
    }

    [Fact]
    public void An_auction_never_sells_more_than_is_bid_or_offered_whatever_the_order_of_bids()
    {
        var bids =
            from list in Gen.ListOf(
                from bidder in Gen.Choose(1, 6)
                from lots in Gen.Choose(1, 50)
                from price in Gen.Choose(90, 110)
                select Bid(bidder, lots, price)
            )
            from lots in Gen.Choose(1, 200)
            from side in Gen.Elements(Side.Buy, Side.Sell)
            select (list.ToArray(), lots, side);
        Prop.ForAll(
                bids.ToArbitrary(),
                c =>
                {
                    var (list, lots, side) = c;
                    AuctionLots[] portfolio = [new(_month, side, lots, new(100))];
                    var month = DefaultAuction.Of(portfolio, list, []).Months[0];
                    var turned = DefaultAuction.Of(portfolio, [.. list.Reverse()], []).Months[0];
                    Assert.Equal(month.Awards, turned.Awards);
                    Assert.Equal(month.Price, turned.Price);
                    var counting = list.Where(b => side == Side.Buy ? b.Price.Ticks >= 100 : b.Price.Ticks <= 100)
                        .ToList();
                    Assert.Equal(long.Min(lots, counting.Sum(b => b.Lots)), month.Sold);
                    Assert.Equal(month.Sold, month.Awards.Sum(a => a.Lots));
                    foreach (var award in month.Awards)
                    {
                        // Everything better than the price won whole; nothing worse won.
                        var sign = side.Sign();
                        var mine = counting.Where(b => b.Bidder == award.Bidder).ToList();
                        var better = mine.Where(b => sign * (b.Price.Ticks - month.Price!.Value.Ticks) > 0);
                        var equal = mine.Where(b => b.Price == month.Price);
                        Assert.InRange(
                            award.Lots,
                            better.Sum(b => b.Lots),
                            better.Sum(b => b.Lots) + equal.Sum(b => b.Lots)
                        );
                    }
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Closing_takes_its_part_of_the_volume_and_stops_at_the_guard()
    {
        var plan = Liquidation.Plan(
            100,
            Side.Sell,
            new(1_000),
            [new(200, new(990)), new(4, new(985)), new(500, new(899)), new(400, new(900)), new(500, new(950))],
            LiquidationRules.Usual
        );
        Assert.Equal(
            [
                new(0, 40, new(990), SliceReason.Closed, 60),
                new(1, 0, new(985), SliceReason.NoVolume, 60),
                new(2, 0, new(899), SliceReason.GuardHeld, 60),
                new(3, 60, new(900), SliceReason.Closed, 0),
            ],
            plan
        );
        Assert.Equal(new Price(901), Liquidation.Guard(Side.Sell, new(1_001), LiquidationRules.Usual));
        Assert.Equal(new Price(1_101), Liquidation.Guard(Side.Buy, new(1_001), LiquidationRules.Usual));
    }

    [Fact]
    public void The_queue_asks_shortfall_then_speculation_then_open_interest_then_loss()
    {
        var positions = new QueuedPosition[]
        {
            new(new(1), new(10), new(11), new(1), false, 500, new(1), 1),
            new(new(2), new(20), new(21), new(1), true, 900, new(99), 1),
            new(new(2), new(20), new(22), new(1), false, 500, new(5), 1),
            new(new(2), new(20), new(23), new(2), false, 700, new(1), 1),
            new(new(2), new(20), new(24), new(1), false, 500, new(6), 1),
            new(new(2), new(20), new(25), new(1), false, 500, new(6), 1),
        };
        int[] expected = [23, 24, 25, 22, 21, 11];
        foreach (var order in new[] { positions, [.. positions.Reverse()] })
        {
            Assert.Equal(expected, LiquidationQueue.Order(order, LiquidationQueue.Usual).Select(p => p.Client.Value));
        }

        Assert.Equal(21, LiquidationQueue.Order(positions, [QueueKey.OpenInterest])[0].Client.Value);
        Assert.Equal(LiquidationExecutor.Member, LiquidationQueue.Executor(new(9), new(10)));
        Assert.Equal(LiquidationExecutor.Exchange, LiquidationQueue.Executor(new(10), new(10)));
    }

    [Fact]
    public void A_default_takes_each_step_in_its_turn_and_on_its_proof()
    {
        var one = DefaultCase.Of(new(7));
        Assert.Equal(DefaultRefusal.BadCall, one.Ask(Money.Zero, new(0), new(5), out _));
        Assert.Equal(DefaultRefusal.BadCall, one.Ask(new(10), new(5), new(5), out _));
        Assert.Equal(DefaultRefusal.WrongState, one.Restrict(new(9), out _));
        Assert.Equal(DefaultRefusal.None, one.Ask(new(10), new(0), new(5), out one));
        Assert.Equal(DefaultRefusal.TooEarly, one.Restrict(new(4), out one));
        Assert.Equal(DefaultRefusal.NotCovered, one.Cover(new(9), out one));
        Assert.Equal(DefaultRefusal.None, one.Cover(new(10), out var covered));
        Assert.Equal(DefaultCase.Of(new(7)), covered);
        Assert.Equal(DefaultRefusal.None, one.Restrict(new(5), out one));
        Assert.Equal(DefaultRefusal.TooEarly, one.Liquidate(new(6), new(7), out one));
        Assert.Equal(DefaultRefusal.WrongState, one.Declare(1, 2, out one));
        Assert.Equal(DefaultRefusal.None, one.Liquidate(new(7), new(7), out one));
        Assert.Equal(DefaultRefusal.TwoOfficersNeeded, one.Declare(1, 1, out one));
        Assert.Equal(DefaultRefusal.TwoOfficersNeeded, one.Declare(1, 0, out one));
        Assert.Equal(DefaultRefusal.WrongState, one.Advance(DefaultState.Default, out one));
        Assert.Equal(DefaultRefusal.None, one.Declare(1, 2, out one));
        Assert.Equal(DefaultRefusal.WrongState, one.Cover(new(10), out one));
        Assert.Equal(DefaultRefusal.WrongState, one.Advance(DefaultState.Auction, out one));
        foreach (var state in new[] { DefaultState.Hedging, DefaultState.Auction, DefaultState.Allocated })
            Assert.Equal(DefaultRefusal.None, one.Advance(state, out one));
        Assert.Equal(DefaultRefusal.WrongState, one.Advance((DefaultState)9, out one));
        Assert.Equal((DefaultState.Allocated, 1, 2), (one.State, one.First, one.Second));
    }

    private static AuctionBid Bid(int bidder, long lots, long price) => new(new(bidder), _month, lots, new(price));
}
