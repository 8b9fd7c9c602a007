// Whose positions wait to be closed by force in a currency, in their order.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Rule LIQ-002.</summary>
internal static class LiquidationQueues
{
    /// <summary>The queue of a calendar's months in one currency.</summary>
    public static IReadOnlyList<QueuedPosition> Of(State state, CalendarClock clock, Currency currency)
    {
        var positions = new List<QueuedPosition>();
        var members = new SortedList<int, Money>();
        foreach (var call in state.Calls)
        {
            if (!call.Missed || call.Currency != currency)
                continue;
            var free = Funds.Free(state, call.Slot, currency);
            var before = positions.Count;
            if (free.Minor < 0)
                Add(state, clock, call.Slot, currency, positions);
            if (positions.Count == before)
                continue;
            var member = MemberOf(state, call.Slot).Value;
            members[member] = members.GetValueOrDefault(member) - free;
        }

        for (var i = 0; i < positions.Count; i++)
            positions[i] = positions[i] with { MemberShortfall = members[positions[i].Member.Value] };
        return LiquidationQueue.Order(positions, LiquidationQueue.Usual);
    }

    private static void Add(
        State state,
        CalendarClock clock,
        int slot,
        Currency currency,
        List<QueuedPosition> positions
    )
    {
        foreach (var month in state.Months)
        {
            var i = month.Instrument;
            if (i.Calendar != clock.Number || i.Expired || month.Legs is not null || i.Spec.Currency != currency)
                continue;
            ref readonly var position = ref month.Positions[slot];
            Add(state, month, slot, position.Long, 1, positions);
            Add(state, month, slot, position.Short, -1, positions);
        }
    }

    private static void Add(
        State state,
        Month month,
        int slot,
        in LotSide side,
        int sign,
        List<QueuedPosition> positions
    )
    {
        if (side.Lots == 0)
            return;
        var i = month.Instrument;
        var gain = sign * checked((side.Lots * i.Last.Ticks) - side.CostTicks);
        positions.Add(
            new(
                MemberOf(state, slot),
                Money.Zero,
                state.AccountAt(slot),
                i.Id,
                state.Accounts[slot - 1].Document.Purpose == AccountDocument.Hedge,
                Settling.OpenInterest(state, month),
                new(checked(-gain * i.Spec.TickValueMinor)),
                sign * side.Lots
            )
        );
    }

    /// <summary>Who clears for it; an account without a member is its own, behind the numbers that members have.</summary>
    private static AccountId MemberOf(State state, int slot) =>
        state.MemberOf(slot) is { } member
            ? new(member.Terms.Member)
            : new(MemberTerms.HighestNumber + state.AccountAt(slot).Value);
}
