// A futures month that ends in certificates: tenders, requests, allocation, money, and cash for the rest.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Market;
using Xunit;
using static Tokenbourse.Unit.Market.Spot.SpotDesk;

namespace Tokenbourse.Unit.Market.Spot;

public sealed class TenderTests
{
    // The month TT-H26 ends on 31 March 2026; a lot of it is one day of one lot of TS: 24,000 tokens.
    private static readonly string _contract = MarketDesk.Contract.Replace(
        "\"roundTo\": \"tick\" }",
        """ "roundTo": "tick", "certificates": { "product": "TS", "noticeDays": 2, "windowDays": 10 } }""",
        StringComparison.Ordinal
    );

    private static readonly TradingDate _last = TradingDate.Of(2026, 3, 31);
    private static readonly long _april = DeliveryHours.Of(Instant.At(TradingDate.Of(2026, 4, 1), 0));

    [Fact]
    public void A_tendered_certificate_goes_to_who_asked_against_the_final_price()
    {
        var desk = AtNotice();
        Tender(desk, 2, Issue(desk, 2));
        desk.Submit(MessageKind.RequestDelivery, new RequestDelivery(new(1), new(1), new(2)));
        Assert.Equal(RejectReason.None, desk.Refusal());
        var cash = desk.Balance(LedgerCode.ClientCash, 1) + desk.Balance(LedgerCode.ClientMargin, 1);
        End(desk);
        var final = desk.Events.Last(e => e.Kind == MessageKind.FinalPriceSet).As<FinalPriceSet>();
        var told = desk.Events.Last(e => e.Kind == MessageKind.DeliveryAllocated).As<DeliveryAllocated>();
        // The final price has four decimals; a lot is 10,000 million: a unit of it is worth one yuan.
        Assert.Equal((2, 1, final.Value * 100), (told.From.Value, told.To.Value, told.Paid.Minor));
        Assert.Equal(told.Paid.Minor, desk.Balance(LedgerCode.SpotEscrow, 0));
        Assert.DoesNotContain(desk.Events, e => e.Kind == MessageKind.DeliveryMissed);

        // Delivered to the last unit the issuer has the final price, and its collateral back.
        desk.Submit(MessageKind.RedeemCertificate, new RedeemCertificate(new(1), told.Certificate, 7));
        desk.GoTo(_april);
        desk.Submit(
            MessageKind.RecordDelivery,
            new RecordDelivery(7, 1, told.Certificate, _april, default, 24_000, 0, Name24.Of("e"))
        );
        Assert.Equal(told.Paid, desk.The<DeliveryRecorded>(MessageKind.DeliveryRecorded).Paid);
        Assert.Equal(0, desk.Balance(LedgerCode.SpotEscrow, 0) + desk.Balance(LedgerCode.SpotCollateral, 2));
        Assert.True(cash > 0);
    }

    [Fact]
    public void More_tenders_than_requests_are_cut_in_proportion_and_the_rest_is_free_again()
    {
        var desk = AtNotice();
        // Account 2 is short three lots, account 3 one.
        for (var i = 0; i < 3; i++)
            Tender(desk, 2, Issue(desk, 2));
        Tender(desk, 3, Issue(desk, 3));
        desk.Submit(MessageKind.RequestDelivery, new RequestDelivery(new(1), new(1), new(2)));
        End(desk);
        var from = Told<DeliveryAllocated>(desk, MessageKind.DeliveryAllocated).Select(d => d.From.Value);
        // Two of 3 and 1: 1.5 and 0.5; equal fractions, the lower account number has the unit.
        Assert.Equal([2, 2], from);
        var free = Told<TenderEnded>(desk, MessageKind.TenderEnded);
        Assert.All(free, t => Assert.Equal(TenderEnd.NotAllocated, t.How));
        Assert.Equal(2, free.Count);
        desk.Submit(MessageKind.TransferCertificate, new TransferCertificate(new(3), free[^1].Certificate, new(4)));
        Assert.Equal(RejectReason.None, desk.Refusal());
    }

    [Fact]
    public void Who_cannot_pay_ends_in_cash_and_the_tender_is_free()
    {
        var desk = AtNotice();
        Tender(desk, 2, Issue(desk, 2));
        desk.Submit(MessageKind.RequestDelivery, new RequestDelivery(new(4), new(1), new(1)));
        Assert.Equal(RejectReason.NoPosition, desk.Refusal());
        desk.Submit(MessageKind.RequestDelivery, new RequestDelivery(new(1), new(1), new(1)));
        // All that account 1 has is set aside for a bid that never trades: nothing is left to pay the lot with.
        var product = Product(product: "FAR")
            .Replace(
                "\"cap\": \"10.00\", \"maxLots\": 1000",
                "\"cap\": \"900.00\", \"maxLots\": 2000",
                StringComparison.Ordinal
            );
        desk.Document(MessageKind.DefineSpotProduct, product);
        End(desk, between: SetAside);
        Assert.Single(Told<DeliveryMissed>(desk, MessageKind.DeliveryMissed));
        Assert.Equal(TenderEnd.NotPaid, Told<TenderEnded>(desk, MessageKind.TenderEnded).Single().How);
        Assert.Empty(Told<DeliveryAllocated>(desk, MessageKind.DeliveryAllocated));
    }

