// Outliers, buyers who are too much of a seller, and trimmed volume: each worked by hand.
using Xunit;

namespace Tokenbourse.Unit.Index.Deals;

public sealed class DealScreenTests
{
    private const string Day = "2025-03-03";
    private const string Mean = """{"step":"combine","by":"arithmetic mean"}""";

    [Fact]
    public void Three_times_the_median_distance_is_out_and_the_floor_keeps_what_is_near()
    {
        // ln: 0, 0, 0, 0.00995, ln 1.2 = 0.1823: median 0, MAD 0 counts as 0.01; bound 3 * 1.4826 * 0.01 = 0.0445.
        var print = Run("""{"step":"outliers"}""", (1m, 100m), (1m, 100m), (1m, 100m), (1.01m, 100m), (1.2m, 100m));
        Assert.Equal(4, Counted(print));
        Assert.StartsWith("too far from the median", Assert.Single(print.LeftOut).Reason, StringComparison.Ordinal);

        // ln 1, 2, 4, 8, 16: median ln 4, distances 2, 1, 0, 1, 2 times ln 2: MAD ln 2; bound 4.4478 ln 2: none is out;
        // with spread 1 the bound is 1.4826 ln 2: the two ends are out.
        Assert.Equal(5, Counted(Run("""{"step":"outliers"}""", (1, 1), (2, 1), (4, 1), (8, 1), (16, 1))));
        Assert.Equal(3, Counted(Run("""{"step":"outliers","spread":"1"}""", (1, 1), (2, 1), (4, 1), (8, 1), (16, 1))));

        // Four deals are fewer than the step asks for.
        Assert.Equal(4, Counted(Run("""{"step":"outliers"}""", (1, 1), (1, 1), (1, 1), (99, 1))));
    }

    [Fact]
    public void A_buyer_counts_for_no_more_than_the_cap_of_what_then_counts()
    {
        // 60 at 4, 20 at 1, 20 at 1 with 0.4: L = 0.4 * (40 + L) = 26.67, 40 % of 66.67: 4 * 0.4 + 1 * 0.6 = 2.2.
        Assert.Equal(2.2m, Run(Cap("0.4"), (4, 60), (1, 20), (1, 20)).Value);

        // 50 at 9, 40 at 5, 5 at 1, 5 at 1: 40 of 100 caps the first; 0.4 * 50 / 0.6 = 33.3 caps the second;
        // 0.4 * 10 / 0.2 = 20 each: (180 + 100 + 10) / 50 = 5.8.
        Assert.Equal(5.8m, Run(Cap("0.4"), (9, 50), (5, 40), (1, 5), (1, 5)).Value);

        // None is above: (9 + 5 + 1 + 1) / 4. Too few buyers for the cap: all count as the smallest, the same mean.
        Assert.Equal(4m, Run(Cap("0.3"), (9, 25), (5, 25), (1, 25), (1, 25)).Value);
        Assert.Equal(4m, Run(Cap("0.25"), (9, 50), (5, 40), (1, 5), (1, 5)).Value);
    }

    // Deals of one model at one seller are told as one constituent that rests on all that counted.
    private static int Counted(Tokenbourse.Model.Messages.PrintDocument print) =>
        Assert.Single(print.Used).Observations.Count;

    private static string Cap(string most) => $$"""{"step":"buyer cap","most":"{{most}}"}""";

    [Fact]
    public void The_ends_of_the_volume_are_cut_even_within_a_deal()
    {
        // 10 at 1, 80 at 2, 10 at 9 with 0.15: 15 go at each end: 75 left... of the 80 at 2 five go at both ends: 70.
        Assert.Equal(2m, Run("""{"step":"volume trim","share":"0.15","of":"item"}""", (1, 10), (2, 80), (9, 10)).Value);

        // 40 at 1 and 60 at 3 with 0.2: 20 and 40 are left: (20 + 120) / 60.
        Assert.Equal(2.333333m, Run("""{"step":"volume trim","share":"0.2","of":"offer"}""", (1, 40), (3, 60)).Value);
    }

    [Fact]
    public void Deals_at_one_price_are_cut_in_the_same_measure()
    {
        var print = Run("""{"step":"volume trim","share":"0.25","of":"item"}""", (2, 30), (2, 10), (5, 60));

        // 25 of the 40 at 2 go, 25 of the 60 at 5: 15 and 35 are left: (30 + 175) / 50 = 4.1, told as one model.
        Assert.Equal(4.1m, print.Value);
        Assert.Equal(
            (4.1m, 1_000_000, 3),
            Assert.Single(print.Used) is var one ? (one.Value, one.WeightPpm, one.Observations.Count) : default
        );
    }

    private static Tokenbourse.Model.Messages.PrintDocument Run(
        string step,
        params (decimal Price, decimal Volume)[] deals
    )
    {
        var run = new IndexRun().Define("2025-03-02T13:00:00Z", DealHand.Text([step, Mean]));
        for (var i = 0; i < deals.Length; i++)
            run.Sold(Day, "shop", deals[i].Price, deals[i].Volume, buyer: $"b{i}");
        return run.End(Day).Last;
    }
}
