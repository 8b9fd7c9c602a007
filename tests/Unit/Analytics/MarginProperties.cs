// What must hold for any portfolio: I-15 and I-18, the batch, and what each bound does.
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Analytics.Margin;
using Xunit;

namespace Tokenbourse.Unit.Analytics;

public sealed class MarginProperties
{
    private const int Runs = 200;

    private static readonly MarginMarket Market = SeededHistory.Market(SeededHistory.Of(4, 620, 11));

    private static readonly HistoricalParameters Plain = new() { Name = "plain", LeastObservations = 0 };

    private static readonly HistoricalParameters Full = new()
    {
        Name = "full",
        Horizon = 2,
        ExpectedShortfall = true,
        LookBack = 500,
        Filter = new(0.97) { Share = 0.5, FloorOfHistory = 0.5 },
        TailWeight = 0.75,
        Stress = StressMove.BothWays("all", 0.2),
        StressObservations = 5,
        MostDiversification = 0.6,
        FloorRate = 0.01,
        Buffer = 0.25,
        Liquidity = LiquidityRules.Default with { SpreadKappa = 0.1 },
        Jump = new(0.997m, 20),
    };

    private static Gen<long[]> Portfolios =>
        Gen.ArrayOf(Gen.Choose(-60, 60).Select(lots => (long)lots), Market.Instruments.Count);

    private static IEnumerable<IMarginModel> Models =>
        [
            new PercentageModel(0.16),
            new PercentageModel(0.16, SideRule.LargerByProduct),
            new HistoricalModel(Plain),
            new HistoricalModel(Full),
            new StudentModel(3, new VolatilityFilter(0.97)),
        ];

    private static void ForAll(Func<long[], bool> holds) =>
        Prop.ForAll(Arb.From(Portfolios), holds)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Runs).WithQuietOnSuccess(true));

    [Fact]
    public void Nothing_held_asks_nothing_and_no_margin_is_negative()
    {
        foreach (var model in Models)
        {
            var prepared = model.Prepare(Market);
            var nothing = prepared.Charge(new long[Market.Instruments.Count]);
            Assert.Equal(0, nothing.Total);
            Assert.Equal("", nothing.ScenarioDay);
            ForAll(lots => prepared.Charge(lots).Total >= 0);
        }
    }

    [Fact]
    public void One_more_lot_of_a_held_side_never_lowers_a_percentage()
    {
        foreach (var sides in new[] { SideRule.Both, SideRule.LargerByProduct })
        {
            var prepared = new PercentageModel(0.16, sides).Prepare(Market);
            ForAll(lots =>
            {
                var before = prepared.Charge(lots).Total;
                return Enumerable
                    .Range(0, lots.Length)
                    .All(i =>
                    {
                        var more = (long[])lots.Clone();
                        more[i] += lots[i] < 0 ? -1 : 1;
                        return prepared.Charge(more).Total >= before;
                    });
            });
        }
    }

    [Fact]
    public void Three_times_the_portfolio_asks_three_times_the_margin_and_liquidity_at_least_that()
    {
        foreach (var model in Models)
        {
            var prepared = model.Prepare(Market);
            var addOns = model is HistoricalModel { Parameters.Liquidity: not null };
            ForAll(lots =>
            {
                var once = prepared.Charge(lots).Exact;
                var thrice = prepared.Charge([.. lots.Select(l => 3 * l)]).Exact;
                return addOns ? thrice >= 3 * once * (1 - 1e-12) : Near(thrice, 3 * once);
            });
        }
    }

    [Fact]
    public void The_order_of_scenarios_does_not_matter_to_the_tail()
    {
        ForAll(lots =>
        {
            var results = new double[500];
            for (var s = 0; s < results.Length; s++)
                results[s] = lots[s % lots.Length] * Math.Sin((s * 7) + 1);
            double[] turned = [.. results.OrderBy(r => Math.Cos(r * 1e3))];
            var a = Tail.Of(results, 0.99m);
            var b = Tail.Of(turned, 0.99m);
            return a.ValueAtRisk == b.ValueAtRisk && a.ExpectedShortfall == b.ExpectedShortfall;
        });
    }

    [Fact]
    public void Scaling_all_prices_by_a_constant_scales_the_margin()
    {
        const double By = 7.25;
        var history = Market.History;
        var scaled = new MarginMarket(
            new(history.Days, history.Nodes, [.. history.Prices.Select(p => p.Select(x => By * x).ToArray())]),
            [.. Market.Instruments.Select(i => i with { Price = By * i.Price, HalfSpread = By * i.HalfSpread })]
        );
        foreach (var model in Models)
        {
            var (before, after) = (model.Prepare(Market), model.Prepare(scaled));
            ForAll(lots => Near(after.Charge(lots).Exact, By * before.Charge(lots).Exact));
        }
    }

    [Fact]
    public void Lines_that_count_add_up_to_the_total_and_the_bound_line_is_the_core()
    {
        foreach (var model in Models)
        {
            var prepared = model.Prepare(Market);
            ForAll(lots =>
            {
                var r = prepared.Charge(lots);
                var sum = r.Lines.Where(l => l.Counted).Sum(l => l.Amount);
                return Near(sum, r.Exact) && r.Total == MinorUnits.Up(r.Exact) && r.Total >= r.Exact * (1 - 1e-9);
            });
        }
    }

    [Fact]
    public void Portfolios_at_once_ask_to_the_unit_what_they_ask_one_by_one()
    {
        var width = Market.Instruments.Count;
        var chance = new Random(5);
        long[] lots = [.. Enumerable.Range(0, 203 * width).Select(_ => chance.NextInt64(-60, 61))];
        foreach (var parameters in new[] { Plain, Full })
        {
            var margin = new HistoricalModel(parameters).Prepare(Market);
            long[] one = [.. lots.Chunk(width).Select(p => margin.Charge(p).Total)];
            Assert.Equal(one, BatchMargin.Totals(margin, lots, 1));
            Assert.Equal(one, BatchMargin.Totals(margin, lots, 2));
        }
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Abs(b));
}
