// What an auction refuses, with field, value and limit, and what it bears at the edges.
using System.Numerics;
using Tokenbourse.Market.Spot;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market.Spot;

public sealed class SpotAuctionCheckTests
{
    private static readonly AuctionBid _good = new(1, 1, Side.Buy, 3, 2, 5, 50, true);

    [Fact]
    public void Each_fault_names_its_rule_field_value_and_limit()
    {
        Expect(_good with { Side = Side.None }, AuctionRule.Side, "Side", 0, 2);
        Expect(_good with { Side = (Side)7 }, AuctionRule.Side, "Side", 7, 2);
        Expect(_good with { Lots = 0 }, AuctionRule.NoLots, "Lots", 0, 1);
        Expect(_good with { Lots = long.MinValue }, AuctionRule.NoLots, "Lots", long.MinValue, 1);
        Expect(_good with { Lots = 1_000_000_001 }, AuctionRule.TooManyLots, "Lots", 1_000_000_001, 1_000_000_000);
        Expect(_good with { FirstHour = -1 }, AuctionRule.FirstHour, "FirstHour", -1, 23);
        Expect(_good with { FirstHour = 24 }, AuctionRule.FirstHour, "FirstHour", 24, 23);
        Expect(_good with { Hours = 0 }, AuctionRule.Hours, "Hours", 0, 21);
        Expect(_good with { Hours = 22 }, AuctionRule.Hours, "Hours", 22, 21);
        Expect(_good with { Hours = int.MaxValue }, AuctionRule.Hours, "Hours", int.MaxValue, 21);
        Expect(_good with { AllOrNone = false }, AuctionRule.Divisible, "Hours", 2, 1);
        Expect(_good with { LimitTicks = -11 }, AuctionRule.BelowFloor, "LimitTicks", -11, -10);
        Expect(_good with { LimitTicks = 101 }, AuctionRule.AboveCap, "LimitTicks", 101, 100);
    }

    [Fact]
    public void The_edges_are_good()
    {
        foreach (
            var bid in (AuctionBid[])
                [
                    _good,
                    _good with
                    {
                        Lots = 1,
                    },
                    _good with
                    {
                        Lots = SpotAuction.MostLots,
                    },
                    _good with
                    {
                        FirstHour = 0,
                        Hours = 24,
                    },
                    _good with
                    {
                        FirstHour = 23,
                        Hours = 1,
                        AllOrNone = false,
                    },
                    _good with
                    {
                        LimitTicks = -10,
                    },
                    _good with
                    {
                        LimitTicks = 100,
                    },
                    _good with
                    {
                        Account = int.MinValue,
                        Reference = long.MinValue,
                    },
                ]
        )
        {
            Assert.True(SpotAuction.Check(bid, 24, -10, 100).IsGood);
        }
    }

    [Fact]
    public void A_reference_used_twice_is_refused_and_names_the_bid_that_came_with_it()
    {
        AuctionBid[] bids =
        [
            _good,
            _good with
            {
                Reference = 2,
                Lots = 0,
            },
            _good with
            {
                Reference = 2,
            },
            _good with
            {
                Account = 2,
            },
            _good with
            {
                LimitTicks = 70,
            },
            _good with
            {
                FirstHour = 99,
            },
            _good,
        ];
        Assert.Equal(
            [
                (1, new(AuctionRule.NoLots, "Lots", 0, 1)),
                (4, new(AuctionRule.Duplicate, "Reference", 1, 0)),
                (5, new(AuctionRule.FirstHour, "FirstHour", 99, 23)),
                (6, new AuctionFault(AuctionRule.Duplicate, "Reference", 1, 0)),
            ],
            SpotAuction.CheckAll(bids, 24, -10, 100)
        );
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(SpotAuction.MostHours + 1, 0, 1)]
    [InlineData(24, 2, 1)]
    [InlineData(24, -SpotAuction.MostTicks - 1, 1)]
    [InlineData(24, 0, SpotAuction.MostTicks + 1)]
    [InlineData(24, long.MinValue, long.MaxValue)]
    public void An_auction_on_impossible_terms_is_not_held(int hours, long floor, long cap)
    {
        Assert.False(SpotAuction.AreGoodTerms(hours, floor, cap));
        Assert.Throws<InvariantBrokenException>(() => SpotAuction.Clear([], hours, floor, cap));
    }

    [Fact]
    public void A_bad_bid_that_nobody_checked_stops_the_auction()
    {
        Assert.Throws<InvariantBrokenException>(() => SpotAuction.Clear([_good with { Lots = 0 }], 24, -10, 100));
        Assert.Throws<InvariantBrokenException>(() => SpotAuction.Clear([_good, _good], 24, -10, 100));
    }

    [Fact]
    public void The_largest_numbers_that_are_taken_do_not_overflow()
    {
        // A billion lots in each of 8784 hours, from minus to plus a trillion: the widest gain that a bid can have.
        const int Hours = SpotAuction.MostHours;
        const long Most = SpotAuction.MostTicks;
        var bids = new List<AuctionBid>
        {
            new(1, 1, Side.Buy, 0, Hours, SpotAuction.MostLots, Most, true),
            new(2, 1, Side.Sell, 0, Hours, SpotAuction.MostLots, -Most, true),
            new(3, 1, Side.Buy, 0, Hours, SpotAuction.MostLots, -Most, true),
            new(4, 1, Side.Sell, 0, Hours, SpotAuction.MostLots, Most, true),
        };
        for (var h = 0; h < Hours; h += 97)
        {
            for (var i = 0; i < 20; i++)
            {
                var (side, limit) = i % 2 == 0 ? (Side.Buy, Most) : (Side.Sell, -Most);
                bids.Add(new(10 + i, h, side, h, 1, SpotAuction.MostLots, limit, false));
            }
        }

        var @case = new AuctionCase([.. bids], Hours, -Most, Most);
        var outcome = SpotAuction.Clear(@case.Bids, Hours, -Most, Most, 20_000_000);
        AuctionAudit.Hold(@case, outcome);
        // Bought at a trillion, sold at minus a trillion: all of it is gained, by the blocks in every hour and by ten
        // pairs in each of 91 hours. The blocks that would lose stay out.
        BigInteger gained = BigInteger.Pow(10, 9) * 2 * BigInteger.Pow(10, 12) * (Hours + (10 * 91));
        Assert.Equal(gained, (BigInteger)outcome.Welfare);
    }

    private static void Expect(AuctionBid bid, AuctionRule rule, string field, long value, long limit) =>
        Assert.Equal(new AuctionFault(rule, field, value, limit), SpotAuction.Check(bid, 24, -10, 100));
}
