// Hand-worked cases of amending, cancelling, stops and self-matching.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Scenarios;

public abstract partial class MarketRules
{
    [Fact]
    public void AMD_001_fewer_lots_keep_the_place_and_anything_else_goes_to_the_back()
    {
        var b = Open();
        b.Sell(1, 1005, 5);
        b.Sell(2, 1005, 5);
        Assert.Equal(["amended 1 1005x4 left 4 kept", "~1 4"], b.Amend(1, 1, 1005, 4));
        Assert.Equal(["accepted 3", "trade 1005x1 b3 s1", "~1 3"], b.Buy(3, 1005, 1));
        // Four lots, one of them traded: two more are five, and it stands behind the other now.
        Assert.Equal(["-1", "amended 1 1005x6 left 5 moved", "+1 Sell 1005x5"], b.Amend(1, 1, 1005, 6));
        Assert.Equal(["accepted 4", "trade 1005x1 b4 s2", "~2 4"], b.Buy(3, 1005, 1));
        b.Buy(3, 1000, 2);
        Assert.Equal(
            ["-1", "amended 1 1000x6 left 5 moved", "trade 1000x2 b5 s1", "-5", "+1 Sell 1000x3"],
            b.Amend(1, 1, 1000, 6)
        );
    }

    [Fact]
    public void AMD_001_an_iceberg_loses_hidden_lots_first_and_a_break_takes_only_the_smaller()
    {
        var b = Open();
        b.Sell(1, 1005, 10, Berg(4));
        Assert.Equal(["amended 1 1005x5 left 5 kept"], b.Amend(1, 1, 1005, 5));
        b.At("11:30");
        Assert.Equal(["amended 1 1005x3 left 3 kept", "~1 3"], b.Amend(1, 1, 1005, 3));
        Assert.Equal(["rejected NotTrading Instrument 3 0"], b.Amend(1, 1, 1005, 4));
        Assert.Equal(["rejected NotTrading Instrument 3 0"], b.Amend(1, 1, 1006, 2));
        b.State(TradingPhase.Halted);
        Assert.Equal(["amended 1 1005x2 left 2 kept", "~1 2"], b.Amend(1, 1, 1005, 2));
    }

    [Fact]
    public void AMD_002_an_amendment_is_refused_in_order_and_names_its_order()
    {
        var b = Open();
        b.Sell(1, 1005, 5);
        b.Buy(2, 1005, 2);
        b.Quote(3, 990, 1, 1010, 1);
        Assert.Equal(["rejected UnknownOrder Order 9 0"], b.Amend(1, 9, 1005, 5));
        Assert.Equal(["rejected NotYourOrder Order 1 0"], b.Amend(2, 1, 1005, 5));
        Assert.Equal(["rejected CannotAmend Order 3 0"], b.Amend(3, 3, 990, 2));
        Assert.Equal(["rejected BelowFilled Quantity 2 3"], b.Amend(1, 1, 1005, 2));
        Assert.Equal(["rejected NothingToAmend Quantity 5 0"], b.Amend(1, 1, 1005, 5));
        Assert.Equal(["rejected QuantityTooLarge Quantity 501 500"], b.Amend(1, 1, 1005, 503));
        Assert.Equal(["rejected PriceAboveLimit Price 1101 1100"], b.Amend(1, 1, 1101, 5));
        var told = (OrderRejected)b.Last[0].Message;
        Assert.Equal((1L, true, 1), (told.Original.Value, told.ClientOrderId.IsEmpty, told.Instrument.Value));
        Assert.Equal(["rejected PositionLimit Quantity 302 300"], b.Amend(1, 1, 1005, 302));
        var late = b.Now.Plus(-1);
        Assert.Equal(
            [$"rejected TooLate ValidUntil {b.Now.Nanoseconds} {late.Nanoseconds}"],
            b.Amend(77, 1, 1005, 5, late)
        );
        b.Sell(4, 1010, 1, Post);
        Assert.Equal(["rejected WouldTrade Price 990 991"], b.Amend(4, 5, 990, 1));
    }

