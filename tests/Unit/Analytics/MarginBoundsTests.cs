// Each bound of the historical model where it binds, and every figure traced to its inputs.
using Tokenbourse.Analytics.Margin;
using Xunit;

namespace Tokenbourse.Unit.Analytics;

public sealed class MarginBoundsTests
{
    private static readonly MarginMarket Market = SeededHistory.Market(SeededHistory.Of(4, 620, 11));

    private static readonly long[] Lots = [5, -3, 0, 2, -4, 0, 1, 1];

    private static readonly HistoricalParameters Plain = new() { Name = "plain", LeastObservations = 0 };

    private static MarginResult Charge(HistoricalParameters p, double? before = null) =>
        new HistoricalModel(p).Prepare(Market).Charge(Lots, before);

    private static double Line(MarginResult r, string label) => r.Lines.Single(l => l.Label == label).Amount;

    [Fact]
    public void The_plain_tail_is_the_sorted_repricing_and_names_its_day()
    {
        var history = Market.History;
        var results = Enumerable
            .Range(1, history.Days.Count - 1)
            .Select(t =>
                (
                    Day: history.Days[t],
                    Result: Market
                        .Instruments.Select(
                            (i, k) =>
                                Lots[k] * i.Value * ((history.Prices[i.Node][t] / history.Prices[i.Node][t - 1]) - 1)
                        )
                        .Sum()
                )
            )
            .OrderBy(r => r.Result)
            .ToList();
        var r = Charge(Plain);
        // 619 moves: floor(6.19) = 6.
        Assert.Equal(-results[6].Result, r.Exact, 4);
        Assert.Equal(results[6].Day, r.ScenarioDay);
        Assert.Equal("tail", r.Bound);
        var shortfall = Charge(Plain with { ExpectedShortfall = true });
        Assert.Equal(-results.Take(7).Average(x => x.Result), shortfall.Exact, 4);
    }

    [Fact]
    public void Stress_weighs_a_quarter_and_names_the_experts_move()
    {
        var stress = StressMove.BothWays("all by a fifth", 0.2);
        var r = Charge(Plain with { TailWeight = 0.75, Stress = stress });
        var net = Market.Instruments.Select((i, k) => Lots[k] * i.Value).Sum();
        Assert.Equal(0.2 * Math.Abs(net), Line(r, "stress"), 4);
        Assert.Equal((0.75 * Line(r, "tail")) + (0.25 * Line(r, "stress")), r.Exact, 4);
        Assert.Equal("blend", r.Bound);
        Assert.Equal(
            net > 0 ? "all by a fifth down" : "all by a fifth up",
            r.Lines.Single(l => l.Label == "stress").Note
        );
    }

    [Fact]
    public void Without_diversification_products_are_asked_alone()
    {
        var prepared = new HistoricalModel(Plain).Prepare(Market);
        var alone = Enumerable
            .Range(0, 2)
            .Sum(p => prepared.Charge([.. Lots.Select((l, i) => i / 4 == p ? l : 0)]).Exact);
        var none = Charge(Plain with { MostDiversification = 0 });
        Assert.Equal(alone, none.Exact, 4);
        Assert.Equal("diversification cap", none.Bound);
        var all = Charge(Plain with { MostDiversification = 1 });
        Assert.True(all.Exact < alone);
    }

    [Fact]
    public void The_floor_counts_the_larger_side_of_each_product()
    {
        var r = Charge(Plain with { FloorRate = 0.5 });
        double Side(int product, int sign) =>
            Market.Instruments.Select((i, k) => k / 4 == product ? Math.Max(0, sign * Lots[k]) * i.Value : 0).Sum();
        var floor = 0.5 * (Math.Max(Side(0, 1), Side(0, -1)) + Math.Max(Side(1, 1), Side(1, -1)));
        Assert.Equal(floor, r.Exact, 4);
        Assert.Equal("floor", r.Bound);
    }

    [Fact]
    public void A_short_history_asks_the_experts_stress_and_the_floor_not_the_tail()
    {
        var p = Plain with { LeastObservations = 1000, Stress = StressMove.BothWays("x", 0.3) };
        var r = Charge(p);
        Assert.Equal(Line(r, "stress"), r.Exact, 6);
        Assert.Equal("stress of a short history", r.Bound);
        Assert.Equal("", r.ScenarioDay);
        Assert.Equal("floor", Charge(p with { FloorRate = 0.9 }).Bound);
    }

    [Fact]
    public void The_buffer_is_full_in_quiet_times_and_used_up_in_stress()
    {
        // The filter's floor makes the volatility of now quiet or stressed against all history.
        HistoricalParameters With(double floor) =>
            Plain with
            {
                Filter = new(0.94) { Floor = floor },
                Buffer = 0.25,
            };
        var quiet = Charge(With(0));
        var bare = Charge(With(0) with { Buffer = 0 });
        Assert.Equal(Math.Min(1.25 * bare.Exact, 1.25 * Charge(Plain).Exact), quiet.Exact, 4);
        var stressed = Charge(With(0.05));
        Assert.Equal(Charge(With(0.05) with { Buffer = 0 }).Exact, stressed.Exact, 4);
        Assert.Equal(0, Line(stressed, "buffer"));
    }

    [Fact]
    public void The_rate_rises_by_no_more_than_its_cap_but_never_stays_below_the_floor()
    {
        var p = Plain with { MostDailyRise = 0.001 };
        var free = Charge(p);
        var held = Charge(p, free.Rate / 2);
        Assert.Equal((free.Rate / 2) + 0.001, held.Rate, 12);
        Assert.Equal("most daily rise", held.Bound);
        Assert.Equal("floor", Charge(p with { FloorRate = 0.5 }, 0).Bound);
        Assert.Equal(free.Exact, Charge(p, 1).Exact);
    }

    [Fact]
    public void A_flat_product_history_asks_nothing_and_divides_by_nothing()
    {
        var still = new PriceHistory(
            ["a", "b", "c", "d"],
            ["n"],
            [
                [5, 5, 5, 5],
            ]
        );
        var market = new MarginMarket(still, [new Instrument("I", "P", 0, 5, 100)]);
        foreach (var before in new[] { false, true })
        {
            var model = new HistoricalModel(Plain with { Filter = new(0.97) { BeforeTheMove = before } });
            Assert.Equal(0, model.Prepare(market).Charge([7]).Total);
        }
    }

    [Fact]
    public void Bad_parameters_and_bad_prices_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new HistoricalModel(Plain with { TailWeight = 0.75 }));
        Assert.Throws<ArgumentException>(() => new HistoricalModel(Plain with { Confidence = 1 }));
        Assert.Throws<ArgumentException>(() => new HistoricalModel(Plain with { Filter = new(1) }));
        Assert.Throws<ArgumentException>(() => new HistoricalModel(Plain with { Jump = new(0.5m, 0) }));
        Assert.Throws<ArgumentException>(() =>
            new PriceHistory(
                ["a"],
                ["n"],
                [
                    [0],
                ]
            )
        );
        Assert.Throws<ArgumentException>(() =>
            new PriceHistory(
                ["a"],
                ["n"],
                [
                    [double.NaN],
                ]
            )
        );
        Assert.Throws<ArgumentException>(() => new HistoricalModel(Plain).Prepare(Market).Charge([1]));
    }
}
