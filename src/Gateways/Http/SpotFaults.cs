// Refusals of the spot market on the wire: which field, what was given, what would have been taken.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Spot;

namespace Tokenbourse.Gateways.Http;

/// <summary>From the machine's numbers to fields and words.</summary>
internal static class SpotFaults
{
    /// <param name="product">For prices; null where the command names none.</param>
    /// <param name="second">A second account that the command names, and its field.</param>
    public static WireFault Of(
        in CommandRefused refused,
        SpotProductRow? product,
        (AccountId Account, string Field)? second = null
    )
    {
        var field = FieldOf(refused.Command, refused.Reason);
        if (field == "account" && second is { } other && refused.Given == other.Account.Value)
            field = other.Field;
        var (given, limit) = refused.Reason switch
        {
            RejectReason.HoursOutside
            or RejectReason.OutsideWindow
            or RejectReason.WindowPassed
            or RejectReason.BlockNotAligned
            or RejectReason.WindowNotGood => (PresentSpot.Hour(refused.Given), PresentSpot.Hour(refused.Limit)),
            RejectReason.MeetsOwnBid => (PresentSpot.Hour(refused.Given), null),
            RejectReason.PriceAboveLimit or RejectReason.PriceBelowLimit when product is not null => (
                product.PriceOf(refused.Given),
                product.PriceOf(refused.Limit)
            ),
            RejectReason.InsufficientFunds => (Words.Of(new Money(refused.Given)), Words.Of(new Money(refused.Limit))),
            RejectReason.UnknownAccount
            or RejectReason.AccountRestricted
            or RejectReason.MemberInDefault
            or RejectReason.DuplicateBid
            or RejectReason.UnknownBid
            or RejectReason.NotYourCertificate
            or RejectReason.CertificateEnded
            or RejectReason.NotRedeemed
            or RejectReason.NotStandingIn => (Words.Of(refused.Given), (string?)null),
            RejectReason.DuplicateReference => (null, null),
            RejectReason.QuoteTimeOutside => (
                new Instant(refused.Given).ToString(),
                new Instant(refused.Limit).ToString()
            ),
            RejectReason.DuplicateSpotOrder
            or RejectReason.UnknownSpotOrder
            or RejectReason.DuplicateSpotRequest
            or RejectReason.SpotRequestEnded
            or RejectReason.OwnSpotRequest
            or RejectReason.SpotQuoteEnded
            or RejectReason.NotYourSpotRequest
            or RejectReason.NotYourSpotQuote => (Words.Of(refused.Given), null),
            RejectReason.NotInNotice
            or RejectReason.SupplyMonthOutside
            or RejectReason.SupplyDayAhead
            or RejectReason.SupplyMonthInvoiced
            or RejectReason.SupplyMonthNotOver
            or RejectReason.SupplyMonthBefore
            or RejectReason.SupplyMonthsLeft => (
                new TradingDate((int)refused.Given).ToString(),
                new TradingDate((int)refused.Limit).ToString()
            ),
            _ => (Words.Of(refused.Given), Words.Of(refused.Limit)),
        };
        return WireFault.Refused(refused.Reason, field, given, limit);
    }

    private static string? FieldOf(MessageKind command, RejectReason reason) =>
        reason switch
        {
            RejectReason.PriceAboveLimit or RejectReason.PriceBelowLimit => command
                is MessageKind.SetStandby
                    or MessageKind.GiveSpotQuote
                ? "price"
                : "limit",
            RejectReason.InsufficientFunds => command switch
            {
                MessageKind.IssueCertificate => "lots",
                MessageKind.GiveSpotQuote => "price",
                MessageKind.TakeSpotQuote => "quote",
                MessageKind.AcceptSupply => "supply",
                MessageKind.PaySupply => "month",
                _ => "limit",
            },
            RejectReason.UnknownAccount or RejectReason.AccountRestricted or RejectReason.MemberInDefault => "account",
            RejectReason.UnknownProduct => "product",
            RejectReason.HoursOutside or RejectReason.MeetsOwnBid or RejectReason.BlockNotAligned => "firstHour",
            RejectReason.TooManyHours or RejectReason.NotAStandardBlock => "hours",
            RejectReason.DuplicateSpotOrder
            or RejectReason.UnknownSpotOrder
            or RejectReason.TooManySpotOrders
            or RejectReason.DuplicateSpotRequest
            or RejectReason.TooManySpotRequests => "reference",
            RejectReason.UnknownSpotRequest
            or RejectReason.SpotRequestEnded
            or RejectReason.OwnSpotRequest
            or RejectReason.DuplicateSpotQuote
            or RejectReason.NotYourSpotRequest => "request",
            RejectReason.UnknownSpotQuote or RejectReason.SpotQuoteEnded or RejectReason.NotYourSpotQuote => "quote",
            RejectReason.QuoteTimeOutside => "until",
            RejectReason.DuplicateBid or RejectReason.UnknownBid or RejectReason.DuplicateReference => "reference",
            RejectReason.QuantityTooSmall
            or RejectReason.QuantityTooLarge
            or RejectReason.IssuerLimit
            or RejectReason.NothingLeftToSplit => "lots",
            RejectReason.UnknownCertificate
            or RejectReason.NotYourCertificate
            or RejectReason.CertificateEnded
            or RejectReason.CertificateRedeemed
            or RejectReason.NotRedeemed
            or RejectReason.WindowPassed => "certificate",
            RejectReason.AnotherMeter => "meter",
            RejectReason.AlreadyDone or RejectReason.RecordOutOfOrder => "record",
            RejectReason.OutsideWindow => "hour",
            RejectReason.OverDraw or RejectReason.ZeroAmount => "delivered",
            RejectReason.NotStandingIn => "by",
            RejectReason.CashOnly or RejectReason.NotInNotice or RejectReason.UnknownInstrument => "symbol",
            RejectReason.NotDeliverable
            or RejectReason.NotOwnIssue
            or RejectReason.NotOneLot
            or RejectReason.CertificateTendered
            or RejectReason.NotTendered
            or RejectReason.WindowNotGood => "certificate",
            RejectReason.NoPosition => "lots",
            RejectReason.NotYourSupply => "account",
            RejectReason.UnknownSupply
            or RejectReason.SupplyNotProposed
            or RejectReason.SupplyNotInForce
            or RejectReason.SupplyMonthsLeft
            or RejectReason.SupplyInvoiceOpen => "supply",
            RejectReason.SupplyDayAhead => "day",
            RejectReason.SupplyOverMost => "units",
            RejectReason.SupplyMonthOutside
            or RejectReason.SupplyMonthInvoiced
            or RejectReason.SupplyMonthNotOver
            or RejectReason.SupplyMonthBefore
            or RejectReason.SupplyPrintsMissing
            or RejectReason.SupplyAmountTooLarge
            or RejectReason.SupplyNothingOpen => "month",
            _ => null,
        };
}
