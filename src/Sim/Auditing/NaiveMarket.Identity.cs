// The naive market's memory of requests (IDN-001 to IDN-004) and of sessions (SES-001 to SES-003).
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

/// <summary>A replace or a cancel with an identity of its own while it is asked and done.</summary>
/// <param name="First">The order of another request under this id; zero: the id is free.</param>
internal sealed record NaiveRequest(ClientOrderId Id, object Content, long First);

public sealed partial class NaiveMarket
{
    // A request that was taken today, on the day of the calendar of its order.
    private sealed record NaiveIdentity(NaiveCalendar Calendar, long Order, object Content);

    // A connection: who signs for it, and whether it is over.
    private sealed class NaiveSession(Name24 key)
    {
        public Name24 Key { get; } = key;

        public bool Over { get; set; }
    }

    private Dictionary<(NaiveCalendar Calendar, AccountId Account, ClientOrderId Id), NaiveIdentity> _requests = [];
    private readonly List<NaiveSession> _sessions = [];

    private bool HasSessions => _release >= Releases.Orders;

    private bool SubmitOfSession(MessageKind kind, LogEntry command)
    {
        switch (kind)
        {
            case MessageKind.SubmitOrder:
                var order = command.As<SubmitOrder>();
                Place(order.Order, session: order.Session);
                return true;
            case MessageKind.SubmitQuotes:
                var quotes = command.As<SubmitQuotes>();
                Quote(quotes.Quotes, quotes.Session);
                return true;
            case MessageKind.SubmitReversal:
                var reversal = command.As<SubmitReversal>();
                Reverse(reversal.Reversal, reversal.Session);
                return true;
            case MessageKind.ReplaceOrder:
                Replace(command.As<ReplaceOrder>());
                return true;
            case MessageKind.WithdrawOrder:
                Withdraw(command.As<WithdrawOrder>());
                return true;
            case MessageKind.BeginSession:
                Begin(command.As<BeginSession>());
                return true;
            case MessageKind.EndSession:
                End(command.As<EndSession>());
                return true;
            default:
                return SubmitOfProtection(kind, command);
        }
    }

    private static PlaceOrder ContentOf(PlaceOrder words) =>
        words with
        {
            ClientOrderId = default,
            ValidUntil = default,
        };

    private NaiveIdentity? KnownOn(NaiveCalendar calendar, AccountId account, ClientOrderId id) =>
        _requests.GetValueOrDefault((calendar, account, id));

    private NaiveIdentity? Known(AccountId account, ClientOrderId id) =>
        _calendars.Select(c => KnownOn(c, account, id)).FirstOrDefault(k => k is not null);

    // The same again is told the order of the first, and nothing else happens.
    private bool IsRepeat(AccountId account, ClientOrderId id, object content)
    {
        if (!HasSessions || Known(account, id) is not { } first || !first.Content.Equals(content))
            return false;
        Say(MessageKind.RequestRepeated, new RequestRepeated(account, id, new(first.Order)));
        return true;
    }

    // What was taken before release 6 is known by its id alone: nothing is the same as it.
    private void Remember(NaiveInstrument month, AccountId account, ClientOrderId id, long order, object content) =>
        _requests[(month.Calendar, account, id)] = new(month.Calendar, order, HasSessions ? content : new object());

    private void Take(NaiveInstrument month, NaiveOrder order, NaiveRequest? request)
    {
        if (request is null || request.Id.IsEmpty)
            return;
        Remember(month, order.Words.Account, request.Id, order.Id.Value, request.Content);
        Say(MessageKind.RequestTaken, new RequestTaken(order.Words.Account, request.Id, order.Id));
    }

    private void Replace(ReplaceOrder words)
    {
        var content = words with { ClientOrderId = default, ValidUntil = default };
        if (IsSpoilt(words.Original) || IsSpoilt(words.ClientOrderId))
            SayRejected(
                words.Account,
                default,
                default,
                Bad(OrderField.ClientOrderId, 0) with
                {
                    Original = words.Order.Value,
                }
            );
        else if (!IsRepeat(words.Account, words.ClientOrderId, content))
            Amend(
                new AmendOrder(
                    words.Account,
                    Meant(words.Account, words.Order, words.Original),
                    words.Price,
                    words.Quantity,
                    words.ValidUntil
                ),
                Request(words.Account, words.ClientOrderId, content)
            );
    }

    private void Withdraw(WithdrawOrder words)
    {
        var content = words with { ClientOrderId = default, ValidUntil = default };
        if (IsSpoilt(words.Original) || IsSpoilt(words.ClientOrderId))
            Refuse(MessageKind.WithdrawOrder, RejectReason.BadField, 0, 0);
        else if (!IsRepeat(words.Account, words.ClientOrderId, content))
            Cancel(
                new CancelOrder(words.Account, Meant(words.Account, words.Order, words.Original), words.ValidUntil),
                MessageKind.WithdrawOrder,
                Request(words.Account, words.ClientOrderId, content)
            );
    }

    private static bool IsSpoilt(ClientOrderId id) => id != default && !id.IsWellFormed;

    private NaiveRequest Request(AccountId account, ClientOrderId id, object content) =>
        new(id, content, id == default ? 0 : Known(account, id)?.Order ?? 0);

    // By its number, or by an id under which it was asked for today.
    private OrderId Meant(AccountId account, OrderId order, ClientOrderId original) =>
        order.Value != 0 || original == default ? order : new(Known(account, original)?.Order ?? 0);

    private void Begin(BeginSession words)
    {
        if (!words.Key.IsWellFormed || !words.Name.IsWellFormed)
        {
            Refuse(MessageKind.BeginSession, RejectReason.BadField, 0, 0);
            return;
        }

        _sessions.Add(new(words.Key));
        Say(MessageKind.SessionBegun, new SessionBegun(_sessions.Count, words.Key, words.Name));
    }

    private NaiveSession? SessionOf(int number) =>
        number >= 1 && number <= _sessions.Count ? _sessions[number - 1] : null;

    private void End(EndSession words)
    {
        if (words.Cancel > 1)
            Refuse(MessageKind.EndSession, RejectReason.BadField, words.Cancel, 0);
        else if (SessionOf(words.Session) is not { } session)
            Refuse(MessageKind.EndSession, RejectReason.UnknownSession, words.Session, 0);
        else if (session.Over)
            Refuse(MessageKind.EndSession, RejectReason.SessionOver, words.Session, 0);
        else
        {
            session.Over = true;
            var left =
                words.Cancel == 1 ? LetGo(_ => true, o => o.Session == words.Session, CancelReason.SessionOver) : [];
            Say(MessageKind.SessionEnded, new SessionEnded(words.Session, words.Cancel, left.Count));
        }
    }

    // Instrument by instrument, in each by order number.
    private List<NaiveOrder> LetGo(Func<NaiveInstrument, bool> where, Func<NaiveOrder, bool> which, CancelReason reason)
    {
        var gone = new List<NaiveOrder>();
        foreach (var month in _instruments.Where(where))
        {
            foreach (var order in month.Live.Where(which).OrderBy(o => o.Id.Value).ToList())
            {
                Leave(month, order, reason);
                gone.Add(order);
            }
        }

        return gone;
    }
}
