// The waterfall: public numbers of 2018, layers in order under random resources, the shield of clients, tear-up.
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market.Clearing;

public sealed class WaterfallTests
{
    private static readonly DefaultResources _none = new([], default, default, default, [], [], []);

    [Fact]
    public void A_loss_of_114_takes_7_of_the_exchange_and_107_of_166_mutual()
    {
        var result = DefaultWaterfall.Of(
            _none with
            {
                Defaulters = [new(new(1), Million(114), default, default)],
                ExchangeCapital = Million(7),
                Members = [new(new(2), Million(166), false)],
            },
            WaterfallRules.Chicago
        );
        Assert.Equal(Million(7), Used(result, WaterfallLayer.ExchangeCapital));
        Assert.Equal(Million(107), Used(result, WaterfallLayer.MutualFund));
        Assert.Equal(Million(59), result.Layers.Single(l => l.Layer == WaterfallLayer.MutualFund).Left);
        Assert.Equal(Money.Zero, Used(result, WaterfallLayer.Assessments));
        Assert.Equal(Million(114), result.Replenish);
        Assert.Equal(Money.Zero, result.Uncovered);
    }

    [Theory]
    [InlineData(RemainderRule.ToLast, 4_745, 527, 528)]
    [InlineData(RemainderRule.LargestFraction, 4_746, 527, 527)]
    public void The_fund_is_shared_under_either_remainder_rule(RemainderRule rule, long a, long b, long c)
    {
        var result = DefaultWaterfall.Of(
            _none with
            {
                Defaulters = [new(new(9), new(5_800), default, default)],
                Members = [new(new(1), new(7_200), false), new(new(2), new(800), false), new(new(3), new(800), false)],
            },
            WaterfallRules.Chicago with
            {
                Remainder = rule,
            }
        );
        var parts = result.Layers.Single(l => l.Layer == WaterfallLayer.MutualFund).Parts;
        Assert.Equal([a, b, c], parts.Select(p => p.Used.Minor));
    }

    [Fact]
    public void Who_failed_to_bid_pays_before_the_others()
    {
        var resources = _none with
        {
            Defaulters = [new(new(9), new(150), default, default)],
            Members = [new(new(1), new(100), false), new(new(2), new(100), true), new(new(3), new(100), false)],
        };
        Assert.Equal([25, 100, 25], Fund(WaterfallRules.Chicago));
        Assert.Equal([50, 50, 50], Fund(WaterfallRules.Chicago with { NonBiddersFirst = false }));

        long[] Fund(WaterfallRules rules) =>
            [
                .. DefaultWaterfall
                    .Of(resources, rules)
                    .Layers.Single(l => l.Layer == WaterfallLayer.MutualFund)
                    .Parts.Select(p => p.Used.Minor),
            ];
    }

    [Fact]
    public void One_defaulters_margin_never_pays_for_the_other()
    {
        var result = DefaultWaterfall.Of(
            _none with
            {
                Defaulters = [new(new(1), new(100), new(30), new(10)), new(new(2), new(50), new(80), new(10))],
                ExchangeCapital = new(1_000),
            },
            WaterfallRules.Chicago
        );
        Assert.Equal(80, Used(result, WaterfallLayer.DefaulterMargin).Minor);
        Assert.Equal(10, Used(result, WaterfallLayer.DefaulterFund).Minor);
        Assert.Equal(60, Used(result, WaterfallLayer.ExchangeCapital).Minor);
    }

    [Fact]
    public void China_style_asks_the_risk_reserve_then_the_exchange_and_never_the_members()
    {
        var result = DefaultWaterfall.Of(
            new(
                [new(new(1), new(100), new(20), new(15))],
                new(500),
                new(50),
                new(20),
                [new(new(2), new(500), false)],
                [new(new(2), new(500))],
                []
            ),
            WaterfallRules.China
        );
        Assert.Equal([20, 50, 20], result.Layers.Select(l => l.Used.Minor));
        Assert.Equal(10, result.Uncovered.Minor);
    }

