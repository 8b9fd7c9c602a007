// The simulated participants: makers who quote both sides, hedgers of both sides, and noise.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Traders;

/// <summary>What traders share: when a month may be traded, and a limit order inside the band.</summary>
internal static class Trading
{
    public static bool IsOpen(MonthPicture month) =>
        month.Phase is TradingPhase.Auction or TradingPhase.Continuous && month.BandHigh > 0;

    public static bool IsContinuous(MonthPicture month) => month.Phase == TradingPhase.Continuous && month.BandHigh > 0;

    public static PlaceIntent Limit(
        MonthPicture month,
        Side side,
        long ticks,
        long lots,
        TimeInForce life = TimeInForce.Day
    ) =>
        new(
            month.Instrument,
            side,
            OrderType.Limit,
            life,
            new(long.Clamp(ticks, month.BandLow, month.BandHigh)),
            new(lots)
        );

    /// <summary>Front months most: 1000 for the nearest, halved with each month, never below 60.</summary>
    public static long Busyness(MarketPicture view, MonthPicture month)
    {
        var nearer = view.Months.Count(m => m.Contract == month.Contract && m.Month < month.Month);
        return long.Max(60, 1000 >> int.Min(nearer, 6));
    }
}

/// <summary>Quotes both sides around its fair value, leaning against its inventory; renews quotes that have gone stale.</summary>
/// <param name="value">What it believes.</param>
/// <param name="halfSpreadPpm">Half its spread, ppm of the value.</param>
/// <param name="lots">Lots a side.</param>
/// <param name="mostLots">Inventory at which it quotes one side only.</param>
/// <param name="perThousand">How often it looks at the nearest month, in a thousand steps.</param>
public sealed class Maker(FairValue value, int halfSpreadPpm, long lots, long mostLots, int perThousand) : ITrader
{
    /// <inheritdoc/>
    public IEnumerable<Intent> Act(MarketPicture view, Random64 random)
    {
        foreach (var month in view.Months)
        {
            if (!Trading.IsOpen(month) || !random.Chance(perThousand * Trading.Busyness(view, month) / 1000))
                continue;
            var fair = value.Of(month, view.Day, view.Step);
            if (fair == 0)
                continue;
            foreach (var own in month.OwnOrders)
                yield return new CancelIntent(month.Instrument, own.Order);

            // Leans by up to one and a half half-spreads: a maker that is long offers lower and bids lower.
            var half = long.Max(1, fair * halfSpreadPpm / 1_000_000);
            var lean = half * 3 * long.Clamp(month.Position, -mostLots, mostLots) / (2 * mostLots);
            var size = random.Between(long.Max(1, lots / 2), lots);
            for (var level = 1; level <= 2; level++)
            {
                if (month.Position < mostLots)
                    yield return Trading.Limit(month, Side.Buy, fair - lean - (half * level), size * level);
                if (month.Position > -mostLots)
                    yield return Trading.Limit(month, Side.Sell, fair - lean + (half * level), size * level);
            }
        }
    }
}

/// <summary>Builds a hedge month by month towards a target, by crossing the spread in small pieces or waiting at the best price.</summary>
/// <param name="value">What it believes; it does not chase prices far from it.</param>
/// <param name="side">Buy: it will need tokens or hours (an application builder). Sell: it will have them to sell (a data centre, a model provider).</param>
/// <param name="contract">The contract that it hedges with.</param>
/// <param name="targetLots">Net lots in the nearest whole month; fewer farther out.</param>
/// <param name="perThousand">How often it acts in the nearest month, in a thousand steps.</param>
public sealed class Hedger(FairValue value, Side side, string contract, long targetLots, int perThousand) : ITrader
{
    /// <inheritdoc/>
    public IEnumerable<Intent> Act(MarketPicture view, Random64 random)
    {
        foreach (var month in view.Months)
        {
            if (
                month.Contract != contract
                || !Trading.IsContinuous(month)
                || !random.Chance(perThousand * Trading.Busyness(view, month) / 1000)
            )
                continue;
            foreach (var own in month.OwnOrders)
                yield return new CancelIntent(month.Instrument, own.Order);
            var fair = value.Of(month, view.Day, view.Step);
            if (fair == 0)
                continue;

            // The target breathes with the calendar, so that hedges are also taken off again.
            var away = long.Max(0, month.Month.Index - ContractMonth.Of(view.Day).Index);
            var breath = 60 + (long)(Random64.Mix(targetLots, month.Month.Index, view.Day.Days / 4) % 41);
            var target = side.Sign() * targetLots * breath / 100 / (1 + away);
            var missing = target - month.Position;
            if (missing == 0)
                continue;
            var want = missing > 0 ? Side.Buy : Side.Sell;
            var lots = long.Min(long.Abs(missing), random.Between(1, 6));
            var farthest = fair + (want.Sign() * (fair / 50));
            var there =
                want == Side.Buy
                    ? month.BestAskLots > 0 && month.BestAsk <= farthest
                    : month.BestBidLots > 0 && month.BestBid >= farthest;
            if (there && random.Chance(600))
            {
                yield return Trading.Limit(
                    month,
                    want,
                    want == Side.Buy ? month.BestAsk : month.BestBid,
                    lots,
                    TimeInForce.FillAndKill
                );
            }
            else
            {
                var best =
                    want == Side.Buy ? (month.BestBidLots > 0 ? month.BestBid : fair)
                    : month.BestAskLots > 0 ? month.BestAsk
                    : fair;
                var limit = want == Side.Buy ? long.Min(best, farthest) : long.Max(best, farthest);
                yield return Trading.Limit(month, want, limit, lots);
            }
        }
    }
}

/// <summary>Trades small for no reason that the market can see, and takes its orders off again.</summary>
/// <param name="mostLots">It does not go beyond so many net lots in a month.</param>
/// <param name="perThousand">How often it acts in the nearest month, in a thousand steps.</param>
public sealed class Noise(long mostLots, int perThousand) : ITrader
{
    /// <inheritdoc/>
    public IEnumerable<Intent> Act(MarketPicture view, Random64 random)
    {
        foreach (var month in view.Months)
        {
            if (!Trading.IsOpen(month) || !random.Chance(perThousand * Trading.Busyness(view, month) / 1000))
                continue;
            if (month.OwnOrders.Count > 2)
            {
                yield return new CancelIntent(month.Instrument, month.OwnOrders[0].Order);
                continue;
            }

            var side =
                month.Position >= mostLots ? Side.Sell
                : month.Position <= -mostLots ? Side.Buy
                : random.Chance(500) ? Side.Buy
                : Side.Sell;
            var lots = random.Between(1, 3);
            var kind = random.Below(10);
            var other = side == Side.Buy ? month.BestAskLots : month.BestBidLots;
            if (kind < 3 && month.Phase == TradingPhase.Continuous && other > 0)
            {
                yield return new PlaceIntent(
                    month.Instrument,
                    side,
                    OrderType.Market,
                    TimeInForce.FillAndKill,
                    new(0),
                    new(lots)
                );
            }
            else if (kind == 3 && month.Phase == TradingPhase.Continuous && other > 0)
            {
                yield return Trading.Limit(
                    month,
                    side,
                    side == Side.Buy ? month.BestAsk : month.BestBid,
                    lots,
                    TimeInForce.FillOrKill
                );
            }
            else
            {
                var around = month.Last > 0 ? month.Last : month.PreviousSettlement;
                var away = random.Between(-2, 12) * long.Max(1, around / 2000);
                yield return Trading.Limit(month, side, around - (side.Sign() * away), lots);
            }
        }
    }
}
