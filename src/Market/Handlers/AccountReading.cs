// Reads an account's positions and funds out of the state as it stands; changes nothing.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Accounts;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>The figures that the risk rules themselves use (<see cref="Funds"/>). Lots are told from release 2 on, when
/// positions became lots.</summary>
internal static class AccountReading
{
    /// <summary>Null: no such account.</summary>
    public static AccountFigures? Of(State state, AccountId account)
    {
        var slot = state.SlotOf(account);
        if (slot == 0)
            return null;
        var legs = new List<LegFigures>();
        var currencies = new List<Currency>();
        foreach (var month in state.Months)
        {
            var currency = month.Instrument.Spec.Currency;
            if (!currencies.Contains(currency))
                currencies.Add(currency);
            if (month.Legs is not null || month.Instrument.Expired || month.Positions.Length <= slot)
                continue;
            if (month.Positions[slot].Long.Lots > 0)
                legs.Add(Leg(state, month, slot, Side.Buy));
            if (month.Positions[slot].Short.Lots > 0)
                legs.Add(Leg(state, month, slot, Side.Sell));
        }

        return new(
            account,
            state.IsTwoSided(slot),
            state.IsRestricted(slot),
            legs,
            currencies.ConvertAll(c => MoneyIn(state, slot, c)),
            state.Next - 1,
            state.Now
        );
    }

    private static LegFigures Leg(State state, Month month, int slot, Side held)
    {
        var instrument = month.Instrument;
        ref readonly var position = ref month.Positions[slot];
        ref readonly var reserve = ref month.Reserves[slot];
        ref readonly var side = ref held == Side.Buy ? ref position.Long : ref position.Short;
        var sells = held == Side.Buy;
        var closing = sells ? reserve.ClosingSells : reserve.ClosingBuys;
        var closingToday = sells ? reserve.ClosingSellsToday : reserve.ClosingBuysToday;
        var apart = state.IsTwoSided(slot) && instrument.Spec.SeparateDates;
        var value = instrument.Spec.TickValueMinor;
        var last = instrument.Last;
        return new(
            instrument.Id,
            held,
            side.Carried.Lots,
            side.Today.Lots,
            side.CostTicks,
            (side.Carried.Lots * instrument.Previous.Ticks) + side.TodayTicks,
            long.Max(0, side.Lots - closing),
            apart ? long.Max(0, side.Carried.Lots - (closing - closingToday)) : null,
            apart ? long.Max(0, side.Today.Lots - closingToday) : null,
            last,
            instrument.Previous,
            new(checked(held.Sign() * ((side.Lots * last.Ticks) - side.CostTicks) * value)),
            new(checked(held.Sign() * Position.HeldTicks(side, last, instrument.Previous) * value)),
            instrument.Grouped || instrument.Priced is not null
                ? null
                : Funds.Margin(state, instrument, slot, side.Lots)
        );
    }

    private static CurrencyFigures MoneyIn(State state, int slot, Currency currency)
    {
        var held = Funds.OnDemand(state, slot, currency, withOrders: false);
        var fees = Money.Zero;
        long result = 0;
        foreach (var month in state.Months)
        {
            var instrument = month.Instrument;
            if (instrument.Spec.Currency != currency || instrument.Expired || month.Positions.Length <= slot)
                continue;
            fees += month.Reserves[slot].Fees;
            if (month.Legs is not null)
                continue;
            if (!instrument.OnDemand)
                held += Funds.Required(state, month, slot, 0, 0);
            var ticks = month.Positions[slot].ResultTicks(instrument.Last, instrument.Previous);
            result = checked(result + (ticks * instrument.Spec.TickValueMinor));
        }

        return new(
            currency,
            state.Ledger.Balance(LedgerCode.ClientCash, slot, currency)
                + state.Ledger.Balance(LedgerCode.ClientMargin, slot, currency),
            new(result),
            held,
            Funds.TotalRequired(state, slot, currency),
            fees,
            Funds.Free(state, slot, currency)
        );
    }
}
