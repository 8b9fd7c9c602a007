// What an order would risk, were everything filled: position limits and funds, asked before anything changes.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Lots, fee at the limit, and what filling would lose at once against the last price.</summary>
/// <param name="BuyTicks">Price times lots (rule MRG-014).</param>
internal readonly record struct Wanted(
    long Buys,
    long Sells,
    Money Fees,
    Money Loss,
    long BuyTicks = 0,
    long SellTicks = 0
);

/// <summary>What comes free because the order takes the place of others.</summary>
internal readonly record struct Freed(long Buys, long Sells, Money Fees, long BuyTicks = 0, long SellTicks = 0);

/// <summary>What an order asks of funds: margin on top, fee and loss at once, and what comes free.</summary>
internal readonly record struct Needed(Money Margin, Money Costs, Money MarginFreed, Money FeesFreed)
{
    public bool IsNothing => Margin + Costs == Money.Zero;

    public static Needed operator +(in Needed left, in Needed right) =>
        new(
            left.Margin + right.Margin,
            left.Costs + right.Costs,
            left.MarginFreed + right.MarginFreed,
            left.FeesFreed + right.FeesFreed
        );
}

/// <summary>Rules RSK-001 and RSK-002.</summary>
internal static class PreTrade
{
    /// <summary>One order in one instrument, an outright month or a spread.</summary>
    public static Refusal Ask(State state, Month month, in OrderEntry order, Price worst, in Freed freed)
    {
        var refusal = AskRisk(state, month, order, worst, freed);
        return refusal.IsNone && state.HasMembers ? Limits.Ask(state, month, order, freed) : refusal;
    }

    private static Refusal AskRisk(State state, Month month, in OrderEntry order, Price worst, in Freed freed)
    {
        if (month.Legs is not null)
            return AskSpread(state, month, order, freed.Buys + freed.Sells);
        // What only closes lots that are there and free asks for nothing (rule POS-006).
        var twoSided = state.IsTwoSided(order.Owner);
        if (twoSided && (order.Flags & OrderFlags.CloseOnly) != 0)
            return default;
        if ((order.Flags & OrderFlags.Reverse) != 0)
            return AskReversal(state, month, order, worst);
        var buys = order.Side == Side.Buy;
        return Ask(
            state,
            month,
            order.Owner,
            new(
                buys ? order.Lots : 0,
                buys ? 0 : order.Lots,
                Funds.FrozenFee(state, month, order.Owner, order.Flags, worst, order.Lots),
                LossAtOnce(month, order, worst),
                buys ? order.Lots * worst.Ticks : 0,
                buys ? 0 : order.Lots * worst.Ticks
            ),
            freed
        );
    }

    /// <summary>Lots of one or both sides of one outright month.</summary>
    public static Refusal Ask(State state, Month month, int slot, in Wanted wanted, in Freed freed)
    {
        var refusal = AskLimit(state, month, slot, wanted, freed);
        if (!refusal.IsNone)
            return refusal;
        if (month.Instrument.Grouped)
            return GroupPreTrade.Ask(state, month, slot, wanted, freed);
        if (month.Instrument.Priced is not null)
            return PricedMargins.Ask(state, month, slot, wanted, freed);
        var (liveBuys, liveSells) = Funds.LiveLots(state, month, slot);
        var now = Funds.Required(state, month, slot, liveBuys, liveSells);
        var without = Funds.Required(state, month, slot, liveBuys - freed.Buys, liveSells - freed.Sells);
        var buys = liveBuys - freed.Buys + wanted.Buys;
        var sells = liveSells - freed.Sells + wanted.Sells;
        var more = Funds.Required(state, month, slot, buys, sells) - without;
        var net = month.Positions[slot].Net;
        var closes = wanted.Sells == 0 ? net + buys <= 0 : wanted.Buys == 0 && net - sells >= 0;
        if (more.Minor <= 0 && closes && !state.IsTwoSided(slot))
            return default;
        return AskFunds(
            state,
            slot,
            month.Instrument.Spec.Currency,
            new(more, wanted.Loss + wanted.Fees, now - without, freed.Fees)
        );
    }

