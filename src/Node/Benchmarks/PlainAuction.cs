// The hourly auction as one would write it first: a list an hour, sorted, merged from both ends.
using Tokenbourse.Market.Spot;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>Clears hourly bids only, so it has less to do than the auction that it stands beside.</summary>
internal static class PlainAuction
{
    /// <summary>Price and lots of each hour; fills by account and reference.</summary>
    public static (long[] Prices, long[] Lots, Dictionary<(int, long), long> Fills) Clear(
        AuctionBid[] bids,
        int hours,
        long floor,
        long cap
    )
    {
        var prices = new long[hours];
        var lots = new long[hours];
        var fills = new Dictionary<(int, long), long>();
        foreach (var hour in bids.Where(b => !b.AllOrNone).GroupBy(b => b.FirstHour))
        {
            var buys = hour.Where(b => b.Side == Side.Buy).OrderByDescending(b => b.LimitTicks).ToList();
            var sells = hour.Where(b => b.Side == Side.Sell).OrderBy(b => b.LimitTicks).ToList();
            var (low, high, traded) = Cross(buys, sells, floor, cap);
            var price = (low + high) >> 1;
            prices[hour.Key] = price;
            lots[hour.Key] = traded;
            Fill(buys, traded, fills);
            Fill(sells, traded, fills);
        }

        return (prices, lots, fills);
    }

    /// <summary>Walks both lists as long as the buyer pays what the seller asks; the prices that clear lie between
    /// the last bids that trade and the first that do not.</summary>
    private static (long Low, long High, long Lots) Cross(
        List<AuctionBid> buys,
        List<AuctionBid> sells,
        long floor,
        long cap
    )
    {
        var (b, s, traded) = (0, 0, 0L);
        var (buyLeft, sellLeft) = (First(buys), First(sells));
        var (low, high) = (floor, cap);
        while (b < buys.Count && s < sells.Count && buys[b].LimitTicks >= sells[s].LimitTicks)
        {
            var step = long.Min(buyLeft, sellLeft);
            (traded, buyLeft, sellLeft) = (traded + step, buyLeft - step, sellLeft - step);
            (low, high) = (sells[s].LimitTicks, buys[b].LimitTicks);
            if (buyLeft == 0 && ++b < buys.Count)
                buyLeft = buys[b].Lots;
            if (sellLeft == 0 && ++s < sells.Count)
                sellLeft = sells[s].Lots;
        }

        if (b < buys.Count)
            low = long.Max(low, buys[b].LimitTicks);
        if (s < sells.Count)
            high = long.Min(high, sells[s].LimitTicks);
        return (low, high, traded);

        static long First(List<AuctionBid> side) => side.Count > 0 ? side[0].Lots : 0;
    }

    /// <summary>From the best limit on; among equal limits by account and reference, not in proportion.</summary>
    private static void Fill(List<AuctionBid> side, long lots, Dictionary<(int, long), long> fills)
    {
        foreach (var bid in side)
        {
            var part = long.Min(bid.Lots, lots);
            if (part == 0)
                return;
            fills[(bid.Account, bid.Reference)] = part;
            lots -= part;
        }
    }
}
