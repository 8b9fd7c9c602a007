// Cases worked by hand: stops and their cascades, pro rata, middle of three, closing first, the dynamic band.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Xunit;
using static Tokenbourse.Unit.Market.Matching.HandBook;

namespace Tokenbourse.Unit.Market.Matching;

public sealed partial class MatchingEngineTests
{
    private static readonly MarketModel ProRata = MarketModel.Plain with { Allocation = Allocation.ProRata };

    [Fact]
    public void A_stop_at_the_edge_of_the_band_wakes_and_finds_nobody()
    {
        var book = new HandBook(MarketModel.Plain);
        Assert.Equal("sleeps 1", book.Do(BuyStop(1, 110, 2)));
        book.Given(Sell(2, 110, 1));
        Assert.Equal("1@110 3x2, elected 1 at 110, leaves 1 with 2 Unfilled", book.Do(Buy(3, 110, 1)));
    }

    [Fact]
    public void Stops_of_both_sides_cascade_one_by_one_by_their_numbers()
    {
        var book = new HandBook(MarketModel.Plain);
        book.Given(Sell(1, 101, 1), Sell(2, 103, 1), Buy(3, 98, 1), Buy(4, 97, 1));
        // No trade yet today: the sell stop above the market sleeps too.
        book.Given(BuyStop(10, 101, 1), SellStop(11, 102, 2), SellStop(9, 97, 1), BuyStop(12, 103, 1));
        // 101 wakes 10 and 11. 10 buys at 103 and wakes 12, which queues behind 11; 11 sells at 98 and 97 and wakes 9.
        // 12 and 9 find nobody.
        Assert.Equal(
            "1@101 20x1, elected 10 at 101, 1@103 10x2, elected 11 at 101, 1@98 3x11, 1@97 4x11, "
                + "elected 12 at 103, leaves 12 with 1 Unfilled, elected 9 at 97, leaves 9 with 1 Unfilled",
            book.Do(Buy(20, 101, 1))
        );
    }

    [Fact]
    public void A_stop_tells_the_first_trade_that_reached_it()
    {
        var book = new HandBook(MarketModel.Plain);
        book.Given(Sell(1, 101, 1), Sell(2, 102, 1), Sell(3, 104, 1));
        book.Given(BuyStop(10, 102, 1) with { Type = OrderType.StopLimit, Price = new(95) });
        book.Given(BuyStop(11, 103, 1) with { Type = OrderType.StopLimit, Price = new(96) });
        Assert.Equal(
            "1@101 20x1, 1@102 20x2, 1@104 20x3, elected 10 at 102, rests 10 with 1, elected 11 at 104, rests 11 with 1",
            book.Do(Buy(20, 104, 3))
        );
    }

    [Fact]
    public void A_stop_behind_the_last_price_wakes_itself_and_no_other()
    {
        var book = new HandBook(MarketModel.Plain);
        book.Given(Sell(1, 105, 1));
        Assert.Equal("1@105 2x1", book.Do(Buy(2, 105, 1)));
        // In an auction nothing wakes at once, and what slept there waits for a trade.
        book.Phase(TradingPhase.VolatilityAuction);
        Assert.Equal("sleeps 10", book.Do(BuyStop(10, 103, 1)));
        book.Phase(TradingPhase.Continuous);
        book.Given(Sell(3, 106, 1));
        Assert.Equal(
            "sleeps 11, elected 11 at 105, 1@106 11x3, elected 10 at 106, leaves 10 with 1 Unfilled",
            book.Do(BuyStop(11, 104, 1))
        );
        Assert.Equal("sleeps 12", book.Do(BuyStop(12, 107, 1)));
    }

    [Fact]
    public void Woken_stops_wait_while_nothing_matches_and_keep_their_trigger()
    {
        // Two ticks around the last price.
        var book = new HandBook(MarketModel.Plain with { DynamicBandPpm = 20_000 });
        book.Given(Sell(1, 102, 1), Sell(2, 103, 1), BuyStop(10, 102, 1));
        // 102 is inside, 103 is three ticks from 100: an auction, in which the rest meets order 2 at 103.
        Assert.Equal("1@102 20x1, interrupted, rests 20 with 1, indicated 1@103 surplus 0", book.Do(Buy(20, 103, 2)));
        Assert.Equal(OrderPlace.Woken, book.Live(10).Place);
        book.Reload();
        Assert.Equal("rests 21 with 4, indicated 1@103 surplus -4", book.Do(Sell(21, 103, 4)));
        Assert.Equal(
            "uncrossed 1@103 surplus -4, 1@103 20x2, elected 10 at 102, 1@103 10x21",
            book.Phase(TradingPhase.Continuous)
        );
    }