    /// <summary>All lots of one side close and as many open on the other, at once or not at all (rule
    /// POS-004).</summary>
    private static Refusal AskReversal(State state, Month month, in OrderEntry order, Price worst)
    {
        var slot = order.Owner;
        var opened = order.Lots / 2;
        var (buys, sells) = Funds.LiveLots(state, month, slot);
        var most = month.Instrument.Spec.PositionLimitLots;
        var reached = opened + (order.Side == Side.Buy ? buys : sells);
        if (reached > most)
            return new(RejectReason.PositionLimit, OrderField.Quantity, reached, most);
        var frozen =
            LossAtOnce(month, order, worst) + Funds.FrozenFee(state, month, slot, order.Flags, worst, order.Lots);
        if (month.Instrument.Grouped)
            return GroupPreTrade.AskReversal(state, month, slot, order.Side.Sign() * order.Lots, frozen);
        // The side that closes is gone when the other one is there, and their lots are the same.
        var more = month.Instrument.Priced is not null
            ? PricedMargins.NeedOfReversal(state, month, order, worst)
            : Funds.RequiredOf(
                state,
                month,
                slot,
                buys + (order.Side == Side.Buy ? opened : 0),
                sells + (order.Side == Side.Buy ? 0 : opened)
            ) - Funds.Required(state, month, slot, buys, sells);
        return AskFunds(state, slot, month.Instrument.Spec.Currency, new(more, frozen, Money.Zero, Money.Zero));
    }

    /// <summary>Is enough free? What collateral covers falls and rises with the margin (rule COL-005).</summary>
    public static Refusal AskFunds(State state, int slot, Currency currency, in Needed needed)
    {
        var free = Funds.Free(state, slot, currency) + needed.MarginFreed + needed.FeesFreed;
        var need = needed.Margin + needed.Costs;
        if (state.HasPledges(slot))
        {
            var now = Funds.TotalRequired(state, slot, currency);
            var without = now - needed.MarginFreed;
            var covered = Cover.Of(state, slot, currency, without);
            free += covered - Cover.Of(state, slot, currency, now);
            need -= Cover.Of(state, slot, currency, without + needed.Margin) - covered;
        }

        return need > free ? Short(need, free) : default;
    }

    private static Money LossAtOnce(Month month, in OrderEntry order, Price worst)
    {
        var ticks = long.Max(0, order.Side.Sign() * (worst.Ticks - month.Instrument.Last.Ticks));
        return Money.OfMove(ticks, order.Lots, month.Instrument.Spec.TickValueMinor);
    }

    private static Refusal AskLimit(State state, Month month, int slot, in Wanted wanted, in Freed freed)
    {
        var most = month.Instrument.Spec.PositionLimitLots;
        ref readonly var position = ref month.Positions[slot];
        var twoSided = state.IsTwoSided(slot);
        var (buys, sells) = Funds.LiveLots(state, month, slot);
        var up = (twoSided ? position.Long.Lots : position.Net) + buys - freed.Buys + wanted.Buys;
        if (wanted.Buys > 0 && up > most)
            return new(RejectReason.PositionLimit, OrderField.Quantity, up, most);
        var down = (twoSided ? position.Short.Lots : -position.Net) + sells - freed.Sells + wanted.Sells;
        if (wanted.Sells > 0 && down > most)
            return new(RejectReason.PositionLimit, OrderField.Quantity, down, most);
        return default;
    }

    /// <summary>A spread counts as an order in each leg; what it loses at once is counted on the near leg.</summary>
    /// <param name="freed">Lots of the spread order whose place it takes; of the same side.</param>
    private static Refusal AskSpread(State state, Month spread, in OrderEntry order, long freed)
    {
        if (freed == 0 || !state.HasMembers)
            return AskLegs(state, spread, order, freed);
        // Where the larger side is charged what it freezes in one leg counts in the other: it is asked as if it were not
        // there. Release 2 freed each leg by itself.
        Freezing.CountSpread(state, spread, order.Side, order.Owner, -freed);
        var refusal = AskLegs(state, spread, order, 0);
        Freezing.CountSpread(state, spread, order.Side, order.Owner, freed);
        return refusal;
    }

