// Resting orders and what they freeze: frozen once when they rest, released once when they fill or leave.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Freezing and releasing beside the book.</summary>
internal static class Resting
{
    /// <summary>Counts a resting order's lots, fee and margin.</summary>
    public static void Freeze(Month month, int slot, Side side, Price price, long lots)
    {
        ref var reserve = ref month.Reserves[slot];
        if (side == Side.Buy)
            reserve.Buys += lots;
        else
            reserve.Sells += lots;
        reserve.Fees += Funds.Fee(month.Instrument.Spec, price, lots);
        Funds.Refresh(month, slot);
    }

    /// <summary>Takes lots off a resting order because they trade. Margin is refreshed by the trade itself.</summary>
    public static Fill Fill(State state, Month month, int place, long lots)
    {
        var side = month.Book.At(place).Side;
        var fill = month.Book.Reduce(place, lots);
        Release(month, state.SlotOf(fill.Account), side, fill.Limit, fill.Lots + fill.Left, fill.Left);
        if (fill.Left == 0)
            state.Orders.Remove(fill.Order);
        return fill;
    }

    /// <summary>Takes a whole order off the book and tells it.</summary>
    public static void Cancel(State state, Month month, int place, CancelReason reason, Outbox events)
    {
        var order = month.Book.At(place);
        var slot = state.SlotOf(order.Account);
        month.Book.Remove(place);
        state.Orders.Remove(order.Order);
        Release(month, slot, order.Side, month.Book.PriceAt(order.Level), order.Lots, 0);
        Funds.Refresh(month, slot);
        events.Add(
            MessageKind.OrderCancelled,
            new OrderCancelled(order.Order, order.Account, month.Instrument.Id, new(order.Lots), reason)
        );
    }

    private static void Release(Month month, int slot, Side side, Price price, long before, long after)
    {
        ref var reserve = ref month.Reserves[slot];
        if (side == Side.Buy)
            reserve.Buys -= before - after;
        else
            reserve.Sells -= before - after;
        var spec = month.Instrument.Spec;
        reserve.Fees += Funds.Fee(spec, price, after) - Funds.Fee(spec, price, before);
        Must.Hold(reserve.Buys >= 0 && reserve.Sells >= 0 && reserve.Fees.Minor >= 0);
    }
}
