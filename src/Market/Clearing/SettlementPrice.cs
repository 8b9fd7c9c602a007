// The day's settlement price, in whole ticks, from trades or, without them, from the contract's ladder.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Clearing;

/// <summary>What the day left behind in one contract month.</summary>
/// <param name="TicksTimesLots">Sum of price times lots over all trades of the day, ticks.</param>
/// <param name="Bid">Best bid at the close; null when nobody bid.</param>
/// <param name="Ask">Best ask at the close; null when nobody offered.</param>
public readonly record struct DayOfMonth(
    Price Previous,
    Price Low,
    Price High,
    Int128 TicksTimesLots,
    long Lots,
    Price? Bid,
    Price? Ask
);

/// <summary>The nearest earlier month that traded: its previous and today's settlement.</summary>
public readonly record struct NearestMonth(Price Previous, Price Today);

/// <summary>Settlement prices by rules STL-001 and STL-002.</summary>
public static class SettlementPrice
{
    /// <summary>sum(ticks * lots) / sum(lots) in whole ticks. The Shanghai style rounds down to the tick.</summary>
    /// <param name="ticksTimesLots">Numerator.</param>
    /// <param name="lots">Above zero.</param>
    public static long VolumeWeighted(Int128 ticksTimesLots, long lots, RoundingMode mode) =>
        Rounding.ToLong(ticksTimesLots, lots, mode);

    /// <summary>The first of the contract's steps that gives a price.</summary>
    public static (Price Price, SettlementTier Tier) Of(
        in DayOfMonth day,
        NearestMonth? nearest,
        IReadOnlyList<SettlementTier> steps,
        RoundingMode mode
    )
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (Step(day, nearest, steps[i], mode) is { } price)
                return (price, steps[i]);
        }

        return (day.Previous, SettlementTier.Previous);
    }

    private static Price? Step(in DayOfMonth day, NearestMonth? nearest, SettlementTier step, RoundingMode mode) =>
        step switch
        {
            SettlementTier.VolumeWeighted => day.Lots == 0
                ? null
                : new Price(VolumeWeighted(day.TicksTimesLots, day.Lots, mode)),
            SettlementTier.LimitLocked => Locked(day),
            SettlementTier.MiddleOfQuotes => day.Bid is { } bid && day.Ask is { } ask
                ? Middle(bid, ask, day.Previous)
                : null,
            SettlementTier.MoveOfNearestMonth => nearest is { } near ? Moved(day, near, mode) : null,
            SettlementTier.Previous => day.Previous,
            _ => null,
        };

    private static Price? Locked(in DayOfMonth day)
    {
        if (day.Ask is null && day.Bid == day.High)
            return day.High;
        if (day.Bid is null && day.Ask == day.Low)
            return day.Low;
        return null;
    }

    private static Price Middle(Price a, Price b, Price c)
    {
        var low = a < b ? a : b;
        var high = a < b ? b : a;
        return c < low ? low
            : c > high ? high
            : c;
    }

    private static Price Moved(in DayOfMonth day, NearestMonth near, RoundingMode mode)
    {
        var ticks = Rounding.ToLong((Int128)day.Previous.Ticks * near.Today.Ticks, near.Previous.Ticks, mode);
        return new(long.Clamp(ticks, day.Low.Ticks, day.High.Ticks));
    }
}
