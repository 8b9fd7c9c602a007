// What book and quotes of the spot market refuse, by number, with the nearest valid value, changing nothing.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;
using static Tokenbourse.Unit.Market.Spot.DealingDesk;
using static Tokenbourse.Unit.Market.Spot.SpotDesk;

namespace Tokenbourse.Unit.Market.Spot;

public sealed class DealingRefusalTests
{
    // Three leap years of hours.
    private const int Ahead = 3 * 366 * 24;

    public static TheoryData<PlaceSpotOrder, RejectReason, long, long> Orders() =>
        new()
        {
            { Order(1, Side.None, 1, 0, 1, 1, 500), RejectReason.BadField, 0, 2 },
            { Order(1, Side.Buy, 0, 0, 1, 1, 500), RejectReason.BadField, 0, 1 },
            { Order(9, Side.Buy, 1, 0, 1, 1, 500), RejectReason.UnknownAccount, 9, 0 },
            { Order(1, Side.Buy, 1, 0, 1, 1, 9) with { Product = Name24.Of("XX") }, RejectReason.UnknownProduct, 0, 0 },
            { Order(4, Side.Buy, 1, 7, 1, 1, 500), RejectReason.DuplicateSpotOrder, 1, 0 },
            { Order(1, Side.Buy, 1, 0, 2, 1, 500), RejectReason.NotAStandardBlock, 2, 1 },
            { Order(1, Side.Buy, 1, 0, 20, 1, 500), RejectReason.NotAStandardBlock, 20, 24 },
            { Order(1, Side.Buy, 1, 0, -1, 1, 500), RejectReason.NotAStandardBlock, -1, 1 },
            { Order(1, Side.Buy, 1, -15, 1, 1, 500), RejectReason.HoursOutside, Next - 1, Next },
            { Order(1, Side.Buy, 1, -24, 24, 1, 500), RejectReason.HoursOutside, Midnight - 24, Midnight },
            { Order(1, Side.Buy, 1, Ahead - 13, 1, 1, 500), RejectReason.HoursOutside, Next + Ahead + 1, Next + Ahead },
            {
                // 1,098 days after the first midnight; three years from 10:00 end in the day before.
                Order(1, Side.Buy, 1, Ahead, 24, 1, 500),
                RejectReason.HoursOutside,
                Midnight + Ahead,
                Midnight + Ahead - 24
            },
            { Order(1, Side.Buy, 1, 1, 24, 1, 500), RejectReason.BlockNotAligned, Midnight + 1, Midnight + 24 },
            { Order(1, Side.Buy, 1, 0, 1, 0, 500), RejectReason.QuantityTooSmall, 0, 1 },
            { Order(1, Side.Buy, 1, 0, 1, 1001, 500), RejectReason.QuantityTooLarge, 1001, 1000 },
            { Order(1, Side.Buy, 1, 0, 1, 1, 1001), RejectReason.PriceAboveLimit, 1001, 1000 },
            { Order(1, Side.Buy, 1, 0, 1, 1, 0), RejectReason.PriceBelowLimit, 0, 1 },
        };

    [Theory]
    [MemberData(nameof(Orders))]
    public void An_order_is_refused_by_number(PlaceSpotOrder order, RejectReason reason, long given, long limit)
    {
        var desk = DealingDesk.Open();
        desk.Place(Order(4, Side.Sell, 1, 5, 1, 1, 500));
        var aside = desk.Aside(order.Account.Value);
        desk.Place(order);
        Assert.Equal((reason, given, limit), desk.Refused());
        Assert.Equal(aside, desk.Aside(order.Account.Value));
    }

    [Fact]
    public void A_product_without_standard_blocks_has_no_book_and_a_day_begins_when_the_product_says()
    {
        var desk = SpotDesk.Open();
        desk.Place(Order(1, Side.Buy, 1, 0, 1, 1, 500));
        Assert.Equal((RejectReason.NotAStandardBlock, 1L, 0L), desk.Refused());
        var late = DealingDesk
            .Product(product: "LATE")
            .Replace("\"dayStart\": \"00:00\"", "\"dayStart\": \"16:00\"", StringComparison.Ordinal);
        desk.Document(MessageKind.DefineSpotProduct, late);
        var order = Order(1, Side.Buy, 1, 0, 24, 1, 500) with { Product = Name24.Of("LATE") };
        desk.Place(order);
        Assert.Equal((RejectReason.BlockNotAligned, Midnight, Midnight + 16), desk.Refused());
        desk.Place(order with { FirstHour = Midnight - 8 });
        Assert.Equal(RejectReason.None, desk.Refusal());
        desk.Submit(MessageKind.CancelSpotOrder, new CancelSpotOrder(new(1), Name24.Of("LATE"), 2));
        Assert.Equal((RejectReason.UnknownSpotOrder, 2L, 0L), desk.Refused());
        desk.Submit(MessageKind.CancelSpotOrder, new CancelSpotOrder(new(9), Name24.Of("LATE"), 1));
        Assert.Equal((RejectReason.UnknownAccount, 9L, 0L), desk.Refused());
    }

