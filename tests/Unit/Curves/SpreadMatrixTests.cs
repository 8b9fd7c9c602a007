// Calendar spreads, butterflies and their scores against numbers worked by hand.
using Tokenbourse.Analytics.Curves;
using Xunit;

namespace Tokenbourse.Unit.Curves;

public sealed class SpreadMatrixTests
{
    [Fact]
    public void Spreads_are_near_less_far_and_butterflies_the_second_difference()
    {
        var matrix = SpreadMatrix.Of(CurveMaker.Curve((30, 4.0), (60, 3.7), (90, 3.6)), []);
        Assert.Equal(
            [("TK-030", "TK-060", 0.3), ("TK-030", "TK-090", 0.4), ("TK-060", "TK-090", 0.1)],
            matrix.Spreads.Select(s => (s.Near, s.Far, Math.Round(s.Price, 9)))
        );
        var fly = Assert.Single(matrix.Butterflies);
        // 4.0 - 2 * 3.7 + 3.6
        Assert.Equal(0.2, fly.Price, 9);
        Assert.Equal(new PastScore(null, 0), fly.Past);
    }

    [Fact]
    public void A_score_is_the_distance_from_the_mean_in_sample_deviations()
    {
        // Twenty days of 0.10 and 0.30 in turn: mean 0.20, deviation sqrt(20 * 0.01 / 19) = 0.1025978.
        // Today 0.40: 0.20 / 0.1025978 = 1.949359.
        var matrix = SpreadMatrix.Of(CurveMaker.Curve((30, 4.4), (60, 4.0)), Past(20));
        Assert.Equal(1.949359, matrix.Spreads[0].Past.Score!.Value, 6);
        Assert.Equal(20, matrix.Spreads[0].Past.Days);
    }

    [Fact]
    public void Nineteen_days_are_too_few_and_a_still_spread_has_no_score()
    {
        Assert.Equal(new PastScore(null, 19), Score(Past(19)));
        var still = Enumerable.Range(1, 30).Select(i => Pair(i, 0.2)).Reverse().ToList();
        Assert.Equal(new PastScore(null, 30), Score(still));
    }

    [Fact]
    public void Only_the_sixty_days_before_count_and_days_without_a_contract_do_not()
    {
        // 80 days, the oldest 20 far off; of the newest 60, ten lack the far contract.
        var old = Enumerable.Range(61, 20).Select(i => Pair(i, 9.0));
        var gaps = Enumerable.Range(51, 10).Select(i => CurveMaker.On(CurveMaker.Day.Plus(-i), (30, 4.0)));
        var near = Enumerable.Range(1, 50).Select(i => Pair(i, i % 2 == 0 ? 0.1 : 0.3));
        var score = Score([.. old.Concat(gaps).Concat(near).OrderBy(c => c.Day)]);
        Assert.Equal(50, score.Days);
        // Mean 0.20, deviation sqrt(50 * 0.01 / 49) = 0.1010153; 0.20 / 0.1010153 = 1.979899.
        Assert.Equal(1.979899, score.Score!.Value, 6);
    }

    private static PastScore Score(List<FuturesCurve> past) =>
        SpreadMatrix.Of(CurveMaker.Curve((30, 4.4), (60, 4.0)), past).Spreads[0].Past;

    private static List<FuturesCurve> Past(int days) =>
        [.. Enumerable.Range(1, days).Select(i => Pair(i, i % 2 == 0 ? 0.1 : 0.3)).Reverse()];

    private static FuturesCurve Pair(int before, double spread) =>
        CurveMaker.On(CurveMaker.Day.Plus(-before), (30, 4.0 + spread), (60, 4.0));
}
