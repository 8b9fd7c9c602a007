// The question before trading where months are margined together: in each currency in which the requirement may rise.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>A leg of a spread order: what it asks for and what comes free in it.</summary>
internal readonly record struct AskedLeg(Month Month, Wanted Wanted, Freed Freed);

/// <summary>Rule MRG-010.</summary>
internal static class GroupPreTrade
{
    /// <summary>Lots of one or both sides of a month in a group.</summary>
    public static Refusal Ask(State state, Month month, int slot, in Wanted wanted, in Freed freed)
    {
        var pools = state.Pools!;
        Span<long> now = stackalloc long[Currencies.Count];
        Span<long> without = stackalloc long[Currencies.Count];
        Span<long> with = stackalloc long[Currencies.Count];
        var markUp = state.MarkUpOf(slot);
        pools.Take(state, slot, withOrders: true);
        pools.Sum(markUp, now);
        var id = month.Instrument.Id;
        now.CopyTo(without);
        if (freed.Buys != 0 || freed.Sells != 0)
        {
            pools.Count(id, -freed.Buys, -freed.Sells);
            pools.Sum(markUp, without);
        }

        pools.Count(id, wanted.Buys, wanted.Sells);
        pools.Sum(markUp, with);
        if (!state.IsTwoSided(slot) && Closes(month, slot, wanted, freed) && !Rises(without, with))
            return default;
        Span<Needed> needed = stackalloc Needed[Currencies.Count];
        Differ(now, without, with, needed);
        var own = month.Instrument.Spec.Currency;
        needed[(int)own] += new Needed(Money.Zero, wanted.Loss + wanted.Fees, Money.Zero, freed.Fees);
        return Decide(state, slot, own, needed);
    }

    /// <summary>Lots of an open-and-close account that all close and open on the other side.</summary>
    /// <param name="lots">Bought, or below zero sold.</param>
    /// <param name="frozen">Fee, and loss at once.</param>
    public static Refusal AskReversal(State state, Month month, int slot, long lots, Money frozen)
    {
        var pools = state.Pools!;
        Span<long> now = stackalloc long[Currencies.Count];
        Span<long> need = stackalloc long[Currencies.Count];
        pools.Take(state, slot, withOrders: true);
        pools.Sum(state.MarkUpOf(slot), now);
        pools.Move(month.Instrument.Id, lots);
        pools.Sum(state.MarkUpOf(slot), need);
        Span<Needed> needed = stackalloc Needed[Currencies.Count];
        Differ(now, now, need, needed);
        var own = month.Instrument.Spec.Currency;
        needed[(int)own] += new Needed(Money.Zero, frozen, Money.Zero, Money.Zero);
        return Decide(state, slot, own, needed);
    }

    /// <summary>Both legs of a spread order together; one of them may be under the percentage rule.</summary>
    public static Refusal AskSpread(State state, int slot, in AskedLeg near, in AskedLeg far)
    {
        var pools = state.Pools!;
        Span<long> free = stackalloc long[Currencies.Count];
        Span<long> without = stackalloc long[Currencies.Count];
        Span<long> need = stackalloc long[Currencies.Count];
        var markUp = state.MarkUpOf(slot);
        pools.Take(state, slot, withOrders: true);
        pools.Sum(markUp, free);
        CountOut(pools, near);
        CountOut(pools, far);
        pools.Sum(markUp, without);
        CountIn(pools, near);
        CountIn(pools, far);
        pools.Sum(markUp, need);
        Span<Needed> needed = stackalloc Needed[Currencies.Count];
        Differ(free, without, need, needed);
        Add(state, slot, near, needed);
        Add(state, slot, far, needed);
        return Decide(state, slot, near.Month.Instrument.Spec.Currency, needed);
    }

    private static void CountOut(GroupMargins pools, in AskedLeg leg)
    {
        if (leg.Month.Instrument.Grouped)
            pools.Count(leg.Month.Instrument.Id, -leg.Freed.Buys, -leg.Freed.Sells);
    }

    private static void CountIn(GroupMargins pools, in AskedLeg leg)
    {
        if (leg.Month.Instrument.Grouped)
            pools.Count(leg.Month.Instrument.Id, leg.Wanted.Buys, leg.Wanted.Sells);
    }

    private static void Add(State state, int slot, in AskedLeg leg, Span<Needed> needed)
    {
        needed[(int)leg.Month.Instrument.Spec.Currency] += leg.Month.Instrument.Grouped
            ? new(Money.Zero, leg.Wanted.Loss + leg.Wanted.Fees, Money.Zero, leg.Freed.Fees)
            : PreTrade.NeedOf(state, leg.Month, slot, leg.Wanted, leg.Freed);
    }

    private static void Differ(
        ReadOnlySpan<long> now,
        ReadOnlySpan<long> without,
        ReadOnlySpan<long> with,
        Span<Needed> needed
    )
    {
        needed.Clear();
        for (var c = 1; c < Currencies.Count; c++)
            needed[c] = new(new(with[c] - without[c]), Money.Zero, new(now[c] - without[c]), Money.Zero);
    }

    /// <summary>Of a net account: the position shrinks or vanishes whatever of the orders fills.</summary>
    public static bool Closes(Month month, int slot, in Wanted wanted, in Freed freed)
    {
        var net = month.Positions[slot].Net;
        ref readonly var reserve = ref month.Reserves[slot];
        return wanted.Sells == 0
            ? net + reserve.Buys - freed.Buys + wanted.Buys <= 0
            : wanted.Buys == 0 && net - (reserve.Sells - freed.Sells + wanted.Sells) >= 0;
    }

    private static bool Rises(ReadOnlySpan<long> without, ReadOnlySpan<long> with)
    {
        var rises = false;
        for (var c = 1; c < Currencies.Count; c++)
            rises |= with[c] > without[c];
        return rises;
    }

    // The order's own currency first; in another it may need nothing.
    private static Refusal Decide(State state, int slot, Currency own, ReadOnlySpan<Needed> needed)
    {
        var refusal = PreTrade.AskFunds(state, slot, own, needed[(int)own]);
        for (var c = 1; c < Currencies.Count && refusal.IsNone; c++)
        {
            if (c != (int)own && (needed[c].Margin + needed[c].Costs).Minor > 0)
                refusal = PreTrade.AskFunds(state, slot, (Currency)c, needed[c]);
        }

        return refusal;
    }
}
