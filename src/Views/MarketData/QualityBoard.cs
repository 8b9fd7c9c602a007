// How good each month's market is, how far its makers quote it, and when it last stood at its price limit.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.MarketData;

/// <summary>A trade at the price limit.</summary>
/// <param name="Upper">At the higher limit, not at the lower one.</param>
public readonly record struct LimitTouch(Instant Time, Price Price, bool Upper);

/// <summary>A maker in one month on one trading day.</summary>
public sealed class MakerQuality
{
    /// <summary>Of its best prices.</summary>
    public QuotedTime Quoted { get; internal set; } = new();

    /// <summary>Trades in which it was on either side.</summary>
    public long Trades { get; internal set; }

    public long TradedLots { get; internal set; }

    /// <summary>Orders that were accepted.</summary>
    public long Orders { get; internal set; }

    /// <summary>Orders that left with lots that had not traded.</summary>
    public long Cancelled { get; internal set; }

    internal void Begin()
    {
        Quoted = Quoted.Next();
        (Trades, TradedLots, Orders, Cancelled) = (0, 0, 0, 0);
    }
}

/// <summary>A month on one trading day.</summary>
public sealed class MarketQuality
{
    /// <summary>The day that is counted; default before the first.</summary>
    public TradingDate Day { get; internal set; }

    /// <summary>Of the best prices of all.</summary>
    public QuotedTime Quoted { get; internal set; } = new();

    public long Trades { get; internal set; }

    /// <summary>The last trade at a limit of its day, of whatever day; null: there was none.</summary>
    public LimitTouch? Touched { get; internal set; }

    internal Price Low { get; set; }

    internal Price High { get; set; }

    internal SortedDictionary<int, MakerQuality> Makers { get; } = [];
}

/// <summary>Counts from the market's events alone. A maker is an account that was opened as one.</summary>
/// <param name="ladders">Folded before it.</param>
public sealed class QualityBoard(Books books, MakerLadders ladders) : View
{
    private readonly List<MarketQuality> _markets = [];
    private Instant _time;

    /// <summary>Of the last event: everything is counted until it.</summary>
    public Instant Time => _time;

    /// <summary>A month, counted until the last event.</summary>
    public MarketQuality Of(InstrumentId instrument)
    {
        var market = Find(instrument);
        market.Quoted.Go(_time);
        return market;
    }

    /// <summary>Makers that had an order in the month on its day, by account, counted until the last event.</summary>
    public IReadOnlyCollection<KeyValuePair<int, MakerQuality>> MakersOf(InstrumentId instrument)
    {
        var market = Find(instrument);
        foreach (var maker in market.Makers.Values)
            maker.Quoted.Go(_time);
        return market.Makers;
    }

    protected override void Fold(in LogEntry entry)
    {
        _time = entry.Time;
        switch (entry.Kind)
        {
            case MessageKind.BandSet:
                Begin(entry.As<BandSet>());
                break;
            case MessageKind.StateChanged:
                var state = entry.As<StateChanged>();
                Open(Of(state.Instrument), state.Instrument, state.Phase == TradingPhase.Continuous);
                break;
            case MessageKind.BookChanged:
                Change(entry.As<BookChanged>());
                break;
            case MessageKind.Traded:
                Trade(entry.As<Traded>());
                break;
            case MessageKind.OrderAccepted:
                var accepted = entry.As<OrderAccepted>();
                if (ladders.IsMaker(accepted.Account.Value))
                    MakerOf(accepted.Account.Value, accepted.Instrument).Orders++;
                break;
            case MessageKind.OrderCancelled:
                var cancelled = entry.As<OrderCancelled>();
                if (ladders.IsMaker(cancelled.Account.Value))
                    MakerOf(cancelled.Account.Value, cancelled.Instrument).Cancelled++;
                break;
            default:
                break;
        }
    }

    private void Begin(in BandSet band)
    {
        var market = Of(band.Instrument);
        (market.Low, market.High) = (band.Low, band.High);
        if (market.Day == band.Day)
            return;
        (market.Day, market.Trades, market.Quoted) = (band.Day, 0, market.Quoted.Next());
        foreach (var (_, maker) in MakersOf(band.Instrument))
            maker.Begin();
    }

    private void Open(MarketQuality market, InstrumentId instrument, bool open)
    {
        market.Quoted.Set(open);
        foreach (var (_, maker) in MakersOf(instrument))
            maker.Quoted.Set(open);
    }

    private void Change(in BookChanged change)
    {
        var market = Of(change.Instrument);
        market.Quoted.Set(books.Best(change.Instrument, Side.Buy), books.Best(change.Instrument, Side.Sell));
        if (ladders.Touched is not { } ladder)
            return;
        var quoted = MakerOf(ladder.Account, change.Instrument).Quoted;
        quoted.Go(_time);
        quoted.Set(ladder.Bids.Best, ladder.Asks.Best);
    }

    private void Trade(in Traded trade)
    {
        var market = Of(trade.Instrument);
        market.Trades++;
        // The legs of spreads at agreed prices touch no limit.
        if (trade.Origin != TradeOrigin.SpreadLeg && (trade.Price == market.High || trade.Price == market.Low))
            market.Touched = new(_time, trade.Price, trade.Price == market.High);
        Count(trade.Buyer.Value, trade);
        if (trade.Seller != trade.Buyer)
            Count(trade.Seller.Value, trade);
    }

    private void Count(int account, in Traded trade)
    {
        if (!ladders.IsMaker(account))
            return;
        var maker = MakerOf(account, trade.Instrument);
        maker.Trades++;
        maker.TradedLots += trade.Quantity.Lots;
    }

    private MarketQuality Find(InstrumentId instrument)
    {
        while (_markets.Count < instrument.Value)
            _markets.Add(new());
        return _markets[instrument.Value - 1];
    }

    // A maker that comes later in the day was not there before: the time is the market's.
    private MakerQuality MakerOf(int account, InstrumentId instrument)
    {
        var market = Of(instrument);
        if (!market.Makers.TryGetValue(account, out var maker))
        {
            market.Makers.Add(account, maker = new());
            maker.Quoted.Go(_time);
            maker.Quoted.Set(market.Quoted.IsOpen);
        }

        return maker;
    }
}
