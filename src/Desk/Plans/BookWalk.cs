// What it costs to trade so many lots at once against the book as it was seen.
namespace Tokenbourse.Desk.Plans;

/// <summary>Lots taken from a book.</summary>
/// <param name="Filled">Lots that the visible book holds, without sign.</param>
/// <param name="Beyond">Lots that it does not hold.</param>
/// <param name="Average">Mean price of the filled lots; null when none.</param>
/// <param name="Spread">What the filled lots cost against the middle of the best prices, contract quote times lots;
/// against the settlement price when a side is empty; 0 when neither is known.</param>
/// <param name="Worst">The last price touched; null when none.</param>
public sealed record BookFill(long Filled, long Beyond, decimal? Average, decimal Spread, decimal? Worst);

/// <summary>Walks one month's book. What one walk takes is gone for the next: months that share a contract share its
/// book.</summary>
public sealed class BookWalk(QuotedMonth month)
{
    private readonly long[] _bids = [.. month.Bids.Select(l => l.Lots)];
    private readonly long[] _asks = [.. month.Asks.Select(l => l.Lots)];

    /// <summary>Where a trade costs nothing: the middle of the best prices, else the settlement price.</summary>
    public decimal? Middle { get; } =
        month is { Bids.Count: > 0, Asks.Count: > 0 }
            ? (month.Bids[0].Price + month.Asks[0].Price) / 2
            : month.Settlement;

    /// <summary>Takes lots, best price first.</summary>
    /// <param name="lots">Above zero buys from the asks, below zero sells to the bids.</param>
    public BookFill Take(long lots)
    {
        var (levels, left) = lots > 0 ? (month.Asks, _asks) : (month.Bids, _bids);
        var wanted = Math.Abs(lots);
        long filled = 0;
        decimal paid = 0;
        decimal? worst = null;
        for (var i = 0; i < left.Length && filled < wanted; i++)
        {
            var taken = long.Min(left[i], wanted - filled);
            if (taken == 0)
                continue;
            left[i] -= taken;
            filled += taken;
            paid += taken * levels[i].Price;
            worst = levels[i].Price;
        }

        var spread = Middle is { } middle && filled > 0 ? (paid - (filled * middle)) * Math.Sign(lots) : 0;
        return new(filled, wanted - filled, filled == 0 ? null : paid / filled, spread, worst);
    }
}
