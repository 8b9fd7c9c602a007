// The admission test: made histories are found, observed ones pass; all fabricated ones are seeded and named so.
using Tokenbourse.Analytics.Admission;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Analytics;

public sealed class AdmissionTests
{
    private const int Count = 40;

    private static readonly TradingDate _start = TradingDate.Of(2025, 1, 6);

    private static PriceHistory History(string name, IEnumerable<decimal> prices) =>
        PriceHistory.Of(name, prices.Select((p, i) => new HistoryPoint(_start.Plus(i), p)));

    private static string[] Tests(SeriesVerdict verdict) => [.. verdict.Findings.Select(f => f.Test)];

    [Theory]
    [InlineData(Fabrication.TrendSineNoise, 120, 95)]
    [InlineData(Fabrication.TrendSineNoise, 365, 95)]
    [InlineData(Fabrication.Smooth, 90, 95)]
    [InlineData(Fabrication.Interpolated, 120, 95)]
    [InlineData(Fabrication.NoiseAroundLevel, 250, 90)]
    [InlineData(Fabrication.TrendSineSlowNoise, 250, 80)]
    [InlineData(Fabrication.Repeated, 250, 80)]
    [InlineData(Fabrication.NormalWalk, 250, 60)]
    public void FABRICATED_histories_are_refused_so_often(Fabrication how, int days, int percent)
    {
        var refused = Enumerable
            .Range(1, Count)
            .Count(i =>
                AdmissionTest.Judge(FabricatedHistories.Make(how, days, (ulong)i), []).Verdict == Verdict.Refused
            );
        TestContext.Current.TestOutputHelper?.WriteLine($"{how}, {days} days: {refused} of {Count} refused");
        Assert.True(refused * 100 >= percent * Count, $"{refused} of {Count}");
    }

    [Fact]
    public void What_it_cannot_find_is_said_and_stays_so()
    {
        // Steps at random days look like list prices: the test says nothing against them.
        Assert.DoesNotContain(
            Enumerable.Range(1, Count),
            i =>
                AdmissionTest.Judge(FabricatedHistories.Make(Fabrication.ListSteps, 250, (ulong)i), []).Verdict
                == Verdict.Refused
        );
    }

    [Fact]
    public void A_copy_at_another_level_is_refused_and_the_same_price_is_no_second_witness()
    {
        var model = FabricatedHistories.Make(Fabrication.NormalWalkWeekdays, 120, 5);
        var copy = FabricatedHistories.Make(Fabrication.Copied, 120, 6, model);
        Assert.Contains("copied", Tests(AdmissionTest.Judge(copy, [model])));
        var same = AdmissionTest.Judge(model, [PriceHistory.Of("other", model.Points)]);
        Assert.Contains("no_second_witness", Tests(same));

        // Two days late: who moves first is told.
        var late = PriceHistory.Of(
            "late",
            model.Points.Skip(2).Select((p, i) => p with { Price = model.Points[i].Price })
        );
        var verdict = AdmissionTest.Judge(late, [model]);
        Assert.Contains("copied", Tests(verdict));
        Assert.Equal(2, verdict.Agreements[0].Lag);

        // Of list prices, which seldom move, the days are told too.
        var first = History("first", Enumerable.Range(0, 200).Select(i => i < 90 ? 2.5m : 2.2m));
        var second = History("second", Enumerable.Range(0, 200).Select(i => i < 95 ? 2.5m : 2.2m));
        Assert.Equal(5, Agreement.Of(second, first).FollowsDays);
        Assert.Equal(-5, Agreement.Of(first, second).FollowsDays);
    }

    [Fact]
    public void A_noisy_copy_of_a_known_history_is_doubted()
    {
        // A walk of one to three per cent a day to four decimals: rounding leaves every move in sight.
        var price = 5m;
        var known = History(
            "known",
            Enumerable
                .Range(0, 120)
                .Select(i => price = decimal.Round(price * (1m + (((i * 37 % 61) - 30) * 0.001m)), 4))
                .ToList()
        );
        var noisy = PriceHistory.Of(
            "noisy",
            known.Points.Select(
                (p, i) => p with { Price = decimal.Round(p.Price * 2m * (1m + (((i * 7 % 5) - 2) * 0.0008m)), 4) }
            )
        );
        var found = Tests(AdmissionTest.Judge(noisy, [], [known]));
        Assert.True(found.Contains("moves_with") || found.Contains("copied"), string.Join(' ', found));
        Assert.DoesNotContain("moves_with", Tests(AdmissionTest.Judge(noisy, [known])));
    }

