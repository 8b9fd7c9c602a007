// Hand-worked cases of auctions, phases, the dynamic band, the ladder of limits, and orders that live through a
// settlement.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Scenarios;

public abstract partial class MarketRules
{
    [Fact]
    public void AUC_001_pressure_decides_before_the_reference_where_the_contract_asks()
    {
        string[] Closing(string market, long bought, long sold)
        {
            var b = Open(market);
            b.At("14:50");
            b.Buy(1, 1010, bought);
            b.Sell(2, 1003, sold);
            return b.At("15:00");
        }

        // From 1003 to 1010 three trade and two are over; the reference is 1000.
        Assert.Equal("uncross 1003x3 over 2", Closing("{}", 5, 3)[0]);
        Assert.Equal("uncross 1010x3 over 2", Closing("""{"auctionPressure":true}""", 5, 3)[0]);
        Assert.Equal("uncross 1003x3 over -2", Closing("""{"auctionPressure":true}""", 3, 5)[0]);
        Assert.Equal("uncross 1003x3 over 0", Closing("""{"auctionPressure":true}""", 3, 3)[0]);
    }

    [Fact]
    public void AUC_001_the_reference_is_the_last_price_in_all_but_the_opening()
    {
        var b = Bench();
        b.At("09:00");
        b.Buy(1, 1010, 1);
        b.Sell(2, 990, 1);
        Assert.Equal("uncross 1000x1 over 0", b.At("09:10")[0]);
        b.Sell(2, 1006, 1);
        b.Buy(1, 1006, 1);
        b.At("14:50");
        b.Buy(1, 1010, 1);
        Assert.Equal(["accepted 6", "+6 Sell 990x1", "indicates 1006x1 over 0"], b.Sell(2, 990, 1));
        Assert.Equal("uncross 1006x1 over 0", b.At("15:00")[0]);
    }

    [Fact]
    public void AUC_001_icebergs_trade_slice_by_slice_and_go_to_the_back_of_their_price()
    {
        var b = Bench();
        b.At("09:00");
        b.Sell(1, 1000, 5, Berg(2));
        b.Sell(2, 1000, 2);
        b.Buy(3, 1000, 5);
        Assert.Equal(
            [
                "uncross 1000x5 over -2",
                "trade 1000x2 b3 s1",
                "~3 3",
                "-1",
                "+1 Sell 1000x2",
                "trade 1000x2 b3 s2",
                "~3 1",
                "-2",
                "trade 1000x1 b3 s1",
                "-3",
                "~1 1",
                "phase Continuous",
                "state Continuous Calendar",
            ],
            b.At("09:10")
        );
    }

    [Fact]
    public void AUC_004_the_indication_is_told_when_it_changes()
    {
        var b = Bench();
        Assert.Equal(["opens", "band 900-1100", "phase Auction", "state Auction Calendar"], b.At("09:00"));
        Assert.Equal(["accepted 1", "+1 Buy 1001x5"], b.Buy(1, 1001, 5));
        Assert.Equal(["accepted 2", "+2 Sell 1001x3", "indicates 1001x3 over 2"], b.Sell(2, 1001, 3));
        Assert.Equal(["accepted 3", "+3 Sell 1010x3"], b.Sell(2, 1010, 3));
        // Hidden lots count: the book shows one more, the auction sells two more.
        Assert.Equal(["accepted 4", "+4 Sell 1001x1", "indicates 1001x5 over 0"], b.Sell(2, 1001, 2, Berg(1)));
        Assert.Equal(["-1", "gone 1 ByParticipant 5", "indicates 1000x0 over 0"], b.Cancel(1, 1));
    }

