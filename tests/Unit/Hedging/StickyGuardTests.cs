// What the guard picks for prices whose truth is known, and what it says.
using System.Text.Json;
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Analytics.Studies;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Hedging;

public sealed class StickyGuardTests
{
    [Fact]
    public void A_price_that_moves_every_day_is_hedged_by_daily_changes()
    {
        var random = new SplitMix(1);
        var index = HedgingExamples.Walk(500, 0.03, random);
        var own = index.Select(v => 7 * Math.Pow(v / 100, 0.8) * Math.Exp(0.002 * random.Normal())).ToArray();
        var estimate = HedgeRatio.Estimate(HedgingExamples.Daily(own, index));
        Assert.Equal(RatioMethod.DailyChanges, estimate.Method);
        Assert.Equal("daily changes", estimate.MethodName);
        Assert.Equal(HedgeVerdict.Usable, estimate.Verdict);
        Assert.InRange(estimate.Chosen!.Slope!.Value, 0.78, 0.82);
        Assert.InRange(0.8, estimate.Chosen.Low!.Value, estimate.Chosen.High!.Value);
        Assert.Equal(estimate.Chosen.ShrunkSlope, estimate.Proposed);
        Assert.InRange(estimate.Chosen.Effectiveness!.OutOfSample!.Value, 0.95, 1);
        Assert.Equal("not-sticky", estimate.Why[0].Code);
        Assert.Equal(5, estimate.Candidates.Count);
        Assert.Single(estimate.Candidates, c => c.Chosen);
    }

    [Fact]
    public void A_price_that_follows_within_a_month_is_hedged_by_monthly_changes()
    {
        var random = new SplitMix(2);
        var index = HedgingExamples.Walk(900, 0.03, random);
        var own = HedgingExamples.Repriced(index, 1, 0.2, 0, random);
        var estimate = HedgeRatio.Estimate(HedgingExamples.Daily(own, index));
        Assert.Equal(RatioMethod.MonthlyChanges, estimate.Method);
        Assert.Equal(1, estimate.Chosen!.Effectiveness!.Horizon);
        Assert.InRange(estimate.Sticky.MeanGapDays!.Value, 4, 6);
        Assert.Equal(["sticky", "months"], estimate.Why.Take(2).Select(w => w.Code));
        Assert.InRange(estimate.Sticky.ShareOfZero, 0.75, 0.85);
        // Daily changes see a fifth of it (the chance of a move on the same day), months nearly all.
        var daily = estimate.Candidates.Single(c => c.Method == RatioMethod.DailyChanges);
        Assert.InRange(daily.Slope!.Value, 0.1, 0.32);
        Assert.InRange(estimate.Chosen!.Slope!.Value, 0.85, 1.05);
        Assert.Equal(HedgeVerdict.Usable, estimate.Verdict);
        Assert.InRange(estimate.Chosen.Effectiveness!.OutOfSampleShrunk!.Value, 0.8, 1);
    }

    [Fact]
    public void A_price_that_follows_over_months_is_hedged_by_the_long_run_slope()
    {
        var random = new SplitMix(3);
        var index = HedgingExamples.Walk(1400, 0.03, random);
        var own = HedgingExamples.Repriced(index, 0.9, 1.0 / 40, 0.01, random);
        var estimate = HedgeRatio.Estimate(HedgingExamples.Daily(own, index));
        Assert.Equal(RatioMethod.ErrorCorrection, estimate.Method);
        var corrected = estimate.Chosen!.ErrorCorrection!;
        Assert.True(corrected.Test.Together);
        Assert.True(corrected.Accepted);
        Assert.InRange(corrected.Adjustment, -0.045, -0.01);
        Assert.InRange(estimate.Chosen.Slope!.Value, 0.75, 1.05);
        var months = estimate.Candidates.Single(c => c.Method == RatioMethod.MonthlyChanges);
        Assert.True(months.Slope < estimate.Chosen.Slope - 0.1);
        // Forty days between moves: a hedge is measured over three months, and works there.
        Assert.InRange(estimate.Chosen.Effectiveness!.Horizon, 2, 4);
        Assert.InRange(estimate.Chosen.Effectiveness.OutOfSampleShrunk!.Value, 0.3, 1);
        Assert.Equal(HedgeVerdict.Usable, estimate.Verdict);
    }

