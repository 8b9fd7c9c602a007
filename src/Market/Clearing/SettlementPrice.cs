// The day's settlement price: what the trades of the day paid on average, rounded as the contract says.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Clearing;

/// <summary>Daily settlement prices (rule STL-001).</summary>
public static class SettlementPrice
{
    /// <summary>The volume-weighted price, sum(price * lots) / sum(lots), in whole ticks.</summary>
    /// <param name="ticksTimesLots">Sum over the trades of price in ticks times lots.</param>
    /// <param name="lots">Sum over the trades of lots; above zero. Both sums may carry one common factor: only their ratio counts.</param>
    /// <param name="mode">How the contract rounds to the tick.</param>
    public static long VolumeWeighted(Int128 ticksTimesLots, long lots, RoundingMode mode)
    {
        Must.Hold(lots > 0);
        return Rounding.ToLong(ticksTimesLots, lots, mode);
    }
}
