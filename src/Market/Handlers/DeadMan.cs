// Orders that leave when nobody speaks up for their account in time: the dead man's timer.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="CancelAllAfter"/> and its end (rules DMT-001, DMT-002).</summary>
internal static class DeadMan
{
    public static void Handle(State state, in CancelAllAfter after, Outbox events)
    {
        var slot = state.SlotOf(after.Account);
        var (reason, given, limit) =
            after.Milliseconds is not 0 and (< CancelAllAfter.Least or > CancelAllAfter.Most)
                ? (
                    RejectReason.BadField,
                    after.Milliseconds,
                    after.Milliseconds < CancelAllAfter.Least ? CancelAllAfter.Least : CancelAllAfter.Most
                )
            : slot == 0 ? (RejectReason.UnknownAccount, after.Account.Value, 0)
            : default;
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.CancelAllAfter, reason, given, limit, events);
            return;
        }

        var due = after.Milliseconds == 0 ? Instant.Never : state.Now.Plus(after.Milliseconds * 1_000_000L);
        state.DeadMen.Set(slot, due);
        events.Add(
            MessageKind.CancelAllArmed,
            new CancelAllArmed(after.Account, after.Milliseconds == 0 ? default : due)
        );
    }

    /// <summary>A timer has run out: one at a time.</summary>
    public static void Fire(State state, Instant due, Outbox events)
    {
        var slot = state.DeadMen.First;
        state.DeadMen.Set(slot, Instant.Never);
        var orders = SessionCommands.TakeOff(
            state,
            events,
            CancelReason.DeadMan,
            static _ => true,
            (order, _) => order.Owner == slot
        );
        events.Add(MessageKind.CancelAllFired, new CancelAllFired(state.AccountAt(slot), due, orders));
    }
}
