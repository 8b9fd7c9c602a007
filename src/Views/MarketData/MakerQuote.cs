// A maker's quote as its agreement sees it: the spread at the least lots, and the lots within the widest spread.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Views.MarketData;

/// <summary>The two figures say the same in two ways: the spread is within the widest exactly when the lots are at
/// least the least. A single lot at a good price meets nothing, and neither do many lots far away.</summary>
/// <param name="Bid">Ticks of the best own bid; null: none.</param>
/// <param name="Spread">The narrowest spread, in the agreement's unit, at which each side has the least lots; null: a
/// side has not so many.</param>
/// <param name="Lots">The most lots that each side has within the widest spread.</param>
public readonly record struct MakerQuote(long? Bid, long? Ask, long? Spread, long Lots, bool Meets)
{
    public bool IsTwoSided => Bid is not null && Ask is not null;

    /// <summary>Reads the ladder once from the best price outwards; makes nothing.</summary>
    public static MakerQuote Of(MakerLadder ladder, MakerAgreement agreement)
    {
        var (bids, asks) = (ladder.Bids, ladder.Asks);
        long? bid = bids.Count == 0 ? null : bids.At(0).Ticks;
        long? ask = asks.Count == 0 ? null : asks.At(0).Ticks;
        long? spread =
            PriceOf(bids, agreement.LeastLots) is { } b && PriceOf(asks, agreement.LeastLots) is { } a
                ? agreement.SpreadOf(b, a)
                : null;
        return new(bid, ask, spread, LotsWithin(bids, asks, agreement), spread <= agreement.Widest);
    }

    // The price at which a side has so many lots at it or better.
    private static long? PriceOf(MakerSide side, long lots)
    {
        var sum = 0L;
        for (var step = 0; step < side.Count; step++)
        {
            var (ticks, here) = side.At(step);
            sum += here;
            if (sum >= lots)
                return ticks;
        }

        return null;
    }

    // The farther the bid, the fewer asks are near enough: both sides are walked once.
    private static long LotsWithin(MakerSide bids, MakerSide asks, MakerAgreement agreement)
    {
        var (most, bought, sold, near) = (0L, 0L, 0L, asks.Count);
        for (var step = 0; step < near; step++)
            sold += asks.At(step).Lots;
        for (var step = 0; step < bids.Count; step++)
        {
            var (bid, lots) = bids.At(step);
            bought += lots;
            while (near > 0 && agreement.SpreadOf(bid, asks.At(near - 1).Ticks) > agreement.Widest)
                sold -= asks.At(--near).Lots;
            if (near == 0)
                break;
            most = long.Max(most, long.Min(bought, sold));
        }

        return most;
    }
}
