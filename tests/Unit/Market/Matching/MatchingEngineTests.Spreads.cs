// Cases worked by hand: spreads against each other, implied in, implied out, ratios and weights, whom they must not meet.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Xunit;
using static Tokenbourse.Unit.Market.Matching.HandBook;

namespace Tokenbourse.Unit.Market.Matching;

public sealed partial class MatchingEngineTests
{
    // Books 1 and 2 are the legs, both with S0 = 100; book 3 is the spread.
    private static HandBook WithSpread(MarketModel? leg = null) =>
        new([leg ?? MarketModel.Plain, leg ?? MarketModel.Plain], [new(new(1), new(2))]);

    [Fact]
    public void Two_spread_orders_agree_on_leg_prices_near_the_last_one()
    {
        var book = WithSpread();
        book.Given(Sell(1, 2, 5, book: 3), Sell(2, 15, 1, book: 3));
        // 100 less 98 is 2, the price of the order that rested.
        Assert.Equal("b3: 1@2 6x1 Continuous, 1@100 6x1, b2: 1@98 1x6", book.Do(Buy(6, 3, 1, book: 3)));
        Assert.Equal("b3: 4@2 4x1 Continuous, 4@100 4x1, b2: 4@98 1x4, rests 4 with 1", book.Do(Buy(4, 2, 5, book: 3)));
        book.Cancel(4);
        // 15: the far leg would be at 85; at 105 and 90 it is inside its band, and nothing nearer is.
        Assert.Equal("b3: 1@15 5x2 Continuous, 1@105 5x2, b2: 1@90 2x5", book.Do(Buy(5, 15, 1, book: 3)));
        // Agreed prices are not last prices.
        Assert.Equal(new Price(100), book.Engine.LastOf(new(1)));
    }

    [Fact]
    public void A_spread_order_meets_the_first_order_of_each_leg()
    {
        var book = WithSpread();
        book.Given(Sell(1, 103, 5), Buy(2, 101, 3, book: 2));
        Assert.Equal((new Price(2), 3), (book.Engine.Implied(new(3), Side.Buy, out var lots)!.Value, lots));
        // It buys the near leg at 103 and sells the far one at 101.
        Assert.Equal("b3: 3@2 3x0 Implied, 3@103 3x1, b2: 3@101 2x3, rests 3 with 1", book.Do(Buy(3, 2, 4, book: 3)));
        Assert.Equal("1:2@103", book.Orders(Side.Sell));
        Assert.Equal(new Price(103), book.Engine.LastOf(new(1)));
    }

    [Fact]
    public void A_leg_order_meets_a_spread_and_the_other_leg_after_equal_orders_of_its_own_book()
    {
        var book = WithSpread();
        book.Given(Sell(1, 2, 5, book: 3), Sell(2, 100, 5, book: 2), Sell(3, 102, 1), Sell(4, 103, 9));
        // Implied offer: 2 + 100 = 102. Order 3 at 102 comes first, then four implied, then 103.
        Assert.Equal("1@102 9x3, b3: 5@2 0x1 Implied, 5@102 9x1, b2: 5@100 1x2, 1@103 9x4", book.Do(Buy(9, 103, 7)));
    }

    [Fact]
    public void A_better_implied_price_comes_before_the_book()
    {
        var book = WithSpread();
        book.Given(Sell(1, 2, 1, book: 3), Sell(2, 99, 5, book: 2), Sell(3, 102, 2));
        Assert.Equal("b3: 1@2 0x1 Implied, 1@101 9x1, b2: 1@99 1x2, 1@102 9x3", book.Do(Buy(9, 102, 2)));
        // A post-only order is told of it too.
        book.Given(Sell(4, 2, 1, book: 3));
        var order = Buy(10, 101, 1) with { Flags = OrderFlags.PostOnly };
        Assert.Equal("refused WouldTrade Price 101 100", book.Do(order));
    }