    [Fact]
    public void Assessments_and_haircuts_stop_at_their_caps()
    {
        var result = DefaultWaterfall.Of(
            _none with
            {
                Defaulters = [new(new(9), new(1_000), default, default)],
                Members = [new(new(1), new(101), false)],
                Gains = [new(new(5), new(333))],
                TearUps = [new(new(6), new(40))],
            },
            WaterfallRules.Chicago with
            {
                AssessmentPpm = 2_750_000,
                HaircutPpm = 500_000,
            }
        );
        // 101 + floor(277.75) + floor(166.5) + 40.
        Assert.Equal([0, 0, 0, 101, 277, 166, 40], result.Layers.Select(l => l.Used.Minor));
        Assert.Equal(1_000 - 584, result.Uncovered.Minor);
        Assert.Equal(101, result.Replenish.Minor);
    }

    /// <summary>What remains payable is shared, not what is kept back: 58.00 for gains of 72.00, 8.00 and
    /// 8.00.</summary>
    [Theory]
    [InlineData(RemainderRule.ToLast, 4_745, 527, 528)]
    [InlineData(RemainderRule.LargestFraction, 4_746, 527, 527)]
    public void Gains_that_are_cut_are_paid_in_proportion(RemainderRule rule, long first, long second, long third)
    {
        var gains = new List<Forgone> { new(new(1), new(7_200)), new(new(2), new(800)), new(new(3), new(800)) };
        var result = DefaultWaterfall.Of(
            _none with
            {
                Defaulters = [new(new(9), new(3_000), default, default)],
                Gains = gains,
            },
            WaterfallRules.Chicago with
            {
                Remainder = rule,
            }
        );
        var cut = result.Layers.Single(l => l.Layer == WaterfallLayer.GainsHaircut).Parts;
        Assert.Equal([first, second, third], cut.Select((p, i) => gains[i].Amount.Minor - p.Used.Minor));
    }

