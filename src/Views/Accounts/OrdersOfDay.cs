// What became of each order of the day, by its number and by the participant's own ids: dead ones too.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>One fill of an order.</summary>
/// <param name="Trade">Zero for a spread: its legs have numbers.</param>
public readonly record struct OrderFill(TradeId Trade, Price Price, long Lots);

/// <summary>An order from its acceptance on.</summary>
public sealed class OrderFate
{
    private readonly List<OrderFill> _fills = [];

    public required OrderId Order { get; init; }

    public required AccountId Account { get; init; }

    public required InstrumentId Instrument { get; init; }

    /// <summary>The id that it was placed under.</summary>
    public required ClientOrderId ClientOrderId { get; init; }

    /// <summary>Sequence of the command that placed it.</summary>
    public required long Command { get; init; }

    /// <summary>All its lots, those traded included.</summary>
    public long Quantity { get; internal set; }

    public long Filled { get; internal set; }

    public long Remaining { get; internal set; }

    /// <summary>It waits in no book: a stop, or for the closing auction.</summary>
    public bool Sleeps { get; internal set; }

    /// <summary>Why it left with lots that did not trade; None: it lives, or all of it traded.</summary>
    public CancelReason Gone { get; internal set; }

    public bool Lives => Gone == CancelReason.None && Remaining > 0;

    public IReadOnlyList<OrderFill> Fills => _fills;

    /// <summary>Ids that name it: its own, and those of its replaces and cancels.</summary>
    internal List<ClientOrderId> Names { get; } = new(1);

    internal void Fill(in OrderFill fill)
    {
        _fills.Add(fill);
        Filled += fill.Lots;
        Remaining -= fill.Lots;
    }
}

/// <summary>Orders that live, and those that died since their calendar's day opened (rule IDN-002). Tables in many small
/// parts: one that grows at once would hold up whoever waits behind it.</summary>
public sealed class OrdersOfDay : View
{
    private const int Parts = 256;
    private readonly Dictionary<long, OrderFate>[] _orders = Made<long, OrderFate>();
    private readonly Dictionary<(int Account, ClientOrderId Id), OrderFate>[] _ids = Made<
        (int Account, ClientOrderId Id),
        OrderFate
    >();

    private List<OrderFate> _kept = [];

    // Calendar by instrument.
    private readonly SortedList<int, int> _calendars = [];

    /// <summary>Null: there was none of that number today.</summary>
    public OrderFate? Of(OrderId order) => PartOf(order).GetValueOrDefault(order.Value);

    /// <summary>The order that a request under this id was about today, whether it placed, replaced or cancelled it;
    /// null: none was taken.</summary>
    public OrderFate? Of(AccountId account, in ClientOrderId id) =>
        PartOf(account, id).GetValueOrDefault((account.Value, id));

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.InstrumentListed:
                var listed = Documents.Read<InstrumentDocument>(entry.Payload.Span);
                _calendars[listed.Instrument] = listed.Calendar;
                break;
            case MessageKind.DayOpened:
                Forget(entry.As<DayOpened>().Calendar);
                break;
            case MessageKind.OrderAccepted:
                Accept(entry.As<OrderAccepted>(), entry.Cause);
                break;
            case MessageKind.RequestTaken:
                var taken = entry.As<RequestTaken>();
                if (Of(taken.Order) is { } meant)
                    Name(meant, taken.Account, taken.ClientOrderId);
                break;
            case MessageKind.BookChanged:
                var change = entry.As<BookChanged>();
                if (change.Action is BookAction.Added or BookAction.AddedInFront && Of(change.Order) is { } resting)
                    resting.Sleeps = false;
                break;
            case MessageKind.Traded:
                var trade = entry.As<Traded>();
                Fill(trade.BuyOrder, trade.Instrument, new(trade.Trade, trade.Price, trade.Quantity.Lots));
                Fill(trade.SellOrder, trade.Instrument, new(trade.Trade, trade.Price, trade.Quantity.Lots));
                break;
            case MessageKind.SpreadTraded:
                var spread = entry.As<SpreadTraded>();
                Fill(spread.BuyOrder, spread.Instrument, new(default, spread.Price, spread.Lots.Lots));
                Fill(spread.SellOrder, spread.Instrument, new(default, spread.Price, spread.Lots.Lots));
                break;
            case MessageKind.OrderAmended:
                var amended = entry.As<OrderAmended>();
                if (Of(amended.Order) is { } changed)
                    (changed.Quantity, changed.Remaining) = (amended.Quantity.Lots, amended.Remaining.Lots);
                break;
            case MessageKind.OrderReduced:
                var reduced = entry.As<OrderReduced>();
                if (Of(reduced.Order) is { } smaller)
                    smaller.Remaining = reduced.Remaining.Lots;
                break;
            case MessageKind.OrderCancelled:
                var cancelled = entry.As<OrderCancelled>();
                if (Of(cancelled.Order) is { } gone)
                    (gone.Gone, gone.Remaining) = (cancelled.Reason, 0);
                break;
            default:
                break;
        }
    }

    private void Accept(in OrderAccepted accepted, long command)
    {
        var order = new OrderFate
        {
            Order = accepted.Order,
            Account = accepted.Account,
            Instrument = accepted.Instrument,
            ClientOrderId = accepted.ClientOrderId,
            Command = command,
            Quantity = accepted.Quantity.Lots,
            Remaining = accepted.Quantity.Lots,
            Sleeps =
                accepted.Type is OrderType.Stop or OrderType.StopLimit
                || accepted.TimeInForce == TimeInForce.AtTheClose,
        };
        PartOf(accepted.Order).Add(accepted.Order.Value, order);
        _kept.Add(order);
        // A quote's id is no identity: it may be used again.
        if ((accepted.Flags & OrderFlags.Quote) == 0)
            Name(order, accepted.Account, accepted.ClientOrderId);
    }

    // A leg names the order of its spread, whose lots are counted where the spread trades.
    private void Fill(OrderId order, InstrumentId instrument, in OrderFill fill)
    {
        if (Of(order) is { } fate && fate.Instrument == instrument)
            fate.Fill(fill);
    }

    private void Forget(int calendar)
    {
        var kept = new List<OrderFate>();
        foreach (var order in _kept)
        {
            if (order.Lives || _calendars[order.Instrument.Value] != calendar)
            {
                kept.Add(order);
                continue;
            }

            PartOf(order.Order).Remove(order.Order.Value);
            foreach (var id in order.Names)
            {
                var key = (order.Account.Value, id);
                if (PartOf(order.Account, id) is { } part && part.GetValueOrDefault(key) == order)
                    part.Remove(key);
            }
        }

        _kept = kept;
    }

    private void Name(OrderFate order, AccountId account, in ClientOrderId id)
    {
        PartOf(account, id)[(account.Value, id)] = order;
        order.Names.Add(id);
    }

    private Dictionary<long, OrderFate> PartOf(OrderId order) => _orders[order.Value & (Parts - 1)];

    private Dictionary<(int Account, ClientOrderId Id), OrderFate> PartOf(AccountId account, in ClientOrderId id) =>
        _ids[(account.Value ^ id.GetHashCode()) & (Parts - 1)];

    private static Dictionary<TKey, TValue>[] Made<TKey, TValue>()
        where TKey : notnull
    {
        var parts = new Dictionary<TKey, TValue>[Parts];
        for (var i = 0; i < Parts; i++)
            parts[i] = [];
        return parts;
    }
}
