// The day of one instrument in numbers.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.MarketData;

/// <summary>
/// Statistics of the trading day, from its opening on. Legs of spreads at agreed prices
/// (<see cref="TradeOrigin.SpreadLeg"/>) count as volume,
/// turnover and open interest; open, high, low, last and the average heed discovered prices only.
/// </summary>
public sealed class DayStatistics
{
    private TradingDate _day;

    /// <summary>Settlement of the day before, on the first day the listing reference; null before the first
    /// opening.</summary>
    public Price? PreviousSettlement { get; private set; }

    /// <summary>First price of the day; null before it.</summary>
    public Price? Open { get; private set; }

    public Price? High { get; private set; }

    public Price? Low { get; private set; }

    /// <summary>Newest price of the newest day that traded; null before the first trade ever.</summary>
    public Price? Last { get; private set; }

    public long LastLots { get; private set; }

    /// <summary>Lots of the day, each trade counted once.</summary>
    public long Volume { get; private set; }

    public long Trades { get; private set; }

    /// <summary>Lots of the day at discovered prices.</summary>
    public long DiscoveredLots { get; private set; }

    /// <summary>Sum of ticks times lots at discovered prices: divided by <see cref="DiscoveredLots"/> it is the
    /// average price in ticks.</summary>
    public Int128 TicksTimesLots { get; private set; }

    /// <summary>Worth of all lots traded today, minor units.</summary>
    public Int128 TurnoverMinor { get; private set; }

    /// <summary>Lots that are open, one side counted.</summary>
    public long OpenInterest { get; private set; }

    /// <summary>By how much open interest changed since the day's opening.</summary>
    public long OpenInterestChange { get; private set; }

    internal void Begin(in BandSet band)
    {
        PreviousSettlement = band.Reference;
        // Other limits within the day begin nothing.
        if (_day == band.Day)
            return;
        _day = band.Day;
        (Open, High, Low) = (null, null, null);
        (Volume, Trades, DiscoveredLots, TicksTimesLots, TurnoverMinor) = (0, 0, 0, 0, 0);
        OpenInterestChange = 0;
    }

    internal void Add(in Traded trade, long tickValueMinor)
    {
        var change = TradeNatures.OpenInterestChange(trade);
        OpenInterest += change;
        OpenInterestChange += change;
        Must.Hold(OpenInterest >= 0);
        Count(trade.Price, trade.Quantity.Lots, tickValueMinor);
        if (trade.Origin != TradeOrigin.SpreadLeg)
            Discover(trade.Price, trade.Quantity.Lots);
    }

    internal void Add(in SpreadTraded trade)
    {
        // What a spread is worth is counted where its legs trade.
        Count(trade.Price, trade.Lots.Lots, 0);
        Discover(trade.Price, trade.Lots.Lots);
    }

    /// <summary>Lots that were reduced by force: gone on both sides, not traded.</summary>
    internal void Reduce(long lots)
    {
        OpenInterest -= lots;
        OpenInterestChange -= lots;
        Must.Hold(OpenInterest >= 0);
    }

    internal void Expire() => OpenInterest = 0;

    private void Count(Price price, long lots, long tickValueMinor)
    {
        Volume += lots;
        Trades++;
        TurnoverMinor += (Int128)price.Ticks * lots * tickValueMinor;
    }

    private void Discover(Price price, long lots)
    {
        Open ??= price;
        High = High is { } high && high > price ? high : price;
        Low = Low is { } low && low < price ? low : price;
        (Last, LastLots) = (price, lots);
        DiscoveredLots += lots;
        TicksTimesLots += (Int128)price.Ticks * lots;
    }
}