    [Fact]
    public void A_day_stop_that_the_closing_auction_woke_leaves_at_the_close()
    {
        var book = new HandBook(MarketModel.Plain);
        book.Given(BuyStop(10, 102, 1), BuyStop(11, 102, 1) with { TimeInForce = TimeInForce.GoodTillCancelled });
        book.Phase(TradingPhase.ClosingAuction);
        book.Given(Sell(1, 102, 1), Buy(2, 102, 1));
        Assert.Equal("uncrossed 1@102 surplus 0, 1@102 2x1, leaves 10 with 1 EndOfDay", book.CloseDay());
        Assert.Equal(OrderPlace.Woken, book.Live(11).Place);
        Assert.Equal("", book.Open(92, 112, 102));
        Assert.Equal(102, book.Live(11).StopPrice.Ticks);
        Assert.Equal("elected 11 at 102, leaves 11 with 1 Unfilled", book.Phase(TradingPhase.Continuous));
    }

    [Fact]
    public void Shares_are_rounded_down_and_the_rest_goes_to_the_first()
    {
        var book = new HandBook(ProRata);
        book.Given(Sell(1, 101, 5), Sell(2, 101, 3), Sell(3, 101, 2));
        // 7 of 10: 3.5, 2.1, 1.4; one lot is left, for the first.
        Assert.Equal("4@101 9x1, 2@101 9x2, 1@101 9x3", book.Do(Buy(9, 101, 7)));
    }

    [Fact]
    public void A_share_below_the_least_goes_first_come_first_served()
    {
        var book = new HandBook(ProRata with { LeastShareLots = 2 });
        book.Given(Sell(1, 101, 5), Sell(2, 101, 3), Sell(3, 101, 2));
        // 3, 2 and 1: the one is not given; two lots are left, and the first has just two.
        Assert.Equal("5@101 9x1, 2@101 9x2", book.Do(Buy(9, 101, 7)));
    }

    [Fact]
    public void The_order_that_bettered_the_market_is_served_first()
    {
        var book = new HandBook(ProRata with { TopOrderLots = 2 });
        book.Given(Sell(1, 101, 5), Sell(2, 101, 3), Sell(3, 101, 2));
        // Two lots for order 1. Five over 3, 3 and 2 seen: 1.9, 1.9, 1.25. Two are left: both for order 1.
        Assert.Equal("5@101 9x1, 1@101 9x2, 1@101 9x3", book.Do(Buy(9, 101, 7)));
        // It left; nobody has its privilege. Then order 4 betters, is itself bettered by 5, and has none when 5 leaves.
        Assert.Equal("1@101 8x2, rests 8 with 2", SecondAct());

        string SecondAct()
        {
            book.Cancel(3);
            book.Cancel(2);
            book.Given(Sell(4, 101, 2), Sell(5, 100, 1));
            book.Cancel(5);
            book.Given(Sell(2, 101, 2));
            // Two of four: one each. With its privilege order 4 would take both.
            Assert.Equal("1@101 7x4, 1@101 7x2", book.Do(Buy(7, 101, 2)));
            book.Cancel(4);
            return book.Do(Buy(8, 101, 3));
        }
    }

    [Fact]
    public void A_fresh_slice_has_lost_the_privilege_of_the_top_order()
    {
        var book = new HandBook(ProRata with { TopOrderLots = 2 });
        book.Given(Sell(1, 101, 6) with { Display = 3 });
        Assert.Equal("3@101 8x1", book.Do(Buy(8, 101, 3)));
        book.Given(Sell(2, 101, 3));
        // Four over 3 and 3: two each.
        Assert.Equal("2@101 9x1, 2@101 9x2", book.Do(Buy(9, 101, 4)));
    }

    [Fact]
    public void Pro_rata_deals_with_own_orders_of_the_price_first()
    {
        var book = new HandBook(ProRata with { SelfMatch = SelfMatch.Decrement });
        book.Given(Sell(1, 101, 4), Sell(2, 101, 3) with { Group = 9 }, Sell(3, 101, 4));
        // Own: three off both. Five are left over 4 and 4: 2.5 each, and one more for the first.
        Assert.Equal(
            "reduced 2 by 3 to 0, reduced 9 by 3 to 5, leaves 2 with 0 SelfMatch, 3@101 9x1, 2@101 9x3",
            book.Do(Buy(9, 101, 8) with { Group = 9 })
        );
        book = new HandBook(ProRata with { SelfMatch = SelfMatch.CancelNewest });
        book.Given(Sell(1, 101, 4), Sell(2, 101, 3) with { Group = 9 });
        Assert.Equal("refused WouldMeetOwn Price 2 100", book.Do(Buy(9, 101, 8) with { Group = 9 }));
    }