    [Fact]
    public void A_short_history_of_frequent_moves_is_hedged_by_lags()
    {
        var random = new SplitMix(4);
        var index = HedgingExamples.Walk(250, 0.03, random);
        var own = HedgingExamples.Repriced(index, 1, 0.35, 0, random);
        var estimate = HedgeRatio.Estimate(HedgingExamples.Daily(own, index));
        Assert.Equal(RatioMethod.DimsonLags, estimate.Method);
        Assert.Contains("months-not-estimable", estimate.Why.Select(w => w.Code));
        Assert.InRange(estimate.Chosen!.Slope!.Value, 0.7, 1.2);
        Assert.InRange(1, estimate.Chosen.Low!.Value, estimate.Chosen.High!.Value);
        Assert.InRange(estimate.Chosen.Window, 4, 10);
        Assert.Equal(Frequency.Week, estimate.Chosen.Effectiveness!.Period);
    }

    [Fact]
    public void A_price_that_stands_still_for_months_is_hedged_from_event_to_event()
    {
        var random = new SplitMix(5);
        var index = HedgingExamples.Walk(900, 0.03, random);
        // New prices every 75th day, at 1.1 times the index's log move, exactly.
        var own = new double[900];
        for (var t = 0; t < 900; t++)
            own[t] = t % 75 == 0 ? 3 * Math.Pow(index[t] / 100, 1.1) : own[t - 1];
        var estimate = HedgeRatio.Estimate(HedgingExamples.Daily(own, index));
        Assert.Equal(RatioMethod.EventAligned, estimate.Method);
        Assert.Contains("moves-far-apart", estimate.Why.Select(w => w.Code));
        Assert.Equal(75, estimate.Sticky.MeanGapDays!.Value, 12);
        Assert.Equal(5, estimate.Chosen!.Effectiveness!.Horizon);
        Assert.True(estimate.Candidates.Single(c => c.Method == RatioMethod.MonthlyChanges).Slope < 0.8);
        Assert.Equal(10, estimate.Chosen.N);
        Assert.Equal(1.1, estimate.Chosen.Slope!.Value, 9);
        Assert.Equal(1, estimate.Chosen.R2!.Value, 9);
        // The first and the last day of the window are moves, not the edges of the history.
        Assert.Equal(HedgingExamples.First.Plus(75), estimate.Chosen.From);
        Assert.Equal(HedgingExamples.First.Plus(825), estimate.Chosen.To);
    }

    [Fact]
    public void A_price_with_few_moves_gets_no_number()
    {
        var random = new SplitMix(6);
        var index = HedgingExamples.Walk(700, 0.03, random);
        var own = index.Select((_, t) => t < 300 ? 3.0 : 2.5).ToArray();
        var estimate = HedgeRatio.Estimate(HedgingExamples.Daily(own, index));
        Assert.Null(estimate.Method);
        Assert.Equal("none", estimate.MethodName);
        Assert.Equal(HedgeVerdict.NotEstimable, estimate.Verdict);
        Assert.Null(estimate.Proposed);
        Assert.Null(estimate.Chosen);
        Assert.Equal(
            ("too-few-events", 1.0, 9.0),
            (estimate.Why[0].Code, estimate.Why[0].Value, estimate.Why[0].Limit)
        );
        Assert.Contains("moved once", estimate.Words, StringComparison.Ordinal);
        // A price that never moved, two days, one day, and none.
        var never = HedgeRatio.Estimate(HedgingExamples.Daily([.. index.Select(_ => 3.0)], index));
        Assert.Equal(HedgeVerdict.NotEstimable, never.Verdict);
        Assert.All(never.Candidates, c => Assert.False(c.Estimable));
        foreach (var days in new[] { 0, 1, 2 })
            Assert.Equal(
                HedgeVerdict.NotEstimable,
                HedgeRatio.Estimate(HedgingExamples.Daily(own[..days], index[..days])).Verdict
            );
    }