    [Fact]
    public void PHS_002_an_operator_halts_lets_orders_leave_and_lets_go_on()
    {
        var b = Open();
        b.Buy(1, 990, 1);
        Assert.Equal(["refused UnknownInstrument 9 0"], b.State(TradingPhase.Halted, instrument: 9));
        Assert.Equal(["refused BadField 3 0"], b.State(TradingPhase.Pause));
        Assert.Equal(["refused BadField 5 0"], b.State(TradingPhase.Halted, 5));
        Assert.Equal(["refused BadField 3601 3600"], b.State(TradingPhase.ResumptionAuction, 3601));
        Assert.Equal(["refused StateUnchanged 2 0"], b.State(TradingPhase.Continuous));
        Assert.Equal(["state Halted Operator"], b.State(TradingPhase.Halted));
        Assert.Equal("test", ((StateChanged)b.Last[0].Message).Note.ToString());
        Assert.Equal(["refused StateUnchanged 7 0"], b.State(TradingPhase.Halted));
        Assert.Equal(["rejected NotTrading Instrument 7 0"], b.Buy(1, 990, 1));
        // Halted while the calendar goes on: nothing is told but the calendar's line.
        Assert.Equal(["phase Pause"], b.At("11:30"));
        Assert.Equal(["refused NotTrading 3 0"], b.State(TradingPhase.ResumptionAuction, 60));
        Assert.Equal(["state CancelOnly Operator"], b.State(TradingPhase.CancelOnly));
        Assert.Equal(["rejected NotTrading Instrument 8 0"], b.Buy(1, 990, 1));
        Assert.Equal(["state Pause Operator"], b.State(TradingPhase.Continuous));
    }

    [Fact]
    public void PHS_002_a_halt_lasts_over_night_and_uncrosses_nothing()
    {
        var b = Bench();
        b.At("09:00");
        b.Buy(1, 1000, 1);
        b.Sell(2, 1000, 1, Gtc);
        b.State(TradingPhase.Halted);
        Assert.Equal(["phase Continuous"], b.At("09:10"));
        b.At("14:50");
        Assert.Equal(["phase Closed", "-1", "gone 1 EndOfDay 1"], b.At("15:00"));
        b.Settle();
        Assert.Equal(["opens", "band 900-1100", "phase Auction", "state Halted Calendar"], b.At("09:00"));
        b.At("09:10");
        // PHS-003: the auction that the halt cut off yesterday; its buyer has left.
        Assert.Equal(["uncross 1000x0 over 0", "state Continuous Operator"], b.State(TradingPhase.Continuous));
        Assert.Equal(["accepted 3", "trade 1000x1 b3 s2", "-2"], b.Buy(3, 1000, 1));
    }

    [Fact]
    public void PHS_002_a_resumption_auction_ends_after_its_seconds()
    {
        var b = Open();
        b.Buy(1, 0, 1, Stop(1002));
        b.State(TradingPhase.Halted);
        Assert.Equal(["state ResumptionAuction Operator 09:12:00"], b.State(TradingPhase.ResumptionAuction, 120));
        b.Buy(3, 1002, 1);
        Assert.Equal(["accepted 3", "+3 Sell 1002x2", "indicates 1002x1 over -1"], b.Sell(2, 1002, 2));
        Assert.Equal([], b.At("09:11:59"));
        Assert.Equal(
            [
                "uncross 1002x1 over -1",
                "trade 1002x1 b2 s3",
                "-2",
                "~3 1",
                "state Continuous AuctionEnded",
                "woke 1 at 1002",
                "trade 1002x1 b1 s3",
                "-3",
            ],
            b.At("09:12")
        );
    }

    [Fact]
    public void AUC_003_an_auction_of_its_own_uncrosses_when_the_calendars_phase_changes()
    {
        var b = Open();
        b.At("11:29");
        b.State(TradingPhase.ResumptionAuction, 3600);
        b.Buy(1, 1000, 1);
        b.Sell(2, 1000, 1);
        Assert.Equal(
            ["uncross 1000x1 over 0", "trade 1000x1 b1 s2", "-1", "-2", "phase Pause", "state Pause Calendar"],
            b.At("11:30")
        );
        Assert.Equal(["phase Continuous", "state Continuous Calendar"], b.At("13:30"));
    }

    [Fact]
    public void PHS_002_back_to_continuous_uncrosses_and_a_halt_does_not()
    {
        var b = Open();
        b.State(TradingPhase.ResumptionAuction, 60);
        b.Buy(1, 1000, 1);
        b.Sell(2, 1000, 2);
        Assert.Equal(
            ["uncross 1000x1 over -1", "trade 1000x1 b1 s2", "-1", "~2 1", "state Continuous Operator"],
            b.State(TradingPhase.Continuous)
        );
        b.State(TradingPhase.ResumptionAuction, 60);
        b.Buy(1, 1000, 1);
        Assert.Equal(["state Halted Operator"], b.State(TradingPhase.Halted));
        Assert.Equal([], b.At("09:20"));
    }

