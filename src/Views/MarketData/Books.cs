// Live orders and depth, rebuilt from events alone.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.MarketData;

/// <summary>An order that rests.</summary>
/// <param name="Lots">What is left of it.</param>
/// <param name="Entered">What it asked for.</param>
public readonly record struct LiveOrder(
    OrderId Order,
    AccountId Account,
    InstrumentId Instrument,
    Side Side,
    Price Price,
    long Lots,
    ClientOrderId ClientOrderId,
    Instant Since,
    long Entered
);

/// <summary>One price of one side.</summary>
public readonly record struct DepthLevel(Price Price, long Lots, int Orders);

/// <summary>Order books of all instruments. True at the end of each command's events; inside them a book may look crossed.</summary>
public sealed class Books : View
{
    private readonly Dictionary<long, LiveOrder> _orders = [];
    private readonly Dictionary<int, SortedDictionary<long, LiveOrder>> _byAccount = [];
    private readonly List<Book> _books = [];

    /// <summary>Best first; at most so many levels.</summary>
    public IReadOnlyList<DepthLevel> Depth(InstrumentId instrument, Side side, int levels)
    {
        if (instrument.Value > _books.Count)
            return [];
        var half = _books[instrument.Value - 1].Of(side);
        var depth = new List<DepthLevel>(int.Min(levels, half.Count));
        foreach (var (key, level) in half)
        {
            if (depth.Count == levels)
                break;
            depth.Add(new(new(side == Side.Buy ? -key : key), level.Lots, level.Orders));
        }

        return depth;
    }

    /// <summary>The best level of a side; null when the side is empty.</summary>
    public DepthLevel? Best(InstrumentId instrument, Side side)
    {
        if (instrument.Value > _books.Count)
            return null;
        foreach (var (key, level) in _books[instrument.Value - 1].Of(side))
            return new(new(side == Side.Buy ? -key : key), level.Lots, level.Orders);
        return null;
    }

    /// <summary>An account's resting orders, oldest first.</summary>
    public IReadOnlyCollection<LiveOrder> OrdersOf(AccountId account) =>
        _byAccount.TryGetValue(account.Value, out var orders) ? orders.Values : [];

    public bool TryOrder(OrderId order, out LiveOrder live) => _orders.TryGetValue(order.Value, out live);

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.InstrumentListed:
                _books.Add(new());
                break;
            case MessageKind.OrderAccepted:
                Add(entry.As<OrderAccepted>(), entry.Time);
                break;
            case MessageKind.Traded:
                var trade = entry.As<Traded>();
                Reduce(trade.BuyOrder, trade.Quantity.Lots);
                Reduce(trade.SellOrder, trade.Quantity.Lots);
                break;
            case MessageKind.OrderCancelled:
                var cancelled = entry.As<OrderCancelled>();
                Reduce(cancelled.Order, cancelled.Remaining.Lots);
                break;
            default:
                break;
        }
    }

    private void Add(in OrderAccepted a, Instant time)
    {
        var order = new LiveOrder(
            a.Order,
            a.Account,
            a.Instrument,
            a.Side,
            a.Price,
            a.Quantity.Lots,
            a.ClientOrderId,
            time,
            a.Quantity.Lots
        );
        _orders.Add(a.Order.Value, order);
        if (!_byAccount.TryGetValue(a.Account.Value, out var own))
            _byAccount.Add(a.Account.Value, own = []);
        own.Add(a.Order.Value, order);
        _books[a.Instrument.Value - 1].Change(a.Side, a.Price, a.Quantity.Lots, 1);
    }

    private void Reduce(OrderId id, long lots)
    {
        var order = _orders[id.Value];
        var left = order with { Lots = order.Lots - lots };
        Must.Hold(left.Lots >= 0);
        _books[order.Instrument.Value - 1].Change(order.Side, order.Price, -lots, left.Lots == 0 ? -1 : 0);
        if (left.Lots == 0)
        {
            _orders.Remove(id.Value);
            _byAccount[order.Account.Value].Remove(id.Value);
            return;
        }

        _orders[id.Value] = left;
        _byAccount[order.Account.Value][id.Value] = left;
    }

    /// <summary>Levels by key: the negative price for bids, so that both sides walk best first.</summary>
    private sealed class Book
    {
        private readonly SortedDictionary<long, (long Lots, int Orders)> _bids = [];
        private readonly SortedDictionary<long, (long Lots, int Orders)> _asks = [];

        public SortedDictionary<long, (long Lots, int Orders)> Of(Side side) => side == Side.Buy ? _bids : _asks;

        public void Change(Side side, Price price, long lots, int orders)
        {
            var half = Of(side);
            var key = side == Side.Buy ? -price.Ticks : price.Ticks;
            half.TryGetValue(key, out var level);
            level = (level.Lots + lots, level.Orders + orders);
            if (level.Orders == 0)
                half.Remove(key);
            else
                half[key] = level;
        }
    }
}
