// Questions about orders: answered on the teller's thread, behind what the session had sent before them.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Fix.Desks.Orders;

/// <summary>Somebody asks.</summary>
/// <param name="Mass">MassStatusReqID(584); null: one order is meant.</param>
/// <param name="Narrow">Of one instrument only.</param>
internal sealed record OrderQuestion(OrderSession Session, OrderRequest Request, string? Mass, bool Narrow)
{
    /// <summary>How many requests its session had sent before it.</summary>
    public long Behind { get; init; }
}

public sealed partial class OrderDesk
{
    private readonly Lock _asking = new();
    private List<OrderQuestion> _questions = [];

    private void Ask(FixGuest guest, OrderQuestion question)
    {
        var session = _sessions[guest.Name];
        session.Send();
        lock (_asking)
            _questions.Add(question with { Behind = session.Sent });
        _house.Teller.Wake();
    }

    private void Answer()
    {
        List<OrderQuestion> asked;
        lock (_asking)
        {
            if (_questions.Count == 0)
                return;
            asked = _questions;
            _questions = [];
        }

        var waiting = new List<OrderQuestion>();
        foreach (var question in asked)
        {
            if (question.Session.Settled < question.Behind)
                waiting.Add(question);
            else if (question.Mass is null)
                AnswerOne(question);
            else
                AnswerMany(question);
        }

        lock (_asking)
            _questions.InsertRange(0, waiting);
    }

    private void AnswerOne(OrderQuestion question)
    {
        var request = question.Request;
        var order = request.Order.Value > 0 ? _fold.Of(request.Order) : _fold.Of(request.Account, request.Id);
        var report =
            order is { } live && live.Account == request.Account
                ? new OrderReport(live, 'I', live.Status, 0, ' ', _house.Venue.Now)
                : FromView(request);
        if (report is { } found)
            question.Session.Guest.Say("8"u8, found, OrderWriting.Report);
        else
            question.Session.Guest.Say(
                "8"u8,
                (request, "UNKNOWN_ORDER: no order of that id today", default(MassStatus)),
                OrderWriting.NoStatus
            );
    }

    private void AnswerMany(OrderQuestion question)
    {
        var wanted = question.Request;
        var orders = _fold
            .Live.Where(o =>
                o.Owner == question.Session
                && (wanted.Account.Value == 0 || o.Account == wanted.Account)
                && (!question.Narrow || o.Instrument == wanted.Instrument)
            )
            .OrderBy(o => o.Id.Value)
            .ToList();
        for (var i = 0; i < orders.Count; i++)
        {
            var report = new OrderReport(orders[i], 'I', orders[i].Status, 0, ' ', _house.Venue.Now)
            {
                Mass = new(question.Mass, orders.Count, i == orders.Count - 1),
            };
            question.Session.Guest.Say("8"u8, report, OrderWriting.Report);
        }

        if (orders.Count == 0)
        {
            var none = (wanted, "no order of the session lives", new MassStatus(question.Mass, 0, true));
            question.Session.Guest.Say("8"u8, none, OrderWriting.NoStatus);
        }
    }

    /// <summary>An order that has ended today, or another door's.</summary>
    private OrderReport? FromView(in OrderRequest request)
    {
        lock (_house.Views.Gate)
        {
            var day = _house.Views.OrdersOfDay;
            var fate = request.Order.Value > 0 ? day.Of(request.Order) : day.Of(request.Account, request.Id);
            if (fate is null || fate.Account != request.Account)
                return null;
            var status =
                fate.Gone is CancelReason.EndOfDay or CancelReason.Expiry or CancelReason.AuctionOver ? 'C'
                : fate.Gone != CancelReason.None ? '4'
                : fate.Remaining == 0 ? '2'
                : fate.Filled > 0 ? '1'
                : '0';
            return new OrderReport(OfFate(fate, request), 'I', status, 0, ' ', _house.Venue.Now);
        }
    }

    /// <summary>Another door's order, when a session has asked for what happens to it.</summary>
    private FixOrder? AskedFor(OrderId id)
    {
        if (_asker is null || _steps.Asked != id || _request.Kind is not (RequestKind.Cancel or RequestKind.Replace))
            return null;
        lock (_house.Views.Gate)
            return _house.Views.OrdersOfDay.Of(id) is { } fate ? OfFate(fate, _request) : null;
    }

    private FixOrder OfFate(OrderFate fate, in OrderRequest request)
    {
        var order = new FixOrder
        {
            Id = fate.Order,
            Instrument = _house.Instruments.Of(fate.Instrument),
            Account = fate.Account,
            Side = request.Side,
            Quantity = fate.Quantity,
            Filled = fate.Filled,
            Leaves = fate.Remaining,
            Name = fate.ClientOrderId,
        };
        foreach (var fill in fate.Fills)
            order.Value += (Int128)fill.Price.Ticks * fill.Lots;
        return order;
    }
}