    [Fact]
    public void What_one_for_one_and_the_data_say_must_agree()
    {
        // Own price moves are ten times the index's and noisy: the error is far above tau, the shrunk slope near one,
        // and the interval far from it.
        var random = new SplitMix(12);
        var index = HedgingExamples.Walk(120, 0.01, random);
        var own = index.Select(v => Math.Pow(v / 100, 10) * Math.Exp(0.1 * random.Normal())).ToArray();
        var estimate = HedgeRatio.Estimate(HedgingExamples.Daily(own, index));
        Assert.True(estimate.Chosen!.Low > estimate.Chosen.ShrunkSlope);
        Assert.Equal(HedgeVerdict.Poor, estimate.Verdict);
        Assert.Contains("belief-against-data", estimate.Why.Select(w => w.Code));
        // Who expects such a slope says so, and gets it.
        var told = HedgeRatio.Estimate(HedgingExamples.Daily(own, index), new() { Tau = 10, LeastEffect = 0.05 });
        Assert.DoesNotContain("belief-against-data", told.Why.Select(w => w.Code));
        Assert.InRange(told.Chosen!.ShrunkSlope!.Value, 6, 14);
    }

    [Fact]
    public void A_fit_that_cannot_be_tested_must_be_close()
    {
        var random = new SplitMix(13);
        var index = HedgingExamples.Walk(24, 0.03, random);
        var close = index.Select(v => v * Math.Exp(0.003 * random.Normal())).ToArray();
        var few = HedgeRatioRules.Usual with { LeastTests = 100 };
        var usable = HedgeRatio.Estimate(HedgingExamples.Daily(close, index), few);
        Assert.Equal(("untested", HedgeVerdict.Usable), (usable.Why[^1].Code, usable.Verdict));
        var loose = index.Select(v => v * Math.Exp(0.1 * random.Normal())).ToArray();
        var poor = HedgeRatio.Estimate(HedgingExamples.Daily(loose, index), few);
        Assert.Equal(HedgeVerdict.Poor, poor.Verdict);
        Assert.Contains("untested-and-loose", poor.Why.Select(w => w.Code));
    }

    [Fact]
    public void An_index_that_stands_still_hedges_nothing()
    {
        var random = new SplitMix(7);
        var own = HedgingExamples.Walk(400, 0.03, random);
        var estimate = HedgeRatio.Estimate(HedgingExamples.Daily(own, [.. own.Select(_ => 5.0)]));
        Assert.Equal(HedgeVerdict.NotEstimable, estimate.Verdict);
        Assert.Equal("index-still", estimate.Why[^1].Code);
    }

    [Fact]
    public void Two_prices_that_have_nothing_to_do_with_each_other_are_called_a_poor_hedge()
    {
        var poor = 0;
        var errorCorrections = 0;
        for (ulong seed = 0; seed < 40; seed++)
        {
            var random = new SplitMix(5000 + seed);
            var index = HedgingExamples.Walk(730, 0.03, random);
            var own = HedgingExamples.Repriced(HedgingExamples.Walk(730, 0.03, random), 1, 0.1, 0, random);
            var estimate = HedgeRatio.Estimate(HedgingExamples.Daily(own, index));
            if (estimate.Verdict == HedgeVerdict.Poor)
            {
                Assert.Null(estimate.Proposed);
                Assert.Contains("poor", estimate.Why.Select(w => w.Code));
                poor++;
            }

            errorCorrections += estimate.Method == RatioMethod.ErrorCorrection ? 1 : 0;
        }

        // A two-sided 95 % interval lies above zero by chance in 2.5 % of cases; small samples make it some more.
        Assert.InRange(poor, 35, 40);
        Assert.InRange(errorCorrections, 0, 5);
    }

    [Fact]
    public void The_truth_does_not_look_ahead()
    {
        // What comes after a month may not change how that month was hedged: one estimate of the first part of a
        // history equals the estimate of that part alone.
        var random = new SplitMix(9);
        var index = HedgingExamples.Walk(700, 0.03, random);
        var own = HedgingExamples.Repriced(index, 1, 0.2, 0.01, random);
        var whole = HedgingExamples.Daily(own, index).Until(500);
        var part = HedgingExamples.Daily(own[..500], index[..500]);
        Assert.Equal(HedgeRatio.Estimate(part).Chosen!.Slope, HedgeRatio.Estimate(whole).Chosen!.Slope);
    }

