// What the spot market refuses, by number, with the nearest valid value, changing nothing.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;
using static Tokenbourse.Unit.Market.Spot.SpotDesk;

namespace Tokenbourse.Unit.Market.Spot;

public sealed class SpotRefusalTests
{
    public static TheoryData<PlaceSpotBid, RejectReason, long, long> Bids() =>
        new()
        {
            { Bid(1, Side.None, 1, 0, 1, 500), RejectReason.BadField, 0, 2 },
            { Bid(1, Side.Buy, 0, 0, 1, 500), RejectReason.BadField, 0, 1 },
            { Bid(9, Side.Buy, 1, 0, 1, 500), RejectReason.UnknownAccount, 9, 0 },
            { Bid(1, Side.Buy, 1, 0, 1, 500) with { Product = Name24.Of("XX") }, RejectReason.UnknownProduct, 0, 0 },
            { Bid(1, Side.Buy, 1, 0, 1, 500) with { Hours = 2 }, RejectReason.TooManyHours, 2, 1 },
            { Block(1, Side.Buy, 1, 0, 0, 1, 500), RejectReason.TooManyHours, 0, 1 },
            { Block(1, Side.Buy, 1, 0, 25, 1, 500), RejectReason.TooManyHours, 25, 24 },
            { Block(1, Side.Buy, 1, 20, 5, 1, 500), RejectReason.HoursOutside, Midnight + 20, Midnight + 19 },
            { Bid(1, Side.Buy, 1, -1, 1, 500), RejectReason.HoursOutside, Midnight - 1, Midnight },
            { Bid(1, Side.Buy, 1, 24, 1, 500), RejectReason.HoursOutside, Midnight + 24, Midnight + 23 },
            { Bid(1, Side.Buy, 1, 0, 0, 500), RejectReason.QuantityTooSmall, 0, 1 },
            { Bid(1, Side.Buy, 1, 0, 1001, 500), RejectReason.QuantityTooLarge, 1001, 1000 },
            { Bid(1, Side.Buy, 1, 0, 1, 1001), RejectReason.PriceAboveLimit, 1001, 1000 },
            { Bid(1, Side.Buy, 1, 0, 1, 0), RejectReason.PriceBelowLimit, 0, 1 },
            { Bid(4, Side.Buy, 2, 5, 1, 500), RejectReason.MeetsOwnBid, Midnight + 5, 0 },
            { Bid(4, Side.Sell, 1, 7, 1, 500), RejectReason.DuplicateBid, 1, 0 },
        };

    [Theory]
    [MemberData(nameof(Bids))]
    public void A_bid_is_refused_by_number(PlaceSpotBid bid, RejectReason reason, long given, long limit)
    {
        var desk = SpotDesk.Open();
        desk.Place(Bid(4, Side.Sell, 1, 5, 1, 500));
        var reserved = desk.Balance(LedgerCode.SpotReserve, bid.Account.Value);
        desk.Place(bid);
        var refused = desk.The<CommandRefused>(MessageKind.CommandRefused);
        Assert.Equal((reason, given, limit), (refused.Reason, refused.Given, refused.Limit));
        Assert.Equal(reserved, desk.Balance(LedgerCode.SpotReserve, bid.Account.Value));
        Assert.Single(desk.Said);
    }

    [Fact]
    public void An_issuer_offers_no_more_than_its_limit_with_what_it_has_outstanding()
    {
        var desk = SpotDesk.Open();
        // 24 hours of 1,000 lots are 24,000 lot-hours; four such blocks leave 4,000 of 100,000.
        for (var i = 1; i <= 4; i++)
            desk.Place(Block(1, Side.Sell, i, 0, 24, 1000, 500));
        desk.Place(Block(1, Side.Sell, 9, 0, 24, 1000, 500));
        var refused = desk.The<CommandRefused>(MessageKind.CommandRefused);
        Assert.Equal((RejectReason.IssuerLimit, 24_000L, 4_000L), (refused.Reason, refused.Given, refused.Limit));
    }

    [Fact]
    public void Nobody_sets_aside_what_he_does_not_have()
    {
        var desk = SpotDesk.Open();
        for (var i = 1; i <= 4; i++)
            desk.Place(Block(1, Side.Buy, i, 0, 24, 1000, 1000));
        // 24,000 lot-hours at 10.00 are 240,000 yuan; four of them leave 40,000.
        desk.Place(Block(1, Side.Buy, 9, 0, 24, 1000, 1000));
        var refused = desk.The<CommandRefused>(MessageKind.CommandRefused);
        Assert.Equal(
            (RejectReason.InsufficientFunds, 24_000_000L, 4_000_000L),
            (refused.Reason, refused.Given, refused.Limit)
        );
    }

