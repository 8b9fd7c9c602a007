// Hand-worked cases of the rules of orders: for any engine of the market. Expectations come from the rules' words
// alone.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Auditing;
using Xunit;

namespace Tokenbourse.Scenarios;

public abstract partial class MarketRules
{
    protected abstract IMarketEngine NewEngine();

    private MarketBench Bench(string market = "{}", int months = 1, string fee = "0", long deposit = 0) =>
        new(NewEngine(), market, months, fee, deposit);

    private MarketBench Open(string market = "{}", int months = 1, string fee = "0", long deposit = 0) =>
        Bench(market, months, fee, deposit).Continuous();

    private static readonly OrderWords Gtc = new(Life: TimeInForce.GoodTillCancelled);
    private static readonly OrderWords Fak = new(Life: TimeInForce.FillAndKill);
    private static readonly OrderWords Fok = new(Life: TimeInForce.FillOrKill);
    private static readonly OrderWords Market = new(OrderType.Market);
    private static readonly OrderWords ToLimit = new(OrderType.MarketToLimit);
    private static readonly OrderWords Post = new(Flags: OrderFlags.PostOnly);
    private static readonly OrderWords Close = new(Flags: OrderFlags.CloseOnly);

    private static OrderWords Berg(long display) => new(Display: display);

    private static OrderWords Stop(long price) => new(OrderType.Stop, Stop: price);

    private static OrderWords StopLimit(long price) => new(OrderType.StopLimit, Stop: price);

    private static OrderWords Meets(SelfMatch mode) => new(Self: mode);

    [Fact]
    public void ORD_007_types_and_lives_that_go_together_are_taken_and_all_others_are_bad_fields()
    {
        // Columns: day, fill-and-kill, fill-or-kill, good till cancelled, good till date, at the open, at the close.
        var table = new (OrderType Type, string Taken)[]
        {
            (OrderType.Limit, "1111111"),
            (OrderType.Market, "1110000"),
            (OrderType.MarketToLimit, "1001100"),
            (OrderType.Stop, "1001100"),
            (OrderType.StopLimit, "1001100"),
        };
        foreach (var (type, taken) in table)
        {
            for (var life = 1; life <= 7; life++)
            {
                var bench = Open();
                var told = bench.Buy(
                    1,
                    type is OrderType.Limit or OrderType.StopLimit ? 1000 : 0,
                    1,
                    new(
                        type,
                        (TimeInForce)life,
                        Stop: type is OrderType.Stop or OrderType.StopLimit ? 1010 : 0,
                        Expires: life == 5 ? bench.Day : default
                    )
                );
                if (taken[life - 1] == '1')
                    Assert.DoesNotContain("BadField", told[0], StringComparison.Ordinal);
                else
                    Assert.Equal([$"rejected BadField TimeInForce {life} 0"], told);
            }
        }
    }

