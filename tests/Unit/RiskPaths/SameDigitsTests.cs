// The digits depend on the seed and on nothing else.
using Tokenbourse.Analytics.Scenarios;
using Xunit;
using static Tokenbourse.Unit.RiskPaths.RiskExamples;

namespace Tokenbourse.Unit.RiskPaths;

public sealed class SameDigitsTests
{
    private static PathModel Whole() =>
        Plan(6) with
        {
            OwnPrice = new(1.2, 0.05, 0.6, 0.1) { Sticky = new(11, 3) },
            VolumeNoise = new(0.1, 0.4, 0.3),
            Currency = new(0.08, 0.2, OnHedgeToo: true),
            Hedge = HedgeSchedule.Strip([50, 50, 40, 30, 20, 10]),
            Margin = new(0.4),
        };

    private static double[] All(PathSet set)
    {
        var all = new List<double>();
        for (var m = 0; m < set.Months; m++)
        {
            all.AddRange(set.Settlement(m));
            all.AddRange(set.OwnPrice(m));
            all.AddRange(set.Volume(m));
            all.AddRange(set.Gain(m));
            all.AddRange(set.Variation(m));
        }

        all.AddRange(set.WorstOutflow);
        all.AddRange(set.WorstWindow);
        all.AddRange(set.WorstNeed);
        all.AddRange(set.MostInitial);
        return [.. all];
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_thread_and_two_and_arrays_used_again_give_the_same_digits(bool antithetic)
    {
        var one = All(TwoFactorPaths.Simulate(Whole(), new(1_000, 7, 1, antithetic)));
        var set = TwoFactorPaths.Simulate(Plan(3), new(2_000, 1, 1, antithetic));
        Assert.Equal(one, All(TwoFactorPaths.Simulate(Whole(), new(1_000, 7, 2, antithetic), set)));
        Assert.NotEqual(one, All(TwoFactorPaths.Simulate(Whole(), new(1_000, 8, 2, antithetic))));
    }

    [Fact]
    public void More_paths_leave_the_first_ones_as_they_were()
    {
        var few = TwoFactorPaths.Simulate(Whole(), new(200, 7)).Settlement(5)[..100];
        Assert.Equal(few, TwoFactorPaths.Simulate(Whole(), new(2_000, 7)).Settlement(5)[..100]);
    }

    [Fact]
    public void One_source_of_chance_more_does_not_move_the_others()
    {
        var plain = TwoFactorPaths.Simulate(Plan(6), new(200, 7));
        var whole = TwoFactorPaths.Simulate(Whole(), new(200, 7));
        for (var m = 0; m < 6; m++)
            Assert.Equal(plain.Settlement(m), whole.Settlement(m));
    }

    [Fact]
    public void Antithetic_pairs_are_mirror_images_of_the_logarithm()
    {
        var model = OneDay(0.4, Today.Plus(365));
        var set = TwoFactorPaths.Simulate(model, new(200, 7));
        var settled = set.Settlement(0);
        for (var i = 0; i < 100; i++)
            Assert.Equal(-0.16, Math.Log(settled[i] / 10) + Math.Log(settled[100 + i] / 10), 12);
    }

    [Fact]
    public void The_report_is_the_same_with_one_thread_and_two()
    {
        var set = TwoFactorPaths.Simulate(Whole(), new(1_000, 7));
        var terms = new CostTerms { Budget = 6_000, HedgeLossLimit = 300 };
        var one = new CostAtRisk().Of(set, terms);
        var two = new CostAtRisk().Of(set, terms with { Threads = 2 });
        Assert.Equal(one.With, two.With);
        Assert.Equal(one.Without, two.Without);
        Assert.Equal(one.Months, two.Months);
        Assert.Equal(one.Hedge.Quantiles, two.Hedge.Quantiles);
    }
}
