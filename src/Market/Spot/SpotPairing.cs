// Who delivers to whom: an auction finds prices and quantities; this rule makes pairs of them, the same whatever the
// order of arrival.
using System.Text;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Spot;

/// <summary>What one account takes or gives in one hour.</summary>
internal readonly record struct SpotShare(int Account, long Lots);

/// <summary>A buyer and a seller over consecutive hours with the same lots in each.</summary>
/// <param name="Sum">The hours' prices added up, ticks.</param>
internal readonly record struct SpotPair(int Buyer, int Seller, int FirstHour, int Hours, long Lots, long Sum);

/// <summary>Rule SPT-006: accounts stand in an order that is drawn for the auction, and in each hour each buyer takes
/// from the first seller that has something left. So nobody has a place by his number, there are fewer pairs in an hour
/// than buyers and sellers, and pairs that go on unchanged into the next hour are one.</summary>
internal static class SpotPairing
{
    /// <param name="buys">By hour, one line an account; as many lots as the sells of the hour.</param>
    /// <param name="draw">What the order is drawn from: nobody knows it before the auction, everybody after it.</param>
    public static List<SpotPair> Pair(
        IReadOnlyList<List<SpotShare>> buys,
        IReadOnlyList<List<SpotShare>> sells,
        IReadOnlyList<long> prices,
        string draw
    )
    {
        var drawn = Drawn([.. buys, .. sells], draw);
        var places = new Dictionary<int, int>();
        for (var place = 0; place < drawn.Count; place++)
            places.Add(drawn[place], place);
        var done = new List<SpotPair>();
        var open = new List<SpotPair>();
        var next = new List<SpotPair>();
        for (var hour = 0; hour < prices.Count; hour++)
        {
            Walk(Placed(buys[hour], places), Placed(sells[hour], places), hour, prices[hour], next);
            Join(open, next, done);
            (open, next) = (next, open);
            next.Clear();
        }

        done.AddRange(open);
        for (var i = 0; i < done.Count; i++)
            done[i] = done[i] with { Buyer = drawn[done[i].Buyer], Seller = drawn[done[i].Seller] };
        done.Sort(Before);
        return done;
    }

    // All accounts by their digest; two of one digest by number.
    private static List<int> Drawn(List<List<SpotShare>> hours, string draw)
    {
        var seed = new Digest64(0);
        seed.Add(Encoding.UTF8.GetBytes(draw));
        var keys = new SortedSet<(ulong Key, int Account)>();
        foreach (var shares in hours)
        {
            foreach (var share in shares)
            {
                var digest = seed;
                digest.Add((ulong)share.Account);
                keys.Add((digest.Value, share.Account));
            }
        }

        var drawn = new List<int>(keys.Count);
        foreach (var (_, account) in keys)
            drawn.Add(account);
        return drawn;
    }

    // From here on an account is its place.
    private static List<SpotShare> Placed(List<SpotShare> shares, Dictionary<int, int> places)
    {
        var placed = new List<SpotShare>(shares.Count);
        foreach (var share in shares)
            placed.Add(share with { Account = places[share.Account] });
        placed.Sort((a, b) => a.Account.CompareTo(b.Account));
        return placed;
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
