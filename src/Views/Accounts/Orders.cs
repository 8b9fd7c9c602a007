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

    /// <summary>As it stands now, for those who keep it.</summary>
    internal LiveOrder Copy() => (LiveOrder)MemberwiseClone();
}

/// <summary>What an event did to an order.</summary>
public enum OrderChange : byte
{
    None = 0,
    Accepted = 1,

    /// <summary>It rests in the book from now on: after it was accepted, woke, or lost its place.</summary>
    Rested = 2,
    Filled = 3,
    Amended = 4,

    /// <summary>It became smaller without trading.</summary>
    Reduced = 5,

    /// <summary>A trade reached its stop price.</summary>
    Woken = 6,

    /// <summary>It left with lots that had not traded.</summary>
    Cancelled = 7,
}

/// <summary>An account's orders behind one event.</summary>
/// <param name="Ended">Those that the event's command had ended.</param>
internal sealed record OrdersImage(IReadOnlyList<LiveOrder> Live, IReadOnlyList<LiveOrder> Ended, long Command)
{
    public static OrdersImage Empty { get; } = new([], [], -1);
}

/// <summary>Live orders of all accounts. Whole at the end of each command's events.</summary>
public sealed class Orders : View
{
    private readonly Dictionary<long, LiveOrder> _orders = [];
    private readonly Dictionary<int, SortedDictionary<long, LiveOrder>> _byAccount = [];
    private readonly List<(LiveOrder Order, OrderChange Change)> _touched = new(2);

    // Orders that the present command has ended: the legs of a spread trade after the spread itself.
    private readonly List<LiveOrder> _ended = [];
    private long _command = -1;

    /// <summary>What the last event changed; an order that it ended is here for the last time.</summary>
    public IReadOnlyList<(LiveOrder Order, OrderChange Change)> Touched => _touched;

    /// <summary>All live orders.</summary>
    public int Count => _orders.Count;

    /// <summary>An account's live orders by number.</summary>
    public IReadOnlyCollection<LiveOrder> Of(AccountId account) =>
        _byAccount.TryGetValue(account.Value, out var orders) ? orders.Values : [];

    /// <summary>A live order; null when there is none of that number.</summary>
    public LiveOrder? Of(OrderId order) => _orders.GetValueOrDefault(order.Value);

    /// <summary>A live order, or one that the command of the last event has ended.</summary>
    internal LiveOrder? Known(OrderId order) =>
        order.Value == 0 ? null : Of(order) ?? _ended.FindLast(o => o.Order == order);

    /// <summary>Copies of an account's orders, to go on from elsewhere.</summary>
    internal OrdersImage ImageOf(AccountId account) =>
        new(
            [.. Of(account).Select(o => o.Copy())],
            [.. _ended.Where(o => o.Account == account).Select(o => o.Copy())],
            _command
        );

    /// <summary>Orders as they stood in an image.</summary>
    internal static Orders Stand(OrdersImage image)
    {
        var orders = new Orders { _command = image.Command };
        foreach (var order in image.Live)
            orders.Add(order.Copy());
        orders._ended.AddRange(image.Ended);
        return orders;
    }

    /// <summary>Folds an event of an account's orders where those of others are left out.</summary>
    internal void Follow(in LogEntry entry) => Fold(entry);

    protected override void Fold(in LogEntry entry)
    {
        _touched.Clear();
        if (entry.Cause != _command)
            _ended.Clear();
        _command = entry.Cause;
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
                var smaller = _orders[reduced.Order.Value];
                smaller.Remaining = reduced.Remaining.Lots;
                _touched.Add((smaller, OrderChange.Reduced));
                break;
            case MessageKind.OrderElected:
                var elected = _orders[entry.As<OrderElected>().Order.Value];
                (elected.Elected, elected.State) = (true, OrderState.Entering);
                _touched.Add((elected, OrderChange.Woken));
                break;
            case MessageKind.OrderCancelled:
                var cancelled = entry.As<OrderCancelled>();
                var gone = _orders[cancelled.Order.Value];
                Must.Hold(gone.Remaining == cancelled.Remaining.Lots);
                Remove(gone);
                _touched.Add((gone, OrderChange.Cancelled));
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
        Add(order);
        _touched.Add((order, OrderChange.Accepted));
    }

    private void Add(LiveOrder order)
    {
        _orders.Add(order.Order.Value, order);
        if (!_byAccount.TryGetValue(order.Account.Value, out var own))
            _byAccount.Add(order.Account.Value, own = []);
        own.Add(order.Order.Value, order);
    }

    private void Change(in BookChanged change)
    {
        // The last lots of an order trade before its removal from the book is told.
        if (!_orders.TryGetValue(change.Order.Value, out var order))
            return;
        order.Visible = change.Lots.Lots;
        if (change.Action is not (BookAction.Added or BookAction.AddedInFront))
            return;
        if (order.State != OrderState.Resting)
            _touched.Add((order, OrderChange.Rested));
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
        _touched.Add((order, OrderChange.Filled));
    }

    private void Amend(in OrderAmended amended)
    {
        var order = _orders[amended.Order.Value];
        if (order.Price is not null)
            order.Price = amended.Price;
        (order.Quantity, order.Remaining) = (amended.Quantity.Lots, amended.Remaining.Lots);
        if (amended.KeptPlace == 0 && order.State == OrderState.Resting)
            order.State = OrderState.Entering;
        _touched.Add((order, OrderChange.Amended));
    }

    private void Remove(LiveOrder order)
    {
        _orders.Remove(order.Order.Value);
        _byAccount[order.Account.Value].Remove(order.Order.Value);
        _ended.Add(order);
    }
}
