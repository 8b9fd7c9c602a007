// A live order gets another limit or size: smaller in its place, anything else off and in again.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="AmendOrder"/> and what <see cref="ReplaceOrder"/> asks of the order (rules AMD-001,
/// AMD-002).</summary>
internal static class AmendOrderHandler
{
    /// <param name="named">The amendment's own identity; empty where it has none.</param>
    public static void Handle(State state, in AmendOrder amend, Outbox events, in NamedRequest named = default)
    {
        var found = state.Engine.TryFind(amend.Order, out var order);
        var remaining = amend.Quantity.Lots - order.Filled;
        var refusal = AskWords(state, amend, found, order, remaining, named.First);
        var keeps = found && MatchingEngine.KeepsPlace(order, amend.Price, remaining);
        var entry = found ? MatchingEngine.Amended(order, amend.Price, remaining) : default;
        if (refusal.IsNone && !keeps)
        {
            var month = state.MonthOf(order.Instrument)!;
            refusal = PlaceOrderHandler.Ask(state, month, entry, FreedBy(state, month, order), amends: true);
        }

        if (!refusal.IsNone)
        {
            PlaceOrderHandler.Refuse(amend.Account, order.Instrument, named.Id, refusal, amend.Order, events);
            return;
        }

        named.Take(state, amend.Account, order, events);
        var reports = new MarketReports(state, events);
        if (keeps)
        {
            // Told before the book changes, as everything that is told of an amendment.
            Tell(amend, order, remaining, 1, events);
            Freezing.Shrink(state, order, order.Lots, remaining);
            state.Engine.Reduce(amend.Order, remaining, ref reports);
            return;
        }

        entry = entry with { Session = state.Engine.SessionOf(amend.Order) };
        state.Engine.Lift(amend.Order, ref reports);
        Tell(amend, order, remaining, 0, events);
        state.Engine.Reenter(entry, order.Filled, ref reports);
    }

    /// <summary>What a live order freezes.</summary>
    public static Freed FreedBy(State state, Month month, in LiveOrder order) =>
        new(
            order.Side == Side.Buy ? order.Lots : 0,
            order.Side == Side.Buy ? 0 : order.Lots,
            Funds.FrozenFee(state, month, order.Owner, order.Flags, order.FrozenAt, order.Lots),
            order.Side == Side.Buy ? order.Lots * order.FrozenAt.Ticks : 0,
            order.Side == Side.Buy ? 0 : order.Lots * order.FrozenAt.Ticks
        );

    private static Refusal AskWords(
        State state,
        in AmendOrder amend,
        bool found,
        in LiveOrder order,
        long remaining,
        OrderId first
    )
    {
        var late = PlaceOrderHandler.AskTime(state, amend.ValidUntil);
        if (!late.IsNone)
            return late;
        var slot = state.SlotOf(amend.Account);
        if (slot == 0)
            return new(RejectReason.UnknownAccount, OrderField.Account, amend.Account.Value, 0);
        if (Defaults.ShutOut(state, slot) is > 0 and var member)
            return new(RejectReason.MemberInDefault, OrderField.Account, member, 0);
        if (first.Value > 0)
            return new(RejectReason.DuplicateClientOrderId, OrderField.ClientOrderId, first.Value, 0);
        if (!found)
            return new(RejectReason.UnknownOrder, OrderField.Order, amend.Order.Value, 0);
        if (order.Owner != slot)
            return new(RejectReason.NotYourOrder, OrderField.Order, amend.Order.Value, 0);
        if ((order.Flags & OrderFlags.Quote) != 0)
            return new(RejectReason.CannotAmend, OrderField.Order, amend.Order.Value, 0);
        if (order is { Type: OrderType.Stop, Sleeps: true } && amend.Price.Ticks != 0)
            return new(RejectReason.BadField, OrderField.Price, amend.Price.Ticks, 0);
        if (remaining < 1)
            return new(RejectReason.BelowFilled, OrderField.Quantity, amend.Quantity.Lots, order.Filled + 1);
        if (remaining == order.Lots && amend.Price == order.Price)
            return new(RejectReason.NothingToAmend, OrderField.Quantity, amend.Quantity.Lots, 0);
        return default;
    }

