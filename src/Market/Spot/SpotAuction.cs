// The call auction for delivery hours: one price an hour, hourly bids that may be split, blocks that may not.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Spot;

public static partial class SpotAuction
{
    /// <summary>Units of work that the search for the best blocks may use: well under a second.</summary>
    public const long StandardEffort = 60_000_000;

    /// <summary>Clears the auction. Pure: the same set of bids gives the same outcome, in whatever order they
    /// stand.</summary>
    /// <param name="bids">Each is good by <see cref="Check"/>, no account uses a reference twice.</param>
    /// <param name="hours">Hours of the auction, 1 to <see cref="MostHours"/>.</param>
    /// <param name="floorTicks">Lowest price; may be below zero.</param>
    /// <param name="capTicks">Highest price, not below the floor.</param>
    public static AuctionOutcome Clear(ReadOnlySpan<AuctionBid> bids, int hours, long floorTicks, long capTicks) =>
        Clear(bids, hours, floorTicks, capTicks, StandardEffort);

    /// <summary>Clears the auction with a limit of one's own on the search.</summary>
    /// <param name="effort">Units of work, not below zero: about one for each block and eight for each hour that is
    /// looked at. Part of the rules, since it decides the outcome when the best set is not proven.</param>
    public static AuctionOutcome Clear(
        ReadOnlySpan<AuctionBid> bids,
        int hours,
        long floorTicks,
        long capTicks,
        long effort
    )
    {
        Must.Hold(AreGoodTerms(hours, floorTicks, capTicks));
        Must.Hold(effort >= 0);
        var ladders = AuctionLadders.Of(bids, hours, floorTicks, capTicks);
        var prices = new long[hours];
        var net = new long[hours];
        var filled = new long[bids.Length];
        Int128 welfare = 0;
        for (var h = 0; h < hours; h++)
        {
            prices[h] = Middle(ladders.Hours[h].Interval(0), long.MinValue, long.MaxValue);
            welfare += ladders.Hours[h].Gain(prices[h]);
        }

        var (bound, proven, nodes) = (welfare, true, 0L);
        foreach (var search in Search(BlockGroup.Of(ladders.Blocks, bids), ladders.Hours, floorTicks, capTicks, effort))
        {
            var gained = Take(search.Group, search.Best, ladders.Hours, prices, net, filled);
            welfare += gained;
            bound += gained + (search.Bound - search.Best.Welfare);
            proven &= search.Proven;
            nodes += search.Nodes;
        }

        var fills = new AuctionFills(prices, filled);
        fills.Fill(bids, net);
        return Tell(
            bids,
            prices,
            filled,
            fills,
            ladders.Blocks,
            (floorTicks, capTicks),
            (welfare, bound, proven, nodes)
        );
    }

    /// <summary>The price of an hour: the middle of the interval, rounded down, where accepted blocks narrow it as
    /// hourly bids with their limits would, as far as they can.</summary>
    /// <param name="interval">Prices at which hourly bids and accepted blocks balance.</param>
    /// <param name="dearestSeller">Highest limit of the accepted blocks that sell.</param>
    /// <param name="cheapestBuyer">Lowest limit of the accepted blocks that buy.</param>
    internal static long Middle((long Low, long High) interval, long dearestSeller, long cheapestBuyer) =>
        (
            long.Clamp(dearestSeller, interval.Low, interval.High)
            + long.Clamp(cheapestBuyer, interval.Low, interval.High)
        ) >> 1;

    /// <summary>Searches the groups, the smallest first: each may use an equal part of the effort that is
    /// left.</summary>
    private static List<BlockSearch> Search(
        List<BlockGroup> groups,
        HourLadder[] ladders,
        long floor,
        long cap,
        long effort
    )
    {
        groups.Sort(
            static (a, b) =>
                a.Blocks.Length != b.Blocks.Length
                    ? a.Blocks.Length.CompareTo(b.Blocks.Length)
                    : a.From.CompareTo(b.From)
        );
        var searches = new List<BlockSearch>(groups.Count);
        for (var g = 0; g < groups.Count; g++)
        {
            var search = new BlockSearch(groups[g], ladders, floor, cap);
            search.Run(effort / (groups.Count - g));
            effort = long.Max(0, effort - search.Work);
            searches.Add(search);
        }

        return searches;
    }

    /// <summary>Writes prices and fills of a group's accepted blocks; the welfare that they add.</summary>
    private static Int128 Take(
        BlockGroup group,
        BestBlockSet best,
        HourLadder[] ladders,
        long[] prices,
        long[] net,
        long[] filled
    )
    {
        Int128 without = 0;
        for (var h = group.From; h < group.To; h++)
            without += ladders[h].Gain(prices[h]);
        var pricing = best.Pricing;
        Must.Hold(pricing.Price(best.Accepted) && pricing.Honours(best.Accepted));
        Array.Copy(pricing.Prices, 0, prices, group.From, group.Hours);
        Array.Copy(pricing.Net, 0, net, group.From, group.Hours);
        for (var b = 0; b < group.Blocks.Length; b++)
        {
            if (best.Accepted[b])
                filled[group.Blocks[b].Bid] = group.Blocks[b].Lots;
        }

        return best.Welfare - without;
    }

    private static AuctionOutcome Tell(
        ReadOnlySpan<AuctionBid> bids,
        long[] prices,
        long[] filled,
        AuctionFills fills,
        List<int> blocks,
        (long Floor, long Cap) limits,
        (Int128 Welfare, Int128 Bound, bool Proven, long Nodes) search
    )
    {
        var lots = fills.BuyLots;
        var unserved = new long[prices.Length];
        var unsold = new long[prices.Length];
        var inBlocks = new long[prices.Length];
        for (var h = 0; h < prices.Length; h++)
        {
            if (prices[h] == limits.Cap)
                unserved[h] = fills.BuyLeft[h];
            if (prices[h] == limits.Floor)
                unsold[h] = fills.SellLeft[h];
        }

        var paradoxical = new List<(UInt128 Key, int Bid)>();
        foreach (var place in blocks)
        {
            ref readonly var bid = ref bids[place];
            var (end, buys) = (bid.FirstHour + bid.Hours, bid.Side == Side.Buy);
            long sum = 0;
            for (var h = bid.FirstHour; h < end; h++)
            {
                sum += prices[h];
                if (buys && filled[place] > 0)
                    lots[h] += bid.Lots;
                else if (buys && bid.LimitTicks == limits.Cap && prices[h] == limits.Cap)
                    inBlocks[h] += bid.Lots;
            }

            if (filled[place] == 0 && (buys ? bid.LimitTicks * bid.Hours > sum : bid.LimitTicks * bid.Hours < sum))
                paradoxical.Add((Key(bid), place));
        }

        paradoxical.Sort();
        return new()
        {
            Prices = prices,
            Lots = lots,
            Unserved = unserved,
            Unsold = unsold,
            UnservedInBlocks = inBlocks,
            Filled = filled,
            ParadoxicallyRejected = [.. paradoxical.ConvertAll(static p => p.Bid)],
            Welfare = search.Welfare,
            Bound = search.Bound,
            Proven = search.Proven,
            Nodes = search.Nodes,
        };
    }
}
