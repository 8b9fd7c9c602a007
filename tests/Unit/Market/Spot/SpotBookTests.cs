// The continuous book of standard blocks: hand-worked money, priority, own orders, ends, and a naive book beside it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;
using static Tokenbourse.Unit.Market.Spot.DealingDesk;
using static Tokenbourse.Unit.Market.Spot.SpotDesk;

namespace Tokenbourse.Unit.Market.Spot;

public sealed class SpotBookTests
{
    private const long Million = 100_000_000;

    [Fact]
    public void A_trade_at_the_resting_price_moves_every_cent_as_worked_by_hand()
    {
        var desk = DealingDesk.Open();
        // Five lots of a day are 120 lot-hours: 240.00 of collateral.
        desk.Place(Order(2, Side.Sell, 1, 0, 24, 5, 300));
        Assert.Equal(24_000, desk.The<SpotOrderTaken>(MessageKind.SpotOrderTaken).Reserved.Minor);
        // Three lots are 72 lot-hours: 360.00 at the limit, 216.00 at the resting price, 144.00 of collateral.
        desk.Place(Order(1, Side.Buy, 7, 0, 24, 3, 500));
        Assert.Equal(
            [
                MessageKind.Posted,
                MessageKind.SpotOrderTaken,
                MessageKind.Posted,
                MessageKind.Posted,
                MessageKind.Posted,
                MessageKind.SpotTraded,
                MessageKind.CertificateIssued,
                MessageKind.SpotOrderFilled,
                MessageKind.SpotOrderFilled,
                MessageKind.SpotOrderEnded,
            ],
            desk.Said.Select(e => e.Kind)
        );
        Assert.Equal(
            [36_000, 21_600, 14_400, 14_400],
            desk.Told<Posted>(MessageKind.Posted).Select(p => p.Amount.Minor)
        );
        var sold = desk.The<SpotTraded>(MessageKind.SpotTraded);
        Assert.Equal(
            (1L, SpotVenue.Book, 1, 2, Midnight, 24, 3L, 21_600L, 1L),
            (
                sold.Trade,
                sold.Venue,
                sold.Buyer.Value,
                sold.Seller.Value,
                sold.FirstHour,
                sold.Hours,
                sold.Lots.Lots,
                sold.Paid.Minor,
                sold.Certificate
            )
        );
        var certificate = desk.The<CertificateIssued>(MessageKind.CertificateIssued);
        Assert.Equal(
            (72_000L, 21_600L, 14_400L),
            (certificate.Units, certificate.Paid.Minor, certificate.Collateral.Minor)
        );
        Assert.Equal(
            [(2, 1L, 3L, 2L), (1, 7L, 3L, 0L)],
            desk.Told<SpotOrderFilled>(MessageKind.SpotOrderFilled)
                .Select(f => (f.Account.Value, f.Reference, f.Lots.Lots, f.Left.Lots))
        );
        var ended = desk.The<SpotOrderEnded>(MessageKind.SpotOrderEnded);
        Assert.Equal(
            (1, SpotOrderEnd.Filled, 0L, 0L),
            (ended.Account.Value, ended.How, ended.Left.Lots, ended.Freed.Minor)
        );
        Assert.Equal((0L, Million - 21_600), (desk.Aside(1), desk.Cash(1)));
        Assert.Equal((9_600L, Million - 24_000), (desk.Aside(2), desk.Cash(2)));
        Assert.Equal(
            (21_600L, 14_400L),
            (desk.Balance(LedgerCode.SpotEscrow, 0), desk.Balance(LedgerCode.SpotCollateral, 2))
        );
    }