    [Fact]
    public void Live_offers_count_against_the_issuers_limit_wherever_they_stand()
    {
        var desk = DealingDesk.Open();
        // A day of 1,000 lots is 24,000 lot-hours: three in the book and one in a quote leave 4,000 of 100,000.
        for (var day = 0; day < 3; day++)
            desk.Place(Order(1, Side.Sell, day + 1, day * 24, 24, 1000, 500));
        desk.Ask(Request(2, Side.Buy, 1, 0, 24, 1000));
        desk.Ask(Request(2, Side.Buy, 2, 0, 24, 1000));
        desk.Ask(Request(1, Side.Sell, 3, 0, 24, 1000));
        desk.Give(2, 3, 10);
        desk.Give(1, 1, 500);
        Assert.Equal(RejectReason.None, desk.Refusal());
        desk.Place(Order(1, Side.Sell, 9, 96, 24, 1000, 500));
        Assert.Equal((RejectReason.IssuerLimit, 24_000L, 4_000L), desk.Refused());
        desk.Give(1, 2, 500);
        Assert.Equal((RejectReason.IssuerLimit, 24_000L, 4_000L), desk.Refused());
        desk.Take(1, 1);
        Assert.Equal((RejectReason.IssuerLimit, 24_000L, 4_000L), desk.Refused());
        SpotDesk.Place(desk, Block(1, Side.Sell, 1, 0, 24, 1000, 500));
        Assert.Equal((RejectReason.IssuerLimit, 24_000L, 4_000L), desk.Refused());
        // What trades counts once, as outstanding.
        desk.Place(Order(3, Side.Buy, 1, 0, 24, 1000, 500));
        Assert.Single(desk.Told<SpotTraded>(MessageKind.SpotTraded));
        desk.Place(Order(1, Side.Sell, 9, 96, 24, 1000, 500));
        Assert.Equal((RejectReason.IssuerLimit, 24_000L, 4_000L), desk.Refused());
        desk.Submit(MessageKind.CancelSpotOrder, new CancelSpotOrder(new(1), Tokens, 2));
        desk.Place(Order(1, Side.Sell, 9, 96, 24, 1000, 500));
        Assert.Equal(RejectReason.None, desk.Refusal());
    }

    [Fact]
    public void Nobody_sets_aside_what_he_does_not_have()
    {
        var desk = DealingDesk.Open();
        for (var day = 0; day < 4; day++)
            desk.Place(Order(1, Side.Buy, day + 1, day * 24, 24, 1000, 1000));
        // 24,000 lot-hours at 10.00 are 240,000 yuan; four of them leave 40,000.
        desk.Place(Order(1, Side.Buy, 9, 96, 24, 1000, 1000));
        Assert.Equal((RejectReason.InsufficientFunds, 24_000_000L, 4_000_000L), desk.Refused());
        desk.Ask(Request(2, Side.Sell, 1, 0, 24, 1000));
        desk.Give(1, 1, 1000);
        Assert.Equal((RejectReason.InsufficientFunds, 24_000_000L, 4_000_000L), desk.Refused());
        desk.Ask(Request(1, Side.Buy, 1, 0, 24, 1000));
        desk.Give(2, 2, 1000);
        desk.Take(1, 1);
        Assert.Equal((RejectReason.InsufficientFunds, 24_000_000L, 4_000_000L), desk.Refused());
        Assert.Equal(96_000_000, desk.Aside(1));
    }

    [Fact]
    public void An_account_has_so_many_orders_and_requests_and_no_more()
    {
        var desk = DealingDesk.Open();
        for (var i = 1; i <= 1000; i++)
            desk.Place(Order(1, Side.Buy, i, 5, 1, 1, 1));
        desk.Place(Order(1, Side.Buy, 2000, 5, 1, 1, 1));
        Assert.Equal((RejectReason.TooManySpotOrders, 1001L, 1000L), desk.Refused());
        for (var i = 1; i <= 100; i++)
            desk.Ask(Request(1, Side.Buy, i, 3, 5, 7));
        desk.Ask(Request(1, Side.Buy, 2000, 3, 5, 7));
        Assert.Equal((RejectReason.TooManySpotRequests, 101L, 100L), desk.Refused());
    }

