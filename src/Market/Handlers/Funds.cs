// What an account may still use: the one place where cash, result, margin and frozen fees meet.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Listing;
using Tokenbourse.Market.Risk;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Funds by rule RSK-002: floating gains are not spendable, floating losses count at once.</summary>
internal static class Funds
{
    /// <summary>Cash and margin account, less the day's loss, required margin and frozen fees. May be below
    /// zero.</summary>
    public static Money Free(State state, int slot, Currency currency)
    {
        var money =
            state.Ledger.Balance(LedgerCode.ClientCash, slot, currency)
            + state.Ledger.Balance(LedgerCode.ClientMargin, slot, currency);
        long result = 0;
        for (var i = 0; i < state.Months.Count; i++)
        {
            var month = state.Months[i];
            var instrument = month.Instrument;
            if (instrument.Spec.Currency != currency || instrument.Expired)
                continue;
            ref readonly var reserve = ref month.Reserves[slot];
            money = money - reserve.Required - reserve.Fees;
            ref readonly var position = ref month.Positions[slot];
            if (!position.IsIdle)
                result = checked(
                    result
                    + (position.ResultTicks(instrument.Last, instrument.Previous) * instrument.Spec.TickValueMinor)
                );
        }

        money -= OnDemand(state, slot, currency, withOrders: true);
        if (state.HasPledges(slot))
            money += Cover.Of(state, slot, currency, TotalRequired(state, slot, currency));
        return result < 0 ? money + new Money(result) : money;
    }

    /// <summary>Required margin of an account in a currency, its orders counted in.</summary>
    public static Money TotalRequired(State state, int slot, Currency currency)
    {
        var sum = OnDemand(state, slot, currency, withOrders: true);
        foreach (var month in state.Months)
        {
            if (month.Instrument.Spec.Currency == currency && !month.Instrument.Expired)
                sum += month.Reserves[slot].Required;
        }

        return sum;
    }

    /// <summary>Margin of a month were its orders filled in the worse direction (rules RSK-002 and POS-006); where the
    /// larger side is charged, of all such months of the contract (rule MRG-003).</summary>
    /// <param name="buys">Lots of live buys; of an open-and-close account those that open.</param>
    public static Money Required(State state, Month month, int slot, long buys, long sells)
    {
        var (longs, shorts) = SidesOf(state, month, slot, buys, sells);
        return RequiredOf(state, month, slot, longs, shorts);
    }

    /// <summary>The same for so many lots of each side.</summary>
    public static Money RequiredOf(State state, Month month, int slot, long longs, long shorts)
    {
        if (!month.Instrument.LargerSide)
            return OwnRequired(state, month, slot, longs, shorts);
        var (bought, sold) = (
            Margin(state, month.Instrument, slot, longs),
            Margin(state, month.Instrument, slot, shorts)
        );
        foreach (var other in state.Months)
        {
            if (other == month || !IsLargerSideOf(other, month.Instrument.Spec))
                continue;
            var (buys, sells) = LiveLots(state, other, slot);
            var sides = SidesOf(state, other, slot, buys, sells);
            (bought, sold) = (
                bought + Margin(state, other.Instrument, slot, sides.Longs),
                sold + Margin(state, other.Instrument, slot, sides.Shorts)
            );
        }

        return bought > sold ? bought : sold;
    }

    /// <summary>What is required in a currency where it is not kept month by month.</summary>
    public static Money OnDemand(State state, int slot, Currency currency, bool withOrders)
    {
        var sum = LargerSides(state, slot, currency, withOrders);
        if (state.Pools is { } pools)
            sum += pools.Required(state, slot, currency, withOrders);
        return state.Tables.Count > 0 ? sum + PricedMargins.Required(state, slot, currency, withOrders) : sum;
    }

    // Where the larger side is charged, over all contracts of a currency.
    private static Money LargerSides(State state, int slot, Currency currency, bool withOrders)
    {
        var sum = Money.Zero;
        for (var contract = 0; contract < state.Contracts.Count; contract++)
        {
            var spec = state.Contracts[contract].Spec;
            if (spec.Currency == currency)
                sum += LargerSide(state, slot, spec, withOrders);
        }

        return sum;
    }

    /// <summary>What is required for the lots held in a contract under the percentage rule, without orders.</summary>
    public static Money Held(State state, int slot, ContractSpec spec)
    {
        var sum = LargerSide(state, slot, spec, withOrders: false);
        sum += PricedMargins.OfContract(state, slot, spec, null, default, withOrders: false);
        foreach (var month in state.Months)
        {
            var i = month.Instrument;
            if (!i.OnDemand && !i.Expired && month.Legs is null && i.Spec == spec)
                sum += Required(state, month, slot, 0, 0);
        }

        return sum;
    }

