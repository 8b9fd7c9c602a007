// What the desk of quotes says of durable events, on the teller's thread.
using Tokenbourse.Gateways.Fix.Desks.Orders;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks.Quotes;

public sealed partial class QuoteDesk
{
    private readonly Dictionary<long, FixOrder> _sides = [];

    /// <inheritdoc/>
    public void Heard(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.OrderAccepted when entry.As<OrderAccepted>() is var side:
                if ((side.Flags & OrderFlags.Quote) != 0 && HasListener(side.Account))
                    Accepted(side);
                break;
            case MessageKind.Traded when entry.As<Traded>() is var trade:
                Filled(entry, 'B', trade.BuyOrder, trade);
                Filled(entry, 'S', trade.SellOrder, trade);
                break;
            case MessageKind.OrderReduced when entry.As<OrderReduced>() is var reduced:
                Reduced(entry, reduced);
                break;
            case MessageKind.OrderCancelled when entry.As<OrderCancelled>() is var gone:
                Cancelled(entry, gone);
                break;
            case MessageKind.ProtectionTriggered when entry.As<ProtectionTriggered>() is var fired:
                Fired(entry, fired);
                break;
            default:
                break;
        }
    }

    private void Accepted(in OrderAccepted accepted)
    {
        var side = new FixOrder();
        side.Accept(accepted, _house.Instruments.Of(accepted.Instrument), null);
        _sides.Add(accepted.Order.Value, side);
    }

    private void Filled(in LogEntry entry, char part, OrderId order, in Traded trade)
    {
        if (!_sides.TryGetValue(order.Value, out var side))
            return;
        side.Fill(trade.Price, trade.Quantity.Lots);
        Tell(
            entry,
            new(side, 'F', side.Leaves == 0 ? '2' : '1', entry.Sequence, part, entry.Time)
            {
                LastLots = trade.Quantity.Lots,
                LastPrice = trade.Price,
                Trade = trade.Trade.Value,
            }
        );
        if (side.Leaves == 0)
            _sides.Remove(order.Value);
    }

    private void Reduced(in LogEntry entry, in OrderReduced reduced)
    {
        if (!_sides.TryGetValue(reduced.Order.Value, out var side))
            return;
        side.Leaves = reduced.Remaining.Lots;
        side.Quantity = side.Filled + side.Leaves;
        var ends = side.Leaves == 0;
        Tell(
            entry,
            new(side, ends ? '4' : 'D', ends ? '4' : side.Status, entry.Sequence, ' ', entry.Time)
            {
                Restated = ends ? -1 : PartialDecline,
                Text = OrderText.Of(reduced.Reason),
            }
        );
        if (ends)
            _sides.Remove(reduced.Order.Value);
    }

    /// <summary>A side that its participant replaced or cancelled is not told of: the acknowledgement does.</summary>
    private void Cancelled(in LogEntry entry, in OrderCancelled gone)
    {
        if (
            !_sides.Remove(gone.Order.Value, out var side)
            || gone.Reason is CancelReason.Replaced or CancelReason.ByParticipant
        )
            return;
        side.Leaves = 0;
        Tell(entry, new(side, '4', '4', entry.Sequence, ' ', entry.Time) { Text = OrderText.Of(gone.Reason) });
    }

    private void Fired(in LogEntry entry, in ProtectionTriggered fired)
    {
        var text =
            $"market maker's protection of {fired.Contract}: {Words.Of(fired.Lots.Lots)} lots traded; "
            + "quotes are refused until it is set again";
        var status = QuoteAnswer.RemovedFromMarket;
        var answer = new QuoteAnswer(null, null, status, 0, Always, fired.Account.Value, text, []);
        foreach (var guest in _house.Guests)
        {
            if (SpeaksFor(guest, fired.Account))
                guest.Tell(entry, "b"u8, answer, QuoteAnswer.Write);
        }
    }

    private void Tell(in LogEntry entry, in OrderReport report)
    {
        foreach (var guest in _house.Guests)
        {
            if (SpeaksFor(guest, report.Order.Account))
                guest.Tell(entry, "8"u8, report, OrderWriting.Report);
        }
    }

    private bool HasListener(AccountId account)
    {
        foreach (var guest in _house.Guests)
        {
            if (SpeaksFor(guest, account))
                return true;
        }

        return false;
    }

    private bool SpeaksFor(FixGuest guest, AccountId account) =>
        Roles.HasFlag(guest.Role) && guest.Hears(account.Value);
}