    [Fact]
    public void DYN_001_a_trade_too_far_from_the_last_price_starts_an_auction_instead()
    {
        // 1 % of 1000 is 10 ticks; the band is measured from the price that the order found.
        var b = Open("""{"dynamicBand":{"width":"0.01","seconds":30}}""");
        b.Sell(2, 1010, 1);
        b.Sell(2, 1011, 2);
        Assert.Equal(["rejected CannotFillAll Quantity 2 1"], b.Buy(1, 1020, 2, Fok));
        Assert.Equal(
            [
                "accepted 3",
                "trade 1010x1 b3 s1",
                "-1",
                "state VolatilityAuction DynamicBand 09:10:30",
                "+3 Buy 1020x3",
                "indicates 1011x2 over 1",
            ],
            b.Buy(1, 1020, 4)
        );
        Assert.Equal(
            ["uncross 1011x2 over 1", "trade 1011x2 b3 s2", "~3 1", "-2", "state Continuous AuctionEnded"],
            b.At("09:10:30")
        );
        b.Cancel(1, 3);
        b.Buy(2, 990, 1);
        Assert.Equal(
            ["accepted 5", "state VolatilityAuction DynamicBand 09:11:00", "gone 5 Unfilled 1"],
            b.Sell(1, 0, 1, Market)
        );
    }

    [Fact]
    public void BND_002_locked_days_widen_the_limit_step_by_step_and_raise_the_margin()
    {
        var b = Open("""{"limitLadder":{"steps":["0.03","0.05"],"marginAbove":"0.02","afterLast":"halt"}}""");
        b.At("14:55:01");
        b.Buy(1, 1100, 1);
        b.At("15:00");
        // Four minutes and 59 seconds are too few: not locked.
        Assert.Equal([], b.Settle());

        Assert.Equal(["lock Buy 1"], LockedDay(b, "14:55", 0.10m));
        Assert.Equal(["lock Buy 2"], LockedDay(b, "14:55", 0.13m));
        // On the last step and locked again: halted at the next opening, and the step stays.
        Assert.Equal(["lock Buy 2"], LockedDay(b, "13:30", 0.15m));
        var opening = b.At("09:00");
        Assert.Equal("state Halted LimitLadder", opening[^1]);
        b.At("15:00");
        Assert.Equal(["lock None 0"], b.Settle());
    }

    // A day on which the best bid is the upper limit from a moment to the close, and nobody offers.
    private static string[] LockedDay(MarketBench b, string from, decimal limit)
    {
        b.At("09:00");
        var band = b.Last.Select(e => e.Message).OfType<BandSet>().Single();
        Assert.Equal((long)decimal.Floor(band.Reference.Ticks * (1 + limit)), band.High.Ticks);
        b.At(from);
        b.Buy(1, band.High.Ticks, 1);
        b.At("15:00");
        return b.Settle();
    }

    [Fact]
    public void BND_002_on_the_ladder_the_margin_covers_the_limit()
    {
        var b = Open("""{"limitLadder":{"steps":["0.03"],"marginAbove":"0.02"}}""");
        b.Sell(2, 1000, 2);
        b.Buy(1, 1000, 2);
        b.At("14:55");
        b.Buy(3, 1100, 1);
        b.At("15:00");
        b.Settle();
        // 10 % and 3 % and 2 % of 1000 ticks for two lots at 1.00: 300.00 instead of 200.00.
        var required = b.Last.Select(e => e.Message).OfType<MarginRequired>().Where(m => m.Required.Minor > 0).ToList();
        Assert.Equal([300_00, 300_00], required.Select(m => m.Required.Minor));
    }

    [Fact]
    public void STL_001_orders_that_live_through_a_settlement_hold_margin_and_fee_at_the_new_price()
    {
        // A lot at 1000: 100.00 and a fee of 1.00. The day settles at 1100: a lot needs 110.00.
        var b = Open(fee: "1", deposit: 1000_00);
        b.Buy(1, 995, 2, Gtc);
        b.Sell(2, 1100, 1);
        b.Buy(3, 1100, 1);
        b.At("15:00");
        b.Settle();
        b.At("09:10");
        // Free: 1000.00 less 220.00 of margin and 2.00 of fees. Eight more need 888.00, seven 777.00.
        Assert.Equal(["rejected InsufficientFunds Quantity 88800 77800"], b.Buy(1, 1000, 8));
        Assert.Equal(["accepted 4", "+4 Buy 1000x7"], b.Buy(1, 1000, 7));
    }
}
