// What an account may still use: the one place where cash, result, margin and frozen fees meet.
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

    /// <summary>Margin of a month were its orders filled in the worse direction.</summary>
    public static Money Required(Instrument instrument, long net, long buys, long sells) =>
        RequiredMargin.Of(
            RequiredMargin.WorstLots(net, buys, sells),
            instrument.Previous,
            instrument.Spec.TickValueMinor,
            instrument.RatePpm
        );

    public static Money Fee(ContractSpec spec, Price price, long lots) =>
        Risk.Fee.Of(price, lots, spec.TickValueMinor, spec.FeeTurnoverPpm, spec.FeePerLotMinor);

    /// <summary>Keeps an account's reserve true after its position or orders changed.</summary>
    public static void Refresh(Month month, int slot)
    {
        ref var reserve = ref month.Reserves[slot];
        reserve.Required = Required(month.Instrument, month.Positions[slot].Net, reserve.Buys, reserve.Sells);
    }
}