    [Fact]
    public void The_better_price_goes_first_and_of_one_price_the_older()
    {
        var desk = DealingDesk.Open();
        desk.Place(Order(2, Side.Sell, 1, 5, 1, 2, 310));
        desk.Place(Order(3, Side.Sell, 1, 5, 1, 2, 300));
        desk.Place(Order(2, Side.Sell, 2, 5, 1, 2, 300));
        // Another block, cheaper: it is not met.
        desk.Place(Order(4, Side.Sell, 1, 6, 1, 9, 100));
        desk.Place(Order(1, Side.Buy, 1, 5, 1, 5, 310));
        Assert.Equal(
            [(3, 2L, 600L), (2, 2L, 600L), (2, 1L, 310L)],
            desk.Told<SpotTraded>(MessageKind.SpotTraded).Select(t => (t.Seller.Value, t.Lots.Lots, t.Paid.Minor))
        );
        // 5 at 3.10 were set aside, 15.10 paid.
        Assert.Equal((0L, Million - 1510), (desk.Aside(1), desk.Cash(1)));
        // A seller that comes in trades at the buyer's price; what nobody wants rests.
        desk.Place(Order(1, Side.Buy, 2, 9, 1, 1, 400));
        desk.Place(Order(4, Side.Sell, 2, 9, 1, 3, 350));
        Assert.Equal(400, desk.The<SpotTraded>(MessageKind.SpotTraded).Paid.Minor);
        Assert.DoesNotContain(desk.Told<SpotOrderEnded>(MessageKind.SpotOrderEnded), e => e.Account.Value == 4);
        desk.Submit(MessageKind.CancelSpotOrder, new CancelSpotOrder(new(4), Tokens, 2));
        var left = desk.The<SpotOrderEnded>(MessageKind.SpotOrderEnded);
        Assert.Equal((SpotOrderEnd.TakenBack, 2L, 400L), (left.How, left.Left.Lots, left.Freed.Minor));
    }

    [Fact]
    public void An_owner_never_meets_himself_the_newer_order_goes()
    {
        var desk = DealingDesk.Open();
        desk.Place(Order(1, Side.Sell, 1, 5, 1, 2, 300));
        desk.Place(Order(2, Side.Sell, 1, 5, 1, 1, 290));
        desk.Place(Order(1, Side.Buy, 2, 5, 1, 5, 300));
        Assert.Equal(290, desk.The<SpotTraded>(MessageKind.SpotTraded).Paid.Minor);
        var gone = desk.Told<SpotOrderEnded>(MessageKind.SpotOrderEnded)[^1];
        Assert.Equal(
            (1, 2L, SpotOrderEnd.MetOwn, 4L, 1200L),
            (gone.Account.Value, gone.Reference, gone.How, gone.Left.Lots, gone.Freed.Minor)
        );
        // The older one still rests: another takes it.
        desk.Place(Order(3, Side.Buy, 1, 5, 1, 2, 300));
        Assert.Equal(600, desk.The<SpotTraded>(MessageKind.SpotTraded).Paid.Minor);
    }

    [Fact]
    public void When_a_block_begins_its_orders_end_and_the_calendar_sees_to_it()
    {
        var desk = DealingDesk.Open();
        desk.Place(Order(1, Side.Sell, 1, -14, 1, 2, 300));
        desk.Place(Order(2, Side.Buy, 1, -14, 1, 2, 200));
        desk.Place(Order(2, Side.Buy, 2, -13, 1, 2, 200));
        Assert.Equal(DeliveryHours.Begin(Next), desk.Machine.NextDue);
        desk.GoTo(Next);
        Assert.Equal(
            [(2, 1L, 400L), (1, 1L, 400L)],
            desk.Told<SpotOrderEnded>(MessageKind.SpotOrderEnded)
                .Where(e => e.How == SpotOrderEnd.BlockBegan)
                .Select(e => (e.Account.Value, e.Reference, e.Freed.Minor))
        );
        Assert.Equal((0L, 400L), (desk.Aside(1), desk.Aside(2)));
    }

