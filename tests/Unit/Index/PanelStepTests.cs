// The steps on the panel and the means, with numbers that can be worked by hand.
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed partial class StepTests
{
    [Fact]
    public void The_arithmetic_mean_of_one_two_and_six_is_three()
    {
        var print = Sellers(Gpu(Rules.Convert, Rules.Mean), 1m, 2m, 6m).Tick(Noon).Last;
        Assert.Equal(3.0000m, print.Value);
        Assert.Equal([333_334, 333_333, 333_333], print.Used.Select(u => u.WeightPpm));
        Assert.Equal([1L, 2L, 3L], print.Used.SelectMany(u => u.Observations));
        Assert.Equal((1, "full methodology", 1, "2025-03-03"), (print.Tier, print.TierName, print.Version, print.Day));
    }

    [Fact]
    public void The_geometric_mean_of_one_two_and_four_is_two() =>
        Assert.Equal(
            2.0000m,
            Sellers(Gpu(Rules.Convert, """{"step":"combine","by":"geometric mean"}"""), 1m, 2m, 4m)
                .Tick(Noon)
                .Last.Value
        );

    [Theory]
    [InlineData("3")]
    [InlineData("3,1,2", "2")]
    [InlineData("4,1,2,3", "2.5")]
    public void The_median_is_the_middle_one_or_the_mean_of_the_middle_two(string prices, string median = "3") =>
        Assert.Equal(
            Number(median),
            Sellers(Gpu(Rules.Convert, """{"step":"combine","by":"median"}"""), [.. prices.Split(',').Select(Number)])
                .Tick(Noon)
                .Last.Value
        );

    [Fact]
    public void The_weighted_median_is_the_first_price_at_which_half_of_the_weight_is_reached()
    {
        var rule = Rules.Text(
            1,
            "gpu",
            "",
            [
                """{"step":"take","classes":["hour","weight"]}""",
                """{"step":"weigh","class":"weight"}""",
                Rules.Convert,
                """{"step":"combine","by":"weighted median"}""",
                Rules.Round,
            ]
        );
        var run = new IndexRun().Define(Start, rule);
        foreach (var (seller, price, weight) in new[] { ("a", 1m, 20m), ("b", 2m, 30m), ("c", 3m, 50m), ("d", 4m, 0m) })
        {
            run.Price(Start, seller, "h100", price).Price(Start, seller, "h100", weight, "weight");
        }

        // 20, then 50 of 100: reached at b. A weight of zero counts as a seller and for nothing else.
        var print = run.Tick(Noon).Last;
        Assert.Equal(2.0000m, print.Value);
        Assert.Equal([200_000, 300_000, 500_000, 0], print.Used.Select(u => u.WeightPpm));
        Assert.Empty(print.LeftOut);
    }

    [Fact]
    public void A_cap_of_thirty_percent_gives_the_excess_to_the_others_in_proportion()
    {
        var rule = Rules.Text(
            1,
            "gpu",
            "",
            [
                """{"step":"take","classes":["hour","weight"]}""",
                """{"step":"weigh","class":"weight"}""",
                Rules.Convert,
                """{"step":"cap","most":"0.3"}""",
                Rules.Mean,
                Rules.Round,
            ]
        );
        var run = new IndexRun().Define(Start, rule);
        foreach (var (seller, weight) in new[] { ("a", 60m), ("b", 20m), ("c", 10m), ("d", 10m) })
        {
            run.Price(Start, seller, "h100", 1m).Price(Start, seller, "h100", weight, "weight");
        }

        // 60 is capped to 30; 70 goes by 20:10:10, so b has 35 and is capped too; the last 40 is halved.
        Assert.Equal([300_000, 300_000, 200_000, 200_000], run.Tick(Noon).Last.Used.Select(u => u.WeightPpm));
    }

    [Fact]
    public void A_quarter_trimmed_of_five_takes_one_from_each_end()
    {
        var print = Sellers(
                Gpu(Rules.Convert, """{"step":"trim","share":"0.25"}""", Rules.Mean),
                1m,
                10m,
                20m,
                30m,
                999m
            )
            .Tick(Noon)
            .Last;
        Assert.Equal(20.0000m, print.Value);
        Assert.Equal(["s5", "s1"], print.LeftOut.Select(l => l.Reason.Split(": ")[^1].Split('@')[1].Split(' ')[0]));
    }

    [Fact]
    public void The_cheapest_offer_of_each_seller_stands_for_it()
    {
        var print = Gpu(Rules.Convert, """{"step":"group","by":"seller","take":"cheapest"}""", Rules.Mean)
            .Price(Start, "a", "h100", 2m)
            .Price(Start, "a", "h100", 5m, region: "eu")
            .Price(Start, "b", "h100", 4m)
            .Tick(Noon)
            .Last;
        Assert.Equal(3.0000m, print.Value);
        Assert.Equal("a", Assert.Single(print.LeftOut).Name);
        Assert.Equal("dearer than the cheapest of its group: h100@a (eu)", print.LeftOut[0].Reason);
    }

    [Fact]
    public void The_median_offer_of_each_seller_stands_for_it()
    {
        var print = Gpu(Rules.Convert, """{"step":"group","by":"seller","take":"median"}""", Rules.Mean)
            .Price(Start, "a", "h100", 2m)
            .Price(Start, "a", "h100", 5m, region: "eu")
            .Price(Start, "b", "h100", 4m)
            .Tick(Noon)
            .Last;
        Assert.Equal(3.7500m, print.Value);
        Assert.Equal([3.5m, 4m], print.Used.Select(u => u.Value!.Value));
    }
}
