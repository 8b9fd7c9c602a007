// A second call auction, slow and plain: every set of blocks, every price, every quantity, and sorted lists.
using System.Numerics;
using Tokenbourse.Market.Spot;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Market.Spot;

/// <summary>What the plain auction says; fills by bid as given.</summary>
internal sealed record NaiveOutcome(
    BigInteger Welfare,
    long[] Prices,
    long[] Lots,
    long[] Unserved,
    long[] Unsold,
    long[] Filled,
    int[] Paradoxical
);

/// <summary>Written from the rules in docs/spot/auction.md and sharing nothing with the auction but the bids.</summary>
internal static class NaiveAuction
{
    public static NaiveOutcome Clear(IReadOnlyList<AuctionBid> bids, int hours, long floor, long cap)
    {
        var blocks = Enumerable
            .Range(0, bids.Count)
            .Where(i => bids[i].AllOrNone)
            .OrderBy(i => bids[i].Account)
            .ThenBy(i => bids[i].Reference)
            .ToArray();
        NaiveOutcome? best = null;
        // The first block is the highest bit and the sets come from the fullest down, so of equal welfare the set
        // that has the earlier block comes first.
        for (var mask = (1 << blocks.Length) - 1; mask >= 0; mask--)
        {
            var accepted = blocks.Where((_, k) => (mask >> (blocks.Length - 1 - k) & 1) == 1).ToHashSet();
            if (
                Of(bids, hours, floor, cap, accepted) is { } outcome
                && (best is null || outcome.Welfare > best.Welfare)
            )
                best = outcome;
        }

        return best!;
    }

    private static NaiveOutcome? Of(
        IReadOnlyList<AuctionBid> bids,
        int hours,
        long floor,
        long cap,
        HashSet<int> accepted
    )
    {
        var prices = new long[hours];
        var lots = new long[hours];
        var unserved = new long[hours];
        var unsold = new long[hours];
        var filled = new long[bids.Count];
        BigInteger welfare = 0;
        for (var h = 0; h < hours; h++)
        {
            var here = accepted.Where(i => bids[i].FirstHour <= h && h < bids[i].FirstHour + bids[i].Hours).ToList();
            var hourly = Enumerable.Range(0, bids.Count).Where(i => !bids[i].AllOrNone && bids[i].FirstHour == h);
            var buys = hourly.Where(i => bids[i].Side == Side.Buy).ToList();
            var sells = hourly.Where(i => bids[i].Side == Side.Sell).ToList();
            var blockBuys = here.Where(i => bids[i].Side == Side.Buy).ToList();
            var blockSells = here.Where(i => bids[i].Side == Side.Sell).ToList();
            var net = blockBuys.Sum(i => bids[i].Lots) - blockSells.Sum(i => bids[i].Lots);
            long Wanted(Func<long, bool> at) => buys.Where(i => at(bids[i].LimitTicks)).Sum(i => bids[i].Lots) + net;
            long Offered(Func<long, bool> at) => sells.Where(i => at(bids[i].LimitTicks)).Sum(i => bids[i].Lots);
            var clearing = new List<long>();
            for (var p = floor; p <= cap; p++)
            {
                if (Wanted(l => l > p) <= Offered(l => l <= p) && Wanted(l => l >= p) >= Offered(l => l < p))
                    clearing.Add(p);
            }

            if (clearing.Count == 0)
                return null;
            var (low, high) = (clearing.Min(), clearing.Max());
            var from = low;
            var to = high;
            foreach (var i in blockSells)
                from = Math.Max(from, Math.Min(bids[i].LimitTicks, high));
            foreach (var i in blockBuys)
                to = Math.Min(to, Math.Max(bids[i].LimitTicks, low));
            prices[h] = (long)Math.Floor((from + to) / 2m);
            var price = prices[h];
            if (MostGain(bids, buys, sells, net) is not { } gain)
                return null;
            welfare += gain;
            var sold = Math.Min(Offered(l => l <= price), Wanted(l => l >= price));
            lots[h] = sold + blockSells.Sum(i => bids[i].Lots);
            Fill(bids, buys, l => l > price, price, sold - net, filled);
            Fill(bids, sells, l => l < price, price, sold, filled);
            if (price == cap)
                unserved[h] =
                    Wanted(l => l == cap) - net - buys.Where(i => bids[i].LimitTicks == cap).Sum(i => filled[i]);
            if (price == floor)
                unsold[h] =
                    Offered(l => l == floor) - sells.Where(i => bids[i].LimitTicks == floor).Sum(i => filled[i]);
        }

        var paradoxical = new List<int>();
        for (var i = 0; i < bids.Count; i++)
        {
            if (!bids[i].AllOrNone)
                continue;
            var average = new Fraction(prices.Skip(bids[i].FirstHour).Take(bids[i].Hours).Sum(), bids[i].Hours);
            var sign = bids[i].Side == Side.Buy ? 1 : -1;
            var better = sign * average.CompareTo(bids[i].LimitTicks);
            if (accepted.Contains(i) && better > 0)
                return null;
            if (!accepted.Contains(i) && better < 0)
                paradoxical.Add(i);
            if (accepted.Contains(i))
            {
                filled[i] = bids[i].Lots;
                welfare += new BigInteger(sign) * bids[i].Lots * bids[i].Hours * bids[i].LimitTicks;
            }
        }

        return new(
            welfare,
            prices,
            lots,
            unserved,
            unsold,
            filled,
            [.. paradoxical.OrderBy(i => bids[i].Account).ThenBy(i => bids[i].Reference)]
        );
    }

