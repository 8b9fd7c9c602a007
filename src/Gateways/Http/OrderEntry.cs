// Orders, amendments and cancels: from the wire's words to a command.
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

/// <summary>Reads, asks the venue, and tells (<see cref="OrderOutcome"/>). What cannot be read is refused here; the
/// market refuses
/// the rest.</summary>
internal static class OrderEntry
{
    /// <summary>An order, or why it is not taken.</summary>
    /// <param name="session">With whose end it leaves; zero: no session's.</param>
    public static async ValueTask<(OrderShape? Order, WireFault? Fault)> Place(
        Door door,
        BodyReader body,
        int session = 0
    )
    {
        var venue = door.Venue;
        var order = Read(venue, body, out var terms, out var fault);
        fault ??= door.Admit(MessageClass.Orders, order.Account.Value);
        if (fault is not null)
            return (null, fault.For(WireFault.NotAccepted));
        var kind = session == 0 ? MessageKind.PlaceOrder : MessageKind.SubmitOrder;
        var answer = await (
            session == 0 ? venue.AskAsync(kind, order) : venue.AskAsync(kind, new SubmitOrder(order, session))
        );
        return OrderOutcome.OfNew(venue, answer, kind, terms!);
    }

    /// <summary>A cancel, or why it is not done. The order's state is told as far as it is known.</summary>
    /// <param name="id">The cancel's own identity; empty: it has none.</param>
    public static async ValueTask<(OrderShape? Order, WireFault? Fault)> Cancel(
        Door door,
        long order,
        int account,
        ClientOrderId id
    )
    {
        var venue = door.Venue;
        var known = Known(venue, order);
        if (door.Admit(MessageClass.Cancels, account) is { } fast)
            return (null, fast.For(known is null ? WireFault.Unknown : WireFault.Accepted));
        var command = id.IsEmpty ? MessageKind.CancelOrder : MessageKind.WithdrawOrder;
        var answer = await (
            id.IsEmpty
                ? venue.AskAsync(command, new CancelOrder(new(account), new(order)))
                : venue.AskAsync(command, new WithdrawOrder(new(account), new(order), default, id))
        );
        return OfCancel(venue, answer, command, order, account, known);
    }

    /// <summary>A cancel of the order that a client order id names.</summary>
    public static async ValueTask<(OrderShape? Order, WireFault? Fault)> Cancel(
        Door door,
        int account,
        ClientOrderId original
    )
    {
        var venue = door.Venue;
        if ((OrderWords.Find(venue, account) ?? door.Admit(MessageClass.Cancels, account)) is { } fault)
            return (null, fault.For(WireFault.Unknown));
        long order;
        lock (venue.Views.Gate)
            order = venue.Views.OrdersOfDay.Of(new AccountId(account), original)?.Order.Value ?? 0;
        var known = Known(venue, order);
        var withdraw = new WithdrawOrder(new(account), default, original, default);
        var answer = await venue.AskAsync(MessageKind.WithdrawOrder, withdraw);
        return OfCancel(venue, answer, MessageKind.WithdrawOrder, order, account, known);
    }

    private static (OrderShape? Order, WireFault? Fault) OfCancel(
        IVenue venue,
        Answer answer,
        MessageKind command,
        long order,
        int account,
        KnownOrder? known
    )
    {
        if (answer.Status != AnswerStatus.Taken)
            return (null, NotTaken(answer, known));
        foreach (var entry in answer.Events)
        {
            if (entry.Kind == MessageKind.RequestRepeated)
                return (OrderFates.Repeated(venue, entry.As<RequestRepeated>()), null);
            if (
                entry.Kind == MessageKind.CommandRefused
                && entry.As<CommandRefused>() is var refused
                && refused.Command == command
            )
            {
                var lives =
                    refused.Reason == RejectReason.NotYourOrder
                    || (
                        refused.Reason
                            is RejectReason.UnknownAccount
                                or RejectReason.DuplicateClientOrderId
                                or RejectReason.NotACommand
                        && known is not null
                    );
                var (field, given) = refused.Reason switch
                {
                    RejectReason.UnknownAccount => ("account", (long)account),
                    RejectReason.DuplicateClientOrderId => ("clientOrderId", refused.Given),
                    _ => ("order", order),
                };
                return (
                    null,
                    WireFault
                        .Refused(refused.Reason, field, Words.Of(given))
                        .For(lives ? WireFault.Accepted : WireFault.Unknown)
                );
            }

            if (
                entry.Kind == MessageKind.OrderCancelled
                && entry.As<OrderCancelled>() is { Reason: CancelReason.ByParticipant } cancelled
                && (order == 0 || cancelled.Order.Value == order)
            )
            {
                // An id may name an order that the view had not seen when it was asked.
                order = cancelled.Order.Value;
                var left = cancelled.Remaining.Lots;
                var lots = known?.Lots ?? left;
                var id = known?.ClientOrderId ?? "";
                return (new(order, id, "cancelled", lots, known?.Filled ?? 0, 0, [], answer.Sequence), null);
            }
        }

        throw new InvalidOperationException("a cancel was neither done nor refused");
    }

