// A model that replaces another on the same day: its worth by its traits, the regression's coefficients in the print.
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Index.Deals;

public sealed class HedonicTests
{
    // ln price = 0.5 ln context + 1.5 ln tps / 10 ... exactly: price = context^0.5 * tps^0.25 * the seller's own level.
    private static readonly (string Item, int Context, int Tps)[] _models =
    [
        ("small", 4, 16),
        ("wide", 16, 16),
        ("fast", 4, 256),
        ("both", 16, 81),
        ("new", 64, 256),
    ];

    [Fact]
    public void What_replaces_a_model_without_overlap_is_compared_by_its_traits()
    {
        var run = Played("""{"traits":["context","tps"]}""", "new");

        // Sellers a, b, c; c's model "small" (worth 2 * 2 = 4) gives way to "new" (worth 8 * 4 = 32) at 32 times 1.1:
        // the
        // move is 1.1 with c's weight of a third and nothing else.
        var before = run.Prints[^2].Value!.Value;
        Assert.Equal(1, run.Last.Tier);
        Assert.InRange(run.Last.Value!.Value / before - Power(1.1, 1d / 3d), -0.000002m, 0.000002m);
        var regression = run.Last.Diagnostics!.Regression!;
        Assert.Equal(["ln context", "ln tps"], regression.Coefficients.Select(c => c.Name));
        Assert.Equal([0.5m, 0.25m], regression.Coefficients.Select(c => c.Value));
        Assert.Equal((1m, null), (regression.RSquared, regression.Fault));

        // The day after it is matched like any other, with the share that it took over.
        Day(run, "2025-03-24", "new", 1.1m);
        Assert.Equal(run.Prints[^2].Value, run.Last.Value);
        Assert.Equal(
            333_333,
            run.Last.Used.Single(u => u.Name.StartsWith("new@c", StringComparison.Ordinal)).WeightPpm
        );
    }

    [Fact]
    public void In_the_Tornqvist_link_it_has_the_expenditure_before_of_what_it_replaces()
    {
        var run = Played("""{"traits":["context","tps"]}""", "new", superlative: true);

        // Worths 4, 8, 8 and 12 at 100 units each: a spends 9,600 and b 16,000 on both days; c 4 * 400 = 1,600, then
        // 35.2 * 400 = 14,080. Its weight is the mean of 1,600 / 27,200 and 14,080 / 39,680, its move 1.1.
        var weight = ((1600d / 27200d) + (14080d / 39680d)) / 2d;
        var moved = run.Last.Value!.Value / run.Prints[^2].Value!.Value;
        Assert.InRange(moved - Power(1.1, weight), -0.000002m, 0.000002m);
    }

    [Fact]
    public void Without_a_fit_that_is_good_enough_it_waits_and_the_reason_is_told()
    {
        var run = Played("""{"traits":["context","tps"],"leastFit":"0.9"}""", "new", noise: true);
        var regression = run.Last.Diagnostics!.Regression!;
        Assert.True(regression.RSquared < 0.9m);
        var left = Assert.Single(run.Last.LeftOut);
        Assert.Contains("no hedonic price: R²", left.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Last.Used, u => u.Name.StartsWith("new", StringComparison.Ordinal));
    }

    [Fact]
    public void Traits_that_say_the_same_make_no_regression()
    {
        // An exam whose score is the logarithm of nothing new: the same for all models is a constant, as the weeks are.
        var run = Played("""{"exam":"e","traits":["context","tps"]}""", "new", score: true);
        Assert.Contains("cannot be told apart", run.Last.Diagnostics!.Regression!.Fault!, StringComparison.Ordinal);
        Assert.Contains("no hedonic price", Assert.Single(run.Last.LeftOut).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entrant_that_replaces_nothing_waits_for_its_overlap()
    {
        var run = Played("""{"traits":["context","tps"]}""", "small");
        Assert.Empty(run.Last.LeftOut);
        foreach (var day in MatchedChainTests.Days("2025-03-24", 12))
        {
            run.Sold(day, "a", 50m, item: "late", maker: "maker of a", traits: Traits("late", 9, 9));
            Day(run, day, "small", 1m);
        }

        var reasons = run
            .Prints.TakeLast(12)
            .Select(p => p.LeftOut.Count == 0 ? "" : p.LeftOut[0].Reason[..20])
            .ToList();
        Assert.All(reasons.Take(10), r => Assert.Equal("entered less than 10", r));
        Assert.All(run.Prints.TakeLast(12), p => Assert.Equal(run.Prints[0].Value, p.Value));
    }

    private static IndexRun Played(
        string hedonic,
        string item,
        bool noise = false,
        bool score = false,
        bool superlative = false
    )
    {
        var text = DealHand
            .Chained(extra: "\"diagnostics\":true,")
            .Replace(
                DealHand.Match,
                $$"""{"step":"match","days":1,"overlap":10,"hedonic":{{hedonic}}}""",
                StringComparison.Ordinal
            );
        if (superlative)
        {
            text = text.Replace(DealHand.Weights + ",", "", StringComparison.Ordinal)
                .Replace("geometric Laspeyres", "Törnqvist", StringComparison.Ordinal);
        }

        var run = new IndexRun().Define("2025-03-02T13:00:00Z", text);
        if (score)
        {
            foreach (var model in _models)
                run.Score("2025-03-02T14:00:00Z", "e", model.Item, 7m);
        }

        var random = new Random(1);
        foreach (var day in MatchedChainTests.Days("2025-03-03", 20))
            Day(run, day, "small", 1m, noise ? random : null);
        Day(run, "2025-03-23", item, item == "new" ? 1.1m : 1m);
        return run;
    }

    private static void Day(IndexRun run, string day, string ofC, decimal times, Random? noise = null)
    {
        foreach (var (seller, level) in new[] { ("a", 3m), ("b", 5m) })
        {
            foreach (var (item, context, tps) in _models.Take(4))
                Sold(run, day, seller, item, context, tps, level * Noise(noise));
        }

        var model = _models.Single(m => m.Item == ofC);
        foreach (var _ in Enumerable.Range(0, 4))
            Sold(run, day, "c", model.Item, model.Context, model.Tps, times);
        run.End(day);
    }

    private static decimal Noise(Random? random) => random is null ? 1m : (decimal)Math.Exp(3 * random.NextDouble());

    private static void Sold(IndexRun run, string day, string seller, string item, int context, int tps, decimal level)
    {
        var worth = (decimal)(Math.Sqrt(context) * Math.Sqrt(Math.Sqrt(tps)));
        run.Sold(day, seller, decimal.Round(worth, 6) * level, item: item, traits: Traits(item, context, tps));
    }

    private static Trait[] Traits(string item, int context, int tps) =>
        [new("context", $"{context}"), new("tps", $"{tps}"), new("name", item)];

    private static decimal Power(double of, double to) => (decimal)Math.Pow(of, to);
}
