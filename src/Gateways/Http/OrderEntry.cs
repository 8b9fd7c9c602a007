// Orders and cancels: from the wire's words to a command, and from its events to an answer.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http;

/// <summary>Reads, asks the venue, and tells. What cannot be read is refused here; the market refuses the
/// rest.</summary>
internal static class OrderEntry
{
    // Prices of a trillion and more are not read: every price below fits in ticks.
    private const decimal MostPrice = 1_000_000_000_000m;
    private const int MostPriceLetters = 40;

    /// <summary>An order, or why it is not taken.</summary>
    public static (OrderShape? Order, WireFault? Fault) Place(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var request = Read(body, out var fault);
        if (request is null)
            return (null, fault!.For(WireFault.NotAccepted));
        var words = request.Value;
        InstrumentDocument terms;
        lock (venue.Views.Gate)
        {
            if (venue.Views.Statements.Account(new(words.Account)) is null)
                return (null, WireFault.NoAccount(Words.Of(words.Account)).For(WireFault.NotAccepted));
            if (venue.Views.Board.Of(words.Symbol) is not { } row)
                return (null, WireFault.NoInstrument(words.Symbol).For(WireFault.NotAccepted));
            terms = row.Terms;
        }

        if (!TryTicks(words, terms, out var price, out fault))
            return (null, fault!.For(WireFault.NotAccepted));
        var order = new PlaceOrder(
            new(words.Account),
            new(terms.Instrument),
            words.Side,
            words.Type,
            words.TimeInForce,
            price,
            new(words.Lots),
            words.ClientOrderId
        );
        return Tell(venue.Ask(MessageKind.PlaceOrder, order), words, terms);
    }

    /// <summary>A cancel, or why it is not done. The order's state is told as far as it is known.</summary>
    public static (OrderShape? Order, WireFault? Fault) Cancel(IVenue venue, long order, int account)
    {
        LiveOrder live;
        bool rests;
        lock (venue.Views.Gate)
            rests = venue.Views.Books.TryOrder(new(order), out live);
        var answer = venue.Ask(MessageKind.CancelOrder, new CancelOrder(new(account), new(order)));
        if (answer.Status != AnswerStatus.Taken)
            return (
                null,
                WireFault
                    .NotTaken(answer.Status)
                    .For(rests && answer.Status != AnswerStatus.Unknown ? WireFault.Accepted : WireFault.Unknown)
            );
        foreach (var entry in answer.Events)
        {
            if (
                entry.Kind == MessageKind.CommandRefused
                && entry.As<CommandRefused>() is { Command: MessageKind.CancelOrder } refused
            )
            {
                var known =
                    refused.Reason == RejectReason.NotYourOrder
                    || (refused.Reason == RejectReason.UnknownAccount && rests);
                var given = refused.Reason == RejectReason.UnknownAccount ? account : order;
                return (
                    null,
                    WireFault
                        .Refused(refused.Reason, given, 0, null)
                        .For(known ? WireFault.Accepted : WireFault.Unknown)
                );
            }

            if (
                entry.Kind == MessageKind.OrderCancelled
                && entry.As<OrderCancelled>() is var cancelled
                && cancelled.Order.Value == order
            )
            {
                var entered = rests ? live.Entered : cancelled.Remaining.Lots;
                return (
                    new(
                        order,
                        live.ClientOrderId.ToString(),
                        "cancelled",
                        entered,
                        entered - cancelled.Remaining.Lots,
                        0,
                        [],
                        answer.Sequence
                    ),
                    null
                );
            }
        }

        throw new InvalidOperationException("a cancel was neither done nor refused");
    }

    /// <summary>What the wire said, read.</summary>
    private readonly record struct Request(
        int Account,
        string Symbol,
        Side Side,
        OrderType Type,
        TimeInForce TimeInForce,
        string? Price,
        long Lots,
        ClientOrderId ClientOrderId
    );