    [Fact]
    public void ORD_001_each_bad_field_is_told_with_what_was_given_and_what_goes()
    {
        var b = Open();
        Assert.Equal(["rejected BadField Side 3 0"], b.Place(1, (Side)3, 1000, 5));
        Assert.Equal(["rejected BadField Type 6 0"], b.Buy(1, 1000, 5, new((OrderType)6)));
        Assert.Equal(["rejected BadField TimeInForce 8 0"], b.Buy(1, 1000, 5, new(Life: (TimeInForce)8)));
        // The market's own flag is not for participants; post-only is for orders that can rest.
        Assert.Equal(["rejected BadField Flags 8 0"], b.Buy(1, 1000, 5, new(Flags: OrderFlags.Quote)));
        Assert.Equal(["rejected BadField Flags 1 0"], b.Buy(1, 1000, 5, Fak with { Flags = OrderFlags.PostOnly }));
        Assert.Equal(["rejected BadField SelfMatch 6 0"], b.Buy(1, 1000, 5, Meets((SelfMatch)6)));
        Assert.Equal(["rejected BadField ClientOrderId 0 0"], b.Buy(1, 1000, 5, new(Id: "none")));
        Assert.Equal(["rejected BadField Price 1000 0"], b.Buy(1, 1000, 5, Market));
        Assert.Equal(["rejected BadField Price 1000 0"], b.Buy(1, 1000, 5, Stop(1010)));
        Assert.Equal(["rejected BadField StopPrice 1010 0"], b.Buy(1, 1000, 5, new(Stop: 1010)));
        Assert.Equal(["rejected BadField Display -1 4"], b.Buy(1, 1000, 5, Berg(-1)));
        Assert.Equal(["rejected BadField Display 5 4"], b.Buy(1, 1000, 5, Berg(5)));
        Assert.Equal(["rejected BadField Display 2 0"], b.Buy(1, 1000, 5, Fak with { Display = 2 }));
        Assert.Equal(["rejected BadField Minimum 6 5"], b.Buy(1, 1000, 5, Fak with { Minimum = 6 }));
        Assert.Equal(["rejected BadField Minimum 2 0"], b.Buy(1, 1000, 5, new(Minimum: 2)));
        Assert.Equal([$"rejected BadField Expires {b.Day.Days} 0"], b.Buy(1, 1000, 5, new(Expires: b.Day)));
        // The first of the list is told: the side before the type.
        Assert.Equal(["rejected BadField Side 0 0"], b.Place(1, Side.None, 1000, 5, new((OrderType)6)));
    }

    [Fact]
    public void ORD_001_the_lower_number_is_told_first()
    {
        var b = Open();
        b.Sell(2, 1005, 1);
        // Too small before the price; the limit above the band before the stop price below it.
        Assert.Equal(["rejected QuantityTooSmall Quantity 0 1"], b.Buy(1, 2000, 0));
        Assert.Equal(["rejected QuantityTooLarge Quantity 501 500"], b.Buy(1, 2000, 501));
        Assert.Equal(["rejected PriceAboveLimit Price 1101 1100"], b.Buy(1, 1101, 5, StopLimit(800)));
        Assert.Equal(["rejected PriceAboveLimit StopPrice 1101 1100"], b.Buy(1, 899, 5, StopLimit(1101)));
        Assert.Equal(["rejected PriceBelowLimit Price 899 900"], b.Buy(1, 899, 5, StopLimit(800)));
        Assert.Equal(["rejected PriceBelowLimit StopPrice 899 900"], b.Buy(1, 950, 5, StopLimit(899)));
        Assert.Equal(["rejected UnknownInstrument Instrument 7 0"], b.Buy(1, 2000, 0, new(Instrument: 7)));
        Assert.Equal(["rejected UnknownAccount Account 77 0"], b.Buy(77, 2000, 0, new(Instrument: 7)));
    }

    [Fact]
    public void ORD_002_a_repeated_id_names_the_first_order()
    {
        var b = Open();
        b.Buy(1, 990, 1, new(Id: "x"));
        Assert.Equal(["rejected DuplicateClientOrderId ClientOrderId 1 0"], b.Buy(1, 991, 1, new(Id: "x")));
        Assert.Equal(1, ((OrderRejected)b.Last[0].Message).Original.Value);
    }

    [Fact]
    public void ORD_004_what_cannot_trade_at_once_is_cancelled_or_refused()
    {
        var b = Open();
        b.Sell(2, 1005, 3);
        Assert.Equal(["rejected CannotFillAll Quantity 4 3"], b.Buy(1, 1005, 4, Fok));
        Assert.Equal(["accepted 2", "trade 1005x3 b2 s1", "-1", "gone 2 Unfilled 1"], b.Buy(1, 1005, 4, Fak));
        Assert.Equal(["rejected NothingToTradeWith Type 2 0"], b.Buy(1, 0, 4, Market));
        b.Sell(2, 1005, 3);
        Assert.Equal(["accepted 4", "trade 1005x3 b4 s3", "-3", "gone 4 Unfilled 1"], b.Buy(1, 0, 4, Market));
    }

