// No look-ahead: whatever happens after a day changes nothing that was decided on it or before.
using Tokenbourse.Analytics.Studies;
using Tokenbourse.Analytics.Walks;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Analytics.Walks;

public sealed class WalkAheadTests
{
    public static TheoryData<HedgeStrategy> Strategies => [.. Enum.GetValues<HedgeStrategy>()];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Prices_and_prints_after_a_day_change_no_decision_up_to_it(HedgeStrategy strategy)
    {
        var own = WalkExamples.Series(51);
        var index = own.Zip(WalkExamples.Series(52, 0.1), (a, b) => a * b / 10).ToArray();
        var cross = WalkExamples.Series(53);
        var rules = WalkRules.Usual with { Curve = new CurveModel(Noise: 0.03) };
        IReadOnlyList<WalkDecision> Decided(double[] prices, double[] prints, double[] others) =>
            Walk.Decisions(
                WalkExamples.Buyer(prices),
                strategy,
                WalkExamples.Contract(prints),
                WalkExamples.Contract(others) with
                {
                    Code = "YY",
                },
                WalkExamples.Start,
                WalkExamples.End,
                rules
            );
        var whole = Decided(own, index, cross);
        Assert.Equal(27, whole.Count);
        foreach (
            var day in (TradingDate[])
                [new(WalkExamples.Start.Last.Days), TradingDate.Of(2024, 9, 30), TradingDate.Of(2025, 4, 12)]
        )
        {
            double[] Later(double[] series) =>
                [.. series.Select((v, at) => at > day.Days - WalkExamples.First.Days ? v * 10 : v)];
            var changed = Decided(Later(own), Later(index), Later(cross));
            var before = whole.Where(d => d.Day <= day).ToList();
            Assert.NotEmpty(before);
            Assert.Equal(before, changed.Where(d => d.Day <= day));
            Assert.NotEqual(whole.Where(d => d.Day > day), changed.Where(d => d.Day > day));
        }
    }

    [Fact]
    public void The_curve_of_a_day_does_not_know_the_next_and_ends_at_the_mean_of_the_month()
    {
        var prints = WalkExamples.Series(61);
        var curve = new ModelCurve(WalkExamples.Contract(prints), new CurveModel());
        var month = ContractMonth.Of(2025, 5);
        foreach (var day in (TradingDate[])[TradingDate.Of(2025, 1, 31), TradingDate.Of(2025, 5, 20)])
        {
            var known = day.Days - WalkExamples.First.Days;
            var cut = new ModelCurve(
                WalkExamples.Contract([.. prints.Select((v, at) => at > known ? double.NaN : v)]),
                new CurveModel()
            );
            Assert.Equal(curve.Price(day, month), cut.Price(day, month));
        }

        var from = month.First.Days - WalkExamples.First.Days;
        Assert.Equal(prints[from..(from + 31)].Average(), curve.Price(month.Last, month), 12);
    }

    [Fact]
    public void The_curve_is_the_index_times_the_trend_and_the_premium()
    {
        // The index falls by a constant 30 % (in logs) a year.
        var prints = Enumerable.Range(0, WalkExamples.Days).Select(day => 10 * Math.Exp(-0.3 * day / 365)).ToArray();
        var contract = WalkExamples.Contract(prints);
        var (day, month) = (TradingDate.Of(2025, 2, 28), ContractMonth.Of(2025, 8));
        var now = prints[day.Days - WalkExamples.First.Days];
        // From 28 February to the middle of August, the 16th, are 169 days.
        double Price(CurveModel model) => new ModelCurve(contract, model).Price(day, month);
        Assert.Equal(now * Math.Exp(-0.3 * 169 / 365), Price(new CurveModel()), 9);
        Assert.Equal(now, Price(new CurveModel(Trend: 0)), 9);
        Assert.Equal(now * Math.Exp(-0.2 * 169 / 365), Price(new CurveModel(RiskPremium: 0.1)), 9);
        Assert.Equal(now * Math.Exp(-0.15 * 169 / 365), Price(new CurveModel(Trend: 0.5)), 9);
        Assert.Equal(now * Math.Exp(-0.1 * 169 / 365), Price(new CurveModel(MostTrend: 0.1)), 9);
    }

    [Fact]
    public void Whom_a_buyer_follows_is_chosen_and_followed_without_later_facts()
    {
        var cut = TradingDate.Of(2024, 6, 30);
        var facts = Facts().OrderBy(f => f.Known).ToList();
        var later = facts.ConvertAll(f => f.Known > cut ? f with { Price = f.Price * 10 } : f);
        // After the cut the cheap model is gone, too.
        later.RemoveAll(f => f.Known > cut && f.Offer.Item == "small");
        var (one, two) = (Universe(facts), Universe(later));
        var days = cut.Days - WalkExamples.First.Days + 1;
        Assert.Equal(["large", "other", "small"], TokenBuyers.ModelsOn(one, 30));
        Assert.Equal(TokenBuyers.ModelsOn(one, 30), TokenBuyers.ModelsOn(two, 30));
        Assert.Equal(["maker-a", "maker-b"], TokenBuyers.MakersOn(one, 30));
        Func<Universe, double[]>[] series =
        [
            u => TokenBuyers.Model(u, "large").Prices,
            u => TokenBuyers.Newest(u, "maker-a").Prices,
            u => TokenBuyers.Mean(u, "maker-a").Prices,
            u => TokenBuyers.Cheapest(u, 2, 2).Prices,
            u => TokenBuyers.Lowest(u, "maker-a").Prices,
        ];
        foreach (var of in series)
        {
            Assert.Equal(of(one)[..days], of(two)[..days]);
            Assert.NotEqual(of(one), of(two));
        }
    }

    private static Universe Universe(IReadOnlyList<PriceFact> facts) =>
        new(
            PricePanel.Of(facts, [], WalkExamples.First, TradingDate.Of(2024, 12, 31), Currency.USD, Bundle.Uncached),
            null,
            0
        );

    private static IEnumerable<PriceFact> Facts()
    {
        (string Seller, string Maker, string Item, double Price)[] offers =
        [
            ("s1", "maker-a", "large", 8),
            ("s2", "maker-a", "large", 9),
            ("s1", "maker-a", "small", 1),
            ("s1", "maker-b", "other", 3),
        ];
        foreach (var (seller, maker, item, price) in offers)
        foreach (var (day, times) in ((int, double)[])[(0, 1), (60, 0.9), (170, 0.8), (250, 0.7)])
        foreach (var kind in (string[])["input", "output"])
            yield return new(
                WalkExamples.First.Plus(day),
                new(seller, maker, item, "us", "on_demand"),
                kind,
                price * times,
                Currency.USD
            );
    }
}
