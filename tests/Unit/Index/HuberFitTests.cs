// The regression by hand: ordinary least squares, one re-weighting, errors by seller, columns that cannot be told.
using Tokenbourse.Index;
using Tokenbourse.Index.Steps;
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class HuberFitTests
{
    [Fact]
    public void An_exact_relation_is_found_exactly_whatever_the_days_do()
    {
        // y = day + 0.2 a - 0.3 b, the second day 5 higher.
        var days = new[]
        {
            Day(1, ("p", 0m, [0m, 0m]), ("q", 0.2m, [1m, 0m]), ("r", -0.3m, [0m, 1m]), ("s", -0.1m, [1m, 1m])),
            Day(2, ("p", 5m, [0m, 0m]), ("q", 5.2m, [1m, 0m]), ("r", 4.7m, [0m, 1m]), ("t", 5.4m, [2m, 0m])),
        };
        var fit = Fit(days, rounds: 20);
        Assert.Equal([0.2m, -0.3m], fit.Values.Select(v => decimal.Round(v, 20)));
        Assert.All(fit.Errors, e => Assert.Equal(0m, decimal.Round(e!.Value, 10)));
    }

    [Fact]
    public void Without_outliers_it_is_least_squares_and_errors_are_gathered_by_seller()
    {
        // beta = 4 - 1 = 3, residuals -1 1 -1 1, deviations of z -0.5 -0.5 0.5 0.5, bread 1 / 1.
        // Each row a seller: u = 0.5 -0.5 -0.5 0.5, variance 4/3 * 1.
        var alone = Fit(
            [Day(1, ("a", 0m, [0m]), ("b", 2m, [0m]), ("c", 3m, [1m]), ("d", 5m, [1m]))],
            huber: 10m,
            rounds: 5
        );
        Assert.Equal(3m, alone.Values[0]);
        Assert.Equal(1.1547005m, decimal.Round(alone.Errors[0]!.Value, 7));

        // Two sellers whose rows lean the same way: u = 1 and -1, variance 2/1 * 2: the error is 2.
        var two = Fit(
            [Day(1, ("a", 0m, [0m]), ("b", 2m, [0m]), ("b", 3m, [1m]), ("a", 5m, [1m]))],
            huber: 10m,
            rounds: 5
        );
        Assert.Equal(2m, decimal.Round(two.Errors[0]!.Value, 10));

        // One seller says nothing of sellers.
        var one = Fit([Day(1, ("a", 0m, [0m]), ("a", 2m, [0m]), ("a", 3m, [1m]), ("a", 5m, [1m]))], 10m, 5);
        Assert.Null(one.Errors[0]);
    }

    [Fact]
    public void One_re_weighting_gives_an_outlier_what_the_rule_says()
    {
        // z = 1: 1, 1, 10 (mean 4); residuals -3 -3 6, others 0: median |e| 1.5, threshold 1.345 * 1.4826 * 1.5 =
        // 2.991;
        // weights 2.991/3, 2.991/3, 2.991/6 = 2 : 2 : 1, mean (2 + 2 + 10) / 5 = 2.8.
        var days = new[]
        {
            Day(
                1,
                ("a", 0m, [0m]),
                ("b", 0m, [0m]),
                ("c", 0m, [0m]),
                ("d", 1m, [1m]),
                ("e", 1m, [1m]),
                ("f", 10m, [1m])
            ),
        };
        Assert.Equal(2.8m, decimal.Round(Fit(days, 1.345m, 1).Values[0], 20));

        // More of them leave the outlier with less; the same number always gives the same digits.
        var twenty = Fit(days, 1.345m, 20).Values[0];
        Assert.InRange(twenty, 1m, 1.6m);
        Assert.Equal(twenty, Fit(days, 1.345m, 20).Values[0]);
    }

    [Fact]
    public void A_column_that_does_not_vary_or_says_what_another_says_keeps_what_was_given()
    {
        var same = Fit([Day(1, ("a", 0m, [1m, 0m]), ("b", 1m, [1m, 1m]))], 1.345m, 3, given: [0.7m, 0m]);
        Assert.Equal([false, true], same.Told);
        Assert.Equal([0.7m, 1m], same.Values);

        var twice = Fit([Day(1, ("a", 0m, [0m, 0m]), ("b", 1m, [1m, 2m]), ("c", 2m, [2m, 4m]))], 1.345m, 3);
        Assert.Single(twice.Told, told => told);

        // A difference between days is no difference within them.
        var across = Fit(
            [Day(1, ("a", 0m, [0m]), ("b", 0m, [0m])), Day(2, ("a", 1m, [1m]), ("b", 1m, [1m]))],
            1.345m,
            3
        );
        Assert.Equal([false], across.Told);
    }

    [Theory]
    [InlineData("2", "1.41421356237309")]
    [InlineData("0.0001", "0.01000000000000")]
    [InlineData("0", "0")]
    [InlineData("1234321", "1111")]
    public void Square_roots_are_right_to_fourteen_digits(string of, string root) =>
        Assert.InRange(HuberFit.Root(Number(of)) - Number(root), -0.0000000000001m, 0.0000000000001m);

    private static decimal Number(string text) =>
        decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static HuberResult Fit(SampleDay[] days, decimal huber = 1.345m, int rounds = 20, decimal[]? given = null)
    {
        var columns = days[0].Rows[0].Traits.Length;
        return HuberFit.Fit(days, [.. Enumerable.Repeat(true, columns)], given ?? new decimal[columns], huber, rounds);
    }

    private static SampleDay Day(int day, params (string Seller, decimal Y, decimal[] Z)[] rows) =>
        new(day, [.. rows.Select(r => new SampleRow(r.Seller, r.Y, r.Z))]);
}