    [Fact]
    public void ORD_005_auctions_take_limit_and_stop_orders_and_none_that_must_trade_at_once()
    {
        var b = Bench();
        Assert.Equal(["rejected NotTrading Instrument 0 0"], b.Buy(1, 1000, 1));
        b.At("09:00");
        Assert.Equal(["rejected MarketOrderInAuction Type 2 0"], b.Buy(1, 0, 1, Market));
        Assert.Equal(["rejected MarketOrderInAuction Type 3 0"], b.Buy(1, 0, 1, ToLimit));
        Assert.Equal(["rejected ImmediateOrderInAuction TimeInForce 2 0"], b.Buy(1, 1000, 1, Fak));
        Assert.Equal(["rejected ImmediateOrderInAuction TimeInForce 3 0"], b.Buy(1, 1000, 1, Fok));
        Assert.Equal(["accepted 1", "+1 Buy 1000x1"], b.Buy(1, 1000, 1));
        Assert.Equal(["accepted 2"], b.Buy(1, 0, 1, Stop(1010)));
        b.At("11:30");
        Assert.Equal(["rejected NotTrading Instrument 3 0"], b.Buy(1, 1000, 1));
        Assert.Equal(["-1", "gone 1 ByParticipant 1"], b.Cancel(1, 1));
        Assert.Equal(["gone 2 ByParticipant 1"], b.Cancel(1, 2));
    }

    [Fact]
    public void ORD_006_cancels_are_refused_by_number()
    {
        var b = Open();
        b.Buy(1, 1000, 1);
        Assert.Equal(["refused UnknownOrder 9 0"], b.Cancel(1, 9));
        Assert.Equal(["refused NotYourOrder 1 0"], b.Cancel(2, 1));
        Assert.Equal(["refused UnknownAccount 77 0"], b.Cancel(77, 1));
        var late = b.Now.Plus(-1);
        Assert.Equal([$"refused TooLate {b.Now.Nanoseconds} {late.Nanoseconds}"], b.Cancel(77, 1, late));
    }

    [Fact]
    public void ORD_008_orders_live_over_night_as_long_as_they_say_and_keep_their_place()
    {
        var b = Open();
        b.Buy(1, 950, 1);
        b.Buy(1, 950, 2, Gtc);
        b.Buy(2, 950, 3, new(Life: TimeInForce.GoodTillDate, Expires: b.Day));
        b.Buy(2, 950, 4, new(Life: TimeInForce.GoodTillDate, Expires: b.Day.Plus(1)));
        b.Sell(1, 1000, 1);
        b.Buy(2, 1000, 1);
        Assert.Equal(
            [$"rejected ExpiryPassed Expires {b.Day.Days - 1} {b.Day.Days}"],
            b.Buy(2, 950, 3, new(Life: TimeInForce.GoodTillDate, Expires: b.Day.Plus(-1)))
        );
        b.At("14:50");
        Assert.Equal(
            [
                "uncross 1000x0 over 0",
                "phase Closed",
                "state Closed Calendar",
                "-1",
                "gone 1 EndOfDay 1",
                "-3",
                "gone 3 EndOfDay 3",
            ],
            b.At("15:00")
        );
        b.Settle();
        b.At("09:10");
        Assert.Equal(["accepted 7", "trade 950x2 b2 s7", "-2", "trade 950x1 b4 s7", "~4 3"], b.Sell(3, 950, 3));
        b.At("14:50");
        Assert.Contains("gone 4 EndOfDay 3", b.At("15:00"));
    }

