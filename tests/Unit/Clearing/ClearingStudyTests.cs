// Stress, coverage, concentration and a played default, on a house whose figures can be worked out by hand.
using Tokenbourse.Gateways.Http.Clearing;
using Xunit;

namespace Tokenbourse.Unit.Clearing;

public sealed class ClearingStudyTests
{
    [Fact]
    public void Stress_is_beyond_each_accounts_margin_and_the_reverse_is_a_border()
    {
        using var house = new ClearedHouse().FirstDay();
        var stress = Assert.Single(house.Desk.Stress().Currencies);
        // Half of 300,000.00 less 36,000.00 of client 11, half of 100,000.00 less 10,000.00 of account 1.
        var half = stress.Cases.Single(c => c.Case == "half");
        Assert.Equal(("154000.00", "154000.00", false), (half.CoverOne, half.CoverTwo, half.Covered));
        Assert.Equal(801, half.Members[0].Member);
        // Up by 30 %: 12 loses 90,000.00 less 30,000.00, 2 loses 30,000.00 less 10,000.00.
        Assert.Equal("80000.00", stress.Cases.Single(c => c.Case == "up").CoverTwo);
        Assert.Equal("half", stress.Cases[stress.Worst].Case);
        Assert.Equal(("154000.00", "38500.00"), (stress.Fund, stress.Skin));
        var down = stress.Reverse.Single(r => r.Direction == "down");
        // 400,000.00 times the move less 46,000.00 passes 30,000.00 at 19 %; a tick is a thousandth of the price.
        Assert.StartsWith("-19.", down.MovePercent!, StringComparison.Ordinal);
        Assert.True(ClearingDeskTests.Minor(down.CoverTwo) > 30_000_00);
        house.Day(1, 990);
        Assert.Contains(house.Desk.Stress().Currencies[0].Cases, c => c.Kind == "historical" && c.Moves == "PP -1 %");
    }

    [Fact]
    public void A_settlement_beyond_the_margin_is_a_breach_with_its_size()
    {
        using var house = new ClearedHouse().FirstDay();
        house.Day(1, 990);
        house.Day(2, 850);
        var coverage = house.Desk.Coverage(990_000);
        Assert.Equal(("99", 2), (coverage.Level, coverage.Days));
        var held = coverage.Series.Single(s => s.Kind == "contract" && s.Side == "long");
        Assert.Equal((2, 1, "50.00"), (held.Days, held.Breaches, held.CoveragePercent));
        // A lot at 990 ticks asks 990.00; it lost 140 ticks of 10.00.
        var breach = Assert.Single(held.BreachList);
        Assert.Equal(("990.00", "1400.00", "410.00"), (breach.Margin, breach.Loss, breach.Excess));
        Assert.Equal(0, coverage.Series.Single(s => s.Kind == "contract" && s.Side == "short").Breaches);
        var client = coverage.Series.Single(s => s.Kind == "account" && s.Subject == "11");
        // It was asked 12 %: 35,640.00 against 42,000.00.
        Assert.Equal("6360.00", Assert.Single(client.BreachList).Excess);
    }

    [Fact]
    public void The_largest_holders_have_their_share_their_days_and_their_add_on()
    {
        using var house = new ClearedHouse().FirstDay();
        var month = Assert.Single(house.Desk.Concentration().Months);
        Assert.Equal((40, "40.0", "100.0"), (month.OpenInterest, month.AverageVolume, month.TopFivePercent));
        var first = month.Holders[0];
        Assert.Equal((11, "long", 30, "75.0"), (first.Account, first.Side, first.Lots, first.SharePercent));
        // A fifth of 40 lots a day.
        Assert.Equal("3.8", first.Days);
        Assert.Equal(("5000.00", false), (first.AddOn, first.InForce));
    }

    [Fact]
    public void Layers_bear_the_loss_in_their_order_and_nothing_changes()
    {
        using var house = new ClearedHouse().FirstDay();
        var before = house.Desk.Overview().Run.Hash;
        var played = house.Desk.Waterfall(new([801], "S1", "half", [], false));
        var usd = Assert.Single(played.Shape!.Currencies);
        // Client 11 has 45,000.00 and loses 150,000.00; account 1 has 900,000.00 and loses 50,000.00.
        Assert.Equal(("105000.00", "105000.00", "0.00"), (usd.Loss, usd.Used, usd.Uncovered));
        Assert.Equal(
            ["defaulter margin", "defaulter fund", "exchange capital", "mutual fund"],
            usd.Layers.Select(l => l.Layer)
        );
        Assert.Equal(("850000.00", "105000.00"), (usd.Layers[0].Available, usd.Layers[0].Used));
        foreach (var layer in usd.Layers)
            Assert.Equal(ClearingDeskTests.Minor(layer.Used), layer.Parts.Sum(p => ClearingDeskTests.Minor(p.Used)));
        Assert.Equal("0.00", usd.Layers.SelectMany(l => l.Parts).Last().LossLeft);
        Assert.Equal("10000.00", usd.Layers[3].Available);
        Assert.Equal(before, house.Desk.Overview().Run.Hash);
        var sized = house.Desk.Waterfall(new([801], "S1", null, [], true)).Shape!.Currencies[0];
        Assert.Equal("38500.00", sized.Layers[2].Available);
    }

    [Fact]
    public void What_cannot_be_played_is_named()
    {
        using var house = new ClearedHouse().FirstDay();
        foreach (
            var (asked, field) in ((AskedDefault, string)[])
                [
                    (new([9], "S1", null, [], false), "members[0].member"),
                    (new([801, 801], "S1", null, [], false), "members[1].member"),
                    (new([801], "S9", null, [], false), "stress"),
                    (new([801], "S1", "no", [], false), "case"),
                    (new([801], null, null, [new("moves[0].", "XX", -1)], false), "moves[0].contract"),
                ]
        )
        {
            var (shape, fault) = house.Desk.Waterfall(asked);
            Assert.Null(shape);
            Assert.Equal(field, fault!.Field);
        }

        var own = house.Desk.Waterfall(new([801], null, null, [new("moves[0].", "PP", -500_000)], false));
        Assert.Equal("105000.00", own.Shape!.Currencies[0].Loss);
    }
}
