// From the events of a command to what became of an order.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

/// <summary>Follows one order through the events of the command that placed or amended it.</summary>
internal sealed class OrderOutcome
{
    private readonly List<FillShape> _fills = [];
    private readonly InstrumentDocument _terms;
    private long _lots;
    private long _filled;
    private long _remaining;
    private bool _sleeps;
    private bool _cancelled;

    private OrderOutcome(InstrumentDocument terms) => _terms = terms;

    /// <summary>Its number; zero before it was accepted.</summary>
    public long Order { get; private init; }

    public required string ClientOrderId { get; init; }

    /// <summary>What became of a command that places one order; or why it was refused.</summary>
    /// <param name="command">Under which name it may have been refused as a whole.</param>
    public static (OrderShape? Order, WireFault? Fault) OfNew(
        IVenue venue,
        Answer answer,
        MessageKind command,
        InstrumentDocument terms
    )
    {
        if (answer.Status != AnswerStatus.Taken)
            return (null, NotTaken(answer));
        foreach (var entry in answer.Events)
        {
            switch (entry.Kind)
            {
                case MessageKind.OrderRejected:
                    var rejected = entry.As<OrderRejected>();
                    // A market that refuses every repeat names its first order; from release 6 on it is another one.
                    var repeat =
                        rejected.Reason == RejectReason.DuplicateClientOrderId
                        && venue.Views.Calendars.Release < Releases.Orders;
                    var fault = WireFault
                        .Refused(rejected, terms)
                        .For(repeat ? WireFault.Accepted : WireFault.NotAccepted);
                    return (
                        null,
                        rejected.Reason == RejectReason.TooManyRepeats
                            ? fault.After(new((rejected.Limit - answer.Time.Nanoseconds) / 100))
                            : fault
                    );
                case MessageKind.RequestRepeated:
                    return (OrderFates.Repeated(venue, entry.As<RequestRepeated>()), null);
                case MessageKind.CommandRefused
                    when entry.As<CommandRefused>() is var refused && refused.Command == command:
                    return (
                        null,
                        WireFault.Refused(refused.Reason, null, Words.Of(refused.Given)).For(WireFault.NotAccepted)
                    );
                case MessageKind.OrderAccepted:
                    return (Follow(answer, entry.As<OrderAccepted>(), terms), null);
                default:
                    break;
            }
        }

        throw new InvalidOperationException("an order was neither accepted nor refused");
    }

    /// <summary>What became of an order that was accepted in these events.</summary>
    public static OrderShape Follow(Answer answer, in OrderAccepted accepted, InstrumentDocument terms)
    {
        var outcome = new OrderOutcome(terms)
        {
            Order = accepted.Order.Value,
            ClientOrderId = accepted.ClientOrderId.ToString(),
            _lots = accepted.Quantity.Lots,
            _remaining = accepted.Quantity.Lots,
            _sleeps =
                accepted.Type is OrderType.Stop or OrderType.StopLimit
                || accepted.TimeInForce == TimeInForce.AtTheClose,
        };
        return outcome.Read(answer);
    }

    /// <summary>What became of an amendment; or why it was refused, the order then being as it was.</summary>
    public static (OrderShape? Order, WireFault? Fault) OfAmended(
        IVenue venue,
        Answer answer,
        OrderEntry.KnownOrder known
    )
    {
        if (answer.Status != AnswerStatus.Taken)
        {
            var state = answer.Status == AnswerStatus.Unknown ? WireFault.Unknown : WireFault.Accepted;
            return (null, WireFault.NotTaken(answer.Status).For(state));
        }

        for (var i = 0; i < answer.Events.Count; i++)
        {
            var entry = answer.Events[i];
            if (entry.Kind == MessageKind.RequestRepeated)
                return (OrderFates.Repeated(venue, entry.As<RequestRepeated>()), null);
            if (entry.Kind == MessageKind.CommandRefused && entry.As<CommandRefused>() is var whole)
                return (null, WireFault.Refused(whole.Reason, null, null).For(WireFault.Accepted));
            if (entry.Kind == MessageKind.OrderRejected && entry.As<OrderRejected>() is var rejected)
            {
                var gone = rejected.Reason == RejectReason.UnknownOrder;
                return (
                    null,
                    WireFault.Refused(rejected, known.Terms).For(gone ? WireFault.Unknown : WireFault.Accepted)
                );
            }

            if (entry.Kind == MessageKind.OrderAmended && entry.As<OrderAmended>() is var amended)
            {
                var outcome = new OrderOutcome(known.Terms)
                {
                    Order = known.Order,
                    ClientOrderId = known.ClientOrderId,
                    _lots = amended.Quantity.Lots,
                    _filled = amended.Quantity.Lots - amended.Remaining.Lots,
                    _remaining = amended.Remaining.Lots,
                    _sleeps = known.Sleeps,
                };
                // What was told before it belongs to the calendar.
                return (outcome.Read(answer, i), null);
            }
        }

        throw new InvalidOperationException("an amendment was neither done nor refused");
    }

    private OrderShape Read(Answer answer, int from = 0)
    {
        for (var i = from; i < answer.Events.Count; i++)
            Read(answer.Events[i]);
        var status =
            _cancelled ? "cancelled"
            : _remaining == 0 ? "filled"
            : _sleeps ? "sleeping"
            : _filled > 0 ? "partly filled"
            : "resting";
        return new(Order, ClientOrderId, status, _lots, _filled, _remaining, _fills, answer.Sequence);
    }

    private void Read(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.Traded
                when entry.As<Traded>() is var t
                    && t.Instrument.Value == _terms.Instrument
                    && (t.BuyOrder.Value == Order || t.SellOrder.Value == Order):
                Fill(t.Trade.Value, t.Price.Ticks, t.Quantity.Lots);
                break;
            case MessageKind.SpreadTraded
                when entry.As<SpreadTraded>() is var s && (s.BuyOrder.Value == Order || s.SellOrder.Value == Order):
                Fill(null, s.Price.Ticks, s.Lots.Lots);
                break;
            case MessageKind.BookChanged
                when entry.As<BookChanged>() is { Action: BookAction.Added or BookAction.AddedInFront } b
                    && b.Order.Value == Order:
                _sleeps = false;
                break;
            case MessageKind.OrderReduced when entry.As<OrderReduced>() is var r && r.Order.Value == Order:
                _remaining = r.Remaining.Lots;
                break;
            case MessageKind.OrderCancelled when entry.As<OrderCancelled>() is var c && c.Order.Value == Order:
                (_cancelled, _remaining) = (true, 0);
                break;
            default:
                break;
        }
    }

    private void Fill(long? trade, long ticks, long lots)
    {
        _fills.Add(new(trade, Words.Of(new Model.Numbers.Price(ticks), _terms), lots));
        _filled += lots;
        _remaining -= lots;
    }

    private static WireFault NotTaken(Answer answer) =>
        WireFault
            .NotTaken(answer.Status)
            .For(answer.Status == AnswerStatus.Unknown ? WireFault.Unknown : WireFault.NotAccepted);
}