    [Fact]
    public void Faults_of_the_data_are_left_out_and_named()
    {
        var random = new SplitMix(10);
        var index = HedgingExamples.Walk(600, 0.03, random);
        var own = index.Select(v => v * 2).ToArray();
        // A price in the wrong unit for a day.
        own[200] *= 1000;
        var estimate = HedgeRatio.Estimate(HedgingExamples.Daily(own, index));
        Assert.Equal(1, estimate.Chosen!.Slope!.Value, 9);
        Assert.Equal(597, estimate.Chosen.N);
        Assert.Equal(1, estimate.Chosen.Effectiveness!.InSample!.Value, 9);
        Assert.Equal(1, estimate.Chosen.Effectiveness.OutOfSample!.Value, 9);
        Assert.Equal(2, estimate.Chosen.Excluded.Count);
        Assert.Equal(HedgingExamples.First.Plus(199), estimate.Chosen.Excluded[0].From);
        Assert.Contains("factor of", estimate.Chosen.Excluded[0].Reason, StringComparison.Ordinal);
        // Taken out by hand, the day before and the day after are neighbours.
        var byHand = HedgeRatio.Estimate(
            HedgingExamples.Daily(own, index),
            new() { Without = [new(HedgingExamples.First.Plus(200), "wrong unit, told by the seller")] }
        );
        Assert.Equal(598, byHand.Chosen!.N);
        Assert.Empty(byHand.Chosen.Excluded);
        Assert.Equal("wrong unit, told by the seller", Assert.Single(byHand.ExcludedDays).Reason);
    }

    [Fact]
    public void A_day_in_the_wrong_unit_does_not_enter_the_means_of_its_month()
    {
        var random = new SplitMix(10);
        var index = HedgingExamples.Walk(600, 0.03, random);
        var own = index.Select(v => v * 2).ToArray();
        // Fifty times for a day: the mean of the month would be 2.6 times too high, which is no fault by itself.
        own[200] *= 50;
        var estimate = HedgeRatio.Estimate(HedgingExamples.Daily(own, index));
        var months = estimate.Candidates.Single(c => c.Method == RatioMethod.MonthlyChanges);
        Assert.Equal(1, months.Slope!.Value, 9);
        Assert.Equal(1, months.R2!.Value, 9);
        Assert.Equal(
            [HedgingExamples.First.Plus(200), HedgingExamples.First.Plus(201)],
            months.Excluded.Select(e => e.To)
        );
    }

    [Fact]
    public void The_yardstick_is_that_of_estimates_made_with_the_past_alone()
    {
        // The same by hand: each month's change hedged at the estimate of the days up to the month before it.
        var random = new SplitMix(12);
        var index = HedgingExamples.Walk(900, 0.03, random);
        // From day 500 on the price follows three times as much.
        var own = index
            .Select((v, t) => Math.Pow(v / index[500], t < 500 ? 0.4 : 1.2) * Math.Exp(0.01 * random.Normal()))
            .ToArray();
        var history = HedgingExamples.Daily(own, index);
        var (means, known) = history.Periods(Frequency.Month);
        var changes = means.Changes(ChangeKind.LogReturns);
        var (bare, hedged) = (new List<double>(), new List<double>());
        for (var t = HedgeRatioRules.Usual.WarmUp; t < changes.Count; t++)
        {
            var past = HedgeRatio.Estimate(history.Until(known[t]));
            var ratio = past.Candidates.Single(c => c.Method == RatioMethod.DailyChanges).ShrunkSlope!.Value;
            bare.Add(changes.Own[t]);
            hedged.Add(changes.Own[t] - (ratio * changes.Index[t]));
        }

        double Squares(List<double> x) => x.Sum(v => (v - x.Average()) * (v - x.Average()));
        var figures = HedgeRatio
            .Estimate(history)
            .Candidates.Single(c => c.Method == RatioMethod.DailyChanges)
            .Effectiveness!;
        Assert.Equal(bare.Count, figures.Tests);
        Assert.Equal(1 - (Squares(hedged) / Squares(bare)), figures.OutOfSampleShrunk!.Value, 9);
    }

