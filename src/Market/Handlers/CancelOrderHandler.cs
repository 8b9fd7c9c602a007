// A participant takes an order of its own off the book.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="CancelOrder"/> (rules ORD-005, ORD-006).</summary>
internal static class CancelOrderHandler
{
    public static void Handle(State state, in CancelOrder cancel, Outbox events)
    {
        var reason = RejectReason.None;
        Month? month = null;
        if (state.SlotOf(cancel.Account) == 0)
            reason = RejectReason.UnknownAccount;
        else if (!state.Orders.TryFind(cancel.Order, out var instrument, out var slot))
            reason = RejectReason.UnknownOrder;
        else if ((month = state.MonthOf(instrument)!).Book.At(slot).Account != cancel.Account)
            reason = RejectReason.NotYourOrder;
        else
        {
            Resting.Cancel(state, month, slot, CancelReason.ByParticipant, events);
            return;
        }

        events.Add(
            MessageKind.CommandRefused,
            new CommandRefused(MessageKind.CancelOrder, reason, cancel.Order.Value, 0)
        );
    }
}
