// A curve from a file with its faults, and the stated model of a curve.
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Desk;

public sealed class MarketFileTests
{
    private static readonly TradedTerms Terms = new(
        "TK",
        "CNY",
        "CNY per million standard tokens",
        10_000,
        0.002m,
        0.4m,
        0.00002m,
        0,
        "CSTI-S",
        null,
        null
    );

    [Fact]
    public void Good_rows_are_used_and_bad_ones_told_with_row_field_value_and_rule()
    {
        var faults = new List<ExposureFault>();
        string[] lines =
        [
            "month,settlement,bid,bid_lots,ask,ask_lots,open_interest,daily_volume",
            "2026-07,6.4,6.39,5,6.41,7,120,33.5",
            "2026-08,-6.3,,,,,,",
            "2026-13,6.3,,,,,,",
            "2026-09,6.2,6.3,1,6.1,1,,",
            "2026-07,6.5,,,,,,",
            "2026-10,6.1",
        ];
        var market = MarketFile.Curve("curve.csv", lines, Terms, [], SamplePlan.Day, faults);
        Assert.Equal(["TK-N26", "TK-V26"], market.Months.Select(m => m.Symbol));
        Assert.Equal(new PriceLevel(6.41m, 7), Assert.Single(market.Months[0].Asks));
        Assert.Equal((120L, 33.5m), (market.Months[0].OpenInterest, market.Months[0].DailyVolume));
        Assert.Equal(
            [
                ("curve.csv row 3", "settlement", "-6.3"),
                ("curve.csv row 4", "month", "2026-13"),
                ("curve.csv row 5", "ask", "6.1"),
                ("curve.csv row 6", "month", "2026-07"),
            ],
            faults.Select(f => (f.Where, f.Field, f.Value))
        );
        Assert.All(faults, f => Assert.NotEmpty(f.Rule));
        Assert.StartsWith("file ", market.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_its_columns_or_without_anything_is_told()
    {
        var faults = new List<ExposureFault>();
        Assert.Empty(MarketFile.Curve("c", ["month,price"], Terms, [], SamplePlan.Day, faults).Months);
        Assert.Contains(faults, f => f.Rule == "column settlement is needed");
        Assert.Contains(faults, f => f.Value == "price");
        faults.Clear();
        Assert.Empty(MarketFile.Days("d", [], faults));
        Assert.Equal("empty", Assert.Single(faults).Value);
        faults.Clear();
        Assert.Single(
            MarketFile.Days("d", ["day,value", "2026-01-05,6.4", "2026-01-05,6.5", "x,1", "2026-01-06,"], faults)
        );
        Assert.Equal(3, faults.Count);
    }

    [Fact]
    public void A_flat_model_stands_at_the_mean_of_twenty_prints_and_says_that_it_is_a_model()
    {
        // Twenty prints of 6.00 to 6.19, mean 6.095: on the tick 6.096 (3047.5 ticks to the even 3048).
        var history = Enumerable
            .Range(0, 20)
            .Select(i => new IndexDay(SamplePlan.Day.Plus(i - 19), 6 + (0.01m * i)))
            .ToList();
        var market = ModelCurve.Of(Terms, CurveShape.Flat, history, SamplePlan.Day, 3);
        Assert.All(market.Months, m => Assert.Equal(6.096m, m.Settlement));
        Assert.Equal(["2026-06", "2026-07", "2026-08"], market.Months.Select(m => $"{m.Month}"));
        Assert.StartsWith("model: ", market.Source, StringComparison.Ordinal);
        Assert.True(market.Simulated);
        Assert.All(market.Months, m => Assert.True(m.Bids.Count + m.Asks.Count + m.OpenInterest == 0));
    }

    [Fact]
    public void A_trend_goes_on_at_half_its_speed_and_nothing_after_the_day_is_read()
    {
        // A falling index: ln falls by 0.365 a year exactly, so the model falls by 0.1825 a year.
        var history = Enumerable
            .Range(0, 400)
            .Select(i => new IndexDay(SamplePlan.Day.Plus(i - 399), (decimal)(10 * Math.Exp(-0.001 * i))))
            .ToList();
        var market = ModelCurve.Of(Terms, CurveShape.Trend, history, SamplePlan.Day, 12);
        var years = (market.Months[11].Month.First.Days - market.Months[0].Month.First.Days) / 365.0;
        var fall = Math.Log((double)(market.Months[11].Settlement! / market.Months[0].Settlement!.Value)) / years;
        // Prices are on the tick of 0.002 at about 6.7: the rate is known to about 0.0003.
        Assert.InRange(fall, -0.1825 - 0.0005, -0.1825 + 0.0005);
        var later = history.Append(new(SamplePlan.Day.Plus(1), 1)).ToList();
        Assert.Equal(
            market.Months[11].Settlement,
            ModelCurve.Of(Terms, CurveShape.Trend, later, SamplePlan.Day, 12).Months[11].Settlement
        );
        Assert.Throws<PlanException>(() => ModelCurve.Of(Terms, CurveShape.Flat, [], SamplePlan.Day, 3));
    }
}
