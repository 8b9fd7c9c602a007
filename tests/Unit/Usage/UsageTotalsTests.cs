// Totals by model and day: exact at the size of a market, and bounded by the number of keys.
using Tokenbourse.Metering.Usage;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Usage;

public sealed class UsageTotalsTests
{
    private static readonly TradingDate _first = TradingDate.Of(2026, 3, 1);

    [Fact]
    public void The_sum_of_sums_is_exact_beyond_sixty_four_bits()
    {
        var totals = new UsageTotals();
        var most = new TokenCounts(long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue);
        for (var i = 0; i < 100; i++)
            totals.Take(Record("m", 0, most));
        var sum = Assert.Single(totals.Totals()).Sum;
        Assert.Equal((Int128)long.MaxValue * 100, sum.Input);
        Assert.Equal((Int128)long.MaxValue * 400, sum.Tokens);
    }

    [Fact]
    public void A_hundred_and_forty_trillion_a_day_for_years_add_up()
    {
        var totals = new UsageTotals();
        const int days = 3653;
        for (var day = 0; day < days; day++)
        for (var model = 0; model < 4; model++)
            totals.Take(Record($"m{model}", day, new(20_000_000_000_000, 10_000_000_000_000, 5_000_000_000_000, 0)));
        Assert.Equal(days * 4, totals.Keys);
        var all = Assert.Single(totals.Totals(byModel: false, byDay: false)).Sum;
        Assert.Equal((Int128)140_000_000_000_000 * days, all.Tokens);
        Assert.All(totals.Totals(byModel: false), day => Assert.Equal((Int128)140_000_000_000_000, day.Sum.Tokens));
    }

    [Fact]
    public void Totals_stand_by_day_and_then_by_model_whatever_the_order_of_records()
    {
        var totals = new UsageTotals();
        foreach (var (item, day) in new[] { ("b", 1), ("a", 1), ("b", 0), ("a", 1), ("Z", 0) })
            totals.Take(Record(item, day, new(1, 0, 0, 0)));
        Assert.Equal(
            ["2026-03-01 Z 1", "2026-03-01 b 1", "2026-03-02 a 2", "2026-03-02 b 1"],
            totals.Totals().Select(t => $"{t.Day} {t.Item} {t.Sum.Input}")
        );
        Assert.Equal(["Z 1", "a 2", "b 2"], totals.Totals(byDay: false).Select(t => $"{t.Item} {t.Sum.Input}"));
        Assert.Equal(
            ["2026-03-01 2", "2026-03-02 3"],
            totals.Totals(byModel: false).Select(t => $"{t.Day} {t.Sum.Input}")
        );
    }

    [Fact]
    public void More_keys_than_are_held_are_refused_and_those_held_stay()
    {
        var totals = new UsageTotals(mostKeys: 3);
        for (var day = 0; day < 3; day++)
            totals.Take(Record("m", day, new(1, 0, 0, 0)));
        Assert.Throws<UsageLimitException>(() => totals.Take(Record("m", 3, new(1, 0, 0, 0))));
        totals.Take(Record("m", 2, new(1, 0, 0, 0)));
        Assert.Equal(3, totals.Keys);
        Assert.Equal(4, Assert.Single(totals.Totals(byDay: false)).Sum.Records);
    }

    [Fact]
    public void Costs_are_kept_by_currency_and_estimates_mark_their_sum()
    {
        var totals = new UsageTotals();
        totals.Take(Record("m", 0, new(1, 0, 0, 0)) with { Cost = 1.25m, Currency = "USD" });
        totals.Take(Record("m", 0, new(1, 0, 0, 0)) with { Cost = 9m, Currency = "CNY" });
        totals.Take(Record("m", 0, new(1, 0, 0, 0)) with { Cost = 0.75m, Currency = "USD" });
        Assert.False(Assert.Single(totals.Totals()).Sum.Estimated);
        totals.Take(Record("m", 0, new(1, 0, 0, 0)) with { Estimated = true });
        var sum = Assert.Single(totals.Totals()).Sum;
        Assert.Equal(["CNY 9", "USD 2.00"], sum.Costs.Select(c => $"{c.Key} {c.Value}"));
        Assert.True(sum.Estimated);
    }

    [Fact]
    public void A_record_before_midnight_belongs_to_its_own_day()
    {
        var totals = new UsageTotals();
        totals.Take(Record("m", 0, new(1, 0, 0, 0)) with { At = Instant.At(_first, 1440).Plus(-1) });
        totals.Take(Record("m", 0, new(2, 0, 0, 0)) with { At = Instant.At(_first, 1440) });
        Assert.Equal(["2026-03-01 1", "2026-03-02 2"], totals.Totals().Select(t => $"{t.Day} {t.Sum.Input}"));
    }

    private static UsageRecord Record(string item, int day, TokenCounts tokens) =>
        new(Instant.At(_first.Plus(day), 60), "s", item, item, tokens, 1, null, "", "", false);
}
