// Position limits of release 3: what an order is asked beyond the contract's own limit, and the sums that it is asked
// against.
using Tokenbourse.Market.Matching;
using Tokenbourse.Market.Risk;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Rules LIM-002 to LIM-006. Nothing here allocates or walks over accounts.</summary>
internal static class Limits
{
    /// <summary>One order in an outright month or a spread.</summary>
    /// <param name="freed">What comes free because it takes the place of a live order.</param>
    public static Refusal Ask(State state, Month month, in OrderEntry order, in Freed freed)
    {
        if (month.Legs is { } legs)
            return AskSpread(state, legs, order, freed.Buys + freed.Sells);
        if (!month.Limits.InForce)
            return default;
        var flag = AskFlag(state, order);
        if (!flag.IsNone)
            return flag;
        var twoSided = state.IsTwoSided(order.Owner);
        if (twoSided && (order.Flags & OrderFlags.CloseOnly) != 0)
            return default;
        // Half of such a reversal closes.
        var reverses = (order.Flags & OrderFlags.Reverse) != 0;
        var lots = reverses ? order.Lots / 2 : order.Lots;
        return Ask(
            state,
            month,
            order.Owner,
            order.Side == Side.Buy ? lots : 0,
            order.Side == Side.Buy ? 0 : lots,
            freed
        );
    }

    /// <summary>Both sides of a quote.</summary>
    public static Refusal AskQuotes(State state, Month month, int slot, long buys, long sells, in Freed freed)
    {
        if (!month.Limits.InForce)
            return default;
        return state.IsHedge(slot)
            ? new(RejectReason.HedgeFlag, OrderField.Flags, (long)OrderFlags.Quote, (long)OrderFlags.Hedge)
            : Ask(state, month, slot, buys, sells, freed);
    }

    /// <summary>Keeps the sums true after an account's position or orders changed.</summary>
    public static void Refresh(State state, Month month, int slot)
    {
        ref readonly var trader = ref state.TraderAt(slot);
        if (trader.Place == 0 || month.Legs is not null)
            return;
        var (buys, sells) = Funds.LiveLots(state, month, slot);
        month.Limits.Count(trader, ReachOf(state, month, slot, buys, sells));
    }

    /// <summary>From this release on accounts are counted together, and hedgers have a rate.</summary>
    public static void Begin(State state)
    {
        Recount(state);
        foreach (var month in state.Months)
            month.Instrument.HedgeRatePpm = month.Instrument.RatePpm;
    }

    /// <summary>An account has another member than before.</summary>
    public static void Moved(State state, int slot)
    {
        foreach (var month in state.Months)
        {
            if (state.TraderAt(slot).Place > 0)
                month.Limits.Count(state.TraderAt(slot), default);
        }

        state.PlaceTrader(slot);
        foreach (var month in state.Months)
            Refresh(state, month, slot);
    }

    /// <summary>All sums of all months from the accounts.</summary>
    public static void Recount(State state)
    {
        foreach (var month in state.Months)
            Recount(state, month);
    }

    public static void Recount(State state, Month month)
    {
        month.Limits.ClearSums();
        Count(state, month, month.Limits);
    }

    /// <summary>The sums that were kept are those of the accounts.</summary>
    public static void Prove(State state, Month month)
    {
        var again = new MonthLimits();
        Count(state, month, again);
        Must.Hold(month.Limits.HasSameSums(again));
    }

    /// <summary>Were all orders of the account filled that open.</summary>
    /// <param name="buys">Lots of live buys that count (all of a net account, the opening ones of another).</param>
    public static Reach ReachOf(State state, Month month, int slot, long buys, long sells)
    {
        var (longs, shorts) = Funds.SidesOf(state, month, slot, buys, sells);
        var opened = month.Limits.OpenedBy(slot);
        if (state.IsTwoSided(slot))
            return new(longs, shorts, opened + buys + sells);
        // Whatever the order in which its buys and sells fill, a net account opens no more than one of the two can.
        var net = month.Positions[slot].Net;
        return new(longs, shorts, opened + long.Max(longs - long.Max(0, net), shorts - long.Max(0, -net)));
    }

    /// <summary>Lots held on both sides.</summary>
    public static (long Longs, long Shorts) HeldBy(State state, Month month, int slot) =>
        Funds.SidesOf(state, month, slot, 0, 0);

