// The single price at which a call auction trades most.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Matching;

/// <summary>Finds the auction price: most lots, then least surplus, then nearest the reference, then the lower (rule AUC-001).</summary>
internal static class Auction
{
    /// <summary>Lots zero when nothing crosses; the price is then the reference.</summary>
    public static (Price Price, long Lots) PriceOf(OrderBook book, Price reference)
    {
        if (book.BestBid is not { } bid || book.BestAsk is not { } ask || bid < ask)
            return (reference, 0);
        var from = (int)(ask.Ticks - book.Low);
        var to = (int)(bid.Ticks - book.Low);
        long demand = 0;
        for (var level = from; level < book.Levels; level++)
            demand += book.LotsAt(Side.Buy, level);
        long supply = 0;
        var best = reference;
        long most = 0,
            least = long.MaxValue;
        for (var level = from; level <= to; level++)
        {
            // Supply at a price is all asks at or below it; demand all bids at or above it. Below `from` there are no asks.
            supply += book.LotsAt(Side.Sell, level);
            var lots = demand < supply ? demand : supply;
            var surplus = Distance(demand, supply);
            var price = book.PriceAt(level);
            if (
                lots > most
                || (lots == most && surplus < least)
                || (
                    lots == most
                    && surplus == least
                    && Distance(price.Ticks, reference.Ticks) < Distance(best.Ticks, reference.Ticks)
                )
            )
            {
                (best, most, least) = (price, lots, surplus);
            }

            demand -= book.LotsAt(Side.Buy, level);
        }

        return (best, most);
    }

    private static long Distance(long a, long b) => a < b ? b - a : a - b;
}