    private static Money LargerSide(State state, int slot, ContractSpec spec, bool withOrders)
    {
        var (bought, sold) = (Money.Zero, Money.Zero);
        foreach (var month in state.Months)
        {
            if (!IsLargerSideOf(month, spec))
                continue;
            var (buys, sells) = withOrders ? LiveLots(state, month, slot) : (0, 0);
            var (longs, shorts) = SidesOf(state, month, slot, buys, sells);
            (bought, sold) = (
                bought + Margin(state, month.Instrument, slot, longs),
                sold + Margin(state, month.Instrument, slot, shorts)
            );
        }

        return bought > sold ? bought : sold;
    }

    private static bool IsLargerSideOf(Month month, ContractSpec spec) =>
        month.Instrument is { LargerSide: true, Grouped: false, Priced: null, Expired: false }
        && month.Instrument.Spec == spec;

    /// <summary>The most lots long and short that a position may come to when some of its orders fill.</summary>
    public static (long Longs, long Shorts) SidesOf(State state, Month month, int slot, long buys, long sells)
    {
        ref readonly var position = ref month.Positions[slot];
        return state.IsTwoSided(slot)
            ? (position.Long.Lots + buys, position.Short.Lots + sells)
            : (long.Max(0, position.Net + buys), long.Max(0, sells - position.Net));
    }

    // Of one month alone. A net account ends on one of the sides.
    private static Money OwnRequired(State state, Month month, int slot, long longs, long shorts) =>
        state.IsTwoSided(slot)
            ? Margin(state, month.Instrument, slot, longs) + Margin(state, month.Instrument, slot, shorts)
            : Margin(state, month.Instrument, slot, long.Max(longs, shorts));

    /// <summary>Margin of so many lots of one side of an account.</summary>
    public static Money Margin(State state, Instrument instrument, int slot, long lots) =>
        RequiredMargin.Of(lots, instrument.Previous, instrument.Spec.TickValueMinor, RateOf(state, instrument, slot));

    /// <summary>The rate that an account is asked, ppm: the month's, and what its member asks on top; never more than
    /// the whole value.</summary>
    public static int RateOf(State state, Instrument instrument, int slot) =>
        int.Min(1_000_000, (state.IsHedge(slot) ? instrument.HedgeRatePpm : instrument.RatePpm) + state.MarkUpOf(slot));

    /// <summary>Lots of live orders that count for margin and position limit: all of a net account, the opening ones
    /// of another.</summary>
    public static (long Buys, long Sells) LiveLots(State state, Month month, int slot)
    {
        ref readonly var reserve = ref month.Reserves[slot];
        return state.IsTwoSided(slot)
            ? (reserve.Opening(Side.Buy), reserve.Opening(Side.Sell))
            : (reserve.Buys, reserve.Sells);
    }

    /// <summary>What an order's fee is frozen at: the rate of what it will do, or the highest of what it may do (rule
    /// FEE-001).</summary>
    public static FeeRate FrozenRate(State state, ContractSpec spec, int slot, OrderFlags flags)
    {
        if (!state.HasLots)
            return spec.OpenFee;
        if (!state.IsTwoSided(slot) || (flags & OrderFlags.Reverse) != 0)
            return spec.OpenFee.Or(spec.CloseFee).Or(spec.CloseTodayFee);
        if ((flags & OrderFlags.CloseOnly) == 0)
            return spec.OpenFee;
        return KindOf(spec, flags) switch
        {
            LotKind.Today => spec.CloseTodayFee,
            LotKind.Carried => spec.CloseFee,
            _ => spec.CloseFee.Or(spec.CloseTodayFee),
        };
    }

    /// <summary>Which lots a closing order of an open-and-close account takes (rule POS-002).</summary>
    public static LotKind KindOf(ContractSpec spec, OrderFlags flags) =>
        (flags & OrderFlags.Reverse) != 0 || !spec.SeparateDates ? LotKind.Oldest
        : (flags & OrderFlags.CloseToday) != 0 ? LotKind.Today
        : LotKind.Carried;

    /// <summary>The fee of so many lots at one rate.</summary>
    public static Money Fee(ContractSpec spec, in FeeRate rate, Price price, long lots) =>
        Risk.Fee.Of(price, lots, spec.TickValueMinor, rate.TurnoverPpm, rate.PerLotMinor);

    /// <summary>What a live or entering order freezes for its fee.</summary>
    public static Money FrozenFee(State state, Month month, int slot, OrderFlags flags, Price price, long lots)
    {
        var spec = month.Instrument.Spec;
        return Fee(spec, FrozenRate(state, spec, slot, flags), price, lots);
    }

    /// <summary>Keeps an account's reserve true after its position or orders changed. Months of which the larger side is
    /// charged, or that are in a group, keep nothing of their own: what they need is asked for over all of them.</summary>
    public static void Refresh(State state, Month month, int slot)
    {
        var (buys, sells) = LiveLots(state, month, slot);
        month.Reserves[slot].Required = month.Instrument.OnDemand
            ? Money.Zero
            : Required(state, month, slot, buys, sells);
        if (state.HasMembers)
            Limits.Refresh(state, month, slot);
    }
}
