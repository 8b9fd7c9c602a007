// The simulated traders of spreads: they keep calendar and inter-contract spreads near what their legs are worth.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Traders;

/// <summary>Quotes both sides of spreads by limit orders in the spreads' own books, around the value of the legs'
/// markets and a small opinion of its own; never outright.</summary>
/// <param name="seed">All chance comes from it.</param>
/// <param name="opinion">Tells its opinions from those of others with the same seed.</param>
/// <param name="halfPpm">Half its spread, ppm of the near leg's part of the price.</param>
/// <param name="lots">The most lots of the spread a side.</param>
/// <param name="mostLots">Lots of the spread held in a leg at which it quotes one side only.</param>
/// <param name="perThousand">How often it looks at the spread of the nearest month, in a thousand steps.</param>
public sealed class SpreadTrader(long seed, int opinion, int halfPpm, long lots, long mostLots, int perThousand)
    : ITrader
{
    // An opinion is held for a block of steps.
    private const int Block = 40;

    /// <inheritdoc/>
    public bool TradesSpreads => true;

    /// <inheritdoc/>
    public IEnumerable<Intent> Act(MarketPicture view, Random64 random)
    {
        foreach (var spread in view.Spreads)
        {
            if (
                spread.Phase != TradingPhase.Continuous
                || !random.Chance(perThousand * Trading.Busyness(view, spread.Near) / 1000)
            )
                continue;
            foreach (var own in spread.OwnOrders)
                yield return new CancelIntent(spread.Instrument, own.Order);
            if (ValueOf(spread.Near) is not { } near || ValueOf(spread.Far) is not { } far)
                continue;
            var terms = spread.Terms;
            var half = long.Max(1, terms.NearWeight * near * halfPpm / 1_000_000);
            var value = (terms.NearWeight * near) - (terms.FarWeight * far) + Opinion(spread, view, half);
            var size = random.Between(1, lots);
            // Held from this spread or from its neighbour's other leg: a leg at its bound stops the side that adds to it.
            var (bought, sold) = (spread.Near.Position / terms.NearLots, spread.Far.Position / terms.FarLots);
            if (bought < mostLots && sold > -mostLots)
                yield return Limit(spread, Side.Buy, value - half, size);
            if (bought > -mostLots && sold < mostLots)
                yield return Limit(spread, Side.Sell, value + half, size);
        }
    }

    /// <summary>The middle of a leg's book, else its last price, else the settlement before; null when there is
    /// none.</summary>
    private static long? ValueOf(MonthPicture leg) =>
        leg.BestBidLots > 0 && leg.BestAskLots > 0 ? (leg.BestBid + leg.BestAsk) / 2
        : leg.Last > 0 ? leg.Last
        : leg.PreviousSettlement > 0 ? leg.PreviousSettlement
        : null;

    /// <summary>Between two half-spreads below and two above: two traders differ by enough to trade now and
    /// then.</summary>
    private long Opinion(SpreadPicture spread, MarketPicture view, long half)
    {
        var draw = Random64.Mix(
            seed + opinion,
            (view.Day.Days * 1_000L) + (view.Step / Block),
            spread.Instrument.Value
        );
        return (long)(draw % (ulong)((4 * half) + 1)) - (2 * half);
    }

    private static PlaceIntent Limit(SpreadPicture spread, Side side, long ticks, long lots) =>
        new(
            spread.Instrument,
            side,
            OrderType.Limit,
            TimeInForce.Day,
            new(long.Clamp(ticks, spread.BandLow, spread.BandHigh)),
            new(lots)
        );
}
