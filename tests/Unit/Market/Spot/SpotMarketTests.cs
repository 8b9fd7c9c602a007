// From a bid to the last cent of a certificate: what is set aside, what an auction moves, what deliveries pay.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;
using static Tokenbourse.Unit.Market.Spot.SpotDesk;

namespace Tokenbourse.Unit.Market.Spot;

public sealed class SpotMarketTests
{
    private const long Million = 100_000_000;

    [Fact]
    public void A_bid_sets_its_limit_aside_and_an_offer_its_collateral()
    {
        var desk = SpotDesk.Open();
        // 3 lots at 5.00 are 15.00; two lots of collateral at 2.00 are 4.00.
        desk.Place(Bid(1, Side.Buy, 1, 0, 3, 500));
        Assert.Equal(1500, desk.The<SpotBidTaken>(MessageKind.SpotBidTaken).Reserved.Minor);
        desk.Place(Bid(2, Side.Sell, 1, 0, 2, 100));
        Assert.Equal(400, desk.The<SpotBidTaken>(MessageKind.SpotBidTaken).Reserved.Minor);
        Assert.Equal(
            (1500, Million - 1500),
            (desk.Balance(LedgerCode.SpotReserve, 1), desk.Balance(LedgerCode.ClientCash, 1))
        );
        desk.Submit(MessageKind.CancelSpotBid, new CancelSpotBid(new(1), Tokens, 1));
        Assert.Equal(SpotBidEnd.TakenBack, desk.The<SpotBidEnded>(MessageKind.SpotBidEnded).How);
        Assert.Equal((0, Million), (desk.Balance(LedgerCode.SpotReserve, 1), desk.Balance(LedgerCode.ClientCash, 1)));
    }

    [Fact]
    public void At_the_gate_money_and_certificates_change_hands_at_one_price()
    {
        var desk = SpotDesk.Open();
        desk.Place(Bid(1, Side.Buy, 1, 0, 3, 500));
        desk.Place(Bid(2, Side.Sell, 1, 0, 5, 300));
        desk.Place(Bid(3, Side.Sell, 1, 0, 5, 700));
        desk.Clock(12);
        var sold = desk.The<SpotTraded>(MessageKind.SpotTraded);
        // Supply lies open at 3.00 when the three lots are served: the price is the seller's limit.
        Assert.Equal((1, 2, 3L, 900L), (sold.Buyer.Value, sold.Seller.Value, sold.Lots.Lots, sold.Paid.Minor));
        var certificate = desk.The<CertificateIssued>(MessageKind.CertificateIssued);
        Assert.Equal((3000L, 900L, 600L), (certificate.Units, certificate.Paid.Minor, certificate.Collateral.Minor));
        Assert.Equal(
            (900, Million - 900),
            (desk.Balance(LedgerCode.SpotEscrow, 0), desk.Balance(LedgerCode.ClientCash, 1))
        );
        Assert.Equal(
            (600, Million - 600),
            (desk.Balance(LedgerCode.SpotCollateral, 2), desk.Balance(LedgerCode.ClientCash, 2))
        );
        Assert.Equal(Million, desk.Balance(LedgerCode.ClientCash, 3));
        Assert.Equal(0, desk.Balance(LedgerCode.SpotReserve, 1) + desk.Balance(LedgerCode.SpotReserve, 2));
    }

    [Fact]
    public void What_is_delivered_is_paid_and_no_cent_is_lost_however_small_the_draws()
    {
        var desk = Sold(out var certificate);
        desk.GoTo(Midnight);
        long paid = 0;
        for (var i = 1; i <= 3000; i += 7)
        {
            var units = long.Min(7, 3001 - i);
            desk.Submit(MessageKind.RecordDelivery, Record(i, certificate, 0, units));
            paid += desk.The<DeliveryRecorded>(MessageKind.DeliveryRecorded).Paid.Minor;
        }

        Assert.Equal(900, paid);
        Assert.Equal(0, desk.Balance(LedgerCode.SpotEscrow, 0) + desk.Balance(LedgerCode.SpotCollateral, 2));
        Assert.Equal(Million + 900, desk.Balance(LedgerCode.ClientCash, 2));
        Assert.Equal(0, desk.The<CertificateEnded>(MessageKind.CertificateEnded).Unused);
        desk.Submit(MessageKind.RecordDelivery, Record(9999, certificate, 0, 1));
        Assert.Equal(RejectReason.CertificateEnded, desk.Refusal());
    }

