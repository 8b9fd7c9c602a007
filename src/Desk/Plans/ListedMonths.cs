// Which listed contract hedges an exposure month.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Plans;

/// <summary>An exposure month and its contract.</summary>
/// <param name="Month">The exposure's month.</param>
/// <param name="Quoted">What hedges it; null when nothing is listed that can still be traded.</param>
/// <param name="Own">True when the contract is of this month.</param>
public sealed record ListedMonth(ContractMonth Month, QuotedMonth? Quoted, bool Own);

/// <summary>Finds contracts.</summary>
public static class ListedMonths
{
    /// <summary>Each month's own contract, else the nearest listed one; of two as near the later, which still trades
    /// while the month runs. Contracts that end today or have no price are left out.</summary>
    public static IReadOnlyList<ListedMonth> Of(MarketSnapshot market, IEnumerable<ContractMonth> months)
    {
        var open = market.Months.Where(q => q.LastTradingDay > market.Day && PriceOf(q) is not null).ToList();
        return [.. months.Select(m => Nearest(open, m))];
    }

    /// <summary>The price of a month: settlement, else the middle of the book; null when it has neither.</summary>
    public static decimal? PriceOf(QuotedMonth quoted) =>
        quoted.Settlement
        ?? (quoted is { Bids.Count: > 0, Asks.Count: > 0 } ? (quoted.Bids[0].Price + quoted.Asks[0].Price) / 2 : null);

    private static ListedMonth Nearest(List<QuotedMonth> open, ContractMonth month)
    {
        var best = open.OrderBy(q => Math.Abs(q.Month.Index - month.Index))
            .ThenByDescending(q => q.Month.Index)
            .FirstOrDefault();
        return new(month, best, best?.Month == month);
    }
}