    private static void Count(State state, Month month, MonthLimits sums)
    {
        if (month.Legs is not null || month.Instrument.Expired)
            return;
        for (var slot = 1; slot <= state.Accounts.Count; slot++)
        {
            ref readonly var trader = ref state.TraderAt(slot);
            if (trader.Place == 0)
                continue;
            var (buys, sells) = Funds.LiveLots(state, month, slot);
            sums.Count(trader, ReachOf(state, month, slot, buys, sells));
        }
    }

    // An order hedges exactly when its account does (rule LIM-005).
    private static Refusal AskFlag(State state, in OrderEntry order)
    {
        var asked = state.IsHedge(order.Owner) ? OrderFlags.Hedge : OrderFlags.None;
        return (order.Flags & OrderFlags.Hedge) == asked
            ? default
            : new(RejectReason.HedgeFlag, OrderField.Flags, (long)order.Flags, (long)asked);
    }

    // A spread is an order in each leg; of two reasons the one with the lower number is told.
    private static Refusal AskSpread(State state, SpreadLegs legs, in OrderEntry order, long freed)
    {
        var (near, far) = (state.MonthOf(legs.Near)!, state.MonthOf(legs.Far)!);
        if (!near.Limits.InForce && !far.Limits.InForce)
            return default;
        var flag = AskFlag(state, order);
        if (!flag.IsNone)
            return flag;
        var first = AskLeg(state, near, order.Owner, order.Side, order.Lots * legs.NearLots, freed * legs.NearLots);
        var second = AskLeg(
            state,
            far,
            order.Owner,
            order.Side.Opposite(),
            order.Lots * legs.FarLots,
            freed * legs.FarLots
        );
        return first.IsNone || (!second.IsNone && second.Reason < first.Reason) ? second : first;
    }

    private static Refusal AskLeg(State state, Month month, int slot, Side side, long lots, long freed) =>
        side == Side.Buy
            ? Ask(state, month, slot, lots, 0, new(freed, 0, Money.Zero))
            : Ask(state, month, slot, 0, lots, new(0, freed, Money.Zero));

    private static Refusal Ask(State state, Month month, int slot, long buys, long sells, in Freed freed)
    {
        var limits = month.Limits;
        if (!limits.InForce)
            return default;
        var (liveBuys, liveSells) = Funds.LiveLots(state, month, slot);
        (liveBuys, liveSells) = (liveBuys - freed.Buys, liveSells - freed.Sells);
        var before = ReachOf(state, month, slot, liveBuys, liveSells);
        var after = ReachOf(state, month, slot, liveBuys + buys, liveSells + sells);
        ref readonly var trader = ref state.TraderAt(slot);
        if (trader.Hedges)
            return AskQuota(state, month, slot, before, after);
        var own = trader.Place == 0 ? default : limits.Own(trader.Place);
        var group = after;
        if (trader.Group > 0)
            group = limits.OfGroup(trader.Group) + MonthLimits.InGroup(trader, after - own);
        var refusal = trader.House
            ? default
            : AskSides(RejectReason.TraderLimit, before, after, group, limits.Client, limits.Client);
        if (refusal.IsNone && trader.Member > 0)
        {
            var most = limits.OfMember(state.KindOfMember(slot));
            var member = limits.OfMembers(trader.Member) + (after - own);
            refusal = AskSides(RejectReason.MemberLimit, before, after, member, most, most);
        }

        if (!refusal.IsNone || trader.Makes || after.Opens <= before.Opens || group.Opens <= limits.Opening)
            return refusal;
        return new(RejectReason.OpeningLimit, OrderField.Quantity, group.Opens, limits.Opening);
    }

    private static Refusal AskQuota(State state, Month month, int slot, in Reach before, in Reach after)
    {
        var instrument = month.Instrument;
        var contract = state.NumberOf(instrument.Spec.Contract);
        var quota = state.QuotaOf(slot, contract, state.ClockOf(instrument).Day);
        return AskSides(RejectReason.HedgeQuota, before, after, after, quota.Longs, quota.Shorts);
    }

    // Asked is what adds: who stands above a limit may still close.
    private static Refusal AskSides(
        RejectReason reason,
        in Reach before,
        in Reach after,
        in Reach sum,
        long mostLong,
        long mostShort
    )
    {
        if (after.Longs > before.Longs && sum.Longs > mostLong)
            return new(reason, OrderField.Quantity, sum.Longs, mostLong);
        return after.Shorts > before.Shorts && sum.Shorts > mostShort
            ? new(reason, OrderField.Quantity, sum.Shorts, mostShort)
            : default;
    }
}
