// Forced reduction: the worked example lot by lot, thresholds to the tick, and its promises under random clients.
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Xunit;

namespace Tokenbourse.Unit.Market.Clearing;

public sealed class ForcedReductionTests
{
    // Locked down at 900, which is the settlement price too.
    private static readonly ReductionDay _day = new(
        "TK-Z26",
        TradingDate.Of(2026, 11, 20),
        1,
        new(900),
        new(900),
        Side.Buy
    );

    [Fact]
    public void Worked_example_81_and_49_then_19_and_11()
    {
        var result = ForcedReduction.Of(
            _day,
            [
                Long(1, 1_000, 100, ordered: 100),
                Long(2, 960, 60, ordered: 60),
                // A loss of 5.56 % only: stays out.
                Long(3, 950, 50, ordered: 50),
                Short(11, 1_000, 80),
                Short(12, 960, 50),
                Short(21, 940, 25),
                Short(22, 930, 15),
                Short(31, 910, 500),
                Short(41, 1_000, 500) with
                {
                    Hedger = true,
                },
            ],
            ReductionRules.Shanghai
        );
        Assert.Equal(160, result.Declared);
        Assert.Equal(160, result.Reduced);
        Assert.Equal(new Price(900), result.Price);
        Assert.Equal([new(1, 130, 130), new(2, 40, 30), new(3, 500, 0), new(4, 500, 0)], result.Tiers);
        Assert.Equal(
            [
                Trade(1, Side.Sell, 81, 1),
                Trade(2, Side.Sell, 49, 1),
                Trade(11, Side.Buy, 80, 1),
                Trade(12, Side.Buy, 50, 1),
                Trade(1, Side.Sell, 19, 2),
                Trade(2, Side.Sell, 11, 2),
                Trade(21, Side.Buy, 19, 2),
                Trade(22, Side.Buy, 11, 2),
            ],
            result.Trades
        );
    }

    [Fact]
    public void Own_opposite_lots_are_netted_first_and_only_the_net_takes_part()
    {
        var both = new ReductionClient(new(1), false, [new(new(1_000), 100)], [new(new(950), 30)], 90);
        var result = ForcedReduction.Of(_day, [both, Short(2, 1_000, 500)], ReductionRules.Shanghai);
        Assert.Equal(
            [
                Trade(1, Side.Buy, 30, 0),
                Trade(1, Side.Sell, 30, 0),
                Trade(1, Side.Sell, 60, 1),
                Trade(2, Side.Buy, 60, 1),
            ],
            result.Trades
        );
        Assert.Equal([(new AccountId(1), new AccountId(1), 30L), (new(2), new(1), 60L)], ForcedReduction.Pairs(result));
    }

    [Fact]
    public void The_averaging_set_is_a_choice_that_decides_who_takes_part()
    {
        // Net 10 of 20: the latest ten lost 3.3 %, all twenty 6.1 %.
        var client = new ReductionClient(
            new(1),
            false,
            [new(new(980), 10), new(new(930), 10)],
            [new(new(900), 10)],
            20
        );
        var shanghai = ReductionRules.Shanghai;
        ReductionClient[] clients = [client, Short(2, 1_000, 100)];
        Assert.Equal(0, ForcedReduction.Of(_day, clients, shanghai).Declared);
        Assert.Equal(
            10,
            ForcedReduction.Of(_day, clients, shanghai with { Averaging = AveragingSet.AllLots }).Declared
        );
    }

    [Theory]
    [InlineData(953, 0)]
    [InlineData(954, 10)]
    public void A_loss_of_exactly_the_threshold_takes_part(long opened, long declared) =>
        Assert.Equal(declared, ForcedReduction.Of(_day, [Long(1, opened, 10, 10)], ReductionRules.Shanghai).Declared);

    [Theory]
    [InlineData(false, 954, 1)]
    [InlineData(false, 953, 2)]
    [InlineData(false, 927, 2)]
    [InlineData(false, 926, 3)]
    [InlineData(false, 901, 3)]
    [InlineData(false, 900, 0)]
    [InlineData(true, 954, 4)]
    [InlineData(true, 953, 0)]
    public void A_winner_gives_in_the_tier_of_its_profit(bool hedger, long opened, int tier)
    {
        var winner = Short(2, opened, 10) with { Hedger = hedger };
        var result = ForcedReduction.Of(_day, [Long(1, 1_000, 10, 10), winner], ReductionRules.Shanghai);
        Assert.Equal(tier, result.Trades.Where(t => t.Account.Value == 2).Select(t => t.Tier).FirstOrDefault());
        var steps = result.Tiers.Where(s => s.Taken > 0).Select(s => s.Tier);
        Assert.Equal(tier == 0 ? [] : [tier], steps);
    }

    [Fact]
    public void Presets_differ_where_practice_differs()
    {
        var hedger = Short(2, 959, 10) with { Hedger = true };
        Assert.Equal(10, Reduced(ReductionRules.Shanghai));
        Assert.Equal(0, Reduced(ReductionRules.Dalian));
        Assert.Equal(10, Reduced(ReductionRules.Financial));

        long Reduced(ReductionRules rules) => ForcedReduction.Of(_day, [Long(1, 1_000, 10, 10), hedger], rules).Reduced;
    }

