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

        return result < 0 ? money + new Money(result) : money;
    }

    /// <summary>Margin of a month were its orders filled in the worse direction (rules RSK-002 and POS-006).</summary>
    /// <param name="buys">Lots of live buys; of an open-and-close account those that open.</param>
    public static Money Required(State state, Month month, int slot, long buys, long sells)
    {
        ref readonly var position = ref month.Positions[slot];
        return state.IsTwoSided(slot)
            ? Margin(month.Instrument, position.Long.Lots + buys)
                + Margin(month.Instrument, position.Short.Lots + sells)
            : Margin(month.Instrument, RequiredMargin.WorstLots(position.Net, buys, sells));
    }

    /// <summary>Margin of so many lots of one side.</summary>
    public static Money Margin(Instrument instrument, long lots) =>
        RequiredMargin.Of(lots, instrument.Previous, instrument.Spec.TickValueMinor, instrument.RatePpm);

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

    /// <summary>Keeps an account's reserve true after its position or orders changed.</summary>
    public static void Refresh(State state, Month month, int slot)
    {
        var (buys, sells) = LiveLots(state, month, slot);
        month.Reserves[slot].Required = Required(state, month, slot, buys, sells);
    }
}
