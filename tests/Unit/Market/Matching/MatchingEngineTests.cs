// Cases worked by hand: orders in continuous trading, what they insist on, whom they must not meet.
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
    public void The_best_price_trades_first_then_the_first_come_at_the_price_that_rested()
    {
        var book = new HandBook(MarketModel.Plain);
        book.Given(Sell(1, 101, 5), Sell(2, 101, 5), Sell(3, 100, 5));
        // 12 lots: 5 at 100, then 5 and 2 at 101.
        Assert.Equal("5@100 4x3, 5@101 4x1, 2@101 4x2", book.Do(Buy(4, 102, 12)));
        Assert.Equal("2:3@101", book.Orders(Side.Sell));
    }

    [Fact]
    public void A_level_that_was_emptied_fills_again()
    {
        var book = new HandBook(MarketModel.Plain);
        book.Given(Sell(1, 101, 5), Sell(2, 103, 1));
        Assert.Equal("5@101 3x1", book.Do(Buy(3, 101, 5)));
        Assert.Equal(new Price(103), book.Engine.Best(new(1), Side.Sell));
        book.Given(Sell(4, 101, 2));
        Assert.Equal("2@101 5x4, 1@103 5x2, rests 5 with 1", book.Do(Buy(5, 103, 4)));
    }

    [Fact]
    public void Both_edges_of_the_band_are_taken_and_nothing_beyond()
    {
        var book = new HandBook(MarketModel.Plain);
        Assert.Equal("refused PriceAboveLimit Price 111 110", book.Do(Sell(1, 111, 1)));
        Assert.Equal("refused PriceBelowLimit Price 89 90", book.Do(Buy(2, 89, 1)));
        Assert.Equal("rests 3 with 1", book.Do(Sell(3, 110, 1)));
        Assert.Equal("rests 4 with 1", book.Do(Buy(4, 90, 1)));
        Assert.Equal("1@110 5x3", book.Do(Buy(5, 110, 1)));
        Assert.Equal("1@90 4x6", book.Do(Sell(6, 90, 1)));
        var stop = BuyStop(7, 111, 1) with { Type = OrderType.StopLimit, Price = new(89) };
        // Above is asked of both prices before below.
        Assert.Equal("refused PriceAboveLimit StopPrice 111 110", book.Do(stop));
        Assert.Equal("refused PriceBelowLimit Price 89 90", book.Do(stop with { StopPrice = new(110) }));
    }

    [Fact]
    public void One_lot_and_the_most_lots_are_taken()
    {
        var book = new HandBook(MarketModel.Plain);
        Assert.Equal("refused QuantityTooSmall Quantity 0 1", book.Do(Buy(1, 100, 0)));
        Assert.Equal("refused QuantityTooLarge Quantity 1001 1000", book.Do(Buy(1, 100, 1_001)));
        Assert.Equal("rests 1 with 1", book.Do(Buy(1, 100, 1)));
        Assert.Equal("rests 2 with 1000", book.Do(Buy(2, 100, 1_000)));
        Assert.Equal("1@100 1x3, 999@100 2x3", book.Do(Sell(3, 100, 1_000)));
    }

    [Fact]
    public void An_iceberg_shows_its_next_slice_at_the_back()
    {
        var book = new HandBook(MarketModel.Plain);
        book.Given(Sell(1, 101, 10) with { Display = 4 }, Sell(2, 101, 5));
        // 4 seen of order 1, all of order 2, then 3 of the second slice of 4; 1 seen and 2 hidden are left.
        Assert.Equal("4@101 3x1, 5@101 3x2, 3@101 3x1", book.Do(Buy(3, 101, 12)));
        Assert.Equal((3, 1), (book.Live(1).Lots, book.Live(1).Visible));
        // Less than a slice is hidden: it shows those two.
        book.ShowsBook = true;
        Assert.Equal("1@101 4x1, Removed 1 0@101, Added 1 2@101", book.Do(Buy(4, 101, 1)));
        Assert.Equal("2@101 5x1, Removed 1 0@101, Added 5 7@101, rests 5 with 7", book.Do(Buy(5, 101, 9)));
    }

    [Fact]
    public void An_iceberg_made_smaller_loses_hidden_lots_first()
    {
        var book = new HandBook(MarketModel.Plain) { ShowsBook = true };
        book.Given(Sell(1, 101, 10) with { Display = 4 }, Sell(2, 101, 1));
        // 10 to 5: 4 seen and 1 hidden, nobody sees it. 5 to 3: 3 seen. It keeps its place before order 2.
        Assert.Equal("", book.Amend(1, 101, 5));
        Assert.Equal("Changed 1 3@101", book.Amend(1, 101, 3));
        Assert.Equal("1:3@101 2:1@101", book.Orders(Side.Sell));
    }

    [Fact]
    public void Fill_or_kill_counts_hidden_lots_across_icebergs()
    {
        var book = new HandBook(MarketModel.Plain);
        book.Given(Sell(1, 101, 5) with { Display = 2 }, Sell(2, 102, 3));
        var order = Buy(3, 102, 9) with { TimeInForce = TimeInForce.FillOrKill };
        Assert.Equal("refused CannotFillAll Quantity 9 8", book.Do(order));
        Assert.Equal("2@101 3x1, 2@101 3x1, 1@101 3x1, 3@102 3x2", book.Do(order with { Lots = 8 }));
    }

    [Fact]
    public void Fill_or_kill_does_not_count_slices_that_come_behind_an_own_order()
    {
        var book = new HandBook(MarketModel.Plain);
        book.Given(Sell(1, 101, 10) with { Display = 2 }, Sell(2, 101, 3) with { Group = 9 });
        var order = Buy(3, 101, 5) with { Group = 9, TimeInForce = TimeInForce.FillOrKill };
        // Two seen lots, then its own order would end it: the other eight stand behind that one.
        Assert.Equal("refused CannotFillAll Quantity 5 2", book.Do(order with { SelfMatch = SelfMatch.CancelBoth }));
        // Cancel oldest leaves own orders out, and goes on.
        Assert.Equal(
            "2@101 3x1, leaves 2 with 3 SelfMatch, 2@101 3x1, 1@101 3x1",
            book.Do(order with { SelfMatch = SelfMatch.CancelOldest })
        );
    }

    [Fact]
    public void A_closing_iceberg_at_the_edge_comes_again_before_an_own_order()
    {
        var book = new HandBook(MarketModel.Plain with { ClosingFirstAtLimit = true });
        book.Given(
            Sell(1, 110, 6) with
            {
                Display = 2,
                Flags = OrderFlags.CloseOnly,
            },
            Sell(2, 110, 3) with
            {
                Group = 9,
            }
        );
        var order = Buy(3, 110, 7) with
        {
            Group = 9,
            TimeInForce = TimeInForce.FillOrKill,
            SelfMatch = SelfMatch.CancelBoth,
        };
        Assert.Equal("refused CannotFillAll Quantity 7 6", book.Do(order));
        Assert.Equal("2@110 3x1, 2@110 3x1, 2@110 3x1", book.Do(order with { Lots = 6 }));
    }

    [Fact]
    public void A_minimum_trades_at_once_or_nothing_does()
    {
        var book = new HandBook(MarketModel.Plain);
        book.Given(Sell(1, 101, 3), Sell(2, 103, 3));
        var order = Buy(3, 102, 10) with { TimeInForce = TimeInForce.FillAndKill, Minimum = 4 };
        Assert.Equal("refused CannotFillMinimum Minimum 4 3", book.Do(order));
        Assert.Equal("3@101 3x1, leaves 3 with 7 Unfilled", book.Do(order with { Minimum = 3 }));
    }

    [Fact]
    public void A_market_order_goes_as_far_as_its_protection()
    {
        // 2 % of 100 are 2 ticks beyond the best price: 103. Then 0.5 %: not a tick, so one.
        var book = new HandBook(MarketModel.Plain with { MarketProtectionPpm = 20_000 });
        book.Given(Sell(1, 101, 1), Sell(2, 103, 1), Sell(3, 104, 1));
        var order = Buy(4, 0, 5) with { Type = OrderType.Market };
        Assert.Equal("1@101 4x1, 1@103 4x2, leaves 4 with 3 Unfilled", book.Do(order));
        book = new HandBook(MarketModel.Plain with { MarketProtectionPpm = 5_000 });
        Assert.Equal("refused NothingToTradeWith Type 2 0", book.Do(order));
        book.Given(Buy(1, 91, 1), Buy(2, 90, 1));
        // One tick below 91 is the band's edge.
        Assert.Equal(
            "1@91 1x4, 1@90 2x4, leaves 4 with 3 Unfilled",
            book.Do(Sell(4, 0, 5) with { Type = OrderType.Market })
        );
    }

    [Fact]
    public void A_market_to_limit_order_rests_at_the_price_that_it_found()
    {
        var book = new HandBook(MarketModel.Plain);
        book.Given(Sell(1, 101, 2), Sell(2, 102, 5));
        Assert.Equal("2@101 3x1, rests 3 with 3", book.Do(Buy(3, 0, 5) with { Type = OrderType.MarketToLimit }));
        Assert.Equal("3:3@101", book.Orders(Side.Buy));
    }

    [Fact]
    public void A_post_only_order_is_told_where_it_would_rest()
    {
        var book = new HandBook(MarketModel.Plain);
        book.Given(Sell(1, 101, 2));
        var order = Buy(2, 103, 1) with { Flags = OrderFlags.PostOnly };
        Assert.Equal("refused WouldTrade Price 103 100", book.Do(order));
        Assert.Equal("rests 2 with 1", book.Do(order with { Price = new(100) }));
        Assert.Equal("refused WouldTrade Price 101 100", book.Amend(2, 101, 1));
        Assert.Equal("2:1@100", book.Orders(Side.Buy));
        book.Phase(TradingPhase.ResumptionAuction);
        Assert.Equal("rests 3 with 1, indicated 1@101 surplus -1", book.Do(order with { Order = new(3) }));
    }

    [Fact]
    public void Cancel_newest_refuses_at_the_first_match_and_stops_at_a_later_one()
    {
        var book = new HandBook(MarketModel.Plain with { SelfMatch = SelfMatch.CancelNewest });
        book.Given(Sell(1, 101, 2) with { Group = 9 });
        var order = Buy(3, 102, 5) with { Group = 9 };
        Assert.Equal("refused WouldMeetOwn Price 1 100", book.Do(order));
        book.Given(Sell(2, 100, 1));
        Assert.Equal("1@100 3x2, leaves 3 with 4 SelfMatch", book.Do(order));
        // Fill-or-kill is asked before: nothing can trade before the own order.
        Assert.Equal(
            "refused CannotFillAll Quantity 5 0",
            book.Do(order with { Order = new(4), TimeInForce = TimeInForce.FillOrKill })
        );
    }

    [Fact]
    public void Cancel_oldest_goes_on_and_cancel_both_does_not()
    {
        var book = new HandBook(MarketModel.Plain);
        book.Given(Sell(1, 101, 2) with { Group = 9 }, Sell(2, 101, 2) with { Group = 9 }, Sell(3, 101, 2));
        var order = Buy(4, 101, 3) with { Group = 9 };
        Assert.Equal(
            "leaves 1 with 2 SelfMatch, leaves 4 with 3 SelfMatch",
            book.Do(order with { SelfMatch = SelfMatch.CancelBoth })
        );
        Assert.Equal(
            "leaves 2 with 2 SelfMatch, 2@101 5x3, rests 5 with 1",
            book.Do(order with { Order = new(5), SelfMatch = SelfMatch.CancelOldest })
        );
    }

    [Fact]
    public void Decrement_takes_the_lesser_lots_off_both()
    {
        var book = new HandBook(MarketModel.Plain with { SelfMatch = SelfMatch.Decrement }) { ShowsBook = true };
        book.Given(Sell(1, 101, 6) with { Group = 9, Display = 3 });
        // 4 of 6: the three hidden ones go first, then one of the three seen.
        Assert.Equal(
            "Changed 1 2@101, reduced 1 by 4 to 2, reduced 2 by 4 to 0, leaves 2 with 0 SelfMatch",
            book.Do(Buy(2, 101, 4) with { Group = 9 })
        );
        Assert.Equal(
            "Removed 1 0@101, reduced 1 by 2 to 0, reduced 3 by 2 to 5, leaves 1 with 0 SelfMatch, Added 3 5@101, rests 3 with 5",
            book.Do(Buy(3, 101, 7) with { Group = 9 })
        );
    }

    [Fact]
    public void Fewer_lots_keep_the_place_and_anything_else_goes_to_the_back()
    {
        var book = new HandBook(MarketModel.Plain);
        book.Given(Sell(1, 101, 5), Sell(2, 101, 5), Sell(3, 101, 5), Buy(4, 99, 2));
        book.Amend(1, 101, 3);
        Assert.Equal("rests 2 with 6", book.Amend(2, 101, 6));
        Assert.Equal("1:3@101 3:5@101 2:6@101", book.Orders(Side.Sell));
        // Into the bids: what is left rests there, with what it traded before kept.
        Assert.Equal("2@99 4x3, rests 3 with 2", book.Amend(3, 99, 4));
        Assert.Equal(2, book.Live(3).Filled);
    }

    [Fact]
    public void In_a_halt_orders_leave_and_become_smaller_and_none_enters()
    {
        var book = new HandBook(MarketModel.Plain);
        book.Given(Sell(1, 101, 5), Sell(2, 101, 5));
        book.Phase(TradingPhase.Halted);
        Assert.Equal("refused NotTrading Instrument 7 0", book.Do(Buy(3, 101, 1)));
        Assert.Equal("refused NotTrading Instrument 7 0", book.Amend(1, 101, 6));
        book.Amend(1, 101, 2);
        Assert.Equal("leaves 2 with 5 ByParticipant", book.Cancel(2));
        Assert.Equal("1:2@101", book.Orders(Side.Sell));
    }

    [Fact]
    public void At_a_new_band_those_outside_leave_and_the_others_keep_their_places()
    {
        var book = new HandBook(MarketModel.Plain);
        OrderEntry[] orders = [Sell(1, 104, 1), Sell(2, 105, 1), Sell(3, 104, 1), Sell(4, 106, 1)];
        book.Given([.. orders.Select(o => o with { TimeInForce = TimeInForce.GoodTillCancelled }), Buy(5, 95, 1)]);
        Assert.Equal("leaves 5 with 1 EndOfDay", book.CloseDay());
        // 85 to 105: the edge itself is inside.
        Assert.Equal("leaves 4 with 1 OutsideLimits", book.Open(85, 105, 95));
        Assert.Equal("1:1@104 3:1@104 2:1@105", book.Orders(Side.Sell));
    }

    [Fact]
    public void Good_till_date_orders_leave_at_the_close_of_their_day()
    {
        var book = new HandBook(MarketModel.Plain);
        var order = Sell(1, 104, 1) with { TimeInForce = TimeInForce.GoodTillDate };
        Assert.Equal("refused ExpiryPassed Expires 0 1", book.Do(order));
        book.Given(order with { Expires = new(1) }, order with { Order = new(2), Expires = new(2) });
        Assert.Equal("leaves 1 with 1 EndOfDay", book.CloseDay());
        Assert.Equal("2:1@104", book.Orders(Side.Sell));
    }
}
