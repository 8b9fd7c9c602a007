// What must hold for every portfolio: signs, scaling, merging, calendars, and the reserve that no fill can outgrow.
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Market.Risk.Margins;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market.Margins;

public sealed class MarginProperties
{
    private const int Months = MarginWorld.Months;

    [Fact]
    public void Futures_scan_risk_scales_merges_and_mirrors() =>
        ForAll(
            300,
            world =>
            {
                var span = world.Span();
                var (a, b) = (world.Lots(), world.Lots());
                span.Evaluate([.. a, .. b]);
                var merged = Scans();
                span.Evaluate(a);
                var first = Scans();
                var net = span.Result(0).Margin;
                span.Evaluate(b);
                var second = Scans();
                span.Evaluate([.. a.Select(l => l with { Side = l.Side.Opposite() })]);
                var mirrored = span.Result(0).Margin;
                span.Evaluate([.. a.Select(l => l with { Lots = l.Lots * 7 })]);
                return merged.Zip(first.Zip(second, (x, y) => x + y)).All(p => p.First <= p.Second)
                    && mirrored == net
                    && Scans().SequenceEqual(first.Select(s => 7 * s));

                long[] Scans() => [span.Result(0).Scan, span.Result(1).Scan];
            }
        );

    [Fact]
    public void A_calendar_never_costs_more_than_its_two_outrights() =>
        ForAll(
            300,
            world =>
            {
                var span = world.Span();
                var (a, b) = (world.Next(MarginWorld.TokenMonths), world.Next(MarginWorld.TokenMonths));
                var calendar = SpanTests.Margin(span, SpanTests.Lots(a, 1), SpanTests.Lots(b, -1));
                return !span.Bounds.IsLinear[0]
                    || calendar
                        <= SpanTests.Margin(span, SpanTests.Lots(a, 1)) + SpanTests.Margin(span, SpanTests.Lots(b, -1));
            }
        );

    [Fact]
    public void No_portfolio_costs_more_than_its_lots_alone_where_spreads_relieve() =>
        ForAll(
            500,
            world =>
            {
                var span = world.Span();
                var lots = world.Lots();
                span.Evaluate(lots);
                var whole = new[] { span.Result(0).Margin, span.Result(1).Margin };
                var alone = new long[2];
                foreach (var held in lots.GroupBy(l => l.Month))
                    alone[span.Tables.Contracts[held.Key].Commodity] +=
                        long.Abs(held.Sum(l => l.Signed)) * span.Bounds.Outright[held.Key];
                return Enumerable.Range(0, 2).All(c => !span.Bounds.IsLinear[c] || whole[c] <= alone[c]);
            }
        );

    [Fact]
    public void Percentage_margin_never_falls_with_a_lot_more_and_scales() =>
        ForAll(
            300,
            world =>
            {
                var rule = world.Percentage();
                var lots = world.Lots();
                var more = world.Lots();
                var margin = Total(rule, lots);
                return margin >= 0
                    && Total(rule, []) == 0
                    && Total(rule, [.. lots, .. more]) >= margin
                    // Whole percents of whole amounts: nothing is rounded, so scaling is exact.
                    && Total(rule, [.. lots.Select(l => l with { Lots = 3 * l.Lots })]) == 3 * margin;
            }
        );

    [Fact]
    public void Scenarios_can_be_permuted_and_scaled() =>
        ForAll(
            200,
            world =>
            {
                var rule = world.Scenarios(1, keepAddOns: false);
                var lots = world.Lots();
                var margin = Total(rule, lots);
                var order = Enumerable.Range(0, MarginWorld.Rows).OrderBy(_ => world.Next(1_000)).ToArray();
                var permuted = MarginWorld.Rebuild(
                    rule,
                    month => month with { Losses = [.. order.Select(k => month.Losses[k])] }
                );
                var scaled = MarginWorld.Rebuild(
                    rule,
                    month => month with { Losses = [.. month.Losses.Select(l => 5 * l)] }
                );
                return Total(permuted, lots) == margin && Total(scaled, lots) == 5 * margin;
            }
        );

    [Fact]
    public void Scenario_margin_of_twice_the_lots_is_at_least_twice_the_margin() =>
        ForAll(
            200,
            world =>
            {
                var rule = world.Scenarios(1 + world.Next(3), keepAddOns: true);
                var lots = world.Lots();
                // A mean is rounded up once, so twice the lots may save the half that was rounded.
                return Total(rule, [.. lots.Select(l => l with { Lots = 2 * l.Lots })]) >= (2 * Total(rule, lots)) - 2;
            }
        );

