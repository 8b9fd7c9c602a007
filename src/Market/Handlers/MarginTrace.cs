// Step 10 tells what margins under a group came from, and what shadows would ask.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Rules MRG-012 and MRG-013.</summary>
internal static class MarginTrace
{
    /// <summary>After the margin of all accounts has been moved.</summary>
    public static void Tell(State state, TradingDate day, Outbox events)
    {
        if (state.Tables.Count == 0)
            return;
        Span<long> sums = stackalloc long[Currencies.Count];
        for (var slot = 1; slot <= state.Accounts.Count; slot++)
        {
            if (state.Pools is { } pools && pools.Take(state, slot, withOrders: false))
            {
                pools.Sum(state.MarkUpOf(slot), sums);
                pools.Explain(state.AccountAt(slot), day, state.MarkUpOf(slot), events);
            }

            for (var number = 1; number < Currencies.Count; number++)
                Shadow(state, slot, (Currency)number, day, events);
        }
    }

    private static void Shadow(State state, int slot, Currency currency, TradingDate day, Outbox events)
    {
        if (!HasShadow(state, slot, currency))
            return;
        var would = state.Shadows?.Required(state, slot, currency, withOrders: false) ?? Money.Zero;
        for (var number = 0; number < state.Contracts.Count; number++)
        {
            var spec = state.Contracts[number].Spec;
            if (spec.Currency != currency)
                continue;
            var table = state.Tables.GetValueOrDefault(number)?.Parameters;
            if (table?.Shadow is not { } shadow)
                would += table is null or { Rule: MarginRule.Percentage } ? Funds.Held(state, slot, spec) : Money.Zero;
            else if (shadow.Rule == MarginRule.Percentage)
                would += AtRate(state, slot, spec, shadow.RatePpm);
        }

        var asked = MarginCalls.RequiredOf(state, slot, currency);
        events.Add(MessageKind.MarginShadow, new MarginShadow(state.AccountAt(slot), currency, day, asked, would));
    }

    private static bool HasShadow(State state, int slot, Currency currency)
    {
        for (var i = 0; i < state.Tables.Count; i++)
        {
            var table = state.Tables.GetValueAtIndex(i);
            if (
                table.Parameters.Shadow is null
                || state.Contracts[state.Tables.GetKeyAtIndex(i)].Spec.Currency != currency
            )
                continue;
            foreach (var month in table.Months)
            {
                ref readonly var position = ref state.MonthOf(month.Instrument)!.Positions[slot];
                if (position.Long.Lots != 0 || position.Short.Lots != 0)
                    return true;
            }
        }

        return false;
    }

    // Flat: what holds a rate up or lets it fall says nothing here.
    private static Money AtRate(State state, int slot, ContractSpec spec, int ratePpm)
    {
        var sum = Money.Zero;
        var rate = int.Min(1_000_000, ratePpm + state.MarkUpOf(slot));
        foreach (var month in state.Months)
        {
            if (month.Legs is not null || month.Instrument.Spec != spec || month.Instrument.Expired)
                continue;
            ref readonly var position = ref month.Positions[slot];
            foreach (var lots in (ReadOnlySpan<long>)[position.Long.Lots, position.Short.Lots])
                sum += Risk.RequiredMargin.Of(lots, month.Instrument.Previous, spec.TickValueMinor, rate);
        }

        return sum;
    }
}