    [Fact]
    public void Certificates_are_refused_by_number()
    {
        var desk = SpotDesk.Open();
        desk.Submit(MessageKind.IssueCertificate, Issue(Midnight, 2, 10));
        var id = desk.The<CertificateIssued>(MessageKind.CertificateIssued).Certificate;
        Expect(MessageKind.IssueCertificate, Issue(Midnight, 2, 10), RejectReason.DuplicateReference);
        Expect(
            MessageKind.IssueCertificate,
            Issue(Midnight - 15, 2, 10) with
            {
                Reference = Name24.Of("b"),
            },
            RejectReason.HoursOutside
        );
        Expect(
            MessageKind.IssueCertificate,
            Issue(Midnight, 2209, 10) with
            {
                Reference = Name24.Of("b"),
            },
            RejectReason.TooManyHours
        );
        Expect(
            MessageKind.IssueCertificate,
            Issue(Midnight, 2000, 51) with
            {
                Reference = Name24.Of("b"),
            },
            RejectReason.IssuerLimit
        );
        Expect(
            MessageKind.TransferCertificate,
            new TransferCertificate(new(1), id + 1, new(2)),
            RejectReason.UnknownCertificate
        );
        Expect(
            MessageKind.TransferCertificate,
            new TransferCertificate(new(3), id, new(2)),
            RejectReason.NotYourCertificate
        );
        Expect(
            MessageKind.TransferCertificate,
            new TransferCertificate(new(1), id, new(9)),
            RejectReason.UnknownAccount
        );
        Expect(
            MessageKind.SplitCertificate,
            new SplitCertificate(new(1), id, new(10)),
            RejectReason.NothingLeftToSplit
        );
        Expect(MessageKind.SplitCertificate, new SplitCertificate(new(1), id, new(0)), RejectReason.QuantityTooSmall);
        Expect(MessageKind.RedeemCertificate, new RedeemCertificate(new(1), id, 0), RejectReason.BadField);
        Expect(MessageKind.RecordDelivery, Record(1, id, 0, 5), RejectReason.NotRedeemed);
        desk.Submit(MessageKind.TransferCertificate, new TransferCertificate(new(1), id, new(2)));
        desk.Submit(MessageKind.RedeemCertificate, new RedeemCertificate(new(2), id, 7));
        Expect(
            MessageKind.TransferCertificate,
            new TransferCertificate(new(2), id, new(1)),
            RejectReason.CertificateRedeemed
        );
        Expect(MessageKind.RecordDelivery, Record(1, id, 0, 5), RejectReason.OutsideWindow);
        desk.GoTo(Midnight);
        Expect(MessageKind.RecordDelivery, Record(1, id, 2, 5), RejectReason.OutsideWindow);
        Expect(MessageKind.RecordDelivery, Record(1, id, 0, 20_001), RejectReason.OverDraw);
        Expect(MessageKind.RecordDelivery, Record(1, id, 0, 0), RejectReason.ZeroAmount);
        Expect(MessageKind.RecordDelivery, Record(1, id, 0, 5) with { Meter = 8 }, RejectReason.AnotherMeter);
        Expect(MessageKind.RecordDelivery, Record(1, id, 0, 5, by: 9), RejectReason.UnknownAccount);

        void Expect<T>(MessageKind kind, in T message, RejectReason reason)
            where T : unmanaged
        {
            desk.Submit(kind, message);
            Assert.Equal(reason, desk.Refusal());
            Assert.Single(desk.Said);
        }
    }

    [Fact]
    public void A_split_takes_its_share_of_units_money_and_limit_along()
    {
        var desk = SpotDesk.Open();
        desk.Place(Bid(1, Side.Buy, 1, 0, 3, 500));
        desk.Place(Bid(2, Side.Sell, 1, 0, 3, 301));
        desk.Clock(12);
        var paid = desk.The<CertificateIssued>(MessageKind.CertificateIssued).Paid.Minor;
        desk.Submit(MessageKind.SplitCertificate, new SplitCertificate(new(1), 1, new(1)));
        var left = desk.The<CertificateSplit>(MessageKind.CertificateSplit);
        var part = desk.The<CertificateIssued>(MessageKind.CertificateIssued);
        Assert.Equal((2L, 2000L, 1L, 1000L), (left.Lots.Lots, left.Units, part.Lots.Lots, part.Units));
        Assert.Equal((paid, 600L), (left.Paid.Minor + part.Paid.Minor, left.Collateral.Minor + part.Collateral.Minor));
        Assert.Equal(1, part.From);
    }

    [Fact]
    public void A_document_is_refused_field_by_field()
    {
        var desk = MarketDesk.Open();
        desk.Document(
            MessageKind.DefineSpotProduct,
            Product()
                .Replace("\"0.01\", \"cap\": \"10.00\"", "\"10.005\", \"cap\": \"10.00\"", StringComparison.Ordinal)
                .Replace("\"days\": 1", "\"days\": 15", StringComparison.Ordinal)
                .Replace("\"maxLots\": 1000", "\"maxLots\": 0", StringComparison.Ordinal)
        );
        var faults = desk.Said.Select(e => Documents.Read<RefusedDocument>(e.Payload.Span)).ToList();
        Assert.Contains(faults, f => f.Field == "floor");
        Assert.Contains(faults, f => f.Field == "cap");
        Assert.Contains(faults, f => f.Field == "auction.days");
        Assert.Contains(faults, f => f.Field == "maxLots");
        desk.Document(MessageKind.DefineSpotProduct, Product());
        desk.Document(MessageKind.DefineSpotProduct, Product());
        Assert.Contains(desk.Said, e => e.Kind == MessageKind.DocumentRefused);
        desk.Document(MessageKind.DefineSpotProduct, Product(version: 2));
        Assert.Contains(desk.Said, e => e.Kind == MessageKind.SpotProductDefined);
    }

    private static IssueCertificate Issue(long first, int hours, long lots) =>
        new(new(1), Tokens, first, hours, new(lots), Name24.Of("a"));
}
