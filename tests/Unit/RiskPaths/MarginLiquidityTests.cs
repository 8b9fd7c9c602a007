// Margin of a hedge against the slow simulator, which marks every day's forward by itself; rolls and caps.
using Tokenbourse.Analytics.Scenarios;
using Tokenbourse.Model.Numbers;
using Xunit;
using static Tokenbourse.Unit.RiskPaths.RiskExamples;

namespace Tokenbourse.Unit.RiskPaths;

public sealed class MarginLiquidityTests
{
    [Fact]
    public void Worst_outflows_agree_with_the_slow_simulators()
    {
        double[] held = [60, 60, 50, 40, 30, 20];
        var model = Plan(6) with { Hedge = HedgeSchedule.Strip(held), Margin = new(0, 10) };
        var set = TwoFactorPaths.Simulate(model, new(20_000, 31, 2));
        var naive = new NaiveSimulator(model, 17);
        var (worst, window) = (new List<double>(), new List<double>());
        for (var i = 0; i < 2_000; i++)
        {
            var sums = naive.Path(held).Variation;
            worst.Add(Math.Max(0, -sums.Min()));
            var ten = 0.0;
            for (var t = 1; t < sums.Count; t++)
            {
                for (var back = 1; back <= Math.Min(10, t); back++)
                    ten = Math.Max(ten, sums[t - back] - sums[t]);
            }

            window.Add(ten);
        }

        Compare(worst, set.WorstOutflow);
        Compare(window, set.WorstWindow);

        static void Compare(List<double> truth, ReadOnlySpan<double> ours)
        {
            var figures = new SampleFigures();
            var (mean, error) = Mean(truth);
            var our = figures.Of(ours.ToArray()).Mean;
            var both = Math.Sqrt((error * error) + (our.Error * our.Error));
            Assert.InRange(our.Value - mean, -4 * both, 4 * both);
            var q = figures.QuantileWithError(0.95);
            var tail = new SampleFigures().Of(truth.ToArray()).QuantileWithError(0.95);
            both = Math.Sqrt((tail.Error * tail.Error) + (q.Error * q.Error));
            Assert.InRange(q.Value - tail.Value, -4 * both, 4 * both);
        }
    }

    [Fact]
    public void All_variation_together_is_the_profit_of_the_hedge()
    {
        var curve = Curve(6);
        double[] quantities = [10, -20, 30, 40, 50, 60];
        HedgeSchedule[] schedules =
        [
            HedgeSchedule.Strip(quantities),
            HedgeSchedule.Stack(curve, Today, quantities, 5),
            HedgeSchedule.Stack(curve, Today, quantities, 0, (front, month) => 1 - (0.05 * (month - front))),
        ];
        foreach (var step in Enum.GetValues<PathStep>())
        {
            foreach (var schedule in schedules)
            {
                var set = TwoFactorPaths.Simulate(Plan(6) with { Hedge = schedule, Step = step }, new(200, 31));
                for (var p = 0; p < 200; p++)
                {
                    var profit = 0.0;
                    for (var m = 0; m < 6; m++)
                        profit += set.Gain(m)[p];
                    Assert.Equal(profit, set.Variation(5)[p], 8);
                }
            }
        }
    }

    [Fact]
    public void A_stack_holds_its_exposure_in_the_front_and_rolls_it()
    {
        var stack = HedgeSchedule.Stack(Curve(3), Today, [0, 0, 30], 5);

        // September's averaging begins the day after today: it is no front to stand in.
        Assert.Equal([1, 2], stack.Legs.Select(l => l.Contract));
        var stacked = HedgeSchedule.Stack(Curve(3), Today.Plus(-10), [0, 0, 30], 5);
        Assert.Equal(3, stacked.Legs.Count);
        Assert.All(stacked.Legs.Zip(stacked.Legs.Skip(1)), pair => Assert.Equal(pair.First.Exit, pair.Second.Enter));
        Assert.Equal([0, 0, 30], stacked.Volumes(3));
        Assert.Null(stacked.Legs[^1].Exit);
    }

    [Theory]
    [InlineData(PathStep.Day)]
    [InlineData(PathStep.Week)]
    public void Holidays_inside_a_month_of_averaging_ask_for_no_money(PathStep step)
    {
        // September without the 16th to the 25th; nothing moves, so the price is 10 on every day and no margin is called.
        var month = ContractMonth.Of(2026, 9);
        bool Holiday(TradingDate d) => d >= TradingDate.Of(2026, 9, 16) && d <= TradingDate.Of(2026, 9, 25);
        var model = Plan(2) with
        {
            Curve =
            [
                new(month, 10) { Averaging = [.. FuturesMonth.Weekdays(month).Where(d => !Holiday(d))] },
                new(month.Plus(1), 9.8),
            ],
            Factors = new(1, 0, 0, 0),
            Hedge = HedgeSchedule.Strip([100, 0]),
            Margin = new(0.4, 10),
            Observe = [TradingDate.Of(2026, 9, 17)],
            Step = step,
        };
        var set = TwoFactorPaths.Simulate(model, new(2, 1));
        Assert.Equal(10, set.Observed(0, 0)[0], 12);
        Assert.Equal(0, set.WorstOutflow[0], 9);
        Assert.Equal(0, set.WorstWindow[0], 9);
        Assert.Equal(400, set.MostInitial[0], 9);
        Assert.Equal(400, set.WorstNeed[0], 9);
    }

    [Fact]
    public void Money_tied_up_is_variation_paid_and_initial_margin_at_the_same_moment()
    {
        var model = Plan(3) with { Hedge = HedgeSchedule.Strip([100, 0, 0]), Margin = new(0.4, 5) };
        var set = TwoFactorPaths.Simulate(model, new(4_000, 3));
        var report = new MarginLiquidity().Of(set, 0.95, 300);
        Assert.Equal(400, report.InitialToday, 9);
        Assert.True(report.MostNeed.Value >= report.InitialToday);
        Assert.True(report.MostNeed.Value <= report.WorstOutflow.Value + report.MostInitial.Value);
        Assert.True(report.WorstWindow.Value <= report.WorstOutflow.Value * 1.5);
        Assert.Equal(1, report.BeyondCap!.Value.Value);
        Assert.False(report.WithinCap);
        Assert.True(new MarginLiquidity().Of(set, 0.95, 1e6).WithinCap);
        Assert.Equal(report.MostInitial.Value - 400, report.InitialRise.Value, 9);

        // Long and short of one size: gross margin counts both.
        var spread = model with
        {
            Hedge = HedgeSchedule.Strip([100, -100, 0]),
        };
        Assert.Equal(
            0.4 * 100 * (10 + 9.8),
            new MarginLiquidity().Of(TwoFactorPaths.Simulate(spread, new(10, 3))).InitialToday,
            9
        );
        Assert.Throws<ArgumentException>(() => new MarginLiquidity().Of(set, 0.3));
        Assert.Throws<ArgumentException>(() => new MarginLiquidity().Of(set, 0.99, -1));
    }
}
