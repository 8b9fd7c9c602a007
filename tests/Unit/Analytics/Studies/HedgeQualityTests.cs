// R², strip effectiveness, the figures of a series and the costs of hedgers, worked by hand.
using Tokenbourse.Analytics.Studies;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Analytics.Studies;

public sealed class HedgeQualityTests
{
    [Fact]
    public void R2_is_one_for_a_fixed_multiple_and_nothing_for_moves_at_right_angles()
    {
        double[] index = [1, 2, 1, 2, 1];
        double[] doubled = [1, 4, 1, 4, 1];
        Assert.Equal(1, HedgeQuality.Measure([doubled], index, 1, 1).R2, 12);
        // Changes + + - - against + - + -.
        double[] apart = [1, 2, 4, 2, 1];
        Assert.Equal(0, HedgeQuality.Measure([apart], index, 1, 1).R2, 12);
        // Who pays the same for ever has nothing to hedge.
        Assert.Equal(
            double.NaN,
            HedgeQuality
                .Measure(
                    [
                        [3, 3, 3, 3, 3],
                    ],
                    index,
                    1,
                    1
                )
                .R2
        );
    }

    [Fact]
    public void A_strip_is_measured_by_the_mean_of_the_months_ahead_over_the_present_one()
    {
        Assert.Equal(0.2, HedgeQuality.Ahead([100, 110, 130], 0, 2), 12);
    }

