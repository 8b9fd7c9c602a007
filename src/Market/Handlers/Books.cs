// The two books of every position at settlement, and the proof that they are one in equity.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Mark to market moves cash, trade by trade informs (rule POS-005).</summary>
internal static class Books
{
    /// <param name="finalUnits">The final price on the last day; null on other days.</param>
    /// <returns>Positions told and the lots that they hold long.</returns>
    public static (long Count, long Lots) Mark(
        State state,
        Month month,
        TradingDate day,
        Price price,
        long? finalUnits,
        Outbox events
    )
    {
        long count = 0,
            lots = 0;
        for (var slot = 1; slot < month.Positions.Length; slot++)
        {
            ref readonly var position = ref month.Positions[slot];
            if (position.IsIdle)
                continue;
            count++;
            lots += position.Long.Lots;
            var mark = finalUnits is { } units
                ? MarkedToFinal(state, month, slot, day, units)
                : Marked(state, month, slot, day, price);
            if (mark.IsAnything)
                events.Add(MessageKind.PositionMarked, mark);
        }

        return (count, lots);
    }

    /// <summary>Invariants I-3, I-4 and I-7: lots are the position, and both ways of counting give the day's
    /// result.</summary>
    public static void Prove(State state, in Position position, Price price, Price previous)
    {
        Must.Hold(state.Lots.IsSound(position.Long) && state.Lots.IsSound(position.Short));
        Must.Hold(position.Long.Lots - position.Short.Lots == position.Net);
        var result = position.ResultTicks(price, previous);
        Must.Hold(position.ClosedTicks + position.HeldTicks(price, previous) == result);
        Must.Hold(position.ClosedByTradeTicks + position.FloatAt(price) - position.FloatTicks == result);
    }

    /// <summary>Release 2 begins: each net position is one lot, opened before anybody kept lots, at the newest
    /// settlement.</summary>
    public static void BeginLots(State state)
    {
        for (var slot = 1; slot <= state.Accounts.Count; slot++)
        {
            for (var currency = 1; currency < Currencies.Count; currency++)
                state.Flows.Of(slot, (Currency)currency) = new()
                {
                    Before =
                        state.Ledger.Balance(LedgerCode.ClientCash, slot, (Currency)currency)
                        + state.Ledger.Balance(LedgerCode.ClientMargin, slot, (Currency)currency),
                };
        }

        foreach (var month in state.Months)
        {
            var previous = month.Instrument.Previous;
            for (var slot = 1; slot < month.Positions.Length; slot++)
            {
                ref var position = ref month.Positions[slot];
                if (position.Net > 0)
                    state.Lots.Carry(ref position.Long, default, default, previous, position.Net);
                else if (position.Net < 0)
                    state.Lots.Carry(ref position.Short, default, default, previous, -position.Net);
            }

            month.SumLots();
        }
    }

    private static PositionMarked Marked(State state, Month month, int slot, TradingDate day, Price price)
    {
        var instrument = month.Instrument;
        ref readonly var position = ref month.Positions[slot];
        var value = instrument.Spec.TickValueMinor;
        return new(
            state.AccountAt(slot),
            instrument.Id,
            day,
            new(position.Long.Lots),
            new(position.Short.Lots),
            new(position.ClosedTicks * value),
            new(position.ClosedByTradeTicks * value),
            new(position.HeldTicks(price, instrument.Previous) * value),
            new(position.FloatAt(price) * value)
        );
    }

    private static PositionMarked MarkedToFinal(State state, Month month, int slot, TradingDate day, long finalUnits)
    {
        var instrument = month.Instrument;
        var spec = instrument.Spec;
        ref readonly var position = ref month.Positions[slot];
        var all = VariationMargin.ToFinal(
            position,
            finalUnits,
            instrument.Previous,
            spec.UnitsPerTick,
            spec.UnitValueMinor
        );
        var closed = new Money(position.ClosedTicks * spec.TickValueMinor);
        return new(
            state.AccountAt(slot),
            instrument.Id,
            day,
            new(position.Long.Lots),
            new(position.Short.Lots),
            closed,
            new(position.ClosedByTradeTicks * spec.TickValueMinor),
            all - closed,
            VariationMargin.FloatToFinal(position, finalUnits, spec.UnitsPerTick, spec.UnitValueMinor)
        );
    }
}