    [Fact]
    public void New_terms_end_orders_and_requests()
    {
        var desk = DealingDesk.Open();
        desk.Place(Order(1, Side.Sell, 1, 5, 1, 2, 300));
        desk.Ask(Request(2, Side.Buy, 1, 3, 5, 7));
        desk.Give(3, 1, 400);
        desk.Document(MessageKind.DefineSpotProduct, DealingDesk.Product(version: 2));
        Assert.Equal(SpotOrderEnd.TermsChanged, desk.The<SpotOrderEnded>(MessageKind.SpotOrderEnded).How);
        Assert.Equal(
            [(3, 1L, 7000L), (2, 0L, 0L)],
            desk.Told<SpotQuoteEnded>(MessageKind.SpotQuoteEnded).Select(e => (e.Account.Value, e.Quote, e.Freed.Minor))
        );
        Assert.Equal((0L, 0L, 0L), (desk.Aside(1), desk.Aside(2), desk.Aside(3)));
        Assert.Equal(MessageKind.SpotProductDefined, desk.Said[^1].Kind);
    }

    [Fact]
    public void A_member_in_default_is_shut_out_at_once()
    {
        var desk = DealingDesk.Open();
        desk.Document(
            MessageKind.DefineHouse,
            """{"house":"H","version":1,"default":{"layers":["defaulter margin","defaulter fund","mutual fund"]}}"""
        );
        desk.Document(MessageKind.DefineMember, """{"member":12,"name":"Twelve","kind":"futures firm"}""");
        desk.Document(
            MessageKind.OpenAccount,
            """{"account":5,"name":"E","role":"trader","simulated":true,"member":12,"class":"house"}"""
        );
        desk.Submit(MessageKind.MoveCash, new MoveCash(new(5), Currency.CNY, new(1_000_000), Name24.Of("c")));
        Assert.Equal(RejectReason.None, desk.Refusal());
        desk.Place(Order(5, Side.Sell, 1, 5, 1, 2, 300));
        desk.Ask(Request(5, Side.Buy, 1, 3, 5, 7));
        desk.Give(3, 1, 400);
        desk.Ask(Request(2, Side.Buy, 1, 3, 5, 7));
        desk.Give(5, 2, 400);
        desk.Give(4, 2, 410);
        desk.Submit(MessageKind.ProposeDefault, new ProposeDefault(12, Name24.Of("ada"), Name24.Of("insolvent")));
        desk.Submit(MessageKind.DeclareDefault, new DeclareDefault(12, Name24.Of("ben")));
        Assert.Equal(SpotOrderEnd.ShutOut, desk.The<SpotOrderEnded>(MessageKind.SpotOrderEnded).How);
        Assert.Equal(
            [(1L, 1L, SpotQuoteEnd.NotTaken), (1L, 0L, SpotQuoteEnd.ShutOut), (2L, 2L, SpotQuoteEnd.ShutOut)],
            desk.Told<SpotQuoteEnded>(MessageKind.SpotQuoteEnded).Select(e => (e.Request, e.Quote, e.How))
        );
        Assert.Equal((0L, 0L, 7000L), (desk.Aside(5), desk.Aside(3), desk.Aside(4)));
        desk.Place(Order(5, Side.Sell, 1, 5, 1, 2, 300));
        Assert.Equal((RejectReason.MemberInDefault, 12L, 0L), desk.Refused());
        desk.Ask(Request(5, Side.Buy, 1, 3, 5, 7));
        Assert.Equal((RejectReason.MemberInDefault, 12L, 0L), desk.Refused());
    }

