// Commands of release 6: orders of sessions, replaces and cancels with an identity, the life of a session.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>One switch, and the handlers that are short.</summary>
internal static class SessionCommands
{
    public static void Handle(State state, in LogEntry entry, Outbox events)
    {
        switch (entry.Kind)
        {
            case MessageKind.SubmitOrder:
                var order = entry.As<SubmitOrder>();
                PlaceOrderHandler.Handle(state, order.Order, events, session: order.Session);
                break;
            case MessageKind.SubmitQuotes:
                var quotes = entry.As<SubmitQuotes>();
                PlaceQuotesHandler.Handle(state, quotes.Quotes, events, quotes.Session);
                break;
            case MessageKind.SubmitReversal:
                var reversal = entry.As<SubmitReversal>();
                ReversePositionHandler.Handle(state, reversal.Reversal, events, reversal.Session);
                break;
            case MessageKind.ReplaceOrder:
                Replace(state, entry.As<ReplaceOrder>(), events);
                break;
            case MessageKind.WithdrawOrder:
                Withdraw(state, entry.As<WithdrawOrder>(), events);
                break;
            case MessageKind.SetOrderCaps:
                CapRules.Handle(state, entry.As<SetOrderCaps>(), events);
                break;
            case MessageKind.CancelAllAfter:
                DeadMan.Handle(state, entry.As<CancelAllAfter>(), events);
                break;
            case MessageKind.BeginSession:
                Begin(state, entry.As<BeginSession>(), events);
                break;
            case MessageKind.EndSession:
                End(state, entry.As<EndSession>(), events);
                break;
            default:
                KillRules.Handle(state, entry.As<SetKillSwitch>(), events);
                break;
        }
    }

    private static void Replace(State state, in ReplaceOrder replace, Outbox events)
    {
        var content = OrderIdentity.ContentOf(replace);
        if (!AreWords(replace.Original, replace.ClientOrderId))
        {
            var bad = new Refusal(RejectReason.BadField, OrderField.ClientOrderId, 0, 0);
            PlaceOrderHandler.Refuse(replace.Account, default, default, bad, replace.Order, events);
            return;
        }

        if (OrderIdentity.IsRepeat(state, replace.Account, replace.ClientOrderId, content, events))
            return;
        var named = Named(state, replace.Account, replace.ClientOrderId, content);
        var amend = new AmendOrder(
            replace.Account,
            OrderOf(state, replace.Account, replace.Order, replace.Original),
            replace.Price,
            replace.Quantity,
            replace.ValidUntil
        );
        AmendOrderHandler.Handle(state, amend, events, named);
    }

    private static void Withdraw(State state, in WithdrawOrder withdraw, Outbox events)
    {
        var content = OrderIdentity.ContentOf(withdraw);
        if (!AreWords(withdraw.Original, withdraw.ClientOrderId))
        {
            CancelOrderHandler.Refuse(MessageKind.WithdrawOrder, RejectReason.BadField, 0, 0, events);
            return;
        }

        if (OrderIdentity.IsRepeat(state, withdraw.Account, withdraw.ClientOrderId, content, events))
            return;
        var named = Named(state, withdraw.Account, withdraw.ClientOrderId, content);
        var order = OrderOf(state, withdraw.Account, withdraw.Order, withdraw.Original);
        var cancel = new CancelOrder(withdraw.Account, order, withdraw.ValidUntil);
        CancelOrderHandler.Handle(state, cancel, events, MessageKind.WithdrawOrder, named);
    }

    // Both may be left out.
    private static bool AreWords(in ClientOrderId original, in ClientOrderId id) =>
        (original == default || original.IsWellFormed) && (id == default || id.IsWellFormed);

    private static NamedRequest Named(State state, AccountId account, in ClientOrderId id, ulong content) =>
        new(id, content, id.IsEmpty ? default : state.FindIdentity(account, id, out _));

    private static OrderId OrderOf(State state, AccountId account, OrderId order, in ClientOrderId original) =>
        order.Value != 0 || original.IsEmpty ? order : state.FindIdentity(account, original, out _);

    private static void Begin(State state, in BeginSession begin, Outbox events)
    {
        if (!begin.Key.IsWellFormed || !begin.Name.IsWellFormed)
        {
            CancelOrderHandler.Refuse(MessageKind.BeginSession, RejectReason.BadField, 0, 0, events);
            return;
        }

        var session = state.Sessions.Begin(begin.Key);
        events.Add(MessageKind.SessionBegun, new SessionBegun(session, begin.Key, begin.Name));
    }

    /// <summary>Rule SES-003: what arrives later finds the session over.</summary>
    private static void End(State state, in EndSession end, Outbox events)
    {
        var reason =
            end.Cancel > 1 ? RejectReason.BadField
            : !state.Sessions.Has(end.Session) ? RejectReason.UnknownSession
            : state.Sessions.IsOver(end.Session) ? RejectReason.SessionOver
            : RejectReason.None;
        if (reason != RejectReason.None)
        {
            var given = reason == RejectReason.BadField ? end.Cancel : end.Session;
            CancelOrderHandler.Refuse(MessageKind.EndSession, reason, given, 0, events);
            return;
        }

        state.Sessions.End(end.Session);
        var session = end.Session;
        var orders =
            end.Cancel == 0
                ? 0
                : TakeOff(state, events, CancelReason.SessionOver, static _ => true, (_, by) => by == session);
        events.Add(MessageKind.SessionEnded, new SessionEnded(end.Session, end.Cancel, orders));
    }

    /// <summary>Takes off whatever is asked for, instrument by instrument in the order of listing and in each by order
    /// number. Returns how many.</summary>
    public static int TakeOff(
        State state,
        Outbox events,
        CancelReason reason,
        Func<Month, bool> where,
        Func<LiveOrder, int, bool> which
    )
    {
        var reports = new MarketReports(state, events);
        var orders = 0;
        foreach (var month in state.Months)
        {
            if (where(month))
                orders += state.Engine.CancelWhere(month.Instrument.Id, which, reason, ref reports);
        }

        return orders;
    }
}
