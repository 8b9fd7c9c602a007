// Washing in the call auction: who buys as much as he sells cannot leave the honest bids' own clearing prices.
using Tokenbourse.Market.Spot;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market.Spot;

public sealed class SpotWashTests
{
    private const long Cap = 40;
    private const int Attacker = 99;

    [Fact]
    public void A_wash_at_any_price_moves_nothing_and_other_bids_move_the_price_only_by_a_true_trade()
    {
        var (moved, washed, bought) = (0, 0, 0);
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var honest = Bids(random, 1 + random.Next(12), i => 1 + i);
            var before = SpotAuction.Clear(honest.ToArray(), 1, 0, Cap).Prices[0];

            // Sold at any price and bought at any price: both curves move together.
            var lots = 1 + random.Next(1000);
            List<AuctionBid> pair =
            [
                new(Attacker, 1, Side.Buy, 0, 1, lots, Cap, false),
                new(Attacker + 1, 1, Side.Sell, 0, 1, lots, 0, false),
            ];
            Assert.Equal(before, SpotAuction.Clear([.. honest, .. pair], 1, 0, Cap).Prices[0]);

            // Any bids at all: a price at which the honest alone would not clear costs a position.
            var bids = Bids(random, 1 + random.Next(6), _ => Attacker);
            var outcome = SpotAuction.Clear([.. honest, .. bids], 1, 0, Cap);
            var net = 0L;
            for (var i = 0; i < bids.Count; i++)
                net += outcome.Filled[honest.Count + i] * (bids[i].Side == Side.Buy ? 1 : -1);
            var price = outcome.Prices[0];
            washed += net == 0 ? 1 : 0;
            moved += price != before ? 1 : 0;
            bought += net != 0 && !Clears(honest, price) ? 1 : 0;
            Assert.True(net != 0 || Clears(honest, price), $"seed {seed}: {price} after {before}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"moved {moved}, balanced {washed}, by a position {bought}");
        Assert.True(washed > 100 && bought > 100);
    }

    // Nobody who bids better than the price stays out for want of the other side.
    private static bool Clears(List<AuctionBid> bids, long price) =>
        Lots(bids, b => b.Side == Side.Buy && b.LimitTicks > price)
            <= Lots(bids, b => b.Side == Side.Sell && b.LimitTicks <= price)
        && Lots(bids, b => b.Side == Side.Sell && b.LimitTicks < price)
            <= Lots(bids, b => b.Side == Side.Buy && b.LimitTicks >= price);

    private static long Lots(List<AuctionBid> bids, Func<AuctionBid, bool> which) => bids.Where(which).Sum(b => b.Lots);

    private static List<AuctionBid> Bids(Random random, int count, Func<int, int> account)
    {
        var bids = new List<AuctionBid>();
        for (var i = 0; i < count; i++)
        {
            var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            bids.Add(new(account(i), 10 + i, side, 0, 1, 1 + random.Next(50), random.Next((int)Cap + 1), false));
        }

        return bids;
    }
}
