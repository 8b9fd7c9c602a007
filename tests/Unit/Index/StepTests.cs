// Each step with numbers that can be worked by hand.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed partial class StepTests
{
    private const string Start = "2025-03-03T00:00:00Z";
    private const string Noon = "2025-03-03T12:00:00Z";

    private static IndexRun Gpu(params string[] middle) => new IndexRun().Define(Start, Rules.Gpu(middle));

    private static IndexRun Sellers(IndexRun run, params decimal[] prices)
    {
        for (var i = 0; i < prices.Length; i++)
            run.Price(Start, $"s{i + 1}", "h100", prices[i]);
        return run;
    }

    [Fact]
    public void What_is_named_is_dropped_with_the_stated_reason()
    {
        var print = Sellers(
                Gpu("""{"step":"drop","sellers":["s2"],"reason":"a router"}""", Rules.Convert, Rules.Mean),
                1m,
                50m,
                3m
            )
            .Tick(Noon)
            .Last;
        Assert.Equal(2.0000m, print.Value);
        Assert.Equal("a router: h100@s2 (us)", Assert.Single(print.LeftOut).Reason);
    }

    [Fact]
    public void Zero_and_negative_prices_are_kept_out_and_end_the_price_before_them()
    {
        var print = Sellers(Gpu(Rules.Convert, Rules.Mean), 1m, 3m, 8m)
            .Price(Start, "s1", "h100", 0m)
            .Price(Start, "s2", "h100", -1_000_000m)
            .Tick(Noon)
            .Last;
        Assert.Equal(8.0000m, print.Value);
        Assert.Equal(2, print.LeftOut.Count);
    }

    [Fact]
    public void A_withdrawn_price_is_gone_and_a_new_one_begins_again()
    {
        var run = Sellers(Gpu(Rules.Convert, Rules.Mean), 1m, 3m).Price(Start, "s1", "h100", null).Tick(Noon);
        Assert.Equal(3.0000m, run.Last.Value);
        Assert.Equal(
            2.0000m,
            run.Price("2025-03-03T13:00:00Z", "s1", "h100", 1m).Tick("2025-03-04T12:00:00Z").Last.Value
        );
    }

    [Fact]
    public void An_announced_price_is_used_from_the_day_on_which_it_holds()
    {
        var run = Sellers(Gpu(Rules.Convert, Rules.Mean), 2m)
            .Price(Start, "s1", "h100", 1m, effective: "2025-03-05")
            .Tick("2025-03-05T12:00:00Z");
        Assert.Equal([2.0000m, 2.0000m, 1.0000m], run.Prints.Select(p => p.Value!.Value));
    }

    [Fact]
    public void A_price_that_nobody_confirms_grows_too_old()
    {
        var run = new IndexRun().Define(
            Start,
            Rules.Text(
                1,
                "gpu",
                "",
                ["""{"step":"take","classes":["hour"],"maxAgeDays":2}""", Rules.Convert, Rules.Mean, Rules.Round]
            )
        );
        Sellers(run, 2m, 4m).Price("2025-03-04T10:00:00Z", "s1", "h100", 2m).Tick("2025-03-07T12:00:00Z");
        Assert.Equal([3.0000m, 3.0000m, 3.0000m, 2.0000m, null], run.Prints.Select(p => p.Value));
    }

    [Fact]
    public void A_thousandfold_slip_waits_and_the_old_price_stands()
    {
        const string Screen = """{"step":"screen","factor":"8","observations":2,"days":7}""";
        var run = Sellers(Gpu(Screen, Rules.Convert, Rules.Mean), 2m)
            .Price("2025-03-04T01:00:00Z", "s1", "h100", 2000m)
            .Tick("2025-03-05T12:00:00Z");
        Assert.Equal([2.0000m, 2.0000m, 2.0000m], run.Prints.Select(p => p.Value!.Value));
        Assert.Equal("moved too far: waits to be seen again or to stand: h100@s1 (us)", run.Last.LeftOut[0].Reason);

        // Corrected on the next day: it never counted.
        run.Price("2025-03-06T01:00:00Z", "s1", "h100", 2.2m).Tick("2025-03-06T12:00:00Z");
        Assert.Equal(2.2000m, run.Last.Value);

        // A true move counts when it has stood for seven days, or when it is seen again.
        run.Price("2025-03-07T01:00:00Z", "s1", "h100", 0.2m).Tick("2025-03-13T12:00:00Z");
        Assert.Equal(2.2000m, run.Last.Value);
        Assert.Equal(0.2000m, run.Tick("2025-03-14T12:00:00Z").Last.Value);
        run.Price("2025-03-15T01:00:00Z", "s1", "h100", 4m)
            .Price("2025-03-15T02:00:00Z", "s1", "h100", 4m)
            .Tick("2025-03-15T12:00:00Z");
        Assert.Equal(4.0000m, run.Last.Value);
    }

    [Fact]
    public void A_price_outside_the_bounds_is_left_out()
    {
        var print = Sellers(
                Gpu("""{"step":"screen","least":"0.5","most":"40"}""", Rules.Convert, Rules.Mean),
                0.01m,
                3m,
                55m
            )
            .Tick(Noon)
            .Last;
        Assert.Equal(3.0000m, print.Value);
        Assert.All(print.LeftOut, l => Assert.StartsWith("outside 0.5 to 40", l.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void An_offer_too_far_from_the_median_of_its_item_is_left_out()
    {
        var print = Sellers(
                Gpu(Rules.Convert, """{"step":"peers","factor":"8","least":3}""", Rules.Mean),
                2m,
                3m,
                16m,
                24m
            )
            .Tick(Noon)
            .Last;

        // Median of 2, 3, 16, 24 is 9.5: nothing is eight times that or an eighth of it.
        Assert.Empty(print.LeftOut);
        print = Sellers(Gpu(Rules.Convert, """{"step":"peers","factor":"8","least":3}""", Rules.Mean), 2m, 3m, 4m, 28m)
            .Tick(Noon)
            .Last;

        // Median 3.5; 28 is eight times that.
        Assert.Equal(3.0000m, print.Value);
        Assert.Equal("too far from the median of its item: h100@s4 (us)", Assert.Single(print.LeftOut).Reason);
    }

    [Fact]
    public void An_entrant_is_on_probation_for_thirty_days()
    {
        const string Probation = """{"step":"probation","days":30,"of":"offer"}""";
        var run = Gpu(Probation, Rules.Convert, Rules.Mean)
            .Price(Start, "old", "h100", 4m)
            .Tick("2025-04-20T12:00:00Z");
        Assert.Equal(4.0000m, run.Last.Value);

        // Thirty days from the day before it entered, whatever the feed says of when it was seen.
        run.Price("2025-04-21T00:00:00Z", "new", "h100", 2m, seen: "2025-01-10").Tick("2025-05-19T12:00:00Z");
        Assert.Equal(4.0000m, run.Last.Value);
        Assert.Equal("on probation: first seen less than 30 days ago: h100@new (us)", run.Last.LeftOut[0].Reason);
        Assert.Equal(3.0000m, run.Tick("2025-05-20T12:00:00Z").Last.Value);
    }

    [Fact]
    public void The_probation_of_an_item_is_served_with_any_seller()
    {
        const string Probation = """{"step":"probation","days":30,"of":"item"}""";
        var print = Gpu(Probation, Rules.Convert, Rules.Mean)
            .Price(Start, "old", "h100", 4m)
            .Tick("2025-04-20T12:00:00Z")
            .Price("2025-04-21T00:00:00Z", "new", "h100", 2m)
            .Tick("2025-04-21T12:00:00Z")
            .Last;
        Assert.Equal(3.0000m, print.Value);
    }

    [Fact]
    public void Another_currency_is_converted_at_the_newest_rate_in_either_direction()
    {
        var run = Sellers(Gpu("""{"step":"convert","maxAgeDays":10}""", Rules.Mean), 2m)
            .Price(Start, "cn", "h100", 28m, currency: Currency.CNY);
        Assert.Equal("no exchange rate from CNY to USD: h100@cn (us)", run.Tick(Noon).Last.LeftOut[0].Reason);
        run.Rate("2025-03-04T00:00:00Z", Currency.USD, Currency.CNY, 7m).Tick("2025-03-04T12:00:00Z");
        Assert.Equal(3.0000m, run.Last.Value);
        Assert.Equal([2L, 4L], run.Last.Used.Single(u => u.Name.Contains("cn", StringComparison.Ordinal)).Observations);
        run.Tick("2025-03-15T12:00:00Z");
        Assert.Equal(2.0000m, run.Last.Value);
        Assert.Equal(
            5.0000m,
            run.Rate("2025-03-15T13:00:00Z", Currency.CNY, Currency.USD, 0.2857142857m)
                .Tick("2025-03-16T12:00:00Z")
                .Last.Value
        );
    }

    [Fact]
    public void A_bundle_weighs_input_cached_input_and_output_and_falls_back_to_input()
    {
        var rule = Rules.Text(
            1,
            "token",
            "",
            [
                """{"step":"take","classes":["input","cached_input","output"]}""",
                Rules.Convert,
                """
                {"step":"bundle","parts":[{"class":"input","weight":"0.343"},
                {"class":"cached_input","weight":"0.441","instead":"input"},{"class":"output","weight":"0.216"}]}
                """,
                """{"step":"group","by":"item","take":"cheapest"}""",
                Rules.Mean,
                Rules.Round,
            ]
        );
        var run = new IndexRun().Define(Start, rule);
        void Offer(string item, decimal? input, decimal? cached, decimal? output)
        {
            if (input is { } i)
                run.Price(Start, "s", item, i, "input", "m");
            if (cached is { } c)
                run.Price(Start, "s", item, c, "cached_input", "m");
            if (output is { } o)
                run.Price(Start, "s", item, o, "output", "m");
        }

        Offer("with-cache", 3m, 0.3m, 15m);
        Offer("without", 3m, null, 15m);
        Offer("no-output", 3m, 0.3m, null);
        var print = run.Tick(Noon).Last;

        // 1.029 + 0.1323 + 3.24 = 4.4013; 1.029 + 1.323 + 3.24 = 5.592
        Assert.Equal([("with-cache", 4.4013m), ("without", 5.592m)], print.Used.Select(u => (u.Name, u.Value!.Value)));
        Assert.Equal(4.9967m, print.Value);
        Assert.Equal("no output price: no-output@s (us)", Assert.Single(print.LeftOut).Reason);
    }

    [Fact]
    public void The_grade_admits_by_the_anchor_of_the_same_snapshot_and_keeps_what_it_admitted()
    {
        const string Grade = """{"step":"grade","exams":["exam"],"anchors":["other","anchor"],"margin":"5"}""";
        var run = Gpu(Grade, Rules.Convert, """{"step":"group","by":"item","take":"cheapest"}""", Rules.Mean);
        foreach (var item in new[] { "good", "weak", "late", "unscored" })
            run.Price(Start, "s", item, 2m);
        run.Score(Start, "exam:a", "good", 105m)
            .Score(Start, "exam:a", "weak", 104m)
            .Score(Start, "exam:a", "anchor", 100m)
            .Score(Start, "other:a", "late", 900m)
            .Score(Start, "other:a", "anchor", 100m)
            .Score(Start, "exam:b", "late", 500m)
            .Tick(Noon);
        Assert.Equal(["good"], run.Last.Used.Select(u => u.Name));
        Assert.Equal([1L, 5L, 7L], run.Last.Used[0].Observations);
        Assert.Equal(
            [
                "below the bar of the grade in every snapshot: late",
                "below the bar of the grade in every snapshot: weak",
                "no score in any exam: unscored",
            ],
            run.Last.LeftOut.Select(l => l.Reason)
        );

        // A re-based scale: the anchor of snapshot b is far lower. Who was admitted stays; who reaches the new bar
        // enters.
        run.Score("2025-03-04T00:00:00Z", "exam:c", "good", 3m)
            .Score("2025-03-04T00:00:00Z", "exam:c", "anchor", 10m)
            .Score("2025-03-04T00:00:00Z", "exam:c", "late", 15m)
            .Tick("2025-03-04T12:00:00Z");
        Assert.Equal(["good", "late"], run.Last.Used.Select(u => u.Name));
    }

    [Theory]
    [InlineData("half up", "1.0001")]
    [InlineData("half even", "1.0000")]
    [InlineData("down", "1.0000")]
    [InlineData("up", "1.0001")]
    public void The_print_is_rounded_as_it_says(string mode, string value)
    {
        var run = new IndexRun().Define(
            Start,
            Rules.Text(
                1,
                "gpu",
                "",
                [Rules.Take, Rules.Convert, Rules.Mean, $$"""{"step":"round","mode":"{{mode}}"}"""]
            )
        );
        var print = Sellers(run, 1.00005m).Tick(Noon).Last;
        Assert.Equal(Number(value), print.Value);
        Assert.Equal(value, print.Value!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static decimal Number(string text) =>
        decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