    [Theory]
    [InlineData(WorldKind.Percentage, false)]
    [InlineData(WorldKind.Percentage, true)]
    [InlineData(WorldKind.Span, true)]
    [InlineData(WorldKind.Scenarios, true)]
    public void No_fill_of_any_of_the_orders_outgrows_the_reserve(WorldKind kind, bool netting) =>
        ForAll(
            400,
            world =>
            {
                var rules = world.Door(kind);
                var reserve = new MarginReserve(rules, netting, world.Prices);
                var lots = netting ? world.NetLots() : world.Lots();
                reserve.Hold(lots);
                var good = Enough(rules, lots, reserve);
                var orders = new List<OrderLots>();
                for (var i = 0; i < 1 + world.Next(5); i++)
                {
                    var order = world.Order();
                    var before = Required(reserve);
                    var more = new long[Currencies.Count];
                    reserve.More(order, more);
                    good &= Required(reserve).SequenceEqual(before);
                    reserve.Add(order);
                    good &= Required(reserve).SequenceEqual(before.Zip(more, (x, y) => x + y));
                    orders.Add(order);
                }

                for (var subset = 0; subset < 1 << orders.Count; subset++)
                {
                    var filled = orders.Where((_, i) => (subset & (1 << i)) != 0).Select(world.Part);
                    var after = lots.Concat(
                        filled.Select(o => new PositionLots(o.Month, o.Side, o.Lots, o.Price, o.Hedge))
                    );
                    good &= Enough(rules, netting ? world.Net(after) : [.. after], reserve);
                }

                foreach (var order in orders)
                    reserve.Remove(order);
                var plain = new long[Currencies.Count];
                rules.Total(lots, plain);
                return good && Required(reserve).SequenceEqual(plain);
            }
        );

    [Fact]
    public void The_reserve_follows_fills_as_if_it_began_anew() =>
        ForAll(
            200,
            world =>
            {
                var rules = world.Door((WorldKind)world.Next(3));
                var reserve = new MarginReserve(rules, true, world.Prices);
                reserve.Hold(world.NetLots());
                OrderLots[] orders = [world.Order(), world.Order()];
                foreach (var order in orders)
                    reserve.Add(order);
                var lots = world.NetLots();
                reserve.Hold(lots);
                var anew = new MarginReserve(rules, true, world.Prices);
                anew.Hold(lots);
                foreach (var order in orders)
                    anew.Add(order);
                return Required(reserve).SequenceEqual(Required(anew));
            }
        );

    [Theory]
    [InlineData(WorldKind.Percentage)]
    [InlineData(WorldKind.Span)]
    [InlineData(WorldKind.Scenarios)]
    public void Total_and_the_question_before_trading_allocate_nothing(WorldKind kind)
    {
        var world = new MarginWorld(7);
        var rules = world.Door(kind);
        var reserve = new MarginReserve(rules, true, world.Prices);
        PositionLots[] lots = world.NetLots();
        reserve.Hold(lots);
        var order = world.Order();
        var totals = new long[Currencies.Count];
        Repeat(100);
        Assert.Equal(0, Allocated.Least(() => Repeat(250)));

        void Repeat(int times)
        {
            for (var i = 0; i < times; i++)
                Ask();
        }

        void Ask()
        {
            reserve.More(order, totals);
            reserve.Add(order);
            reserve.Hold(lots);
            reserve.Remove(order);
            rules.Total(lots, totals);
        }
    }

    [Theory]
    [InlineData(WorldKind.Percentage)]
    [InlineData(WorldKind.Span)]
    [InlineData(WorldKind.Scenarios)]
    public void The_counted_lines_of_a_breakdown_add_up_to_the_total(WorldKind kind) =>
        ForAll(
            200,
            world =>
            {
                var rules = world.Door(kind);
                var lots = world.Lots();
                var totals = new long[Currencies.Count];
                rules.Total(lots, totals);
                var breakdown = rules.Explain(lots);
                return Enumerable
                    .Range(0, Currencies.Count)
                    .All(c =>
                        breakdown.Total((Currency)c) == totals[c]
                        && totals[c]
                            == breakdown
                                .Lines.Where(l => l.Kind == LineKind.Counted && (int)l.Currency == c)
                                .Sum(l => l.Minor)
                    );
            }
        );

    private static bool Enough(PortfolioMargin rules, PositionLots[] lots, MarginReserve reserve)
    {
        var totals = new long[Currencies.Count];
        rules.Total(lots, totals);
        return totals.Zip(Required(reserve)).All(p => p.First <= p.Second);
    }

    private static long[] Required(MarginReserve reserve) =>
        [.. Enumerable.Range(0, Currencies.Count).Select(c => reserve.Required((Currency)c))];

    private static long Total(Percentage rule, PositionLots[] lots)
    {
        var totals = new long[Currencies.Count];
        rule.AddTo(lots, totals);
        return totals.Sum();
    }

    private static long Total(ScenarioArrays rule, PositionLots[] lots)
    {
        var totals = new long[Currencies.Count];
        rule.AddTo(lots, totals);
        return totals.Sum();
    }

    private static void ForAll(int cases, Func<MarginWorld, bool> holds) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(cases),
            Prop.ForAll(
                Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
                seed => holds(new MarginWorld(seed)).Label($"seed {seed}, {Months} months")
            )
        );
}
