// The chain: it moves by matched prices only. Every number here is worked by hand.
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class ChainTests
{
    private const string Start = "2025-03-03T00:00:00Z";

    private static IndexRun Run(string chain = """{"step":"chain","by":"seller","start":"median"}""") =>
        new IndexRun().Define(Start, Rules.Gpu(Rules.Convert, chain));

    [Fact]
    public void A_chain_begins_at_the_median_and_moves_by_the_mean_log_relative()
    {
        var run = Run()
            .Price(Start, "a", "h100", 2m)
            .Price(Start, "b", "h100", 4m)
            .Price(Start, "c", "h100", 8m)
            .Tick("2025-03-03T12:00:00Z");
        Assert.Equal(4.0000m, run.Last.Value);

        // One of three rises eightfold: exp(ln 8 / 3) = 2.
        run.Price("2025-03-04T00:00:00Z", "a", "h100", 16m).Tick("2025-03-04T12:00:00Z");
        Assert.Equal(8.0000m, run.Last.Value);
        Assert.Equal(8.0000m, run.Tick("2025-03-05T12:00:00Z").Last.Value);
    }

    [Fact]
    public void Who_joins_counts_from_the_next_print_and_who_leaves_leaves_no_jump()
    {
        var run = Run().Price(Start, "a", "h100", 2m).Price(Start, "b", "h100", 2m).Tick("2025-03-03T12:00:00Z");
        run.Price("2025-03-04T00:00:00Z", "cheap", "h100", 0.5m).Tick("2025-03-04T12:00:00Z");
        Assert.Equal(2.0000m, run.Last.Value);
        Assert.Equal("joined: counts from the next print: h100@cheap (us)", run.Last.LeftOut[0].Reason);

        // Now it is one of three: a fall to an eighth halves the index.
        run.Price("2025-03-05T00:00:00Z", "cheap", "h100", 0.0625m).Tick("2025-03-05T12:00:00Z");
        Assert.Equal(1.0000m, run.Last.Value);
        run.Price("2025-03-06T00:00:00Z", "cheap", "h100", null).Tick("2025-03-06T12:00:00Z");
        Assert.Equal(1.0000m, run.Last.Value);
        Assert.Equal(["a", "b"], run.Last.Used.Select(u => u.Name));

        // Coming back is joining again.
        run.Price("2025-03-07T00:00:00Z", "cheap", "h100", 9m).Tick("2025-03-07T12:00:00Z");
        Assert.Equal(1.0000m, run.Last.Value);
    }

    [Fact]
    public void Within_a_seller_its_own_offers_are_averaged_first()
    {
        var run = Run()
            .Price(Start, "a", "h100", 2m)
            .Price(Start, "a", "h100", 2m, region: "eu")
            .Price(Start, "b", "h100", 2m)
            .Tick("2025-03-03T12:00:00Z");

        // One of a's two offers rises sixteenfold: a's mean is ln 4, the index's ln 2.
        run.Price("2025-03-04T00:00:00Z", "a", "h100", 32m, region: "eu").Tick("2025-03-04T12:00:00Z");
        Assert.Equal(4.0000m, run.Last.Value);
        Assert.Equal([500_000, 500_000], run.Last.Used.Select(u => u.WeightPpm));
    }

    [Fact]
    public void Trimmed_levels_do_not_remove_the_moves_of_those_in_the_middle()
    {
        var run = Run("""{"step":"chain","by":"seller","start":"median","trimLevels":"0.25"}""");
        foreach (var (seller, price) in new[] { ("a", 1m), ("b", 4m), ("c", 4m), ("d", 90m) })
            run.Price(Start, seller, "h100", price);
        run.Tick("2025-03-03T12:00:00Z");
        Assert.Equal(4.0000m, run.Last.Value);

        // b doubles twice over and both ends move wildly: only b and c count, exp(ln 4 / 2) = 2.
        run.Price("2025-03-04T00:00:00Z", "b", "h100", 16m)
            .Price("2025-03-04T00:00:00Z", "a", "h100", 0.1m)
            .Price("2025-03-04T00:00:00Z", "d", "h100", 500m)
            .Tick("2025-03-04T12:00:00Z");
        Assert.Equal(8.0000m, run.Last.Value);
        Assert.Equal(["a", "d"], run.Last.LeftOut.Select(l => l.Name));

        // And back: what went up with b comes down with b.
        run.Price("2025-03-05T00:00:00Z", "b", "h100", 4m).Tick("2025-03-05T12:00:00Z");
        Assert.Equal(4.0000m, run.Last.Value);
    }

    [Fact]
    public void A_move_beyond_the_most_counts_as_leaving_and_joining()
    {
        var run = Run("""{"step":"chain","by":"seller","start":"median","mostMove":"8"}""")
            .Price(Start, "a", "h100", 2m)
            .Price(Start, "b", "h100", 2m)
            .Tick("2025-03-03T12:00:00Z");
        run.Price("2025-03-04T00:00:00Z", "a", "h100", 16m).Tick("2025-03-04T12:00:00Z");
        Assert.Equal(2.0000m, run.Last.Value);
        Assert.StartsWith("moved too far for the chain", run.Last.LeftOut[0].Reason, StringComparison.Ordinal);

        // From its new level it counts again: one of two doubles twice over, exp(ln 4 / 2) = 2.
        run.Price("2025-03-05T00:00:00Z", "a", "h100", 64m).Tick("2025-03-05T12:00:00Z");
        Assert.Equal(4.0000m, run.Last.Value);
    }

    [Fact]
    public void When_nothing_is_matched_the_print_is_withheld_and_the_level_goes_on()
    {
        var run = Run().Price(Start, "a", "h100", 2m).Tick("2025-03-03T12:00:00Z");
        run.Price("2025-03-04T00:00:00Z", "a", "h100", null)
            .Price("2025-03-04T00:00:00Z", "b", "h100", 7m)
            .Tick("2025-03-04T12:00:00Z");
        Assert.Null(run.Last.Value);
        Assert.Equal("nothing was there at this print and at the one before", run.Last.TierName);
        Assert.Equal(2.0000m, run.Tick("2025-03-05T12:00:00Z").Last.Value);
    }

    [Fact]
    public void A_new_version_goes_on_from_the_level()
    {
        var run = Run().Price(Start, "a", "h100", 2m).Price(Start, "b", "h100", 8m).Tick("2025-03-03T12:00:00Z");
        Assert.Equal(5.0000m, run.Last.Value);
        run.Define(
            "2025-03-03T13:00:00Z",
            Rules.Text(
                2,
                "gpu",
                "",
                [
                    Rules.Take,
                    """{"step":"drop","sellers":["b"],"reason":"out"}""",
                    Rules.Convert,
                    """{"step":"chain","by":"seller","start":"median"}""",
                    Rules.Round,
                ]
            )
        );
        Assert.Equal((2, 5.0000m), (run.Tick("2025-03-04T12:00:00Z").Last.Version, run.Last.Value));
        Assert.Equal(
            10.0000m,
            run.Price("2025-03-05T00:00:00Z", "a", "h100", 4m).Tick("2025-03-05T12:00:00Z").Last.Value
        );
    }
}
