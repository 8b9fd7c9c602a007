// Orders leave because somebody says so: one, or many at once.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="CancelOrder"/> (rules ORD-005, ORD-006).</summary>
internal static class CancelOrderHandler
{
    /// <param name="command">Under which name it is refused.</param>
    /// <param name="named">The cancel's own identity; empty where it has none.</param>
    public static void Handle(
        State state,
        in CancelOrder cancel,
        Outbox events,
        MessageKind command = MessageKind.CancelOrder,
        in NamedRequest named = default
    )
    {
        var late = PlaceOrderHandler.AskTime(state, cancel.ValidUntil);
        var slot = state.SlotOf(cancel.Account);
        var reason = RejectReason.None;
        if (!late.IsNone)
        {
            Refuse(command, late.Reason, late.Given, late.Limit, events);
            return;
        }

        if (slot == 0)
        {
            Refuse(command, RejectReason.UnknownAccount, cancel.Account.Value, 0, events);
            return;
        }

        if (named.First.Value > 0)
        {
            Refuse(command, RejectReason.DuplicateClientOrderId, named.First.Value, 0, events);
            return;
        }

        if (!state.Engine.TryFindOwner(cancel.Order, out var owner))
            reason = RejectReason.UnknownOrder;
        else if (owner != slot)
            reason = RejectReason.NotYourOrder;
        if (reason != RejectReason.None)
        {
            Refuse(command, reason, cancel.Order.Value, 0, events);
            return;
        }

        if (!named.Id.IsEmpty && state.Engine.TryFind(cancel.Order, out var order))
            named.Take(state, cancel.Account, order, events);
        var reports = new MarketReports(state, events);
        state.Engine.Cancel(cancel.Order, CancelReason.ByParticipant, ref reports);
    }

    public static void Refuse(MessageKind command, RejectReason reason, long given, long limit, Outbox events) =>
        events.Add(MessageKind.CommandRefused, new CommandRefused(command, reason, given, limit));
}

/// <summary>Handles <see cref="MassCancel"/> (rule AMD-003).</summary>
internal static class MassCancelHandler
{
    public static void Handle(State state, in MassCancel cancel, Outbox events)
    {
        var slot = state.SlotOf(cancel.Account);
        var (reason, given, limit) = Ask(state, cancel, slot);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.MassCancel, reason, given, limit, events);
            return;
        }

        var reports = new MarketReports(state, events);
        var contract = cancel.Contract.ToString();
        int? group = cancel.Scope == CancelScope.ControlGroup ? state.GroupOf(slot) : null;
        var orders = 0;
        foreach (var month in state.Months)
        {
            var instrument = month.Instrument;
            if (cancel.Instrument.Value != 0 && instrument.Id != cancel.Instrument)
                continue;
            if (contract.Length > 0 && !instrument.BelongsTo(contract))
                continue;
            orders += state.Engine.CancelAll(
                instrument.Id,
                slot,
                group,
                cancel.Side,
                OrderFlags.None,
                CancelReason.MassCancel,
                ref reports
            );
        }

        events.Add(MessageKind.MassCancelled, new MassCancelled(cancel.Account, cancel.Scope, orders));
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(State state, in MassCancel cancel, int slot)
    {
        if (cancel.Scope is not (CancelScope.Account or CancelScope.ControlGroup))
            return (RejectReason.BadField, (long)cancel.Scope, 0);
        if (cancel.Side > Side.Sell)
            return (RejectReason.BadField, (long)cancel.Side, 0);
        var late = PlaceOrderHandler.AskTime(state, cancel.ValidUntil);
        if (!late.IsNone)
            return (late.Reason, late.Given, late.Limit);
        if (slot == 0)
            return (RejectReason.UnknownAccount, cancel.Account.Value, 0);
        if (cancel.Instrument.Value != 0 && state.MonthOf(cancel.Instrument) is null)
            return (RejectReason.UnknownInstrument, cancel.Instrument.Value, 0);
        if (!cancel.Contract.IsEmpty && state.NumberOf(cancel.Contract.ToString()) < 0)
            return (RejectReason.UnknownContract, 0, 0);
        return default;
    }
}
