// What one simulated market did: every hour's price, every day's print, and each buyer's days.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Spot;

/// <summary>A buyer's days.</summary>
/// <param name="Wanted">Lots of usage, by day.</param>
/// <param name="Bought">Lots bought in the auction, by day.</param>
/// <param name="Spent">Currency paid in the auction, by day.</param>
/// <param name="Covered">Lots taken under a supply contract, by day.</param>
public sealed record SpotBuyerDays(
    string Name,
    SpotBuyerKind Kind,
    double[] Wanted,
    double[] Bought,
    double[] Spent,
    double[] Covered
);

/// <summary>One execution of the auction as the record tells it: who delivered to whom in an hour.</summary>
/// <param name="Seller">Place among the sellers.</param>
/// <param name="Buyer">Place among the buyers.</param>
public readonly record struct SpotPair(int Seller, int Buyer, int Hour, long Lots);

/// <summary>A simulated market over its days. Everything follows from terms, seed and first day.</summary>
/// <param name="Prices">Ticks by day and hour (24 a day).</param>
/// <param name="Lots">Executed lots by day and hour.</param>
/// <param name="Unserved">Lots rationed at the cap, by day and hour.</param>
/// <param name="Usage">Lots wanted by linked and spot buyers, by day and hour, whatever they then got.</param>
/// <param name="Prints">Daily prints of the spot index, in currency a unit; not a number where none could be made.
/// </param>
/// <param name="Working">Capacity that worked, lots by day (sum of its hours).</param>
/// <param name="Owned">Capacity at the end, lots an hour.</param>
public sealed record SpotPath(
    SpotTerms Terms,
    long Seed,
    TradingDate First,
    long[] Prices,
    long[] Lots,
    long[] Unserved,
    double[] Usage,
    double[] Prints,
    double[] Working,
    double Owned,
    IReadOnlyList<SpotBuyerDays> Buyers
)
{
    /// <summary>Number of days.</summary>
    public int Days => Prints.Length;
}