    [Fact]
    public void ORD_008_orders_outside_the_next_days_band_leave_at_the_opening_and_all_at_the_months_end()
    {
        var b = Open();
        b.Buy(1, 905, 1, Gtc);
        b.Buy(1, 0, 1, Stop(1095) with { Life = TimeInForce.GoodTillCancelled });
        b.Sell(1, 1095, 1, Gtc);
        // The day settles at 1090: the band of the next day is 981 to 1199.
        b.Sell(2, 1090, 1);
        b.Buy(3, 1090, 1);
        b.At("14:50");
        b.At("15:00");
        b.Settle();
        Assert.Equal(
            ["opens", "band 981-1199", "-1", "gone 1 OutsideLimits 1", "phase Auction", "state Auction Calendar"],
            b.At("09:00")
        );
        foreach (var _ in new[] { 25, 26, 27 })
        {
            b.At("15:00");
            b.Settle();
        }

        Assert.Equal(TradingDate.Of(2026, 11, 30), b.Day);
        b.At("14:55");
        Assert.Equal(
            ["gone 2 Expiry 1", "-3", "gone 3 Expiry 1"],
            b.At("15:00").Where(t => t is ['-', ..] || t.StartsWith("gone", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void ORD_009_a_market_order_goes_no_farther_than_its_protection()
    {
        // 0.5 % of 1000 is 5 ticks beyond the best: to 1006.
        var b = Open("""{"marketProtection":"0.005"}""");
        b.Sell(2, 1001, 1);
        b.Sell(2, 1006, 1);
        b.Sell(2, 1007, 1);
        Assert.Equal(["rejected CannotFillAll Quantity 3 2"], b.Buy(1, 0, 3, Fok with { Type = OrderType.Market }));
        Assert.Equal(
            ["accepted 4", "trade 1001x1 b4 s1", "-1", "trade 1006x1 b4 s2", "-2", "gone 4 Unfilled 8"],
            b.Buy(1, 0, 10, Market)
        );
        // Without a protection it goes to the edge of the band.
        var free = Open();
        free.Buy(2, 1000, 1);
        free.Buy(2, 900, 1);
        Assert.Equal(["accepted 3", "trade 1000x1 b1 s3", "-1", "trade 900x1 b2 s3", "-2"], free.Sell(1, 0, 2, Market));
    }

    [Fact]
    public void ORD_009_market_to_limit_takes_the_best_price_and_rests_there()
    {
        var b = Open();
        b.Sell(2, 1001, 1);
        b.Sell(2, 1002, 1);
        Assert.Equal(["accepted 3", "trade 1001x1 b3 s1", "-1", "+3 Buy 1001x4"], b.Buy(1, 0, 5, ToLimit));
    }

    [Fact]
    public void ORD_010_post_only_is_told_where_it_would_rest()
    {
        var b = Open();
        b.Sell(2, 1005, 1);
        b.Buy(2, 995, 1);
        Assert.Equal(["rejected WouldTrade Price 1007 1004"], b.Buy(1, 1007, 1, Post));
        Assert.Equal(["rejected WouldTrade Price 995 996"], b.Sell(1, 995, 1, Post));
        Assert.Equal(["accepted 3", "+3 Buy 1004x1"], b.Buy(1, 1004, 1, Post));
        b.At("14:50");
        Assert.Equal(["accepted 4", "+4 Buy 1007x1", "indicates 1005x1 over 0"], b.Buy(1, 1007, 1, Post));
    }

    [Fact]
    public void ORD_011_an_iceberg_shows_its_next_lots_at_the_back()
    {
        var b = Open();
        Assert.Equal(["accepted 1", "+1 Sell 1005x3"], b.Sell(1, 1005, 8, Berg(3)));
        b.Sell(2, 1005, 2);
        Assert.Equal(
            ["accepted 3", "trade 1005x3 b3 s1", "-1", "+1 Sell 1005x3", "trade 1005x1 b3 s2", "~2 1"],
            b.Buy(3, 1005, 4)
        );
        // 6 are left: 1 of the other, 5 of the iceberg, and they count although 2 of them are hidden.
        Assert.Equal(["rejected CannotFillAll Quantity 7 6"], b.Buy(3, 1005, 7, Fok));
        Assert.Equal(
            [
                "accepted 4",
                "trade 1005x1 b4 s2",
                "-2",
                "trade 1005x3 b4 s1",
                "-1",
                "+1 Sell 1005x2",
                "trade 1005x2 b4 s1",
                "-1",
            ],
            b.Buy(3, 1005, 6, Fok)
        );
    }

    [Fact]
    public void ORD_012_a_minimum_trades_at_once_or_nothing_does()
    {
        var b = Open();
        b.Sell(2, 1005, 3);
        Assert.Equal(["rejected CannotFillMinimum Minimum 4 3"], b.Buy(1, 1005, 5, Fak with { Minimum = 4 }));
        Assert.Equal(
            ["accepted 2", "trade 1005x3 b2 s1", "-1", "gone 2 Unfilled 2"],
            b.Buy(1, 1005, 5, Fak with { Minimum = 3 })
        );
    }

    [Fact]
    public void ORD_013_orders_for_the_open_and_the_close_live_for_their_auction()
    {
        var b = Bench();
        b.At("09:00");
        Assert.Equal(["accepted 1", "+1 Buy 990x5"], b.Buy(1, 990, 5, new(Life: TimeInForce.AtTheOpen)));
        Assert.Equal(["accepted 2"], b.Buy(1, 1010, 5, new(Life: TimeInForce.AtTheClose)));
        Assert.Equal(
            ["uncross 1000x0 over 0", "-1", "gone 1 AuctionOver 5", "phase Continuous", "state Continuous Calendar"],
            b.At("09:10")
        );
        Assert.Equal(["rejected NotInThisPhase TimeInForce 6 2"], b.Buy(1, 990, 5, new(Life: TimeInForce.AtTheOpen)));
        b.Sell(2, 1005, 2);
        b.At("14:49");
        Assert.Equal(
            ["phase ClosingAuction", "state ClosingAuction Calendar", "+2 Buy 1010x5", "indicates 1005x2 over 3"],
            b.At("14:50")
        );
        Assert.Equal(
            [
                "uncross 1005x2 over 3",
                "trade 1005x2 b2 s3",
                "~2 3",
                "-3",
                "-2",
                "gone 2 AuctionOver 3",
                "phase Closed",
                "state Closed Calendar",
            ],
            b.At("15:00")
        );
    }

    [Fact]
    public void ORD_014_close_only_closes_what_there_is_and_the_newest_leave_when_it_shrinks()
    {
        var b = Open();
        Assert.Equal(["rejected OverClose Quantity 1 0"], b.Sell(1, 1010, 1, Close));
        b.Sell(2, 1000, 5);
        b.Buy(1, 1000, 5);
        b.Sell(1, 1010, 2, Close);
        Assert.Equal(["rejected OverClose Quantity 4 3"], b.Sell(1, 1010, 4, Close));
        b.Sell(1, 1012, 1, Close);
        b.Sell(1, 1011, 2, Close);
        b.Buy(2, 990, 4);
        // 5 long, 2 + 1 + 2 of them to be closed; 4 are sold: 1 is left, the two newest leave, and then the oldest too.
        Assert.Equal(
            [
                "accepted 7",
                "trade 990x4 b6 s7",
                "-6",
                "-5",
                "gone 5 NothingToClose 2",
                "-4",
                "gone 4 NothingToClose 1",
                "-3",
                "gone 3 NothingToClose 2",
            ],
            b.Sell(1, 990, 4)
        );
    }

    [Fact]
    public void ORD_015_too_late_is_later_than_it_says()
    {
        var b = Open();
        Assert.Equal(["accepted 1", "+1 Buy 990x1"], b.Buy(1, 990, 1, new(Until: b.Now)));
        var late = b.Now.Plus(-1);
        Assert.Equal(
            [$"rejected TooLate ValidUntil {b.Now.Nanoseconds} {late.Nanoseconds}"],
            b.Buy(77, 990, 1, new(Until: late))
        );
    }

    [Fact]
    public void ORD_016_a_reversal_is_twice_the_position_at_once_or_refused()
    {
        var b = Open();
        Assert.Equal(["rejected NothingToReverse Instrument 1 0"], b.Reverse(1, 0));
        b.Sell(2, 1000, 3);
        b.Buy(1, 1000, 3);
        b.Buy(3, 990, 5);
        Assert.Equal(["rejected CannotFillAll Quantity 6 5"], b.Reverse(1, 0));
        b.Buy(3, 989, 5);
        Assert.Equal(["accepted 5", "trade 990x5 b3 s5", "-3", "trade 989x1 b4 s5", "~4 4"], b.Reverse(1, 989));
    }
}
