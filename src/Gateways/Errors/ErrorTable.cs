// Everything that any door refuses, as one table: code, number, HTTP status, FIX reasons, Deribit code.
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Gateways.Errors;

/// <summary>FIX 4.4 reasons of a refusal.</summary>
/// <param name="Order">OrdRejReason (103) of an ExecutionReport.</param>
/// <param name="Cancel">CxlRejReason (102) of an OrderCancelReject.</param>
/// <param name="Business">BusinessRejectReason (380), where no report fits.</param>
public readonly record struct FixReasons(int Order, int Cancel, int Business);

/// <summary>One row.</summary>
/// <param name="Num">Of a refusal by the market: its number in <see cref="RejectReason"/>.</param>
/// <param name="Deribit">The JSON-RPC code of the Deribit-style door that means the same to its clients.</param>
/// <param name="Retryable">The same request, under the same client order id, may be taken later without anything
/// being changed in it.</param>
public sealed record ErrorRow(string Code, int Num, int Http, FixReasons Fix, int Deribit, bool Retryable);

/// <summary>The table. Codes are used once, and so are numbers but for 1001 and 1002, which stand for a fault of the
/// door and for one of the market, as they always have.</summary>
public static class ErrorTable
{
    /// <summary>Faults that the doors find by themselves.</summary>
    public static IReadOnlyList<ErrorRow> Doors { get; } =
    [
        new("INTERNAL", 1000, 500, new(99, 99, 0), 11094, true),
        new("BAD_REQUEST", 1001, 400, new(11, 2, 5), -32602, false),
        new("UNKNOWN_FIELD", 1002, 400, new(11, 2, 0), -32602, false),
        new("BAD_TYPE", 1003, 400, new(11, 2, 0), -32602, false),
        new("NOT_FOUND", 1004, 404, new(99, 99, 1), -32601, false),
        new("METHOD_NOT_ALLOWED", 1005, 405, new(99, 99, 3), -32601, false),
        new("TOO_LARGE", 1006, 413, new(99, 99, 0), 11050, false),
        new("UNSUPPORTED_MEDIA_TYPE", 1007, 415, new(99, 99, 3), -32700, false),
        new("FOREIGN_ORIGIN", 1008, 403, new(99, 99, 6), 13021, false),
        new("UPGRADE_REQUIRED", 1009, 426, new(99, 99, 3), 10030, false),
        new("DOCUMENT_REFUSED", 1010, 422, new(99, 99, 0), 11029, false),
        new("RATE_LIMIT", 1011, 429, new(99, 99, 4), 10028, true),
        new("REPLAY_READ_ONLY", 1012, 409, new(99, 99, 6), 13021, false),
        new("BUSY", 1021, 503, new(99, 99, 4), 10047, true),
        new("NOT_LEADING", 1022, 503, new(99, 99, 4), 11051, true),
        new("STOPPED", 1023, 503, new(99, 99, 4), 11051, true),
        new("OUTCOME_UNKNOWN", 1024, 503, new(99, 99, 4), 10040, true),
        new("UNAUTHENTICATED", 1101, 401, new(99, 99, 6), 13009, false),
        new("BAD_SIGNATURE", 1102, 401, new(99, 99, 6), 13004, false),
        new("CLOCK_SKEW", 1103, 401, new(99, 99, 6), 13009, true),
        new("REPLAYED_NONCE", 1104, 401, new(99, 99, 6), 13009, false),
        new("KEY_EXPIRED", 1105, 401, new(99, 99, 6), 13009, false),
        new("IP_NOT_ALLOWED", 1106, 401, new(99, 99, 6), 13021, false),
        new("NOT_OWNER", 1107, 403, new(99, 99, 6), 13021, false),
        new("FORBIDDEN_SCOPE", 1201, 403, new(99, 99, 6), 13021, false),
        new("TICK", 2100, 422, new(99, 99, 0), 10043, false),
    ];

