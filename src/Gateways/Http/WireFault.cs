// Everything that the doors refuse, as one table of codes, numbers and HTTP statuses.
using Microsoft.AspNetCore.Http;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

/// <summary>A refusal on its way out: the HTTP status and what is told.</summary>
internal sealed record WireFault(int Status, ErrorShape Error)
{
    public const string NotAccepted = "not_accepted";
    public const string Accepted = "accepted";
    public const string Unknown = "unknown";

    /// <summary>The same fault, said of an order.</summary>
    public WireFault For(string orderState) => this with { Error = Error with { OrderState = orderState } };

    public static WireFault Bad(string? field, string? given, string message, string? limit = null) =>
        Of(StatusCodes.Status400BadRequest, "BAD_REQUEST", 1001, message, field, given, limit);

    public static WireFault UnknownField(string field, string given) =>
        Of(StatusCodes.Status400BadRequest, "UNKNOWN_FIELD", 1002, "There is no such field here.", field, given);

    public static WireFault BadType(string field, string given, string message) =>
        Of(StatusCodes.Status400BadRequest, "BAD_TYPE", 1003, message, field, given);

    public static WireFault NotFound(string? field, string? given, string message) =>
        Of(StatusCodes.Status404NotFound, "NOT_FOUND", 1004, message, field, given);

    public static WireFault NoAccount(string given) =>
        Of(
            StatusCodes.Status404NotFound,
            Words.Code(RejectReason.UnknownAccount),
            (int)RejectReason.UnknownAccount,
            TextOf(RejectReason.UnknownAccount),
            "account",
            given
        );

    public static WireFault NoInstrument(string given) =>
        Of(
            StatusCodes.Status404NotFound,
            Words.Code(RejectReason.UnknownInstrument),
            (int)RejectReason.UnknownInstrument,
            TextOf(RejectReason.UnknownInstrument),
            "symbol",
            given
        );

    public static WireFault OffTick(string given, string nearest) =>
        Of(
            StatusCodes.Status422UnprocessableEntity,
            "TICK",
            2100,
            "The price is not a whole number of ticks; the limit names the nearest that are.",
            "price",
            given,
            nearest
        );

    /// <summary>What a status that the server itself set is called.</summary>
    public static WireFault OfStatus(int status, string? given) =>
        status switch
        {
            StatusCodes.Status403Forbidden => Of(
                status,
                "FOREIGN_ORIGIN",
                1008,
                "Pages of other origins may not use this door.",
                null,
                given
            ),
            StatusCodes.Status404NotFound => NotFound(null, given, "There is nothing at this address."),
            StatusCodes.Status405MethodNotAllowed => Of(
                status,
                "METHOD_NOT_ALLOWED",
                1005,
                "This address does not take that method.",
                null,
                given
            ),
            StatusCodes.Status413PayloadTooLarge => Of(
                status,
                "TOO_LARGE",
                1006,
                "The body is too large.",
                null,
                null,
                "65536"
            ),
            StatusCodes.Status415UnsupportedMediaType => Of(
                status,
                "UNSUPPORTED_MEDIA_TYPE",
                1007,
                "The body must be application/json.",
                "Content-Type",
                given,
                "application/json"
            ),
            StatusCodes.Status426UpgradeRequired => Of(
                status,
                "UPGRADE_REQUIRED",
                1009,
                "This address speaks WebSocket.",
                null,
                null
            ),
            >= 500 => Of(
                StatusCodes.Status500InternalServerError,
                "INTERNAL",
                1000,
                "The venue failed to answer; nothing is known about the request.",
                null,
                null
            ),
            _ => Of(status, "BAD_REQUEST", 1001, "The request cannot be read.", null, given),
        };

    /// <summary>A command that did not reach the log, or may not have.</summary>
    public static WireFault NotTaken(AnswerStatus status) =>
        status switch
        {
            AnswerStatus.Busy => Of(
                StatusCodes.Status503ServiceUnavailable,
                "BUSY",
                1101,
                "The queue is full; nothing was taken. Try again later.",
                null,
                null
            ),
            AnswerStatus.NotLeading => Of(
                StatusCodes.Status503ServiceUnavailable,
                "NOT_LEADING",
                1102,
                "This node does not lead; nothing was taken. Ask the leader.",
                null,
                null
            ),
            AnswerStatus.Stopped => Of(
                StatusCodes.Status503ServiceUnavailable,
                "STOPPED",
                1103,
                "The venue is stopping; nothing was taken.",
                null,
                null
            ),
            _ => Of(
                StatusCodes.Status503ServiceUnavailable,
                "OUTCOME_UNKNOWN",
                1104,
                "It may or may not have been taken. Ask again with the same client order id.",
                null,
                null
            ),
        };

