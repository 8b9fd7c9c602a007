// What the desk for orders says of each durable event, on the teller's thread.
using Tokenbourse.Gateways.Errors;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Fix.Desks.Orders;

public sealed partial class OrderDesk
{
    private readonly OrderFold _fold;
    private readonly OrderSteps _steps;

    // Sessions of the venue that have not ended, by number.
    private readonly SortedDictionary<int, OrderSession> _numbers = [];
    private bool _isPast = true;
    private IEnumerator<LogEntry>? _past;

    // The request at hand, when the event is of a command of ours.
    private OrderSession? _asker;
    private OrderRequest _request;
    private long _requestOf = -1;

    /// <inheritdoc/>
    public void Heard(in LogEntry entry)
    {
        Settle(entry.Sequence);
        _fold.Begin(entry.Cause);
        _asker = null;
        if (_fates.TryPeek(out var asker, out var fate) && fate.Command == entry.Cause)
        {
            _asker = asker;
            if (_requestOf != entry.Cause)
                (_request, _requestOf) = (asker.First(), entry.Cause);
        }

        switch (entry.Kind)
        {
            case MessageKind.OrderAccepted:
                Accepted(entry, entry.As<OrderAccepted>());
                break;
            case MessageKind.OrderRejected when _asker is not null:
                Rejected(entry, entry.As<OrderRejected>());
                break;
            case MessageKind.RequestRepeated when _asker is not null:
                Repeated(entry, entry.As<RequestRepeated>());
                break;
            case MessageKind.CommandRefused when _asker is not null:
                Refused(entry, entry.As<CommandRefused>());
                break;
            case MessageKind.MassCancelled when _asker is not null && _request.Kind == RequestKind.MassCancel:
                var done = new OrderRefusal(_request, OrderWriting.ExecId(entry.Sequence), 0, "", entry.Time);
                var left = (done, (long)entry.As<MassCancelled>().Orders);
                _asker.Guest.Tell(entry, "r"u8, left, OrderWriting.MassCancelled);
                break;
            case MessageKind.SessionBegun:
                var begun = entry.As<SessionBegun>();
                if (_sessions.TryGetValue(begun.Name.ToString(), out var opened))
                    _numbers[begun.Session] = opened;
                break;
            case MessageKind.SessionEnded:
                var ended = entry.As<SessionEnded>();
                if (_numbers.Remove(ended.Session, out var over) && ended.Cancel != 0)
                    over.Guest.Tell(entry, "B"u8, ended, OrderWriting.SessionOver);
                break;
            default:
                _steps.Take(entry);
                break;
        }
    }

    /// <inheritdoc/>
    public void Rested()
    {
        Settle(_house.Teller.Next);
        Answer();
    }

    /// <summary>Requests all of whose events are before that one are settled.</summary>
    private void Settle(long next)
    {
        while (_fates.TryPeek(out var session, out var fate))
        {
            var guest = session.Guest;
            if (fate.Status == AnswerStatus.Taken && fate.LastEvent >= next)
                return;
            OrderRequest request;
            lock (guest.Seat.Gate)
            {
                request = session.Settle();
                if (fate.Status != AnswerStatus.Taken)
                    guest.Session.Logout($"{fate.Status}: the venue takes nothing", _house.Now);
                else if (request.Kind != RequestKind.End)
                    guest.Release(request.Life);
            }

            request.Trace?.End();
            _house.Teller.Touch(guest);
            _fates.Drop();
        }
    }

    private void Accepted(in LogEntry entry, in OrderAccepted accepted)
    {
        // Quotes are another desk's.
        if ((accepted.Flags & OrderFlags.Quote) != 0)
            return;
        var owner =
            _asker is not null && _request.Kind == RequestKind.New ? _asker
            : _isPast ? PastOwner(entry.Cause)
            : null;
        if (owner is null)
            return;
        _steps.Accepted(entry, _fold.Accept(accepted, owner));
    }

    /// <summary>Who placed an order before this process began: its command says by which session.</summary>
    private OrderSession? PastOwner(long cause)
    {
        if (_numbers.Count == 0)
            return null;
        _past ??= _house.Logs.Commands(cause).GetEnumerator();
        while (_past.Current.Sequence < cause || _past.Current.Payload.IsEmpty)
        {
            if (!_past.MoveNext())
                return null;
        }

        var command = _past.Current;
        return command.Sequence == cause && command.Kind == MessageKind.SubmitOrder
            ? _numbers.GetValueOrDefault(command.As<SubmitOrder>().Session)
            : null;
    }