    private static void Tell(in AmendOrder amend, in LiveOrder order, long remaining, byte kept, Outbox events) =>
        events.Add(
            MessageKind.OrderAmended,
            new OrderAmended(
                amend.Order,
                amend.Account,
                order.Instrument,
                amend.Price,
                amend.Quantity,
                new(remaining),
                kept
            )
        );
}

/// <summary>Handles <see cref="ReversePosition"/> (rule ORD-016).</summary>
internal static class ReversePositionHandler
{
    public static void Handle(State state, in ReversePosition reverse, Outbox events, int session = 0)
    {
        var content = state.HasSessions ? OrderIdentity.ContentOf(reverse) : 0;
        if (content != 0 && OrderIdentity.IsRepeat(state, reverse.Account, reverse.ClientOrderId, content, events))
            return;
        var refusal = Ask(state, reverse, session, out var net);
        if (!refusal.IsNone)
        {
            PlaceOrderHandler.Refuse(
                reverse.Account,
                reverse.Instrument,
                reverse.ClientOrderId,
                refusal,
                default,
                events
            );
            return;
        }

        var order = new PlaceOrder(
            reverse.Account,
            reverse.Instrument,
            net > 0 ? Side.Sell : Side.Buy,
            reverse.Price.Ticks == 0 ? OrderType.Market : OrderType.Limit,
            TimeInForce.FillOrKill,
            reverse.Price,
            new(2 * long.Abs(net)),
            reverse.ClientOrderId
        );
        var slot = state.SlotOf(reverse.Account);
        var own = state.IsTwoSided(slot) ? OrderFlags.Reverse : OrderFlags.None;
        if (state.HasMembers && state.IsHedge(slot))
            own |= OrderFlags.Hedge;
        PlaceOrderHandler.Handle(state, order, events, own, session: session, content: content);
    }

    private static Refusal Ask(State state, in ReversePosition reverse, int session, out long net)
    {
        net = 0;
        if (!reverse.ClientOrderId.IsWellFormed)
            return new(RejectReason.BadField, OrderField.ClientOrderId, 0, 0);
        var late = PlaceOrderHandler.AskTime(state, reverse.ValidUntil);
        if (!late.IsNone)
            return late;
        var slot = state.SlotOf(reverse.Account);
        if (slot == 0)
            return new(RejectReason.UnknownAccount, OrderField.Account, reverse.Account.Value, 0);
        if (state.IsRestricted(slot))
            return new(RejectReason.AccountRestricted, OrderField.Account, reverse.Account.Value, 0);
        if (KillRules.Ask(state, slot, state.MonthOf(reverse.Instrument), session) is { IsNone: false } stopped)
            return stopped;
        if (Defaults.ShutOut(state, slot) is > 0 and var member)
            return new(RejectReason.MemberInDefault, OrderField.Account, member, 0);
        var month = state.MonthOf(reverse.Instrument);
        if (month is null || month.Instrument.Expired)
            return new(RejectReason.UnknownInstrument, OrderField.Instrument, reverse.Instrument.Value, 0);
        ref readonly var position = ref month.Positions[slot];
        net = position.Net;
        var bothSides = position.Long.Lots > 0 && position.Short.Lots > 0;
        if (net == 0 || bothSides)
            return new(RejectReason.NothingToReverse, OrderField.Instrument, reverse.Instrument.Value, 0);
        if (!state.IsTwoSided(slot))
            return default;
        ref readonly var reserve = ref month.Reserves[slot];
        var frozen = net > 0 ? reserve.ClosingSells : reserve.ClosingBuys;
        return frozen > 0
            ? new(RejectReason.OverClose, OrderField.Quantity, long.Abs(net), long.Abs(net) - frozen)
            : default;
    }
}