    [Fact]
    public void An_implied_leg_price_is_rounded_in_favour_of_the_spread_order()
    {
        // The spread's price is 3 near - far; a lot of it is two lots of the near leg and one of the far.
        var legs = new SpreadLegs(new(1), new(2), NearLots: 2, NearWeight: 3);
        var book = new HandBook([MarketModel.Plain, MarketModel.Plain], [legs]);
        book.Given(Sell(1, 201, 9, book: 3), Sell(2, 101, 2, book: 2));
        // (201 + 101) / 3 = 100.67: the buyer of the near leg pays 101, and the spread gets 303 - 101 = 202. Of five lots
        // two twos are matched; one rests.
        Assert.Equal("b3: 2@202 0x1 Implied, 4@101 9x1, b2: 2@101 1x2, rests 9 with 1", book.Do(Buy(9, 101, 5)));
        book = new HandBook([MarketModel.Plain, MarketModel.Plain], [legs]);
        book.Given(Buy(1, 199, 9, book: 3), Buy(2, 99, 9, book: 2));
        // (199 + 99) / 3 = 99.33: the seller gets 99, and the spread pays 297 - 99 = 198.
        Assert.Equal("b3: 1@198 1x0 Implied, 2@99 1x9, b2: 1@99 2x1", book.Do(Sell(9, 99, 2)));
        // The far leg: 3 * 100 - 199 = 101, exactly.
        book.Cancel(2);
        book.Given(Sell(3, 100, 4));
        Assert.Equal("b3: 2@199 1x0 Implied, 4@100 1x3, b2: 2@101 10x1", book.Do(Buy(10, 101, 2, book: 2)));
    }

    [Fact]
    public void Chains_with_own_orders_are_not_offered()
    {
        var book = WithSpread();
        book.Given(Sell(1, 103, 5) with { Group = 9 }, Buy(2, 101, 3, book: 2));
        // Its own order stands first in a leg.
        Assert.Equal("rests 3 with 4", book.Do(Buy(3, 2, 4, book: 3) with { Group = 9 }));
        book = WithSpread();
        book.Given(Sell(1, 2, 5, book: 3) with { Group = 9 }, Sell(2, 100, 5, book: 2) with { Group = 9 });
        // The spread order and the other leg's are of one group.
        Assert.Equal("rests 3 with 1", book.Do(Buy(3, 102, 1)));
        book = WithSpread();
        book.Given(Sell(1, 2, 5, book: 3) with { Group = 9 }, Sell(2, 100, 5, book: 2), Sell(3, 103, 1));
        // Its own spread order: what it meets is the book.
        Assert.Equal("1@103 4x3", book.Do(Buy(4, 103, 1) with { Group = 9 }));
    }

    [Fact]
    public void An_order_that_would_meet_its_own_is_refused_unless_an_implied_price_comes_first()
    {
        var book = WithSpread(MarketModel.Plain with { SelfMatch = SelfMatch.CancelNewest });
        book.Given(Sell(1, 2, 1, book: 3), Sell(2, 99, 5, book: 2), Sell(3, 102, 2) with { Group = 9 });
        Assert.Equal(
            "b3: 1@2 0x1 Implied, 1@101 4x1, b2: 1@99 1x2, leaves 4 with 1 SelfMatch",
            book.Do(Buy(4, 102, 2) with { Group = 9 })
        );
        // An implied price that is its own too is none for it.
        book.Given(Sell(5, 2, 1, book: 3) with { Group = 9 });
        Assert.Equal("refused WouldMeetOwn Price 3 101", book.Do(Buy(6, 102, 2) with { Group = 9 }));
    }

