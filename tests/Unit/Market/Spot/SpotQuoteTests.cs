// Requests for quotes: hand-worked money, who takes what, how they end.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;
using static Tokenbourse.Unit.Market.Spot.DealingDesk;
using static Tokenbourse.Unit.Market.Spot.SpotDesk;

namespace Tokenbourse.Unit.Market.Spot;

public sealed class SpotQuoteTests
{
    private const long Million = 100_000_000;

    [Fact]
    public void Whoever_asked_to_buy_takes_one_quote_and_the_others_end()
    {
        var desk = DealingDesk.Open();
        // Seven lots in five hours: 35 lot-hours, 70.00 of collateral for whoever would sell them.
        desk.Ask(Request(1, Side.Buy, 3, 3, 5, 7));
        Assert.Equal(1, desk.The<SpotQuoteAsked>(MessageKind.SpotQuoteAsked).Request);
        Assert.Equal(0, desk.Aside(1));
        desk.Give(2, 1, 400);
        desk.Give(3, 1, 350);
        Assert.Equal((2L, 7000L), Of(desk.The<SpotQuoteGiven>(MessageKind.SpotQuoteGiven)));
        desk.Take(1, 2);
        Assert.Equal(
            [
                MessageKind.Posted,
                MessageKind.Posted,
                MessageKind.Posted,
                MessageKind.SpotTraded,
                MessageKind.CertificateIssued,
                MessageKind.SpotQuoteEnded,
                MessageKind.Posted,
                MessageKind.SpotQuoteEnded,
                MessageKind.SpotQuoteEnded,
            ],
            desk.Said.Select(e => e.Kind)
        );
        // 35 lot-hours at 3.50 are 122.50.
        Assert.Equal([12_250, 12_250, 7_000, 7_000], desk.Told<Posted>(MessageKind.Posted).Select(p => p.Amount.Minor));
        var sold = desk.The<SpotTraded>(MessageKind.SpotTraded);
        Assert.Equal(
            (SpotVenue.Quote, 1, 3, Midnight + 3, 5, 7L, 12_250L),
            (
                sold.Venue,
                sold.Buyer.Value,
                sold.Seller.Value,
                sold.FirstHour,
                sold.Hours,
                sold.Lots.Lots,
                sold.Paid.Minor
            )
        );
        Assert.Equal(
            [(2L, 3, SpotQuoteEnd.Taken, 0L), (1L, 2, SpotQuoteEnd.NotTaken, 7000L), (0L, 1, SpotQuoteEnd.Taken, 0L)],
            desk.Told<SpotQuoteEnded>(MessageKind.SpotQuoteEnded)
                .Select(e => (e.Quote, e.Account.Value, e.How, e.Freed.Minor))
        );
        Assert.Equal((0L, Million - 12_250), (desk.Aside(1), desk.Cash(1)));
        Assert.Equal((0L, Million), (desk.Aside(2), desk.Cash(2)));
        Assert.Equal((0L, Million - 7_000), (desk.Aside(3), desk.Cash(3)));
        Assert.Equal(
            (12_250L, 7_000L),
            (desk.Balance(LedgerCode.SpotEscrow, 0), desk.Balance(LedgerCode.SpotCollateral, 3))
        );
    }

    [Fact]
    public void Whoever_asked_to_sell_deposits_when_he_takes()
    {
        var desk = DealingDesk.Open();
        desk.Ask(Request(1, Side.Sell, 3, 3, 5, 7));
        desk.Give(2, 1, 400);
        Assert.Equal((1L, 14_000L), Of(desk.The<SpotQuoteGiven>(MessageKind.SpotQuoteGiven)));
        desk.Take(1, 1);
        var sold = desk.The<SpotTraded>(MessageKind.SpotTraded);
        Assert.Equal((2, 1, 14_000L), (sold.Buyer.Value, sold.Seller.Value, sold.Paid.Minor));
        Assert.Equal((Million - 7_000, Million - 14_000), (desk.Cash(1), desk.Cash(2)));
        Assert.Equal((0L, 0L), (desk.Aside(1), desk.Aside(2)));
    }

    [Fact]
    public void A_request_ends_at_its_time_with_all_quotes_on_it()
    {
        var desk = DealingDesk.Open();
        desk.Ask(Request(1, Side.Buy, 3, 3, 5, 7));
        desk.Give(2, 1, 400);
        Assert.Equal(DeliveryHours.Begin(Midnight - 13), desk.Machine.NextDue);
        desk.GoTo(Midnight - 13);
        Assert.Equal(
            [(1L, SpotQuoteEnd.Lapsed, 7000L), (0L, SpotQuoteEnd.Lapsed, 0L)],
            desk.Told<SpotQuoteEnded>(MessageKind.SpotQuoteEnded).Select(e => (e.Quote, e.How, e.Freed.Minor))
        );
        Assert.Equal(0, desk.Aside(2));
        desk.Take(1, 1);
        Assert.Equal((RejectReason.SpotQuoteEnded, 1L, 0L), desk.Refused());
        desk.Give(2, 1, 400);
        Assert.Equal((RejectReason.SpotRequestEnded, 1L, 0L), desk.Refused());
    }

    [Fact]
    public void Quotes_and_requests_are_taken_back()
    {
        var desk = DealingDesk.Open();
        desk.Ask(Request(1, Side.Buy, 3, 3, 5, 7));
        desk.Give(2, 1, 400);
        desk.Withdraw(2, 0, 1);
        Assert.Equal(SpotQuoteEnd.TakenBack, desk.The<SpotQuoteEnded>(MessageKind.SpotQuoteEnded).How);
        Assert.Equal(0, desk.Aside(2));
        // It may answer again, with another price.
        desk.Give(2, 1, 390);
        desk.Withdraw(1, 1, 0);
        Assert.Equal(
            [(2L, SpotQuoteEnd.NotTaken), (0L, SpotQuoteEnd.TakenBack)],
            desk.Told<SpotQuoteEnded>(MessageKind.SpotQuoteEnded).Select(e => (e.Quote, e.How))
        );
        Assert.Equal(0, desk.Aside(2));
        // The request's number of the account is free again.
        desk.Ask(Request(1, Side.Buy, 3, 3, 5, 7));
        Assert.Equal(RejectReason.None, desk.Refusal());
    }

    private static (long Quote, long Reserved) Of(SpotQuoteGiven given) => (given.Quote, given.Reserved.Minor);
}