    [Fact]
    public void AMD_002_an_orders_own_margin_is_free_when_it_is_amended()
    {
        // A lot needs 10 % of 1000 ticks at 1.00: 100.00. With 500.00 five lots rest; six do not, another price does.
        var b = Open(deposit: 500_00);
        Assert.Equal(["accepted 1", "+1 Buy 990x5"], b.Buy(1, 990, 5));
        Assert.Equal(["rejected InsufficientFunds Quantity 10000 0"], b.Buy(1, 990, 1));
        Assert.Equal(["rejected InsufficientFunds Quantity 60000 50000"], b.Amend(1, 1, 990, 6));
        Assert.Equal(["-1", "amended 1 980x5 left 5 moved", "+1 Buy 980x5"], b.Amend(1, 1, 980, 5));
    }

    [Fact]
    public void AMD_003_a_mass_cancel_goes_by_instrument_and_number_and_counts()
    {
        var b = Open(months: 2);
        b.Sell(5, 1010, 1, new(Instrument: 2));
        b.Buy(5, 990, 2);
        b.Sell(6, 1011, 3);
        b.Buy(5, 0, 4, Stop(1050));
        b.Buy(1, 991, 5);
        Assert.Equal(["refused BadField 0 0"], Mass(b, 5, CancelScope.None));
        Assert.Equal(["refused BadField 4 0"], Mass(b, 5, CancelScope.Account, (Side)4));
        Assert.Equal(["refused UnknownAccount 77 0"], Mass(b, 77, CancelScope.Account));
        Assert.Equal(["refused UnknownInstrument 9 0"], Mass(b, 5, CancelScope.Account, instrument: 9));
        Assert.Equal(["refused UnknownContract 0 0"], Mass(b, 5, CancelScope.Account, contract: "ZZ"));
        Assert.Equal(["mass 0"], Mass(b, 2, CancelScope.Account));
        Assert.Equal(["-1", "gone 1 MassCancel 1", "mass 1"], Mass(b, 5, CancelScope.Account, instrument: 2));
        b.Sell(5, 1010, 1, new(Instrument: 2));
        Assert.Equal(
            ["-3", "gone 3 MassCancel 3", "-6", "gone 6 MassCancel 1", "mass 2"],
            Mass(b, 5, CancelScope.ControlGroup, Side.Sell, contract: "TT")
        );
        Assert.Equal(["-2", "gone 2 MassCancel 2", "gone 4 MassCancel 4", "mass 2"], Mass(b, 5, CancelScope.Account));
    }

    private static string[] Mass(
        MarketBench b,
        int account,
        CancelScope scope,
        Side side = Side.None,
        int instrument = 0,
        string contract = ""
    ) =>
        b.Submit(
            MessageKind.MassCancel,
            new MassCancel(
                new(account),
                scope,
                side,
                new(instrument),
                contract.Length > 0 ? Name24.Of(contract) : default
            )
        );

    [Fact]
    public void STP_001_a_stop_wakes_when_a_trade_reaches_it()
    {
        var b = Open();
        Assert.Equal(["accepted 1"], b.Buy(1, 0, 2, Stop(1005)));
        Assert.Equal(["accepted 2"], b.Sell(1, 990, 2, StopLimit(995)));
        b.Sell(2, 1004, 1);
        Assert.Equal(["accepted 4", "trade 1004x1 b4 s3", "-3"], b.Buy(3, 1004, 1));
        b.Sell(2, 1006, 4);
        Assert.Equal(
            ["accepted 6", "trade 1006x1 b6 s5", "~5 3", "woke 1 at 1006", "trade 1006x2 b1 s5", "~5 1"],
            b.Buy(3, 1006, 1)
        );
        b.Buy(2, 995, 1);
        Assert.Equal(["accepted 8", "trade 995x1 b7 s8", "-7", "woke 2 at 995", "+2 Sell 990x2"], b.Sell(3, 995, 1));
    }

