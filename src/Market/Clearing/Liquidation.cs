// Closing a position in the market without becoming the market: a part of the volume, and never beyond a price.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Clearing;

/// <summary>How hard a position may be closed.</summary>
/// <param name="ParticipationPpm">Most lots of an interval, in parts per million of its volume.</param>
/// <param name="GuardPpm">How far from the reference price it may trade, parts per million.</param>
public readonly record struct LiquidationRules(int ParticipationPpm, int GuardPpm)
{
    /// <summary>A fifth of the volume, within a tenth of the price. [K]</summary>
    public static LiquidationRules Usual { get; } = new(200_000, 100_000);
}

/// <summary>What the market did in an interval.</summary>
/// <param name="Volume">Lots traded by others; not below zero.</param>
/// <param name="Price">At which closing orders trade.</param>
public readonly record struct MarketInterval(long Volume, Price Price);

/// <summary>Why an interval closed what it closed.</summary>
public enum SliceReason : byte
{
    Closed = 1,

    /// <summary>Too little volume for a single lot.</summary>
    NoVolume = 2,

    /// <summary>The price is beyond the guard.</summary>
    GuardHeld = 3,
}

/// <summary>One interval's closing.</summary>
/// <param name="Interval">From zero.</param>
/// <param name="Left">Lots still to be closed after it.</param>
public readonly record struct LiquidationSlice(int Interval, long Lots, Price Price, SliceReason Reason, long Left);

/// <summary>Pure: what is left and what the market does in, lots to close out.</summary>
public static class Liquidation
{
    /// <summary>The farthest price at which closing orders may trade: inward to the tick.</summary>
    /// <param name="closing">Sell closes a long.</param>
    /// <param name="reference">The last settlement price.</param>
    public static Price Guard(Side closing, Price reference, LiquidationRules rules) =>
        closing == Side.Sell
            ? new(Rounding.ToLong((Int128)reference.Ticks * (1_000_000 - rules.GuardPpm), 1_000_000, RoundingMode.Up))
            : new(
                Rounding.ToLong((Int128)reference.Ticks * (1_000_000 + rules.GuardPpm), 1_000_000, RoundingMode.Down)
            );

    /// <summary>What one interval closes of the lots that are left.</summary>
    public static LiquidationSlice Next(
        int interval,
        long left,
        Side closing,
        Price reference,
        in MarketInterval market,
        LiquidationRules rules
    )
    {
        Must.Hold(left >= 0 && market.Volume >= 0);
        var guard = Guard(closing, reference, rules);
        if (closing.Sign() * (market.Price.Ticks - guard.Ticks) > 0)
            return new(interval, 0, market.Price, SliceReason.GuardHeld, left);
        var most = Rounding.PartsPerMillion(market.Volume, 1, 1, rules.ParticipationPpm, RoundingMode.Down);
        var lots = long.Min(left, most);
        return new(interval, lots, market.Price, lots == 0 ? SliceReason.NoVolume : SliceReason.Closed, left - lots);
    }

    /// <summary>All intervals until nothing is left or they end.</summary>
    public static IReadOnlyList<LiquidationSlice> Plan(
        long lots,
        Side closing,
        Price reference,
        IReadOnlyList<MarketInterval> market,
        LiquidationRules rules
    )
    {
        var slices = new List<LiquidationSlice>();
        var left = lots;
        for (var i = 0; i < market.Count && left > 0; i++)
        {
            var slice = Next(i, left, closing, reference, market[i], rules);
            left = slice.Left;
            slices.Add(slice);
        }

        return slices;
    }
}