    private static Request? Read(ReadOnlyMemory<byte> body, out WireFault? fault)
    {
        var reader = new BodyReader(body);
        fault = reader.Fault;
        if (fault is not null)
            return null;
        var account = reader.Whole("account", true, 1, int.MaxValue);
        var symbol = reader.Text("symbol", true);
        var side = reader.Word("side", true, ("buy", Side.Buy), ("sell", Side.Sell));
        var type = reader.Word("type", false, ("limit", OrderType.Limit), ("market", OrderType.Market));
        var time = reader.Word(
            "timeInForce",
            false,
            ("day", TimeInForce.Day),
            ("fak", TimeInForce.FillAndKill),
            ("fok", TimeInForce.FillOrKill)
        );
        var price = reader.Text("price", false);
        var lots = reader.Whole("lots", true, long.MinValue, long.MaxValue);
        var idText = reader.Text("clientOrderId", true);
        fault = reader.Done();
        if (fault is not null)
            return null;
        if (!ClientOrderId.TryParse(idText, out var id))
            fault = WireFault.Bad("clientOrderId", idText, "Must be 1 to 36 of A-Z a-z 0-9 . _ : -", "36");
        else if (type == OrderType.Limit && price is null)
            fault = WireFault.Bad("price", null, "A limit order needs a price.");
        else if (type == OrderType.Market && price is not null)
            fault = WireFault.Bad("price", price, "A market order has no price.");
        return fault is null ? new((int)account!.Value, symbol!, side, type, time, price, lots!.Value, id) : null;
    }

    private static bool TryTicks(in Request words, InstrumentDocument terms, out Price price, out WireFault? fault)
    {
        price = default;
        fault = null;
        if (words.Price is not { } text)
            return true;
        if (
            text.Length > MostPriceLetters
            || !decimal.TryParse(
                text,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var value
            )
        )
        {
            fault = WireFault.BadType("price", text, "Must be a decimal in quotes.");
            return false;
        }

        if (value is >= MostPrice or <= -MostPrice)
        {
            fault = WireFault.Bad("price", text, "Is outside what is read.", Words.Plain(MostPrice));
            return false;
        }

        var rest = value % terms.TickSize;
        var below = decimal.ToInt64((value - rest) / terms.TickSize);
        price = new(below);
        if (rest == 0)
            return true;
        if (rest < 0)
            below--;
        fault = WireFault.OffTick(
            text,
            $"{Words.Of(new Price(below), terms)}, {Words.Of(new Price(below + 1), terms)}"
        );
        return false;
    }

    private static (OrderShape? Order, WireFault? Fault) Tell(Answer answer, in Request words, InstrumentDocument terms)
    {
        if (answer.Status != AnswerStatus.Taken)
        {
            return (
                null,
                WireFault
                    .NotTaken(answer.Status)
                    .For(answer.Status == AnswerStatus.Unknown ? WireFault.Unknown : WireFault.NotAccepted)
            );
        }

        long id = 0,
            filled = 0,
            cancelled = 0;
        var fills = new List<FillShape>();
        foreach (var entry in answer.Events)
        {
            switch (entry.Kind)
            {
                case MessageKind.OrderRejected:
                    return (null, Refused(entry.As<OrderRejected>(), words, terms));
                case MessageKind.CommandRefused
                    when entry.As<CommandRefused>() is { Command: MessageKind.PlaceOrder } refused:
                    return (
                        null,
                        WireFault
                            .Refused(refused.Reason, refused.Given, refused.Limit, terms)
                            .For(WireFault.NotAccepted)
                    );
                case MessageKind.OrderAccepted:
                    id = entry.As<OrderAccepted>().Order.Value;
                    break;
                case MessageKind.Traded
                    when entry.As<Traded>() is var t && id != 0 && (t.BuyOrder.Value == id || t.SellOrder.Value == id):
                    filled += t.Quantity.Lots;
                    fills.Add(new(t.Trade.Value, Words.Of(t.Price, terms), t.Quantity.Lots));
                    break;
                case MessageKind.OrderCancelled when entry.As<OrderCancelled>() is var c && c.Order.Value == id:
                    cancelled = c.Remaining.Lots;
                    break;
                default:
                    break;
            }
        }

        if (id == 0)
            throw new InvalidOperationException("an order was neither accepted nor refused");
        var remaining = words.Lots - filled - cancelled;
        var status =
            cancelled > 0 ? "cancelled"
            : remaining == 0 ? "filled"
            : filled > 0 ? "partly filled"
            : "resting";
        return (
            new(id, words.ClientOrderId.ToString(), status, words.Lots, filled, remaining, fills, answer.Sequence),
            null
        );
    }

    private static WireFault Refused(in OrderRejected rejected, in Request words, InstrumentDocument terms)
    {
        var repeat = rejected.Reason == RejectReason.DuplicateClientOrderId;
        var limit = repeat ? rejected.Original.Value : rejected.Limit;
        var fault = WireFault
            .Refused(rejected.Reason, rejected.Given, limit, terms)
            .For(repeat ? WireFault.Accepted : WireFault.NotAccepted);
        return repeat ? fault with { Error = fault.Error with { Given = words.ClientOrderId.ToString() } } : fault;
    }
}