    [Fact]
    public void Notices_are_refused_by_number()
    {
        var desk = Open();
        desk.Submit(MessageKind.TenderCertificate, new TenderCertificate(new(2), Issue(desk, 2), new(1)));
        Assert.Equal(RejectReason.NotInNotice, desk.Refusal());
        desk = AtNotice();
        var good = Issue(desk, 2);
        Refused(new TenderCertificate(new(2), good, new(9)), RejectReason.UnknownInstrument);
        Refused(new TenderCertificate(new(3), good, new(1)), RejectReason.NotYourCertificate);
        Refused(new TenderCertificate(new(2), Issue(desk, 2, lots: 2), new(1)), RejectReason.NotOneLot);
        var passed = Issue(desk, 2);
        desk.Submit(MessageKind.TransferCertificate, new TransferCertificate(new(2), passed, new(3)));
        Refused(new TenderCertificate(new(3), passed, new(1)), RejectReason.NotOwnIssue);
        Refused(new TenderCertificate(new(2), Issue(desk, 2, first: _april - 5), new(1)), RejectReason.WindowNotGood);
        Refused(new TenderCertificate(new(2), Issue(desk, 2, first: _april + 230), new(1)), RejectReason.WindowNotGood);
        Refused(new TenderCertificate(new(4), Issue(desk, 4), new(1)), RejectReason.NoPosition);
        Tender(desk, 2, good);
        Refused(new TenderCertificate(new(2), good, new(1)), RejectReason.CertificateTendered);
        desk.Submit(MessageKind.RedeemCertificate, new RedeemCertificate(new(2), good, 7));
        Assert.Equal(RejectReason.CertificateTendered, desk.Refusal());
        desk.Submit(MessageKind.RequestDelivery, new RequestDelivery(new(1), new(1), new(5)));
        Assert.Equal(RejectReason.NoPosition, desk.Refusal());
        desk.Submit(MessageKind.WithdrawTender, new WithdrawTender(new(2), good));
        Assert.Equal(TenderEnd.TakenBack, desk.The<TenderEnded>(MessageKind.TenderEnded).How);
        desk.Submit(MessageKind.WithdrawTender, new WithdrawTender(new(2), good));
        Assert.Equal(RejectReason.NotTendered, desk.Refusal());
        desk.Reload();

        void Refused(TenderCertificate words, RejectReason reason)
        {
            desk.Submit(MessageKind.TenderCertificate, words);
            Assert.Equal(reason, desk.Refusal());
            Assert.Single(desk.Said);
        }
    }

    private static List<T> Told<T>(MarketDesk desk, MessageKind kind)
        where T : unmanaged => [.. desk.Events.Where(e => e.Kind == kind).Select(e => e.As<T>())];

    private static void Tender(MarketDesk desk, int account, long certificate)
    {
        desk.Submit(MessageKind.TenderCertificate, new TenderCertificate(new(account), certificate, new(1)));
        Assert.Equal(RejectReason.None, desk.Refusal());
    }

    private static int _references;

    private static long Issue(MarketDesk desk, int account, long first = 0, long lots = 1)
    {
        var reference = Name24.Of($"c{Interlocked.Increment(ref _references)}");
        desk.Submit(
            MessageKind.IssueCertificate,
            new IssueCertificate(new(account), Tokens, first == 0 ? _april : first, 24, new(lots), reference)
        );
        return desk.The<CertificateIssued>(MessageKind.CertificateIssued).Certificate;
    }

    // Account 1 bought four lots, three from account 2 and one from account 3.
    private static MarketDesk Open()
    {
        var desk = MarketDesk.Open(_contract);
        desk.Document(
            MessageKind.DefineSpotProduct,
            Product()
                .Replace(
                    "\"traits\"",
                    "\"future\": { \"contract\": \"TT\", \"units\": 24000 }, \"traits\"",
                    StringComparison.Ordinal
                )
        );
        desk.Place(2, Side.Sell, 3200, 3, "s2");
        desk.Place(3, Side.Sell, 3200, 1, "s3");
        desk.Place(1, Side.Buy, 3200, 4, "b1");
        Assert.Equal(2, desk.Said.Count(e => e.Kind == MessageKind.Traded));
        return desk;
    }

    private static MarketDesk AtNotice()
    {
        var desk = Open();
        for (var day = TradingDate.Of(2026, 3, 2); day < TradingDate.Of(2026, 3, 30); day = day.Plus(1))
            Settle(desk, day);
        desk.Now = Instant.At(TradingDate.Of(2026, 3, 30), 9 * 60);
        desk.Submit(MessageKind.Tick, default(Tick));
        return desk;
    }

    private static void End(MarketDesk desk, Action<MarketDesk>? between = null)
    {
        Settle(desk, TradingDate.Of(2026, 3, 30));
        between?.Invoke(desk);
        Settle(desk, _last);
        Assert.Contains(desk.Events, e => e.Kind == MessageKind.InstrumentExpired);
    }

    // After the last gate before the end, so that no auction gives it back in time.
    private static void SetAside(MarketDesk desk)
    {
        desk.Now = Instant.At(_last, 13 * 60);
        desk.Submit(MessageKind.Tick, default(Tick));
        var lots = desk.Balance(LedgerCode.ClientCash, 1) / 90_000;
        desk.Place(
            Bid(1, Side.Buy, 1, 0, lots, 90_000) with
            {
                Product = Name24.Of("FAR"),
                FirstHour = DeliveryHours.Of(Instant.At(_last.Plus(2), 0)),
            }
        );
        Assert.Equal(RejectReason.None, desk.Refusal());
    }

    private static void Settle(MarketDesk desk, TradingDate day)
    {
        desk.Now = Instant.At(day, 16 * 60);
        desk.Submit(
            MessageKind.SubmitPrint,
            new SubmitPrint(Name24.Of("TIX"), day, 64_000 + day.Days % 7, 4, 1, day.Days)
        );
        desk.Submit(MessageKind.SettleDay, new SettleDay(1, day));
    }
}
