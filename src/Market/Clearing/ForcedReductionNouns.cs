// What forced reduction is asked and what it answers.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Clearing;

/// <summary>Lots opened together at one price.</summary>
/// <param name="Lots">Above zero.</param>
public readonly record struct OpenLots(Price Price, long Lots);

/// <summary>A client in the contract month that was locked.</summary>
/// <param name="Account">Each client once.</param>
/// <param name="Hedger">Holds for hedging.</param>
/// <param name="Longs">Open lots, oldest first.</param>
/// <param name="Shorts">Open lots, oldest first.</param>
/// <param name="Ordered">Lots of its unfilled closing orders at the limit price at the close of the locked day, on
/// the losing side; not below zero. A client that cancels before the close stays out.</param>
public sealed record ReductionClient(
    AccountId Account,
    bool Hedger,
    IReadOnlyList<OpenLots> Longs,
    IReadOnlyList<OpenLots> Shorts,
    long Ordered
);

/// <summary>The day on which positions are reduced.</summary>
/// <param name="Contract">Symbol of the contract month.</param>
/// <param name="Day">The trading day; draws among equals turn on it.</param>
/// <param name="Seed">The venue's, from the log.</param>
/// <param name="Limit">The limit price at which everything trades.</param>
/// <param name="Settlement">The settlement price of the locked day, above zero.</param>
/// <param name="Losing">The side that lost: Buy (longs) when locked down, Sell when locked up.</param>
public readonly record struct ReductionDay(
    string Contract,
    TradingDate Day,
    ulong Seed,
    Price Limit,
    Price Settlement,
    Side Losing
);

/// <summary>One client's part of a forced trade.</summary>
/// <param name="Side">Of the trade: a long is reduced by a sell.</param>
/// <param name="Tier">From 1; zero for lots netted against the client's own.</param>
public readonly record struct ReductionTrade(AccountId Account, Side Side, long Lots, int Tier);

/// <summary>What one tier did.</summary>
/// <param name="Available">Net lots of its winners.</param>
/// <param name="Taken">min(what was still declared, available).</param>
public readonly record struct ReductionStep(int Tier, long Available, long Taken);

/// <summary>A forced reduction.</summary>
/// <param name="Price">The limit price, for every trade.</param>
/// <param name="Declared">Lots that took part on the losing side.</param>
/// <param name="Reduced">Lots closed on each side, own netting left out.</param>
/// <param name="Trades">Own netting first, then by tier: losers, then winners, each in the order given.</param>
public sealed record ReductionResult(
    Price Price,
    long Declared,
    long Reduced,
    IReadOnlyList<ReductionStep> Tiers,
    IReadOnlyList<ReductionTrade> Trades
);
