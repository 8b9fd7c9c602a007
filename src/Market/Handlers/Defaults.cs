// A member's default declared by two officers, what follows at once, and clients that go to another member.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="ProposeDefault"/>, <see cref="DeclareDefault"/> and <see cref="PortClient"/> (rules
/// DEF-003 to DEF-005).</summary>
internal static class Defaults
{
    public static void Handle(State state, in ProposeDefault words, Outbox events)
    {
        var (reason, given, limit) = Ask(state, words.Member, words.Person);
        if (reason == RejectReason.None && !words.Reason.IsWellFormed)
            reason = RejectReason.ReasonMissing;
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.ProposeDefault, reason, given, limit, events);
            return;
        }

        var member = words.Member;
        state.DefaultProposals.RemoveAll(p => p.Member == member);
        state.DefaultProposals.Add(new(words.Member, words.Person, words.Reason));
        events.Add(MessageKind.DefaultProposed, state.DefaultProposals[^1]);
    }

    public static void Handle(State state, in DeclareDefault words, Outbox events)
    {
        var (reason, given, limit) = Ask(state, words.Member, words.Person);
        var member = words.Member;
        var at = state.DefaultProposals.FindIndex(p => p.Member == member);
        if (reason == RejectReason.None && at < 0)
            (reason, given) = (RejectReason.NothingProposed, member);
        if (reason == RejectReason.None && state.DefaultProposals[at].Proposer == words.Person)
            (reason, given) = (RejectReason.SamePerson, member);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.DeclareDefault, reason, given, limit, events);
            return;
        }

        var proposal = state.DefaultProposals[at];
        state.DefaultProposals.RemoveAt(at);
        var orders = TakeOrdersOff(state, member, events);
        SpotOrders.ShutOut(state, state.SlotsOf(member), events);
        SpotQuotes.ShutOut(state, state.SlotsOf(member), events);
        state.RefreshSpotDue();
        var declared = new DefaultDeclared(member, proposal.Proposer, words.Person, proposal.Reason, orders);
        state.Defaulted.Add(new(declared));
        events.Add(MessageKind.DefaultDeclared, declared);
    }

    public static void Handle(State state, in PortClient words, Outbox events)
    {
        var slot = state.SlotOf(words.Account);
        var (reason, given, limit) = Ask(state, words, slot);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.PortClient, reason, given, limit, events);
            return;
        }

        Members.Move(state, slot, state.MemberNumbered(words.Member)!, events);
    }

    /// <summary>Is whoever owns the account shut out? The member's number, else zero.</summary>
    public static int ShutOut(State state, int slot) => state.DefaultOfSlot(slot)?.Member ?? 0;

    /// <summary>May money leave the account? The number of the member whose default holds it back, else zero.</summary>
    public static int HoldsBack(State state, int slot) =>
        state.DefaultOfSlot(slot) is { } each && (!each.IsAllocated || (each.OwesAnything && state.IsHouseClass(slot)))
            ? each.Member
            : 0;

    /// <summary>What every command on a default asks first.</summary>
    /// <param name="each">The default; only when nothing is refused.</param>
    public static (RejectReason Reason, long Given, long Limit) AskOpen(
        State state,
        int member,
        out DefaultedMember? each
    )
    {
        each = state.DefaultOf(member);
        if (state.MemberNumbered(member) is null)
            return (RejectReason.UnknownMember, member, 0);
        if (each is null)
            return (RejectReason.NotInDefault, member, 0);
        if (each.IsAllocated)
            return (RejectReason.AlreadyAllocated, member, 0);
        if (state.House.Default is null)
            return (RejectReason.NoDefaultRules, member, 0);
        var clearing = state.Calendars.Find(c => c.Step > 0);
        return clearing is null ? default : (RejectReason.ClearingUnderWay, clearing.Number, clearing.Step);
    }

    /// <summary>To a later stage, told; never back.</summary>
    public static void Advance(DefaultedMember each, DefaultStage stage, Outbox events)
    {
        if (each.Stage >= stage)
            return;
        each.Stage = stage;
        events.Add(MessageKind.DefaultMoved, new DefaultMoved(each.Member, stage));
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(State state, int member, in Name24 person)
    {
        if (state.MemberNumbered(member) is null)
            return (RejectReason.UnknownMember, member, 0);
        if (state.House.Default is null)
            return (RejectReason.NoDefaultRules, member, 0);
        if (state.DefaultOf(member) is not null)
            return (RejectReason.MemberInDefault, member, 0);
        return person.IsWellFormed ? default : (RejectReason.PersonMissing, 0, 0);
    }

    private static int TakeOrdersOff(State state, int member, Outbox events)
    {
        var reports = new MarketReports(state, events);
        var slots = state.SlotsOf(member);
        var orders = 0;
        foreach (var month in state.Months)
        {
            foreach (var slot in slots)
            {
                orders += state.Engine.CancelAll(
                    month.Instrument.Id,
                    slot,
                    null,
                    Side.None,
                    OrderFlags.None,
                    CancelReason.MemberDefault,
                    ref reports
                );
            }
        }

        return orders;
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(State state, in PortClient words, int slot)
    {
        if (slot == 0)
            return (RejectReason.UnknownAccount, words.Account.Value, 0);
        if (state.DefaultOfSlot(slot) is null)
            return (RejectReason.NotInDefault, words.Account.Value, 0);
        if (state.IsHouseClass(slot))
            return (RejectReason.NotAClient, words.Account.Value, 0);
        if (state.MemberNumbered(words.Member) is null)
            return (RejectReason.UnknownMember, words.Member, 0);
        if (state.DefaultOf(words.Member) is not null)
            return (RejectReason.MemberInDefault, words.Member, 0);
        if (state.MemberNumbered(words.Member)!.Terms.Kind != MemberKind.FuturesFirm)
            return (RejectReason.MemberHasNoClients, words.Member, 0);
        if (state.Calendars.Find(c => c.Step > 0) is { } clearing)
            return (RejectReason.ClearingUnderWay, clearing.Number, clearing.Step);
        for (var currency = 1; currency < Currencies.Count; currency++)
        {
            var free = Funds.Free(state, slot, (Currency)currency);
            if (free.Minor < 0)
                return (RejectReason.ClientShort, free.Minor, 0);
        }

        return default;
    }
}
