// Each construction of an index on a few prices, worked by hand.
using Tokenbourse.Analytics.Studies;
using Xunit;

namespace Tokenbourse.Unit.Analytics.Studies;

public sealed class ConstructionTests
{
    private static readonly Member[] _five =
    [
        new("a", "a1", 1, 0),
        new("a", "a2", 500, 9),
        new("b", "b1", 10, 0),
        new("c", "c1", 20, 0),
        new("d", "d1", 30, 0),
        new("e", "e1", 999, 0),
    ];

    [Fact]
    public void Makers_middle_half_takes_each_maker_once_and_leaves_out_a_quarter_at_either_end()
    {
        // Of 1, 10, 20, 30, 999 one goes at each end.
        Assert.Equal(Math.Pow(10 * 20 * 30, 1.0 / 3), Levels.MakersMiddleHalf(5)(_five), 9);
        Assert.Equal(double.NaN, Levels.MakersMiddleHalf(6)(_five));
        Assert.Equal(20, Levels.MakersMedian(5)(_five), 9);
        // With its newest model maker a stands at 500: 10, 20, 30, 500, 999.
        Assert.Equal(Math.Pow(20 * 30 * 500, 1.0 / 3), Levels.MakersNewest(5)(_five), 9);
    }

    [Fact]
    public void Cheapest_and_quantile_levels_are_geometric()
    {
        Assert.Equal(1, Levels.CheapestModels(1)(_five), 9);
        Assert.Equal(Math.Pow(200, 1.0 / 3), Levels.CheapestModels(3)(_five), 9);
        Assert.Equal(Math.Pow(200, 1.0 / 3), Levels.CheapestMakers(3)(_five), 9);
        Assert.Equal(20, Levels.NthCheapest(3)(_five), 9);
        Assert.Equal(double.NaN, Levels.CheapestModels(7)(_five));
        // Six models: the median lies half way between 20 and 30 in logs.
        Assert.Equal(Math.Sqrt(600), Levels.ModelQuantile(0.5, 6)(_five), 9);
        Assert.Equal(3, Levels.TrimmedMean([100, 1, 3, 2, 4], 0.2), 9);
    }

    [Fact]
    public void A_matched_chain_counts_each_maker_once_and_is_not_moved_by_entry()
    {
        var panel = StudyExamples.Panel(
            4,
            StudyExamples.Sold("a", "a1", (0, 1), (2, 2)),
            StudyExamples.Sold("a", "a2", (0, 5)),
            StudyExamples.Sold("b", "b1", (0, 7)),
            StudyExamples.Sold("c", "cheap", (1, 0.01))
        );
        var chain = Chains.Matched(StudyExamples.All(panel), o => o.Maker);
        // On day 2 maker a's mean move is ln 2 / 2, b's and c's are nothing: ln 2 / 6 in all.
        Assert.Equal([100, 100, 100 * Math.Pow(2, 1.0 / 6), 100 * Math.Pow(2, 1.0 / 6)], chain, new Near(1e-6));
        // Trimmed by move, the one move goes.
        Assert.Equal(100, Chains.Matched(StudyExamples.All(panel), o => o.Item, 0.25)[^1], 9);
    }

    [Fact]
    public void Tornqvist_weighs_with_the_shares_of_both_days_and_unit_value_with_what_is_bought()
    {
        var before = new Dictionary<string, (double, double)>
        {
            ["a"] = (1, 10),
            ["b"] = (2, 5),
            ["gone"] = (9, 9),
        };
        var now = new Dictionary<string, (double, double)>
        {
            ["a"] = (2, 5),
            ["b"] = (2, 15),
            ["new"] = (9, 9),
        };
        // Spending on both: 10 and 10, then 10 and 30; a weighs (0.5 + 0.25) / 2.
        Assert.Equal(0.375 * Math.Log(2), Chains.TornqvistMove(before, now), 12);
        Assert.Equal(20.0 / 15, Chains.UnitValue([(1, 10), (2, 5)]), 12);
        Assert.Equal(40.0 / 20, Chains.UnitValue([(2, 5), (2, 15)]), 12);
        Assert.Equal(double.NaN, Chains.UnitValue([]));
    }

    [Fact]
    public void A_chain_goes_on_at_its_level_after_a_gap()
    {
        var chain = Chains.Chain(5, (day, _) => day == 2 ? double.NaN : Math.Log(2));
        Assert.Equal([100, 200, 200, 400, 800], chain.Select(v => double.IsNaN(v) ? -1 : v), new Near(1e-9));
    }

    [Fact]
    public void The_move_of_a_grade_is_taken_apart_into_listed_prices_and_entry()
    {
        var panel = StudyExamples.Panel(
            3,
            StudyExamples.Sold("a", "a1", (0, 4), (2, 8)),
            StudyExamples.Sold("b", "b1", (1, 1))
        );
        var parts = GradeDrift.Of(
            StudyExamples.All(panel),
            Grade.Later("all", [], 0),
            "median",
            Levels.ModelQuantile(0.5, 1)
        );
        // 4, then the root of 4: entry takes ln 2; then the root of 8: a listed rise of ln 2 / 2.
        Assert.Equal(-0.5 * Math.Log(2), parts.Total, 9);
        Assert.Equal(0.5 * Math.Log(2), parts.Listed, 9);
        Assert.Equal(-Math.Log(2), parts.Entry, 9);
    }

    [Fact]
    public void One_of_eight_equal_makers_moves_the_middle_half_by_nothing_and_the_cheapest_by_all()
    {
        var panel = StudyExamples.Panel(
            1,
            [.. Enumerable.Range(0, 8).Select(i => StudyExamples.Sold($"m{i}", $"i{i}", (0, 1)))]
        );
        var universe = StudyExamples.All(panel);
        var middle = Manipulation.OfLevel(universe, Levels.MakersMiddleHalf(6));
        Assert.Equal(
            (0, 0, 0),
            (Math.Round(middle.CutWorst, 9), Math.Round(middle.LaunchOne, 9), Math.Round(middle.LaunchFive, 9))
        );
        var cheapest = Manipulation.OfLevel(universe, Levels.CheapestModels(1));
        Assert.Equal(Math.Log(0.1), cheapest.CutMean, 9);
        Assert.Equal(Math.Log(0.1), cheapest.LaunchOne, 9);
        // A cut to a tenth for five days of thirty takes 15 % off the mean.
        Assert.Equal(Math.Log(0.85), cheapest.CutMonth, 9);
        Assert.Equal(Math.Log(0.1) / 8, Manipulation.OfChain(universe).CutMean, 9);
    }

    [Fact]
    public void Probation_and_averaging_rules_keep_their_arithmetic()
    {
        Assert.Equal([double.NaN, 1.5, 2.5], TokenConstructions.Running([1, 2, 3], 2));
        Assert.True(ModelFamilies.IsOpen("deepseek-r1"));
        Assert.False(ModelFamilies.IsOpen("qwen-max"));
        Assert.True(ModelFamilies.IsChinese("moonshot"));
    }

    private sealed class Near(double within) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= within;

        public int GetHashCode(double obj) => 0;
    }
}
