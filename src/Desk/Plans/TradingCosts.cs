// What trading costs: half spreads by walking the book as it was seen, and fees; programme currency.
namespace Tokenbourse.Desk.Plans;

/// <summary>A trade's cost.</summary>
/// <param name="Money">Half spreads and fees, programme currency.</param>
/// <param name="Fill">What the book held.</param>
public sealed record TradeCost(decimal Money, BookFill Fill);

/// <summary>Costs on one snapshot. Books are walked on: what one trade takes the next does not find.</summary>
/// <param name="market">The snapshot.</param>
/// <param name="rate">Programme currency for one unit of the contract's.</param>
/// <param name="halfSpreadTicks">Assumed for lots that the book does not hold.</param>
public sealed class TradingCosts(MarketSnapshot market, decimal rate, int halfSpreadTicks)
{
    private readonly Dictionary<string, BookWalk> _books = new(StringComparer.Ordinal);

    /// <summary>Trades lots now. Lots beyond the book cost what its last price costs, or the assumed half spread,
    /// whichever is more.</summary>
    public TradeCost Now(QuotedMonth month, long lots)
    {
        if (!_books.TryGetValue(month.Symbol, out var book))
            _books[month.Symbol] = book = new(month);
        var fill = book.Take(lots);
        var assumed = halfSpreadTicks * market.Tick;
        var beyond =
            fill is { Worst: { } worst } && book.Middle is { } middle
                ? decimal.Max(assumed, Math.Abs(worst - middle))
                : assumed;
        var spread = (fill.Spread + (fill.Beyond * beyond)) * market.LotSize * rate;
        return new(spread + Fees(month, lots), fill);
    }

    /// <summary>Trades lots later, when today's book says nothing: half of today's best spread, else the assumed
    /// one.</summary>
    public decimal Later(QuotedMonth month, long lots)
    {
        var half = month is { Bids.Count: > 0, Asks.Count: > 0 }
            ? (month.Asks[0].Price - month.Bids[0].Price) / 2
            : halfSpreadTicks * market.Tick;
        return (half * Math.Abs(lots) * market.LotSize * rate) + Fees(month, lots);
    }

    /// <summary>Fees of a trade at today's price.</summary>
    public decimal Fees(QuotedMonth month, long lots)
    {
        var turnover = (ListedMonths.PriceOf(month) ?? 0) * Math.Abs(lots) * market.LotSize;
        return ((turnover * market.FeeRate) + (Math.Abs(lots) * market.FeePerLot)) * rate;
    }
}
