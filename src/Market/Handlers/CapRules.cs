// Caps: how large one order may be, how many may live, and how often the same may come.
using Tokenbourse.Market.Matching;
using Tokenbourse.Market.Risk;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="SetOrderCaps"/> and asks orders (rules CAP-001 to CAP-003). Asking allocates
/// nothing.</summary>
internal static class CapRules
{
    private const int MostMilliseconds = 60_000;
    private const int MostOfAnything = 1_000_000;

    public static void Handle(State state, in SetOrderCaps set, Outbox events)
    {
        var (reason, given, limit) = Ask(state, set, out var slot, out var contract);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.SetOrderCaps, reason, given, limit, events);
            return;
        }

        state.Caps.Set(
            new(
                slot,
                contract,
                set.MostLots.Lots,
                set.MostNotional,
                set.MostOrders,
                set.MostRepeats,
                set.RepeatMilliseconds
            )
        );
        events.Add(MessageKind.OrderCapsSet, set);
    }

    /// <summary>Size, worth and number of an order that nothing else refuses.</summary>
    /// <param name="worst">The worst price at which it would trade.</param>
    public static Refusal Ask(State state, Month month, in OrderEntry order, Price worst, bool amends)
    {
        if (state.Caps.IsEmpty)
            return default;
        var refusal = month.Legs is { } legs
            ? AskLegs(state, order, legs)
            : AskSize(state, month, order.Owner, order.Lots, worst.Ticks);
        var stays =
            order.Type is not OrderType.Market
            && order.TimeInForce is not (TimeInForce.FillAndKill or TimeInForce.FillOrKill);
        return refusal.IsNone && stays && !amends ? AskOpen(state, order.Owner, 1) : refusal;
    }

    /// <summary>Both sides of a quote; a side without lots is asked nothing.</summary>
    /// <param name="old">Live sides of the quote that leaves for it.</param>
    public static Refusal AskQuotes(State state, Month month, in OrderEntry bid, in OrderEntry ask, int old)
    {
        if (state.Caps.IsEmpty)
            return default;
        var refusal = Least(
            AskSize(state, month, bid.Owner, bid.Lots, bid.Lots == 0 ? 0 : bid.Price.Ticks),
            AskSize(state, month, ask.Owner, ask.Lots, ask.Lots == 0 ? 0 : ask.Price.Ticks)
        );
        return refusal.IsNone
            ? AskOpen(state, bid.Owner, (bid.Lots == 0 ? 0 : 1) + (ask.Lots == 0 ? 0 : 1) - old)
            : refusal;
    }

    /// <summary>Have too many of this content come? Given: how many; limit: from when on one is taken again.</summary>
    public static Refusal AskRepeat(State state, int slot, ulong content)
    {
        if (state.Caps.IsEmpty || state.Caps.RepeatsOf(slot) is not { MostRepeats: > 0 } cap)
            return default;
        var (count, ends) = state.Repeats.Of(slot, content, state.Now, cap.RepeatMilliseconds);
        return count < cap.MostRepeats
            ? default
            : new(RejectReason.TooManyRepeats, OrderField.Quantity, count, ends.Nanoseconds);
    }

    public static void CountRepeat(State state, int slot, ulong content)
    {
        if (!state.Caps.IsEmpty && state.Caps.RepeatsOf(slot) is { MostRepeats: > 0 } cap)
            state.Repeats.Count(slot, content, state.Now, cap.RepeatMilliseconds);
    }

    // Each leg by itself, at its previous settlement.
    private static Refusal AskLegs(State state, in OrderEntry order, SpreadLegs legs)
    {
        var (near, far) = (state.MonthOf(legs.Near)!, state.MonthOf(legs.Far)!);
        return Least(
            AskSize(state, near, order.Owner, order.Lots * legs.NearLots, near.Instrument.Previous.Ticks),
            AskSize(state, far, order.Owner, order.Lots * legs.FarLots, far.Instrument.Previous.Ticks)
        );
    }

    // The lower number is told, of equals the first.
    private static Refusal Least(in Refusal first, in Refusal second) =>
        first.IsNone || (!second.IsNone && second.Reason < first.Reason) ? second : first;

    private static Refusal AskSize(State state, Month month, int slot, long lots, long ticks)
    {
        var contract = state.NumberOf(month.Instrument.Spec.Contract);
        if (state.Caps.MostLots(slot, contract) is > 0 and var most && lots > most)
            return new(RejectReason.SizeCap, OrderField.Quantity, lots, most);
        var worth = Money.OfMove(ticks, lots, month.Instrument.Spec.TickValueMinor).Minor;
        return state.Caps.MostNotional(slot, contract) is > 0 and var dearest && worth > dearest
            ? new(RejectReason.NotionalCap, OrderField.Quantity, worth, dearest)
            : default;
    }

    private static Refusal AskOpen(State state, int slot, int more)
    {
        var reached = state.OpenOrders(slot) + (long)more;
        return more > 0 && state.Caps.MostOrders(slot) is > 0 and var most && reached > most
            ? new(RejectReason.TooManyOpenOrders, OrderField.Quantity, reached, most)
            : default;
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        in SetOrderCaps set,
        out int slot,
        out int contract
    )
    {
        slot = set.Account.Value == 0 ? OrderCaps.EveryAccount : state.SlotOf(set.Account);
        contract = set.Contract == default ? OrderCaps.EveryContract : state.NumberOf(set.Contract.ToString());
        if (slot == 0 && set.Account.Value != 0)
            return (RejectReason.UnknownAccount, set.Account.Value, 0);
        if (contract < 0 && set.Contract != default)
            return (RejectReason.UnknownContract, 0, 0);
        if (set.MostLots.Lots < 0)
            return (RejectReason.BadField, set.MostLots.Lots, 0);
        if (set.MostNotional.Minor < 0)
            return (RejectReason.BadField, set.MostNotional.Minor, 0);
        var most = contract == OrderCaps.EveryContract ? MostOfAnything : 0;
        if (set.MostOrders < 0 || set.MostOrders > most)
            return (RejectReason.BadField, set.MostOrders, most);
        if (set.MostRepeats < 0 || set.MostRepeats > most)
            return (RejectReason.BadField, set.MostRepeats, most);
        var longest = set.MostRepeats > 0 ? MostMilliseconds : 0;
        return set.RepeatMilliseconds < int.Min(1, longest) || set.RepeatMilliseconds > longest
            ? (RejectReason.BadField, set.RepeatMilliseconds, longest)
            : default;
    }
}
