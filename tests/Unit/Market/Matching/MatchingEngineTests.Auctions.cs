// Cases worked by hand: call auctions, their price, their orders, what they tell while they collect.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Xunit;
using static Tokenbourse.Unit.Market.Matching.HandBook;

namespace Tokenbourse.Unit.Market.Matching;

public sealed partial class MatchingEngineTests
{
    [Fact]
    public void An_auction_trades_the_most_lots_at_one_price()
    {
        var book = InAuction(MarketModel.Plain);
        book.Given(Buy(1, 103, 10), Buy(2, 101, 10), Sell(3, 99, 5), Sell(4, 101, 10));
        // At 100: 20 bought, 5 sold. At 101: 20 and 15. At 102: 10 and 15.
        Assert.Equal(
            "uncrossed 15@101 surplus 5, 5@101 1x3, 5@101 1x4, 5@101 2x4",
            book.Phase(TradingPhase.Continuous)
        );
        Assert.Equal("2:5@101", book.Orders(Side.Buy));
    }

    [Theory]
    // Ten bought, six sold from 100 to 105: the highest under pressure, else the nearest to S0.
    [InlineData(true, 10, 6, 103, "6@105 surplus 4")]
    [InlineData(false, 10, 6, 103, "6@103 surplus 4")]
    // More sold: the lowest.
    [InlineData(true, 6, 10, 103, "6@100 surplus -4")]
    [InlineData(false, 6, 10, 98, "6@100 surplus -4")]
    // Even: no pressure, the nearest to S0.
    [InlineData(true, 6, 6, 109, "6@105 surplus 0")]
    public void Pressure_decides_before_the_reference_where_the_contract_asks_for_it(
        bool pressure,
        long bought,
        long sold,
        long reference,
        string uncrossed
    )
    {
        var book = new HandBook([MarketModel.Plain with { Pressure = pressure }], [], reference);
        book.Phase(TradingPhase.Auction);
        book.Given(Buy(1, 105, bought), Sell(2, 100, sold));
        Assert.StartsWith("uncrossed " + uncrossed, book.Phase(TradingPhase.Continuous), StringComparison.Ordinal);
    }

    [Fact]
    public void The_least_surplus_decides_among_equal_volumes()
    {
        var book = InAuction(MarketModel.Plain with { Pressure = true });
        // From 100 to 104 five trade; only from 103 on are no more than five bought.
        book.Given(Sell(1, 100, 5), Buy(2, 104, 5), Buy(3, 102, 3));
        Assert.Equal("uncrossed 5@103 surplus 0, 5@103 2x1", book.Phase(TradingPhase.Continuous));
    }

    [Fact]
    public void The_reference_is_the_last_price_in_all_auctions_but_the_opening()
    {
        var book = new HandBook(MarketModel.Plain);
        book.Given(Sell(1, 104, 1));
        book.Do(Buy(2, 104, 1));
        book.Phase(TradingPhase.ResumptionAuction);
        book.Given(Buy(3, 105, 1), Sell(4, 100, 1));
        Assert.Equal("uncrossed 1@104 surplus 0, 1@104 3x4", book.Phase(TradingPhase.Auction));
        book.Given(Buy(5, 105, 1), Sell(6, 100, 1));
        Assert.Equal("uncrossed 1@100 surplus 0, 1@100 5x6", book.Phase(TradingPhase.Continuous));
    }

    [Fact]
    public void Icebergs_trade_whole_in_an_auction_slice_by_slice_in_their_places()
    {
        var book = InAuction(MarketModel.Plain);
        book.Given(Sell(1, 101, 6) with { Display = 2 }, Sell(2, 101, 3), Buy(3, 101, 7));
        // Seven at 101: two, then order 2 with three, then the second slice.
        Assert.Equal(
            "uncrossed 7@101 surplus -2, 2@101 3x1, 3@101 3x2, 2@101 3x1",
            book.Phase(TradingPhase.Continuous)
        );
        Assert.Equal((2, 2), (book.Live(1).Lots, book.Live(1).Visible));
    }

