// Draws each trader's picture from the market's events: depth, last prices, prints, own positions and own orders.
using System.Globalization;
using System.Text;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Auditing;

namespace Tokenbourse.Sim.Traders;

/// <summary>A fold over the event log for the laboratory: what a participant can know of the market and of itself.</summary>
public sealed class PictureBook
{
    private readonly List<Month> _months = [];
    private readonly Dictionary<long, Resting> _orders = [];
    private readonly SortedList<string, List<(int Day, long Value, int Decimals)>> _prints = new(
        StringComparer.Ordinal
    );

    /// <summary>The trading day of each calendar by its number; absent before its first day opens.</summary>
    public SortedList<int, TradingDate> Days { get; } = [];

    /// <summary>The phase of each calendar by its number.</summary>
    public SortedList<int, TradingPhase> Phases { get; } = [];

    /// <summary>Folds one entry of the event log.</summary>
    public void Apply(in LogEntry entry) => Apply(Happening.Of(entry));

    public void Apply(Happening happening)
    {
        switch (happening.Kind)
        {
            case MessageKind.InstrumentListed:
                List(Documents.Read<InstrumentDocument>(Encoding.UTF8.GetBytes(happening.As<string>())));
                break;
            case MessageKind.DayOpened:
                Days[happening.As<DayOpened>().Calendar] = happening.As<DayOpened>().Day;
                break;
            case MessageKind.PhaseChanged:
                Phases[happening.As<PhaseChanged>().Calendar] = happening.As<PhaseChanged>().Phase;
                break;
            case MessageKind.PrintTaken:
                var print = happening.As<PrintTaken>();
                Print(print);
                break;
            case MessageKind.BandSet:
                var band = happening.As<BandSet>();
                var month = Of(band.Instrument);
                month.Banded = true;
                (month.Low, month.High, month.Previous) = (band.Low.Ticks, band.High.Ticks, band.Reference.Ticks);
                if (month.Day != band.Day)
                    (month.Day, month.Last) = (band.Day, 0);
                break;
            case MessageKind.InstrumentExpired:
                Of(happening.As<InstrumentExpired>().Instrument).Expired = true;
                break;
            case MessageKind.OrderAccepted:
                var order = happening.As<OrderAccepted>();
                if (order.Type != OrderType.Limit)
                    break;
                _orders[order.Order.Value] = new(
                    order.Instrument.Value,
                    order.Account.Value,
                    new(order.Order, order.Side, order.Price.Ticks, order.Quantity.Lots)
                );
                Change(order.Order.Value, order.Quantity.Lots, order.Quantity.Lots);
                break;
            case MessageKind.OrderCancelled:
                Remove(happening.As<OrderCancelled>().Order.Value);
                break;
            case MessageKind.Traded:
                Trade(happening.As<Traded>());
                break;
            case MessageKind.SpreadTraded:
                var spread = happening.As<SpreadTraded>();
                Reduce(spread.BuyOrder.Value, spread.Instrument, spread.Lots.Lots);
                Reduce(spread.SellOrder.Value, spread.Instrument, spread.Lots.Lots);
                break;
            case MessageKind.StateChanged:
                var state = happening.As<StateChanged>();
                Of(state.Instrument).Phase = state.Phase;
                break;
        }
    }

    /// <summary>The months of a calendar that is in a trading day, as the account sees them.</summary>
    /// <param name="spreads">The spreads of the calendar too, whatever calendar their far legs have.</param>
    public MarketPicture Of(AccountId account, Instant time, int calendar, int step, bool spreads = false)
    {
        var day = Days[calendar];
        var listed = _months.Where(m => !m.Expired && m.Banded && m.Document.Calendar == calendar).ToList();
        var months = listed.Where(m => m.Document.Spread is null).Select(m => Draw(m, account.Value));
        var picture = new MarketPicture(time, day, step, [.. months]);
        return spreads
            ? picture with
            {
                Spreads =
                [
                    .. listed.Where(m => m.Document.Spread is not null).Select(m => DrawSpread(m, account.Value)),
                ],
            }
            : picture;
    }

    private MonthPicture Draw(Month m, int account)
    {
        var (bid, bidLots, ask, askLots) = m.Best;
        var (mean, known) = MeanOf(m);
        var all = m.LastDay.Days - m.ContractMonth.First.Days + 1;
        return new(
            new(m.Document.Instrument),
            m.Document.Symbol,
            m.Document.Contract,
            m.ContractMonth,
            Phases.GetValueOrDefault(m.Document.Calendar),
            m.Low,
            m.High,
            bid,
            bidLots,
            ask,
            askLots,
            m.Last,
            m.Previous,
            Index(m),
            mean,
            known,
            all,
            int.Max(0, m.LastDay.Days - Days[m.Document.Calendar].Days),
            m.Positions.GetValueOrDefault(account),
            OwnOrders(m, account)
        );
    }

    private SpreadPicture DrawSpread(Month m, int account)
    {
        var (bid, bidLots, ask, askLots) = m.Best;
        var terms = m.Document.Spread!;
        return new(
            new(m.Document.Instrument),
            m.Document.Symbol,
            terms,
            Draw(Of(new(terms.Near)), account),
            Draw(Of(new(terms.Far)), account),
            m.Phase,
            m.Low,
            m.High,
            bid,
            bidLots,
            ask,
            askLots,
            OwnOrders(m, account)
        );
    }

    private List<OwnOrder> OwnOrders(Month m, int account) =>
        m.Own.GetValueOrDefault(account) is { } own ? [.. own.Select(o => _orders[o].Order)] : [];

