// Sums of the trades near the close, kept only where a contract's settlement asks for them.
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>What the last-hour and closing-window steps need (rules STL-004 to STL-006).</summary>
internal static class ClosingTrades
{
    private const long Hour = 3600 * Instant.PerSecond;

    /// <summary>A trade of the instrument, month or spread, at a price that was found.</summary>
    public static void Count(State state, Instrument instrument, Price price, long lots)
    {
        var left = state.ClockOf(instrument).TradingTimeLeft(state.Now);
        if (left <= instrument.Spec.SettlementWindowSeconds * Instant.PerSecond)
        {
            instrument.WindowTicksTimesLots += (Int128)price.Ticks * lots;
            instrument.WindowLots += lots;
        }

        if (!instrument.Spec.SettlesOnLastHour)
            return;
        // Hours before the close: 0 is the last one. They only fall, and a later one makes those before it nothing.
        var hour = left == 0 ? 0 : (int)((left - 1) / Hour);
        if (instrument.HourLots == 0 || hour < instrument.HoursLeft)
            (instrument.HoursLeft, instrument.HourTicksTimesLots, instrument.HourLots) = (hour, 0, 0);
        instrument.HourTicksTimesLots += (Int128)price.Ticks * lots;
        instrument.HourLots += lots;
    }

    public static void Clear(Instrument instrument)
    {
        (instrument.WindowTicksTimesLots, instrument.WindowLots) = (0, 0);
        (instrument.HoursLeft, instrument.HourTicksTimesLots, instrument.HourLots) = (0, 0, 0);
    }
}
