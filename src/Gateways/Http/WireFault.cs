// What the REST door says of a fault: a row of the error table with the field, what was given and the limit.
using Microsoft.AspNetCore.Http;
using Tokenbourse.Gateways.Errors;
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
        Of("BAD_REQUEST", message, field, given, limit);

    public static WireFault UnknownField(string field, string given) =>
        Of("UNKNOWN_FIELD", "There is no such field here.", field, given);

    public static WireFault BadType(string field, string given, string message) =>
        Of("BAD_TYPE", message, field, given);

    public static WireFault NotFound(string? field, string? given, string message, string? limit = null) =>
        Of("NOT_FOUND", message, field, given, limit);

    public static WireFault NoAccount(string given) =>
        Of(RejectReason.UnknownAccount, RefusalTexts.Of(RejectReason.UnknownAccount), "account", given);

    public static WireFault NoInstrument(string given) =>
        Of(RejectReason.UnknownInstrument, RefusalTexts.Of(RejectReason.UnknownInstrument), "symbol", given);

    public static WireFault OffTick(string field, string given, string nearest) =>
        Of(
            "TICK",
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
                "FOREIGN_ORIGIN",
                "Pages of other origins may not use this door.",
                null,
                given
            ),
            StatusCodes.Status404NotFound => NotFound(null, given, "There is nothing at this address."),
            StatusCodes.Status405MethodNotAllowed => Of(
                "METHOD_NOT_ALLOWED",
                "This address does not take that method.",
                null,
                given
            ),
            StatusCodes.Status413PayloadTooLarge => Of("TOO_LARGE", "The body is too large.", null, null, "65536"),
            StatusCodes.Status415UnsupportedMediaType => Of(
                "UNSUPPORTED_MEDIA_TYPE",
                "The body must be application/json.",
                "Content-Type",
                given,
                "application/json"
            ),
            StatusCodes.Status426UpgradeRequired => Of(
                "UPGRADE_REQUIRED",
                "This address speaks WebSocket.",
                null,
                null
            ),
            >= 500 => Of("INTERNAL", "The venue failed to answer; nothing is known about the request.", null, null),
            _ => Of("BAD_REQUEST", "The request cannot be read.", null, given) with { Status = status },
        };

    /// <summary>A document that the market machine refused: the rule in its words.</summary>
    public static WireFault SpotDocumentRefused(string field, string given, string rule) =>
        Of(RejectReason.BadDocument, $"The market refused the document: {field} {rule}.", field, given, rule);

    /// <summary>A document that the index machine refused: the rule in its words.</summary>
    public static WireFault DocumentRefused(string field, string given, string rule) =>
        Of("DOCUMENT_REFUSED", $"The index administrator's machine refused it: {field} {rule}.", field, given, rule);

    /// <summary>Too many messages: what is left of the second until the next one is taken.</summary>
    public static WireFault TooFast(string bucket, string who, TimeSpan wait)
    {
        var fault = Of("RATE_LIMIT", "Too many messages; the limit names the bucket.", "account", who, bucket);
        return fault.After(wait);
    }

    /// <summary>A request that would change something, under a replay's root.</summary>
    public static WireFault InReplay(string given) =>
        Of("REPLAY_READ_ONLY", "This is a replay: what happened cannot be changed.", "method", given, "GET");

    /// <summary>A replay whose moment is not reached yet.</summary>
    public static WireFault Preparing(string moment) =>
        Of("BUSY", "The replay is being prepared.", "time", moment).After(TimeSpan.FromMilliseconds(250));

    public static WireFault TooManyReplays(int most) =>
        Of("BUSY", "As many days as may be are being played again.", "replays", null, Words.Of(most))
            .After(TimeSpan.FromMinutes(1));

    /// <summary>The same fault, with how long to wait.</summary>
    public WireFault After(TimeSpan wait) =>
        this with
        {
            Error = Error with { RetryAfterMs = long.Max(1, (long)Math.Ceiling(wait.TotalMilliseconds)) },
        };

    /// <summary>A command that did not reach the log, or may not have.</summary>
    public static WireFault NotTaken(AnswerStatus status) =>
        status switch
        {
            AnswerStatus.Busy => Of("BUSY", "The queue is full; nothing was taken. Try again later.", null, null)
                .After(TimeSpan.FromMilliseconds(100)),
            AnswerStatus.NotLeading => Of(
                "NOT_LEADING",
                "This node does not lead; nothing was taken. Ask the leader.",
                null,
                null
            ),
            AnswerStatus.Stopped => Of("STOPPED", "The venue is stopping; nothing was taken.", null, null),
            _ => Of(
                "OUTCOME_UNKNOWN",
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
            // Given is how many came, the limit from when on one is taken again.
            RejectReason.TooManyRepeats => (Words.Of(rejected.Given), new Instant(rejected.Limit).ToString()),
            RejectReason.KillSwitch => (Words.Of((KillLevel)rejected.Given), null),
            RejectReason.UnknownSession or RejectReason.SessionOver => (Words.Of(rejected.Given), null),
            RejectReason.NotionalCap => (Words.Of(new Money(rejected.Given)), Words.Of(new Money(rejected.Limit))),
            RejectReason.TooLate => (new Instant(rejected.Given).ToString(), new Instant(rejected.Limit).ToString()),
            RejectReason.DuplicateClientOrderId => (rejected.ClientOrderId.ToString(), Words.Of(rejected.Given)),
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
            reason,
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
        Of(reason, RefusalTexts.Of(reason), field, given, limit);

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

    private static WireFault Of(
        RejectReason reason,
        string message,
        string? field,
        string? given,
        string? limit = null
    ) => Of(ErrorTable.Of(reason), message, field, given, limit);

    private static WireFault Of(string code, string message, string? field, string? given, string? limit = null) =>
        Of(ErrorTable.Of(code), message, field, given, limit);

    private static WireFault Of(ErrorRow row, string message, string? field, string? given, string? limit) =>
        new(row.Http, new(row.Code, row.Num, message, field, Short(given), limit, null, row.Retryable));

    private static string? Short(string? given) => given is { Length: > 80 } ? given[..77] + "..." : given;
}
