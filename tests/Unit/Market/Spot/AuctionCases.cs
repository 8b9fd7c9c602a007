// Small auctions from a seed, made to be awkward: ties, caps, empty sides, twins, limits that lose.
using Tokenbourse.Market.Spot;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Market.Spot;

/// <summary>One auction.</summary>
internal sealed record AuctionCase(AuctionBid[] Bids, int Hours, long Floor, long Cap)
{
    public AuctionOutcome Clear() => SpotAuction.Clear(Bids, Hours, Floor, Cap);

    /// <summary>Fills by who asked, in whatever order the bids stand.</summary>
    public IEnumerable<(int Account, long Reference, long Lots)> Fills(AuctionOutcome outcome) =>
        Bids.Select((bid, i) => (bid.Account, bid.Reference, outcome.Filled[i])).Order();
}

/// <summary>Makes cases.</summary>
internal static class AuctionCases
{
    public static AuctionCase Make(Random random, int mostBlocks, int mostHourly = 14)
    {
        var hours = random.Next(1, 5);
        // Now a band of few ticks, where nearly all ties, now a wider one; at times below zero, at times one price.
        var floor = random.Next(3) == 0 ? -random.Next(12) : 0;
        var cap = floor + (random.Next(12) == 0 ? 0 : random.Next(1, random.Next(2) == 0 ? 7 : 40));
        var bids = new List<AuctionBid>();
        var sellersOnly = random.Next(15) == 0;
        for (var i = random.Next(mostHourly + 1); i > 0; i--)
        {
            bids.Add(
                new(
                    random.Next(1, 6),
                    bids.Count,
                    sellersOnly || random.Next(2) == 0 ? Side.Sell : Side.Buy,
                    random.Next(hours),
                    1,
                    random.Next(1, 7),
                    Limit(random, floor, cap),
                    false
                )
            );
        }

        for (var i = random.Next(mostBlocks + 1); i > 0; i--)
        {
            var first = random.Next(hours);
            var bid = new AuctionBid(
                random.Next(1, 6),
                bids.Count,
                random.Next(2) == 0 ? Side.Sell : Side.Buy,
                first,
                random.Next(1, hours - first + 1),
                random.Next(1, 9),
                Limit(random, floor, cap),
                true
            );
            // Now and then a twin of the last block.
            if (random.Next(4) == 0 && bids.Count > 0 && bids[^1].AllOrNone)
                bid = bids[^1] with { Account = bid.Account, Reference = bid.Reference };
            bids.Add(bid);
        }

        var shuffled = bids.ToArray();
        random.Shuffle(shuffled);
        return new(shuffled, hours, floor, cap);
    }

    private static long Limit(Random random, long floor, long cap) =>
        random.Next(6) switch
        {
            0 => floor,
            1 => cap,
            _ => random.NextInt64(floor, cap + 1),
        };
}
