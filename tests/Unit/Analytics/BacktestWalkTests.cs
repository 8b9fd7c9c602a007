// Back-tests know nothing of the day after, count what they should, and read futures without roll jumps.
using Tokenbourse.Analytics.Backtests;
using Tokenbourse.Analytics.Margin;
using Xunit;

namespace Tokenbourse.Unit.Analytics;

public sealed class BacktestWalkTests
{
    private static readonly HistoricalModel Model = new(
        new()
        {
            Name = "all parts",
            ExpectedShortfall = true,
            Filter = new(0.97)
            {
                Share = 0.5,
                BeforeTheMove = true,
                FloorOfHistory = 0.5,
            },
            TailWeight = 0.75,
            StressObservations = 5,
            Buffer = 0.25,
            MostDailyRise = 0.03,
            LeastObservations = 0,
        }
    );

    private static PriceSeries Series(int seed, int days = 300)
    {
        var history = SeededHistory.Of(1, days, seed);
        return new("S", history.Days, history.Prices[0]);
    }

    [Fact]
    public void What_comes_after_a_day_does_not_change_its_margin()
    {
        var series = Series(7);
        var other = (double[])series.Prices.Clone();
        for (var t = 200; t < other.Length; t++)
            other[t] *= 1 + (0.3 * Math.Sin(t));
        var before = Backtest.Run(series, Model, new(100, 1));
        var after = Backtest.Run(series with { Prices = other }, Model, new(100, 1));
        foreach (var (a, b) in before.Zip(after))
        {
            // The first rate is that of day 99, so a hundred and one are those of days before day 200.
            Assert.Equal(a.Rates.Take(101), b.Rates.Take(101));
            Assert.NotEqual(a.Rates.Skip(101), b.Rates.Skip(101));
        }
    }

    [Fact]
    public void Breaches_are_the_losses_above_a_flat_margin_counted_by_hand()
    {
        double[] prices = [100, 100, 90, 90, 99, 99, 99];
        var series = new PriceSeries("P", [.. Enumerable.Range(0, 7).Select(d => $"d{d}")], prices);
        var results = Backtest.Run(series, new PercentageModel(0.08), new(2, 1));
        var (longs, shorts) = (results[0], results[1]);
        Assert.Equal(("long", 5, 1), (longs.Side, longs.Days, longs.Breaches));
        Assert.Equal(("short", 5, 1), (shorts.Side, shorts.Days, shorts.Breaches));
        Assert.Equal("d1", longs.BreachList[0].Day);
        Assert.Equal(0.1, longs.BreachList[0].Loss, 12);
        Assert.Equal("d3", shorts.BreachList[0].Day);
        Assert.Equal(0.1, shorts.BreachList[0].Loss, 12);
        Assert.Equal(0.02, longs.WorstExcess, 6);
        Assert.Equal(0.8, longs.Coverage, 12);
        Assert.Equal(1, longs.PeakToTrough!.Value, 12);
    }

    [Fact]
    public void Losses_of_several_days_do_not_overlap()
    {
        var series = Series(3, 111);
        // Days 10, 13, ... 107: the last has three days behind it.
        var result = Backtest.Run(series, new PercentageModel(0.01), new(11, 3))[0];
        Assert.Equal(33, result.Days);
        Assert.Equal(98, result.Rates.Count);
        Assert.Equal(("day 10", "day 106"), (result.First, result.Last));
    }

    [Fact]
    public void A_series_without_a_day_behind_its_warm_up_has_no_result() =>
        Assert.Empty(Backtest.Run(Series(3, 100), Model, new(100, 1)));

    [Fact]
    public void The_daily_rise_stays_under_its_cap()
    {
        var series = Series(9);
        series.Prices[150] *= 0.5;
        for (var t = 151; t < series.Prices.Length; t++)
            series.Prices[t] *= 0.5;
        var free = new HistoricalModel(Model.Parameters with { MostDailyRise = null });
        Assert.True(Backtest.Run(series, free, new(100, 1))[0].LargestRise > 0.03);
        Assert.InRange(Backtest.Run(series, Model, new(100, 1))[0].LargestRise, 0, 0.03 + 1e-6);
    }

    [Fact]
    public void A_roll_from_one_month_to_the_next_makes_no_move()
    {
        (string, IReadOnlyList<MonthRow>)[] days =
        [
            ("1", [new("m1", 100, 50), new("m2", 200, 10)]),
            ("2", [new("m1", 110, 20), new("m2", 210, 60)]),
            ("3", [new("m1", 99, 5), new("m2", 231, 70)]),
            ("4", [new("m2", 231, 70), new("m3", 500, 900)]),
        ];
        var series = LiquidMonths.Chain("p", days);
        // 10 % in m1, the month held on day 1; then 10 % in m2, held on day 2; m3 had no price the day before.
        Assert.Equal([100, 110, 121, 121], series.Prices.Select(p => Math.Round(p, 9)));
        Assert.Equal(["1", "2", "3", "4"], series.Days);
    }

    [Fact]
    public void A_chain_begins_anew_where_no_month_is_shared()
    {
        var series = LiquidMonths.Chain(
            "p",
            [("1", [new("m1", 100, 5)]), ("2", [new("m2", 300, 5)]), ("3", [new("m2", 330, 5)])]
        );
        Assert.Equal(["2", "3"], series.Days);
        Assert.Equal(330, series.Prices[1], 9);
    }
}
