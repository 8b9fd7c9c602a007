// ExecutionReports of accounts from the event log alone, whoever entered the orders and by whatever door.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

/// <summary>Follows orders and writes a report of each step. For one thread at a time.</summary>
/// <param name="copies">Is the account copied?</param>
/// <param name="told">Gets each report: whose it is, and the message with its body written.</param>
internal sealed class CopyReports(Func<AccountId, bool> copies, Action<LogEntry, AccountId, FixWriter> told)
{
    private readonly Dictionary<long, CopiedOrder> _orders = [];
    private readonly List<long> _done = [];
    private readonly CopyBody _body = new();
    private long _cause = -1;

    public void Take(in LogEntry entry)
    {
        Forget(entry.Cause);
        switch (entry.Kind)
        {
            case MessageKind.InstrumentListed:
                _body.Add(Documents.Read<InstrumentDocument>(entry.Payload.Span));
                break;
            case MessageKind.OrderAccepted:
                Accept(entry, entry.As<OrderAccepted>());
                break;
            case MessageKind.OrderRejected:
                var rejected = entry.As<OrderRejected>();
                if (copies(rejected.Account))
                    told(entry, rejected.Account, _body.Rejected(entry, rejected));
                break;
            case MessageKind.Traded:
                Trade(entry, entry.As<Traded>());
                break;
            case MessageKind.DefaultTraded:
                Trade(entry, entry.As<DefaultTraded>().AsTrade());
                break;
            case MessageKind.ForcedReduced:
                Trade(entry, entry.As<ForcedReduced>().AsTrade());
                break;
            case MessageKind.SpreadTraded:
                var spread = entry.As<SpreadTraded>();
                Fill(entry, spread.BuyOrder, spread.Price, spread.Lots.Lots);
                Fill(entry, spread.SellOrder, spread.Price, spread.Lots.Lots);
                break;
            default:
                Change(entry);
                break;
        }
    }

    private void Change(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.OrderAmended:
                var amended = entry.As<OrderAmended>();
                if (_orders.GetValueOrDefault(amended.Order.Value) is not { } changed)
                    break;
                (changed.Price, changed.Quantity) = (amended.Price, amended.Quantity.Lots);
                changed.Remaining = amended.Remaining.Lots;
                Tell(entry, changed, '5', CopyBody.StatusOf(changed), null);
                break;
            case MessageKind.OrderReduced:
                var reduced = entry.As<OrderReduced>();
                if (_orders.GetValueOrDefault(reduced.Order.Value) is not { } smaller)
                    break;
                smaller.Remaining = reduced.Remaining.Lots;
                Tell(entry, smaller, 'D', CopyBody.StatusOf(smaller), CopyBody.WordOf(reduced.Reason));
                break;
            case MessageKind.OrderCancelled:
                var cancelled = entry.As<OrderCancelled>();
                if (_orders.GetValueOrDefault(cancelled.Order.Value) is not { } gone)
                    break;
                gone.Remaining = 0;
                var how = cancelled.Reason is CancelReason.EndOfDay or CancelReason.Expiry or CancelReason.AuctionOver
                    ? 'C'
                    : '4';
                Tell(entry, gone, how, how, CopyBody.WordOf(cancelled.Reason));
                _done.Add(cancelled.Order.Value);
                break;
            default:
                break;
        }
    }

    private void Accept(in LogEntry entry, in OrderAccepted accepted)
    {
        if (!copies(accepted.Account))
            return;
        var order = new CopiedOrder(accepted);
        _orders.Add(accepted.Order.Value, order);
        Tell(entry, order, '0', '0', null);
    }

    private void Trade(in LogEntry entry, in Traded trade)
    {
        One(entry, trade, Side.Buy, trade.BuyOrder, trade.Buyer);
        One(entry, trade, Side.Sell, trade.SellOrder, trade.Seller);
    }

    private void One(in LogEntry entry, in Traded trade, Side side, OrderId number, AccountId account)
    {
        if (!copies(account))
            return;
        if (_orders.GetValueOrDefault(number.Value) is not { } order)
        {
            told(entry, account, _body.Unordered(entry, trade, side, account));
            return;
        }

        // A leg's lots are counted where its spread trades.
        var leg = order.Accepted.Instrument != trade.Instrument;
        if (!leg)
            order.Fill(trade.Price, trade.Quantity.Lots);
        told(entry, account, _body.Traded(entry, order, trade, side, leg));
        if (order.Remaining == 0)
            _done.Add(number.Value);
    }

    private void Fill(in LogEntry entry, OrderId number, Price price, long lots)
    {
        if (_orders.GetValueOrDefault(number.Value) is not { } order)
            return;
        order.Fill(price, lots);
        told(entry, order.Accepted.Account, _body.SpreadTraded(entry, order, price, lots));
        if (order.Remaining == 0)
            _done.Add(number.Value);
    }

    private void Tell(in LogEntry entry, CopiedOrder order, char what, char status, string? text) =>
        told(entry, order.Accepted.Account, _body.Step(entry, order, what, status, text));

    // Legs of a spread may be told after the trade that filled it, but not after its command.
    private void Forget(long cause)
    {
        if (cause == _cause)
            return;
        _cause = cause;
        foreach (var order in _done)
            _orders.Remove(order);
        _done.Clear();
    }
}
