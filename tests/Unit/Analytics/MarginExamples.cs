// Worked examples of margin whose inputs are printed, and the conventions of quantile, add-ons and bounds by hand.
using Tokenbourse.Analytics.Margin;
using Xunit;

namespace Tokenbourse.Unit.Analytics;

public sealed class MarginExamples
{
    private static readonly LiquidityCurve Survey = new([new(500e6, 5), new(1_000e6, 8)]);

    [Fact]
    public void The_printed_bucket_costs_5_5274_basis_points() =>
        Assert.Equal(5.5274, Survey.BasisPoints(587.893e6), 4);

    /// <summary>
    /// The nominal is printed in thousands. 406,187.26 is what some nominal that rounds to the printed one gives; the
    /// printed one itself gives 406,187.13.
    /// </summary>
    [Fact]
    public void The_printed_liquidity_charge_lies_within_the_rounding_of_its_printed_inputs()
    {
        Assert.Equal(406_187.13, Math.Round(Survey.Charge(587.893e6, 73_486.67), 2));
        var low = Survey.Charge(587.8925e6, 73_486.67);
        var high = Survey.Charge(587.8935e6, 73_486.67);
        Assert.InRange(406_187.26, low, high);
        Assert.True(high - low < 0.5);
    }

    [Fact]
    public void A_future_of_664_at_7_54_percent_asks_5_007()
    {
        // 3.0813 x volatility is printed as 7.54 %.
        var amount = StudentModel.Amount(664 * 100, 3.0813, 0.0754 / 3.0813);
        Assert.Equal(5_006.56, amount, 6);
        Assert.Equal(5_007, MinorUnits.Up(amount));
    }

    [Fact]
    public void The_quantile_3_0813_is_that_of_a_Student_distribution_with_between_11_and_12_degrees()
    {
        Assert.Equal(3.1058, StudentModel.QuantileOf(11, 0.995), 4);
        Assert.Equal(3.0545, StudentModel.QuantileOf(12, 0.995), 4);
    }

    [Fact]
    public void Of_715_results_at_99_percent_the_eighth_worst_is_the_value_at_risk()
    {
        Assert.Equal(7, Tail.Index(715, 0.99m));
        double[] results = [.. Enumerable.Range(1, 715).Select(i => (double)((i * 263 % 715) - 500))];
        var sorted = results.Order().ToArray();
        var tail = Tail.Of(results, 0.99m);
        Assert.Equal(-sorted[7], tail.ValueAtRisk);
        Assert.Equal(-sorted[..8].Average(), tail.ExpectedShortfall, 10);
        Assert.Equal(sorted[7], results[tail.Scenarios[^1]]);
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(250, 2)]
    [InlineData(500, 5)]
    [InlineData(1000, 10)]
    [InlineData(99, 0)]
    public void The_index_is_that_of_exact_decimals(int n, int index) => Assert.Equal(index, Tail.Index(n, 0.99m));

    [Fact]
    public void The_curve_is_flat_before_its_first_answer_and_goes_on_beyond_its_last()
    {
        Assert.Equal(5, Survey.BasisPoints(0));
        Assert.Equal(8, Survey.BasisPoints(1_000e6));
        Assert.Equal(11, Survey.BasisPoints(1_500e6), 10);
    }

    [Fact]
    public void Half_spread_kappa_and_concentration_begin_where_closing_takes_longer_than_the_horizon()
    {
        var rules = new LiquidityRules(0.25, 0.5, 0.10);
        var future = new Instrument("F", "P", 0, 100, 10) { DailyVolume = 400, HalfSpread = 0.2 };
        // 100 lots a day can be closed: 200 lots take the two days of the horizon, 800 take eight.
        Assert.Equal(200 * 0.2 * 10, rules.Liquidity(future, 200, 0.01, 2), 9);
        Assert.Equal(1, rules.Concentration(future, -200, 2));
        var kappa = 0.5 * 0.01 * Math.Sqrt(8) * 800 * 1000;
        Assert.Equal((800 * 0.2 * 10) + kappa, rules.Liquidity(future, -800, 0.01, 2), 6);
        Assert.Equal(2, rules.Concentration(future, 800, 2));
        Assert.Equal(1, rules.Concentration(future with { DailyVolume = 0 }, 800, 2));
    }

    [Theory]
    [InlineData(1600.0000000002, 1600)]
    [InlineData(1600.01, 1601)]
    [InlineData(0, 0)]
    public void Money_is_rounded_up_and_binary_noise_is_not_money(double amount, long total) =>
        Assert.Equal(total, MinorUnits.Up(amount));

    [Fact]
    public void Volatility_follows_the_recursion_and_its_floor()
    {
        var filter = new VolatilityFilter(0.9) { SeedObservations = 2 };
        double[] returns = [0.01, -0.02, 0.03];
        var path = ScenarioReturns.Volatility(returns, filter, out var now);
        var seed = ((0.01 * 0.01) + (0.02 * 0.02)) / 2;
        var first = (0.9 * seed) + (0.1 * 0.0001);
        var second = (0.9 * first) + (0.1 * 0.0004);
        var third = (0.9 * second) + (0.1 * 0.0009);
        Assert.Equal(Math.Sqrt(first), path[0], 12);
        Assert.Equal(Math.Sqrt(third), path[2], 12);
        Assert.Equal(Math.Sqrt(third), now, 12);
        _ = ScenarioReturns.Volatility(returns, filter with { Floor = 0.5 }, out now);
        Assert.Equal(0.5, now);
        path = ScenarioReturns.Volatility(returns, filter with { BeforeTheMove = true }, out _);
        Assert.Equal(Math.Sqrt(seed), path[0], 12);
    }

    [Fact]
    public void Half_scaling_is_half_way_between_the_move_and_the_scaled_move()
    {
        var history = SeededHistory.Of(1, 80, 3);
        var raw = ScenarioReturns.Of(history, 1);
        var filter = new VolatilityFilter(0.94);
        var full = raw.Scaled(filter, out _).ByNode[0];
        var half = raw.Scaled(filter with { Share = 0.5 }, out _).ByNode[0];
        var none = raw.Scaled(filter with { Share = 0 }, out _).ByNode[0];
        for (var t = 0; t < full.Length; t++)
        {
            Assert.Equal((full[t] + raw.ByNode[0][t]) / 2, half[t], 12);
            Assert.Equal(raw.ByNode[0][t], none[t], 12);
        }
    }
}
