// The kill switch: order entry stops at one of six levels, what lives there leaves, and it is told how much that was.
using Tokenbourse.Market.Matching;
using Tokenbourse.Market.Risk;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="SetKillSwitch"/> and asks orders (rules KIL-001 to KIL-003).</summary>
internal static class KillRules
{
    /// <summary>May this account send orders for this instrument over this session?</summary>
    /// <param name="month">Null: not known, or asked apart.</param>
    public static Refusal Ask(State state, int slot, Month? month, int session)
    {
        if (!state.HasSessions)
            return default;
        if (!state.Kills.IsEmpty)
        {
            var level = LevelOf(state, slot, session);
            if (level == KillLevel.None && month is not null && IsStopped(state, month))
                level = KillLevel.Instrument;
            if (level != KillLevel.None)
                return Stopped(level);
        }

        if (session == 0)
            return default;
        return !state.Sessions.Has(session) ? new(RejectReason.UnknownSession, OrderField.None, session, 0)
            : state.Sessions.IsOver(session) ? new(RejectReason.SessionOver, OrderField.None, session, 0)
            : default;
    }

    /// <summary>The instrument alone: of the entries of a quote.</summary>
    public static Refusal AskInstrument(State state, Month month) =>
        state.HasSessions && !state.Kills.IsEmpty && IsStopped(state, month) ? Stopped(KillLevel.Instrument) : default;

    public static void Handle(State state, in SetKillSwitch set, Outbox events)
    {
        var scope = new KillScope(set.Level, set.Number, set.Key);
        var (reason, given) = AskScope(state, set);
        if (reason == RejectReason.None)
            (reason, given) = AskPersons(state, set, scope);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.SetKillSwitch, reason, given, 0, events);
            return;
        }

        var (orders, accounts) = (0, 0);
        if (set.Engage == 1)
        {
            state.Kills.Engage(scope, set.Person);
            (orders, accounts) = TakeOff(state, scope, events);
        }
        else
        {
            state.Kills.Release(scope);
        }

        events.Add(
            MessageKind.KillSwitchSet,
            new KillSwitchSet(set.Level, set.Engage, set.Number, set.Key, set.Person, set.Approver, orders, accounts)
        );
    }

    private static Refusal Stopped(KillLevel level) =>
        new(
            RejectReason.KillSwitch,
            level == KillLevel.Instrument ? OrderField.Instrument : OrderField.Account,
            (long)level,
            0
        );

    // The widest level that stops it.
    private static KillLevel LevelOf(State state, int slot, int session)
    {
        var kills = state.Kills;
        if (kills.Has(new(KillLevel.Market, 0)))
            return KillLevel.Market;
        if (state.Accounts[slot - 1].Document.Member is { } member && kills.Has(new(KillLevel.Member, member)))
            return KillLevel.Member;
        if (kills.Has(new(KillLevel.Account, state.AccountAt(slot).Value)))
            return KillLevel.Account;
        if (!state.Sessions.Has(session))
            return KillLevel.None;
        if (kills.Has(new(KillLevel.Key, 0, state.Sessions.KeyOf(session))))
            return KillLevel.Key;
        return kills.Has(new(KillLevel.Session, session)) ? KillLevel.Session : KillLevel.None;
    }

    // A spread stands still with either of its legs.
    private static bool IsStopped(State state, Month month) =>
        state.Kills.Has(new(KillLevel.Instrument, month.Instrument.Id.Value))
        || (
            month.Legs is { } legs
            && (
                state.Kills.Has(new(KillLevel.Instrument, legs.Near.Value))
                || state.Kills.Has(new(KillLevel.Instrument, legs.Far.Value))
            )
        );

    private static (int Orders, int Accounts) TakeOff(State state, KillScope scope, Outbox events)
    {
        var owners = new SortedSet<int>();
        var orders = SessionCommands.TakeOff(
            state,
            events,
            CancelReason.KillSwitch,
            month => scope.Level != KillLevel.Instrument || Concerns(month, scope.Number),
            (order, session) =>
            {
                if (!Concerns(state, scope, order.Owner, session))
                    return false;
                owners.Add(order.Owner);
                return true;
            }
        );
        return (orders, owners.Count);
    }

    private static bool Concerns(Month month, int instrument) =>
        month.Instrument.Id.Value == instrument
        || (month.Legs is { } legs && (legs.Near.Value == instrument || legs.Far.Value == instrument));

    private static bool Concerns(State state, in KillScope scope, int slot, int session) =>
        scope.Level switch
        {
            KillLevel.Key => session > 0 && state.Sessions.KeyOf(session) == scope.Key,
            KillLevel.Session => session == scope.Number,
            KillLevel.Account => state.AccountAt(slot).Value == scope.Number,
            KillLevel.Member => state.Accounts[slot - 1].Document.Member == scope.Number,
            _ => true,
        };

    private static (RejectReason Reason, long Given) AskScope(State state, in SetKillSwitch set)
    {
        if (set.Level is < KillLevel.Key or > KillLevel.Market)
            return (RejectReason.BadField, (long)set.Level);
        if (set.Engage > 1)
            return (RejectReason.BadField, set.Engage);
        var numbered = set.Level is not (KillLevel.Key or KillLevel.Market);
        if (set.Level == KillLevel.Key ? !set.Key.IsWellFormed : set.Key != default)
            return (RejectReason.BadField, 0);
        if (!numbered)
            return set.Number != 0 ? (RejectReason.BadField, set.Number) : default;
        return set.Level switch
        {
            KillLevel.Session when !state.Sessions.Has(set.Number) => (RejectReason.UnknownSession, set.Number),
            KillLevel.Account when state.SlotOf(new(set.Number)) == 0 => (RejectReason.UnknownAccount, set.Number),
            KillLevel.Member when state.MemberNumbered(set.Number) is null => (RejectReason.UnknownMember, set.Number),
            KillLevel.Instrument when state.MonthOf(new(set.Number)) is null or { Instrument.Expired: true } => (
                RejectReason.UnknownInstrument,
                set.Number
            ),
            _ => default,
        };
    }

    // One may stop; two must let a member, an instrument or the market go on.
    private static (RejectReason Reason, long Given) AskPersons(State state, in SetKillSwitch set, in KillScope scope)
    {
        if (!set.Person.IsWellFormed || (set.Approver != default && !set.Approver.IsWellFormed))
            return (RejectReason.PersonMissing, 0);
        if (set.Engage == 0 && set.Level is KillLevel.Member or KillLevel.Instrument or KillLevel.Market)
        {
            if (set.Approver == default)
                return (RejectReason.PersonMissing, 0);
            if (set.Approver == set.Person)
                return (RejectReason.SamePerson, 0);
        }

        return state.Kills.Has(scope) == (set.Engage == 1) ? (RejectReason.StateUnchanged, set.Engage) : default;
    }
}
