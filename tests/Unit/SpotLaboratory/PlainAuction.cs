// A slow uniform-price auction for tests of the laboratory: it tries prices and looks at sums.
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Spot;

namespace Tokenbourse.Unit.SpotLaboratory;

/// <summary>
/// Demand at p: lots of buyers with a limit of p or more; supply: of sellers with a limit of p or less. The price is
/// the middle (rounded down) of the interval of prices at which neither side has too much that must trade: strict
/// demand is at most supply, and strict supply at most demand. Only for hourly bids.
/// </summary>
internal sealed class PlainAuction : ISpotAuction
{
    public SpotClearing Clear(ReadOnlySpan<SpotBid> bids, int hours, long floorTicks, long capTicks)
    {
        var (prices, lots, unserved) = (new long[hours], new long[hours], new long[hours]);
        var filled = new long[bids.Length];
        var byHour = new List<(SpotBid Bid, int At)>[hours];
        for (var hour = 0; hour < hours; hour++)
            byHour[hour] = [];
        for (var i = 0; i < bids.Length; i++)
            byHour[bids[i].FirstHour].Add((bids[i], i));
        for (var hour = 0; hour < hours; hour++)
        {
            var limits = byHour[hour]
                .Select(b => b.Bid.LimitTicks)
                .Append(floorTicks)
                .Append(capTicks)
                .Distinct()
                .Order()
                .ToList();
            long Sum(Side side, Func<long, bool> counts) =>
                byHour[hour].Where(b => b.Bid.Side == side && counts(b.Bid.LimitTicks)).Sum(b => b.Bid.Lots);
            bool Clears(long p) =>
                Sum(Side.Buy, l => l > p) <= Sum(Side.Sell, l => l <= p)
                && Sum(Side.Sell, l => l < p) <= Sum(Side.Buy, l => l >= p);

            // Between two neighbouring limits nothing changes, so an interval ends at a limit.
            var low = limits.First(p => Clears(p) || (p < capTicks && Clears(p + 1)));
            low = Clears(low) ? low : low + 1;
            var high = limits.Last(p => Clears(p) || (p > floorTicks && Clears(p - 1)));
            high = Clears(high) ? high : high - 1;
            prices[hour] = (low + high) / 2;
            var (demand, supply) = (Sum(Side.Buy, l => l >= prices[hour]), Sum(Side.Sell, l => l <= prices[hour]));
            lots[hour] = Math.Min(demand, supply);
            unserved[hour] = prices[hour] == capTicks ? demand - lots[hour] : 0;
            Fill(byHour[hour], Side.Buy, lots[hour], prices[hour], filled);
            Fill(byHour[hour], Side.Sell, lots[hour], prices[hour], filled);
        }

        return new(prices, lots, unserved, filled);
    }

    // Better limits first; at the margin in proportion, what is left by largest remainders.
    private static void Fill(List<(SpotBid Bid, int At)> bids, Side side, long lots, long price, long[] filled)
    {
        bool Strict(SpotBid b) => side == Side.Buy ? b.LimitTicks > price : b.LimitTicks < price;
        foreach (var (bid, at) in bids.Where(b => b.Bid.Side == side && Strict(b.Bid)))
        {
            filled[at] = bid.Lots;
            lots -= bid.Lots;
        }

        var margin = bids.Where(b => b.Bid.Side == side && b.Bid.LimitTicks == price).ToList();
        var all = margin.Sum(b => b.Bid.Lots);
        if (all == 0)
            return;
        foreach (var (bid, at) in margin)
            filled[at] = (long)((Int128)lots * bid.Lots / all);
        var left = lots - margin.Sum(b => filled[b.At]);
        foreach (
            var (_, at) in margin
                .OrderByDescending(b => (Int128)lots * b.Bid.Lots % all)
                .ThenBy(b => b.Bid.Account)
                .ThenBy(b => b.Bid.Reference)
                .Take((int)left)
        )
            filled[at]++;
    }
}