    /// <summary>An amendment, or why it is not done. Price and lots that are not given stay as they are.</summary>
    public static async ValueTask<(OrderShape? Order, WireFault? Fault)> Amend(Door door, long order, BodyReader reader)
    {
        var venue = door.Venue;
        var known = Known(venue, order);
        var state = known is null ? WireFault.Unknown : WireFault.Accepted;
        if (reader.Fault is not null)
            return (null, reader.Fault.For(state));
        var account = reader.ReadAccount();
        var price = reader.Text("price", false);
        var lots = reader.Whole("lots", false, long.MinValue, long.MaxValue);
        var until = reader.ReadValidUntil();
        var id = reader.ReadClientOrderId(required: false);
        var fault = reader.Done() ?? OrderWords.Find(venue, account!.Value);
        fault ??= door.Admit(MessageClass.Orders, account!.Value);
        if (fault is null && !id.IsEmpty)
            return await Replace(venue, reader, new((int)account!.Value), order, id, price, lots, until);
        if (fault is null && price is null && lots is null)
            fault = WireFault.Bad("lots", null, "Is missing, and price too: nothing would change.");
        if (fault is null && known is null)
            fault = WireFault.Refused(RejectReason.UnknownOrder, "order", Words.Of(order));
        if (fault is null && price is not null && known!.Limit is null)
            fault = WireFault.Bad("price", price, "The order has no limit that could change.");
        if (fault is not null)
            return (null, fault.For(state));
        var limit = price is null ? known!.Limit ?? default : reader.Ticks("price", price, known!.Terms);
        if (reader.Fault is not null)
            return (null, reader.Fault.For(state));
        var amend = new AmendOrder(new((int)account!.Value), new(order), limit, new(lots ?? known!.Lots), until);
        return OrderOutcome.OfAmended(venue, await venue.AskAsync(MessageKind.AmendOrder, amend), known!);
    }

    /// <summary>An amendment with an identity says all of it: the same words are the same request, whatever became of
    /// the order in the meantime.</summary>
    private static async ValueTask<(OrderShape? Order, WireFault? Fault)> Replace(
        IVenue venue,
        BodyReader reader,
        AccountId account,
        long order,
        ClientOrderId id,
        string? price,
        long? lots,
        Instant until
    )
    {
        var known = Known(venue, order) ?? Remembered(venue, order);
        if (known is null)
        {
            var unknown = WireFault.Refused(RejectReason.UnknownOrder, "order", Words.Of(order));
            return (null, unknown.For(WireFault.Unknown));
        }

        if (lots is null)
            reader.Blame(WireFault.Bad("lots", null, "Is missing: with a client order id an amendment says all."));
        if (price is null && known.Limit is not null)
            reader.Blame(WireFault.Bad("price", null, "Is missing: with a client order id an amendment says all."));
        var limit = reader.Ticks("price", price, known.Terms);
        if (reader.Fault is not null)
            return (null, reader.Fault.For(WireFault.Accepted));
        var replace = new ReplaceOrder(account, new(order), default, id, limit, new(lots!.Value), until);
        return OrderOutcome.OfAmended(venue, await venue.AskAsync(MessageKind.ReplaceOrder, replace), known);
    }

    private static KnownOrder? Remembered(IVenue venue, long order)
    {
        lock (venue.Views.Gate)
        {
            return venue.Views.OrdersOfDay.Of(new OrderId(order)) is { } fate
                ? new(
                    order,
                    fate.ClientOrderId.ToString(),
                    venue.Views.Board.Of(fate.Instrument).Terms,
                    null,
                    fate.Quantity,
                    fate.Filled,
                    fate.Sleeps
                )
                : null;
        }
    }

    /// <summary>What a door knows of a live order before it asks the venue; a copy, because the view goes on.</summary>
    internal sealed record KnownOrder(
        long Order,
        string ClientOrderId,
        InstrumentDocument Terms,
        Price? Limit,
        long Lots,
        long Filled,
        bool Sleeps
    );