    [Fact]
    public void The_middle_of_bid_ask_and_last_is_the_price()
    {
        var book = new HandBook(MarketModel.Plain with { TradePrice = TradePriceRule.MiddleOfThree });
        book.Given(Sell(1, 101, 1), Sell(2, 99, 1), Sell(3, 97, 1));
        // 97 and 105 around S0 = 100: 100. Then 99, 105 and 100: 100. Then 101, 105 and 100: 101.
        Assert.Equal("1@100 4x3, 1@100 4x2, 1@101 4x1, rests 4 with 1", book.Do(Buy(4, 105, 4)));
        // 105, 90 and 101: the last.
        Assert.Equal("1@101 4x5", book.Do(Sell(5, 90, 1)));
        book.Given(Buy(6, 95, 1));
        // 95, 90 and 101: the better of the two limits for the seller.
        Assert.Equal("1@95 6x7", book.Do(Sell(7, 90, 1)));
    }

    [Fact]
    public void Closing_orders_stand_first_at_the_edges_and_nowhere_else()
    {
        var book = new HandBook(MarketModel.Plain with { ClosingFirstAtLimit = true });
        var closing = OrderFlags.CloseOnly;
        book.Given(Buy(1, 110, 2), Buy(2, 110, 2) with { Flags = closing }, Buy(3, 110, 1) with { Flags = closing });
        book.Given(Buy(4, 109, 1), Buy(5, 109, 1) with { Flags = closing });
        Assert.Equal("2:2@110 3:1@110 1:2@110 4:1@109 5:1@109", book.Orders(Side.Buy));
        // Larger: behind the closing ones, before the others. Then away from the edge and back.
        book.Amend(2, 110, 3);
        Assert.Equal("3:1@110 2:3@110 1:2@110 4:1@109 5:1@109", book.Orders(Side.Buy));
        book.Amend(3, 109, 1);
        book.Amend(3, 110, 1);
        Assert.Equal("3@110 2x9, 1@110 3x9, 1@110 1x9", book.Do(Sell(9, 110, 5)));
        // The same prices are an edge tomorrow: 109 is, and the closing one steps forward.
        var lasting = TimeInForce.GoodTillCancelled;
        book.Given(Buy(10, 108, 1) with { TimeInForce = lasting });
        book.Given(Buy(11, 108, 1) with { TimeInForce = lasting, Flags = closing });
        Assert.Equal("10:1@108 11:1@108", book.Orders(Side.Buy)[^17..]);
        book.CloseDay();
        book.Open(88, 108, 98);
        Assert.Equal("11:1@108 10:1@108", book.Orders(Side.Buy));
    }

    [Fact]
    public void A_closing_order_beyond_what_may_close_is_refused()
    {
        var book = new HandBook(MarketModel.Plain) { Closable = 3 };
        var order = Buy(1, 99, 4) with { Flags = OrderFlags.CloseOnly };
        Assert.Equal("refused OverClose Quantity 4 3", book.Do(order));
        Assert.Equal("rests 1 with 3", book.Do(order with { Lots = 3 }));
    }

    [Fact]
    public void A_trade_outside_the_dynamic_band_is_an_auction_instead()
    {
        var model = MarketModel.Plain with { DynamicBandPpm = 20_000 };
        var book = new HandBook(model);
        book.Given(Sell(1, 101, 1), Sell(2, 102, 1), Sell(3, 103, 1));
        // 103 is two ticks from the trade at 102, but three from 100, the last price as the order found it.
        Assert.Equal(
            "1@101 9x1, 1@102 9x2, interrupted, leaves 9 with 2 Unfilled",
            book.Do(Buy(9, 103, 4) with { TimeInForce = TimeInForce.FillAndKill })
        );
        Assert.Equal(TradingPhase.VolatilityAuction, book.Engine.PhaseOf(new(1)));
        Assert.Equal("uncrossed 0@102 surplus 0", book.Phase(TradingPhase.Continuous));
        // Now 102 was the last: 103 is inside.
        Assert.Equal("1@103 10x3", book.Do(Buy(10, 103, 1)));
        // Fill-or-kill counts within the band: 105 is, 106 is not.
        book.Given(Sell(11, 105, 1), Sell(12, 106, 1));
        var order = Buy(13, 106, 2) with { TimeInForce = TimeInForce.FillOrKill };
        Assert.Equal("refused CannotFillAll Quantity 2 1", book.Do(order));
    }
}