    [Fact]
    public void A_list_price_with_steps_passes_a_constant_waits_and_a_short_one_waits()
    {
        var list = History(
            "list",
            Enumerable
                .Range(0, 200)
                .Select(i =>
                    i < 90 ? 2.5m
                    : i < 150 ? 2.2m
                    : 1.99m
                )
        );
        Assert.Equal(Verdict.Admitted, AdmissionTest.Judge(list, []).Verdict);
        var constant = AdmissionTest.Judge(History("constant", Enumerable.Repeat(2.5m, 200)), []);
        Assert.Equal((Verdict.Probation, "constant"), (constant.Verdict, constant.Findings[0].Test));
        var brief = AdmissionTest.Judge(History("short", [1m, 2m, 3m]), []);
        Assert.Equal((Verdict.Probation, "too_short"), (brief.Verdict, brief.Findings[0].Test));
        Assert.Equal(Verdict.Probation, AdmissionTest.Judge([]).Verdict);
    }

    [Fact]
    public void Too_few_observations_are_never_a_refusal_whatever_they_look_like()
    {
        // Twelve points on a line, and twenty-eight that copy another history at twice its level.
        var straight = History("straight", Enumerable.Range(0, 12).Select(i => 100m + (7m * i)));
        var walk = History("walk", Enumerable.Range(0, 28).Select(i => 100.25m + (i * 37 % 61)));
        var copy = PriceHistory.Of("copy", walk.Points.Select(p => p with { Price = p.Price * 2 }));
        foreach (var (history, others) in new[] { (straight, new[] { straight }[..0]), (copy, [walk]) })
        {
            var verdict = AdmissionTest.Judge(history, others);
            Assert.Equal(Verdict.Probation, verdict.Verdict);
            Assert.Equal("too_short", verdict.Findings[0].Test);
            Assert.True(verdict.Findings.Count > 1, "what was seen is still told");
        }

        var source = AdmissionTest.Judge([straight]);
        Assert.Equal((Verdict.Probation, 0, 0), (source.Verdict, source.Judged, source.Refused));
    }

    [Fact]
    public void A_history_written_down_long_after_is_doubted_and_revisions_are_counted()
    {
        var today = _start.Plus(400);
        var points = Enumerable
            .Range(0, 60)
            .Select(i => new HistoryPoint(_start.Plus(i), 2m + (i / 20 * 0.1m), today))
            .ToList();
        var verdict = AdmissionTest.Judge(PriceHistory.Of("late", points), []);
        Assert.Equal("backfilled", Assert.Single(verdict.Findings).Test);
        points.Add(new(_start, 9m, today.Plus(1)));
        var revised = PriceHistory.Of("revised", points);
        Assert.Equal((1, 9m, 60), (revised.Revised, revised.Points[0].Price, revised.Points.Count));
    }

    [Fact]
    public void One_bad_series_of_many_is_no_refusal_of_a_source_but_a_third_is()
    {
        var good = Enumerable
            .Range(1, 9)
            .Select(i => FabricatedHistories.Make(Fabrication.ListSteps, 250, (ulong)(i + 100)))
            .ToList();
        var bad = FabricatedHistories.Make(Fabrication.TrendSineNoise, 250, 1);
        Assert.Equal(Verdict.Admitted, AdmissionTest.Judge(good).Verdict);
        Assert.NotEqual(Verdict.Refused, AdmissionTest.Judge([.. good, bad]).Verdict);
        Assert.Equal(Verdict.Refused, AdmissionTest.Judge([.. good.Take(1), bad]).Verdict);
        Assert.Equal(Verdict.Refused, AdmissionTest.Judge([bad]).Verdict);
    }

    [Fact]
    public void Digits_are_counted_as_they_are_written()
    {
        Assert.Equal(3, HistoryFacts.Significant(2.50m + 0.01m));
        Assert.Equal(2, HistoryFacts.Significant(2.500m));
        Assert.Equal(1, HistoryFacts.Significant(0.002m));
        Assert.Equal(2, HistoryFacts.Significant(1200m));
    }

    [Fact]
    public void A_wave_is_found_with_its_period()
    {
        var logs = Enumerable.Range(0, 240).Select(i => Math.Sin(2 * Math.PI * i / 30)).ToArray();
        var fit = Curve.Fit(logs, 1);
        Assert.InRange(fit.Periods[0], 29.5, 30.5);
        Assert.True(fit.Explained > 0.99);
        var moves = logs.Zip(logs.Skip(1), (a, b) => b - a).ToArray();
        Assert.InRange(Curve.Line(moves).Period, 28, 32);
    }
}