    private void Rejected(in LogEntry entry, in OrderRejected rejected)
    {
        var terms = rejected.Instrument.Value > 0 ? _house.Instruments.Of(rejected.Instrument)?.Terms : null;
        var text = OrderText.Of(rejected, terms ?? _request.Instrument?.Terms);
        _asker!.Guest.Refused(ErrorTable.Of(rejected.Reason).Code);
        if (_request.Kind == RequestKind.New)
        {
            var reason = ErrorTable.Of(rejected.Reason).Fix.Order;
            _asker!.Guest.Tell(entry, "8"u8, About(entry, reason, text), OrderWriting.Refused);
            return;
        }

        var lives = StatusOf(_request);
        var about = About(entry, ErrorTable.Of(rejected.Reason).Fix.Cancel, text);
        _asker!.Guest.Tell(entry, "9"u8, (about, lives), OrderWriting.CancelRefused);
    }

    private void Refused(in LogEntry entry, in CommandRefused refused)
    {
        if (_request.Kind is not (RequestKind.Cancel or RequestKind.MassCancel))
            return;
        var row = ErrorTable.Of(refused.Reason);
        _asker!.Guest.Refused(row.Code);
        var text = $"{row.Code}: {RefusalTexts.Of(refused.Reason)}";
        if (_request.Kind == RequestKind.MassCancel)
        {
            var reason = refused.Reason == RejectReason.UnknownInstrument ? 1 : 99;
            _asker!.Guest.Tell(entry, "r"u8, (About(entry, reason, text), -1L), OrderWriting.MassCancelled);
            return;
        }

        var about = About(entry, row.Fix.Cancel, text);
        _asker!.Guest.Tell(entry, "9"u8, (about, StatusOf(_request)), OrderWriting.CancelRefused);
    }

    /// <summary>The same came again. Marked as such it was told already, unless another session's order is
    /// meant.</summary>
    private void Repeated(in LogEntry entry, in RequestRepeated repeated)
    {
        var order = _fold.Of(repeated.Order);
        if (_request.IsAgain)
        {
            if (order is not null && order.Owner != _asker)
                Tell(entry, new OrderReport(order, 'I', order.Status, 0, ' ', entry.Time), _asker!);
            return;
        }

        var row = ErrorTable.Of(RejectReason.DuplicateClientOrderId);
        _asker!.Guest.Refused(row.Code);
        var text = FormattableString.Invariant(
            $"{row.Code}: the same request was taken before, about order {repeated.Order.Value}"
        );
        if (_request.Kind == RequestKind.New)
            _asker!.Guest.Tell(entry, "8"u8, About(entry, row.Fix.Order, text), OrderWriting.Refused);
        else
            _asker!.Guest.Tell(
                entry,
                "9"u8,
                (About(entry, row.Fix.Cancel, text), StatusOf(_request)),
                OrderWriting.CancelRefused
            );
    }

    /// <summary>OrdStatus(39) of the order that a request names; 8 where none lives.</summary>
    private char StatusOf(in OrderRequest request)
    {
        var order = request.Order.Value > 0 ? _fold.Of(request.Order) : _fold.Of(request.Account, request.Original);
        return order?.Status ?? '8';
    }

    /// <summary>To its owner; and to who asked for it, when that is another session.</summary>
    private void Tell(in LogEntry entry, in OrderReport report)
    {
        var order = report.Order;
        if (order.Owner is { } owner)
            Tell(entry, report, owner);
        if (
            _asker is { } asker
            && asker != order.Owner
            && _steps.IsAsked(entry, order)
            && report.ExecType is '4' or '5'
        )
            Tell(entry, report, asker);
    }

    private static void Tell(in LogEntry entry, in OrderReport report, OrderSession session) =>
        session.Guest.Tell(entry, "8"u8, report, OrderWriting.Report);

    private OrderRefusal About(in LogEntry entry, int reason, string text) =>
        new(_request, OrderWriting.ExecId(entry.Sequence), reason, text, entry.Time);
}
