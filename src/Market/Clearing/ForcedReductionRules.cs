// The choices of forced reduction as parameters: thresholds, tiers and the lots that make the average.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Clearing;

/// <summary>Which lots of the net side make a client's average open price.</summary>
public enum AveragingSet : byte
{
    /// <summary>All lots on the net side.</summary>
    AllLots = 1,

    /// <summary>The latest lots that make up the net quantity, backwards in time.</summary>
    LatestLots = 2,
}

/// <summary>For whom a tier is.</summary>
public enum ReductionPurpose : byte
{
    Any = 1,
    Speculation = 2,
    Hedge = 3,
}

/// <summary>Winners that give up lots together: those of a purpose whose profit on a unit, as a part of the settlement
/// price, is at least <paramref name="FromPpm"/> and below <paramref name="BelowPpm"/>. From zero means above
/// zero.</summary>
/// <param name="BelowPpm">Null: no upper end.</param>
public readonly record struct ReductionTier(ReductionPurpose Purpose, int FromPpm, int? BelowPpm);

/// <summary>How forced reduction is done. The presets are practice as recalled [K], not a rulebook's text.</summary>
/// <param name="LeastLossPpm">A client's closing orders are declared when its loss on a unit is at least this part of
/// the settlement price.</param>
/// <param name="Averaging">The lots that count for profit and loss on a unit.</param>
/// <param name="Tiers">In the order in which they give; a client gives in the first that takes it.</param>
public sealed record ReductionRules(int LeastLossPpm, AveragingSet Averaging, IReadOnlyList<ReductionTier> Tiers)
{
    /// <summary>Shanghai style: 6 %; speculators from 6 %, from 3 %, above zero; then hedgers from 6 %. [K]</summary>
    public static ReductionRules Shanghai { get; } = new(60_000, AveragingSet.LatestLots, WithHedgersFrom(60_000));

    /// <summary>Dalian style: as Shanghai, but hedgers from 7 %. [K]</summary>
    public static ReductionRules Dalian { get; } = new(60_000, AveragingSet.LatestLots, WithHedgersFrom(70_000));

    /// <summary>Financial futures style: 10 %, all lots, everybody from 10 %, from 6 %, above zero. [K]</summary>
    public static ReductionRules Financial { get; } =
        new(
            100_000,
            AveragingSet.AllLots,
            [
                new(ReductionPurpose.Any, 100_000, null),
                new(ReductionPurpose.Any, 60_000, 100_000),
                new(ReductionPurpose.Any, 0, 60_000),
            ]
        );

    private static ReductionTier[] WithHedgersFrom(int ppm) =>
        [
            new(ReductionPurpose.Speculation, 60_000, null),
            new(ReductionPurpose.Speculation, 30_000, 60_000),
            new(ReductionPurpose.Speculation, 0, 30_000),
            new(ReductionPurpose.Hedge, ppm, null),
        ];
}

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