    // Prints come in order of their days; a later print of the same day takes the place of the earlier.
    private void Print(PrintTaken print)
    {
        if (!_prints.TryGetValue(print.Index.ToString(), out var prints))
            _prints.Add(print.Index.ToString(), prints = []);
        if (prints.Count > 0 && prints[^1].Day == print.Day.Days)
            prints.RemoveAt(prints.Count - 1);
        prints.Add((print.Day.Days, print.Value, print.Decimals));
    }

    private long Index(Month m) => _prints.TryGetValue(m.Document.Index, out var prints) ? Ticks(m, prints[^1]) : 0;

    private (long Mean, int Known) MeanOf(Month m)
    {
        long sum = 0;
        var known = 0;
        if (!_prints.TryGetValue(m.Document.Index, out var prints))
            return (0, 0);
        for (var i = prints.Count - 1; i >= 0 && prints[i].Day >= m.ContractMonth.First.Days; i--)
        {
            if (prints[i].Day > m.LastDay.Days)
                continue;
            sum += Ticks(m, prints[i]);
            known++;
        }

        return known == 0 ? (0, 0) : (sum / known, known);
    }

    private static long Ticks(Month m, (int Day, long Value, int Decimals) print)
    {
        decimal value = print.Value;
        for (var i = 0; i < print.Decimals; i++)
            value /= 10m;
        return (long)decimal.Truncate(value / m.Document.TickSize);
    }

    private void List(InstrumentDocument document)
    {
        Must.Hold(document.Instrument == _months.Count + 1);
        Must.Hold(TradingDate.TryParse(document.LastTradingDay, out var last));
        var year = int.Parse(document.Month.AsSpan(0, 4), CultureInfo.InvariantCulture);
        var month = int.Parse(document.Month.AsSpan(5, 2), CultureInfo.InvariantCulture);
        _months.Add(new(document, ContractMonth.Of(year, month), last));
    }

    private Month Of(InstrumentId instrument) => _months[instrument.Value - 1];

    private void Trade(Traded trade)
    {
        var month = Of(trade.Instrument);
        // Agreed prices of spread legs are not discovered.
        if (trade.Origin != TradeOrigin.SpreadLeg)
            month.Last = trade.Price.Ticks;
        month.Positions[trade.Buyer.Value] = month.Positions.GetValueOrDefault(trade.Buyer.Value) + trade.Quantity.Lots;
        month.Positions[trade.Seller.Value] =
            month.Positions.GetValueOrDefault(trade.Seller.Value) - trade.Quantity.Lots;
        Reduce(trade.BuyOrder.Value, trade.Instrument, trade.Quantity.Lots);
        Reduce(trade.SellOrder.Value, trade.Instrument, trade.Quantity.Lots);
    }

    // A leg names the order of its spread, which is counted where the spread trades.
    private void Reduce(long id, InstrumentId instrument, long lots)
    {
        if (!_orders.TryGetValue(id, out var resting) || resting.Instrument != instrument.Value)
            return;
        if (resting.Order.Lots == lots)
            Remove(id);
        else
            Change(id, -lots, resting.Order.Lots - lots);
    }

    private void Remove(long id)
    {
        if (_orders.TryGetValue(id, out var resting))
            Change(id, -resting.Order.Lots, 0);
    }

    private void Change(long id, long depth, long left)
    {
        var resting = _orders[id];
        var month = _months[resting.Instrument - 1];
        var side = resting.Order.Side == Side.Buy ? month.Bids : month.Asks;
        var there = side.GetValueOrDefault(resting.Order.Ticks) + depth;
        if (there == 0)
            side.Remove(resting.Order.Ticks);
        else
            side[resting.Order.Ticks] = there;
        if (!month.Own.TryGetValue(resting.Account, out var own))
            month.Own[resting.Account] = own = [];
        if (left == 0)
        {
            own.Remove(id);
            _orders.Remove(id);
            return;
        }

        own.Add(id);
        _orders[id] = resting with { Order = resting.Order with { Lots = left } };
    }

    private sealed record Resting(int Instrument, int Account, OwnOrder Order);

    private sealed class Month(InstrumentDocument document, ContractMonth month, TradingDate lastDay)
    {
        public InstrumentDocument Document { get; } = document;

        public ContractMonth ContractMonth { get; } = month;

        public TradingDate LastDay { get; } = lastDay;

        public bool Expired { get; set; }

        /// <summary>Its first day has opened.</summary>
        public bool Banded { get; set; }

        /// <summary>The trading day of the band.</summary>
        public TradingDate Day { get; set; }

        /// <summary>As last told.</summary>
        public TradingPhase Phase { get; set; }

        public long Low { get; set; }

        public long High { get; set; }

        public long Previous { get; set; }

        public long Last { get; set; }

        public SortedList<long, long> Bids { get; } = [];

        public SortedList<long, long> Asks { get; } = [];

        /// <summary>Best prices with their lots; zero lots: nobody is there.</summary>
        public (long Bid, long BidLots, long Ask, long AskLots) Best =>
            (
                Bids.Count > 0 ? Bids.Keys[^1] : 0,
                Bids.Count > 0 ? Bids.Values[^1] : 0,
                Asks.Count > 0 ? Asks.Keys[0] : 0,
                Asks.Count > 0 ? Asks.Values[0] : 0
            );

        public SortedList<int, long> Positions { get; } = [];

        public SortedList<int, SortedSet<long>> Own { get; } = [];
    }
}