    private static Refusal AskLegs(State state, Month spread, in OrderEntry order, long freed)
    {
        var legs = spread.Legs!;
        var (near, far) = (state.MonthOf(legs.Near)!, state.MonthOf(legs.Far)!);
        var value = Spreads.ValueOf(state, spread.Instrument);
        var away = long.Max(0, order.Side.Sign() * (order.Price.Ticks - value.Ticks));
        var lossTicks = Rounding.ToLong(away, legs.NearWeight, RoundingMode.Up);
        var first = Leg(state, near, order.Owner, order.Side, order.Lots, legs.NearLots, lossTicks);
        var second = Leg(state, far, order.Owner, order.Side.Opposite(), order.Lots, legs.FarLots, 0);
        var nearFreed = FreedIn(state, near, order.Owner, order.Side, freed, legs.NearLots);
        var farFreed = FreedIn(state, far, order.Owner, order.Side.Opposite(), freed, legs.FarLots);
        var refusal = AskLimit(state, near, order.Owner, first, nearFreed);
        if (refusal.IsNone)
            refusal = AskLimit(state, far, order.Owner, second, farFreed);
        if (!refusal.IsNone)
            return refusal;
        if (near.Instrument.Grouped || far.Instrument.Grouped)
            return GroupPreTrade.AskSpread(state, order.Owner, new(near, first, nearFreed), new(far, second, farFreed));
        var (ofNear, ofFar) = (
            NeedOf(state, near, order.Owner, first, nearFreed),
            NeedOf(state, far, order.Owner, second, farFreed)
        );
        var currency = near.Instrument.Spec.Currency;
        if (currency == far.Instrument.Spec.Currency)
            return AskFunds(state, order.Owner, currency, ofNear + ofFar);
        refusal = AskFunds(state, order.Owner, currency, ofNear);
        if (!refusal.IsNone || ofFar.IsNothing)
            return refusal;
        return AskFunds(state, order.Owner, far.Instrument.Spec.Currency, ofFar);
    }

    /// <summary>Lots and fees that a live spread order has frozen in a leg.</summary>
    private static Freed FreedIn(State state, Month leg, int slot, Side side, long lots, int ratio)
    {
        var ticks = lots * ratio * leg.Instrument.Previous.Ticks;
        return new(
            side == Side.Buy ? lots * ratio : 0,
            side == Side.Buy ? 0 : lots * ratio,
            new(LegFee(state, leg, slot, ratio).Minor * lots),
            side == Side.Buy ? ticks : 0,
            side == Side.Buy ? 0 : ticks
        );
    }

    private static Wanted Leg(State state, Month month, int slot, Side side, long lots, int ratio, long lossTicks)
    {
        var all = lots * ratio;
        var fee = new Money(LegFee(state, month, slot, ratio).Minor * lots);
        var loss = Money.OfMove(lossTicks, all, month.Instrument.Spec.TickValueMinor);
        var ticks = all * month.Instrument.Previous.Ticks;
        return side == Side.Buy ? new(all, 0, fee, loss, ticks) : new(0, all, fee, loss, 0, ticks);
    }

    private static Money LegFee(State state, Month leg, int slot, int ratio) =>
        Funds.FrozenFee(state, leg, slot, OrderFlags.None, leg.Instrument.Previous, ratio);

    /// <summary>What a leg needs on top, and what comes free in it.</summary>
    public static Needed NeedOf(State state, Month month, int slot, in Wanted wanted, in Freed freed)
    {
        if (month.Instrument.Priced is not null)
            return PricedMargins.Need(state, month, slot, wanted, freed);
        var (liveBuys, liveSells) = Funds.LiveLots(state, month, slot);
        var (buys, sells) = (liveBuys - freed.Buys, liveSells - freed.Sells);
        var without = Funds.Required(state, month, slot, buys, sells);
        var with = Funds.Required(state, month, slot, buys + wanted.Buys, sells + wanted.Sells);
        return new(
            with - without,
            wanted.Loss + wanted.Fees,
            Funds.Required(state, month, slot, liveBuys, liveSells) - without,
            freed.Fees
        );
    }

    public static Refusal Short(Money need, Money free) =>
        new(RejectReason.InsufficientFunds, OrderField.Quantity, need.Minor, free.Minor);
}