    /// <summary>I-24 and I-22.</summary>
    [Fact]
    public void No_layer_is_touched_before_the_one_above_is_used_up_and_everything_adds_up()
    {
        Prop.ForAll(
                Cases(),
                c =>
                {
                    var result = DefaultWaterfall.Of(c.Resources, c.Rules);
                    Assert.Equal(result.Loss, result.Layers.Aggregate(result.Uncovered, (sum, l) => sum + l.Used));
                    foreach (var layer in result.Layers)
                    {
                        Assert.Equal(layer.Used, layer.Parts.Aggregate(Money.Zero, (s, p) => s + p.Used));
                        Assert.All(layer.Parts, p => Assert.InRange(p.Used.Minor, 0, p.Available.Minor));
                    }

                    var shared = result.Layers.Where(l => l.Layer > WaterfallLayer.DefaulterFund).ToList();
                    for (var i = 1; i < shared.Count; i++)
                    {
                        if (shared[i].Used.Minor > 0)
                            Assert.All(shared.Take(i), l => Assert.Equal(Money.Zero, l.Left));
                    }

                    if (result.Uncovered.Minor > 0)
                        Assert.All(shared, l => Assert.Equal(Money.Zero, l.Left));
                    // A defaulter's contribution is touched only when its margin is gone.
                    var own = result.Layers.Where(l => l.Layer <= WaterfallLayer.DefaulterFund).ToList();
                    if (own.Count == 2)
                    {
                        foreach (var (margin, fund) in own[0].Parts.Zip(own[1].Parts))
                            Assert.True(fund.Used.Minor == 0 || margin.Left.Minor == 0);
                    }

                    // Whose money is shared: only once every defaulter's own is either enough or gone.
                    var needed = c.Resources.Defaulters.Sum(d =>
                        long.Max(0, d.Loss.Minor - d.Margin.Minor - (own.Count == 2 ? d.Fund.Minor : 0))
                    );
                    Assert.Equal(needed, shared.Sum(l => l.Used.Minor) + result.Uncovered.Minor);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_order_of_members_does_not_matter_under_the_largest_fraction()
    {
        Prop.ForAll(
                Cases(),
                c =>
                {
                    var rules = c.Rules with { Remainder = RemainderRule.LargestFraction };
                    var straight = DefaultWaterfall.Of(c.Resources, rules);
                    var turned = DefaultWaterfall.Of(
                        c.Resources with
                        {
                            Members = [.. c.Resources.Members.Reverse()],
                            Gains = [.. c.Resources.Gains.Reverse()],
                        },
                        rules
                    );
                    return straight
                        .Layers.Zip(turned.Layers)
                        .All(l => l.First.Parts.ToHashSet().SetEquals(l.Second.Parts));
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_layer_named_twice_is_a_bug() =>
        Assert.Throws<InvariantBrokenException>(() =>
            DefaultWaterfall.Of(
                _none,
                WaterfallRules.China with
                {
                    Order = [WaterfallLayer.ExchangeFunds, WaterfallLayer.ExchangeFunds],
                }
            )
        );

    /// <summary>I-14.</summary>
    [Fact]
    public void A_client_pays_for_itself_alone()
    {
        var shield = ClientShield.Of([
            new(new(1), new(200), new(-50)),
            new(new(2), new(100), new(-100)),
            new(new(3), new(100), new(-180)),
            new(new(4), new(70), new(300)),
        ]);
        Assert.Equal([0, 0, 100, 0], shield.Clients.Select(c => c.Used.Minor));
        Assert.Equal([150, 0, 0, 370], shield.Clients.Select(c => c.Ported.Minor));
        Assert.Equal(80, shield.Shortfall.Minor);
        Prop.ForAll<(int Value, int Result)[]>(list =>
            {
                var clients = (list ?? []).Select(
                    (c, i) => new ShieldedClient(new(i + 1), new(c.Value & int.MaxValue), new(c.Result))
                );
                var result = ClientShield.Of([.. clients]);
                return result.Clients.All(c =>
                        c.Used <= c.Value
                        && (c.Equity.Minor < 0 || c.Used == Money.Zero)
                        && c.Ported - c.Shortfall == c.Equity
                    )
                    && result.Shortfall.Minor == result.Clients.Sum(c => long.Max(0, -c.Equity.Minor));
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Torn_lots_are_shared_by_what_is_held()
    {
        OppositeHolder[] holders = [new(new(1), 70), new(new(2), 20), new(new(3), 10)];
        Assert.Equal([new(new(1), 18), new(new(2), 5), new(new(3), 2)], TearUp.Of(25, holders));
        Assert.Equal(100, TearUp.Of(500, holders).Sum(t => t.Lots));
        Assert.Empty(TearUp.Of(0, holders));
        Assert.Equal(4, TearUp.LotsFor(new(1_000), new(333)));
        Assert.Equal(3, TearUp.LotsFor(new(999), new(333)));
    }

    private static Money Million(long value) => new(value * 100_000_000);

    private static Money Used(WaterfallResult result, WaterfallLayer layer) =>
        result.Layers.Single(l => l.Layer == layer).Used;

    private static Arbitrary<(DefaultResources Resources, WaterfallRules Rules)> Cases()
    {
        var money = Gen.Frequency(
            (1, Gen.Constant(Money.Zero)),
            (3, Gen.Choose(0, 1_000).Select(i => new Money(i))),
            (2, Gen.Choose(0, 2_000_000_000).Select(i => new Money(i)))
        );
        return (
            from defaulters in Gen.ListOf(
                from loss in money
                from margin in money
                from fund in money
                select new Defaulter(default, loss, margin, fund)
            )
            from capital in money
            from reserve in money
            from funds in money
            from members in Gen.ListOf(
                from fund in money
                from failed in Gen.Elements(true, false)
                select new FundMember(default, fund, failed)
            )
            from gains in Gen.ListOf(money)
            from torn in Gen.ListOf(money)
            from remainder in Gen.Elements(RemainderRule.ToLast, RemainderRule.LargestFraction)
            from preset in Gen.Elements(WaterfallRules.Chicago, WaterfallRules.China)
            select (
                new DefaultResources(
                    [.. defaulters.Select((d, i) => d with { Account = new(i + 1) })],
                    capital,
                    reserve,
                    funds,
                    [.. members.Select((m, i) => m with { Account = new(100 + i) })],
                    [.. gains.Select((g, i) => new Forgone(new(200 + i), g))],
                    [.. torn.Select((g, i) => new Forgone(new(300 + i), g))]
                ),
                preset with
                {
                    Remainder = remainder,
                }
            )
        ).ToArbitrary();
    }
}