    [Fact]
    public void A_record_told_twice_changes_nothing()
    {
        var desk = Sold(out var certificate);
        desk.GoTo(Midnight);
        desk.Submit(MessageKind.RecordDelivery, Record(5, certificate, 0, 100));
        var digest = desk.Machine.Digest;
        var cash = desk.Balance(LedgerCode.ClientCash, 2);
        desk.Submit(MessageKind.RecordDelivery, Record(5, certificate, 0, 100));
        Assert.Equal(RejectReason.AlreadyDone, desk.Refusal());
        desk.Submit(MessageKind.RecordDelivery, Record(4, certificate, 0, 100));
        Assert.Equal(RejectReason.RecordOutOfOrder, desk.Refusal());
        Assert.Equal(cash, desk.Balance(LedgerCode.ClientCash, 2));
        Assert.NotEqual(digest, desk.Machine.Digest); // refusals stand on the log
    }

    [Theory]
    // 1,000 of 3,000 tokens drawn, 300 of 900 fen paid. Take or pay: the other 600 are the seller's.
    [InlineData("paid", 0, 600, 0, 0)]
    // 500 were asked for in vain: 150 fen back, and a quarter of that as penalty (37.5, rounded down).
    [InlineData("paid", 500, 450, 150, 37)]
    // What cannot be shown as delivered was not: 600 back, 150 penalty.
    [InlineData("refunded", 0, 0, 600, 150)]
    public void The_end_gives_the_rest_of_the_money_its_owner(
        string unused,
        long failed,
        long paidUnused,
        long refunded,
        long penalty
    )
    {
        var desk = Sold(out var certificate, unused);
        desk.GoTo(Midnight);
        desk.Submit(MessageKind.RecordDelivery, Record(1, certificate, 0, 1000, failed));
        desk.GoTo(Midnight + 2);
        Assert.DoesNotContain(desk.Events, e => e.Kind == MessageKind.CertificateEnded);
        desk.GoTo(Midnight + 3);
        var ended = desk.The<CertificateEnded>(MessageKind.CertificateEnded);
        Assert.Equal(
            (paidUnused, refunded, penalty),
            (ended.PaidUnused.Minor, ended.Refunded.Minor, ended.Penalty.Minor)
        );
        Assert.Equal(Million + 300 + paidUnused - penalty, desk.Balance(LedgerCode.ClientCash, 2));
        Assert.Equal(Million - 900 + refunded + penalty, desk.Balance(LedgerCode.ClientCash, 1));
        Assert.Equal(0, desk.Balance(LedgerCode.SpotEscrow, 0) + desk.Balance(LedgerCode.SpotCollateral, 2));
    }

    [Fact]
    public void Who_stands_in_at_a_higher_price_has_the_difference_out_of_the_issuers_collateral()
    {
        var desk = Sold(out var certificate);
        desk.Submit(MessageKind.SetStandby, new SetStandby(new(3), Tokens, new(450), 1));
        desk.GoTo(Midnight);
        desk.Submit(MessageKind.RecordDelivery, Record(1, certificate, 0, 1000, by: 4));
        Assert.Equal(RejectReason.NotStandingIn, desk.Refusal());
        desk.Submit(MessageKind.RecordDelivery, Record(1, certificate, 0, 1000, by: 3));
        // 4.50 for a lot of 1,000, of which the buyer prepaid 3.00.
        var told = desk.The<DeliveryRecorded>(MessageKind.DeliveryRecorded);
        Assert.Equal((300L, 150L, 0L), (told.Paid.Minor, told.TopUp.Minor, told.Released.Minor));
        Assert.Equal(Million + 450, desk.Balance(LedgerCode.ClientCash, 3));
        Assert.Equal(450, desk.Balance(LedgerCode.SpotCollateral, 2));
    }