    /// <summary>The most that hourly bids can gain: every quantity is tried, each lot a line in a list.</summary>
    private static BigInteger? MostGain(IReadOnlyList<AuctionBid> bids, List<int> buys, List<int> sells, long net)
    {
        var wanted = buys.SelectMany(i => Enumerable.Repeat(bids[i].LimitTicks, (int)bids[i].Lots))
            .OrderDescending()
            .ToList();
        var offered = sells.SelectMany(i => Enumerable.Repeat(bids[i].LimitTicks, (int)bids[i].Lots)).Order().ToList();
        BigInteger? most = null;
        for (var sold = 0; sold <= offered.Count; sold++)
        {
            var bought = sold - net;
            if (bought < 0 || bought > wanted.Count)
                continue;
            BigInteger gain = wanted.Take((int)bought).Sum() - offered.Take(sold).Sum();
            if (most is null || gain > most)
                most = gain;
        }

        return most;
    }

    /// <summary>Better limits first; those at the price share the rest: whole parts, then a lot each by the size of
    /// what was cut off.</summary>
    private static void Fill(
        IReadOnlyList<AuctionBid> bids,
        List<int> side,
        Func<long, bool> isBetter,
        long price,
        long lots,
        long[] filled
    )
    {
        foreach (var i in side.Where(i => isBetter(bids[i].LimitTicks)))
            lots -= filled[i] = bids[i].Lots;
        var marginal = side.Where(i => bids[i].LimitTicks == price).ToList();
        var total = marginal.Sum(i => bids[i].Lots);
        if (total == 0)
            return;
        var whole = lots;
        foreach (var i in marginal)
            lots -= filled[i] = whole * bids[i].Lots / total;
        var byRest = marginal
            .OrderByDescending(i => whole * bids[i].Lots % total)
            .ThenBy(i => bids[i].Account)
            .ThenBy(i => bids[i].Reference);
        foreach (var i in byRest.Take((int)lots))
            filled[i]++;
    }

    private readonly record struct Fraction(long Numerator, long Denominator)
    {
        public int CompareTo(long whole) => (Numerator - (whole * Denominator)).CompareTo(0);
    }
}