    [Fact]
    public void A_machine_goes_on_from_its_snapshot_with_orders_in_their_places()
    {
        var desk = DealingDesk.Open();
        desk.Place(Order(3, Side.Sell, 9, 5, 1, 2, 300));
        desk.Place(Order(2, Side.Sell, 1, 5, 1, 2, 300));
        desk.Place(Order(1, Side.Buy, 1, 5, 1, 1, 300));
        desk.Ask(Request(2, Side.Buy, 1, 3, 5, 7));
        desk.Give(3, 1, 400);
        var (digest, due) = (desk.Machine.Digest, desk.Machine.NextDue);
        desk.Reload();
        Assert.Equal((digest, due), (desk.Machine.Digest, desk.Machine.NextDue));
        desk.Place(Order(1, Side.Buy, 2, 5, 1, 2, 300));
        Assert.Equal(
            [(3, 1L), (2, 1L)],
            desk.Told<SpotTraded>(MessageKind.SpotTraded).Select(t => (t.Seller.Value, t.Lots.Lots))
        );
        desk.Take(2, 1);
        Assert.Equal(14_000, desk.The<SpotTraded>(MessageKind.SpotTraded).Paid.Minor);
        desk.GoTo(Midnight + 5);
        Assert.Equal(SpotOrderEnd.BlockBegan, desk.The<SpotOrderEnded>(MessageKind.SpotOrderEnded).How);
    }

    [Fact]
    public void A_day_that_settles_finds_every_cent_of_orders_and_quotes()
    {
        var desk = DealingDesk.Open();
        desk.Place(Order(1, Side.Sell, 1, 0, 24, 2, 300));
        desk.Place(Order(2, Side.Buy, 1, 0, 24, 1, 310));
        desk.Place(Order(2, Side.Buy, 2, 30, 1, 3, 200));
        desk.Ask(Request(3, Side.Sell, 1, 3, 5, 7) with { Until = DeliveryHours.Begin(Midnight + 3) });
        desk.Give(4, 1, 400);
        desk.Clock(16);
        desk.Submit(MessageKind.SettleDay, new SettleDay(1, TradingDate.Of(2026, 3, 2)));
        Assert.Equal(RejectReason.None, desk.Refusal());
        Assert.Contains(desk.Said, e => e.Kind == MessageKind.DaySettled);
        // 48.00 left of 96.00 of collateral, 6.00 of a bid, 140.00 of a buyer's quote.
        Assert.Equal((4_800L, 600L, 14_000L), (desk.Aside(1), desk.Aside(2), desk.Aside(4)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_naive_book_trades_the_same(int seed)
    {
        var random = new Random(seed);
        var desk = DealingDesk.Open();
        var naive = new NaiveSpotBook();
        var said = new List<string>();
        for (var i = 1; i <= 400; i++)
        {
            if (random.Next(5) == 0 && naive.Orders.Count > 0)
            {
                var gone = naive.Orders[random.Next(naive.Orders.Count)];
                naive.Orders.Remove(gone);
                var cancel = new CancelSpotOrder(gone.Words.Account, Tokens, gone.Words.Reference);
                desk.Submit(MessageKind.CancelSpotOrder, cancel);
            }
            else
            {
                var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
                var (hour, hours) = random.Next(3) == 0 ? (random.Next(2) * 24, 24) : (random.Next(2), 1);
                var account = 1 + random.Next(4);
                var words = Order(account, side, i, hour, hours, 1 + random.Next(5), 295 + random.Next(10));
                naive.Place(words);
                desk.Place(words);
            }

            Assert.Equal(RejectReason.None, desk.Refusal());
            said.AddRange(
                desk.Told<SpotTraded>(MessageKind.SpotTraded)
                    .Select(t =>
                        $"{t.Buyer.Value} {t.Seller.Value} {t.FirstHour} {t.Hours} {t.Lots.Lots} {t.Paid.Minor}"
                    )
            );
            Assert.True(naive.Trades.SequenceEqual(said), $"seed {seed}, command {i}");
        }

        for (var account = 1; account <= 4; account++)
            Assert.Equal(naive.AsideOf(account), desk.Aside(account));
        Assert.True(said.Count > 50);
        desk.Clock(16);
        desk.Submit(MessageKind.SettleDay, new SettleDay(1, TradingDate.Of(2026, 3, 2)));
        Assert.Contains(desk.Said, e => e.Kind == MessageKind.DaySettled);
    }
}
