// Who delivers to whom: an auction finds prices and quantities; this rule makes pairs of them, the same whatever the
// order of arrival.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Spot;

/// <summary>What one account takes or gives in one hour. Lists come sorted by account, one line an account.</summary>
internal readonly record struct SpotShare(int Account, long Lots);

/// <summary>A buyer and a seller over consecutive hours with the same lots in each.</summary>
/// <param name="Sum">The hours' prices added up, ticks.</param>
internal readonly record struct SpotPair(int Buyer, int Seller, int FirstHour, int Hours, long Lots, long Sum);

/// <summary>Rule SPT-006: in each hour buyers and sellers stand in the order of their account numbers, and each buyer
/// takes from the first seller that has something left. Pairs that go on unchanged into the next hour are
/// one.</summary>
internal static class SpotPairing
{
    /// <param name="buys">By hour; as many lots as the sells of the hour.</param>
    public static List<SpotPair> Pair(
        IReadOnlyList<List<SpotShare>> buys,
        IReadOnlyList<List<SpotShare>> sells,
        IReadOnlyList<long> prices
    )
    {
        var done = new List<SpotPair>();
        var open = new List<SpotPair>();
        var next = new List<SpotPair>();
        for (var hour = 0; hour < prices.Count; hour++)
        {
            Walk(buys[hour], sells[hour], hour, prices[hour], next);
            Join(open, next, done);
            (open, next) = (next, open);
            next.Clear();
        }

        done.AddRange(open);
        done.Sort(Before);
        return done;
    }

    private static void Walk(List<SpotShare> buys, List<SpotShare> sells, int hour, long price, List<SpotPair> pairs)
    {
        var (seller, left) = (0, sells.Count > 0 ? sells[0].Lots : 0);
        foreach (var buy in buys)
        {
            var wanted = buy.Lots;
            while (wanted > 0)
            {
                while (left == 0)
                    left = sells[++seller].Lots;
                var lots = long.Min(wanted, left);
                pairs.Add(new(buy.Account, sells[seller].Account, hour, 1, lots, price));
                (wanted, left) = (wanted - lots, left - lots);
            }
        }

        Must.Hold(left == 0 && (sells.Count == 0 || seller == sells.Count - 1));
    }

    // Both lists stand in the order of buyer and seller.
    private static void Join(List<SpotPair> open, List<SpotPair> next, List<SpotPair> done)
    {
        var at = 0;
        foreach (var pair in open)
        {
            while (at < next.Count && Order(next[at], pair) < 0)
                at++;
            if (at < next.Count && Order(next[at], pair) == 0 && next[at].Lots == pair.Lots)
                next[at] = pair with { Hours = pair.Hours + 1, Sum = checked(pair.Sum + next[at].Sum) };
            else
                done.Add(pair);
        }
    }

    private static int Order(in SpotPair a, in SpotPair b)
    {
        var buyers = a.Buyer.CompareTo(b.Buyer);
        return buyers != 0 ? buyers : a.Seller.CompareTo(b.Seller);
    }

    private static int Before(SpotPair a, SpotPair b)
    {
        var hours = a.FirstHour.CompareTo(b.FirstHour);
        return hours != 0 ? hours : Order(a, b);
    }
}