    [Fact]
    public void Locked_up_the_shorts_are_let_out()
    {
        var day = _day with { Limit = new(1_100), Settlement = new(1_100), Losing = Side.Sell };
        var loser = new ReductionClient(new(1), false, [], [new(new(1_000), 10)], 10);
        var winner = new ReductionClient(new(2), false, [new(new(1_000), 4)], [], 0);
        var result = ForcedReduction.Of(day, [loser, winner], ReductionRules.Shanghai);
        Assert.Equal([Trade(1, Side.Buy, 4, 1), Trade(2, Side.Sell, 4, 1)], result.Trades);
        Assert.Equal((10, 4), (result.Declared, result.Reduced));
    }

    /// <summary>I-21.</summary>
    [Fact]
    public void Buys_equal_sells_tiers_are_in_order_and_nobody_gives_more_than_its_net()
    {
        Prop.ForAll(
                Clients(),
                clients =>
                {
                    foreach (
                        var rules in new[] { ReductionRules.Shanghai, ReductionRules.Dalian, ReductionRules.Financial }
                    )
                        Check(clients, rules);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_order_in_which_clients_stand_does_not_matter()
    {
        Prop.ForAll(
                Clients(),
                clients =>
                {
                    var straight = ForcedReduction.Of(_day, clients, ReductionRules.Shanghai);
                    var turned = ForcedReduction.Of(_day, [.. clients.Reverse()], ReductionRules.Shanghai);
                    return straight.Trades.ToHashSet().SetEquals(turned.Trades);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Mirrored_prices_and_sides_mirror_the_trades()
    {
        // Profit is measured against the settlement price, so the mirror stands at it.
        var up = _day with
        {
            Losing = Side.Sell,
        };
        Prop.ForAll(
                Clients(),
                clients =>
                {
                    var mirrored = clients.Select(c => c with { Longs = Turn(c.Shorts), Shorts = Turn(c.Longs) });
                    var down = ForcedReduction.Of(_day, clients, ReductionRules.Shanghai);
                    var turned = ForcedReduction.Of(up, [.. mirrored], ReductionRules.Shanghai);
                    var same = down.Trades.Select(t => t with { Side = t.Side.Opposite() });
                    return same.ToHashSet().SetEquals(turned.Trades);
                }
            )
            .QuickCheckThrowOnFailure();

        static OpenLots[] Turn(IReadOnlyList<OpenLots> lots) =>
            [.. lots.Select(l => l with { Price = new(1_800 - l.Price.Ticks) })];
    }

    private static void Check(ReductionClient[] clients, ReductionRules rules)
    {
        var result = ForcedReduction.Of(_day, clients, rules);
        var traded = result.Trades.Where(t => t.Tier > 0).ToList();
        var available = result.Tiers.Sum(t => t.Available);
        Assert.Equal(long.Min(result.Declared, available), result.Reduced);
        Assert.Equal(result.Reduced, traded.Where(t => t.Side == Side.Buy).Sum(t => t.Lots));
        Assert.Equal(result.Reduced, traded.Where(t => t.Side == Side.Sell).Sum(t => t.Lots));
        foreach (var client in clients)
        {
            var net = client.Longs.Sum(l => l.Lots) - client.Shorts.Sum(l => l.Lots);
            var signed = traded.Where(t => t.Account == client.Account).Sum(t => t.Side.Sign() * t.Lots);
            Assert.InRange(-signed, long.Min(net, 0), long.Max(net, 0));
            if (client.Ordered == 0)
                Assert.DoesNotContain(traded, t => t.Account == client.Account && t.Side == Side.Sell);
        }

        // A later tier gives only when all before it are used up.
        for (var i = 1; i < result.Tiers.Count; i++)
        {
            if (result.Tiers[i].Taken > 0)
                Assert.All(result.Tiers.Take(i), t => Assert.Equal(t.Available, t.Taken));
        }

        foreach (var tier in result.Tiers)
            Assert.Equal(tier.Taken, traded.Where(t => t.Tier == tier.Tier && t.Side == Side.Buy).Sum(t => t.Lots));
        Assert.Equal(
            result.Trades.Where(t => t.Side == Side.Buy).Sum(t => t.Lots),
            ForcedReduction.Pairs(result).Sum(p => p.Lots)
        );
    }

    private static ReductionClient Long(int account, long opened, long lots, long ordered) =>
        new(new(account), false, [new(new(opened), lots)], [], ordered);

    private static ReductionClient Short(int account, long opened, long lots) =>
        new(new(account), false, [], [new(new(opened), lots)], 0);

    private static ReductionTrade Trade(int account, Side side, long lots, int tier) =>
        new(new(account), side, lots, tier);

    private static Arbitrary<ReductionClient[]> Clients()
    {
        var lots =
            from count in Gen.Choose(0, 3)
            from list in Gen.ArrayOf(
                from price in Gen.Choose(800, 1_100)
                from size in Gen.Choose(1, 60)
                select new OpenLots(new(price), size),
                count
            )
            select list;
        return (
            from count in Gen.Choose(0, 12)
            from list in Gen.ArrayOf(
                from longs in lots
                from shorts in lots
                from hedger in Gen.Elements(true, false, false)
                from ordered in Gen.Choose(0, 120)
                select (longs, shorts, hedger, ordered),
                count
            )
            select list.Select((c, i) => new ReductionClient(new(i + 1), c.hedger, c.longs, c.shorts, c.ordered))
                .ToArray()
        ).ToArbitrary();
    }
}
