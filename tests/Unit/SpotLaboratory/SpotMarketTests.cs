// The simulated spot market: a function of its seed, exact in its sums, behind any auction that keeps the rules.
using Tokenbourse.Analytics.Spot;
using Tokenbourse.Market.Spot;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Spot;
using Xunit;
using SpotBid = Tokenbourse.Sim.Spot.SpotBid;

namespace Tokenbourse.Unit.SpotLaboratory;

public sealed class SpotMarketTests
{
    internal static readonly TradingDate First = TradingDate.Of(2026, 1, 1);

    [Fact]
    public void The_same_seed_gives_the_same_market_and_another_seed_another()
    {
        var one = new SpotMarket(SpotTerms.Compute, 3, First, new MarketsAuction()).Run(30);
        var same = new SpotMarket(SpotTerms.Compute, 3, First, new MarketsAuction()).Run(30);
        var other = new SpotMarket(SpotTerms.Compute, 4, First, new MarketsAuction()).Run(30);
        Assert.Equal(one.Prices, same.Prices);
        Assert.Equal(one.Prints, same.Prints);
        Assert.Equal(one.Buyers[9].Spent, same.Buyers[9].Spent);
        Assert.NotEqual(one.Prices, other.Prices);
        Assert.All(one.Prints, p => Assert.True(p > 0));
    }

    /// <summary>A shorter run is the beginning of a longer one: no day looks at a later one.</summary>
    [Fact]
    public void A_longer_run_begins_as_a_shorter_one()
    {
        var longer = new SpotMarket(SpotTerms.Tokens, 8, First, new MarketsAuction()).Run(40);
        var shorter = new SpotMarket(SpotTerms.Tokens, 8, First, new MarketsAuction()).Run(25);
        Assert.Equal(shorter.Prints, longer.Prints[..25]);
        Assert.Equal(shorter.Lots, longer.Lots[..(25 * 24)]);
    }

    [Fact]
    public void The_plain_auction_of_the_tests_and_the_auction_of_the_market_clear_alike()
    {
        foreach (var terms in new[] { SpotTerms.Compute, SpotTerms.Tokens })
        {
            var one = new SpotMarket(terms, 11, First, new MarketsAuction()).Run(1);
            var plain = new SpotMarket(terms, 11, First, new PlainAuction()).Run(1);
            Assert.Equal(plain.Prices, one.Prices);
            Assert.Equal(plain.Lots, one.Lots);
            Assert.Equal(plain.Prints, one.Prints);
            for (var b = 0; b < one.Buyers.Count; b++)
                Assert.Equal(plain.Buyers[b].Spent, one.Buyers[b].Spent);
        }
    }

    [Fact]
    public void What_buyers_pay_is_price_times_lots_and_what_pairs_deliver_is_what_was_executed()
    {
        var market = new SpotMarket(SpotTerms.Compute, 5, First, new MarketsAuction());
        for (var day = 0; day < 5; day++)
        {
            market.Play();
            for (var hour = 0; hour < 24; hour++)
                Assert.Equal(market.Clearing.Lots[hour], market.Pairs.Where(p => p.Hour == hour).Sum(p => p.Lots));
            Assert.Equal(1, market.HourWeights.Sum(), 9);
        }

        var path = new SpotMarket(SpotTerms.Compute, 5, First, new MarketsAuction()).Run(5);
        for (var day = 0; day < 5; day++)
        {
            var money = 0.0;
            for (var hour = 0; hour < 24; hour++)
                money += path.Prices[(day * 24) + hour] / 1000.0 * 8 * path.Lots[(day * 24) + hour];
            Assert.Equal(money, path.Buyers.Sum(b => b.Spent[day]), 1e-6 * money);
            Assert.Equal(
                Enumerable.Range(day * 24, 24).Sum(h => path.Lots[h]),
                path.Buyers.Sum(b => b.Bought[day]),
                1e-6
            );
        }
    }

    /// <summary>The bands stand in docs/spot/laboratory.md: cloud spot of H100 moved 105 % a year by days and 38 % by
    /// months in the one window in which two clouds were watched every day.</summary>
    [Fact]
    public void The_compute_market_floats_about_as_much_as_the_tape_that_it_is_calibrated_on()
    {
        var path = new SpotMarket(SpotTerms.Compute, 1, First, new MarketsAuction()).Run(600);
        var measured = SpotMeasures.Prices("simulated", First, path.Prints);
        Assert.InRange(measured.Day, 0.7, 1.6);
        Assert.InRange(measured.Month, 0.15, 0.65);
        Assert.DoesNotContain(path.Prints, double.IsNaN);
        Assert.Equal(0, path.Unserved.Sum());
    }

    /// <summary>A tape without ups and downs is flat once its drift is out, whatever the drift was.</summary>
    [Fact]
    public void A_cost_that_is_drawn_from_a_tape_has_its_moves_and_not_its_drift()
    {
        double[] Prints(params double[]? tape) =>
            new SpotMarket(SpotTerms.Compute with { CostTape = tape }, 6, First, new MarketsAuction()).Run(20).Prints;
        Assert.Equal(Prints(0.02), Prints(-0.3));
        Assert.NotEqual(Prints(0.02), Prints(null));
        Assert.NotEqual(Prints(0.02), Prints(0.1, -0.1, 0.05));
    }

    [Fact]
    public void A_list_moves_in_steps_and_follows_as_much_as_it_is_told_to()
    {
        var path = new SpotMarket(SpotTerms.Compute, 2, First, new MarketsAuction()).Run(300);
        var deaf = SpotLists.Of(path, new(12, 0.1, 0), 1);
        Assert.InRange(Enumerable.Range(1, 299).Count(d => deaf[d] != deaf[d - 1]), 3, 22);

        // Without steps of its own and with changes every other day, a list that follows stands at its markup over the
        // print of the day of its last change.
        var close = SpotLists.Of(path, new(200, 0, 1), 1);
        for (var day = 1; day < 300; day++)
            if (close[day] != close[day - 1])
                Assert.Equal(close[0] / path.Prints[0], close[day] / path.Prints[day], 6);
    }
}

/// <summary>The market's auction behind the laboratory's interface.</summary>
internal sealed class MarketsAuction : ISpotAuction
{
    public SpotClearing Clear(ReadOnlySpan<SpotBid> bids, int hours, long floorTicks, long capTicks)
    {
        var all = new AuctionBid[bids.Length];
        for (var i = 0; i < bids.Length; i++)
        {
            var b = bids[i];
            all[i] = new(b.Account, b.Reference, b.Side, b.FirstHour, b.Hours, b.Lots, b.LimitTicks, b.AllOrNone);
        }

        var outcome = SpotAuction.Clear(all, hours, floorTicks, capTicks);
        return new(outcome.Prices, outcome.Lots, outcome.Unserved, outcome.Filled);
    }
}
