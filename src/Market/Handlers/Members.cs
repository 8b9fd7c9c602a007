// Who clears for a client may change: by an operator's word, or because its member is in default.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="MoveClient"/> (rule MBR-008), and puts new mark-ups in force (rule MBR-003).</summary>
internal static class Members
{
    public static void Handle(State state, in MoveClient words, Outbox events)
    {
        var (reason, given, limit) = Ask(state, words);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.MoveClient, reason, given, limit, events);
            return;
        }

        Move(state, state.SlotOf(words.Account), state.MemberNumbered(words.Member)!, events);
    }

    /// <summary>A client goes to another member with all it has. Money stays where it is, on its own accounts: what
    /// changes is in whose total it counts, and what its margin rate is.</summary>
    public static void Move(State state, int slot, MemberRecord to, Outbox events)
    {
        var from = state.MemberOf(slot)!;
        Must.Hold(state.IsClient(slot) && from != to);
        var left = state.RowOf(slot);
        state.Assign(slot, to);
        Limits.Moved(state, slot);
        for (var number = 1; number < Currencies.Count; number++)
        {
            var struck = state.Flows.Of(slot, (Currency)number).Before;
            state.Totals.Of(left, (Currency)number).Ported -= struck;
            state.Totals.Of(state.RowOf(slot), (Currency)number).Ported += struck;
        }

        Refresh(state, slot);
        events.Add(MessageKind.ClientMoved, new ClientMoved(state.AccountAt(slot), from.Terms.Member, to.Terms.Member));
    }

    /// <summary>Mark-ups that members were defined with since the last time: in force from now on.</summary>
    public static void PutMarkUpsInForce(State state)
    {
        foreach (var member in state.Members)
        {
            if (member.MarkUpPpm == member.Terms.MarkUpPpm)
                continue;
            member.MarkUpPpm = member.Terms.MarkUpPpm;
            for (var slot = 1; slot <= state.Accounts.Count; slot++)
            {
                if (!state.IsClient(slot) || state.MemberOf(slot) != member)
                    continue;
                state.SetMarkUp(slot, member.MarkUpPpm);
                Refresh(state, slot);
            }
        }
    }

    /// <summary>Lots of an account's live orders, sleeping ones too; a spread's count in each of its legs.</summary>
    public static long LiveLots(State state, int slot)
    {
        long lots = 0;
        foreach (var month in state.Months)
            lots += month.Legs is null ? month.Reserves[slot].Buys + month.Reserves[slot].Sells : 0;
        return lots;
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(State state, in MoveClient words)
    {
        var slot = state.SlotOf(words.Account);
        if (slot == 0)
            return (RejectReason.UnknownAccount, words.Account.Value, 0);
        if (!state.IsClient(slot))
            return (RejectReason.NotAClient, words.Account.Value, 0);
        var to = state.MemberNumbered(words.Member);
        if (to is null)
            return (RejectReason.UnknownMember, words.Member, 0);
        if (!to.Terms.HasClients)
            return (RejectReason.MemberHasNoClients, words.Member, 0);
        if (state.MemberOf(slot) == to)
            return (RejectReason.SameMember, words.Member, words.Member);
        // Whoever leaves a member in default is asked for more (rule DEF-005).
        if ((state.DefaultOfSlot(slot) ?? state.DefaultOf(words.Member)) is { } fallen)
            return (RejectReason.MemberInDefault, fallen.Member, 0);
        foreach (var clock in state.Calendars)
        {
            if (clock.Step > 0)
                return (RejectReason.ClearingUnderWay, clock.Number, clock.Step);
        }

        var lots = LiveLots(state, slot);
        return lots > 0 ? (RejectReason.OrdersLive, lots, 0) : default;
    }

    // What is kept of its months is worked out at its rate.
    private static void Refresh(State state, int slot)
    {
        foreach (var month in state.Months)
        {
            if (month.Legs is null && !month.Instrument.Expired)
                Funds.Refresh(state, month, slot);
        }
    }
}
