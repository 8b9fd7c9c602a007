// What each durable event says of orders that somebody follows, a report a step: the same for the session of an order
// and for its drop copy.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks.Orders;

/// <summary>Gets each report.</summary>
internal delegate void OrderTold(in LogEntry entry, in OrderReport report);

/// <summary>Folds and tells. For one thread at a time.</summary>
/// <param name="fold">The orders that are followed.</param>
/// <param name="instruments">Legs of spreads among them.</param>
/// <param name="told">Where reports go.</param>
internal sealed class OrderSteps(OrderFold fold, FixInstruments instruments, OrderTold told)
{
    // The cancel or replace with an identity whose doing follows.
    private RequestTaken _taken;
    private long _takenBy = -1;

    /// <summary>Finds an order that is not followed, of which this event is to be told all the same; null:
    /// nobody does.</summary>
    public Func<OrderId, FixOrder?>? Others { get; init; }

    /// <summary>The order that the newest cancel or replace with an identity is about.</summary>
    public OrderId Asked => _taken.Order;

    /// <summary>An order that is followed from here on.</summary>
    public void Accepted(in LogEntry entry, FixOrder order) => told(entry, New(entry, order, '0', '0'));

    /// <summary>Anything that comes after.</summary>
    public void Take(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.Traded:
                Traded(entry, entry.As<Traded>());
                break;
            case MessageKind.SpreadTraded:
                var spread = entry.As<SpreadTraded>();
                Filled(entry, Side.Buy, spread.BuyOrder, spread.Price, spread.Lots.Lots, 0);
                Filled(entry, Side.Sell, spread.SellOrder, spread.Price, spread.Lots.Lots, 0);
                break;
            case MessageKind.RequestTaken:
                (_taken, _takenBy) = (entry.As<RequestTaken>(), entry.Cause);
                break;
            case MessageKind.OrderCancelled:
                Cancelled(entry, entry.As<OrderCancelled>());
                break;
            case MessageKind.OrderAmended:
                Amended(entry, entry.As<OrderAmended>());
                break;
            case MessageKind.OrderReduced:
                Reduced(entry, entry.As<OrderReduced>());
                break;
            case MessageKind.OrderElected:
                if (fold.Of(entry.As<OrderElected>().Order) is { } woken)
                    told(entry, New(entry, woken, 'D', woken.Status) with { Restated = 99, Text = "stop triggered" });
                break;
            default:
                break;
        }
    }

    /// <summary>A trade, by whatever event it is told.</summary>
    public void Traded(in LogEntry entry, in Traded trade)
    {
        Traded(entry, Side.Buy, trade.BuyOrder, trade);
        Traded(entry, Side.Sell, trade.SellOrder, trade);
    }

    /// <summary>Does the event do what a cancel or replace with an identity asked of the order?</summary>
    public bool IsAsked(in LogEntry entry, FixOrder order) => _takenBy == entry.Cause && _taken.Order == order.Id;

    private void Traded(in LogEntry entry, Side side, OrderId id, in Traded trade)
    {
        if (fold.Of(id) is not { } order)
            return;
        if (order.Instrument!.Id == trade.Instrument)
        {
            Filled(entry, side, id, trade.Price, trade.Quantity.Lots, trade.Trade.Value);
            return;
        }

        // The leg of a spread: what the order has was counted where the spread traded. One leg trades against it.
        told(
            entry,
            Fill(entry, order, side) with
            {
                LastLots = trade.Quantity.Lots,
                LastPrice = trade.Price,
                Trade = trade.Trade.Value,
                Leg = instruments.Of(trade.Instrument),
            }
        );
    }

    private void Filled(in LogEntry entry, Side side, OrderId id, Price price, long lots, long trade)
    {
        if (fold.Of(id) is not { } order)
            return;
        order.Fill(price, lots);
        told(
            entry,
            Fill(entry, order, side) with
            {
                LastLots = lots,
                LastPrice = price,
                Trade = trade,
                Leg = order.Instrument!.IsSpread ? order.Instrument : null,
            }
        );
        // A spread's order is needed until its legs were told, which come with the same command.
        if (order.Leaves == 0 && !order.Instrument.IsSpread)
            fold.Forget(order);
        else if (order.Leaves == 0)
            fold.Filled(order, entry.Cause);
    }

    private void Cancelled(in LogEntry entry, in OrderCancelled cancelled)
    {
        if (Find(cancelled.Order) is not { } order)
            return;
        order.Leaves = 0;
        var expired =
            cancelled.Reason
            is CancelReason.EndOfDay
                or CancelReason.Expiry
                or CancelReason.AuctionOver
                or CancelReason.OutsideLimits;
        var report = New(entry, order, expired ? 'C' : '4', expired ? 'C' : '4') with
        {
            Text = cancelled.Reason == CancelReason.ByParticipant ? null : OrderText.Of(cancelled.Reason),
        };
        if (IsAsked(entry, order) && cancelled.Reason == CancelReason.ByParticipant)
            report = report with { Id = _taken.ClientOrderId, Original = order.Name };
        told(entry, report);
        fold.Forget(order);
    }

    private void Amended(in LogEntry entry, in OrderAmended amended)
    {
        if (Find(amended.Order) is not { } order)
            return;
        (order.Quantity, order.Leaves, order.Price) = (amended.Quantity.Lots, amended.Remaining.Lots, amended.Price);
        var original = order.Name;
        var asked = IsAsked(entry, order);
        if (asked)
            fold.Rename(order, _taken.ClientOrderId);
        told(
            entry,
            New(entry, order, '5', order.Status) with
            {
                Id = asked ? _taken.ClientOrderId : order.Name,
                Original = original,
            }
        );
    }

    private void Reduced(in LogEntry entry, in OrderReduced reduced)
    {
        if (fold.Of(reduced.Order) is not { } order)
            return;
        order.Leaves = reduced.Remaining.Lots;
        order.Quantity = order.Filled + order.Leaves;
        var ends = order.Leaves == 0;
        var report = New(entry, order, ends ? '4' : 'D', ends ? '4' : order.Status) with
        {
            Restated = ends ? -1 : 5,
            Text = OrderText.Of(reduced.Reason),
        };
        told(entry, report);
        if (ends)
            fold.Forget(order);
    }

    private FixOrder? Find(OrderId id) => fold.Of(id) ?? Others?.Invoke(id);

    private static OrderReport New(in LogEntry entry, FixOrder order, char type, char status) =>
        new(order, type, status, entry.Sequence, ' ', entry.Time);

    /// <summary>One event may report both sides of a trade to one who hears.</summary>
    private static OrderReport Fill(in LogEntry entry, FixOrder order, Side side) =>
        new(order, 'F', order.Leaves == 0 ? '2' : '1', entry.Sequence, side == Side.Buy ? 'B' : 'S', entry.Time)
        {
            Side = side,
        };
}