    [Fact]
    public void Strip_effectiveness_is_one_for_the_same_nothing_for_twice_and_minus_three_for_the_opposite()
    {
        double[] cost = [0.1, -0.2, 0.3, 0.05];
        Moments Against(double factor)
        {
            var moments = default(Moments);
            foreach (var y in cost)
                moments.Add(factor * y, y);
            return moments;
        }

        Assert.Equal(1, Against(1).OneForOne, 12);
        Assert.Equal(0, Against(2).OneForOne, 12);
        Assert.Equal(-3, Against(-1).OneForOne, 12);
        Assert.Equal(1, Against(-1).R2, 12);
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval_and_it_holds_the_figure()
    {
        var index = Placebo.Walk(40, 1, 3);
        var cost = index.Select((v, i) => v * (1 + (0.01 * (i % 3)))).ToArray();
        var one = HedgeQuality.Measure([cost], index, 6, 11);
        var two = HedgeQuality.Measure([cost], index, 6, 11);
        Assert.Equal(one, two);
        Assert.InRange(one.R2, one.R2Low, one.R2High);
        Assert.Equal(39, one.Points);
        Assert.Equal(34, one.Strips);
    }

    [Fact]
    public void The_random_numbers_are_those_of_SplitMix64() =>
        Assert.Equal(0xE220A8397B1DCDAFUL, new SplitMix(0).Next());

    [Fact]
    public void The_figures_of_a_series_count_jumps_and_still_days()
    {
        var f = SeriesFigures.Of([100, 110, 110, 55, double.NaN, 55]);
        Assert.Equal((3, 2, 1), (f.Days, f.JumpsAbove5, f.JumpsAbove20));
        Assert.Equal(-0.5, f.LargestFall, 12);
        Assert.Equal(0.1, f.LargestRise, 12);
        Assert.Equal(1.0 / 3, f.Still, 12);
        Assert.Equal(Math.Log(0.55), f.Change, 12);
        double[] moves = [Math.Log(1.1), 0, Math.Log(0.5)];
        Assert.Equal(SeriesFigures.Deviation(moves) * Math.Sqrt(365), f.Volatility, 12);
        Assert.Equal(1, SeriesFigures.Deviation([1, 2, 3]), 12);
    }

    [Fact]
    public void A_margin_is_asked_of_moves_over_two_days()
    {
        var series = new double[102];
        series.AsSpan().Fill(100);
        series.AsSpan(51).Fill(150);
        var need = Assert.Single(MarginNeed.Of("jump", series));
        // One daily move of half, seen by two of the hundred two-day moves.
        Assert.Equal((100, 2, 2, 1), (need.Moves, need.Above25, need.Above40, need.DaysBeyond12));
        Assert.Equal(0.5, need.Largest, 12);
        Assert.Equal(0.5, need.P99, 12);
    }

    [Fact]
    public void A_series_without_a_move_over_two_days_asks_for_no_margin()
    {
        // Pairs of days, then two without: neighbours a day, three days and more apart, never two.
        var pairs = Enumerable.Range(0, 500).Select(day => day % 4 < 2 ? 100.0 : double.NaN).ToArray();
        Assert.Empty(MarginNeed.Of("pairs", pairs));
        // A whole early stretch, and nothing in the last year.
        var early = Enumerable.Range(0, 500).Select(day => day < 100 ? 100.0 : double.NaN).ToArray();
        Assert.Equal("all", Assert.Single(MarginNeed.Of("early", early)).Span);
    }

    [Fact]
    public void The_switcher_moves_on_a_quarters_first_day_when_it_saves_enough_and_pays_for_moving()
    {
        var panel = StudyExamples.Panel(
            185,
            StudyExamples.Sold("a", "stay", (0, 1)),
            StudyExamples.Sold("b", "near", (10, 0.95)),
            StudyExamples.Sold("c", "half", (20, 0.5))
        );
        var cost = TokenHedgers.Switcher(StudyExamples.All(panel), 0);
        var april = TradingDate.Of(2025, 4, 1).Days - StudyExamples.First.Days;
        var july = TradingDate.Of(2025, 7, 1).Days - StudyExamples.First.Days;
        Assert.Equal(1, cost[april - 1], 12);
        Assert.Equal(0.55, cost[april], 12);
        Assert.Equal(0.5, cost[july], 12);
    }

    [Fact]
    public void The_router_pays_the_mean_of_the_cheapest_and_the_provider_earns_the_mean_of_its_list()
    {
        var panel = StudyExamples.Panel(
            250,
            StudyExamples.Sold("a", "a1", (0, 1)),
            StudyExamples.Sold("a", "a2", (0, 3)),
            StudyExamples.Sold("b", "b1", (0, 2)),
            StudyExamples.Sold("c", "c1", (0, 9))
        );
        var universe = StudyExamples.All(panel);
        Assert.Equal(2, TokenHedgers.Router(universe, 3)[0], 12);
        Assert.Equal([2, 2, 9], TokenHedgers.Provider(universe).Select(p => p[0]));
        Assert.Equal([1, 2, 9], TokenHedgers.OneMaker(universe, cheapest: true).Select(p => p[0]));
        Assert.Equal(4, TokenHedgers.OneModel(universe).Count);
        Assert.Equal(1, Assert.Single(TokenHedgers.Mixed(universe))[0], 12);
    }

    [Fact]
    public void Volumes_tell_the_age_of_what_is_bought_and_the_share_of_mix()
    {
        var day = TradingDate.Of(2026, 8, 1);
        UsageFact[] usage =
        [
            new(day, "x/old-20260701", 10, 1, 1),
            new(day, "x/new-20260731", 30, 4, 4),
            new(day, "x/plain", 500, 9, 9),
            new(day.Plus(1), "x/old-20260701", 30, 1, 1),
            new(day.Plus(1), "x/new-20260731", 10, 4, 4),
            new(day.Plus(2), "x/old-20260701", 10, 1, 1),
            new(day.Plus(2), "x/new-20260731", 30, 4, 4),
        ];
        // Of 120 tokens 30 are one day old, 10 two, 30 three.
        Assert.Equal(3, UsageStudy.MedianAge(usage));
        // No price moves, the mean paid does: all of it is mix.
        Assert.Equal(1, UsageStudy.Of(usage)!.MixShare, 12);
    }

    [Fact]
    public void A_cost_that_moves_at_an_unchanged_price_is_told_apart()
    {
        var day = TradingDate.Of(2026, 5, 1);
        TaskCostFact[] facts =
        [
            new(day, "a", "x", 50, 100, 2),
            new(day, "b", "y", 40, 200, 3),
            new(day.Plus(1), "a", "x", 50, 120, 2),
            new(day.Plus(2), "b", "y", 40, 100, 1.5),
        ];
        var report = TaskCostStudy.Of(facts)!;
        Assert.Equal((2, 1, 2), (report.Changes, report.AtSamePrice, report.Models));
        Assert.Empty(report.Rebased);
    }
}