    [Fact]
    public void The_indication_is_told_when_it_changed_and_not_otherwise()
    {
        var book = InAuction(MarketModel.Plain);
        Assert.Equal("rests 1 with 5", book.Do(Buy(1, 101, 5)));
        Assert.Equal("rests 2 with 3, indicated 3@100 surplus 2", book.Do(Sell(2, 100, 3)));
        // Behind: nothing changes at the price.
        Assert.Equal("rests 3 with 3", book.Do(Sell(3, 105, 3)));
        Assert.Equal("rests 4 with 2, indicated 5@100 surplus 0", book.Do(Sell(4, 99, 2)));
        Assert.Equal("leaves 1 with 5 ByParticipant, indicated 0@100 surplus 0", book.Cancel(1));
        Assert.Equal("uncrossed 0@100 surplus 0", book.Phase(TradingPhase.Continuous));
    }

    [Fact]
    public void Auctions_take_limits_and_stops_and_nothing_that_must_trade_at_once()
    {
        var book = InAuction(MarketModel.Plain);
        Assert.Equal("refused MarketOrderInAuction Type 2 0", book.Do(Buy(1, 0, 1) with { Type = OrderType.Market }));
        var killed = Buy(1, 100, 1) with { TimeInForce = TimeInForce.FillOrKill };
        Assert.Equal("refused ImmediateOrderInAuction TimeInForce 3 0", book.Do(killed));
        Assert.Equal("sleeps 1", book.Do(BuyStop(1, 100, 1)));
        // Auctions do not ask whose orders meet.
        book.Given(
            Buy(2, 100, 1) with
            {
                Group = 9,
                SelfMatch = SelfMatch.CancelBoth,
            },
            Sell(3, 100, 1) with
            {
                Group = 9,
            }
        );
        Assert.Equal(
            "uncrossed 1@100 surplus 0, 1@100 2x3, elected 1 at 100, leaves 1 with 1 Unfilled",
            book.Phase(TradingPhase.Continuous)
        );
    }

    [Fact]
    public void Orders_for_one_auction_leave_after_it()
    {
        var book = InAuction(MarketModel.Plain);
        var open = Buy(1, 100, 3) with { TimeInForce = TimeInForce.AtTheOpen };
        var close = Buy(5, 99, 1) with { TimeInForce = TimeInForce.AtTheClose };
        book.Given(open, Sell(2, 100, 1));
        Assert.Equal("refused NotInThisPhase TimeInForce 7 1", book.Do(close, closing: false));
        Assert.Equal("sleeps 5", book.Do(close));
        Assert.Equal("sleeps 4", book.Do(close with { Order = new(4) }));
        Assert.Equal(
            "uncrossed 1@100 surplus 2, 1@100 1x2, leaves 1 with 2 AuctionOver",
            book.Phase(TradingPhase.Continuous)
        );
        Assert.Equal("refused NotInThisPhase TimeInForce 6 2", book.Do(open with { Order = new(6) }));
        // Asleep they are invisible and may become other; they come in by their numbers.
        Assert.Equal("", book.Orders(Side.Buy));
        Assert.Equal("sleeps 5", book.Amend(5, 98, 2));
        Assert.Equal("sleeps 5", book.Amend(5, 99, 2));
        book.ShowsBook = true;
        Assert.Equal("Added 4 1@99, Added 5 2@99", book.Phase(TradingPhase.ClosingAuction));
        Assert.Equal(
            "uncrossed 0@100 surplus 0, Removed 4 0@99, leaves 4 with 1 AuctionOver, Removed 5 0@99, leaves 5 with 2 AuctionOver",
            book.CloseDay()
        );
    }

    private static HandBook InAuction(MarketModel model)
    {
        var book = new HandBook(model);
        book.Phase(TradingPhase.Auction);
        return book;
    }
}