    [Fact]
    public void Implied_trades_wake_stops_and_agreed_leg_prices_do_not()
    {
        var book = WithSpread();
        book.Given(BuyStop(10, 103, 1), BuyStop(9, 101, 1) with { Instrument = new(2) });
        book.Given(Sell(1, -1, 1, book: 3));
        Assert.Equal("b3: 1@-1 2x1 Continuous, 1@100 2x1, b2: 1@101 1x2", book.Do(Buy(2, -1, 1, book: 3)));
        book.Given(Sell(3, 103, 5), Buy(4, 101, 3, book: 2));
        // Both legs' stops by their numbers, whichever leg came first. Order 9 finds no seller, order 10 does.
        Assert.Equal(
            "b3: 1@2 5x0 Implied, 1@103 5x3, b2: 1@101 4x5, elected 9 at 101, leaves 9 with 1 Unfilled, elected 10 at 103, 1@103 10x3",
            book.Do(Buy(5, 2, 1, book: 3))
        );
    }

    [Fact]
    public void Implied_prices_keep_to_the_dynamic_band_as_the_order_found_it()
    {
        // Two ticks.
        var book = WithSpread(MarketModel.Plain with { DynamicBandPpm = 20_000 });
        book.Given(Sell(1, 102, 1), Sell(2, 103, 1), Buy(3, 99, 5, book: 2));
        // 102 is inside. 103 is one tick from there, but three from 100: not offered; the rest waits, nothing halts.
        Assert.Equal("b3: 1@3 4x0 Implied, 1@102 4x1, b2: 1@99 3x4, rests 4 with 1", book.Do(Buy(4, 4, 2, book: 3)));
        // The next one finds 102, so that 103 is inside: 103 - 99 = 4.
        book.Cancel(4);
        Assert.Equal("b3: 1@4 5x0 Implied, 1@103 5x2, b2: 1@99 3x5", book.Do(Buy(5, 4, 1, book: 3)));
    }

    [Fact]
    public void Spreads_match_with_legs_that_crossed_them_when_a_leg_trades_again()
    {
        var book = WithSpread();
        book.Given(Buy(1, 2, 3, book: 3), Buy(2, 100, 9, book: 2));
        book.Phase(TradingPhase.ResumptionAuction);
        // 101 - 100 is 1: better than the 2 that the spread order pays; it waits for the leg.
        book.Given(Sell(3, 101, 2));
        Assert.Equal(
            "uncrossed 0@100 surplus 0, b3: 2@1 1x0 Implied, 2@101 1x3, b2: 2@100 2x1",
            book.Phase(TradingPhase.Continuous)
        );
        Assert.Equal("1:1@2", book.Orders(Side.Buy, 3));
    }

    [Fact]
    public void A_spread_takes_plain_orders_only()
    {
        var book = WithSpread();
        var order = Buy(1, 2, 5, book: 3);
        Assert.Equal(
            "refused NotForSpreads Type 2 0",
            book.Do(order with { Type = OrderType.Market, Price = default })
        );
        Assert.Equal("refused NotForSpreads Type 1 0", book.Do(order with { Display = 2 }));
        Assert.Equal(
            "refused NotForSpreads Type 1 0",
            book.Do(order with { TimeInForce = TimeInForce.GoodTillCancelled })
        );
        // 110 - 90 and 90 - 110.
        Assert.Equal("refused PriceAboveLimit Price 21 20", book.Do(order with { Price = new(21) }));
        Assert.Equal("rests 1 with 5", book.Do(order with { Price = new(-20) }));
    }

    [Fact]
    public void A_market_order_is_counted_at_what_it_may_reach()
    {
        var book = WithSpread();
        var order = Buy(9, 0, 3) with { Type = OrderType.Market };
        book.Given(Sell(1, 101, 2), Sell(2, 104, 2));
        Assert.Equal(new Price(104), Worst(2));
        Assert.Equal(new Price(101), Worst(1));
        book.Cancel(2);
        // The book has two lots of three; an implied price may give the third, as far as the edge.
        book.Given(Sell(3, 5, 1, book: 3), Sell(4, 102, 1, book: 2));
        Assert.Equal(new Price(110), Worst(2));
        Assert.Equal("2@101 9x1, b3: 1@5 0x3 Implied, 1@107 9x3, b2: 1@102 3x4", book.Do(order));

        Price Worst(long more) => book.Engine.Check(order with { Lots = more + 1 }, new(1_000, 0, false, new(1))).Worst;
    }
}
