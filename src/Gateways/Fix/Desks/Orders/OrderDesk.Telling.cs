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

    // Sessions of the venue that have not ended, by number.
    private readonly SortedDictionary<int, OrderSession> _numbers = [];
    private bool _isPast = true;
    private IEnumerator<LogEntry>? _past;

    // The replace or cancel whose doing follows.
    private RequestTaken _taken;
    private long _takenBy = -1;

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
            case MessageKind.Traded:
                Traded(entry, entry.As<Traded>());
                break;
            case MessageKind.SpreadTraded:
                var spread = entry.As<SpreadTraded>();
                Filled(entry, 'B', spread.BuyOrder, spread.Price, spread.Lots.Lots);
                Filled(entry, 'S', spread.SellOrder, spread.Price, spread.Lots.Lots);
                break;
            case MessageKind.RequestTaken:
                (_taken, _takenBy) = (entry.As<RequestTaken>(), entry.Cause);
                break;
            case MessageKind.OrderCancelled:
                Cancelled(entry, entry.As<OrderCancelled>());
                break;
            case MessageKind.OrderAmended:
                Amended(entry, entry.As<OrderAmended>());
                break;
            case MessageKind.OrderReduced:
                Reduced(entry, entry.As<OrderReduced>());
                break;
            case MessageKind.OrderElected:
                if (_fold.Of(entry.As<OrderElected>().Order) is { } woken)
                    Tell(entry, New(entry, woken, 'D', woken.Status) with { Restated = 99, Text = "stop triggered" });
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
            lock (guest.Seat.Gate)
            {
                var request = session.Settle();
                if (fate.Status != AnswerStatus.Taken)
                    guest.Session.Logout($"{fate.Status}: the venue takes nothing", _house.Now);
                else if (request.Kind != RequestKind.End)
                    guest.Release(request.Life);
            }

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
        var order = _fold.Accept(accepted, owner);
        Tell(entry, New(entry, order, '0', '0'));
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
        var error = WireFault.Refused(rejected, terms ?? _request.Instrument?.Terms).Error;
        var text = TextOf(error.Code, error.Message, error.Field, error.Given, error.Limit);
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
        var text = TextOf(row.Code, RefusalTexts.Of(refused.Reason), null, null, null);
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

    private void Traded(in LogEntry entry, in Traded trade)
    {
        Traded(entry, 'B', trade.BuyOrder, trade);
        Traded(entry, 'S', trade.SellOrder, trade);
    }

    private void Traded(in LogEntry entry, char part, Model.Numbers.OrderId id, in Traded trade)
    {
        if (_fold.Of(id) is not { } order)
            return;
        if (order.Instrument!.Id == trade.Instrument)
        {
            Filled(entry, part, id, trade.Price, trade.Quantity.Lots, trade.Trade.Value);
            return;
        }

        // The leg of a spread: what the order has was counted where the spread traded.
        var report = new OrderReport(order, 'F', order.Leaves == 0 ? '2' : '1', entry.Sequence, part, entry.Time)
        {
            LastLots = trade.Quantity.Lots,
            LastPrice = trade.Price,
            Trade = trade.Trade.Value,
            Leg = _house.Instruments.Of(trade.Instrument),
        };
        Tell(entry, report);
    }

    private void Filled(
        in LogEntry entry,
        char part,
        Model.Numbers.OrderId id,
        Model.Numbers.Price price,
        long lots,
        long trade = 0
    )
    {
        if (_fold.Of(id) is not { } order)
            return;
        order.Fill(price, lots);
        var report = new OrderReport(order, 'F', order.Leaves == 0 ? '2' : '1', entry.Sequence, part, entry.Time)
        {
            LastLots = lots,
            LastPrice = price,
            Trade = trade,
            Leg = order.Instrument!.IsSpread ? order.Instrument : null,
        };
        Tell(entry, report);
        // A spread's order is needed until its legs were told, which come with the same command.
        if (order.Leaves == 0 && !order.Instrument.IsSpread)
            _fold.Forget(order);
        else if (order.Leaves == 0)
            _fold.Filled(order, entry.Cause);
    }

    private void Cancelled(in LogEntry entry, in OrderCancelled cancelled)
    {
        if (FoundOrAsked(cancelled.Order) is not { } order)
            return;
        order.Leaves = 0;
        var expired =
            cancelled.Reason
            is CancelReason.EndOfDay
                or CancelReason.Expiry
                or CancelReason.AuctionOver
                or CancelReason.OutsideLimits;
        var report = New(entry, order, expired ? 'C' : '4', expired ? 'C' : '4') with
        {
            Text = cancelled.Reason == CancelReason.ByParticipant ? null : OrderText.Of(cancelled.Reason),
        };
        if (IsAsked(entry, order) && cancelled.Reason == CancelReason.ByParticipant)
            report = report with { Id = _taken.ClientOrderId, Original = order.Name };
        Tell(entry, report);
        if (order.Owner is not null)
            _fold.Forget(order);
    }

    private void Amended(in LogEntry entry, in OrderAmended amended)
    {
        if (FoundOrAsked(amended.Order) is not { } order)
            return;
        (order.Quantity, order.Leaves, order.Price) = (amended.Quantity.Lots, amended.Remaining.Lots, amended.Price);
        var original = order.Name;
        var asked = IsAsked(entry, order);
        if (asked && order.Owner is not null)
            _fold.Rename(order, _taken.ClientOrderId);
        Tell(
            entry,
            New(entry, order, '5', order.Status) with
            {
                Id = asked ? _taken.ClientOrderId : order.Name,
                Original = original,
            }
        );
    }

    private void Reduced(in LogEntry entry, in OrderReduced reduced)
    {
        if (_fold.Of(reduced.Order) is not { } order)
            return;
        order.Leaves = reduced.Remaining.Lots;
        order.Quantity = order.Filled + order.Leaves;
        var ends = order.Leaves == 0;
        var report = New(entry, order, ends ? '4' : 'D', ends ? '4' : order.Status) with
        {
            Restated = ends ? -1 : 5,
            Text = OrderText.Of(reduced.Reason),
        };
        Tell(entry, report);
        if (ends)
            _fold.Forget(order);
    }

    /// <summary>OrdStatus(39) of the order that a request names; 8 where none lives.</summary>
    private char StatusOf(in OrderRequest request)
    {
        var order = request.Order.Value > 0 ? _fold.Of(request.Order) : _fold.Of(request.Account, request.Original);
        return order?.Status ?? '8';
    }

    private bool IsAsked(in LogEntry entry, FixOrder order) => _takenBy == entry.Cause && _taken.Order == order.Id;

    private static OrderReport New(in LogEntry entry, FixOrder order, char type, char status) =>
        new(order, type, status, entry.Sequence, ' ', entry.Time);

    /// <summary>To its owner; and to who asked for it, when that is another session.</summary>
    private void Tell(in LogEntry entry, in OrderReport report)
    {
        var order = report.Order;
        if (order.Owner is { } owner)
            Tell(entry, report, owner);
        if (_asker is { } asker && asker != order.Owner && IsAsked(entry, order) && report.ExecType is '4' or '5')
            Tell(entry, report, asker);
    }

    private static void Tell(in LogEntry entry, in OrderReport report, OrderSession session) =>
        session.Guest.Tell(entry, "8"u8, report, OrderWriting.Report);

    private OrderRefusal About(in LogEntry entry, int reason, string text) =>
        new(_request, OrderWriting.ExecId(entry.Sequence), reason, text, entry.Time);

    private static string TextOf(string code, string message, string? field, string? given, string? limit)
    {
        var text = $"{code}: {message}";
        if (field is not null)
            text += $" field {field}";
        if (given is not null)
            text += $" given {given}";
        return limit is null ? text : $"{text} limit {limit}";
    }
}
