// What the waterfall would bear were some members to fail after a move of prices.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Handlers;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Figures;

public sealed partial class ClearingReader
{
    /// <summary>Lays the members' losses on the layers of the house's rules, as after a settlement at other prices and
    /// a closing at them that costs nothing more (rules DEF-010 and DEF-011). Gains that may be cut are those of that
    /// settlement. The house must have rules of default.</summary>
    /// <param name="members">Who fails; members, each once.</param>
    /// <param name="moves">What the move of prices pays (or, below zero, takes from) each account, beyond the day's
    /// result so far.</param>
    /// <param name="funds">Contributions by house account in place of those paid in; null: those.</param>
    /// <param name="capital">The exchange's capital in place of its own; null: its own.</param>
    public WaterfallResult Allocate(
        IReadOnlyList<int> members,
        Currency currency,
        Func<AccountId, Money> moves,
        Func<AccountId, Money>? funds = null,
        Money? capital = null
    )
    {
        var rules = _state.House.Default!;
        var own = members.SelectMany(m => _state.SlotsOf(m)).ToList();
        var houses = members.Select(_state.HouseSlotOf).ToList();
        var others = DefaultAllocation
            .Others(_state, currency, null)
            .Where(o => !houses.Contains(_state.SlotOf(o.Account)))
            .Select(o => o with { Fund = Fund(_state.SlotOf(o.Account)) });
        return DefaultWaterfall.Of(
            new(
                [.. members.Select(Defaulter)],
                capital ?? _state.Ledger.Balance(LedgerCode.ExchangeCapital, 0, currency),
                _state.Ledger.Balance(LedgerCode.RiskReserve, 0, currency),
                Money.Zero,
                [.. others],
                DefaultAllocation.Gains(_state, own, slot => Gain(slot), slot => Cash(slot) + Gain(slot)),
                []
            ),
            DefaultAllocation.RulesOf(rules)
        );

        Defaulter Defaulter(int member)
        {
            var house = _state.HouseSlotOf(member);
            return DefaultAllocation.DefaulterOf(
                _state,
                _state.SlotsOf(member),
                house,
                house == 0 ? default : Fund(house),
                slot => Cash(slot) + _state.Ledger.Balance(LedgerCode.ClientMargin, slot, currency) + Gain(slot)
            );
        }

        Money Gain(int slot) => Results(slot, currency) + moves(_state.AccountAt(slot));

        Money Cash(int slot) => _state.Ledger.Balance(LedgerCode.ClientCash, slot, currency);

        Money Fund(int slot) =>
            funds is null
                ? _state.Ledger.Balance(LedgerCode.DefaultFund, slot, currency)
                : funds(_state.AccountAt(slot));
    }

    private Money Results(int slot, Currency currency)
    {
        var sum = Money.Zero;
        foreach (var month in Outrights())
        {
            if (month.Instrument.Spec.Currency == currency)
                sum += Result(month, slot);
        }

        return sum;
    }
}
