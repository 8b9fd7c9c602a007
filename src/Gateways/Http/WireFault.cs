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

    public static WireFault NotFound(string? field, string? given, string message, string? limit = null) =>
        Of(StatusCodes.Status404NotFound, "NOT_FOUND", 1004, message, field, given, limit);

    public static WireFault NoAccount(string given) =>
        Of(
            StatusCodes.Status404NotFound,
            Words.Code(RejectReason.UnknownAccount),
            (int)RejectReason.UnknownAccount,
            RefusalTexts.Of(RejectReason.UnknownAccount),
            "account",
            given
        );

    public static WireFault NoInstrument(string given) =>
        Of(
            StatusCodes.Status404NotFound,
            Words.Code(RejectReason.UnknownInstrument),
            (int)RejectReason.UnknownInstrument,
            RefusalTexts.Of(RejectReason.UnknownInstrument),
            "symbol",
            given
        );

    public static WireFault OffTick(string field, string given, string nearest) =>
        Of(
            StatusCodes.Status422UnprocessableEntity,
            "TICK",
            2100,
            "The price is not a whole number of ticks; the limit names the nearest that are.",
            field,
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

    /// <summary>A document that the market machine refused: the rule in its words.</summary>
    public static WireFault SpotDocumentRefused(string field, string given, string rule) =>
        Of(
            StatusCodes.Status422UnprocessableEntity,
            Words.Code(RejectReason.BadDocument),
            (int)RejectReason.BadDocument,
            $"The market refused the document: {field} {rule}.",
            field,
            given,
            rule
        );

    /// <summary>A document that the index machine refused: the rule in its words.</summary>
    public static WireFault DocumentRefused(string field, string given, string rule) =>
        Of(
            StatusCodes.Status422UnprocessableEntity,
            "DOCUMENT_REFUSED",
            1010,
            $"The index administrator's machine refused it: {field} {rule}.",
            field,
            given,
            rule
        );

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

    /// <summary>A rejection of an order by the market machine: which field, what was given, what would have been
    /// taken.</summary>
    /// <param name="terms">The instrument, for prices and money; null where the rejection names none.</param>
    public static WireFault Refused(in OrderRejected rejected, InstrumentDocument? terms)
    {
        var (reason, field) = (rejected.Reason, rejected.Field);
        var (given, limit) = reason switch
        {
            RejectReason.TooLate => (new Instant(rejected.Given).ToString(), new Instant(rejected.Limit).ToString()),
            RejectReason.DuplicateClientOrderId => (
                rejected.ClientOrderId.ToString(),
                Words.Of(rejected.Original.Value)
            ),
            RejectReason.UnknownInstrument or RejectReason.QuotesFrozen or RejectReason.NothingToReverse => (
                terms?.Symbol,
                (string?)null
            ),
            RejectReason.NotTrading => (Words.Of((TradingPhase)rejected.Given), null),
            RejectReason.MarketOrderInAuction or RejectReason.NotForSpreads => (
                Words.Of((OrderType)rejected.Given),
                "limit"
            ),
            RejectReason.ImmediateOrderInAuction => (Words.Of((TimeInForce)rejected.Given), "day"),
            RejectReason.NotInThisPhase => (
                Words.Of((TimeInForce)rejected.Given),
                Words.Of((TradingPhase)rejected.Limit)
            ),
            RejectReason.NothingToTradeWith => (Words.Of((OrderType)rejected.Given), null),
            RejectReason.ExpiryPassed => (DayOf(rejected.Given), DayOf(rejected.Limit)),
            RejectReason.WouldMeetOwn => (Words.Of(rejected.Given), PriceOf(rejected.Limit, terms)),
            RejectReason.InsufficientFunds => (
                Words.Of(new Money(rejected.Given)),
                Words.Of(new Money(rejected.Limit))
            ),
            RejectReason.UnknownOrder
            or RejectReason.NotYourOrder
            or RejectReason.CannotAmend
            or RejectReason.NothingToAmend
            or RejectReason.UnknownAccount => (Words.Of(rejected.Given), null),
            RejectReason.AccountRestricted => (field == OrderField.Flags ? "false" : Words.Of(rejected.Given), null),
            RejectReason.BadField or RejectReason.OffsetNotPossible => BadOf(rejected, terms),
            _ when field is OrderField.Price or OrderField.StopPrice => (
                PriceOf(rejected.Given, terms),
                PriceOf(rejected.Limit, terms)
            ),
            _ => (Words.Of(rejected.Given), Words.Of(rejected.Limit)),
        };
        return Of(
            StatusOf(reason),
            Words.Code(reason),
            (int)reason,
            RefusalTexts.Of(reason),
            reason == RejectReason.AccountRestricted && field == OrderField.Flags ? "closeOnly"
                : field == OrderField.Flags ? OrderWords.FlagOf(rejected.Given)
                : OrderWords.NameOf(field),
            given,
            limit
        );
    }

    /// <summary>A refusal of another command by the market machine.</summary>
    /// <param name="field">What it is about, where the wire has a name for it.</param>
    public static WireFault Refused(RejectReason reason, string? field, string? given, string? limit = null) =>
        Of(StatusOf(reason), Words.Code(reason), (int)reason, RefusalTexts.Of(reason), field, given, limit);

    private static (string? Given, string? Limit) BadOf(in OrderRejected rejected, InstrumentDocument? terms) =>
        rejected.Field switch
        {
            OrderField.Type => (Words.Of((OrderType)rejected.Given), null),
            OrderField.TimeInForce => (Words.Of((TimeInForce)rejected.Given), null),
            OrderField.SelfMatch => (Words.Of((SelfMatch)rejected.Given), null),
            OrderField.Expires => (DayOf(rejected.Given), null),
            OrderField.Flags => ("true", "false"),
            OrderField.Price or OrderField.StopPrice => (
                PriceOf(rejected.Given, terms),
                rejected.Limit == 0 ? null : PriceOf(rejected.Limit, terms)
            ),
            OrderField.Display or OrderField.Minimum => (Words.Of(rejected.Given), Words.Of(rejected.Limit)),
            _ => (Words.Of(rejected.Given), null),
        };

    private static string PriceOf(long ticks, InstrumentDocument? terms) =>
        terms is null ? Words.Of(ticks) : Words.Of(new Price(ticks), terms);

    private static string DayOf(long days) => new TradingDate((int)days).ToString();

    private static int StatusOf(RejectReason reason) =>
        reason switch
        {
            RejectReason.BadField => StatusCodes.Status400BadRequest,
            RejectReason.UnknownAccount
            or RejectReason.UnknownInstrument
            or RejectReason.UnknownContract
            or RejectReason.UnknownReference
            or RejectReason.UnknownOrder
            or RejectReason.UnknownProduct
            or RejectReason.UnknownBid
            or RejectReason.UnknownSpotOrder
            or RejectReason.UnknownSpotRequest
            or RejectReason.UnknownSpotQuote
            or RejectReason.UnknownCertificate
            or RejectReason.UnknownSupply => StatusCodes.Status404NotFound,
            RejectReason.DuplicateClientOrderId => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status422UnprocessableEntity,
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
