// Each account's live orders, for the account alone: resting, asleep and quotes, with what others do not see.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>Where a live order stands.</summary>
public enum OrderState : byte
{
    None = 0,

    /// <summary>On its way in: only while the events of its command are told.</summary>
    Entering = 1,

    /// <summary>In the book.</summary>
    Resting = 2,

    /// <summary>A stop that no trade has reached.</summary>
    AwaitsStop = 3,

    /// <summary>Waits for the closing auction.</summary>
    AwaitsClose = 4,
}

/// <summary>A live order as its account sees it.</summary>
public sealed class LiveOrder
{
    public required OrderId Order { get; init; }

    public required AccountId Account { get; init; }

    public required InstrumentId Instrument { get; init; }

    public required ClientOrderId ClientOrderId { get; init; }

    public required Side Side { get; init; }

    /// <summary>As it was placed; a stop that woke keeps its type.</summary>
    public required OrderType Type { get; init; }

    public required TimeInForce TimeInForce { get; init; }

    public required OrderFlags Flags { get; init; }

    public required SelfMatch SelfMatch { get; init; }

    /// <summary>Zero for orders that are no stops.</summary>
    public required Price StopPrice { get; init; }

    /// <summary>Lots that others see at a time; zero: all of them.</summary>
    public required long Display { get; init; }

    public required TradingDate Expires { get; init; }

    /// <summary>When it was accepted.</summary>
    public required Instant Since { get; init; }

    /// <summary>Its limit; null for one that has none. A market-to-limit order has one as soon as it rests.</summary>
    public Price? Price { get; internal set; }

    /// <summary>All its lots, hidden ones and those traded included.</summary>
    public long Quantity { get; internal set; }

    /// <summary>Lots that have neither traded nor been taken off, hidden ones included.</summary>
    public long Remaining { get; internal set; }

    /// <summary>Lots that others see now; zero unless it rests.</summary>
    public long Visible { get; internal set; }

    public long Filled { get; internal set; }

    public OrderState State { get; internal set; }

    /// <summary>It is a stop that woke.</summary>
    public bool Elected { get; internal set; }

    /// <summary>It is in no book yet, and others do not see it.</summary>
    public bool Sleeps => State is OrderState.AwaitsStop or OrderState.AwaitsClose;

    public bool IsQuote => (Flags & OrderFlags.Quote) != 0;
}

/// <summary>Live orders of all accounts. Whole at the end of each command's events.</summary>
public sealed class Orders : View
{
    private readonly Dictionary<long, LiveOrder> _orders = [];
    private readonly Dictionary<int, SortedDictionary<long, LiveOrder>> _byAccount = [];

    /// <summary>All live orders.</summary>
    public int Count => _orders.Count;

    /// <summary>An account's live orders by number.</summary>
    public IReadOnlyCollection<LiveOrder> Of(AccountId account) =>
        _byAccount.TryGetValue(account.Value, out var orders) ? orders.Values : [];

    /// <summary>A live order; null when there is none of that number.</summary>
    public LiveOrder? Of(OrderId order) => _orders.GetValueOrDefault(order.Value);

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.OrderAccepted:
                Accept(entry.As<OrderAccepted>(), entry.Time);
                break;
            case MessageKind.BookChanged:
                Change(entry.As<BookChanged>());
                break;
            case MessageKind.Traded:
                var trade = entry.As<Traded>();
                Fill(trade.BuyOrder, trade.Instrument, trade.Quantity.Lots);
                Fill(trade.SellOrder, trade.Instrument, trade.Quantity.Lots);
                break;
            case MessageKind.SpreadTraded:
                var spread = entry.As<SpreadTraded>();
                Fill(spread.BuyOrder, spread.Instrument, spread.Lots.Lots);
                Fill(spread.SellOrder, spread.Instrument, spread.Lots.Lots);
                break;
            case MessageKind.OrderAmended:
                Amend(entry.As<OrderAmended>());
                break;
            case MessageKind.OrderReduced:
                var reduced = entry.As<OrderReduced>();
                _orders[reduced.Order.Value].Remaining = reduced.Remaining.Lots;
                break;
            case MessageKind.OrderElected:
                var elected = _orders[entry.As<OrderElected>().Order.Value];
                (elected.Elected, elected.State) = (true, OrderState.Entering);
                break;
            case MessageKind.OrderCancelled:
                var cancelled = entry.As<OrderCancelled>();
                var gone = _orders[cancelled.Order.Value];
                Must.Hold(gone.Remaining == cancelled.Remaining.Lots);
                Remove(gone);
                break;
            default:
                break;
        }
    }

    private void Accept(in OrderAccepted a, Instant time)
    {
        var limited = a.Type is OrderType.Limit or OrderType.StopLimit;
        var order = new LiveOrder
        {
            Order = a.Order,
            Account = a.Account,
            Instrument = a.Instrument,
            ClientOrderId = a.ClientOrderId,
            Side = a.Side,
            Type = a.Type,
            TimeInForce = a.TimeInForce,
            Flags = a.Flags,
            SelfMatch = a.SelfMatch,
            StopPrice = a.StopPrice,
            Display = a.Display.Lots,
            Expires = a.Expires,
            Since = time,
            Price = limited ? a.Price : null,
            Quantity = a.Quantity.Lots,
            Remaining = a.Quantity.Lots,
            State =
                a.Type is OrderType.Stop or OrderType.StopLimit ? OrderState.AwaitsStop
                : a.TimeInForce == TimeInForce.AtTheClose ? OrderState.AwaitsClose
                : OrderState.Entering,
        };
        _orders.Add(a.Order.Value, order);
        if (!_byAccount.TryGetValue(a.Account.Value, out var own))
            _byAccount.Add(a.Account.Value, own = []);
        own.Add(a.Order.Value, order);
    }

    private void Change(in BookChanged change)
    {
        // The last lots of an order trade before its removal from the book is told.
        if (!_orders.TryGetValue(change.Order.Value, out var order))
            return;
        order.Visible = change.Lots.Lots;
        if (change.Action is not (BookAction.Added or BookAction.AddedInFront))
            return;
        (order.State, order.Price) = (OrderState.Resting, change.Price);
    }

    private void Fill(OrderId id, InstrumentId instrument, long lots)
    {
        // A leg names the order of its spread, whose lots are counted where the spread trades; an implied spread
        // names one order only.
        if (!_orders.TryGetValue(id.Value, out var order) || order.Instrument != instrument)
            return;
        order.Remaining -= lots;
        order.Filled += lots;
        Must.Hold(order.Remaining >= 0);
        if (order.Remaining == 0)
            Remove(order);
    }

    private void Amend(in OrderAmended amended)
    {
        var order = _orders[amended.Order.Value];
        if (order.Price is not null)
            order.Price = amended.Price;
        (order.Quantity, order.Remaining) = (amended.Quantity.Lots, amended.Remaining.Lots);
        if (amended.KeptPlace == 0 && order.State == OrderState.Resting)
            order.State = OrderState.Entering;
    }

    private void Remove(LiveOrder order)
    {
        _orders.Remove(order.Order.Value);
        _byAccount[order.Account.Value].Remove(order.Order.Value);
    }
}