    [Fact]
    public void In_levels_one_for_one_is_the_own_price_over_the_index()
    {
        var random = new SplitMix(11);
        var index = HedgingExamples.Walk(400, 0.02, random);
        var own = index.Select(v => (0.06 * v) + (0.02 * random.Normal())).ToArray();
        var estimate = HedgeRatio.Estimate(HedgingExamples.Daily(own, index), new() { Kind = ChangeKind.Levels });
        Assert.InRange(estimate.Chosen!.Slope!.Value, 0.055, 0.065);
        Assert.InRange(estimate.Proposed!.Value, 0.055, 0.065);
    }

    [Fact]
    public void Monthly_data_are_taken_as_they_are()
    {
        double[] own = new double[16];
        double[] index = new double[16];
        (own[0], index[0]) = (2, 2);
        for (var m = 1; m < 16; m++)
        {
            own[m] = own[m - 1] + HedgingExamples.JetFuel[m - 1];
            index[m] = index[m - 1] + HedgingExamples.HeatingOil[m - 1];
        }

        var estimate = HedgeRatio.Estimate(HedgingExamples.Monthly(own, index), new() { Kind = ChangeKind.Levels });
        Assert.Equal(RatioMethod.MonthlyChanges, estimate.Method);
        Assert.Equal(0.7777, estimate.Chosen!.Slope!.Value, 4);
        Assert.Equal(4, estimate.Candidates.Count);
        Assert.Equal(7, estimate.Chosen.Effectiveness!.Tests);
    }

    [Fact]
    public void Whatever_the_prices_do_every_figure_is_a_number_or_missing()
    {
        var random = new SplitMix(14);
        var index = HedgingExamples.Walk(200, 0.03, random);
        double[][] owns =
        [
            index,
            [.. index.Select(v => 3 * v)],
            [.. index.Select(_ => 4.0)],
            [.. index.Select((_, t) => t % 2 == 0 ? 4.0 : 5)],
            [.. index.Select((_, t) => Math.Exp(0.01 * t))],
            [.. index.Select((v, t) => t < 100 ? 4 : v)],
            HedgingExamples.Repriced(index, 1, 0.2, 0, random),
        ];
        foreach (var own in owns)
        foreach (var other in owns)
        foreach (var days in new[] { 200, 70, 25, 9, 3 })
        foreach (var kind in Enum.GetValues<ChangeKind>())
        {
            var estimate = HedgeRatio.Estimate(
                HedgingExamples.Daily(own[..days], other[..days]),
                new() { Kind = kind }
            );
            // The serializer refuses what is not a number.
            Assert.NotEmpty(JsonSerializer.Serialize(estimate));
            Assert.NotEmpty(estimate.Words);
            Assert.Equal(estimate.Verdict == HedgeVerdict.Usable, estimate.Proposed is not null);
        }
    }

    [Fact]
    public void Malformed_histories_are_refused_by_field()
    {
        TradingDate[] days = [HedgingExamples.First, HedgingExamples.First.Plus(1)];
        Refused("own", () => PairedHistory.Of(days, [1], [1, 2]));
        Refused("index", () => PairedHistory.Of(days, [1, 2], [1]));
        Refused("own on 2024-01-02", () => PairedHistory.Of(days, [1, double.NaN], [1, 2]));
        Refused("index on 2024-01-01", () => PairedHistory.Of(days, [1, 2], [0, 2]));
        Refused("dates", () => PairedHistory.Of([days[1], days[0]], [1, 2], [1, 2]));
        Refused("index", () => PairedHistory.Daily(days[0], [1, 2], [1]));
        Refused("Tau", () => HedgeRatio.Estimate(PairedHistory.Of(days, [1, 2], [1, 2]), new() { Tau = 0 }));
        Assert.Equal(1, PairedHistory.Daily(days[0], [1, double.NaN], [1, 2]).Count);
    }

    private static void Refused(string field, Action action) =>
        Assert.Equal(field, Assert.Throws<HedgingException>(action).Fault.Field);
}
