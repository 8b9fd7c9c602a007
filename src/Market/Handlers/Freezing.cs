// What live orders freeze: counted in once when they stay, out once when they trade, shrink or leave.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Lots, fees and margin of live orders.</summary>
internal static class Freezing
{
    /// <summary>Counts a whole order in (lots above zero) or out (below).</summary>
    public static void Count(State state, in LiveOrder order, long lots)
    {
        var month = state.MonthOf(order.Instrument)!;
        if (month.Legs is not null)
        {
            CountSpread(state, month, order.Side, order.Owner, lots);
            return;
        }

        var fee = Funds.FrozenFee(state, month, order.Owner, order.Flags, order.FrozenAt, long.Abs(lots));
        ref var reserve = ref month.Reserves[order.Owner];
        reserve.Count(order.Side, lots, order.Flags, lots < 0 ? -fee : fee);
        PricedMargins.Count(state, month, order.Owner, order.Side, order.Flags, lots * order.FrozenAt.Ticks);
        Must.Hold(reserve.IsSound);
        Funds.Refresh(state, month, order.Owner);
    }

    /// <summary>A live order became smaller.</summary>
    public static void Shrink(State state, in LiveOrder order, long before, long after)
    {
        var month = state.MonthOf(order.Instrument)!;
        if (month.Legs is not null)
        {
            CountSpread(state, month, order.Side, order.Owner, after - before);
            return;
        }

        var fees =
            Funds.FrozenFee(state, month, order.Owner, order.Flags, order.FrozenAt, after)
            - Funds.FrozenFee(state, month, order.Owner, order.Flags, order.FrozenAt, before);
        ref var reserve = ref month.Reserves[order.Owner];
        reserve.Count(order.Side, after - before, order.Flags, fees);
        var ticks = (after - before) * order.FrozenAt.Ticks;
        PricedMargins.Count(state, month, order.Owner, order.Side, order.Flags, ticks);
        Must.Hold(reserve.IsSound);
        Funds.Refresh(state, month, order.Owner);
    }

    /// <summary>One side of a spread trade: if it rested, its legs are no longer frozen.</summary>
    public static void SpreadFilled(State state, InstrumentId spread, Side side, in MatchSide match, long lots)
    {
        if (match.Rested)
            CountSpread(state, state.MonthOf(spread)!, side, match.Owner, -lots);
    }

    /// <summary>A spread's lots freeze like an order in each leg; its fee per lot is that of the legs at their previous
    /// settlements, so that
    /// what is frozen comes free to the last unit however it fills.</summary>
    public static void CountSpread(State state, Month spread, Side side, int slot, long lots)
    {
        var legs = spread.Legs!;
        CountLeg(state, state.MonthOf(legs.Near)!, side, slot, lots, legs.NearLots);
        CountLeg(state, state.MonthOf(legs.Far)!, side.Opposite(), slot, lots, legs.FarLots);
    }

    private static void CountLeg(State state, Month month, Side side, int slot, long lots, int ratio)
    {
        var one = Funds.FrozenFee(state, month, slot, OrderFlags.None, month.Instrument.Previous, ratio);
        ref var reserve = ref month.Reserves[slot];
        reserve.Count(side, lots * ratio, OrderFlags.None, new(one.Minor * lots));
        var ticks = lots * ratio * month.Instrument.Previous.Ticks;
        PricedMargins.Count(state, month, slot, side, OrderFlags.None, ticks);
        Must.Hold(reserve.IsSound);
        Funds.Refresh(state, month, slot);
    }
}
