// What simulated traders see of spreads, and what the traders of spreads do with it.
using Tokenbourse.Market;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;
using Tokenbourse.Sim.Auditing;
using Tokenbourse.Sim.Scenarios;
using Tokenbourse.Sim.Traders;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed class SpreadTraderTests
{
    private const string Stage = """
        # SPR-001 what is seen
        list GH-X26 reference 2.000 limit 10%
        list TK-X26 reference 6.400 limit 10%
        spread GHC calendar near GH
        spread TG inter-contract near TK lots 16 weight 5 far GH lots 9
        deposit alice 90000000 bob 90000000 carol 90000000
        open

        """;

    private static MarketPicture Seen(string lines, bool spreads = true)
    {
        var result = ScenarioRunner.Run(
            "seen.txt",
            Stage + lines,
            () => new MachineEngine(new MarketMachine()),
            out var venue
        );
        Assert.Empty(result.Failures);
        var book = new PictureBook();
        foreach (var happening in venue!.Events)
            book.Apply(happening);
        return book.Of(new(1), venue.Now, 1, 10, spreads);
    }

    [Fact]
    public void Pictures_of_months_have_no_spreads_and_those_who_ask_see_them_beside()
    {
        var plain = Seen("alice buy 2 GHC-X26/Z26 @ -0.010\n", spreads: false);
        Assert.Equal(["GH-X26", "GH-Z26", "GH-F27", "TK-X26", "TK-Z26", "TK-F27"], plain.Months.Select(m => m.Symbol));
        Assert.Empty(plain.Spreads);
        var whole = Seen("alice buy 2 GHC-X26/Z26 @ -0.010\n");
        Assert.Equal(["GHC-X26/Z26", "GHC-Z26/F27", "TG-X26", "TG-Z26", "TG-F27"], whole.Spreads.Select(s => s.Symbol));
        var spread = whole.Spreads[0];
        Assert.Equal((-10, 2, 0), (spread.BestBid, spread.BestBidLots, spread.BestAskLots));
        Assert.Equal((-400, 400), (spread.BandLow, spread.BandHigh));
        Assert.Equal(("GH-X26", "GH-Z26"), (spread.Near.Symbol, spread.Far.Symbol));
        Assert.Equal(-10, Assert.Single(spread.OwnOrders).Ticks);
    }

    [Fact]
    public void A_spreads_trades_take_its_orders_off_and_move_its_legs_alone()
    {
        var picture = Seen(
            """
            alice sell 3 GH-X26 @ 2.010
            alice sell 5 GHC-X26/Z26 @ 0.020 as A1
            carol buy 4 GH-Z26 @ 1.985
            bob buy 2 GHC-X26/Z26 @ 0.020 -> spread traded 2 @ 0.020 and traded 2 @ 2.000 and traded 2 @ 1.980
            alice cancel A1
            bob buy 1 GHC-X26/Z26 @ 0.025 -> spread traded 1 @ 0.025 and traded 1 @ 2.010 and traded 1 @ 1.985
            alice sell 1 GHC-X26/Z26 @ 0.030
            """
        );
        var (near, far, spread) = (picture.Months[0], picture.Months[1], picture.Spreads[0]);
        // Agreed at 2.000 and 1.980: nobody's last price; implied at 2.010 and 1.985: the last price.
        Assert.Equal((2010, 1985), (near.Last, far.Last));
        Assert.Equal((-3, 2), (near.Position, far.Position));
        Assert.Equal((2, 3), (near.BestAskLots, far.BestBidLots));
        Assert.Equal((0, 30, 1), (spread.BestBidLots, spread.BestAsk, spread.BestAskLots));
    }

    [Fact]
    public void A_trader_of_spreads_quotes_both_sides_near_the_legs_middle_while_the_spread_trades()
    {
        var picture = Seen(
            """
            alice buy 3 GH-X26 @ 1.990
            alice sell 3 GH-X26 @ 2.010
            alice buy 3 GH-Z26 @ 1.890
            alice sell 3 GH-Z26 @ 1.910
            bob buy 1 GHC-X26/Z26 @ 0.050
            halt GH-F27
            """
        );
        var trader = new SpreadTrader(7, 1, 1_000, 3, 20, 1_000);
        var wanted = trader.Act(picture, Random64.Of(7, 1, 1)).OfType<PlaceIntent>().ToList();
        var first = wanted.Where(i => i.Instrument == picture.Spreads[0].Instrument).ToList();
        // The legs' middles are 2.000 and 1.900; half a spread is 0.002, an opinion at most two of them.
        Assert.Equal([Side.Buy, Side.Sell], first.Select(i => i.Side));
        Assert.Equal(4, first[1].Price.Ticks - first[0].Price.Ticks);
        Assert.InRange((first[0].Price.Ticks + first[1].Price.Ticks) / 2, 96, 104);
        Assert.All(wanted, i => Assert.Equal((OrderType.Limit, TimeInForce.Day), (i.Type, i.TimeInForce)));
        // January stands, and with it what it is a leg of.
        Assert.DoesNotContain(wanted, i => i.Instrument == picture.Spreads[1].Instrument);
        Assert.Contains(wanted, i => i.Instrument == picture.Spreads[2].Instrument && i.Price.Ticks > 29_500);
        // The same draws, the same wants.
        Assert.Equal(wanted, trader.Act(picture, Random64.Of(7, 1, 1)).OfType<PlaceIntent>());
    }

    [Fact]
    public void A_leg_at_its_bound_is_not_added_to()
    {
        var picture = Seen(
            "alice buy 5 GH-X26 @ 2.000\nbob sell 5 GH-X26 @ 2.000\nalice buy 1 GHC-X26/Z26 @ -0.300 as A1\n"
        );
        var trader = new SpreadTrader(7, 1, 1_000, 3, 5, 1_000);
        var wanted = trader.Act(picture, Random64.Of(7, 1, 1)).ToList();
        var first = wanted.Where(i => i.Instrument == picture.Spreads[0].Instrument).ToList();
        Assert.IsType<CancelIntent>(first[0]);
        Assert.Equal(Side.Sell, Assert.IsType<PlaceIntent>(Assert.Single(first.Skip(1))).Side);
    }
}