    /// <summary>Refusals by the market, each with its reason.</summary>
    public static IReadOnlyList<(RejectReason Reason, ErrorRow Row)> Market { get; } =
    [
        (RejectReason.BadField, new("BAD_FIELD", 1001, 400, new(11, 2, 5), 11029, false)),
        (RejectReason.TooLate, new("EXPIRED_IN_FLIGHT", 1002, 422, new(8, 0, 0), 11030, false)),
        (RejectReason.UnknownAccount, new("UNKNOWN_ACCOUNT", 1202, 404, new(15, 99, 1), 11029, false)),
        (RejectReason.AccountRestricted, new("ACCOUNT_RESTRICTED", 1203, 422, new(99, 99, 6), 10019, false)),
        (RejectReason.KillSwitch, new("KILL_SWITCH", 1204, 422, new(99, 99, 4), 10019, false)),
        (RejectReason.UnknownSession, new("UNKNOWN_SESSION", 1205, 422, new(99, 99, 1), 11030, false)),
        (RejectReason.SessionOver, new("SESSION_OVER", 1206, 422, new(99, 99, 4), 11030, false)),
        (RejectReason.MemberInDefault, new("MEMBER_IN_DEFAULT", 1207, 422, new(99, 99, 6), 10019, false)),
        (RejectReason.DuplicateClientOrderId, new("DUPLICATE_CLIENT_ID", 1301, 409, new(6, 6, 0), 11030, false)),
        (RejectReason.TooManyRepeats, new("TOO_MANY_REPEATS", 1302, 429, new(99, 99, 0), 10028, true)),
        (RejectReason.UnknownInstrument, new("UNKNOWN_INSTRUMENT", 2001, 404, new(1, 99, 2), 10020, false)),
        (RejectReason.NotTrading, new("NOT_TRADING", 2002, 422, new(2, 99, 0), 10012, true)),
        (RejectReason.MarketOrderInAuction, new("MARKET_ORDER_IN_AUCTION", 2003, 422, new(11, 99, 0), 10012, true)),
        (
            RejectReason.ImmediateOrderInAuction,
            new("IMMEDIATE_ORDER_IN_AUCTION", 2004, 422, new(11, 99, 0), 10012, true)
        ),
        (RejectReason.NotInThisPhase, new("NOT_IN_THIS_PHASE", 2005, 422, new(11, 99, 0), 10012, true)),
        (RejectReason.NotForSpreads, new("NOT_FOR_SPREADS", 2006, 422, new(11, 99, 0), 11029, false)),
        (RejectReason.QuotesFrozen, new("QUOTES_FROZEN", 2007, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.OffsetNotPossible, new("OFFSET_NOT_POSSIBLE", 2008, 422, new(11, 99, 0), 11029, false)),
        (RejectReason.RiskSilent, new("RISK_SILENT", 2009, 422, new(2, 99, 4), 10012, true)),
        (RejectReason.QuantityTooSmall, new("QUANTITY_TOO_SMALL", 2101, 422, new(13, 99, 0), 10002, false)),
        (RejectReason.QuantityTooLarge, new("QUANTITY_TOO_LARGE", 2102, 422, new(3, 99, 0), 10021, false)),
        (RejectReason.PriceAboveLimit, new("PRICE_ABOVE_LIMIT", 2103, 422, new(3, 99, 0), 10007, false)),
        (RejectReason.PriceBelowLimit, new("PRICE_BELOW_LIMIT", 2104, 422, new(3, 99, 0), 10005, false)),
        (RejectReason.NothingToTradeWith, new("NOTHING_TO_TRADE_WITH", 2105, 422, new(99, 99, 0), 11030, true)),
        (RejectReason.CannotFillAll, new("CANNOT_FILL_ALL", 2106, 422, new(99, 99, 0), 11030, true)),
        (RejectReason.WouldTrade, new("WOULD_TRADE", 2107, 422, new(99, 99, 0), 11054, false)),
        (RejectReason.CannotFillMinimum, new("CANNOT_FILL_MINIMUM", 2108, 422, new(99, 99, 0), 11030, true)),
        (RejectReason.ExpiryPassed, new("EXPIRY_PASSED", 2109, 422, new(4, 99, 0), 11029, false)),
        (RejectReason.OverClose, new("OVER_CLOSE", 2110, 422, new(3, 99, 0), 10021, false)),
        (RejectReason.WouldMeetOwn, new("WOULD_MEET_OWN", 2111, 422, new(99, 99, 0), 10003, false)),
        (RejectReason.PositionLimit, new("POSITION_LIMIT", 2201, 422, new(3, 99, 0), 10018, false)),
        (RejectReason.InsufficientFunds, new("INSUFFICIENT_FUNDS", 2202, 422, new(3, 99, 0), 10009, false)),
        (RejectReason.HedgeFlag, new("HEDGE_FLAG", 2203, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.TraderLimit, new("TRADER_LIMIT", 2204, 422, new(3, 99, 0), 10018, false)),
        (RejectReason.MemberLimit, new("MEMBER_LIMIT", 2205, 422, new(3, 99, 0), 10018, false)),
        (RejectReason.HedgeQuota, new("HEDGE_QUOTA", 2206, 422, new(3, 99, 0), 10018, false)),
        (RejectReason.OpeningLimit, new("OPENING_LIMIT", 2207, 422, new(3, 99, 0), 10018, false)),
        (RejectReason.SizeCap, new("SIZE_CAP", 2208, 422, new(3, 99, 0), 10021, false)),
        (RejectReason.NotionalCap, new("NOTIONAL_CAP", 2209, 422, new(3, 99, 0), 10021, false)),
        (RejectReason.TooManyOpenOrders, new("TOO_MANY_OPEN_ORDERS", 2210, 429, new(3, 99, 0), 10013, false)),
        (RejectReason.UnknownOrder, new("UNKNOWN_ORDER", 2401, 404, new(5, 1, 1), 10004, false)),
        (RejectReason.NotYourOrder, new("NOT_YOUR_ORDER", 2402, 422, new(5, 1, 6), 10029, false)),
        (RejectReason.NothingToAmend, new("NOTHING_TO_AMEND", 2403, 422, new(99, 2, 0), 11029, false)),
        (RejectReason.BelowFilled, new("BELOW_FILLED", 2404, 422, new(13, 0, 0), 11008, false)),
        (RejectReason.CannotAmend, new("CANNOT_AMEND", 2405, 422, new(11, 2, 0), 11044, false)),
        (RejectReason.NothingToReverse, new("NOTHING_TO_REVERSE", 2406, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.BadDocument, new("BAD_DOCUMENT", 3001, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.AlreadyDefined, new("ALREADY_DEFINED", 3002, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.UnknownCalendar, new("UNKNOWN_CALENDAR", 3003, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.UnknownCurrency, new("UNKNOWN_CURRENCY", 3004, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.ZeroAmount, new("ZERO_AMOUNT", 3005, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.DuplicateReference, new("DUPLICATE_REFERENCE", 3006, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.OverWithdrawal, new("OVER_WITHDRAWAL", 3007, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.PrintOutOfOrder, new("PRINT_OUT_OF_ORDER", 3008, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.DayNotOver, new("DAY_NOT_OVER", 3009, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.DayAlreadySettled, new("DAY_ALREADY_SETTLED", 3010, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.PrintsMissing, new("PRINTS_MISSING", 3011, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NotACommand, new("NOT_A_COMMAND", 3012, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.UnknownContract, new("UNKNOWN_CONTRACT", 3013, 404, new(99, 99, 0), 11030, false)),
        (RejectReason.StateUnchanged, new("STATE_UNCHANGED", 3014, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.UnknownRelease, new("UNKNOWN_RELEASE", 3015, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.DayUnderWay, new("DAY_UNDER_WAY", 3016, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.StepOutOfOrder, new("STEP_OUT_OF_ORDER", 3017, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.PersonMissing, new("PERSON_MISSING", 3020, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.ReasonMissing, new("REASON_MISSING", 3021, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NothingProposed, new("NOTHING_PROPOSED", 3022, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.SamePerson, new("SAME_PERSON", 3023, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.AnotherPriceProposed, new("ANOTHER_PRICE_PROPOSED", 3024, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.AlreadyApproved, new("ALREADY_APPROVED", 3025, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.UnknownMember, new("UNKNOWN_MEMBER", 3030, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NotAClient, new("NOT_A_CLIENT", 3031, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.MemberHasNoClients, new("MEMBER_HAS_NO_CLIENTS", 3032, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.SameMember, new("SAME_MEMBER", 3033, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.ClearingUnderWay, new("CLEARING_UNDER_WAY", 3034, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.OrdersLive, new("ORDERS_LIVE", 3035, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.UnknownReference, new("UNKNOWN_REFERENCE", 3040, 404, new(99, 99, 0), 11030, false)),
        (RejectReason.AlreadyDone, new("ALREADY_DONE", 3041, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.BankReferenceMissing, new("BANK_REFERENCE_MISSING", 3042, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.BankReferenceUsed, new("BANK_REFERENCE_USED", 3043, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.OverQuota, new("OVER_QUOTA", 3044, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.UnknownAsset, new("UNKNOWN_ASSET", 3045, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NotPledged, new("NOT_PLEDGED", 3046, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.CollateralNeeded, new("COLLATERAL_NEEDED", 3047, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.CollateralTooLarge, new("COLLATERAL_TOO_LARGE", 3048, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.PriceOutOfOrder, new("PRICE_OUT_OF_ORDER", 3049, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NotAHedgeAccount, new("NOT_A_HEDGE_ACCOUNT", 3060, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.QuotaPassed, new("QUOTA_PASSED", 3061, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.LiquidationOff, new("LIQUIDATION_OFF", 3080, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.MembersFirst, new("MEMBERS_FIRST", 3081, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.IntradayCallsOff, new("INTRADAY_CALLS_OFF", 3082, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NoOpenCall, new("NO_OPEN_CALL", 3083, 404, new(99, 99, 0), 11030, false)),
        (RejectReason.CallAcknowledged, new("CALL_ACKNOWLEDGED", 3084, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NoDefaultRules, new("NO_DEFAULT_RULES", 3090, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NotInDefault, new("NOT_IN_DEFAULT", 3091, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NoHouseAccount, new("NO_HOUSE_ACCOUNT", 3092, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.PositionsLeft, new("POSITIONS_LEFT", 3093, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.LossNotCovered, new("LOSS_NOT_COVERED", 3094, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.ClientShort, new("CLIENT_SHORT", 3095, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.DefaultUnderWay, new("DEFAULT_UNDER_WAY", 3096, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NothingToTransfer, new("NOTHING_TO_TRANSFER", 3097, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.AlreadyAllocated, new("ALREADY_ALLOCATED", 3098, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.InterlockOff, new("INTERLOCK_OFF", 3110, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.DayNotSettled, new("DAY_NOT_SETTLED", 3111, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.OverIncome, new("OVER_INCOME", 3112, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.AnotherAmountProposed, new("ANOTHER_AMOUNT_PROPOSED", 3113, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.UnknownProduct, new("UNKNOWN_PRODUCT", 4001, 404, new(99, 99, 0), 11030, false)),
        (RejectReason.HoursOutside, new("HOURS_OUTSIDE", 4002, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.TooManyHours, new("TOO_MANY_HOURS", 4003, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.DuplicateBid, new("DUPLICATE_BID", 4005, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.UnknownBid, new("UNKNOWN_BID", 4006, 404, new(99, 99, 0), 11030, false)),
        (RejectReason.MeetsOwnBid, new("MEETS_OWN_BID", 4007, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.IssuerLimit, new("ISSUER_LIMIT", 4008, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.UnknownCertificate, new("UNKNOWN_CERTIFICATE", 4020, 404, new(99, 99, 0), 11030, false)),
        (RejectReason.NotYourCertificate, new("NOT_YOUR_CERTIFICATE", 4021, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.CertificateEnded, new("CERTIFICATE_ENDED", 4022, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.CertificateRedeemed, new("CERTIFICATE_REDEEMED", 4023, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NotRedeemed, new("NOT_REDEEMED", 4024, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.WindowPassed, new("WINDOW_PASSED", 4025, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NothingLeftToSplit, new("NOTHING_LEFT_TO_SPLIT", 4026, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.AnotherMeter, new("ANOTHER_METER", 4040, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.RecordOutOfOrder, new("RECORD_OUT_OF_ORDER", 4041, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.OutsideWindow, new("OUTSIDE_WINDOW", 4042, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.OverDraw, new("OVER_DRAW", 4043, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NotStandingIn, new("NOT_STANDING_IN", 4044, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NotAStandardBlock, new("NOT_A_STANDARD_BLOCK", 4060, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.BlockNotAligned, new("BLOCK_NOT_ALIGNED", 4061, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.DuplicateSpotOrder, new("DUPLICATE_SPOT_ORDER", 4062, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.UnknownSpotOrder, new("UNKNOWN_SPOT_ORDER", 4063, 404, new(99, 99, 0), 11030, false)),
        (RejectReason.TooManySpotOrders, new("TOO_MANY_SPOT_ORDERS", 4064, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.UnknownSpotRequest, new("UNKNOWN_SPOT_REQUEST", 4065, 404, new(99, 99, 0), 11030, false)),
        (RejectReason.SpotRequestEnded, new("SPOT_REQUEST_ENDED", 4066, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.DuplicateSpotRequest, new("DUPLICATE_SPOT_REQUEST", 4067, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.TooManySpotRequests, new("TOO_MANY_SPOT_REQUESTS", 4068, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.QuoteTimeOutside, new("QUOTE_TIME_OUTSIDE", 4069, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.OwnSpotRequest, new("OWN_SPOT_REQUEST", 4070, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.DuplicateSpotQuote, new("DUPLICATE_SPOT_QUOTE", 4071, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.UnknownSpotQuote, new("UNKNOWN_SPOT_QUOTE", 4072, 404, new(99, 99, 0), 11030, false)),
        (RejectReason.SpotQuoteEnded, new("SPOT_QUOTE_ENDED", 4073, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NotYourSpotRequest, new("NOT_YOUR_SPOT_REQUEST", 4074, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NotYourSpotQuote, new("NOT_YOUR_SPOT_QUOTE", 4075, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.UnknownSupply, new("UNKNOWN_SUPPLY", 4080, 404, new(99, 99, 0), 11030, false)),
        (RejectReason.NotYourSupply, new("NOT_YOUR_SUPPLY", 4081, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.SupplyNotProposed, new("SUPPLY_NOT_PROPOSED", 4082, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.SupplyNotInForce, new("SUPPLY_NOT_IN_FORCE", 4083, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.SupplyMonthOutside, new("SUPPLY_MONTH_OUTSIDE", 4084, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.SupplyDayAhead, new("SUPPLY_DAY_AHEAD", 4085, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.SupplyMonthInvoiced, new("SUPPLY_MONTH_INVOICED", 4086, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.SupplyMonthNotOver, new("SUPPLY_MONTH_NOT_OVER", 4087, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.SupplyPrintsMissing, new("SUPPLY_PRINTS_MISSING", 4088, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.SupplyMonthBefore, new("SUPPLY_MONTH_BEFORE", 4089, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.SupplyOverMost, new("SUPPLY_OVER_MOST", 4090, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.SupplyAmountTooLarge, new("SUPPLY_AMOUNT_TOO_LARGE", 4091, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.SupplyNothingOpen, new("SUPPLY_NOTHING_OPEN", 4092, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.SupplyMonthsLeft, new("SUPPLY_MONTHS_LEFT", 4093, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.SupplyInvoiceOpen, new("SUPPLY_INVOICE_OPEN", 4094, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.CashOnly, new("CASH_ONLY", 4100, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NotInNotice, new("NOT_IN_NOTICE", 4101, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NotDeliverable, new("NOT_DELIVERABLE", 4102, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NotOneLot, new("NOT_ONE_LOT", 4103, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.CertificateTendered, new("CERTIFICATE_TENDERED", 4104, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NotTendered, new("NOT_TENDERED", 4105, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NoPosition, new("NO_POSITION", 4106, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.WindowNotGood, new("WINDOW_NOT_GOOD", 4107, 422, new(99, 99, 0), 11030, false)),
        (RejectReason.NotOwnIssue, new("NOT_OWN_ISSUE", 4108, 422, new(99, 99, 0), 11030, false)),
    ];

    private static readonly Dictionary<RejectReason, ErrorRow> _byReason = Market.ToDictionary(
        m => m.Reason,
        m => m.Row
    );
    private static readonly Dictionary<string, ErrorRow> _byCode = Doors
        .Concat(Market.Select(m => m.Row))
        .ToDictionary(r => r.Code, StringComparer.Ordinal);

    /// <summary>The row of a refusal by the market.</summary>
    public static ErrorRow Of(RejectReason reason) => _byReason[reason];

    /// <summary>The row of a code that stands in the table.</summary>
    public static ErrorRow Of(string code) => _byCode[code];
}