    public static TheoryData<AskSpotQuote, RejectReason, long, long> Requests()
    {
        var good = Request(1, Side.Buy, 1, 3, 5, 7);
        var now = DeliveryHours.Begin(Midnight - 15).Nanoseconds;
        var begin = DeliveryHours.Begin(Midnight + 3);
        return new()
        {
            { good with { Side = Side.None }, RejectReason.BadField, 0, 2 },
            { good with { Reference = -1 }, RejectReason.BadField, -1, 1 },
            { good with { Account = new(9) }, RejectReason.UnknownAccount, 9, 0 },
            { good with { Product = Name24.Of("XX") }, RejectReason.UnknownProduct, 0, 0 },
            { good with { Account = new(4), Reference = 3 }, RejectReason.DuplicateSpotRequest, 3, 0 },
            { good with { Hours = 0 }, RejectReason.TooManyHours, 0, 1 },
            { good with { Hours = 2209 }, RejectReason.TooManyHours, 2209, 2208 },
            { good with { FirstHour = Next - 1 }, RejectReason.HoursOutside, Next - 1, Next },
            { good with { FirstHour = Next + Ahead + 1 }, RejectReason.HoursOutside, Next + Ahead + 1, Next + Ahead },
            { good with { Lots = new(0) }, RejectReason.QuantityTooSmall, 0, 1 },
            { good with { Lots = new(1001) }, RejectReason.QuantityTooLarge, 1001, 1000 },
            { good with { Until = new(now) }, RejectReason.QuoteTimeOutside, now, now + 1 },
            {
                good with
                {
                    Until = begin.Plus(1),
                },
                RejectReason.QuoteTimeOutside,
                begin.Nanoseconds + 1,
                begin.Nanoseconds
            },
        };
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_is_refused_by_number(AskSpotQuote request, RejectReason reason, long given, long limit)
    {
        var desk = DealingDesk.Open();
        desk.Ask(Request(4, Side.Sell, 3, 3, 5, 7));
        desk.Ask(request);
        Assert.Equal((reason, given, limit), desk.Refused());
    }

    [Fact]
    public void Answers_are_refused_by_number()
    {
        var desk = DealingDesk.Open();
        desk.Ask(Request(1, Side.Buy, 1, 3, 5, 7));
        desk.Give(2, 1, 400);
        var aside = desk.Aside(2);
        desk.Give(9, 1, 400);
        Assert.Equal((RejectReason.UnknownAccount, 9L, 0L), desk.Refused());
        desk.Give(3, 2, 400);
        Assert.Equal((RejectReason.UnknownSpotRequest, 2L, 1L), desk.Refused());
        desk.Give(1, 1, 400);
        Assert.Equal((RejectReason.OwnSpotRequest, 1L, 0L), desk.Refused());
        desk.Give(2, 1, 390);
        Assert.Equal((RejectReason.DuplicateSpotQuote, 1L, 1L), desk.Refused());
        desk.Give(3, 1, 1001);
        Assert.Equal((RejectReason.PriceAboveLimit, 1001L, 1000L), desk.Refused());
        desk.Give(3, 1, 0);
        Assert.Equal((RejectReason.PriceBelowLimit, 0L, 1L), desk.Refused());
        desk.Take(9, 1);
        Assert.Equal((RejectReason.UnknownAccount, 9L, 0L), desk.Refused());
        desk.Take(1, 2);
        Assert.Equal((RejectReason.UnknownSpotQuote, 2L, 1L), desk.Refused());
        desk.Take(3, 1);
        Assert.Equal((RejectReason.NotYourSpotQuote, 1L, 0L), desk.Refused());
        desk.Withdraw(1, 0, 0);
        Assert.Equal((RejectReason.BadField, 0L, 0L), desk.Refused());
        desk.Withdraw(1, 1, 1);
        Assert.Equal((RejectReason.BadField, 1L, 0L), desk.Refused());
        desk.Withdraw(9, 1, 0);
        Assert.Equal((RejectReason.UnknownAccount, 9L, 0L), desk.Refused());
        desk.Withdraw(1, 0, 1);
        Assert.Equal((RejectReason.NotYourSpotQuote, 1L, 0L), desk.Refused());
        desk.Withdraw(2, 1, 0);
        Assert.Equal((RejectReason.NotYourSpotRequest, 1L, 0L), desk.Refused());
        desk.Withdraw(2, 5, 0);
        Assert.Equal((RejectReason.UnknownSpotRequest, 5L, 1L), desk.Refused());
        desk.Withdraw(2, 0, 5);
        Assert.Equal((RejectReason.UnknownSpotQuote, 5L, 1L), desk.Refused());
        Assert.Equal(aside, desk.Aside(2));
        desk.Take(1, 1);
        Assert.Equal(RejectReason.None, desk.Refusal());
    }
}
