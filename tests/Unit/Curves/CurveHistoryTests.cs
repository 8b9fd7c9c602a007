// Rows become curves, curves become panels: what is left out is counted, what is faulty is named.
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Curves;

public sealed class CurveHistoryTests
{
    // A Monday.
    private static readonly TradingDate _day = TradingDate.Of(2026, 1, 5);

    [Fact]
    public void Rows_without_a_trade_or_a_price_are_counted_and_weeks_end_with_their_last_day()
    {
        SettlementRow[] rows =
        [
            Row(0, 3, 103),
            Row(0, 2, 102),
            Row(0, 4, 104, volume: 0),
            Row(0, 1, 101),
            Row(4, 2, 112),
            Row(4, 3, 0),
            Row(4, 4, 114),
            Row(7, 2, 122),
            Row(7, 3, 123),
            Row(8, 2, 132),
        ];
        var history = CurveHistory.Of("cu", 10, rows, m => TradingDate.Of(m.Year, m.Month, 5));
        // The January contract ended on the first day; the fourth day has one contract only and is no curve.
        Assert.Equal((1, 2), (history.Untraded, history.Unpriced));
        Assert.Equal([0, 4, 7], history.Curves.Select(c => c.Day.Days - _day.Days));
        Assert.Equal(["2", "3"], history.Curves[0].Points.Select(p => p.Contract));
        Assert.Equal([4, 7], history.Weekly().Select(c => c.Day.Days - _day.Days));
        Assert.Equal([4], history.Between(_day.Plus(1), _day.Plus(6)).Curves.Select(c => c.Day.Days - _day.Days));
    }

    [Fact]
    public void A_panel_takes_the_contract_nearest_to_each_target_at_its_own_maturity()
    {
        var curve = CurveExamples.Months(6, _ => 100);
        Assert.True(LogCurvePanel.TryOf([curve], [1 / 12.0, 3 / 12.0, 1], 0.05, out var panel, out _));
        var day = Assert.Single(panel.Days);
        // Middles of February and March stand 14 and 43.5 days off: 30.4 days are nearer to March's. Nothing is near
        // a year.
        Assert.Equal([0, 1], day.Prices.Select(p => p.Column));
        Assert.Equal((28 / 365.0, 59 / 365.0), (day.Prices[0].From, day.Prices[0].Until));
        Assert.All(day.Prices, p => Assert.Equal(Math.Log(100), p.Value, 12));
        Assert.Equal(["1 month", "3 months", "12 months"], panel.Columns);
        Assert.Equal(2, panel.Observations);
        Assert.Null(panel.FirstFault());
        Assert.False(LogCurvePanel.TryOf([curve, curve], [0.1], 0.05, out _, out var twice));
        Assert.Equal("TK 2026-01-31: day: needed after 2026-01-31, given 2026-01-31", twice.ToString());
        var bad = curve.With("TK03", p => p with { Price = 0 });
        Assert.False(LogCurvePanel.TryOf([bad], [0.1], 0.05, out _, out var named));
        Assert.Equal("TK 2026-01-31 TK03: price: needed above zero, given 0", named.ToString());
    }

    [Fact]
    public void A_faulty_panel_is_not_filtered()
    {
        var oil = SimulatedCurves.Nymex;
        LogCurvePanel Of(params LogPrice[] prices) => new(["near"], [new(_day, 0, prices)]);
        Assert.Equal("2026-01-05: prices: needed one at least, given none", $"{Of().FirstFault()}");
        Assert.Equal("2026-01-05: column: needed 0 to 0, given 1", $"{Of(new LogPrice(1, 0, 0, 1)).FirstFault()}");
        var backwards = Of(new LogPrice(0, 0.5, 0.2, 1));
        Assert.Equal("near", backwards.FirstFault()!.What);
        Assert.Throws<ArgumentException>(() => SchwartzSmithFilter.Run(oil, [0.01], backwards));
        Assert.False(SchwartzSmithFit.TryFit(backwards, out _, out var fault));
        Assert.Equal("near", fault.What);
    }

    private static SettlementRow Row(int day, int month, double settle, double volume = 5) =>
        new(_day.Plus(day), $"{month}", ContractMonth.Of(2026, month), settle, volume, 10);
}