    /// <summary>A refusal by the market machine.</summary>
    /// <param name="terms">The instrument, for prices and money; null where the refusal names none.</param>
    public static WireFault Refused(RejectReason reason, long given, long limit, InstrumentDocument? terms)
    {
        var (field, givenText, limitText) = reason switch
        {
            RejectReason.UnknownAccount => ("account", Words.Of(given), null),
            RejectReason.DuplicateClientOrderId => ("clientOrderId", null, Words.Of(given)),
            RejectReason.UnknownInstrument => ("symbol", terms?.Symbol, null),
            RejectReason.NotTrading => ("symbol", Words.Of((TradingPhase)given), (string?)null),
            RejectReason.MarketOrderInAuction => ("type", "market", "limit"),
            RejectReason.ImmediateOrderInAuction => ("timeInForce", null, "day"),
            RejectReason.QuantityTooSmall or RejectReason.QuantityTooLarge => (
                "lots",
                Words.Of(given),
                Words.Of(limit)
            ),
            RejectReason.PositionLimit or RejectReason.CannotFillAll => ("lots", Words.Of(given), Words.Of(limit)),
            RejectReason.PriceAboveLimit or RejectReason.PriceBelowLimit when terms is not null => (
                "price",
                Words.Of(new Price(given), terms),
                Words.Of(new Price(limit), terms)
            ),
            RejectReason.InsufficientFunds => ("lots", Words.Of(new Money(given)), Words.Of(new Money(limit))),
            RejectReason.UnknownOrder or RejectReason.NotYourOrder => ("order", Words.Of(given), null),
            _ => ((string?)null, (string?)null, (string?)null),
        };
        return Of(StatusOf(reason), Words.Code(reason), (int)reason, TextOf(reason), field, givenText, limitText);
    }

    private static int StatusOf(RejectReason reason) =>
        reason switch
        {
            RejectReason.BadField => StatusCodes.Status400BadRequest,
            RejectReason.UnknownAccount or RejectReason.UnknownInstrument or RejectReason.UnknownOrder =>
                StatusCodes.Status404NotFound,
            RejectReason.DuplicateClientOrderId => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status422UnprocessableEntity,
        };

    private static string TextOf(RejectReason reason) =>
        reason switch
        {
            RejectReason.BadField => "A field cannot be what it says.",
            RejectReason.UnknownAccount => "There is no such account.",
            RejectReason.DuplicateClientOrderId =>
                "The client order id was used today; the limit is the number of the order that first carried it.",
            RejectReason.UnknownInstrument => "No contract month of that symbol is listed.",
            RejectReason.NotTrading => "The contract month takes no orders now.",
            RejectReason.MarketOrderInAuction => "The auction takes limit orders only.",
            RejectReason.ImmediateOrderInAuction => "The auction takes day orders only.",
            RejectReason.QuantityTooSmall => "Too few lots.",
            RejectReason.QuantityTooLarge => "More lots than one order may have.",
            RejectReason.PriceAboveLimit => "The price is above the day's highest.",
            RejectReason.PriceBelowLimit => "The price is below the day's lowest.",
            RejectReason.NothingToTradeWith => "Nobody is on the other side.",
            RejectReason.CannotFillAll => "Not all of it can trade at once; the limit is how many lots could.",
            RejectReason.PositionLimit => "Were all orders filled, the position would pass the limit.",
            RejectReason.InsufficientFunds =>
                "The order needs more (given) than is free (limit), in the contract's currency.",
            RejectReason.UnknownOrder => "No such order rests.",
            RejectReason.NotYourOrder => "The order belongs to another account.",
            _ => "Refused.",
        };

    private static WireFault Of(
        int status,
        string code,
        int num,
        string message,
        string? field,
        string? given,
        string? limit = null
    ) => new(status, new(code, num, message, field, Short(given), limit, null));

    private static string? Short(string? given) => given is { Length: > 80 } ? given[..77] + "..." : given;
}
