// What an order would risk, were everything filled: position limits and funds, asked before anything changes.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Lots, fee at the limit, and what filling would lose at once against the last price.</summary>
internal readonly record struct Wanted(long Buys, long Sells, Money Fees, Money Loss);

/// <summary>What comes free because the order takes the place of others.</summary>
internal readonly record struct Freed(long Buys, long Sells, Money Fees);

/// <summary>Rules RSK-001 and RSK-002.</summary>
internal static class PreTrade
{
    /// <summary>One order in one instrument, an outright month or a spread.</summary>
    public static Refusal Ask(State state, Month month, in OrderEntry order, Price worst, in Freed freed)
    {
        if (month.Legs is not null)
            return AskSpread(state, month, order, freed.Buys + freed.Sells);
        var spec = month.Instrument.Spec;
        var lossTicks = long.Max(0, order.Side.Sign() * (worst.Ticks - month.Instrument.Last.Ticks));
        var buys = order.Side == Side.Buy;
        return Ask(
            state,
            month,
            order.Owner,
            new(
                buys ? order.Lots : 0,
                buys ? 0 : order.Lots,
                Funds.Fee(spec, worst, order.Lots),
                Money.OfMove(lossTicks, order.Lots, spec.TickValueMinor)
            ),
            freed
        );
    }

    /// <summary>Lots of one or both sides of one outright month.</summary>
    public static Refusal Ask(State state, Month month, int slot, in Wanted wanted, in Freed freed)
    {
        var refusal = AskLimit(month, slot, wanted, freed);
        if (!refusal.IsNone)
            return refusal;
        ref readonly var reserve = ref month.Reserves[slot];
        var net = month.Positions[slot].Net;
        var without = Funds.Required(month.Instrument, net, reserve.Buys - freed.Buys, reserve.Sells - freed.Sells);
        var buys = reserve.Buys - freed.Buys + wanted.Buys;
        var sells = reserve.Sells - freed.Sells + wanted.Sells;
        var more = Funds.Required(month.Instrument, net, buys, sells) - without;
        var closes = wanted.Sells == 0 ? net + buys <= 0 : wanted.Buys == 0 && net - sells >= 0;
        if (more.Minor <= 0 && closes)
            return default;
        var need = more + wanted.Loss + wanted.Fees;
        var free = Funds.Free(state, slot, month.Instrument.Spec.Currency) + (reserve.Required - without) + freed.Fees;
        return need > free ? Short(need, free) : default;
    }

    private static Refusal AskLimit(Month month, int slot, in Wanted wanted, in Freed freed)
    {
        var most = month.Instrument.Spec.PositionLimitLots;
        var net = month.Positions[slot].Net;
        ref readonly var reserve = ref month.Reserves[slot];
        var up = net + reserve.Buys - freed.Buys + wanted.Buys;
        if (wanted.Buys > 0 && up > most)
            return new(RejectReason.PositionLimit, OrderField.Quantity, up, most);
        var down = reserve.Sells - freed.Sells + wanted.Sells - net;
        if (wanted.Sells > 0 && down > most)
            return new(RejectReason.PositionLimit, OrderField.Quantity, down, most);
        return default;
    }

    /// <summary>A spread counts as an order in each leg; what it loses at once is counted on the near leg.</summary>
    /// <param name="freed">Lots of the spread order whose place it takes; of the same side.</param>
    private static Refusal AskSpread(State state, Month spread, in OrderEntry order, long freed)
    {
        var legs = spread.Legs!;
        var (near, far) = (state.MonthOf(legs.Near)!, state.MonthOf(legs.Far)!);
        var value = Spreads.ValueOf(state, spread.Instrument);
        var away = long.Max(0, order.Side.Sign() * (order.Price.Ticks - value.Ticks));
        var lossTicks = Rounding.ToLong(away, legs.NearWeight, RoundingMode.Up);
        var first = Leg(near, order.Side, order.Lots, legs.NearLots, lossTicks);
        var second = Leg(far, order.Side.Opposite(), order.Lots, legs.FarLots, 0);
        var nearFreed = FreedIn(near, order.Side, freed, legs.NearLots);
        var farFreed = FreedIn(far, order.Side.Opposite(), freed, legs.FarLots);
        var refusal = AskLimit(near, order.Owner, first, nearFreed);
        if (refusal.IsNone)
            refusal = AskLimit(far, order.Owner, second, farFreed);
        if (!refusal.IsNone)
            return refusal;
        var (needNear, freeNear) = Need(near, order.Owner, first, nearFreed);
        var (needFar, freeFar) = Need(far, order.Owner, second, farFreed);
        var currency = near.Instrument.Spec.Currency;
        if (currency == far.Instrument.Spec.Currency)
            (needNear, freeNear, needFar) = (needNear + needFar, freeNear + freeFar, Money.Zero);
        var free = Funds.Free(state, order.Owner, currency) + freeNear;
        if (needNear > free)
            return Short(needNear, free);
        if (needFar == Money.Zero)
            return default;
        free = Funds.Free(state, order.Owner, far.Instrument.Spec.Currency) + freeFar;
        return needFar > free ? Short(needFar, free) : default;
    }

    /// <summary>Lots and fees that a live spread order has frozen in a leg.</summary>
    private static Freed FreedIn(Month leg, Side side, long lots, int ratio) =>
        new(
            side == Side.Buy ? lots * ratio : 0,
            side == Side.Buy ? 0 : lots * ratio,
            new(Funds.Fee(leg.Instrument.Spec, leg.Instrument.Previous, ratio).Minor * lots)
        );

    private static Wanted Leg(Month month, Side side, long lots, int ratio, long lossTicks)
    {
        var all = lots * ratio;
        var fee = new Money(Funds.Fee(month.Instrument.Spec, month.Instrument.Previous, ratio).Minor * lots);
        var loss = Money.OfMove(lossTicks, all, month.Instrument.Spec.TickValueMinor);
        return new(side == Side.Buy ? all : 0, side == Side.Buy ? 0 : all, fee, loss);
    }

    /// <summary>What a leg needs on top, and what comes free in it.</summary>
    private static (Money Need, Money Free) Need(Month month, int slot, in Wanted wanted, in Freed freed)
    {
        ref readonly var reserve = ref month.Reserves[slot];
        var net = month.Positions[slot].Net;
        var (buys, sells) = (reserve.Buys - freed.Buys, reserve.Sells - freed.Sells);
        var without = Funds.Required(month.Instrument, net, buys, sells);
        var with = Funds.Required(month.Instrument, net, buys + wanted.Buys, sells + wanted.Sells);
        return (with - without + wanted.Loss + wanted.Fees, reserve.Required - without + freed.Fees);
    }

    private static Refusal Short(Money need, Money free) =>
        new(RejectReason.InsufficientFunds, OrderField.Quantity, need.Minor, free.Minor);
}