    [Fact]
    public void The_same_set_of_bids_gives_the_same_outcome_in_whatever_order_they_came()
    {
        PlaceSpotBid[] bids =
        [
            Bid(1, Side.Buy, 1, 0, 7, 500),
            Bid(2, Side.Buy, 1, 0, 7, 500),
            Block(1, Side.Buy, 2, 0, 3, 4, 480),
            Bid(3, Side.Sell, 1, 0, 9, 300),
            Block(4, Side.Sell, 1, 0, 4, 5, 310),
            Bid(3, Side.Sell, 2, 1, 9, 470),
            Bid(3, Side.Sell, 3, 2, 2, 470),
        ];
        var outcomes = new HashSet<string>();
        foreach (var order in new int[][] { [0, 1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1, 0], [3, 0, 6, 2, 5, 1, 4] })
        {
            var desk = SpotDesk.Open();
            foreach (var at in order)
                desk.Place(bids[at]);
            desk.Clock(12);
            outcomes.Add(
                string.Join(
                    "\n",
                    desk.Said.Where(e => e.Kind != MessageKind.Posted).Select(e => MessageJson.Write(e)).Select(Message)
                )
            );
        }

        Assert.Single(outcomes);
        static string Message(string json) => json[json.IndexOf("\"kind\"", StringComparison.Ordinal)..];
    }

    [Fact]
    public void A_machine_goes_on_from_its_snapshot_in_the_middle_of_everything()
    {
        var desk = Sold(out var certificate);
        desk.Place(Bid(1, Side.Buy, 1, 24, 3, 500));
        desk.Submit(MessageKind.SetStandby, new SetStandby(new(3), Tokens, new(450), 1));
        desk.GoTo(Midnight);
        desk.Submit(MessageKind.RecordDelivery, Record(1, certificate, 0, 10, 5));
        var digest = desk.Machine.Digest;
        desk.Reload();
        Assert.Equal(digest, desk.Machine.Digest);
        desk.Submit(MessageKind.RecordDelivery, Record(1, certificate, 0, 10));
        Assert.Equal(RejectReason.AlreadyDone, desk.Refusal());
        desk.GoTo(Midnight + 12);
        Assert.Contains(desk.Said, e => e.Kind == MessageKind.CertificateEnded);
        Assert.Contains(desk.Said, e => e.Kind == MessageKind.SpotBidEnded);
    }

    [Fact]
    public void A_day_that_settles_finds_every_cent_of_the_spot_market()
    {
        var desk = Sold(out var certificate);
        desk.Place(Bid(1, Side.Buy, 1, 1, 3, 500));
        desk.Clock(16);
        desk.Submit(MessageKind.SettleDay, new SettleDay(1, TradingDate.Of(2026, 3, 2)));
        Assert.Equal(RejectReason.None, desk.Refusal());
        Assert.Contains(desk.Said, e => e.Kind == MessageKind.DaySettled);
        Assert.True(certificate > 0);
    }

    // Account 1 bought three lots of the hour after midnight at 3.00 from account 2, and asked for delivery by meter 7.
    private static MarketDesk Sold(out long certificate, string unused = "paid")
    {
        var desk = SpotDesk.Open(unused);
        desk.Place(Bid(1, Side.Buy, 1, 0, 3, 500));
        desk.Place(Bid(2, Side.Sell, 1, 0, 5, 300));
        desk.Clock(12);
        certificate = desk.The<CertificateIssued>(MessageKind.CertificateIssued).Certificate;
        desk.Submit(MessageKind.RedeemCertificate, new RedeemCertificate(new(1), certificate, 7));
        return desk;
    }
}