    private static KnownOrder? Known(IVenue venue, long order)
    {
        lock (venue.Views.Gate)
        {
            return venue.Views.Orders.Of(new OrderId(order)) is { } live
                ? new(
                    order,
                    live.ClientOrderId.ToString(),
                    venue.Views.Board.Of(live.Instrument).Terms,
                    live.Price,
                    live.Quantity,
                    live.Filled,
                    live.Sleeps
                )
                : null;
        }
    }

    private static WireFault NotTaken(Answer answer, KnownOrder? known) =>
        WireFault
            .NotTaken(answer.Status)
            .For(known is not null && answer.Status != AnswerStatus.Unknown ? WireFault.Accepted : WireFault.Unknown);

    /// <summary>The command that a body means.</summary>
    /// <param name="needsId">False: it may lack a client order id.</param>
    internal static PlaceOrder Read(
        IVenue venue,
        BodyReader reader,
        out InstrumentDocument? terms,
        out WireFault? fault,
        bool needsId = true
    )
    {
        terms = null;
        fault = reader.Fault;
        if (fault is not null)
            return default;
        var account = reader.ReadAccount();
        var symbol = reader.Text("symbol", true);
        var side = reader.Word("side", true, OrderWords.Sides);
        var type = reader.Word("type", false, OrderWords.Types);
        var life = reader.Word("timeInForce", false, OrderWords.Lives);
        var price = reader.Text("price", false);
        var stop = reader.Text("stopPrice", false);
        var lots = reader.Whole("lots", true, long.MinValue, long.MaxValue);
        var display = reader.Whole("display", false, long.MinValue, long.MaxValue);
        var minimum = reader.Whole("minimum", false, long.MinValue, long.MaxValue);
        var expires = reader.Text("expires", false);
        var flags =
            (reader.Flag("postOnly") ? OrderFlags.PostOnly : OrderFlags.None)
            | (reader.Flag("closeOnly") ? OrderFlags.CloseOnly : OrderFlags.None)
            | (reader.Flag("closeToday") ? OrderFlags.CloseToday : OrderFlags.None)
            | (reader.Flag("closeYesterday") ? OrderFlags.CloseYesterday : OrderFlags.None)
            | (reader.Flag("hedge") ? OrderFlags.Hedge : OrderFlags.None);
        var mode = reader.Word("selfMatch", false, OrderWords.SelfMatches);
        var until = reader.ReadValidUntil();
        var id = reader.ReadClientOrderId(needsId);
        var date = default(TradingDate);
        fault = reader.Done() ?? Fits(type, life, price, stop, expires, out date);
        fault ??= OrderWords.Find(venue, account!.Value);
        fault ??= OrderWords.Find(venue, symbol!, out terms);
        if (fault is not null)
            return default;
        var limit = reader.Ticks("price", price, terms!);
        var stopAt = reader.Ticks("stopPrice", stop, terms!);
        fault = reader.Fault;
        return new(
            new((int)account!.Value),
            new(terms!.Instrument),
            side,
            type,
            life,
            limit,
            new(lots!.Value),
            id,
            flags,
            mode,
            stopAt,
            new(display ?? 0),
            new(minimum ?? 0),
            date,
            until
        );
    }

    /// <summary>What goes with a type and a life must be there, and nothing else: the market cannot tell a missing
    /// price from zero.</summary>
    private static WireFault? Fits(
        OrderType type,
        TimeInForce life,
        string? price,
        string? stop,
        string? expires,
        out TradingDate date
    )
    {
        date = default;
        var word = Words.Of(type);
        var limited = type is OrderType.Limit or OrderType.StopLimit;
        var stops = type is OrderType.Stop or OrderType.StopLimit;
        if (limited && price is null)
            return WireFault.Bad("price", null, $"A {word} order needs a price.");
        if (!limited && price is not null)
            return WireFault.Bad("price", price, $"A {word} order has no price.");
        if (stops && stop is null)
            return WireFault.Bad("stopPrice", null, $"A {word} order needs a stop price.");
        if (!stops && stop is not null)
            return WireFault.Bad("stopPrice", stop, $"A {word} order has no stop price.");
        if (life != TimeInForce.GoodTillDate)
            return expires is null ? null : WireFault.Bad("expires", expires, "Only gtd orders name a date.", "gtd");
        if (expires is null)
            return WireFault.Bad("expires", null, "A gtd order needs a date.");
        return TradingDate.TryParse(expires, out date)
            ? null
            : WireFault.BadType("expires", expires, "Must be a date, yyyy-MM-dd.");
    }
}