    [Fact]
    public void STP_001_a_stop_that_the_days_last_trade_reaches_wakes_at_once_but_not_before_a_trade()
    {
        var b = Open();
        // The day's first price is the settlement of the day before, and that is no trade.
        Assert.Equal(["accepted 1"], b.Buy(1, 0, 1, Stop(1000)));
        b.Cancel(1, 1);
        b.Sell(2, 1002, 1);
        b.Buy(3, 1002, 1);
        // What cannot be done leaves: nobody offers.
        Assert.Equal(["accepted 4", "woke 4 at 1002", "gone 4 Unfilled 1"], b.Buy(1, 0, 1, Stop(1002)));
        b.Buy(1, 1003, 1, StopLimit(1003));
        // Amended the last trade still does not reach it: a stop price is not amended.
        Assert.Equal(["amended 5 1004x1 left 1 moved"], b.Amend(1, 5, 1004, 1));
        b.Buy(1, 0, 1, Stop(1050));
        Assert.Equal(["rejected BadField Price 1004 0"], b.Amend(1, 6, 1004, 1));
    }

    [Fact]
    public void STP_002_woken_stops_enter_one_by_one_and_those_that_they_wake_queue_behind()
    {
        var b = Open();
        b.Buy(1, 1010, 1, StopLimit(1002));
        b.Buy(1, 1010, 2, StopLimit(1001));
        b.Buy(1, 1010, 1, StopLimit(1003));
        b.Sell(2, 1002, 1);
        b.Sell(2, 1003, 1);
        b.Sell(2, 1004, 1);
        // The trade at 1002 wakes 1 and 2; the trade of 1 at 1003 wakes 3, which stands behind 2.
        Assert.Equal(
            [
                "accepted 7",
                "trade 1002x1 b7 s4",
                "-4",
                "woke 1 at 1002",
                "trade 1003x1 b1 s5",
                "-5",
                "woke 2 at 1002",
                "trade 1004x1 b2 s6",
                "-6",
                "+2 Buy 1010x1",
                "woke 3 at 1003",
                "+3 Buy 1010x1",
            ],
            b.Buy(3, 1002, 1)
        );
    }

    [Fact]
    public void STP_002_without_matching_woken_stops_wait()
    {
        var b = Bench();
        b.At("09:00");
        b.Buy(1, 1001, 1, StopLimit(1000));
        b.Sell(2, 1000, 1);
        b.Buy(3, 1000, 1);
        Assert.Equal(
            [
                "uncross 1000x1 over 0",
                "trade 1000x1 b3 s2",
                "-3",
                "-2",
                "phase Continuous",
                "state Continuous Calendar",
                "woke 1 at 1000",
                "+1 Buy 1001x1",
            ],
            b.At("09:10")
        );
        // The closing auction wakes one that lives on: it enters when the next day's continuous trading begins.
        b.At("14:50");
        b.Buy(1, 1001, 2, StopLimit(1001) with { Life = TimeInForce.GoodTillCancelled });
        b.Sell(2, 1001, 1);
        Assert.Contains("trade 1001x1 b1 s5", b.At("15:00"));
        b.Settle();
        Assert.Equal(["woke 4 at 1001", "+4 Buy 1001x2"], b.At("09:10")[^2..]);
    }

    [Fact]
    public void STP_003_a_sleeping_stop_holds_margin_and_fee()
    {
        // A lot: 100.00 of margin and 1.00 of fee; 250.00 are enough for two.
        var b = Open(fee: "1", deposit: 250_00);
        Assert.Equal(["accepted 1"], b.Sell(1, 0, 2, Stop(990)));
        // The stop would lose ten ticks against the last price: 1000 minor units a lot; that counted on the way in.
        Assert.Equal(["rejected InsufficientFunds Quantity 10100 4800"], b.Sell(1, 1000, 1));
        Assert.Equal(["rejected PositionLimit Quantity 301 300"], b.Sell(1, 1000, 299));
    }

