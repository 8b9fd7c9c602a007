// What a settlement price is made from, and what is told of how it was made.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Clearing;

/// <summary>Trades as one sum.</summary>
/// <param name="TicksTimesLots">Sum of price times lots, ticks; of a spread it may be below zero.</param>
public readonly record struct TradeSum(Int128 TicksTimesLots, long Lots)
{
    public TradeSum With(Price price, long lots) => new(TicksTimesLots + ((Int128)price.Ticks * lots), Lots + lots);
}

/// <summary>How a contract settles.</summary>
/// <param name="Steps">Tried in order; the first that gives a price counts.</param>
/// <param name="TieToPrevious">To the nearest tick, of two equally near the one nearer the previous settlement;
/// Rounding then does not count.</param>
public readonly record struct SettlementTerms(
    IReadOnlyList<SettlementTier> Steps,
    RoundingMode Rounding,
    bool TieToPrevious = false
)
{
    public bool Has(SettlementTier step)
    {
        for (var i = 0; i < Steps.Count; i++)
        {
            if (Steps[i] == step)
                return true;
        }

        return false;
    }
}

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
)
{
    /// <summary>Number of the month, so that distances are differences.</summary>
    public int Month { get; init; }

    /// <summary>Trades of the last hour of trading time that had any.</summary>
    public TradeSum LastHour { get; init; }

    /// <summary>Trades of the closing window.</summary>
    public TradeSum Window { get; init; }

    /// <summary>The last price of the day; null when nothing traded.</summary>
    public Price? Last { get; init; }

    /// <summary>The price that two people set by hand.</summary>
    public Price? Manual { get; init; }
}

/// <summary>What the closing window left behind in a calendar spread: near month less far month.</summary>
/// <param name="Near">Place of the near month in the list of months.</param>
/// <param name="Far">Place of the far month; behind the near one.</param>
public readonly record struct DayOfSpread(int Near, int Far, TradeSum Window);

/// <summary>A settlement price and what it rests on.</summary>
/// <param name="Price">The price that counts.</param>
/// <param name="Tier">How it came about.</param>
/// <param name="Numerator">The price before it was rounded and cut to the band is Numerator / Denominator
/// ticks.</param>
public readonly record struct SettledPrice(Price Price, SettlementTier Tier, Int128 Numerator, Int128 Denominator)
{
    /// <summary>What the steps gave; another than <see cref="Price"/> where that was set by hand.</summary>
    public Price Computed { get; init; } = Price;

    /// <summary>The step that gave it.</summary>
    public SettlementTier Step { get; init; } = Tier;

    /// <summary>Place of the month that it was derived from; -1: from none.</summary>
    public int From { get; init; } = -1;

    /// <summary>Place of the spread with the greatest weight in it; -1: none.</summary>
    public int Spread { get; init; } = -1;
}

/// <summary>A step that was tried for a month.</summary>
/// <param name="Month">Place of the month in the list of months.</param>
/// <param name="Given">Null: it gave no price, and the next one was tried.</param>
public readonly record struct TriedStep(int Month, SettlementTier Step, SettledPrice? Given);
