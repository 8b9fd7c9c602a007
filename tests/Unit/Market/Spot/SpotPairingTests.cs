// Who delivers to whom after an auction: by nobody's number, by no order of arrival, in few pairs.
using Tokenbourse.Market.Spot;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;
using static Tokenbourse.Unit.Market.Spot.SpotDesk;

namespace Tokenbourse.Unit.Market.Spot;

public sealed class SpotPairingTests
{
    [Fact]
    public void Everybody_meets_everybody_about_as_often()
    {
        List<SpotShare> buyers = [new(1, 2), new(2, 2), new(3, 2), new(4, 2)];
        List<SpotShare> sellers = [new(5, 2), new(6, 2), new(7, 2), new(8, 2)];
        var met = new SortedList<(int, int), int>();
        for (var day = 0; day < 800; day++)
        {
            foreach (var pair in SpotPairing.Pair([buyers], [sellers], [100], $"P {day}"))
                met[(pair.Buyer, pair.Seller)] = met.GetValueOrDefault((pair.Buyer, pair.Seller)) + 1;
        }

        // Four pairs of sixteen each day: 200 of each, a spread of twelve.
        Assert.Equal(16, met.Count);
        Assert.All(met.Values, times => Assert.InRange(times, 150, 250));
    }

    [Fact]
    public void Lots_are_whole_and_pairs_are_fewer_than_buyers_and_sellers_together()
    {
        var random = new Random(11);
        for (var run = 0; run < 200; run++)
        {
            var hours = 1 + random.Next(3);
            var (buys, sells) = (new List<List<SpotShare>>(), new List<List<SpotShare>>());
            for (var hour = 0; hour < hours; hour++)
            {
                var lots = 1 + random.Next(40);
                buys.Add(Parts(random, 1, lots));
                sells.Add(Parts(random, 20, lots));
            }

            var pairs = SpotPairing.Pair(buys, sells, [.. Enumerable.Range(1, hours)], $"P {run}");
            for (var hour = 0; hour < hours; hour++)
            {
                var now = pairs.Where(p => p.FirstHour <= hour && hour < p.FirstHour + p.Hours).ToList();
                Assert.True(now.Count < buys[hour].Count + sells[hour].Count);
                Assert.Equal(
                    buys[hour].OrderBy(s => s.Account),
                    now.GroupBy(p => p.Buyer).OrderBy(g => g.Key).Select(g => new SpotShare(g.Key, g.Sum(p => p.Lots)))
                );
                Assert.Equal(
                    sells[hour].OrderBy(s => s.Account),
                    now.GroupBy(p => p.Seller).OrderBy(g => g.Key).Select(g => new SpotShare(g.Key, g.Sum(p => p.Lots)))
                );
            }

            // Whoever stands where in the lists.
            foreach (var shares in buys.Concat(sells))
                shares.Reverse();
            Assert.Equal(pairs, SpotPairing.Pair(buys, sells, [.. Enumerable.Range(1, hours)], $"P {run}"));
        }
    }

    [Fact]
    public void The_order_of_arrival_changes_no_pair()
    {
        List<PlaceSpotBid> bids =
        [
            Bid(1, Side.Buy, 1, 0, 5, 500),
            Bid(2, Side.Sell, 1, 0, 4, 300),
            Bid(3, Side.Sell, 1, 0, 3, 310),
            Bid(4, Side.Buy, 1, 0, 2, 480),
        ];
        var told = Sold(bids);
        Assert.True(told.Count >= 3);
        bids.Reverse();
        Assert.Equal(told, Sold(bids));
    }

    private static List<SpotTraded> Sold(List<PlaceSpotBid> bids)
    {
        var desk = SpotDesk.Open();
        foreach (var bid in bids)
            desk.Place(bid);
        desk.Clock(12);
        return [.. desk.Events.Where(e => e.Kind == MessageKind.SpotTraded).Select(e => e.As<SpotTraded>())];
    }

    private static List<SpotShare> Parts(Random random, int first, long lots)
    {
        var parts = new List<SpotShare>();
        for (var account = first; lots > 0; account++)
        {
            var part = 1 + random.NextInt64(lots);
            parts.Add(new(account, part));
            lots -= part;
        }

        return parts;
    }
}