    [Fact]
    public void SMP_001_cancel_newest_oldest_both_and_decrement()
    {
        string[] Meeting(SelfMatch mode, long lots)
        {
            var b = Open();
            b.Sell(1, 1003, 1);
            b.Sell(6, 1004, 8, Berg(3));
            b.Sell(1, 1005, 1);
            return b.Buy(5, 1005, lots, Meets(mode));
        }

        string[] begin = ["accepted 4", "trade 1003x1 b4 s1", "-1"];
        Assert.Equal(
            [.. begin, "trade 1004x3 b4 s2", "-2", "+2 Sell 1004x3", "trade 1004x1 b4 s2", "~2 2"],
            Meeting(SelfMatch.Allow, 5)
        );
        Assert.Equal(Meeting(SelfMatch.Allow, 5), Meeting(SelfMatch.AsContract, 5));
        Assert.Equal([.. begin, "gone 4 SelfMatch 4"], Meeting(SelfMatch.CancelNewest, 5));
        Assert.Equal(
            [.. begin, "-2", "gone 2 SelfMatch 8", "trade 1005x1 b4 s3", "-3", "+4 Buy 1005x3"],
            Meeting(SelfMatch.CancelOldest, 5)
        );
        Assert.Equal([.. begin, "-2", "gone 2 SelfMatch 8", "gone 4 SelfMatch 4"], Meeting(SelfMatch.CancelBoth, 5));
        // 8 of the iceberg less 4: hidden lots go first, and of the 4 that are left three are seen as before.
        Assert.Equal(
            [.. begin, "reduced 2 by 4 to 4", "reduced 4 by 4 to 0", "gone 4 SelfMatch 0"],
            Meeting(SelfMatch.Decrement, 5)
        );
        // 10 less 1 less 8: the resting order leaves, and one trades.
        Assert.Equal(
            [
                .. begin,
                "-2",
                "reduced 2 by 8 to 0",
                "reduced 4 by 8 to 1",
                "gone 2 SelfMatch 0",
                "trade 1005x1 b4 s3",
                "-3",
            ],
            Meeting(SelfMatch.Decrement, 10)
        );
    }

    [Fact]
    public void SMP_001_the_contracts_mode_holds_for_orders_that_name_none_and_an_account_is_its_own_owner()
    {
        var b = Open("""{"selfMatch":"cancel oldest"}""");
        b.Sell(1, 1003, 1);
        Assert.Equal(["accepted 2", "-1", "gone 1 SelfMatch 1", "+2 Buy 1003x1"], b.Buy(1, 1003, 1));
        Assert.Equal(["accepted 3", "trade 1003x1 b2 s3", "-2"], b.Sell(1, 1003, 1, Meets(SelfMatch.Allow)));
        b.Sell(2, 1003, 1);
        Assert.Equal(["accepted 5", "trade 1003x1 b5 s4", "-4"], b.Buy(1, 1003, 1));
    }

    [Fact]
    public void SMP_002_the_first_match_being_its_own_is_a_refusal_under_cancel_newest()
    {
        var b = Open();
        b.Sell(5, 1003, 1);
        b.Buy(5, 990, 1);
        Assert.Equal(["rejected WouldMeetOwn Price 1 1002"], b.Buy(6, 1005, 1, Meets(SelfMatch.CancelNewest)));
        Assert.Equal(["rejected WouldMeetOwn Price 2 991"], b.Sell(6, 990, 1, Meets(SelfMatch.CancelNewest)));
        Assert.Equal(["accepted 3", "+3 Buy 1002x1"], b.Buy(6, 1002, 1, Meets(SelfMatch.CancelNewest)));
    }

    [Fact]
    public void SMP_003_what_must_fill_counts_what_trades_before_an_own_order()
    {
        var b = Open();
        b.Sell(1, 1003, 2, Berg(1));
        b.Sell(6, 1003, 2);
        b.Sell(1, 1004, 2);
        // One lot of the iceberg, then the own order stands before its hidden one.
        Assert.Equal(
            ["rejected CannotFillAll Quantity 2 1"],
            b.Buy(5, 1004, 2, Fok with { Self = SelfMatch.CancelNewest })
        );
        Assert.Equal(
            ["rejected CannotFillMinimum Minimum 2 1"],
            b.Buy(5, 1004, 3, Fak with { Self = SelfMatch.CancelBoth, Minimum = 2 })
        );
        Assert.Equal(
            ["rejected CannotFillAll Quantity 5 4"],
            b.Buy(5, 1004, 5, Fok with { Self = SelfMatch.CancelOldest })
        );
        Assert.Equal(
            ["rejected CannotFillAll Quantity 5 3"],
            b.Buy(5, 1004, 5, Fok with { Self = SelfMatch.Decrement })
        );
        // An auction does not ask.
        b.At("14:50");
        b.Buy(5, 1004, 6, Meets(SelfMatch.CancelNewest));
        Assert.Contains("trade 1004x2 b4 s2", b.At("15:00"));
    }
}
